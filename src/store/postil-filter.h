/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search wants, as a tree: words and conditions joined by and, or, not. Plain data; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_FILTER_ALL,      /* children: every one */
  POSTIL_FILTER_ANY,      /* children: at least one */
  POSTIL_FILTER_NOT,      /* children: one, which must not hold */
  POSTIL_FILTER_WORDS,    /* text, match: in an article's title or text; in a note's passage, comment or tags */
  POSTIL_FILTER_TITLE,    /* text, match: in the title of the article */
  POSTIL_FILTER_NOTE,     /* text, match: in a note's passage or comment */
  POSTIL_FILTER_AUTHOR,   /* text: within the byline */
  POSTIL_FILTER_FEED,     /* text: within the name of the feed or site */
  POSTIL_FILTER_FOLDER,   /* text: the folder of the feed, or one above it */
  POSTIL_FILTER_TAG,      /* text: a tag, or one above it; match: prefix, its beginning */
  POSTIL_FILTER_ENTITY,   /* text: a name; every name of the same entity counts; match: prefix, a part of its name */
  POSTIL_FILTER_LANGUAGE, /* text: BCP 47, "de" also finds "de-AT" */
  POSTIL_FILTER_CLAIM,    /* text: within a figure's subject or measure */
  POSTIL_FILTER_COLOR,    /* number: 1 to 5 */
  POSTIL_FILTER_STATE,    /* number: PostilFilterState */
  POSTIL_FILTER_TIME,     /* from, to: when the article was published; when the note was changed, or number 1: its article's */
  POSTIL_FILTER_FIGURE,   /* figure */
} PostilFilterKind;

typedef enum
{
  POSTIL_MATCH_WORD,
  POSTIL_MATCH_PHRASE,
  POSTIL_MATCH_PREFIX,
} PostilMatch;

typedef enum
{
  POSTIL_STATE_UNREAD,
  POSTIL_STATE_READ,
  POSTIL_STATE_STARRED,
  POSTIL_STATE_ANNOTATED,
  POSTIL_STATE_ORPHAN,
  POSTIL_STATE_TRASHED,
  POSTIL_N_FILTER_STATES
} PostilFilterState;

/* What is not set does not narrow: kind -1, minimum and maximum NAN, strings NULL. Bounds count as inside. */
typedef struct
{
  int kind; /* PostilFigureKind */
  double minimum;
  double maximum;
  char *currency; /* ISO 4217 */
  char *unit;     /* as the engine writes units */
} PostilFilterFigure;

typedef struct
{
  PostilFilterKind kind;
  PostilMatch match;
  char *text;
  int number;
  gint64 from; /* µs, from then on */
  gint64 to;   /* µs, before then */
  PostilFilterFigure figure;
  GPtrArray *children; /* (element-type PostilFilter) */
} PostilFilter;

PostilFilter *postil_filter_new (PostilFilterKind kind);
PostilFilter *postil_filter_new_text (PostilFilterKind kind, PostilMatch match, const char *text);
PostilFilter *postil_filter_new_plain (const char *text, gboolean typing);
PostilFilter *postil_filter_copy (const PostilFilter *self);
void postil_filter_free (PostilFilter *self);
void postil_filter_add (PostilFilter *self, PostilFilter *child);
gboolean postil_filter_mentions (const PostilFilter *self, PostilFilterKind kind, int number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFilter, postil_filter_free)

G_END_DECLS
