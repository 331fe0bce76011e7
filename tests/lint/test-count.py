#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/count-tests under test: it adds all runs up, names what failed, and never calls nothing a success. TAP."""
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build-aux", "count-tests")


def record(name, result, stdout=""):
    return json.dumps({"name": name, "result": result, "duration": 1.0, "stdout": stdout, "stderr": None}) + "\n"


# (title, {log: lines}, broken steps, last line, status, words that must be printed)
CASES = [
    ("all good, two runs", {"a/testlog.json": [("one", "OK"), ("two", "EXPECTEDFAIL")], "b/display-in.json": [("three", "OK")]}, [],
     "3 passed, 0 failed, 0 skipped", 0, ""),
    ("one failed", {"a/testlog.json": [("one", "OK"), ("bad", "FAIL")]}, [], "1 passed, 1 failed, 0 skipped", 1, "FAILED (FAIL) a: bad"),
    ("out of time", {"a/testlog.json": [("one", "OK"), ("slow", "TIMEOUT")]}, [], "1 passed, 1 failed, 0 skipped", 1, "slow"),
    ("an unexpected pass", {"a/testlog.json": [("one", "UNEXPECTEDPASS")]}, [], "0 passed, 1 failed, 0 skipped", 1, "one"),
    ("interrupted", {"a/testlog.json": [("one", "OK"), ("cut", "INTERRUPT")]}, [], "1 passed, 1 failed, 0 skipped", 1, "cut"),
    ("skipped", {"a/testlog.json": [("one", "OK"), ("late", "SKIP")]}, [], "1 passed, 0 failed, 1 skipped", 0, "skipped a: late"),
    ("only skipped", {"a/testlog.json": [("late", "SKIP")]}, [], "0 passed, 0 failed, 1 skipped", 1, ""),
    ("nothing ran", {}, [], "0 passed, 0 failed, 0 skipped", 1, ""),
    ("a build broke", {"a/testlog.json": [("one", "OK")]}, ["clang: compiling failed"], "1 passed, 1 failed, 0 skipped", 1, "FAILED clang"),
]


def run_case(logs, broken):
    with tempfile.TemporaryDirectory(prefix="postil count ") as root:
        directories = sorted({path.split("/")[0] for path in logs})
        for path, lines in logs.items():
            folder = os.path.join(root, path.split("/")[0], "meson-logs")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, path.split("/")[1]), "w", encoding="utf-8") as stream:
                stream.writelines(record(*line) for line in lines)
        done = subprocess.run([sys.executable, PROGRAM, *[os.path.join(root, name) for name in directories], "--", *broken],
                              capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def main():
    failed = 0
    print(f"1..{len(CASES)}")
    for number, (title, logs, broken, last, status, words) in enumerate(CASES, 1):
        code, output = run_case(logs, broken)
        good = code == status and output.rstrip("\n").split("\n")[-1] == last and words in output
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {title}")
        if not good:
            print("\n".join("# " + line for line in [f"status {code}", *output.split("\n")]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
