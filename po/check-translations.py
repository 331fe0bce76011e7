#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every language in LINGUAS translates every string of the files in POTFILES, plurals and formats included."""
import subprocess
import sys
import tempfile
from pathlib import Path

# The same words as Meson's preset 'glib', so that the check sees what the template will hold.
KEYWORDS = [
    "_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3", "ngettext:1,2",
]


def words_of(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def main():
    root = Path(sys.argv[1]).resolve()
    folder = root / "po"
    complaints = []
    files = words_of(folder / "POTFILES")
    if files != sorted(files):
        complaints.append("POTFILES is not sorted")
    with tempfile.TemporaryDirectory() as temporary:
        template = Path(temporary) / "postil.pot"
        extracted = run(
            ["xgettext", "--from-code=UTF-8", "--package-name=postil", f"--output={template}"]
            + [f"--keyword={keyword}" for keyword in KEYWORDS] + files,
            cwd=root,
        )
        if extracted.returncode:
            print(extracted.stderr, file=sys.stderr)
            return 1
        for language in words_of(folder / "LINGUAS"):
            catalogue = folder / f"{language}.po"
            for command in (
                ["msgfmt", "--check", f"--output-file={temporary}/{language}.mo", str(catalogue)],
                ["msgcmp", str(catalogue), str(template)],
            ):
                result = run(command)
                if result.returncode:
                    complaints.append(f"{language}: {result.stderr.strip()}")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
