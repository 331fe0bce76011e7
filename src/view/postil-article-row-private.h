/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row's struct and the places of its parts, shared by the widget and the file that draws it. */
#pragma once

#ifndef POSTIL_VIEW_COMPILATION
#error "postil-article-row-private.h belongs to the room view"
#endif

#include "postil-article-row.h"
#include "postil-row-host-private.h"

G_BEGIN_DECLS

struct _PostilArticleRow
{
  GtkWidget parent_instance;

  /* borrowed */
  PostilRowHost *host; /* (nullable) while the row has a root */

  /* owned */
  PostilArticle *article; /* (nullable) */
  char *snippet;          /* (nullable) with the signs of hits */
  char *date;             /* (nullable) as shown */

  PostilRowNearness nearness;
  int height; /* px; 0: to be measured */
  int height_for;
  guint height_serial;
};

/* Where the parts begin, in px from the top of the content. */
typedef struct
{
  int head;    /* height of the line with source and date */
  int title;   /* y */
  int summary; /* y; -1: none */
  int chips;   /* y; -1: none */
  int height;
} PostilRowPlaces;

void postil_article_row_place (PostilArticleRow *self, int width, PostilRowPlaces *places);
void postil_article_row_draw (PostilArticleRow *self, GtkSnapshot *snapshot);

G_END_DECLS
