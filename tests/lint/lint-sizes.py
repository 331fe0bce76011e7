#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much fits in one head: lines of a file and of a function, parameters, levels of nesting."""
import re
import sys

from c_source import CSource
from tree import run

FILE_LINES = 800
HEADER_LINES = 150
FUNCTION_LINES = 60
PARAMETERS = 5
NESTING = 3
# What GIO's conventions add to a call says nothing about how much it does.
CONVENTIONS = re.compile(r"^(GCancellable\s*\*|GAsyncReadyCallback\b|GError\s*\*\*|gpointer\s+user_data$)")


def is_handed_on(source, name):
    """The function's address is taken somewhere in its file, so its signature is given from outside."""
    uses = re.finditer(rf"\b{name}\b(?!\s*\()", source.plain)
    return any(True for _ in uses)


def check_function(tree, path, source, function):
    lines = function.end_line - function.line + 1 - source.table_lines(function)
    if lines > FUNCTION_LINES and not function.name.endswith("class_init"):
        tree.problem(path, function.line, f"{function.name} has {lines} lines, the limit is {FUNCTION_LINES}",
                     "split it by idea")
    count = sum(1 for parameter in function.parameters if not CONVENTIONS.match(parameter))
    if count > PARAMETERS and not (function.is_static and is_handed_on(source, function.name)):
        tree.problem(path, function.line, f"{function.name} has {count} parameters, the limit is {PARAMETERS}",
                     "pass a record")
    deepest, line = source.nesting(function)
    if deepest > NESTING:
        tree.problem(path, line, f"{function.name} nests {deepest} levels, the limit is {NESTING}",
                     "return early or give the inner part a name")


def check(tree):
    for path in tree.under("src", "tests", ending=".h"):
        count = tree.read(path).count("\n")
        if count > HEADER_LINES and not path.endswith("-private.h"):
            tree.problem(path, count, f"{count} lines, the limit of a public header is {HEADER_LINES}", "split it by idea")
    for path in tree.under("src", "tests", ending=".c"):
        count = tree.read(path).count("\n")
        if count > FILE_LINES:
            tree.problem(path, count, f"{count} lines, the limit is {FILE_LINES}", "split it by idea")
        source = CSource(tree.read(path))
        for function in source.functions():
            check_function(tree, path, source, function)


if __name__ == "__main__":
    sys.exit(run(check))
