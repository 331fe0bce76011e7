#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes hostile feeds, pages and lists of subscriptions into a folder: make_hostile.py FOLDER [MEGABYTES].

Every file is made here, none is taken from anywhere; the same files come out every time. A file is named KIND-NAME.ending, where KIND is
the command that reads it. What has no size of its own is made MEGABYTES large (2 by default)."""
import base64
import json
import random
import struct
import sys
import zlib
from pathlib import Path

CANARY = "hunter2-canary-4711"
SEED = 20250211


def rss(body, head="", declaration='<?xml version="1.0" encoding="UTF-8"?>'):
    return "%s%s<rss version=\"2.0\"><channel><title>t</title>%s</channel></rss>" % (declaration, head, body)


def item(title="t", description="d", link="https://example.org/1", guid=""):
    return "<item><title>%s</title><link>%s</link>%s<description>%s</description></item>" % (title, link, guid, description)


def fill(piece, size, tail=""):
    return piece * max(1, size // len(piece)) + tail


def page(body):
    return "<!DOCTYPE html><html><head><title>t</title></head><body><article><p>first words of the article</p>%s</article></body></html>" % body


# Tags that parsers keep lists of; each may be opened without end, ended without a beginning, or broken off.
TAGS = ("a b i font nobr div span p li dd dt table tr td th tbody caption colgroup select option optgroup form button "
        "svg math template iframe object applet marquee ruby rt textarea title script style noscript h1 pre frameset "
        "blockquote ul dl center details dialog body html head xmp plaintext image input video audio").split()


def bomb_png(side):
    """A picture whose head claims far more than its few bytes hold."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" * 1000000)) + chunk(b"IEND", b""))


def nested_pages(size):
    for tag in TAGS:
        yield "open-" + tag, page(fill("<%s>" % tag, size))
        yield "open-text-" + tag, page(fill("<%s>x" % tag, size))
        yield "end-" + tag, page(fill("</%s>" % tag, size))
        yield "unfinished-" + tag, page(fill("<%s " % tag, size))
        yield "in-table-" + tag, page("<table>" + fill("<%s>x" % tag, size))
    for first, second in (("a", "p"), ("b", "div"), ("a", "table"), ("b", "p"), ("nobr", "div"), ("font", "table"), ("p", "b"),
                          ("table", "a"), ("tr", "b"), ("svg", "p"), ("math", "mi"), ("select", "table"), ("button", "p"),
                          ("form", "div"), ("li", "ul"), ("dd", "dl"), ("td", "table"), ("template", "tr"), ("ruby", "rt"),
                          ("i", "b"), ("em", "a"), ("h1", "b"), ("applet", "b"), ("object", "p"), ("code", "pre")):
        yield "crossed-%s-%s" % (first, second), page(fill("<%s><%s></%s>" % (first, second, first), size))
        yield "zigzag-%s-%s" % (first, second), page(fill("<%s><%s>x</%s></%s>" % (first, second, first, second), size))
        yield "turns-%s-%s" % (first, second), page(fill("<%s><%s>x" % (first, second), size))


