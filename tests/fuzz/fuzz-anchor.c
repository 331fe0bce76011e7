/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a passage in any text: what is found lies in the text, is the same each time, and no place lies over another; words
 * that stand in the text once, and long, are found where they stand. Input: quote, prefix, suffix and text between NULs. */
#include "config.h"

#include "fuzz-target.h"

#include "postil-anchor.h"
#include "postil-document-builder.h"

#include <string.h>

#define MAX_PLACES 5

const char fuzz_target_name[] = "anchor";
const guint fuzz_target_runs = 4000;

static const char *const seeds[][4] = {
  { "grown by a tenth", "sales in the north had ", ", and the shares",
    "Its sales in the north had grown by a tenth, and the shares rose." },
  { "grown by a tenth", "north had ", ".", "Sales had shrunk. In the south they had grown by nearly a tenth.\nThe end." },
  { "“quoted” — dash", "it’s ", " fi", "It's \"quoted\" - dash ﬁ and more of it's “quoted” — dash fi" },
  { "字节跳动", "在", "工作", "他在字节跳动工作。字节跳动很大。" },
  { "a a a a", "", "", "a a a a a a a a a a a a a a a a" },
  { "and the shares rose in early trading", "half of that, ", " in London",
    "The company said on Monday that its sales in the north had grown by a tenth, while costs stayed where they were.\n"
    "Analysts expected half of that, and the shares rose in early trading in London before they fell again at noon.\n"
    "Its rival will report next week, after a year of losses and two changes at the top of the firm." },
  { "e\xcc\x81t\xc3\xa9", "l'", " fut", "L'été fut long; l'e\xcc\x81te\xcc\x81 fut court." },
};

GPtrArray *
fuzz_target_seeds (void)
{
  GPtrArray *bytes = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GString) input = g_string_new (NULL);

      for (int j = 0; j < 4; j++)
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
  gsize length = end ? (gsize) (end - *data) : *size;
  char *part = g_utf8_make_valid ((const char *) *data, (gssize) length);

  *size -= length + (end != NULL);
  *data += length + (end != NULL);
  return part;
}

static PostilDocument *
make_document (const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (guint i = 0; paragraphs[i]; i++)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, paragraphs[i]);
  return postil_document_builder_finish (builder, NULL);
}

static void
check_found (const PostilAnchor *anchor, PostilDocument *document)
{
  gsize length = postil_document_get_length (document);
  gsize start = 0, end = 0, start_again = 0, end_again = 0;
  double confidence = -1, again = -1;

  if (!postil_anchor_find (anchor, document, &start, &end, &confidence))
    return;
  g_assert_cmpuint (start, <, end);
  g_assert_cmpuint (end, <=, length);
  g_assert_true (confidence >= 0 && confidence <= 1);
  g_assert_true (postil_anchor_find (anchor, document, &start_again, &end_again, &again));
  g_assert_cmpuint (start, ==, start_again);
  g_assert_cmpuint (end, ==, end_again);
}

static void
check_list (const PostilAnchor *anchor, PostilDocument *document)
{
  PostilAnchorCandidate places[MAX_PLACES];
  guint n = postil_anchor_list (anchor, document, places, MAX_PLACES);

  g_assert_cmpuint (n, <=, MAX_PLACES);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (places[i].start, <, places[i].end);
      g_assert_cmpuint (places[i].end, <=, postil_document_get_length (document));
      g_assert_true (places[i].confidence >= 0 && places[i].confidence <= 1);
    }
}

/* A passage cut from the text itself, with its own surroundings, is found where it was cut. */
static void
check_own_passage (PostilDocument *document, guint32 where)
{
  gsize length = postil_document_get_length (document);
  gsize start, end, found_start = 0, found_end = 0;
  g_autofree char *quote = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *suffix = NULL;
  const char *text = postil_document_get_text (document);
  double confidence = 0;

  if (length < 120)
    return;
  start = 40 + where % (length - 110);
  end = start + 30;
  quote = postil_document_dup_slice (document, start, end);
  prefix = postil_document_dup_slice (document, start - 32, start);
  suffix = postil_document_dup_slice (document, end, end + 32);
  if (strstr (text, quote) != g_strrstr (text, quote) || g_ascii_isspace (quote[0])
      || g_ascii_isspace (quote[strlen (quote) - 1]))
    return;
  if (postil_anchor_find (&(PostilAnchor){ quote, prefix, suffix, (guint32) start, (guint32) end }, document, &found_start,
                          &found_end, &confidence)
      && confidence >= POSTIL_ANCHOR_CERTAIN)
    g_assert_true (found_start < end && start < found_end);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint32 where = (guint32) size * 2654435761u;
  g_autofree char *quote = take_part (&data, &size);
  g_autofree char *prefix = take_part (&data, &size);
  g_autofree char *suffix = take_part (&data, &size);
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (PostilDocument) document = make_document (text);
  const PostilAnchor anchor = { quote, prefix, suffix, where % 1000, where % 1000 + 10 };

  if (!document)
    return 0;
  check_found (&anchor, document);
  check_list (&anchor, document);
  check_own_passage (document, where);
  return 0;
}
