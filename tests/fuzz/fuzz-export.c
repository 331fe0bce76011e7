/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any passage, any file that was exported once: what is written is UTF-8 and has its markers where they belong; a file somebody made
 * of it is merged without a word lost outside our blocks, and merged again it stays as it is. Input: passage, comment and what is
 * put into the file, between NULs. */
#include "config.h"

#include "fuzz-target.h"

#include "postil-markdown-blocks.h"
#include "postil-markdown-export.h"
#include "postil-markdown-merge.h"

#include <string.h>

const char fuzz_target_name[] = "export";
const guint fuzz_target_runs = 3000;

static const char *const seeds[][3] = {
  { "# one\n- two\n1. three\n```\n    four", "A *comment*\n\n```\nopen", "My own words.\n" },
  { "[a](javascript:alert(1)) <b> ![[x]] $$ %% ==", "| a | b |\n|---|---|", "---\ntitle: \"x\n---\n" },
  { "<!-- postil:end 00000001 -->\n<!-- postil:begin 00000001 000000 -->", "<!-- postil:file - 00000001 -->",
    "<!-- postil:begin" },
  { "> quote\n>\n> more \\", "[^1]: x\n\n* a\n  * b", "tags: [a, b]\r\n# c\r\n" },
};

GPtrArray *
fuzz_target_seeds (void)
{
  GPtrArray *bytes = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GString) input = g_string_new (NULL);

      for (int j = 0; j < 3; j++)
        {
          g_string_append (input, seeds[i][j]);
          g_string_append_c (input, '\0');
        }
      g_ptr_array_add (bytes, g_string_free_to_bytes (g_steal_pointer (&input)));
    }
  return bytes;
}

static char *
take_part (const guint8 **data, gsize *size)
{
  const guint8 *end = memchr (*data, '\0', *size);
  gsize length = end != NULL ? (gsize) (end - *data) : *size;
  char *part = g_utf8_make_valid ((const char *) *data, (gssize) length);

  *size -= length + (end != NULL ? 1 : 0);
  *data += length + (end != NULL ? 1 : 0);
  return part;
}

static PostilNote *
make_note (guint8 number, const char *quote, const char *comment)
{
  PostilNote *note = postil_note_new ();

  note->id.bytes[3] = number;
  g_free (note->quote);
  note->quote = g_strdup (quote);
  g_free (note->comment);
  note->comment = g_strdup (comment);
  note->start = number;
  note->end = number + (guint32) g_utf8_strlen (quote, -1);
  note->color = note->end > note->start ? 1 : 0;
  if (note->end == note->start)
    note->start = note->end = 0;
  return note;
}

static char *
make_file (const char *title, const char *first, const char *second, const char *comment)
{
  g_autoptr (PostilArticle) article = postil_article_new ();
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  PostilMarkdownInput input = { .article = article, .notes = notes };
  char *text = NULL;

  g_free (article->key);
  article->key = g_strdup ("0123456789abcdef0123456789abcdef");
  g_free (article->title);
  article->title = g_strdup (title);
  g_ptr_array_add (notes, make_note (1, first, comment));
  g_ptr_array_add (notes, make_note (2, second, ""));
  text = postil_markdown_export_article (&input, NULL);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    g_error ("no file, or not UTF-8");
  return text;
}

static void
check_blocks (const char *text)
{
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);

  if (blocks->len != 2)
    g_error ("%u blocks in\n%s", blocks->len, text);
  for (guint i = 0; i < blocks->len; i++)
    if (g_array_index (blocks, PostilMarkdownBlockRange, i).state != POSTIL_MARKDOWN_BLOCK_INTACT)
      g_error ("block %u is not intact in\n%s", i, text);
}

/* The reader puts his words somewhere into the file, even into a marker. */
static char *
put_into (const char *file, const char *words, gsize at)
{
  return g_strdup_printf ("%.*s%s%s", (int) at, file, words, file + at);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize place = size > 0 ? (gsize) data[0] * 31 + data[size - 1] : 0;
  g_autofree char *passage = take_part (&data, &size);
  g_autofree char *comment = take_part (&data, &size);
  g_autofree char *words = take_part (&data, &size);
  g_autofree char *made = make_file (words, passage, words, comment);
  g_autofree char *later = make_file (passage, passage, "other", words);
  g_autofree char *edited = put_into (made, words, place % (strlen (made) + 1));
  g_autofree char *merged = postil_markdown_merge (edited, later, FALSE, NULL);
  g_autofree char *again = postil_markdown_merge (merged, later, FALSE, NULL);
  g_autofree char *same = postil_markdown_merge (made, made, FALSE, NULL);
  g_autofree char *wild = postil_markdown_merge (words, later, FALSE, NULL);
  g_autofree char *tame = postil_markdown_merge (wild, later, FALSE, NULL);

  check_blocks (made);
  check_blocks (later);
  if (strcmp (same, made) != 0)
    g_error ("merging a file with itself changed it:\n%s\n---\n%s", made, same);
  if (strcmp (again, merged) != 0)
    g_error ("merging twice is not merging once:\n--- file\n%s\n--- once\n%s\n--- twice\n%s", edited, merged, again);
  if (strcmp (tame, wild) != 0)
    g_error ("merging twice is not merging once:\n--- file\n%s\n--- once\n%s\n--- twice\n%s", words, wild, tame);
  return 0;
}
