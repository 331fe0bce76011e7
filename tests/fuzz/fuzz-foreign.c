/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of other tools from any bytes: whatever is read can be stored once it has an article, and is the same each time. */
#include "config.h"

#include "fuzz-target.h"

#include "postil-foreign-notes.h"

#include <string.h>

const char fuzz_target_name[] = "foreign";
const guint fuzz_target_runs = 6000;

static const char *const seeds[] = {
  "{\"rows\":[{\"id\":\"a\",\"uri\":\"https://a.example/\",\"text\":\"c\",\"tags\":[\"t\"],\"target\":[{\"selector\":"
  "[{\"type\":\"TextPositionSelector\",\"start\":7},{\"type\":\"TextQuoteSelector\",\"exact\":\"q\",\"prefix\":\"p\"}]}]}]}",
  "{\"type\":\"Annotation\",\"id\":\"postil://note/00000000000000000000000000000001\",\"body\":{\"value\":\"c\"},\"target\":"
  "{\"source\":{\"id\":\"urn:postil:article:ab\"},\"selector\":{\"refinedBy\":{\"type\":\"TextQuoteSelector\",\"exact\":\"q\"}}}"
  "}",
  "[{\"title\":\"T\",\"url\":\"u\",\"annotations\":[{\"id\":4,\"text\":\"c\",\"quote\":\"q\"}]}]",
  "[{\"title\":\"T\",\"highlights\":[{\"quote\":\"q\",\"labels\":[{\"name\":\"n\"}]}]}]",
  "{\"documents\":[{\"title\":\"T\",\"entries\":[{\"text\":\"q\",\"time\":1735786800}]}]}",
  "Highlight,Book Title,Note,Tags,Highlighted at\r\n\"a \"\"b\"\"\",T,n,\"x, y\",2025-01-31 09:30:00+00:00\r\n",
  "T (A)\r\n- Your Highlight | Location 1-2 | Added on Sunday, January 5, 2025\r\n\r\nq\r\n==========\r\n"
  "T (A)\r\n- Your Note | Location 2 | x\r\n\r\nn\r\n==========\r\n",
};

GPtrArray *
fuzz_target_seeds (void)
{
  GPtrArray *bytes = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    g_ptr_array_add (bytes, g_bytes_new_static (seeds[i], strlen (seeds[i])));
  return bytes;
}

static void
check_note (const PostilNote *note, const PostilNote *other)
{
  g_autoptr (PostilNote) copy = postil_note_copy (note);
  g_autoptr (GError) error = NULL;

  g_free (copy->article_key);
  copy->article_key = g_strdup ("key");
  if (!postil_note_validate (copy, &error))
    g_error ("%s", error->message);
  if (!postil_id_equal (&note->id, &other->id) || strcmp (note->quote, other->quote) != 0)
    g_error ("the same bytes make another note");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (PostilForeignNotes) notes = postil_foreign_notes_parse ((const char *) data, size, NULL);
  g_autoptr (PostilForeignNotes) again = postil_foreign_notes_parse ((const char *) data, size, NULL);

  if ((notes == NULL) != (again == NULL) || (notes != NULL && notes->notes->len != again->notes->len))
    g_error ("the same bytes make other notes");
  for (guint i = 0; notes != NULL && i < notes->notes->len; i++)
    check_note (g_ptr_array_index (notes->notes, i), g_ptr_array_index (again->notes, i));
  return 0;
}
