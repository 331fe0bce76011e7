#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lints themselves under test: in a small tree with nothing wrong each is silent, and each planted fault is found at
its line. Prints TAP."""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
C_LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
OPENING = C_LICENCE + "/* A thing for the test. */\n"
HEADER = OPENING + "#pragma once\n"
SOURCE = OPENING + '#include "config.h"\n\n'

GOOD_FUNCTION = '''/**
 * postil_low_add:
 * @first: a count
 * @second: another
 *
 * Adds up. Any thread.
 *
 * Returns: the sum
 */
int
postil_low_add (int first, int second)
{
  /* A comment may say system ("x") and { what } it likes. */
  const char *text = "if (a) { system (1); }";

  return text != NULL ? first + second : 0;
}
'''

CLEAN = {
    "src/meson.build": "subdir('low')\nsubdir('extract')\nsubdir('store')\nsubdir('app')\nsubdir('cli')\n",
    "src/low/meson.build": "low_rooms = []\nmade = custom_target('made', output: 'postil-made.h')\n",
    "src/extract/meson.build": "extract_rooms = ['low']\nx = [low_dep]\n",
    "src/store/meson.build": "store_rooms = ['low']\n",
    "src/app/meson.build": "app_rooms = ['extract', 'low']\n",
    "src/cli/meson.build": "cli_rooms = ['low']\n",
    "src/low/postil-low.h": HEADER + "int postil_low_add (int first, int second);\n",
    "src/low/postil-low.c": SOURCE.replace("\n\n", '\n#include "postil-low.h"\n\n') + GOOD_FUNCTION,
    "src/low/postil-inner-private.h": OPENING + "#pragma once\n#ifndef POSTIL_LOW_COMPILATION\n#error \"private\"\n#endif\n",
    "src/app/postil-row.c": SOURCE + '#include "postil-low.h"\n\nvoid\nf (void)\n{\n'
                            '  gtk_widget_class_set_template_from_resource (c, "/row.ui");\n}\n',
    "src/app/app.gresource.xml": "<file>postil-row.ui</file>\n",
    "ui/postil-row.ui": '<interface><template class="PostilRow" parent="GtkBox"><child><object class="GtkButton">'
                        '<property name="icon-name">x</property><accessibility><property name="label">X</property>'
                        "</accessibility></object></child></template></interface>\n",
    "ui/postil-shortcuts.ui": '<interface><property name="accelerator">j 1...5</property></interface>\n',
    "src/app/shortcuts.gresource.xml": "<file>postil-shortcuts.ui</file>\n",
    "tests/low/meson.build": "deps = [low_dep]\n",
    "po/POTFILES": "src/cli/postil-words.c\n",
    "src/cli/postil-words.c": SOURCE + 'static const char *\nword (void)\n{\n  return _ ("Word");\n}\n',
}


def lines(count):
    return "".join(f"  x ({number});\n" for number in range(count))


def function(body, head="static void\nplanted (void)"):
    return SOURCE + head + "\n{\n" + body + "}\n"


# (what is planted, lint, path, text of the file, what the report must hold)
FAULTS = [
    ("a room above", "rooms", "src/extract/postil-a.c", SOURCE + '#include "postil-row.h"\n', "postil-a.c:5: "),
    ("an include of a room not named", "rooms", "src/cli/postil-b.c", SOURCE + '#include "postil-x.h"\n', "postil-b.c:5: cli includes"),
    ("a header that nobody makes", "rooms", "src/low/postil-b2.c", SOURCE + '#include "postil-nowhere.h"\n', "no header of ours"),
    ("a test's header of a room above", "rooms", "tests/low/test-b3.c", SOURCE + '#include "wait-above.h"\n', "no header of ours"),
    ("a path in an include", "rooms", "src/extract/postil-c.c", SOURCE + '#include "../low/postil-low.h"\n', "postil-c.c:5: "),
    ("a private header from outside", "rooms", "src/extract/postil-d.c", SOURCE + '#include "postil-inner-private.h"\n',
     "is private to low"),
    ("a private header without its guard", "rooms", "src/low/postil-e-private.h", HEADER, "postil-e-private.h:1: "),
    ("a header without pragma once", "rooms", "src/low/postil-f.h", OPENING, "#pragma once"),
    ("GTK outside the window", "rooms", "src/store/postil-g.c", SOURCE + "#include <gtk/gtk.h>\n", "postil-g.c:5: "),
    ("libadwaita outside the shell", "rooms", "src/cli/postil-g2.c", SOURCE + "#include <adwaita.h>\n", "postil-g2.c:5: "),
    ("SQLite outside the store", "rooms", "src/cli/postil-h.c", SOURCE + "#include <sqlite3.h>\n", "postil-h.c:5: "),
    ("input and output in a pure room by header", "rooms", "src/extract/postil-i.c", SOURCE + "#include <gio/gio.h>\n", "postil-i.c:5: "),
    ("a dependency that is not named", "rooms", "src/cli/meson.build", "cli_rooms = ['low']\nx = [extract_dep]\n", "meson.build:2: cli links"),
    ("a room that lists one above", "rooms", "src/low/meson.build", "low_rooms = ['app']\n", "not below it"),
    ("a test linked to a room above", "rooms", "tests/low/meson.build", "deps = [app_dep]\n", "tests of low link to app"),
    ("a file in no room", "rooms", "src/attic/postil-old.c", SOURCE, "is in no room"),
    ("a shell", "calls", "src/cli/postil-j.c", function('  system ("ls");\n'), "postil-j.c:8: system"),
    ("a shell by its name", "calls", "src/cli/postil-k.c", function('  run ("/bin/sh");\n'), "is a shell"),
    ("a command line", "calls", "src/app/postil-l.c", function("  g_spawn_command_line_async (x, NULL);\n"), "postil-l.c:8: "),
    ("SQL outside the store", "calls", "src/app/postil-m.c", function('  q ("SELECT id " "FROM notes");\n'), "SQL outside the store"),
    ("SQL by printf", "calls", "src/store/postil-n.c", function('  q (g_strdup_printf ("SELECT id FROM %s", t));\n'), "is put together by"),
    ("a blocking call in the window", "calls", "src/app/postil-o.c", function("  soup_send_sync (p);\n"), "main thread wait"),
    ("a nested main loop", "calls", "src/app/postil-p.c", function("  g_main_context_iteration (NULL, TRUE);\n"), "main loop"),
    ("a file read in a pure room", "calls", "src/extract/postil-q.c", function('  g_file_get_contents ("a");\n'), "pure room"),
    ("the clock in a pure room", "calls", "src/extract/postil-r.c", function("  t = time (NULL);\n"), "asks the clock"),
    ("the environment in a pure room", "calls", "src/extract/postil-s.c", function('  g_getenv ("A");\n'), "surroundings"),
    ("GTK in the command line", "calls", "src/cli/postil-t.c", function("  gtk_init ();\n"), "postil-t.c:8: "),
    ("a long function", "sizes", "src/low/postil-u.c", function(lines(60)), "planted has 63 lines"),
    ("a long file", "sizes", "src/low/postil-v.c", SOURCE + "int a;\n" * 800, "the limit is 800"),
    ("a long public header", "sizes", "src/low/postil-w.h", HEADER + "int a;\n" * 150, "public header"),
    ("many parameters", "sizes", "src/low/postil-x.c", function("", "static void\nplanted (int a, int b, int c, int d, int (*e) (int, int), int f)"),
     "6 parameters"),
    ("deep nesting with braces", "sizes", "src/low/postil-y.c",
     function("  if (a)\n    {\n      for (;;)\n        {\n          while (b)\n            {\n              if (c)\n                x ();\n"
              "            }\n        }\n    }\n"), "postil-y.c:14: planted nests 4"),
    ("deep nesting without braces", "sizes", "src/low/postil-z.c",
     function("  if (a)\n    for (;;)\n      while (b)\n        if (c)\n          x ();\n"), "nests 4 levels"),
    ("deep nesting in an else", "sizes", "src/low/postil-za.c",
     function("  if (a)\n    x ();\n  else\n    for (;;)\n      switch (b)\n        {\n        case 1:\n          do\n            x ();\n          while (c);\n"
              "        default:\n          break;\n        }\n"), "nests 4 levels"),
    ("no licence line", "files", "src/low/postil-zb.c", "/* A thing. */\n", "postil-zb.c:1: the licence"),
    ("no paragraph", "files", "src/low/postil-zc.h", C_LICENCE + "#pragma once\n", "postil-zc.h:2: "),
    ("config.h not first", "files", "src/low/postil-zd.c", OPENING + "#include <glib.h>\n", "config.h is not the first"),
    ("a name that says nothing", "files", "src/low/postil-utils.c", SOURCE, 'says "utils"'),
    ("no doc comment", "files", "src/low/postil-low.c", SOURCE + GOOD_FUNCTION.replace("/**", "/*"), "has no doc comment"),
    ("a doc comment without a parameter", "files", "src/low/postil-low.c", SOURCE + GOOD_FUNCTION.replace("@second", "@other"), "@second"),
    ("a path of a machine", "files", "src/low/postil-ze.c", function('  x ("/home/me/file");\n'), "path of one machine"),
    ("unfinished", "files", "src/low/postil-zf.c", function("  /* " + "TO" + "DO later */\n"), "postil-zf.c:8: "),
    ("a template class without .ui", "interface", "src/app/postil-zg.c",
     function("  gtk_widget_class_set_template_from_resource (c, p);\n"), "no .ui has the template PostilZg"),
    ("a .ui without class", "interface", "ui/postil-zh.ui", '<interface><template class="PostilZh"/></interface>', "no class sets"),
    ("a .ui in no bundle", "interface", "ui/postil-zi.ui", "<interface/>", "in no resource bundle"),
    ("a silent button", "interface", "ui/postil-zj.ui",
     '<interface>\n<object class="GtkButton" id="b"><property name="icon-name">x</property></object></interface>', "postil-zj.ui:2: GtkButton b"),
    ("a key that is told nowhere", "interface", "src/app/postil-zj2.c",
     SOURCE + 'static const Key keys[] = {\n  { GDK_KEY_j, "win.next" },\n  { GDK_KEY_y, "win.yes" },\n};\n', "the key y is told"),
    ("an accelerator that is told nowhere", "interface", "src/app/postil-zj3.c",
     SOURCE + 'static const Key keys[] = {\n  { "win.undo", { "<Control>z" } },\n};\n', "the key <Control>z is told"),
    ("broken XML", "interface", "ui/postil-zk.ui", "<interface>\n<object>\n", "is not XML"),
    ("words not in POTFILES", "interface", "src/app/postil-zl.c", function('  x (_ ("Word"));\n'), "not in po/POTFILES"),
    ("POTFILES with a file that is gone", "interface", "po/POTFILES", "src/cli/postil-words.c\nsrc/gone.c\n", "src/gone.c is not there"),
    ("the layout", "format", "src/low/postil-zm.c", SOURCE + "int   a;\n", "postil-zm.c:5: the layout"),
]

# Faults that need two files.
PAIRS = [
    ("a ring of headers", "rooms", {"src/low/postil-one.h": HEADER + '#include "postil-two.h"\n',
                                    "src/low/postil-two.h": HEADER + '#include "postil-one.h"\n'}, "in a ring"),
    ("two headers of one name", "rooms", {"src/low/postil-same.h": HEADER, "src/store/postil-same.h": HEADER}, "the same name"),
]

# What looks like a fault and is none.
INNOCENT = [
    ("a long table", "sizes", "src/low/postil-ta.c",
     function("  static const int table[] = {\n" + "    1,\n" * 80 + "  };\n\n  return table[0];\n")),
    ("a long class_init", "sizes", "src/low/postil-tb.c", function(lines(80), "static void\nthing_class_init (Class *klass)")),
    ("a chain of else if", "sizes", "src/low/postil-tc.c",
     function("  if (a)\n    x ();\n" + "  else if (b)\n    {\n      for (;;)\n        if (c)\n          x ();\n    }\n" * 5)),
    ("a signature given from outside", "sizes", "src/low/postil-td.c",
     SOURCE + "static void\nmeasure (int a, int b, int c, int d, int e, int f)\n{\n}\n\nstatic void\nfill (Class *klass)\n{\n"
     "  klass->measure = measure;\n}\n"),
    ("the parameters of an asynchronous call", "sizes", "src/low/postil-tj.c",
     function("", "void\nplanted_async (int a, int b, int c, int d, GCancellable *e, GAsyncReadyCallback f, gpointer user_data)")),
    ("a word in a comment or a string", "calls", "src/extract/postil-te.c", function('  /* time (NULL) */\n  x ("g_getenv (a)");\n')),
    ("an own function of that name", "calls", "src/extract/postil-tf.c", SOURCE + "static int\nopen (int a)\n{\n  return open (a);\n}\n"),
    ("a generated header", "rooms", "src/low/postil-ti.c", SOURCE + '#include "postil-made.h"\n'),
    ("a word that is also a shell", "calls", "src/low/postil-tk.c", function('  x ("dash");\n')),
    ("a message about SQL", "calls", "src/store/postil-tg.c", function('  g_warning ("UPDATE failed");\n')),
    ("SQL as a constant", "calls", "src/store/postil-th.c", SOURCE + 'static const char *query = "SELECT id "\n  "FROM notes";\n'),
]


def write(root, files):
    for path, text in files.items():
        target = os.path.join(root, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as stream:
            stream.write(text)


def run_lint(lint, files):
    """(status, output) of one lint over the clean tree with these files put over it."""
    with tempfile.TemporaryDirectory(prefix="postil-lint-") as root:
        write(root, {**CLEAN, **files})
        shutil.copy(os.path.join(HERE, "..", "..", ".clang-format"), root)
        done = subprocess.run([sys.executable, os.path.join(HERE, f"lint-{lint}.py"), root], capture_output=True,
                              text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def cases():
    """(title, lint, files, what the report must hold, or None when it must be silent)"""
    for lint in ("rooms", "calls", "sizes", "files", "interface", "format"):
        yield f"{lint} is silent on a clean tree", lint, {}, None
    for title, lint, path, text, expected in FAULTS:
        yield f"{lint} finds {title}", lint, {path: text}, expected
    for title, lint, files, expected in PAIRS:
        yield f"{lint} finds {title}", lint, files, expected
    for title, lint, path, text in INNOCENT:
        yield f"{lint} lets pass {title}", lint, {path: text}, None


# Headers that some planted files include, so that the fault is the wall and not a missing file.
CLEAN["src/app/postil-row.h"] = HEADER
CLEAN["src/extract/postil-x.h"] = HEADER


def main():
    failed = 0
    every = list(cases())
    print(f"1..{len(every)}")
    for number, (title, lint, files, expected) in enumerate(every, 1):
        status, output = run_lint(lint, files)
        if status == 77:
            print(f"ok {number} - {title} # SKIP {output.strip()}")
            continue
        good = (status == 0 and not output) if expected is None else (status == 1 and expected in output)
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - {title}")
        if not good:
            print("\n".join("# " + line for line in [f"status {status}, expected {expected!r}", *output.split("\n")]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