def many_pages(size):
    n = size // 20
    yield "attributes", page("<p " + " ".join("a%d=%d" % (i, i) for i in range(n)) + ">x")
    yield "attributes-many-tags", page(fill("<p " + " ".join("a%d=%d" % (i, i) for i in range(200)) + ">x", size))
    yield "same-attribute", page("<p " + fill("class=a ", size) + ">x")
    yield "long-attribute", page('<p class="%s">x' % ("a" * size))
    yield "long-attribute-open", page('<p class="%s' % ("a" * size))
    yield "long-class-words", page('<p class="%s">x' % fill("word ", size))
    yield "long-style", page('<p style="%s">x' % fill("display ", size))
    yield "long-name", page("<" + "a" * size + ">x")
    yield "long-word", page("<p>" + "a" * size)
    yield "less-than", page(fill("<", size))
    yield "ampersands", page(fill("&", size))
    yield "references", page(fill("&amp;&#x41;&notin;&nope;", size))
    yield "long-reference", page("&" + "a" * size + ";")
    yield "numbers", page(fill("&#99999999999;&#0;&#x110000;&#xd800;", size))
    yield "comments", page(fill("<!-- x -->", size))
    yield "comments-open", page(fill("<!-- ", size))
    yield "comment-dashes", page("<!--" + "-" * size)
    yield "comment-ends", page("<!--" + fill("--!", size))
    yield "declarations", page(fill("<!DOCTYPE html>", size))
    yield "instructions", page(fill("<?xml ", size))
    yield "cdata", page(fill("<![CDATA[x", size))
    yield "quotes", page(fill("<a href=\"", size))
    yield "quotes-turns", page(fill("<a href='\"><a href=\"'>", size))
    yield "combining", page("<p>a" + "\u0301" * (size // 2))
    yield "right-to-left", page("<p>" + fill("\u202e\u2066abc\u2069", size // 3))
    yield "line-breaks", page(fill("<br>x", size))
    yield "images", page(fill("<img src=x alt=y>", size))
    yield "data-images", page(fill('<img src="data:image/png;base64,%s">' % base64.b64encode(b"\x89PNG\r\n\x1a\n" * 20).decode(), size))
    yield "big-data-image", page('<img src="data:image/png;base64,%s">' % ("A" * size))
    yield "bomb-png", page('<img src="data:image/png;base64,%s">' % base64.b64encode(bomb_png(60000)).decode())
    yield "bomb-png-wide", page('<img src="data:image/png;base64,%s">' % base64.b64encode(bomb_png(0x7fffffff)).decode())
    yield "bomb-svg", page('<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22file:///tmp/canary%22/%3E%3C/svg%3E">')
    yield "links", page(fill("<a href=http://example.org/>x</a> ", size))
    yield "relative-links", page(fill("<a href='../../../../a/b/../c?d#e'>x</a>", size))
    yield "long-link", page('<a href="%s">x</a>' % ("../" * (size // 3)))
    yield "cells", page("<table>" + fill("<tr><td>x<td>y", size) + "</table>")
    yield "wide-row", page("<table><tr>" + fill("<td>x", size) + "</table>")
    yield "spans", page("<table><tr>" + fill("<td colspan=99999 rowspan=99999>x", size) + "</table>")
    yield "nested-tables", page(fill("<table><tr><td>", size))
    yield "metas", "<html><head>" + fill("<meta name=author content=x>", size) + "</head><body><p>text of it</p>"
    yield "json-ld-deep", page('<script type="application/ld+json">%s</script>' % fill('{"@graph":[', size))
    yield "json-ld-wide", page('<script type="application/ld+json">{%s}</script>' % ",".join('"k%d":1' % i for i in range(n)))
    yield "json-ld-many", page(fill('<script type="application/ld+json">{"@type":"Article","headline":"x"}</script>', size))
    yield "figures", page("<p>" + fill("1,1,1,1", size))
    yield "dates", page(fill("<time datetime='2024-01-01'>1 January 2024</time>", size))
    yield "headings", page(fill("<h2>related</h2><p>x</p>", size))
    yield "bylines", page(fill("<p class=byline>By A B</p>", size))
    yield "list-items", page("<ul>" + fill("<li><a href=x>y</a>", size))
    yield "divs-text", page(fill("<div>some words, with commas, of a text</div>", size))
    yield "deep-text", page(fill("<div>some words, with commas", size))
    yield "noscripts", page(fill("<noscript><p>x</noscript>", size))
    yield "base", page(fill("<base href=http://example.org/%s/>" % ("a" * 100), size))
    yield "nul", page("<p>a\0b" + "\0" * 100)


def feeds(size):
    entities = "".join('<!ENTITY l%d "%s">' % (i, "&l%d;" % (i - 1) * 10) for i in range(1, 12))
    yield "external-entity", rss(item("&x;"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///tmp/canary">]>')
    yield "external-dtd", rss(item("&x;"), '<!DOCTYPE rss SYSTEM "file:///tmp/canary.dtd">')
    yield "parameter-entity", rss(item("&x;"), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///tmp/canary"> %p;]>')
    yield "laughs", rss(item("&l11;"), '<!DOCTYPE rss [<!ENTITY l0 "ha">%s]>' % entities)
    yield "quadratic-entity", rss(item(fill("&a;", size // 4)), '<!DOCTYPE rss [<!ENTITY a "%s">]>' % ("a" * 20000))
    yield "xinclude", rss(item('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///tmp/canary" parse="text"/>'))
    yield "deep", rss(fill("<item>", size))
    yield "deep-unknown", rss("<item>" + fill("<x>", size))
    yield "deep-content", rss("<item><description>" + fill("<b>", size))
    yield "deep-escaped", rss(item("t", fill("&lt;b&gt;&lt;p&gt;", size)))
    yield "attributes", rss("<item " + " ".join("a%d='%d'" % (i, i) for i in range(size // 20)) + "></item>")
    yield "namespaces", rss("<item " + " ".join("xmlns:a%d='u%d'" % (i, i) for i in range(size // 24)) + "></item>")
    yield "many-namespaces", rss(fill("<x xmlns='http://example.org/%s'>" % ("a" * 50), size))
    yield "bases", "<feed xmlns='http://www.w3.org/2005/Atom'>" + fill("<entry xml:base='../a/'>", size)
    yield "long-base", "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://example.org/%s'>%s" % (
        "a/" * (size // 8), fill("<entry><link href='../x'/></entry>", size // 2))
    yield "million-items", rss(fill("<item/>", size))
    yield "same-ids", rss(fill(item("t", "d", "https://example.org/", "<guid>same</guid>"), size))
    yield "titles", rss("<item>" + fill("<title>x</title>", size) + "</item>")
    yield "long-title", rss(item("word " * (size // 5)))
    yield "markup-title", rss(item(fill("&lt;span size='900000'&gt;", size)))
    yield "iframes-unfinished", rss(item("t", fill("&lt;iframe ", size)))
    yield "iframes", rss(item("t", fill("&lt;iframe&gt;", size)))
    yield "cdata-open", rss("<item><description><![CDATA[" + "x" * size)
    yield "cdata-many", rss("<item><description>" + fill("<![CDATA[x]]>", size))
    yield "comments-open", rss(fill("<!-- ", size))
    yield "ampersands", rss(item(fill("&", size)))
    yield "references", rss(item(fill("&nbsp;&#1;&#x110000;&foo;", size)))
    yield "less-than", rss(item(fill("<", size)))
    yield "tags-open", rss(fill("<a ", size))
    yield "attribute-open", rss("<item a='" + "x" * size)
    yield "ends", rss(fill("</item>", size))
    yield "roots", fill(rss(item()), size)
    yield "junk-first", "x" * size + rss(item())
    yield "nothing-but-tags", fill("<>", size)
    yield "future", rss("<item><title>t</title><pubDate>Mon, 01 Jan 99999 00:00:00 GMT</pubDate></item>")
    yield "dates", rss(fill("<item><pubDate>%s</pubDate></item>" % ("1" * 500), size))
    yield "digits", rss(fill("<item><pubDate>12 12 12 12 12 12 12</pubDate></item>", size))
    yield "bad-links", rss("".join(item("t", "d", link) for link in (
        "javascript:alert(1)", "file:///tmp/canary", "data:text/html,x", "|touch /tmp/postil-hostile", "`id`", "$(id)", "http://", "//",
        "http://[::1", "http://\u202eevil/", "https://bank@evil.example/", "http://a\nb/", "ftp://x/", "\0")))
    yield "base64", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='application/x' mode='base64'>%s</content></entry></feed>" % ("A" * size)
    yield "json-deep", '{"version":"https://jsonfeed.org/version/1.1","items":' + "[" * size
    yield "json-items", '{"version":"https://jsonfeed.org/version/1.1","items":[%s]}' % ",".join(['{"id":"1"}'] * (size // 11))
    yield "json-keys", '{"version":"https://jsonfeed.org/version/1.1","items":[{%s}]}' % ",".join('"k%d":1' % i for i in range(size // 12))
    yield "json-string", '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"%s' % ("\\u0041" * (size // 6))
    yield "json-broken", '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1e99999},{"id":null},{"content_html":"\\ud800"}]}'


def byte_files(size):
    text = rss(item("t\u00e9", "d\u4e2d"))
    yield "feed-utf16-broken", text.encode("utf-16")[:-1]
    yield "feed-utf32", text.encode("utf-32")
    yield "feed-utf7", rss(item("+ADw-script+AD4-"), "", '<?xml version="1.0" encoding="UTF-7"?>').encode()
    yield "feed-lying", rss(item("\u00e9\u4e2d"), "", '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-8")
    yield "feed-overlong", text.encode().replace(b"d\xe4", b"\xc0\xbc\xe0\x80\xbc\xf0\x80\x80\xbc\xe4")
    yield "feed-surrogates", text.encode().replace(b">d", b">\xed\xa0\x80\xed\xb0\x80\xef\xbf\xbe")
    yield "feed-nuls", text.encode().replace(b"t", b"t\0")
    yield "feed-escapes", rss(item("\x1b]0;x\x07\x9d")).encode("latin-1", "replace")
    yield "feed-iso2022", b'<?xml version="1.0" encoding="ISO-2022-JP"?>' + b"\x1b$B" * (size // 3)
    yield "readable-bytes", b"<html><body><p>" + bytes(range(256)) * (size // 256)
    yield "readable-high", b"<html><body><p>" + b"\xff" * size
    yield "readable-continuations", b"<html><meta charset=utf-8><p>" + b"\x80" * size
    yield "readable-charset", b"<html><meta charset='" + b"x" * size + b"'><p>words of text"
    yield "readable-gb18030", b"<html><meta charset=gb18030><p>" + b"\x81\x30" * (size // 2)
    yield "readable-empty", b""
    yield "readable-blank", b" " * size


def opml(size):
    yield "deep", "<opml><body>" + fill("<outline text='x'>", size)
    yield "many", "<opml><body>" + fill("<outline text='x' xmlUrl='https://example.org/'/>", size)
    yield "commands", "<opml><body>" + "".join("<outline text='x' xmlUrl='%s'/>" % url for url in (
        "|touch /tmp/postil-hostile", "exec:touch /tmp/postil-hostile", "filter:a:b", "file:///tmp/canary", "javascript:x")) + "</body></opml>"
    yield "entity", "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///tmp/canary'>]><opml><body><outline text='&x;'/></body></opml>"
    yield "attributes", "<opml><body><outline " + " ".join("a%d='1'" % i for i in range(size // 12)) + "/></body></opml>"
    yield "categories", "<opml><body><outline xmlUrl='https://example.org/' category='%s'/></body></opml>" % ("a," * (size // 2))
    yield "long", "<opml><body><outline text='%s' xmlUrl='https://example.org/'/></body></opml>" % ("x" * size)


def mutated(count):
    """Well-formed bases with bytes changed, cut, doubled and moved by a fixed sequence of numbers."""
    numbers = random.Random(SEED)
    bases = [("feed", "xml", rss("".join(item("Title %d" % i, "&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;") for i in range(4)))),
             ("feed", "xml", "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://example.org/'><title>t</title><entry><id>1</id>"
              "<title type='html'>a &amp;lt;b&amp;gt;</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x</p></div>"
              "</content><updated>2025-02-11T00:00:00Z</updated></entry></feed>"),
             ("feed", "json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t",
                                          "items": [{"id": "1", "content_html": "<p>x</p>", "date_published": "2025-02-11T00:00:00Z"}]})),
             ("readable", "html", page("<h2>Heading</h2><ul><li>one<li>two</ul><table><tr><td>a<td>b</table><img src='data:image/png;base64,AAAA'>"
                                       "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>"
                                       "<p>Last words, &copy; 2025 &amp; more.</p>"))]
    for number in range(count):
        kind, ending, base = bases[number % len(bases)]
        data = bytearray(base.encode())
        for _ in range(numbers.randint(1, 12)):
            at = numbers.randrange(len(data))
            action = numbers.randrange(5)
            if action == 0:
                data[at] = numbers.randrange(256)
            elif action == 1:
                del data[at:at + numbers.randint(1, 40)]
            elif action == 2:
                data[at:at] = data[at:at + numbers.randint(1, 60)]
            elif action == 3:
                data[at:at] = numbers.choice([b"<", b">", b"&", b"\0", b"]]>", b"<!--", b"<![CDATA[", b"\"", b"\xff\xfe", b"</"])
            else:
                data[at:at] = numbers.choice([b"<b>", b"<table>", b"&#x", b"{", b"[", b"\\u", b"<svg>"]) * numbers.randint(1, 200)
            if not data:
                data = bytearray(b" ")
        yield "%s-mutated-%03d.%s" % (kind, number, ending), bytes(data)


def make_all(size):
    """Yields names and bytes."""
    for name, text in nested_pages(size):
        yield "readable-%s.html" % name, text.encode()
    for name, text in many_pages(size):
        yield "readable-%s.html" % name, text.encode()
    for name, text in feeds(size):
        yield "feed-%s.xml" % name, text.encode()
    for name, data in byte_files(size):
        yield name + (".html" if name.startswith("readable") else ".xml"), data
    for name, text in opml(size):
        yield "opml-%s.opml" % name, text.encode()
    yield from mutated(160)


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    size = int(float(sys.argv[2] if len(sys.argv) > 2 else 2) * 1024 * 1024)
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, data in make_all(size):
        (folder / name).write_bytes(data)
        count += 1
    print("%d files in %s" % (count, folder))


if __name__ == "__main__":
    main()
