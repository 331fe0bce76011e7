#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file says of itself: licence line, a paragraph of purpose, a name that means something, doc comments."""
import os
import re
import sys

from c_source import CSource
from tree import TEXT_ENDINGS, run

C_LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */"
EMPTY_NAMES = {"util", "utils", "common", "misc", "helper", "helpers", "stuff"}
# Spelled in pieces, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.$}>/~-])/(?:home|root|Users|work|mnt)/\w")
TASK_NUMBER = re.compile(r"\bissue\s+#?\d", re.IGNORECASE)


def check_opening(tree, path, text):
    lines = text.split("\n")
    if lines[0].strip() != C_LICENCE:
        tree.problem(path, 1, "the licence line is not the first", f"begin with {C_LICENCE}")
        return
    if len(lines) < 2 or not lines[1].startswith("/*") or lines[1].startswith("/**"):
        tree.problem(path, 2, "no paragraph on what the file is for", "say it in a comment below the licence line")


def check_config_first(tree, path, text):
    includes = CSource(text).includes()
    if includes and includes[0][2] != "config.h":
        tree.problem(path, includes[0][0], "config.h is not the first include", 'begin with #include "config.h"')


def public_names(tree, room):
    """Every word of the room's public headers: a function named there is public."""
    names = set()
    for path in tree.under(f"src/{room}", ending=".h"):
        if not path.endswith("-private.h"):
            names.update(re.findall(r"\b(\w+)\s*\(", CSource(tree.read(path)).plain))
    return names


def comment_above(text, line):
    """The comment that ends just above the declaration whose name stands on `line` (counted from 1)."""
    lines = text.split("\n")
    place = line - 2
    while place >= 0 and lines[place].strip() and not lines[place].rstrip().endswith("*/"):
        place -= 1
    if place < 0 or not lines[place].rstrip().endswith("*/"):
        return ""
    end = place
    while place >= 0 and "/*" not in lines[place]:
        place -= 1
    return "\n".join(lines[max(place, 0):end + 1])


def check_doc_comments(tree, path, text, public):
    for function in CSource(text).functions():
        if function.is_static or function.name not in public:
            continue
        comment = comment_above(text, function.line)
        if not comment.lstrip().startswith("/**") or f" {function.name}:" not in comment:
            tree.problem(path, function.line, f"{function.name} is public and has no doc comment",
                         f"write /** {function.name}: … */ above it: purpose, parameters, errors, thread")
            continue
        for parameter in function.parameters:
            name = re.search(r"(\w+)\s*(\[[^\]]*\]\s*)*$", parameter)
            if name is not None and f"@{name.group(1)}:" not in comment:
                tree.problem(path, function.line, f"the doc comment of {function.name} leaves out @{name.group(1)}",
                             "say its meaning, unit and ownership")


def check_name(tree, path):
    for word in re.split(r"[-_.]", os.path.basename(path).lower()):
        if word in EMPTY_NAMES:
            tree.problem(path, 1, f'the name says "{word}"', "name the file for what it holds")


def check_words(tree, path, text):
    for pattern, what, mend in [
        (UNFINISHED, "a note to finish something later", "finish it, or take the note out"),
        (MACHINE_PATH, "a path of one machine", "build it from a directory the caller gives"),
        (TASK_NUMBER, "the number of a task", "say the reason itself"),
    ]:
        for match in pattern.finditer(text):
            tree.problem(path, text.count("\n", 0, match.start()) + 1, f"{what}: {match.group()}", mend)


def check(tree):
    for path in tree.under("src", "tests", "ui", "build-aux"):
        check_name(tree, path)
    for path in tree.files:
        is_script = path.startswith(("build-aux/", ".ci/"))
        if (path.endswith(TEXT_ENDINGS) or is_script) and not path.startswith(("data/lexicons/", "data/samples/", "tests/lint/")):
            check_words(tree, path, tree.read(path))
    for path in tree.under("src", "tests", ending=".c") + tree.under("src", "tests", ending=".h"):
        check_opening(tree, path, tree.read(path))
    for path in tree.under("src", "tests", ending=".c"):
        check_config_first(tree, path, tree.read(path))
    for room in tree.rooms():
        public = public_names(tree, room)
        for path in tree.under(f"src/{room}", ending=".c"):
            check_doc_comments(tree, path, tree.read(path), public)


if __name__ == "__main__":
    sys.exit(run(check))
