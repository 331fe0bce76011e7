/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of HTML know of its elements; for the guard and for the quick parser of fragments. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-html-kinds-private.h belongs to the room ingest"
#endif

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

enum
{
  POSTIL_HTML_KIND_VOID = 1 << 0,       /* has no content */
  POSTIL_HTML_KIND_BLOCK = 1 << 1,      /* ends a paragraph */
  POSTIL_HTML_KIND_FORMATTING = 1 << 2, /* is opened again when it was not closed in order */
  POSTIL_HTML_KIND_RAW = 1 << 3,        /* its content is no markup */
  POSTIL_HTML_KIND_HEADING = 1 << 4,
  POSTIL_HTML_KIND_ODD = 1 << 5,       /* has rules of its own */
  POSTIL_HTML_KIND_ITEM = 1 << 6,      /* li, dd, dt */
  POSTIL_HTML_KIND_PART = 1 << 7,      /* stands only in a table */
  POSTIL_HTML_KIND_CELL = 1 << 8,      /* of them, the ones that hold text */
  POSTIL_HTML_KIND_HOLDS_ROW = 1 << 9, /* the ones that hold rows, the table and the rows */
  POSTIL_HTML_KIND_FRAME = 1 << 10,    /* around the whole page */
  POSTIL_HTML_KIND_BORDER = 1 << 11,   /* most end tags do not reach across it */
};

#define POSTIL_HTML_KIND_SPECIAL                                                                                                 \
  (POSTIL_HTML_KIND_BLOCK | POSTIL_HTML_KIND_HEADING | POSTIL_HTML_KIND_ITEM | POSTIL_HTML_KIND_PART                             \
   | POSTIL_HTML_KIND_HOLDS_ROW | POSTIL_HTML_KIND_ODD)

/* By the parser's number of an element; filled by postil_html_kinds_fill(). */
extern guint16 postil_html_kinds[GUMBO_TAG_LAST + 1];

void postil_html_kinds_fill (void);

G_END_DECLS
