/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left pane: smart lists, sources, tags; the pages pinned below; what the background is doing. */
#pragma once

#include "postil-article-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_SOURCES_PANE (postil_sources_pane_get_type ())
G_DECLARE_FINAL_TYPE (PostilSourcesPane, postil_sources_pane, POSTIL, SOURCES_PANE, AdwBin)

/* Signals: loaded () after every count, show-list (int kind, int64 number, string text, string title), enter-list () when
 * the reader goes to the list that is shown, remove-list (int kind, int64 number) when Delete is pressed on a saved search or a feed,
 * show-page (string name). */
void postil_sources_pane_set_library (PostilSourcesPane *self, PostilLibrary *library);
AdwHeaderBar *postil_sources_pane_get_header (PostilSourcesPane *self);
gboolean postil_sources_pane_select (PostilSourcesPane *self, PostilListKind kind, gint64 number, const char *text);
void postil_sources_pane_focus (PostilSourcesPane *self);
gint64 postil_sources_pane_get_feed (PostilSourcesPane *self);
guint postil_sources_pane_get_n_articles (PostilSourcesPane *self);
GStrv postil_sources_pane_dup_tag_names (PostilSourcesPane *self);

G_END_DECLS
