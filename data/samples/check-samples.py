#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the sample library: each file says that it is a sample, has the head that import reads, and keeps its promises."""
import base64
import re
import sys
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timezone
from html.parser import HTMLParser
from pathlib import Path

SAMPLE = "sample article written for Postil"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
IMAGE_LIMIT = 20 * 1024
WORDS = (120, 350)
VOID = {"meta", "link", "img", "br", "hr"}


class Page(HTMLParser):
    """One article: its head, the tags it uses and the text between header and end of the article element."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.meta, self.links, self.tags, self.images = {}, {}, [], []
        self.title, self.lang, self.words = "", None, []
        self.open, self.comments = [], []
        self.feed(text)
        self.close()
        body = re.search(r"</header>\n(.*)\n</article>", text, re.S)
        self.body = body.group(1) if body else ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = attrs.get("lang")
        elif tag == "meta":
            key = attrs.get("name") or attrs.get("property")
            if key:
                self.meta[key] = attrs.get("content", "")
        elif tag == "link":
            self.links[attrs.get("rel")] = attrs.get("href")
        elif tag == "img":
            self.images.append(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing at line {self.getpos()[0]}")

    def handle_comment(self, data):
        self.comments.append(data)

    def handle_data(self, data):
        if "title" in self.open:
            self.title += data
        if "article" in self.open and "header" not in self.open:
            self.words += data.split()


def check_page(path, complain):
    page = Page(path.read_text(encoding="utf-8"))
    say = lambda message: complain(f"{path.name}: {message}")
    if page.open:
        say(f"not closed: {page.open}")
    if page.meta.get("postil-sample") != SAMPLE:
        say("does not say in its head that it is a sample")
    if not any("SPDX-License-Identifier: CC0-1.0" in c for c in page.comments):
        say("no CC0 line")
    if not any(SAMPLE in c for c in page.comments):
        say("no comment that it is a sample")
    for key in ("author", "description", "og:site_name", "og:title", "og:url", "article:published_time"):
        if not page.meta.get(key):
            say(f"no {key}")
    if not re.fullmatch(r"https://[a-z-]+\.example/\S+", page.links.get("canonical") or ""):
        say("canonical link is not on a .example site")
    if page.links.get("canonical") != page.meta.get("og:url"):
        say("canonical link and og:url differ")
    if page.meta.get("og:title") != page.title:
        say("title and og:title differ")
    if page.lang not in ("en", "de"):
        say("no language")
    if not WORDS[0] <= len(page.words) <= WORDS[1]:
        say(f"{len(page.words)} words")
    for image in page.images:
        kind, _, data = image.get("src", "").partition(",")
        if kind != "data:image/png;base64":
            say("an image that is not inside the file")
        elif len(base64.b64decode(data, validate=True)) > IMAGE_LIMIT:
            say("an image over 20 KiB")
        if not image.get("alt"):
            say("an image without words for those who do not see it")
    published = datetime.fromisoformat(page.meta["article:published_time"]).astimezone(timezone.utc)
    if not datetime(2025, 1, 1, tzinfo=timezone.utc) <= published < datetime(2025, 4, 1, tzinfo=timezone.utc):
        say("published outside January to March 2025")
    return page


def check_versions(pages, complain):
    by_url = {}
    for name, page in pages.items():
        by_url.setdefault(page.links["canonical"], []).append((name, page))
    twice = [versions for versions in by_url.values() if len(versions) > 1]
    if len(by_url) != 13 or len(twice) != 1:
        complain(f"{len(by_url)} articles and {len(twice)} of them edited; 13 and 1 expected")
    for versions in twice:
        first, second = (page for _, page in versions)
        if second.meta.get("article:modified_time", "") <= second.meta["article:published_time"]:
            complain(f"{versions[1][0]}: not modified after it was published")
        if "article:modified_time" in first.meta or first.body == second.body:
            complain(f"{versions[0][0]}: is not a first version")


def check_feed(path, pages, complain):
    newest = {page.links["canonical"]: page for page in pages.values()}
    channel = ElementTree.parse(path).getroot().find("channel")
    if "sample articles written for Postil" not in channel.findtext("copyright", ""):
        complain(f"{path.name}: does not say that it is a sample")
    items = channel.findall("item")
    if not items:
        complain(f"{path.name}: no items")
    for item in items:
        link = item.findtext("link")
        page = newest.get(link)
        if page is None:
            complain(f"{path.name}: {link} is not a sample article")
        elif item.findtext(ENCODED) != page.body or item.findtext("title") != page.title:
            complain(f"{path.name}: {link} says something else than the page")


def main():
    folder = Path(sys.argv[1])
    complaints = []
    index = [line for line in (folder / "index.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    found = sorted(path.name for path in folder.glob("*.html"))
    if sorted(index) != found:
        complaints.append(f"index.txt and the folder differ in {sorted(set(index) ^ set(found))}")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        if path.suffix in (".html", ".xml", ".svg") and f"`{path.name}`" not in readme:
            complaints.append(f"README.md does not name {path.name}")
    pages = {name: check_page(folder / name, complaints.append) for name in index if name in found}
    check_versions(pages, complaints.append)
    used = {tag for page in pages.values() for tag in page.tags}
    for tag in sorted({"h2", "h3", "ul", "ol", "table", "caption", "blockquote", "figure", "img", "a", "em", "strong"} - used):
        complaints.append(f"no sample has a <{tag}>")
    for path in sorted(folder.glob("*.xml")):
        check_feed(path, pages, complaints.append)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
