/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is this and what is known of it: the contents of the popover at a name. Takes plain values. */
#pragma once

#include "postil-analysis.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ENTITY_CARD (postil_entity_card_get_type ())
G_DECLARE_FINAL_TYPE (PostilEntityCard, postil_entity_card, POSTIL, ENTITY_CARD, GtkWidget)

/* Signals: open-figure (gint64 article, guint start), open-entity (guint type, const char *name), sentences (). */
GtkWidget *postil_entity_card_new (void);
void postil_entity_card_set_entity (PostilEntityCard *self, PostilEntityType type, const char *name, guint n_mentions,
                                    guint n_articles);
void postil_entity_card_set_aliases (PostilEntityCard *self, const char *const *aliases);
void postil_entity_card_set_weeks (PostilEntityCard *self, const guint *weeks, guint n_weeks, gint64 first_week);
void postil_entity_card_add_figure (PostilEntityCard *self, const char *label, const char *value, const char *source,
                                    gint64 article_id, guint start);
void postil_entity_card_add_together (PostilEntityCard *self, PostilEntityType type, const char *name, guint n_articles);

G_END_DECLS
