/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, documents and feeds out. Runs on hostile bytes, inside the worker; never opens anything. */
#pragma once

#include "postil-document.h"
#include "postil-feed.h"
#include "postil-opml.h"

G_BEGIN_DECLS

#define POSTIL_INGEST_MAX_HTML (8 * 1024 * 1024)  /* bytes */
#define POSTIL_INGEST_MAX_FEED (64 * 1024 * 1024) /* bytes */
#define POSTIL_INGEST_MAX_OPML (16 * 1024 * 1024) /* bytes */
#define POSTIL_INGEST_MAX_TEXT (8 * 1024 * 1024)  /* bytes */
#define POSTIL_INGEST_MAX_DEPTH 256               /* nested elements */

typedef enum
{
  POSTIL_FORMAT_UNKNOWN = 0,
  POSTIL_FORMAT_TEXT = 1,
  POSTIL_FORMAT_HTML = 2,
  POSTIL_FORMAT_FEED = 3,
  POSTIL_FORMAT_OPML = 4,
  POSTIL_FORMAT_MARKDOWN = 5,
  POSTIL_FORMAT_MHTML = 6,
} PostilFormat;

/* What is known of the bytes besides themselves; every field may be NULL. */
typedef struct
{
  const char *name;         /* file name without folders, for the title of last resort */
  const char *url;          /* where the bytes came from; base of relative links */
  const char *content_type; /* as a server said it, with charset */
} PostilIngestHints;

PostilFormat postil_ingest_sniff (GBytes *bytes, const PostilIngestHints *hints);
char *postil_ingest_decode (GBytes *bytes, const char *declared, const char **encoding, GError **error);
PostilDocument *postil_ingest_text (GBytes *bytes, const PostilIngestHints *hints, GError **error);
PostilDocument *postil_ingest_html (GBytes *bytes, const PostilIngestHints *hints, GError **error);
PostilDocument *postil_ingest_markdown (GBytes *bytes, const PostilIngestHints *hints, GError **error);
PostilDocument *postil_ingest_mhtml (GBytes *bytes, const PostilIngestHints *hints, GError **error);
PostilDocument *postil_ingest_html_fragment (const char *title, const char *html, const char *base_url, GError **error);
PostilFeed *postil_ingest_feed (GBytes *bytes, const PostilIngestHints *hints, GError **error);
PostilOpml *postil_ingest_opml (GBytes *bytes, const PostilIngestHints *hints, GError **error);
/* The feeds a page names. */
PostilOpml *postil_ingest_feed_links (GBytes *bytes, const PostilIngestHints *hints, GError **error);

/* Before the process gives up the right to open files: the converters of all legacy character sets are loaded and kept. */
void postil_ingest_open_converters (void);

G_END_DECLS
