#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the built programs against their limits, in one run: bench.py BUILD_FOLDER [ARTICLES].

Prints a table of figures and ratios and never fails because a machine is slow. Needs a display for the window part
(xvfb-run -a dbus-run-session tests/bench/bench.py build/release)."""
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNS = 5
SETTLE = 3.0  # seconds after the first frame until memory is read


def row(what, figure, note=""):
    print("%-58s %14s  %s" % (what, figure, note), flush=True)


def memory(pid):
    """Resident and private memory of a process in MiB."""
    fields = {}
    for line in Path("/proc/%d/smaps_rollup" % pid).read_text().splitlines():
        found = re.match(r"(\w+): +(\d+) kB", line)
        if found:
            fields[found.group(1)] = int(found.group(2)) / 1024
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/%d/status" % pid).read_text())
    return fields["Rss"], fields["Pss"], int(peak.group(1)) / 1024


def start(command, mark, environment):
    """Starts a window; returns the process and the milliseconds until its output holds the mark."""
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in process.stdout:
        lines.append(line)
        if mark in line:
            return process, (time.monotonic() - begun) * 1000, lines
    raise SystemExit("%s ended before it was ready:\n%s" % (command[0], "".join(lines)))


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def measure_window(command, mark, environment):
    times, resident, shared, peaks = [], [], [], []
    for _ in range(RUNS):
        process, took, _ = start(command, mark, environment)
        time.sleep(SETTLE)
        rss, pss, peak = memory(process.pid)
        stop(process)
        times.append(took)
        resident.append(rss)
        shared.append(pss)
        peaks.append(peak)
    middle = statistics.median
    return middle(times), middle(resident), middle(shared), middle(peaks)


def timed(command, environment, **more):
    begun = time.monotonic()
    result = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, **more)
    return (time.monotonic() - begun) * 1000, result.stdout


def bench_library(build, environment, folder, count):
    cli = str(build / "src/cli/postil-cli")
    library = folder / "library"
    articles = folder / "articles"
    subprocess.run([sys.executable, HERE / "make-articles.py", articles, str(count)], check=True)
    took, _ = timed([cli, "--data-dir", str(library), "import", *map(str, sorted(articles.glob("*.xml")))], environment)
    row("import of %d articles" % count, "%.0f ms" % took, "%.0f articles/s" % (count / took * 1000))
    for query in ("Huawei", "Apple China", '"power rule"', "bat*", "12%"):
        times = [timed([cli, "--data-dir", str(library), "--json", "search", query, "--limit", "50"], environment) for _ in range(RUNS)]
        hits = len([line for line in times[0][1].splitlines() if line.strip()])
        row("search %s, whole process" % query, "%.0f ms" % statistics.median(t for t, _ in times), "%d hits shown" % hits)
    return library


def bench_extract(build, environment, folder):
    cli = str(build / "src/cli/postil-cli")
    text = " ".join((HERE.parent.parent / "data/samples" / name).read_text(encoding="utf-8") for name in ("README.md",)) * 200
    lines = "".join(json.dumps({"id": str(n), "text": text[n * 3000:(n + 1) * 3000]}) + "\n" for n in range(len(text) // 3000))
    took, _ = timed([cli, "extract", "--jsonl"], environment, input=lines)
    row("extract --jsonl, %.1f MB" % (len(lines) / 1e6), "%.0f ms" % took, "%.2f MB/s through the worker" % (len(lines) / 1000 / took))


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    build = Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    folder = Path(tempfile.mkdtemp(prefix="postil-bench-"))
    environment = dict(os.environ, XDG_DATA_HOME=str(folder), XDG_CONFIG_HOME=str(folder), GSETTINGS_BACKEND="memory",
                       GSETTINGS_SCHEMA_DIR=str(build / "data"), POSTIL_WORKER=str(build / "src/worker/postil-worker"),
                       POSTIL_DATA_BUILDDIR=str(build / "data"), POSTIL_DATA_SRCDIR=str(HERE.parent.parent / "data"))
    try:
        bench_extract(build, environment, folder)
        library = bench_library(build, environment, folder, count)
        if "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ:
            smallest = measure_window([str(build / "tests/bench/smallest-window")], "ready", environment)
            environment["POSTIL_DEBUG"] = "timing"
            reader = measure_window([str(build / "src/app/postil-reader"), "--data-dir", str(library)], "first-frame", environment)
            for what, ours, limit, unit in zip(("first frame", "resident memory", "proportional memory", "peak memory"), reader, smallest,
                                               ("ms", "MiB", "MiB", "MiB")):
                row("%s, %d articles" % (what, count), "%.0f %s" % (ours, unit),
                    "%.2f x the smallest window (%.0f %s)" % (ours / limit, limit, unit))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
