#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes RSS files with made-up articles, the same for the same numbers: make-articles.py FOLDER ARTICLES [WORDS]."""
import random
import sys
from pathlib import Path
from xml.sax.saxutils import escape

NAMES = ["Apple", "Alibaba", "ByteDance", "Huawei", "Xiaomi", "Baidu", "Tencent", "OpenAI", "Siemens", "Nvidia", "Berlin", "China",
         "Cupertino", "Brussels", "Shenzhen", "Doubao", "ChatGPT", "iPhone"]
WORDS = """market buyers orders plant grid cable night train model chips power rule budget plan suppliers cost demand report quarter
station border tender engineers delay permit court network station price share output growth""".split()


def sentence(rand):
    words = [rand.choice(WORDS) for _ in range(rand.randint(6, 14))]
    words.insert(rand.randrange(len(words)), rand.choice(NAMES))
    if rand.random() < 0.4:
        words.insert(rand.randrange(len(words)), rand.choice(["$%d.%d billion", "%d.%d%%"]) % (rand.randint(1, 90), rand.randint(0, 9)))
    if rand.random() < 0.2:
        words.append("in %d" % rand.randint(2019, 2026))
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def article(number, length):
    rand = random.Random(number)
    paragraphs = []
    count = 0
    while count < length:
        paragraph = " ".join(sentence(rand) for _ in range(rand.randint(2, 5)))
        count += paragraph.count(" ") + 1
        paragraphs.append("<p>%s</p>" % escape(paragraph))
    title = "%s and %s: %s %s" % (rand.choice(NAMES), rand.choice(NAMES), rand.choice(WORDS), rand.choice(WORDS))
    day = 1 + number % 28
    return ("<item><guid isPermaLink='false'>a-%d</guid><title>%s %d</title><link>https://bench.example/%d</link>"
            "<pubDate>%02d Jan 2026 %02d:%02d:00 GMT</pubDate><description>%s</description></item>"
            % (number, escape(title), number, number, day, number % 24, number % 60, escape("".join(paragraphs))))


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    length = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, count, 500):
        items = "\n".join(article(n, length) for n in range(first, min(first + 500, count)))
        text = ("<?xml version='1.0' encoding='UTF-8'?>\n<rss version='2.0'><channel><title>Bench %d</title>"
                "<link>https://bench.example/feed-%d</link>\n%s\n</channel></rss>\n" % (first, first, items))
        (folder / ("feed-%06d.xml" % first)).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
