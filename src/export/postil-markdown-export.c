/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article's notes as one Markdown file. The file is meant to live in somebody's notes for years: it says where everything comes
 * from, reads well as plain text, and carries what a later export needs to bring it up to date without touching the reader's own words. */
#include "config.h"

#include "postil-markdown-export.h"

#include "postil-export-error.h"
#include "postil-markdown-block-private.h"
#include "postil-markdown-figures-private.h"
#include "postil-markdown-ledger-private.h"
#include "postil-markdown-link-private.h"
#include "postil-markdown-text-private.h"
#include "postil-markdown-yaml-private.h"

#include <string.h>

#define SHORT_ID 8

typedef struct
{
  const PostilMarkdownInput *input;
  GString *out;
  GHashTable *ids; /* short ids that stand in the file */
} Export;

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const PostilNote *x = *(const PostilNote *const *) a;
  const PostilNote *y = *(const PostilNote *const *) b;

  if (x->orphan != y->orphan)
    return x->orphan ? 1 : -1;
  return postil_note_compare_position (x, y);
}

/* Notes that are not in the trash; on the article first, orphans last. */
static GPtrArray *
sort_notes (GPtrArray *notes)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      PostilNote *note = g_ptr_array_index (notes, i);

      if (note->deleted == 0)
        g_ptr_array_add (sorted, note);
    }
  g_ptr_array_sort (sorted, compare_notes);
  return sorted;
}

static gboolean
has_safe_key (const PostilArticle *article)
{
  if (article->key == NULL || *article->key == '\0')
    return FALSE;
  for (const char *p = article->key; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return FALSE;
  return TRUE;
}

/* The passage stands where the note says it does. */
static gboolean
fits (const PostilMarkdownInput *input, const PostilNote *note)
{
  g_autofree char *slice = NULL;

  if (input->document == NULL || note->orphan || note->start >= note->end
      || note->end > postil_document_get_length (input->document))
    return FALSE;
  slice = postil_document_dup_slice (input->document, note->start, note->end);
  return strcmp (slice, note->quote) == 0;
}

static void
append_note (Export *self, const PostilNote *note, gboolean fitting)
{
  const PostilMarkdownInput *input = self->input;
  PostilMarkdownBlock block = { .note = note, .url = postil_markdown_get_url (input), .style = input->style };
  char id[POSTIL_ID_STRING_SIZE];
  g_autofree char *short_id = NULL;

  postil_id_to_string (&note->id, id);
  short_id = g_strndup (id, SHORT_ID);
  /* Two notes that begin alike: the second is called by its whole name. */
  if (g_hash_table_contains (self->ids, short_id))
    {
      g_free (short_id);
      short_id = g_strdup (id);
    }
  block.id = short_id;
  block.document = fitting ? input->document : NULL;
  if (note->color >= 1 && note->color <= POSTIL_NOTE_N_COLORS && input->color_names != NULL)
    block.color_name = input->color_names[note->color - 1];
  g_string_append_c (self->out, '\n');
  postil_markdown_append_block (self->out, &block);
  g_hash_table_add (self->ids, g_steal_pointer (&short_id));
}

static void
append_heading (GString *out, const char *sign, const char *text)
{
  g_string_append_printf (out, "\n%s ", sign);
  postil_markdown_append_inline (out, text, POSTIL_MARKDOWN_HEADING);
  g_string_append_c (out, '\n');
}

/* The last heading of the article that starts at or before a place; from: where the search of the note before ended. */
static const PostilBlock *
find_heading (PostilDocument *document, gsize start, gsize *from)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);
  const PostilBlock *found = NULL;

  for (; *from < n_blocks && blocks[*from].start <= start; (*from)++)
    if (blocks[*from].kind == POSTIL_BLOCK_HEADING)
      found = &blocks[*from];
  return found;
}

static void
follow_heading (Export *self, const PostilNote *note, gsize *from)
{
  const PostilBlock *heading = find_heading (self->input->document, note->start, from);
  g_autofree char *text = NULL;

  if (heading == NULL)
    return;
  text = postil_document_dup_slice (self->input->document, heading->start, heading->end);
  g_strstrip (text);
  if (*text != '\0')
    append_heading (self->out, "###", text);
}

static void
append_article_notes (Export *self, GPtrArray *notes)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);

      if (!postil_note_is_on_article (note))
        continue;
      if (!begun)
        append_heading (self->out, "##", "Notes on the article");
      begun = TRUE;
      append_note (self, note, FALSE);
    }
}

