/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of notes is one deed: all of them are made in one transaction and taken back by one undo. A note whose article is here is
 * found in its text by its words, or becomes an orphan; one whose article is not here remembers title and address, and is laid on the
 * article when it comes. Nothing that is in the library is changed. */
#include "config.h"

#include "postil-notes-import-private.h"

#include "postil-anchor.h"
#include "postil-article-record-private.h"
#include "postil-articles-table.h"
#include "postil-notes-table.h"
#include "postil-search-language.h"
#include "postil-search-table.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 60     /* code points of a quote in a remark */
#define MAX_NAMESAKES 20 /* articles of one title looked at */

PostilNotesImport *
postil_notes_import_new (PostilForeignNotes *foreign, const char *label, gint64 now)
{
  PostilNotesImport *self = g_new0 (PostilNotesImport, 1);

  self->foreign = foreign;
  self->label = g_strdup (label);
  self->now = now;
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
postil_notes_import_free (PostilNotesImport *self)
{
  postil_foreign_notes_free (self->foreign);
  g_free (self->label);
  g_ptr_array_unref (self->remarks);
  g_hash_table_unref (self->keys);
  g_free (self);
}

/* --- the article a note speaks of --- */

typedef struct
{
  char *name; /* (nullable) what the article was looked for by */
  PostilArticle *article;
  PostilDocument *document;
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->name, g_free);
  g_clear_pointer (&place->article, postil_article_unref);
  g_clear_object (&place->document);
}

static gboolean
is_titled (const PostilArticle *article, const char *title)
{
  g_autofree char *a = g_utf8_casefold (article->title, -1);
  g_autofree char *b = g_utf8_casefold (title, -1);

  return strcmp (g_strstrip (a), g_strstrip (b)) == 0;
}

/* An article of just that title; 0 when there is none, or several. */
static gint64
find_title (PostilDatabase *database, const char *title)
{
  g_autofree char *words = g_strdelimit (g_strdup (title), "\"\\\n", ' ');
  g_autofree char *text = g_strdup_printf ("title:\"%s\"", words);
  g_autoptr (PostilFilter) filter = *g_strstrip (words) != '\0' ? postil_search_language_parse_now (text, FALSE, NULL) : NULL;
  const PostilSearchQuery query = { .filter = filter, .limit = MAX_NAMESAKES };
  g_autoptr (GArray) ids = filter != NULL ? postil_search_article_ids (database, &query, NULL) : NULL;
  g_autoptr (GPtrArray) articles = ids != NULL ? postil_articles_get_many (database, ids, NULL) : NULL;
  gint64 found = 0;

  for (guint i = 0; articles != NULL && i < articles->len; i++)
    {
      const PostilArticle *article = g_ptr_array_index (articles, i);

      if (article == NULL || !is_titled (article, title))
        continue;
      if (found != 0)
        return 0;
      found = article->id;
    }
  return found;
}

static gint64
find_article (PostilDatabase *database, const PostilNote *note)
{
  gint64 id = *note->article_key != '\0' ? postil_articles_find (database, note->article_key, NULL) : 0;
  g_autofree char *key = note->article_url != NULL ? postil_article_record_make_page_key (note->article_url) : NULL;

  if (id == 0 && note->article_url != NULL)
    id = postil_articles_find_url (database, note->article_url, NULL);
  if (id == 0 && key != NULL)
    id = postil_articles_find (database, key, NULL);
  if (id == 0 && note->article_url == NULL && *note->article_title != '\0')
    id = find_title (database, note->article_title);
  return id;
}

/* Notes of one article come together: the last one is kept. */
static gboolean
go_to_article (PostilDatabase *database, Place *place, const PostilNote *note, GError **error)
{
  g_autofree char *name
      = g_strjoin ("\n", note->article_key, note->article_title, note->article_url != NULL ? note->article_url : "", NULL);
  gint64 id = 0;

  if (g_strcmp0 (place->name, name) == 0)
    return TRUE;
  place_clear (place);
  place->name = g_steal_pointer (&name);
  id = find_article (database, note);
  if (id == 0)
    return TRUE;
  place->article = postil_articles_get (database, id, error);
  if (place->article != NULL)
    place->document = postil_articles_load_document (database, id, place->article->version, error);
  return place->document != NULL;
}

/* --- one note --- */

static void
replace (char **field, char *with)
{
  g_free (*field);
  *field = with;
}

static void
remark (PostilNotesImport *self, const PostilNote *note, const char *reason)
{
  const char *words = *note->quote != '\0' ? note->quote : note->comment;
  g_autofree char *shown = g_utf8_strlen (words, -1) > MAX_SHOWN ? g_utf8_substring (words, 0, MAX_SHOWN) : g_strdup (words);

  /* Translators: a file name, the first words of a note, and the reason */
  g_ptr_array_add (self->remarks, g_strdup_printf (_ ("“%s”: “%s”: %s"), self->label, g_strdelimit (shown, "\n", ' '), reason));
}

