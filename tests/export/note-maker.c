/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles, documents and notes for the tests of the room export: fixed ids, fixed times. */
#include "config.h"

#include "note-maker.h"

#include <string.h>

const char *const note_maker_colors[POSTIL_NOTE_N_COLORS + 1] = { "yellow", "green", "blue", "pink", "purple", NULL };

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

PostilArticle *
note_maker_article (const char *title, const char *url)
{
  PostilArticle *article = postil_article_new ();

  set_text (&article->key, NOTE_MAKER_KEY);
  set_text (&article->title, title);
  set_text (&article->source, "The Harbour Post");
  set_text (&article->url, url);
  article->published = NOTE_MAKER_TIME;
  article->published_is_day = TRUE;
  article->added = NOTE_MAKER_TIME + G_TIME_SPAN_HOUR;
  return article;
}

/* A note on the whole article. number: 1 and up, makes the id. */
PostilNote *
note_maker_note (guint number, const char *comment, const char *tags)
{
  PostilNote *note = postil_note_new ();

  for (guint i = 0; i < 4; i++)
    note->id.bytes[i] = (guint8) (number >> (24 - 8 * i));
  note->id.bytes[15] = 1;
  note->sequence = number;
  set_text (&note->article_key, NOTE_MAKER_KEY);
  set_text (&note->comment, comment);
  g_strfreev (note->tags);
  note->tags = postil_tags_parse (tags);
  note->created = NOTE_MAKER_TIME + (gint64) number * G_TIME_SPAN_SECOND;
  note->modified = note->created;
  return note;
}

/* A highlight of a text that is not there any more. */
PostilNote *
note_maker_quote (guint number, const char *quote, const char *comment)
{
  PostilNote *note = note_maker_note (number, comment, "");

  set_text (&note->quote, quote);
  note->start = number * 10;
  note->end = note->start + (guint) MAX (g_utf8_strlen (quote, -1), 1);
  note->color = 1 + number % POSTIL_NOTE_N_COLORS;
  return note;
}

/* A highlight of the first place where the passage stands. */
PostilNote *
note_maker_passage (guint number, PostilDocument *document, const char *passage, const char *comment)
{
  PostilNote *note = note_maker_note (number, comment, "");
  const char *text = postil_document_get_text (document);
  const char *found = strstr (text, passage);
  gsize start = 0;

  g_assert_nonnull (found);
  start = (gsize) g_utf8_strlen (text, found - text);
  postil_note_set_passage (note, document, start, start + (gsize) g_utf8_strlen (passage, -1));
  note->color = 1;
  return note;
}

/* (transfer full) of the note too. */
GPtrArray *
note_maker_list (PostilNote *note)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);

  if (note != NULL)
    g_ptr_array_add (notes, note);
  return notes;
}

char *
note_maker_export (PostilArticle *article, PostilDocument *document, GPtrArray *notes)
{
  PostilMarkdownInput input = { .article = article, .document = document, .notes = notes, .color_names = note_maker_colors };
  g_autoptr (GError) error = NULL;
  char *text = postil_markdown_export_article (&input, &error);

  g_assert_no_error (error);
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, "\n"));
  g_assert_null (strchr (text, '\r'));
  return text;
}
