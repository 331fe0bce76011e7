/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is this and what is known of it: the contents of the popover at a name. Takes plain values. */
#pragma once

#include "postil-analysis.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A figure that speaks of the name; everything is copied. */
typedef struct
{
  const char *label;  /* what is counted, e.g. "AI investment, 2025" */
  const char *value;  /* as the text says it */
  const char *source; /* (nullable) who published it */
  gint64 article_id;  /* where it stands */
  guint start;        /* code points of that article */
} PostilCardFigure;

#define POSTIL_TYPE_ENTITY_CARD (postil_entity_card_get_type ())
G_DECLARE_FINAL_TYPE (PostilEntityCard, postil_entity_card, POSTIL, ENTITY_CARD, GtkWidget)

/* Signals: open-figure (gint64 article, guint start), open-entity (guint type, const char *name), sentences (). */
GtkWidget *postil_entity_card_new (void);
void postil_entity_card_set_entity (PostilEntityCard *self, PostilEntityType type, const char *name, guint n_mentions,
                                    guint n_articles);
void postil_entity_card_set_aliases (PostilEntityCard *self, const char *const *aliases);
void postil_entity_card_set_weeks (PostilEntityCard *self, const guint *weeks, guint n_weeks, gint64 first_week);
void postil_entity_card_add_figure (PostilEntityCard *self, const PostilCardFigure *figure);
void postil_entity_card_add_together (PostilEntityCard *self, PostilEntityType type, const char *name, guint n_articles);

G_END_DECLS
