#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format over every C file. The layout differs between its versions, so only the one of Debian 12 judges; with
another one, or none, the test is skipped."""
import os
import re
import shutil
import subprocess
import sys

from tree import run

VERSION = "14"
SKIPPED = 77


def find_formatter():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        path = shutil.which(name)
        if path is None:
            continue
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        if re.search(rf"version {VERSION}\.", said):
            return path
    return None


def check_with(formatter):
    def check(tree):
        paths = tree.under("src", "tests", ending=".c") + tree.under("src", "tests", ending=".h")
        for start in range(0, len(paths), 40):
            some = paths[start:start + 40]
            done = subprocess.run([formatter, "--dry-run", "-Werror", "--style=file", *some], cwd=tree.root,
                                  capture_output=True, text=True, check=False)
            first = {}
            for match in re.finditer(r"^(.*?):(\d+):\d+: error: ", done.stderr, re.MULTILINE):
                first.setdefault(match.group(1), int(match.group(2)))
            for path, line in first.items():
                tree.problem(os.path.relpath(os.path.join(tree.root, path), tree.root), line,
                             "the layout is not the house's", "clang-format -i the file")
            if done.returncode != 0 and not done.stderr:
                tree.problem(some[0], 1, "clang-format failed", "run it by hand to see why")
    return check


if __name__ == "__main__":
    found = find_formatter()
    if found is None:
        print(f"clang-format {VERSION} is not installed")
        sys.exit(SKIPPED)
    sys.exit(run(check_with(found)))
