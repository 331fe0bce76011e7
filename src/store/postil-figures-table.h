/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures across all articles: by kind, value, currency, subject and measure. Database thread only. */
#pragma once

#include "postil-analysis.h"
#include "postil-store.h"

#include <math.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 article_id;
  char *article_title;
  char *source;
  gint64 published; /* µs or POSTIL_TIME_UNKNOWN */
  char *surface;    /* as the text says it */
  PostilFigure figure;
} PostilFigureRow;

void postil_figure_row_free (PostilFigureRow *row);

/* What is not set does not narrow: kind -1, minimum and maximum NAN, strings NULL, article_id 0, limit 0. */
typedef struct
{
  int kind; /* PostilFigureKind */
  double minimum;
  double maximum;
  const char *currency;
  const char *unit;
  const char *subject; /* the canonical name, letter case aside */
  const char *measure; /* the same */
  gboolean with_claim; /* only those with a subject or a measure */
  gint64 article_id;
  guint limit;
  gboolean (*accept) (const PostilFigureRow *row, gpointer accept_data); /* (nullable) the caller's own say, before the limit */
  gpointer accept_data;
} PostilFigureQuery;

#define POSTIL_FIGURE_QUERY_INIT                                                                                                 \
  {                                                                                                                              \
    .kind = -1, .minimum = (double) NAN, .maximum = (double) NAN                                                                 \
  }

/* (element-type PostilFigureRow), newest article first, then by place */
GPtrArray *postil_figures_list (PostilDatabase *database, const PostilFigureQuery *query, GError **error);

G_END_DECLS
