/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's struct, shared by the files that hold its actions, its notes and its keys. */
#pragma once

#ifndef POSTIL_APP_COMPILATION
#error "postil-window-private.h belongs to the room app"
#endif

#include "postil-article-page.h"
#include "postil-banner.h"
#include "postil-library-notes.h"
#include "postil-list-pane.h"
#include "postil-marks-menu.h"
#include "postil-shell.h"
#include "postil-sources-pane.h"
#include "postil-welcome.h"
#include "postil-window.h"

struct _PostilWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwToastOverlay *toasts;
  PostilShell *shell;
  PostilBanner *banner;
  PostilSourcesPane *sources;
  PostilListPane *list;
  PostilArticlePage *page;
  GtkStack *reading;
  PostilWelcome *welcome;

  /* borrowed */
  PostilArticlePane *pane;
  gint64 toast_since; /* µs of the monotonic clock when the toast was shown */
  AdwToast *toast;
  PostilMarksMenu *marks_menus[2]; /* wide, narrow */

  /* owned */
  PostilLibrary *library;
  GSettings *settings;
  PostilOpenArticle *open; /* NULL: none */
  GCancellable *opening;   /* of the article on its way */
  gint64 opening_id;       /* 0: none */
  PostilNote *wanted;      /* passage to show once its article is open */
  GPtrArray *drafts;       /* (element-type PostilNote) (nullable) with comments that were never saved */
  PostilId current;        /* note last made or touched; null: none */
  guint card_index;        /* of the mark whose card is shown */
  char *wanted_snippet;    /* words to show once their article is open, as a search gives them; NULL: none */
  GPtrArray *problems;     /* (element-type utf8) (nullable) of the last import */
  guint wanted_start;      /* place to show once its article is open; 0: none */
  guint color;             /* of the next highlight, 1-5 */
  gboolean wanted_editor;  /* of the wanted note, once its article is open */
  gboolean focus_article;  /* the keyboard goes to the text once there is one */
  guint patience_id;       /* waits for the first lists before the window is presented; 0: does not */
  gboolean list_filled;
  gboolean sources_loaded;
  guint round_ids[2];  /* look for feeds that are due: the first time, and every time */
  gboolean go_pending; /* g was pressed */
  gint64 go_time;
};

/* postil-window.c */
void postil_window_open_article (PostilWindow *self, gint64 id, gboolean by_hand);
void postil_window_focus_article (PostilWindow *self);
void postil_window_toast_button (PostilWindow *self, const char *message, const char *label, const char *action);
void postil_window_toast (PostilWindow *self, const char *message, gboolean with_undo);
void postil_window_reload_open (PostilWindow *self);

/* postil-window-searches.c */
void postil_window_save_search (PostilWindow *self, const char *query);
void postil_window_remove_search (PostilWindow *self, gint64 id);

/* postil-window-actions.c */
void postil_window_add_actions (PostilWindow *self);
void postil_window_update_actions (PostilWindow *self);

/* postil-window-notes.c */
void postil_window_connect_notes (PostilWindow *self);
void postil_window_highlight (PostilWindow *self, guint color);
void postil_window_edit_note (PostilWindow *self, const PostilId *id, gboolean in_tags);
void postil_window_write_note (PostilWindow *self, gboolean in_tags);
void postil_window_delete_note (PostilWindow *self);

/* postil-window-cards.c */
void postil_window_connect_cards (PostilWindow *self);

/* postil-window-drafts.c */
void postil_window_offer_drafts (PostilWindow *self);

/* postil-window-import.c */
void postil_window_connect_import (PostilWindow *self);

/* postil-window-feeds.c */
void postil_window_connect_feeds (PostilWindow *self);
void postil_window_unsubscribe (PostilWindow *self, gint64 id);

/* postil-window-places.c */
void postil_window_show_wanted (PostilWindow *self);
void postil_window_show_note (PostilWindow *self, PostilNote *note);
void postil_window_present_search (PostilWindow *self, gboolean notes_only);

/* postil-window-keys.c */
void postil_window_add_keys (PostilWindow *self);
