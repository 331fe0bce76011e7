#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls between the rooms: who may include whom, private headers, rings of headers, outside libraries."""
import os
import re
import sys

from c_source import CSource
from tree import run

FREE_TESTS = {"smoke", "lint", "bench", "fuzz"}

# An outside library, by how its headers begin, and the rooms that may use it. Other headers are the C library's,
# GLib's own, or the kernel's.
GUI = {"view", "app"}
WITH_GIO = {"fetch", "store", "worker", "library", "view", "app", "cli"}
OUTSIDE = [
    (r"(gtk|gdk|gsk|pango|graphene|cairo)[/.\-]|cairo", GUI),
    (r"adwaita\.h", {"app"}),
    (r"sqlite3", {"store"}),
    (r"libsoup/", {"fetch"}),
    (r"libxml/", {"ingest"}),
    (r"gumbo", {"ingest"}),
    (r"uchardet", {"ingest"}),
    (r"(png|jpeglib|jerror)\.h", {"ingest"}),
    (r"json-glib/", {"ingest", "export", "library", "cli"}),
    (r"(seccomp|linux/(seccomp|landlock))\.h", {"worker"}),
    (r"gio/", WITH_GIO),
]


def room_of(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else None


def map_headers(tree):
    """Base name of each of our headers to its path; two of the same name are a problem."""
    headers = {}
    for path in tree.under("src", ending=".h"):
        name = os.path.basename(path)
        if name in headers:
            tree.problem(path, 1, f"{headers[name]} has the same name", "name one of them for what it is")
        headers[name] = path
    return headers


def check_declarations(tree):
    """Each room lists only rooms below itself, and links only to what it lists."""
    rooms = tree.rooms()
    for place, room in enumerate(rooms):
        path = f"src/{room}/meson.build"
        allowed = tree.allowed(room)
        if allowed is None:
            tree.problem(path, 1, f"no list {room}_rooms", f"declare {room}_rooms = ['…'] with the rooms it may use")
            continue
        for other in allowed:
            if other not in rooms[:place]:
                tree.problem(path, 1, f"{room} lists {other}, which is not below it", "move the shared type down")
        text = tree.read(path)
        for match in re.finditer(r"\b(\w+)_dep\b", text):
            if match.group(1) in rooms and match.group(1) not in allowed + [room]:
                tree.problem(path, text.count("\n", 0, match.start()) + 1,
                             f"{room} links to {match.group(1)}, which {room}_rooms does not name",
                             f"name it in {room}_rooms or drop the dependency")


def check_test_links(tree):
    """A test links to its room and to what that room may use, so that a hidden upward call fails at link."""
    rooms = tree.rooms()
    for room in rooms:
        path = f"tests/{room}/meson.build"
        if not tree.exists(path):
            continue
        allowed = (tree.allowed(room) or []) + [room]
        text = tree.read(path)
        for match in re.finditer(r"\b(\w+)_dep\b", text):
            if match.group(1) in rooms and match.group(1) not in allowed:
                tree.problem(path, text.count("\n", 0, match.start()) + 1,
                             f"tests of {room} link to {match.group(1)}", f"test it in tests/{match.group(1)}")


def check_outside(tree, path, room, line, header):
    for pattern, allowed in OUTSIDE:
        if re.match(pattern, header) and room not in allowed:
            tree.problem(path, line, f"<{header}> in {room}; it belongs in {', '.join(sorted(allowed))} alone",
                         "go through the room that owns the library")
            return


def is_generated(tree, room, header):
    """A meson.build of the room, or one of data/ or ui/, names it as something it makes."""
    stem = header.rsplit(".", 1)[0]
    makers = [f"src/{room}/meson.build", *tree.under("data", "ui", ending="meson.build")]
    return any(re.search(rf"'{re.escape(stem)}(\.[ch])?'", tree.read(path)) for path in makers if tree.exists(path))


def reach(tree, room):
    """The rooms a room uses, and those they use."""
    found = set()
    waiting = [room]
    while waiting:
        for used in tree.allowed(waiting.pop()) or []:
            if used not in found:
                found.add(used)
                waiting.append(used)
    return found


def check_include(tree, path, room, include, headers, is_test):
    line, delimiter, header = include
    name = os.path.basename(header)
    if delimiter == "<":
        if name in headers:
            tree.problem(path, line, f"our own header <{header}> in angle brackets", f'write "{name}"')
        elif not is_test:
            check_outside(tree, path, room, line, header)
        return
    if "/" in header:
        tree.problem(path, line, f'"{header}" names a folder', f'write "{name}" and let meson.build give the room')
        return
    if name not in headers:
        beside = [os.path.dirname(path) + "/" + header]
        if is_test:  # tests of a room may share what waits and looks with the tests of the rooms below it
            beside += [f"tests/{used}/{header}" for used in reach(tree, room)]
        if header != "config.h" and not any(map(tree.exists, beside)) and not is_generated(tree, room, header):
            tree.problem(path, line, f'"{header}" is no header of ours', "use angle brackets for a library's header")
        return
    other = room_of(headers[name])
    if other == room:
        return
    if other not in (tree.allowed(room) or []):
        tree.problem(path, line, f'{room} includes "{name}" of {other}, which {room}_rooms does not name',
                     "ask a room below, or move the shared type down")
    elif name.endswith("-private.h"):
        tree.problem(path, line, f'"{name}" is private to {other}', "use the room's public header")


def check_includes(tree, headers):
    rooms = tree.rooms()
    for path in tree.under("src", "tests", ending=".c") + tree.under("src", "tests", ending=".h"):
        room = path.split("/")[1]
        is_test = path.startswith("tests/")
        if is_test and room in FREE_TESTS:
            continue
        if room not in rooms:
            tree.problem(path, 1, "the file is in no room", "move it into one of the rooms of src/meson.build")
            continue
        for include in CSource(tree.read(path)).includes():
            check_include(tree, path, room, include, headers, is_test)


def check_rings(tree, headers):
    """Depth-first over the headers; a way back to one that is still open is a ring."""
    graph = {}
    for name, path in headers.items():
        graph[name] = [(line, os.path.basename(header)) for line, _, header in CSource(tree.read(path)).includes()
                       if os.path.basename(header) in headers]
    state = {}

    def visit(name, trail):
        state[name] = "open"
        for line, other in graph[name]:
            if state.get(other) == "open":
                ring = " -> ".join(trail[trail.index(other):] + [other])
                tree.problem(headers[name], line, f"headers include each other in a ring: {ring}",
                             "declare the type forward, or move it down")
            elif other not in state:
                visit(other, trail + [other])
        state[name] = "done"

    for name in sorted(graph):
        if name not in state:
            visit(name, [name])


def check_guards(tree, headers):
    for name, path in sorted(headers.items()):
        text = tree.read(path)
        if "#pragma once" not in text:
            tree.problem(path, 1, "no #pragma once", "put it below the opening comment")
        if not name.endswith("-private.h"):
            continue
        guard = f"POSTIL_{room_of(path).upper()}_COMPILATION"
        if not re.search(rf"#\s*ifndef\s+{guard}\b[^#]*#\s*error\b", text):
            tree.problem(path, 1, "a private header that any room can include", f"#ifndef {guard} / #error / #endif")


def check(tree):
    headers = map_headers(tree)
    check_declarations(tree)
    check_test_links(tree)
    check_includes(tree, headers)
    check_rings(tree, headers)
    check_guards(tree, headers)


if __name__ == "__main__":
    sys.exit(run(check))
