#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads hundreds of hostile files with the built command line and its confined worker, and looks at what came of each:
test-hostile.py POSTIL-CLI [MEGABYTES]. Prints TAP.

The rows H1 to H23 are those of a threat model: what a feed or a page may try, and what must come of it."""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import make_hostile  # noqa: E402

DEADLINE = 10  # seconds of CPU for one file
FAULTS = ("CRITICAL", "WARNING", "Sanitizer", "runtime error", "core dumped")
# What the supervisor says of a worker that was lost.
LOST = ("was given up",)

tests = []


def test(function):
    tests.append(function)
    return function


class Place:
    """A folder of its own with the hostile files, a canary, and what the command line said of each file."""

    def __init__(self, cli, size):
        self.cli = cli
        self.folder = Path(tempfile.mkdtemp(prefix="postil-hostile-"))
        self.canary = self.folder / "canary"
        self.canary.write_text(make_hostile.CANARY)
        self.trap = self.folder / "trap"
        self.files = {}
        for name, data in make_hostile.make_all(size):
            data = data.replace(b"/tmp/canary", str(self.canary).encode()).replace(b"/tmp/postil-hostile", str(self.trap).encode())
            path = self.folder / name
            path.write_bytes(data)
            self.files[name] = path
        self.feeds = {}
        self.pages = {}
        self.said = ""

    def run(self, arguments, **more):
        environment = dict(os.environ, HOME=str(self.folder), XDG_DATA_HOME=str(self.folder))
        result = subprocess.run([self.cli] + arguments, env=environment, capture_output=True, **more)
        said = result.stderr.decode("utf-8", "replace")
        self.said += said
        return result.returncode, result.stdout, said

    def read_all(self):
        names = sorted(self.files)
        feeds = [str(self.files[name]) for name in names if not name.startswith("readable-")]
        status, out, _ = self.run(["parse-feed"] + feeds)
        self.feed_status = status
        for line in out.splitlines():
            record = json.loads(line)
            self.feeds[Path(record["file"]).name] = record
        pages = [name for name in names if name.startswith("readable-")]
        lines = "".join(json.dumps({"id": name, "path": str(self.files[name])}) + "\n" for name in pages)
        self.page_status, out, _ = self.run(["readable", "--jsonl"], input=lines.encode())
        for line in out.splitlines():
            record = json.loads(line)
            self.pages[record["id"]] = record
        self.page_names = pages
        self.feed_names = [Path(feed).name for feed in feeds]

    def complaint(self, name):
        return "".join(line for line in self.said.splitlines() if name in line)


@test
def every_file_is_answered(place):
    """H3, H4: each file gives text or one line that says why not, and the next one is read."""
    for name in place.page_names:
        assert name in place.pages, "%s has no answer" % name
    for name in place.feed_names:
        assert name in place.feeds or place.complaint(name), "%s has no answer" % name
    assert place.feed_status in (0, 1, 3) and place.page_status in (0, 1, 3), "the command line did not end by itself"


@test
def nothing_broke(place):
    """No critical, no warning, no lost worker in all of them."""
    said = place.said + "".join("\n%s: %s" % (name, page.get("error")) for name, page in place.pages.items())
    for fault in FAULTS + LOST:
        assert fault not in said, [line for line in said.splitlines() if fault in line][:3]


@test
def no_canary(place):
    """H1: no word of a local file comes out, whatever entity, document type or inclusion asks for it."""
    everything = json.dumps(place.feeds) + json.dumps(place.pages) + place.said
    assert make_hostile.CANARY not in everything


@test
def declared_entities_are_refused(place):
    """H1, H2: a feed that declares entities is refused before any of them is looked at."""
    for name in ("external-entity", "parameter-entity", "laughs", "quadratic-entity"):
        file = "feed-%s.xml" % name
        assert file not in place.feeds, "%s was read" % file
        assert "entities" in place.complaint(file), place.complaint(file)
    assert "feed-external-dtd.xml" in place.feeds, "a document type that declares nothing does no harm"


@test
def each_in_time(place):
    """H3, H4: the files that made parsers slow take seconds at most, each in a process of its own."""
    for name in ("readable-open-div.html", "readable-open-b.html", "readable-crossed-b-div.html", "readable-zigzag-font-table.html",
                 "readable-turns-template-tr.html", "readable-attributes.html", "readable-unfinished-iframe.html",
                 "feed-iframes-unfinished.xml", "feed-attributes.xml", "feed-laughs.xml", "feed-million-items.xml", "feed-bases.xml"):
        command = "parse-feed" if name.startswith("feed") else "readable"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        place.run([command, str(place.files[name])])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        assert used < DEADLINE, "%s took %.1f s" % (name, used)


@test
def no_command_and_no_file(place):
    """H8, H9: nothing a feed names is run, opened or spoken to."""
    assert not place.trap.exists(), "a command in a feed was run"
    if shutil.which("strace") is None:
        return "no strace here"
    log = place.folder / "strace"
    names = ("feed-bad-links.xml", "feed-external-entity.xml", "feed-external-dtd.xml", "feed-xinclude.xml", "opml-commands.opml",
             "opml-entity.opml")
    arguments = ["strace", "-f", "-qq", "-e", "trace=execve,openat,open,connect", "-o", str(log), place.cli, "parse-feed"]
    traced = subprocess.run(arguments + [str(place.files[name]) for name in names], capture_output=True)
    if traced.returncode not in (0, 1, 3):
        return "strace may not trace here"
    calls = log.read_text(errors="replace").splitlines()
    assert not [call for call in calls if str(place.canary) in call], "the canary was looked for"
    assert not [call for call in calls if "connect(" in call and ("AF_INET" in call or "sin_port" in call)], "something was spoken to"
    programs = [call for call in calls if "execve(" in call and "= 0" in call]
    assert len(programs) <= 2, programs
    return None


@test
def links_are_of_the_web(place):
    """H9, H12: a link is http or https, or it is none."""
    for name, feed in place.feeds.items():
        for entry in feed["entries"]:
            link = entry.get("link")
            assert not link or link.lower().startswith(("http://", "https://")), "%s: %s" % (name, link)


@test
def markup_is_text(place):
    """H14: markup in a title is taken out or stands there as it is; it makes no letter large."""
    title = place.feeds["feed-markup-title.xml"]["entries"][0].get("title") or ""
    assert "<span" not in title


@test
def text_is_clean(place):
    """H15: no NUL, no control, no bidi override, no lone surrogate, no more than 32 marks in a row."""
    texts = [(name, page.get("text") or "") for name, page in place.pages.items()]
    texts += [(name, entry.get(field) or "") for name, feed in place.feeds.items() for entry in feed["entries"]
              for field in ("content_text", "title", "author")]
    for name, text in texts:
        for c in text:
            code = ord(c)
            assert code >= 32 or c in "\n\t", "%s: control %#x" % (name, code)
            assert not 0x7f <= code <= 0x9f and not 0x202a <= code <= 0x202e and not 0x2066 <= code <= 0x2069, "%s: %#x" % (name, code)
            assert not 0xd800 <= code <= 0xdfff, "%s: surrogate" % name
        assert "\u0301" * 33 not in text, "%s: too many marks" % name


@test
def scripts_are_no_text(place):
    """H16: what is inside scripts, styles and frames is never text of the article."""
    for name, page in place.pages.items():
        text = page.get("text") or ""
        assert "@type" not in text or "mutated" in name, "%s shows a script" % name


@test
def entries_are_capped(place):
    """H20: a feed of very many items ends at the cap."""
    assert max(len(feed["entries"]) for feed in place.feeds.values()) <= 20000


@test
def lists_name_only_the_web(place):
    """H8: commands in a list of subscriptions are refused; the list is no feed."""
    for name in ("opml-commands.opml", "opml-entity.opml", "opml-deep.opml", "opml-many.opml"):
        assert name not in place.feeds


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    place = Place(str(Path(sys.argv[1]).resolve()), int(float(sys.argv[2] if len(sys.argv) > 2 else 0.2) * 1024 * 1024))
    failed = 0
    try:
        place.read_all()
        print("1..%d" % len(tests))
        print("# %d files" % len(place.files))
        for number, function in enumerate(tests, 1):
            try:
                skipped = function(place)
                print("ok %d %s%s" % (number, function.__name__, " # SKIP " + skipped if skipped else ""))
            except AssertionError as error:
                failed += 1
                print("not ok %d %s\n# %s" % (number, function.__name__, str(error)[:2000]))
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
