/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library in a folder of its own, opened on the test's thread, with documents and notes to put in it. */
#include "config.h"

#include "library-fixture.h"

#include "postil-articles-table.h"
#include "postil-document-builder.h"
#include "postil-notes-table.h"

#include <glib/gstdio.h>
#include <string.h>

char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("postil-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
remove_folder (const char *path)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *name;

  while (entries && (name = g_dir_read_name (entries)))
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);

      if (g_file_test (entry, G_FILE_TEST_IS_DIR) && !g_file_test (entry, G_FILE_TEST_IS_SYMLINK))
        remove_folder (entry);
      else
        g_unlink (entry);
    }
  g_rmdir (path);
}

void
library_open (Library *library)
{
  g_autoptr (GError) error = NULL;

  library->database = postil_database_open (library->directory, &error);
  g_assert_no_error (error);
  postil_database_begin_job (library->database, NULL);
}

void
library_close (Library *library)
{
  if (library->database)
    postil_database_end_job (library->database, TRUE);
  g_clear_pointer (&library->database, postil_database_free);
}

void
library_set_up (Library *library, gconstpointer unused)
{
  library->directory = make_folder ();
  library_open (library);
}

void
library_tear_down (Library *library, gconstpointer unused)
{
  library_close (library);
  remove_folder (library->directory);
  g_free (library->directory);
}

char *
library_path (Library *library, const char *name)
{
  return g_build_filename (library->directory, name, NULL);
}

char *
hash_of_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

gint64
ask_number (PostilConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  postil_connection_get_number (connection, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* Runs SQL on a file as any other program would. */
int
exec_file (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  int code = sqlite3_open (path, &handle);

  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
  sqlite3_close (handle);
  return code;
}

char *
ask_file (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return answer;
}

PostilDocument *
make_document (const char *title, const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  PostilDocument *document;

  if (title)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, title);
  for (guint i = 0; paragraphs[i]; i++)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, paragraphs[i]);
  document = postil_document_builder_finish (builder, &error);
  g_assert_no_error (error);
  return document;
}

PostilArticle *
make_article (const char *key, const char *title)
{
  PostilArticle *article = postil_article_new ();

  article->key = g_strdup (key);
  article->source = g_strdup ("The Paper");
  article->title = g_strdup (title);
  article->url = g_strconcat ("https://paper.example/", key, NULL);
  article->summary = g_strdup ("First words");
  article->published = NOW - DAY;
  article->added = NOW;
  article->words = 7;
  return article;
}

gint64
put_article (PostilDatabase *database, const char *key, const char *title, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = make_article (key, title);
  g_autoptr (PostilDocument) document = make_document (title, text);
  PostilPutResult result = { 0 };

  postil_articles_put (database, article, document, &result, &error);
  g_assert_no_error (error);
  return result.id;
}

PostilNote *
make_note (const char *article_key, const char *quote, const char *comment, const char *const *tags)
{
  PostilNote *note = postil_note_new ();

  g_assert_true (postil_id_new_random (&note->id, NULL));
  g_free (note->article_key);
  note->article_key = g_strdup (article_key);
  g_free (note->article_title);
  note->article_title = g_strdup ("A title");
  note->article_url = g_strdup ("https://paper.example/a");
  g_free (note->document_hash);
  note->document_hash = g_strdup ("0123456789abcdef");
  note->start = *quote ? 10 : 0;
  note->end = note->start + (guint32) g_utf8_strlen (quote, -1);
  g_free (note->quote);
  note->quote = g_strdup (quote);
  g_free (note->prefix);
  note->prefix = g_strdup (*quote ? "before " : "");
  g_free (note->suffix);
  note->suffix = g_strdup (*quote ? " after" : "");
  note->color = *quote ? 2 : 0;
  g_free (note->comment);
  note->comment = g_strdup (comment);
  if (tags)
    {
      g_strfreev (note->tags);
      note->tags = g_strdupv ((GStrv) tags);
    }
  note->created = NOW;
  note->modified = NOW;
  return note;
}

PostilNote *
put_note (PostilDatabase *database, const char *article_key, const char *quote, const char *comment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = make_note (article_key, quote, comment, NULL);
  PostilNote *stored = postil_notes_insert (database, note, NULL, &error);

  g_assert_no_error (error);
  return stored;
}
