/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library in a directory of its own, with the real store and the real worker, asked one thing after the other. */
#include "config.h"

#include "library-client.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

void
answer_clear (Answer *answer)
{
  g_clear_object (&answer->result);
}

void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Answer *) user_data)->result = g_object_ref (result);
}

GAsyncResult *
await (Answer *answer)
{
  while (answer->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return answer->result;
}

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
spin (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, stop_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

static void
articles_changed_cb (PostilLibrary *library, Client *client)
{
  client->n_articles_changed++;
}

static void
notes_changed_cb (PostilLibrary *library, const char *key, Client *client)
{
  client->n_notes_changed++;
}

static void
failed_cb (PostilLibrary *library, const char *message, Client *client)
{
  g_ptr_array_add (client->failures, g_strdup (message));
}

void
client_open (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_open_async (client->directory, NULL, answer_cb, &answer);
  client->library = postil_library_open_finish (await (&answer), &error);
  g_assert_no_error (error);
  g_signal_connect (client->library, "articles-changed", G_CALLBACK (articles_changed_cb), client);
  g_signal_connect (client->library, "notes-changed", G_CALLBACK (notes_changed_cb), client);
  g_signal_connect (client->library, "failed", G_CALLBACK (failed_cb), client);
}

void
client_close (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_close_async (client->library, answer_cb, &answer);
  g_assert_true (postil_library_close_finish (client->library, await (&answer), &error));
  g_assert_no_error (error);
  g_clear_object (&client->library);
}

void
client_set_up (Client *client, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  client->root = g_dir_make_tmp ("postil-library-XXXXXX", &error);
  g_assert_no_error (error);
  client->directory = g_build_filename (client->root, "library", NULL);
  client->failures = g_ptr_array_new_with_free_func (g_free);
  client_open (client);
}

void
client_tear_down (Client *client, gconstpointer data)
{
  if (client->library != NULL)
    client_close (client);
  remove_tree (client->root);
  g_ptr_array_unref (client->failures);
  g_free (client->directory);
  g_free (client->root);
}

char *
client_write (Client *client, const char *name, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (client->root, name, NULL);

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

static PostilImportReport *
import_files (Client *client, GListModel *files, gboolean samples)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilImportReport *report;

  postil_library_import_async (client->library, files, samples, NULL, answer_cb, &answer);
  report = postil_library_import_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return report;
}

PostilImportReport *
client_import (Client *client, ...)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  const char *path;
  va_list paths;

  va_start (paths, client);
  while ((path = va_arg (paths, const char *)) != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_list_store_append (files, file);
    }
  va_end (paths);
  return import_files (client, G_LIST_MODEL (files), FALSE);
}

gint64
client_import_text (Client *client, const char *name, const char *text)
{
  g_autofree char *path = client_write (client, name, text, -1);
  g_autoptr (PostilImportReport) report = client_import (client, path, NULL);

  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->article_ids->len, ==, 1);
  return g_array_index (report->article_ids, gint64, 0);
}

PostilImportReport *
client_import_samples (Client *client)
{
  g_autoptr (GListModel) files = postil_library_list_samples (client->library);

  g_assert_cmpuint (g_list_model_get_n_items (files), >=, 10);
  return import_files (client, files, TRUE);
}

void
client_await_analysis (Client *client)
{
  guint n = 1;

  while (n > 0)
    {
      g_object_get (client->library, "n-analysing", &n, NULL);
      if (n > 0)
        g_main_context_iteration (NULL, TRUE);
    }
}

PostilOpenArticle *
client_open_article (Client *client, gint64 id)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilOpenArticle *open;

  postil_library_open_article_async (client->library, id, NULL, answer_cb, &answer);
  open = postil_library_open_article_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return open;
}

PostilNote *
client_annotate (Client *client, gint64 id, const char *quote, const char *comment)
{
  g_autoptr (PostilOpenArticle) open = client_open_article (client, id);
  const PostilUtf8Offsets *offsets = postil_document_get_offsets (open->document);
  const char *text = postil_document_get_text (open->document);
  const char *hit = strstr (text, quote);
  const PostilNoteContent content = { 2, comment, NULL };
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilNote *note;
  gsize start;

  g_assert_nonnull (hit);
  start = postil_utf8_offsets_from_byte (offsets, (gsize) (hit - text));
  postil_library_annotate_async (client->library, id, start, start + (gsize) g_utf8_strlen (quote, -1), &content, answer_cb,
                                 &answer);
  note = postil_library_annotate_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (note->quote, ==, quote);
  return note;
}

GPtrArray *
client_list_notes (Client *client, const char *query, gboolean with_trash)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  postil_library_list_notes_async (client->library, query,
                                   POSTIL_NOTES_TYPING | (with_trash ? POSTIL_NOTES_WITH_TRASH : POSTIL_NOTES_KEPT), NULL,
                                   answer_cb, &answer);
  notes = postil_library_list_notes_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return notes;
}

void
client_undo (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_undo_async (client->library, answer_cb, &answer);
  g_assert_true (postil_library_undo_finish (client->library, await (&answer), &error));
  g_assert_no_error (error);
}

void
client_redo (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_redo_async (client->library, answer_cb, &answer);
  g_assert_true (postil_library_undo_finish (client->library, await (&answer), &error));
  g_assert_no_error (error);
}

PostilExportReport *
client_export (Client *client, const char *folder, gboolean dry_run)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilExportReport *report;

  /* Names found between two exports would belong into the file. */
  client_await_analysis (client);
  postil_library_export_async (client->library, 0, NULL, file, dry_run, NULL, answer_cb, &answer);
  report = postil_library_export_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (report->problems, i));
  return report;
}

char *
make_page (const char *address, const char *title, const char *body)
{
  return g_strdup_printf ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title>"
                          "<link rel=\"canonical\" href=\"%s\"></head><body><article><h1>%s</h1>%s</article></body></html>",
                          title, address, title, body);
}
