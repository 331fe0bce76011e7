/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle pane: the articles of one list, with its title, its order and what to say when it is empty. */
#pragma once

#include "postil-article-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LIST_PANE (postil_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (PostilListPane, postil_list_pane, POSTIL, LIST_PANE, AdwBin)

/* Signals: open-article (int64 id, boolean by_hand): by_hand when the reader activated the row, not merely moved to it.
 * filled (): the rows on screen have what they show, or there are none. */
void postil_list_pane_set_library (PostilListPane *self, PostilLibrary *library);
void postil_list_pane_show (PostilListPane *self, PostilListKind kind, gint64 number, const char *text, const char *title);
AdwHeaderBar *postil_list_pane_get_header (PostilListPane *self);
GtkWidget *postil_list_pane_get_back_button (PostilListPane *self);
gboolean postil_list_pane_move (PostilListPane *self, gboolean backwards, gboolean unread);
gboolean postil_list_pane_select (PostilListPane *self, gint64 id);
void postil_list_pane_reveal (PostilListPane *self, gint64 id);
void postil_list_pane_focus (PostilListPane *self);
GArray *postil_list_pane_dup_unread (PostilListPane *self);

G_END_DECLS
