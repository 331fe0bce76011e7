# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree under lint: which files it has, the rooms and what each may use, and the report all lints make."""
import os
import re
import sys

SKIPPED_FOLDERS = {".git", "build", "tour", "__pycache__", "subprojects"}
TEXT_ENDINGS = (".c", ".h", ".py", ".build", ".txt", ".md", ".ui", ".xml", ".in", ".css", ".sql", ".svg", ".po", ".sh")


class Tree:
    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.problems = []
        self._texts = {}
        self.files = sorted(self._walk())

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders
                          if name not in SKIPPED_FOLDERS and not (name.startswith("build-") and name != "build-aux")]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def under(self, *folders, ending=""):
        """The files below any of the folders, by their path from the root."""
        wanted = tuple(folder.rstrip("/") + "/" for folder in folders)
        return [path for path in self.files if path.startswith(wanted) and path.endswith(ending)]

    def read(self, path):
        if path not in self._texts:
            with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as stream:
                self._texts[path] = stream.read()
        return self._texts[path]

    def exists(self, path):
        return os.path.exists(os.path.join(self.root, path))

    def problem(self, path, line, what, mend):
        self.problems.append(f"{path}:{line}: {what}. Mend: {mend}.")

    def finish(self):
        """Prints what was found; the status for the shell."""
        for problem in sorted(set(self.problems)):
            print(problem)
        count = len(set(self.problems))
        if count:
            print(f"{count} to mend")
        return 1 if count else 0

    # --- rooms ---------------------------------------------------------------------------------------------------

    def rooms(self):
        """The rooms, bottom-up, as src/meson.build lists them."""
        return re.findall(r"^subdir\s*\(\s*'(\w+)'\s*\)", self.read("src/meson.build"), re.MULTILINE)

    def allowed(self, room):
        """The rooms that one may use, from the list in its meson.build; None when it has no such list."""
        path = f"src/{room}/meson.build"
        if not self.exists(path):
            return None
        match = re.search(rf"^{room}_rooms\s*=\s*\[([^\]]*)\]", self.read(path), re.MULTILINE)
        return re.findall(r"'(\w+)'", match.group(1)) if match else None


def run(check):
    """The body of every lint program: one argument, the root of the tree."""
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(sys.argv[0])} ROOT", file=sys.stderr)
        return 2
    tree = Tree(sys.argv[1])
    check(tree)
    return tree.finish()
