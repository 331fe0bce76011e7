/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library in a directory of its own, with the real store and the real worker, asked one thing after the other. */
#pragma once

#include "postil-article-list.h"
#include "postil-library-export.h"
#include "postil-library-facts.h"
#include "postil-library-notes.h"
#include "postil-library-search.h"

typedef struct
{
  char *root;      /* of everything the test writes */
  char *directory; /* of the library */
  PostilLibrary *library;
  guint n_articles_changed;
  guint n_notes_changed;
  GPtrArray *failures; /* (element-type utf8) what the signal failed said */
} Client;

typedef struct
{
  GAsyncResult *result;
} Answer;

void answer_clear (Answer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

void answer_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *await (Answer *answer);
void spin (guint milliseconds);

void client_set_up (Client *client, gconstpointer data);
void client_tear_down (Client *client, gconstpointer data);
void client_open (Client *client);
void client_close (Client *client);

/* Writes a file below the root; returns its path. */
char *client_write (Client *client, const char *name, const char *text, gssize length);
PostilImportReport *client_import (Client *client, ...) G_GNUC_NULL_TERMINATED;
/* Imports one text and returns the id of its article. */
gint64 client_import_text (Client *client, const char *name, const char *text);
PostilImportReport *client_import_samples (Client *client);
void client_await_analysis (Client *client);
PostilOpenArticle *client_open_article (Client *client, gint64 id);
/* A note on the first place that says quote. */
PostilNote *client_annotate (Client *client, gint64 id, const char *quote, const char *comment);
GPtrArray *client_list_notes (Client *client, const char *query, gboolean with_trash);
void client_undo (Client *client);
void client_redo (Client *client);
/* Exports what is annotated, once all of it is analysed. */
PostilExportReport *client_export (Client *client, const char *folder, gboolean dry_run);
/* Every line of the pattern's folder as "page.html": an HTML page with a canonical address. */
char *make_page (const char *address, const char *title, const char *body);
