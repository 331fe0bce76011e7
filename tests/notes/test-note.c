/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes: passages, order, what may be stored. */
#include "config.h"

#include "postil-document-builder.h"
#include "postil-note.h"
#include "postil-notes-error.h"

#include <string.h>

static PostilDocument *
make_document (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GError) error = NULL;
  PostilDocument *document;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "Größe zählt: ByteDance 字节跳动 grows.");
  document = postil_document_builder_finish (builder, &error);
  g_assert_no_error (error);
  return document;
}

static PostilNote *
make_note (PostilDocument *document, gsize start, gsize end, guint color)
{
  PostilNote *note = postil_note_new ();

  g_free (note->article_key);
  note->article_key = g_strdup ("0123456789abcdef0123456789abcdef");
  note->color = color;
  postil_note_set_passage (note, document, start, end);
  return note;
}

static void
test_passage (void)
{
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (PostilNote) note = make_note (document, 13, 27, 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (note->quote, ==, "ByteDance 字节跳动");
  g_assert_cmpstr (note->prefix, ==, "Größe zählt: ");
  g_assert_cmpstr (note->suffix, ==, " grows.");
  g_assert_true (postil_note_validate (note, &error));
  g_assert_no_error (error);
  g_assert_false (postil_note_is_on_article (note));
}

static void
test_clamped (void)
{
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (PostilNote) past = make_note (document, 28, 4000, 2);
  g_autoptr (PostilNote) whole = make_note (document, 9000, 9001, 0);

  g_assert_cmpstr (past->quote, ==, "grows.");
  g_assert_cmpuint (past->end, ==, postil_document_get_length (document));
  g_assert_true (postil_note_is_on_article (whole));
  g_assert_cmpstr (whole->quote, ==, "");
}

static void
assert_refused (PostilNote *note, const char *cause)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (postil_note_validate (note, &error));
  g_assert_error (error, POSTIL_NOTES_ERROR, POSTIL_NOTES_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, cause));
}

static void
test_refused (void)
{
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (PostilNote) colourless = make_note (document, 0, 5, 0);
  g_autoptr (PostilNote) unknown = make_note (document, 0, 5, 6);
  g_autoptr (PostilNote) backwards = make_note (document, 0, 5, 1);
  g_autoptr (PostilNote) wrong_quote = make_note (document, 0, 5, 1);
  g_autoptr (PostilNote) nowhere = make_note (document, 0, 5, 1);

  assert_refused (colourless, "no colour");
  assert_refused (unknown, "unknown");
  backwards->start = 7;
  assert_refused (backwards, "ends before");
  wrong_quote->end = 6;
  assert_refused (wrong_quote, "quote");
  nowhere->article_key[0] = '\0';
  assert_refused (nowhere, "no article");
}

static void
test_order (void)
{
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (PostilNote) whole = make_note (document, 0, 0, 0);
  g_autoptr (PostilNote) outer = make_note (document, 2, 20, 1);
  g_autoptr (PostilNote) inner = make_note (document, 2, 8, 1);
  g_autoptr (PostilNote) copy = postil_note_copy (inner);

  g_assert_cmpint (postil_note_compare_position (whole, outer), <, 0);
  g_assert_cmpint (postil_note_compare_position (outer, inner), <, 0);
  g_assert_cmpint (postil_note_compare_position (inner, outer), >, 0);
  g_assert_cmpint (postil_note_compare_position (inner, copy), ==, 0);
  copy->sequence = 9;
  g_assert_cmpint (postil_note_compare_position (inner, copy), <, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/note/passage", test_passage);
  g_test_add_func ("/notes/note/clamped", test_clamped);
  g_test_add_func ("/notes/note/refused", test_refused);
  g_test_add_func ("/notes/note/order", test_order);
  return g_test_run ();
}
