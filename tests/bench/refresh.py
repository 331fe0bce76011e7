#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures a refresh over loopback: refresh.py BUILD_FOLDER [FEEDS [ENTRIES]].

CPU seconds of the program and its worker until everything is listed, and until it is indexed; the same with nothing new; a list
of 500 feeds; one feed of 50 MB and one of 20,000 entries with the most memory either process held. Beside them, in the same run,
what the parser of XML and SQLite alone need for the same feeds. Prints figures and never fails because a machine is slow."""
import hashlib
import http.server
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import xml.parsers.expat
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
TICK = os.sysconf("SC_CLK_TCK")
WORDS = ("the of to and a in that is for on it with as was by be at from are this has its an will apple china huawei chip tariff "
         "billion percent market shares quarter growth company said analysts factory supply court minister bank energy export "
         "plan figure record price sales model phone partner deal approval report").split()


def make_text(chance, n_words):
    return " ".join(chance.choice(WORDS) + ("." if chance.random() < 0.06 else "") for _ in range(n_words))


def make_entry(chance, feed, number, n_words):
    return (f"<item><guid>tag:{feed}-{number}</guid><title>Story {number} of feed {feed}</title>"
            f"<link>http://news.example/{feed}/{number}</link><pubDate>Mon, 02 Nov 2026 {number % 24:02}:00:00 GMT</pubDate>"
            f"<description>{escape('<p>' + make_text(chance, n_words) + '</p>')}</description></item>")


def make_feed(seed, n_entries, n_words=750):
    chance = random.Random(seed)
    entries = "".join(make_entry(chance, seed, number, n_words) for number in range(n_entries))
    return (f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Feed {seed}</title>"
            f"<link>http://news.example/</link>{entries}</channel></rss>").encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        body = self.server.feeds.get(self.path)
        tag = '"%s"' % hashlib.sha1(body).hexdigest()[:16] if body else ""
        status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
        self.server.statuses[status] = self.server.statuses.get(status, 0) + 1
        self.send_response(status)
        if body:
            self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)) if status == 200 else "0")
        self.end_headers()
        if status == 200:
            self.wfile.write(body)


def start_server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.feeds, server.statuses = {}, {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, "http://127.0.0.1:%d" % server.server_address[1]


def family(pid):
    """A process and those it started."""
    found = [pid]
    try:
        for task in os.listdir("/proc/%d/task" % pid):
            for child in Path("/proc/%d/task/%s/children" % (pid, task)).read_text().split():
                found += family(int(child))
    except OSError:
        pass
    return found


class Watch:
    """CPU seconds and peak memory of a family of processes, as long as it lives."""

    def __init__(self, command, environment):
        self.cpu, self.peak = {}, {}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.over = False
        self.thread = threading.Thread(target=self.sample_on, daemon=True)
        self.thread.start()

    def sample(self):
        for pid in family(self.process.pid):
            try:
                fields = Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
                self.cpu[pid] = (int(fields[11]) + int(fields[12])) / TICK
                for line in Path("/proc/%d/status" % pid).read_text().splitlines():
                    if line.startswith("VmHWM"):
                        self.peak[pid] = int(line.split()[1]) / 1024
            except (OSError, IndexError):
                pass
        return sum(self.cpu.values())

    def sample_on(self):
        while not self.over:
            self.sample()
            time.sleep(0.01)

    def run(self):
        """CPU when the report was printed, CPU at the end, the report, peak MiB of program and worker."""
        report = self.process.stdout.readline()
        listed = self.sample()
        self.process.stdout.read()
        self.process.wait()
        self.over = True
        self.thread.join()
        peaks = sorted(self.peak.values(), reverse=True) + [0, 0]
        return listed, sum(self.cpu.values()), report.strip(), peaks[0], peaks[1]


def write_list(path, base, names, folders=1):
    lines = ["<outline text='Folder %d'>%s</outline>" % (k, "".join(
        "<outline type='rss' text='%s' xmlUrl='%s%s'/>" % (name[1:], base, name) for name in names[k::folders])) for k in range(folders)]
    path.write_text("<opml version='2.0'><body>%s</body></opml>" % "".join(lines))


def row(what, figure, note=""):
    print("%-46s %22s  %s" % (what, figure, note), flush=True)


def cpu_of(function):
    before = time.process_time()
    function()
    return time.process_time() - before


def limits(feeds):
    """The parser alone, and SQLite alone with one text each entry: what nobody can do without."""
    def parse():
        for body in feeds:
            parser = xml.parsers.expat.ParserCreate()
            parser.Parse(body, True)

    chance = random.Random(1)
    rows = [(n, "Story", make_text(chance, 60) * 12) for n in range(sum(body.count(b"<item>") for body in feeds))]

    def insert(indexed):
        with tempfile.TemporaryDirectory() as folder:
            database = sqlite3.connect(Path(folder) / "x.db")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, title TEXT, text TEXT)")
            database.execute("CREATE VIRTUAL TABLE f USING fts5 (title, text, content = 'a', content_rowid = 'id', prefix = '2 3')")
            database.executemany("INSERT INTO a VALUES (?, ?, ?)", rows)
            if indexed:
                database.executemany("INSERT INTO f (rowid, title, text) VALUES (?, ?, ?)", rows)
            database.commit()
            database.close()

    return cpu_of(parse), cpu_of(lambda: insert(False)), cpu_of(lambda: insert(True))


def bench_many(cli, environment, server, base, folder, n_feeds, n_entries):
    for number in range(n_feeds):
        server.feeds["/%d" % number] = make_feed(number, n_entries)
    size = sum(map(len, server.feeds.values()))
    write_list(folder / "list.opml", base, sorted(server.feeds), 7)
    library = str(folder / "many")
    subprocess.run([cli, "--data-dir", library, "import", str(folder / "list.opml")], env=environment, check=True, capture_output=True)
    listed, indexed, report, _, _ = Watch([cli, "--data-dir", library, "refresh"], environment).run()
    parse, plain, full = limits(list(server.feeds.values()))
    row("%d feeds x %d entries, %.0f MB" % (n_feeds, n_entries, size / 1e6), report.split(";")[0])
    row("  stored and listed", "%.2f CPU s" % listed, "limit %.2f: parser %.2f, table %.2f" % (parse + plain, parse, plain))
    row("  indexed", "%.2f CPU s" % indexed, "limit %.2f: parser %.2f, table and index %.2f" % (parse + full, parse, full))
    server.statuses.clear()
    _, again, report, _, _ = Watch([cli, "--data-dir", library, "refresh"], environment).run()
    row("  nothing new", "%.3f CPU s" % again, "%d answers 304; start alone %.3f" % (
        server.statuses.get(304, 0), Watch([cli, "--data-dir", library, "stats"], environment).run()[1]))


def bench_one(cli, environment, server, base, folder, name, body):
    server.feeds["/" + name] = body
    write_list(folder / (name + ".opml"), base, ["/" + name])
    library = str(folder / name)
    subprocess.run([cli, "--data-dir", library, "import", str(folder / (name + ".opml"))], env=environment, check=True,
                   capture_output=True)
    listed, indexed, report, program, worker = Watch([cli, "--data-dir", library, "refresh"], environment).run()
    row("one feed, %s, %.0f MB" % (name, len(body) / 1e6), "%.2f CPU s" % listed, report.split(";")[0])
    row("  most memory", "%.0f MiB" % program, "and %.0f MiB in the other process" % worker)
    del server.feeds["/" + name]


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    build = Path(sys.argv[1]).resolve()
    n_feeds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    n_entries = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    cli = str(build / "src/cli/postil-cli")
    folder = Path(tempfile.mkdtemp(prefix="postil-bench-"))
    environment = dict(os.environ, XDG_DATA_HOME=str(folder), POSTIL_WORKER=str(build / "src/worker/postil-worker"),
                       POSTIL_DATA_BUILDDIR=str(build / "data"), POSTIL_DATA_SRCDIR=str(HERE.parent.parent / "data"))
    server, base = start_server()
    try:
        bench_many(cli, environment, server, base, folder, n_feeds, n_entries)
        write_list(folder / "500.opml", "http://feeds.example", ["/%d" % n for n in range(500)], 20)
        begun = time.monotonic()
        watch = Watch([cli, "--data-dir", str(folder / "opml"), "import", str(folder / "500.opml")], environment)
        _, cpu, report, _, _ = watch.run()
        row("a list of 500 feeds in 20 folders", "%.2f CPU s" % cpu, "%.2f s by the clock; %s" % (time.monotonic() - begun, report))
        bench_one(cli, environment, server, base, folder, "large", make_feed(1, 2000, 4600))
        bench_one(cli, environment, server, base, folder, "long", make_feed(2, 20000, 120))
    finally:
        server.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