static void
append_highlights (Export *self, GPtrArray *notes)
{
  gboolean begun = FALSE;
  gboolean lost = FALSE;
  gsize from = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);
      gboolean fitting = fits (self->input, note);

      if (postil_note_is_on_article (note))
        continue;
      if (!begun)
        append_heading (self->out, "##", "Highlights");
      begun = TRUE;
      if (fitting)
        follow_heading (self, note, &from);
      if (note->orphan && !lost)
        append_heading (self->out, "###", "Not in the newest text");
      lost = note->orphan;
      append_note (self, note, fitting);
    }
}

static void
append_source_part (GString *out, gsize start)
{
  g_string_append (out, out->len > start ? " · " : "");
}

/* Source: [The Example](https://…) · Jane Doe · 2026-11-20 */
static void
append_source_line (GString *out, const PostilMarkdownInput *input)
{
  const char *site = postil_markdown_get_site (input);
  const char *url = postil_markdown_get_url (input);
  const char *byline = postil_markdown_get_byline (input);
  g_autofree char *published = postil_markdown_make_published (input);
  g_autoptr (GString) line = g_string_new (NULL);

  if (url != NULL && *url != '\0')
    postil_markdown_append_link (line, site != NULL && *site != '\0' ? site : url, url);
  else if (site != NULL)
    postil_markdown_append_inline (line, site, POSTIL_MARKDOWN_INLINE);
  if (byline != NULL && *byline != '\0')
    {
      append_source_part (line, 0);
      postil_markdown_append_inline (line, byline, POSTIL_MARKDOWN_INLINE);
    }
  if (published != NULL)
    {
      append_source_part (line, 0);
      g_string_append_len (line, published, (gssize) strcspn (published, "T"));
    }
  if (line->len > 0)
    g_string_append_printf (out, "\nSource: %s\n", line->str);
}

/**
 * postil_markdown_export_article:
 * @input: an article with what is known of it
 * @error: return location; %POSTIL_EXPORT_ERROR_UNSAFE for an article without a proper key, since a later export could not find its file
 *
 * Writes the whole file: front matter, title, source, notes on the article, highlights in the order of the text under the article's own
 * headings, the figures, and a last line for postil_markdown_merge(). Everything but comments is escaped. UTF-8, LF, a final line feed; the same input gives the same bytes;
 * linear in the input.
 *
 * Returns: (transfer full) (nullable): the file; any thread
 */
char *
postil_markdown_export_article (const PostilMarkdownInput *input, GError **error)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) out = NULL;
  Export self = { .input = input, .ids = ids };
  const char *title = NULL;

  g_return_val_if_fail (input != NULL && input->article != NULL, NULL);

  if (!has_safe_key (input->article))
    {
      g_set_error (error, POSTIL_EXPORT_ERROR, POSTIL_EXPORT_ERROR_UNSAFE, "“%s” cannot be exported: its key is not safe",
                   input->article->title != NULL ? input->article->title : "");
      return NULL;
    }
  notes = sort_notes (input->notes);
  out = g_string_sized_new (4096);
  self.out = out;
  postil_markdown_append_front_matter (out, input, notes);
  title = postil_markdown_get_title (input);
  append_heading (out, "#", title != NULL && *title != '\0' ? title : "Untitled");
  append_source_line (out, input);
  append_article_notes (&self, notes);
  append_highlights (&self, notes);
  if (input->with_figures && input->document != NULL && input->analysis != NULL)
    postil_markdown_append_figures (out, input->document, input->analysis);
  postil_markdown_append_ledger (out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * postil_markdown_hash:
 * @file_text: a whole file
 *
 * Makes the hash by which a file is known to be as we wrote it.
 *
 * Returns: (transfer full): SHA-256 as 64 hexadecimal digits; any thread
 */
char *
postil_markdown_hash (const char *file_text)
{
  g_return_val_if_fail (file_text != NULL, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, file_text, -1);
}

/**
 * postil_markdown_is_untouched:
 * @file_text: a file as it stands now
 * @written_hash: (nullable): postil_markdown_hash() of what was written
 *
 * Compares every byte, line ends and byte order mark too.
 *
 * Returns: whether the file is as it was written; any thread
 */
gboolean
postil_markdown_is_untouched (const char *file_text, const char *written_hash)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (file_text != NULL, FALSE);

  hash = postil_markdown_hash (file_text);
  return g_strcmp0 (hash, written_hash) == 0;
}
