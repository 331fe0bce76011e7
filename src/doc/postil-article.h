/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain record of an article as lists show it: everything but its text. Reference counted, immutable once shared. */
#pragma once

#include "postil-analysis.h"
#include "postil-time.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* The stored values; never renumber. */
typedef enum
{
  POSTIL_ANALYSIS_WAITING = 0,
  POSTIL_ANALYSIS_DONE = 1,
  POSTIL_ANALYSIS_FAILED = 2, /* the worker died of it or ran out of time, twice */
} PostilAnalysisState;

#define POSTIL_ARTICLE_MAX_CHIPS 3

typedef struct
{
  gint64 id;        /* of this cache; not kept when the cache is rebuilt */
  char *key;        /* 32 hexadecimal digits that stay the same when the article comes again */
  gint64 feed_id;   /* 0: opened from a file */
  char *source;     /* name of the feed or site; never NULL */
  char *title;      /* never NULL */
  char *byline;     /* (nullable) */
  char *url;        /* (nullable) */
  char *summary;    /* first words after the title; never NULL */
  char *language;   /* (nullable) */
  gint64 published; /* µs or POSTIL_TIME_UNKNOWN */
  gboolean published_is_day;
  gint64 updated; /* µs or POSTIL_TIME_UNKNOWN */
  gint64 added;   /* µs */
  guint version;  /* 1, 2 … as the text changed */
  guint words;
  gboolean read;
  gboolean starred;
  gboolean sample;
  guint n_notes;
  PostilAnalysisState analysis;
  guint n_chips;
  PostilEntityType chip_types[POSTIL_ARTICLE_MAX_CHIPS];
  char *chip_names[POSTIL_ARTICLE_MAX_CHIPS]; /* most mentioned entities */
} PostilArticle;

#define POSTIL_TYPE_ARTICLE (postil_article_get_type ())
GType postil_article_get_type (void) G_GNUC_CONST;
PostilArticle *postil_article_new (void);
PostilArticle *postil_article_ref (PostilArticle *article);
void postil_article_unref (PostilArticle *article);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilArticle, postil_article_unref)

G_END_DECLS