static void
place_on_article (PostilNotesImport *self, PostilNote *note, const Place *place)
{
  const PostilAnchor anchor = { note->quote, note->prefix, note->suffix, note->start, note->end };
  gsize start = 0;
  gsize end = 0;
  double confidence = 0.0;

  replace (&note->article_key, g_strdup (place->article->key));
  replace (&note->article_title, g_strdup (place->article->title));
  replace (&note->article_url, g_strdup (place->article->url));
  replace (&note->document_hash, postil_document_hash_text (place->document));
  if (postil_note_is_on_article (note))
    {
      self->n_placed++;
      return;
    }
  if (postil_anchor_find (&anchor, place->document, &start, &end, &confidence) && confidence >= POSTIL_ANCHOR_CERTAIN
      && end > start)
    {
      postil_note_set_passage (note, place->document, start, end);
      self->n_placed++;
      return;
    }
  note->orphan = TRUE;
  self->n_orphaned++;
  remark (self, note, _ ("these words are not in the article; the note is kept without its place"));
}

static void
remember_article (PostilNotesImport *self, PostilNote *note)
{
  if (*note->article_key == '\0')
    replace (&note->article_key, note->article_url != NULL ? postil_article_record_make_page_key (note->article_url)
                                                           : postil_article_record_make_title_key (note->article_title));
  if (*note->article_title == '\0' && note->article_url != NULL)
    replace (&note->article_title, g_strdup (note->article_url));
  self->n_remembered++;
}

static PostilNote *
get_known (PostilDatabase *database, const PostilId *id)
{
  return postil_notes_get (database, id, NULL);
}

/* 1 made, 0 known already, -1 error */
static int
store_note (PostilDatabase *database, PostilNotesImport *self, Place *place, const PostilNote *foreign, PostilNote **stored,
            GError **error)
{
  g_autoptr (PostilNote) note = postil_note_copy (foreign);
  g_autoptr (PostilNote) known = get_known (database, &foreign->id);

  *stored = NULL;
  if (known != NULL)
    {
      self->n_known++;
      remark (self, foreign, known->deleted != 0 ? _ ("it is in the trash") : _ ("it is in the library already"));
      return 0;
    }
  if (!go_to_article (database, place, note, error))
    return -1;
  if (note->created == 0)
    note->created = self->now;
  note->modified = MAX (note->modified, note->created);
  if (place->article != NULL)
    place_on_article (self, note, place);
  else
    remember_article (self, note);
  if (!postil_note_validate (note, error))
    return -1;
  g_hash_table_add (self->keys, g_strdup (note->article_key));
  *stored = postil_notes_insert (database, note, note->orphan ? NULL : place->document, error);
  return *stored != NULL ? 1 : -1;
}

static gboolean
store_all (PostilDatabase *database, PostilNotesImport *self, GCancellable *cancellable, GError **error)
{
  Place place = { .name = NULL };
  PostilDeedRow deed = { .kind = (char *) POSTIL_DEED_IMPORT_NOTES };
  gboolean done = TRUE;

  for (guint i = 0; done && i < self->foreign->notes->len; i++)
    {
      g_autoptr (PostilNote) stored = NULL;

      done = !g_cancellable_set_error_if_cancelled (cancellable, error)
             && store_note (database, self, &place, g_ptr_array_index (self->foreign->notes, i), &stored, error) >= 0;
      if (stored != NULL)
        {
          deed.before = deed.before == 0 ? stored->sequence : deed.before;
          deed.after = stored->sequence;
        }
    }
  place_clear (&place);
  return done && (deed.after == 0 || postil_deeds_add (database, &deed, error));
}

/* A #PostilStoreJob; data: a PostilNotesImport, whose counts are filled in. All notes of the file, or none. */
gboolean
postil_notes_import_store (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  PostilNotesImport *self = data;

  for (guint i = 0; i < self->foreign->skipped->len; i++)
    g_ptr_array_add (self->remarks,
                     g_strdup_printf ("“%s”: %s", self->label, (const char *) g_ptr_array_index (self->foreign->skipped, i)));
  if (self->foreign->notes->len == 0)
    return TRUE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_undo_end (database, store_all (database, self, cancellable, error), error);
}

/* Takes a batch away or brings it back: notes made in one transaction follow each other. keys: (element-type utf8) articles whose
 * notes changed are added. */
gboolean
postil_notes_import_set_removed (PostilDatabase *database, const PostilDeedRow *deed, gboolean removed, GHashTable *keys,
                                 GError **error)
{
  const PostilNotesQuery query = { .with_trash = TRUE };
  g_autoptr (GPtrArray) notes = postil_notes_list (database, &query, error);
  gint64 now = postil_time_now ();

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);

      if (note->sequence < deed->before || note->sequence > deed->after || (note->deleted != 0) == removed)
        continue;
      if (!postil_notes_set_deleted (database, &note->id, removed, now, error))
        return FALSE;
      g_hash_table_add (keys, g_strdup (note->article_key));
    }
  return notes != NULL;
}
