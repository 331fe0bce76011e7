/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed as it is read: which element we are in, and what has been read of the present entry. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-feed-state-private.h belongs to the room ingest"
#endif

#include "postil-feed.h"

G_BEGIN_DECLS

#define POSTIL_FEED_MAX_FIELD (8 * 1024 * 1024) /* bytes of one element's text */

typedef enum
{
  POSTIL_FEED_NS_NONE,
  POSTIL_FEED_NS_ATOM,
  POSTIL_FEED_NS_CONTENT,
  POSTIL_FEED_NS_DC,
  POSTIL_FEED_NS_RDF,
  POSTIL_FEED_NS_MEDIA,
  POSTIL_FEED_NS_ITUNES,
  POSTIL_FEED_NS_XHTML,
  POSTIL_FEED_NS_SY,
  POSTIL_FEED_NS_OTHER,
} PostilFeedNamespace;

/* Where the text of an element goes. */
typedef enum
{
  POSTIL_FEED_FIELD_NONE,
  POSTIL_FEED_FIELD_TITLE,
  POSTIL_FEED_FIELD_LINK,
  POSTIL_FEED_FIELD_ID,
  POSTIL_FEED_FIELD_AUTHOR,
  POSTIL_FEED_FIELD_PUBLISHED,
  POSTIL_FEED_FIELD_UPDATED,
  POSTIL_FEED_FIELD_SUMMARY,
  POSTIL_FEED_FIELD_CONTENT,
  POSTIL_FEED_FIELD_LANGUAGE,
  POSTIL_FEED_FIELD_TTL,
  POSTIL_FEED_FIELD_SKIP_HOUR,
  POSTIL_FEED_FIELD_SKIP_DAY,
  POSTIL_FEED_FIELD_PERIOD,
  POSTIL_FEED_FIELD_FREQUENCY,
  POSTIL_FEED_N_FIELDS
} PostilFeedField;

/* How the text of an element is to be taken. */
typedef enum
{
  POSTIL_FEED_TEXT_HTML,   /* escaped markup, as RSS has it */
  POSTIL_FEED_TEXT_PLAIN,  /* Atom's type="text" */
  POSTIL_FEED_TEXT_BASE64, /* HTML, packed */
} PostilFeedTextType;

typedef struct
{
  char *fields[POSTIL_FEED_N_FIELDS]; /* (nullable) as read */
  guint8 ranks[POSTIL_FEED_N_FIELDS]; /* of the element each came from: a better one replaces it */
  char *base;                         /* (nullable) */
  gboolean id_is_link;
} PostilFeedDraft;

typedef struct
{
  PostilFeed *feed;
  const char *url; /* (nullable) of the feed */
  PostilFeedDraft channel;
  PostilFeedDraft entry;
  GPtrArray *bases; /* (nullable elements) xml:base of every open element */
  guint depth;
  guint entry_depth;   /* of the open entry, or 0 */
  guint author_depth;  /* of the open author element, or 0 */
  guint ignored_depth; /* of an open element whose children look like ours and are not, or 0 */
  GString *text;       /* of the field being read */
  guint field_depth;   /* of its element, or 0 */
  PostilFeedField field;
  guint8 rank;
  PostilFeedTextType type;
  gboolean root_seen;
  char *self_link;      /* (nullable) where the feed says it is */
  const char *last_uri; /* the namespace asked for last, and what it is; the parser names each by one pointer */
  PostilFeedNamespace last_space;
  char *odd_namespace; /* (nullable) of the root, when it is none of the known */
  guint period;        /* of the syndication module, minutes; 0 for none */
  guint frequency;     /* how often in it; 0 for none */
  gboolean full;
} PostilFeedState;

void postil_feed_state_init (PostilFeedState *self, const char *url);
void postil_feed_state_clear (PostilFeedState *self);
void postil_feed_state_begin (PostilFeedState *self, PostilFeedNamespace space, const char *name, const char **attributes);
void postil_feed_state_end (PostilFeedState *self, const char *name);
void postil_feed_state_append (PostilFeedState *self, const char *text, gsize length);
void postil_feed_state_finish (PostilFeedState *self);

/* postil-feed-entry.c: a draft to a record. */
PostilFeedEntry *postil_feed_draft_make_entry (PostilFeedDraft *draft);
char *postil_feed_draft_make_line (const char *markup);
char *postil_feed_draft_make_author (const char *raw);
void postil_feed_draft_clear (PostilFeedDraft *draft);

/* postil-feed-schedule.c: how often a feed wishes to be fetched. */
void postil_feed_schedule_take (PostilFeedState *self, PostilFeedField field, const char *text);
void postil_feed_schedule_finish (PostilFeedState *self);

/* postil-feed-markup.c: the HTML of feeds before it is parsed. */
char *postil_feed_markup_mend (const char *html);

G_END_DECLS
