#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window and the translators rely on: one .ui per template class, labels that can be spoken, POTFILES."""
import html
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

from c_source import CSource
from tree import run

MARKED = re.compile(r"(?<![\w])(_|N_|C_|NC_|ngettext|gettext|g_dngettext|g_dpgettext2?|dgettext)\s*\(")
NEEDS_NAME = {"GtkEntry", "GtkSearchEntry", "GtkText", "GtkPasswordEntry", "GtkTextView", "GtkListView", "GtkColumnView",
              "GtkGridView", "GtkListBox", "GtkSpinButton", "GtkScale", "GtkDropDown"}
BUTTONS = {"GtkButton", "GtkToggleButton", "GtkMenuButton"}


def class_of(path):
    """postil-article-row.c defines PostilArticleRow."""
    return "".join(part.capitalize() for part in os.path.basename(path).rsplit(".", 1)[0].split("-"))


def check_templates(tree):
    from_c = {}
    for path in tree.under("src", ending=".c"):
        for line, _, _, _ in CSource(tree.read(path)).calls("gtk_widget_class_set_template_from_resource"):
            name = class_of(path)
            if name in from_c:
                tree.problem(path, line, f"{name} sets a second template", "one class, one file, one .ui")
            from_c[name] = (path, line)
    from_ui = {}
    bundles = "".join(tree.read(path) for path in tree.files
                      if path.endswith((".gresource.xml", ".gresource.xml.in", "meson.build")))
    for path in tree.under("ui", ending=".ui"):
        for match in re.finditer(r'<template\s+class="(\w+)"', tree.read(path)):
            from_ui[match.group(1)] = (path, tree.read(path).count("\n", 0, match.start()) + 1)
        if os.path.basename(path) not in bundles:
            tree.problem(path, 1, "the file is in no resource bundle", "list it in the bundle of the room that owns it")
    for name, (path, line) in sorted(from_c.items()):
        if name not in from_ui:
            tree.problem(path, line, f"no .ui has the template {name}", f"put it into ui/, in a file named as {os.path.basename(path)}")
        elif os.path.basename(from_ui[name][0])[:-3] != os.path.basename(path)[:-2]:
            tree.problem(from_ui[name][0], 1, f"the template of {os.path.basename(path)} under another name", "give both the same name")
    for name, (path, line) in sorted(from_ui.items()):
        if name not in from_c:
            tree.problem(path, line, f"no class sets the template {name}", "set it in class_init, or remove the file")


def property_names(element):
    return {child.get("name", "").replace("_", "-") for child in element.findall("property")}


def has_spoken_name(element):
    block = element.find("accessibility")
    if block is None:
        return False
    return any(child.get("name") in ("label", "labelled-by") for child in block)


def line_of_element(text, element):
    """The line of an element by its id or, failing that, of the first of its class."""
    identity = element.get("id")
    needle = f'id="{identity}"' if identity else f'class="{element.get("class")}"'
    return text.count("\n", 0, max(text.find(needle), 0)) + 1


def check_spoken_names(tree):
    for path in tree.under("ui", ending=".ui"):
        text = tree.read(path)
        try:
            document = ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            tree.problem(path, error.position[0], "the file is not XML", "close what is open")
            continue
        for element in document.iter("object"):
            kind = element.get("class")
            properties = property_names(element)
            silent_button = kind in BUTTONS and "icon-name" in properties and "label" not in properties
            if (silent_button or kind in NEEDS_NAME) and not has_spoken_name(element):
                tree.problem(path, line_of_element(text, element), f"{kind} {element.get('id', '')} has no spoken name",
                             "give it an <accessibility> label or labelled-by")


def needs_translation(tree, path):
    text = tree.read(path)
    if path.endswith((".c", ".h")):
        return MARKED.search(CSource(text).plain) is not None
    if path.endswith(".ui"):
        return re.search(r'translatable="(yes|true|1)"', text) is not None
    return path.endswith((".desktop.in", ".metainfo.xml.in", ".desktop.in.in", ".metainfo.xml.in.in"))


def check_potfiles(tree):
    listing = "po/POTFILES.in" if tree.exists("po/POTFILES.in") else "po/POTFILES"
    if not tree.exists(listing):
        tree.problem("po/meson.build", 1, "no po/POTFILES", "list the files with words to translate, one a line")
        return
    listed = {}
    for number, line in enumerate(tree.read(listing).split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            listed[line.strip()] = number
    for path, number in sorted(listed.items()):
        if not tree.exists(path):
            tree.problem(listing, number, f"{path} is not there", "take it out")
    for path in tree.under("src", "ui", "data"):
        if path not in listed and needs_translation(tree, path):
            tree.problem(path, 1, f"words to translate, but the file is not in {listing}", f"add the line {path}")


def accelerators_told(tree, path):
    """What a window of shortcuts tells, one at a time: 1...5 and "slash <Control>f" are several."""
    told = set()
    for text in re.findall(r'name="accelerator">([^<]*)<', tree.read(path)):
        for one in html.unescape(text).split():
            first, _, last = one.partition("...")
            told.update(map(str, range(int(first), int(last) + 1)) if last else [one])
    return told


def keys_of(text):
    """Keys with a line of the table and the action, as a window of shortcuts writes them."""
    for match in re.finditer(r'\{ GDK_KEY_(\w+), "win\.(\w+)', text):
        key = match.group(1)
        key = f"g+{key}" if match.group(2) == "go" else f"<Shift>{key.lower()}" if re.fullmatch("[A-Z]", key) else key
        yield text.count("\n", 0, match.start()) + 1, key
    for match in re.finditer(r'\{ "(?:app|win|window)\.[\w-]+", \{ ((?:"[^"]*"(?:, )?)+) \} \}', text):
        for key in re.findall(r'"([^"]*)"', match.group(1)):
            yield text.count("\n", 0, match.start()) + 1, key


def check_keys(tree):
    """The window of shortcuts tells every key there is."""
    if not tree.exists("ui/postil-shortcuts.ui"):
        return
    told = accelerators_told(tree, "ui/postil-shortcuts.ui")
    for path in tree.under("src/app", ending=".c"):
        for line, key in keys_of(tree.read(path)):
            if key not in told:
                tree.problem(path, line, f"the key {key} is told nowhere", "add it to ui/postil-shortcuts.ui")


def check(tree):
    check_keys(tree)
    check_templates(tree)
    check_spoken_names(tree)
    check_potfiles(tree)


if __name__ == "__main__":
    sys.exit(run(check))
