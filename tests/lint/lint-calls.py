#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that a room must not make: shells anywhere, SQL outside the store, blocking where the window lives, I/O and
clocks in the pure rooms."""
import re
import sys

from c_source import CSource
from tree import run

PURE = {"doc", "extract", "notes", "export"}
WINDOW = {"view", "app"}
EVERY = None

# (rooms or EVERY, rooms excepted, pattern of the whole name, what is wrong, what to do)
CALLS = [
    (EVERY, set(), r"system|popen|g_spawn_command_line_\w+|g_app_info_create_from_commandline", "runs a shell or a command line",
     "start the program with an argument vector"),
    (EVERY, set(), r"gets|strcpy|strcat|sprintf|vsprintf|alloca|g_alloca|g_newa|g_newa0|strtok|mktemp|tmpnam",
     "has no bound on what it writes", "use the GLib function that knows the length"),
    (EVERY, {"cli", "fetch"}, r"g_main_loop_run|g_main_context_iteration|gtk_dialog_run",
     "runs a main loop inside the main loop", "make it asynchronous"),
    (WINDOW | {"library"}, set(), r"(?!postil_)\w+_sync|g_thread_join|g_subprocess_communicate\w*(?<!_async)(?<!_finish)|sleep|usleep|g_usleep",
     "makes the main thread wait", "use the _async form"),
    (PURE, set(), r"fopen|open|openat|creat|read|write|g_fopen|g_open|g_file_\w+|g_mapped_file_\w+|g_io_channel_\w+|printf|puts|fputs|fprintf|g_print|g_printerr",
     "does input or output in a pure room", "take bytes in, give bytes back"),
    (PURE, set(), r"time|clock|gettimeofday|clock_gettime|localtime\w*|g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*|postil_time_now",
     "asks the clock in a pure room", "take the time as a parameter"),
    (PURE, set(), r"getenv|secure_getenv|g_getenv|setlocale|rand|random|g_random_\w+|g_uuid_string_random",
     "depends on the surroundings in a pure room", "take the value as a parameter"),
    (EVERY, {"store"}, r"sqlite3_\w+", "touches the database", "ask the store"),
    (EVERY, {"fetch"}, r"soup_\w+|g_socket_client_\w+|g_network_\w+", "touches the network", "ask fetch"),
    (EVERY, {"view", "app"}, r"(?:gtk|gdk|adw|gsk)_\w+", "draws", "leave it to view or app"),
    (EVERY, {"app"}, r"adw_\w+", "uses libadwaita", "leave it to app"),
]

SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|REPLACE\s+INTO|"
                 r"CREATE\s+(VIRTUAL\s+|TEMP\s+|UNIQUE\s+)?(TABLE|INDEX|TRIGGER|VIEW)|DROP\s+(TABLE|INDEX)|ATTACH\s+DATABASE)\b", re.DOTALL)
SQL_PART = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|WHERE|ORDER BY|GROUP BY|VALUES|JOIN|LIMIT|MATCH)\b")
BUILDERS = (r"\w*printf|sqlite3_mprintf|sqlite3_\w*snprintf|sqlite3_str_append\w*|g_strconcat|g_strjoin|g_strjoinv|"
            r"g_string_append|g_string_new")


def check_calls(tree, path, room, source):
    # A generator that runs while building is a program beside the room, not a part of it.
    is_program = any(function.name == "main" for function in source.functions())
    for rooms, excepted, pattern, wrong, mend in CALLS:
        if rooms is PURE and is_program:
            continue
        if (rooms is not EVERY and room not in rooms) or room in excepted:
            continue
        for line, name, _, _ in source.calls(pattern):
            if not is_declaration(source, name, line):
                tree.problem(path, line, f"{name} () {wrong} ({room})", mend)


def is_declaration(source, name, line):
    """Our own function of that name: a definition or a prototype begins the line."""
    text = source.code.split("\n")[line - 1]
    return text.startswith(name) or any(function.name == name for function in source.functions())


def check_shell(tree, path, source):
    for position, value in source.strings:
        if re.fullmatch(r"(/bin/|/usr/bin/)(sh|bash|dash)( .*)?|(ba)?sh( -c.*)?", value):
            tree.problem(path, source.line_of(position), f'"{value}" is a shell', "start the program with an argument vector")


def check_sql(tree, path, room, source):
    if room != "store":
        for position, value in joined_strings(source):
            if SQL.search(value):
                tree.problem(path, source.line_of(position), "SQL outside the store", "ask the store")
        return
    for line, name, opening, end in source.calls(BUILDERS):
        if re.match(r"g_(set_error|warning|debug|message|critical|log)", name):
            continue
        for position, value in source.strings:
            if opening < position < end and SQL_PART.search(value):
                tree.problem(path, line, f"SQL is put together by {name} ()", "write it as a constant and bind the values")
                break


def joined_strings(source):
    """String literals with those that follow them directly, as the compiler joins them."""
    joined = []
    for position, value in source.strings:
        if joined:
            first, text, end = joined[-1]
            if not source.code[end:position].strip():
                joined[-1] = (first, text + value, position + len(value) + 2)
                continue
        joined.append((position, value, position + len(value) + 2))
    return [(position, value) for position, value, _ in joined]


def check(tree):
    rooms = tree.rooms()
    for path in tree.under("src", ending=".c") + tree.under("src", ending=".h"):
        room = path.split("/")[1]
        if room not in rooms:
            continue
        source = CSource(tree.read(path))
        check_calls(tree, path, room, source)
        check_shell(tree, path, source)
        check_sql(tree, path, room, source)


if __name__ == "__main__":
    sys.exit(run(check))
