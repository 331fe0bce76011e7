#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a symbolic SVG into the pictures GTK reads without a renderer of SVG: encode-icon.py ENCODER ICON.svg SIZE=OUTPUT.png …"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    encoder, icon = sys.argv[1], Path(sys.argv[2]).resolve()
    for pair in sys.argv[3:]:
        size, output = pair.split("=", 1)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([encoder, "-o", folder, str(icon), "%sx%s" % (size, size)], check=True)
            shutil.move(Path(folder) / (icon.stem + ".symbolic.png"), output)


if __name__ == "__main__":
    main()
