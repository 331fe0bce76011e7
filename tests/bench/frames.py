#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a library in a window and reports every frame and every turn of the main loop over 16 ms of its own work:
frames.py BUILD_FOLDER LIBRARY. Needs a display of its own and xdotool (xvfb-run -a -s '-screen 0 1400x1000x24' dbus-run-session)."""
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

LIST, ARTICLE = (360, 400), (800, 500)  # places in the window at its first size


class Driver:
    """The program, what it reports, and the hands that drive it."""

    def __init__(self, build, library):
        environment = dict(os.environ, POSTIL_DEBUG="frames,stalls", GSETTINGS_BACKEND="memory", GSETTINGS_SCHEMA_DIR=str(build / "data"),
                           POSTIL_WORKER=str(build / "src/worker/postil-worker"), POSTIL_DATA_BUILDDIR=str(build / "data"))
        self.phase = "start"
        self.found = []
        self.process = subprocess.Popen([str(build / "src/app/postil-reader"), "--data-dir", library], env=environment,
                                        stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.listen, daemon=True).start()
        time.sleep(3)
        self.window = self.act("search", "--onlyvisible", "--pid", str(self.process.pid)).split()[-1]
        self.act("windowfocus", self.window)

    def listen(self):
        for line in self.process.stderr:
            match = re.match(r"postil (frame|stall) ([\d.]+) ms", line)
            if match:
                self.found.append((self.phase, match.group(1), float(match.group(2))))

    def act(self, *words):
        return subprocess.run(["xdotool", *words], check=False, capture_output=True, text=True).stdout

    def point(self, place, button, times=1):
        self.act("mousemove", "--window", self.window, str(place[0]), str(place[1]))
        for _ in range(times):
            self.act("click", str(button))
            time.sleep(0.02)

    def keys(self, keys, pause):
        for key in keys:
            self.act("key", key)
            time.sleep(pause)


def scroll_list(driver):
    driver.point(LIST, 5, 60)
    driver.point(LIST, 4, 30)


def open_articles(driver):
    driver.point(LIST, 1)
    driver.keys(["j"] * 20, 0.25)


def scroll_article(driver):
    driver.point(ARTICLE, 5, 60)
    driver.point(ARTICLE, 4, 60)


def jump(driver):
    driver.point(LIST, 1)
    driver.keys(["End", "Home"], 1.0)
    driver.keys(["Next"] * 10, 0.15)


def search(driver):
    driver.keys(["ctrl+k"], 1.0)
    driver.keys("Huawei", 0.3)
    driver.keys(["Return"], 1.5)


def main():
    driver = Driver(Path(sys.argv[1]).resolve(), sys.argv[2])
    phases = (("scroll the list", scroll_list), ("open 20 articles", open_articles), ("scroll an article", scroll_article),
              ("jump in the list", jump), ("search", search))
    for name, deed in phases:
        driver.phase = name
        deed(driver)
        time.sleep(1)
    driver.process.terminate()
    driver.process.wait(10)
    for name in ["start"] + [name for name, _ in phases]:
        over = ["%s %.1f ms" % (kind, took) for phase, kind, took in driver.found if phase == name]
        print("%-20s %s" % (name, ", ".join(over) or "nothing over 16 ms"))


if __name__ == "__main__":
    main()
