/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The use cases: import, read, annotate, search, export. Every call returns at once; results come to the caller's thread. */
#pragma once

#include "postil-analysis.h"
#include "postil-article.h"
#include "postil-document.h"
#include "postil-library-error.h"
#include "postil-note.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_LIBRARY (postil_library_get_type ())
G_DECLARE_FINAL_TYPE (PostilLibrary, postil_library, POSTIL, LIBRARY, GObject)

/* Properties (all notify on the main thread): read-only (boolean), read-only-reason (string), n-importing, n-analysing (waiting
 * and running), n-analysed (since the queue was last empty) (uint), undo-label, redo-label (string, NULL when there is nothing).
 * Signals:
 *   articles-changed ()                  rows came, went or moved: lists ask again
 *   article-changed (gint64 id)          one record, its document or its analysis changed
 *   notes-changed (const char *key)      notes of the article with that key changed
 *   sources-changed ()                   feeds, tags, counts
 *   changed-outside ()                   another program wrote: what is shown is to be asked for again
 *   failed (const char *message)         something in the background failed; the message says what is safe first
 */

void postil_library_open_async (const char *directory, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
PostilLibrary *postil_library_open_finish (GAsyncResult *result, GError **error);
void postil_library_close_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_close_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

gboolean postil_library_get_read_only (PostilLibrary *self);
gboolean postil_library_get_newer (PostilLibrary *self); /* read-only, since a newer version wrote it */
const char *postil_library_get_directory (PostilLibrary *self);
guint postil_library_get_protection (PostilLibrary *self);                   /* PostilProtection bits of the worker */
void postil_library_set_attentive (PostilLibrary *self, gboolean attentive); /* look for what others write */
void postil_library_set_analysis_paused (PostilLibrary *self, gboolean paused);

/* --- import --- */
typedef struct
{
  guint n_new;
  guint n_known;
  guint n_updated;
  guint n_feeds;            /* of lists of subscriptions: those that are followed from now on */
  guint n_known_feeds;      /* those that were before */
  GArray *article_ids;      /* (element-type gint64) in the order of the files */
  GPtrArray *problems;      /* (element-type utf8) one sentence a file, naming it and the cause */
  guint n_notes_placed;     /* of files of notes: laid on their article */
  guint n_notes_orphaned;   /* their words are not in the article */
  guint n_notes_remembered; /* their article is not in the library */
  guint n_notes_skipped;    /* in the library already, or no notes */
  GPtrArray *note_remarks;  /* (element-type utf8) one sentence for each that was not placed, and why */
} PostilImportReport;

void postil_import_report_free (PostilImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilImportReport, postil_import_report_free)

/* files: (element-type GFile). samples marks the articles as samples. */
void postil_library_import_async (PostilLibrary *self, GListModel *files, gboolean samples, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
PostilImportReport *postil_library_import_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
GListModel *postil_library_list_samples (PostilLibrary *self);
void postil_library_remove_samples_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_remove_samples_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* --- one article --- */
typedef struct
{
  PostilArticle *article;
  PostilDocument *document;
  PostilAnalysis *analysis; /* (nullable) not analysed yet, or failed */
  GPtrArray *notes;         /* (element-type PostilNote) by position, without the trash */
} PostilOpenArticle;

void postil_open_article_free (PostilOpenArticle *open);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilOpenArticle, postil_open_article_free)

/* An unfinished analysis of the article that is opened goes to the head of the queue. */
void postil_library_open_article_async (PostilLibrary *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
PostilOpenArticle *postil_library_open_article_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
void postil_library_set_read (PostilLibrary *self, const gint64 *ids, gsize n_ids, gboolean read);
void postil_library_mark_seen (PostilLibrary *self, gint64 id); /* read because opened: no deed for undo */
/* Where the article with this key stands in the cache; 0 when it is not there. */
void postil_library_find_article_async (PostilLibrary *self, const char *key, GAsyncReadyCallback callback, gpointer user_data);
gint64 postil_library_find_article_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
void postil_library_set_starred (PostilLibrary *self, const gint64 *ids, gsize n_ids, gboolean starred);

/* --- undo: every deed of the reader, without a time limit --- */
const char *postil_library_get_undo_label (PostilLibrary *self);
const char *postil_library_get_redo_label (PostilLibrary *self);
void postil_library_undo_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
void postil_library_redo_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_undo_finish (PostilLibrary *self, GAsyncResult *result, GError **error); /* of both */

G_END_DECLS
