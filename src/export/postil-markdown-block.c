/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One note as a block of an exported file. What stands between the markers is hashed into the first one, so that a later export can
 * tell from the file alone whether the reader changed it. */
#include "config.h"

#include "postil-markdown-block-private.h"

#include "postil-markdown-blocks.h"
#include "postil-markdown-export.h"
#include "postil-markdown-link-private.h"
#include "postil-markdown-text-private.h"
#include "postil-time.h"

#include <string.h>

#define OBJECT "\xef\xbf\xbc" /* U+FFFC stands for an image or a rule in a document */
#define SEPARATOR " · "

static gboolean
is_object_line (const char *line, gsize length)
{
  return length == strlen (OBJECT) && memcmp (line, OBJECT, length) == 0;
}

/* A line feed inside one block of the article (code, a table) is a line break, any other ends a paragraph. */
static gboolean
is_inside_block (const PostilMarkdownBlock *block, gsize offset)
{
  const PostilBlock *range = block->document != NULL ? postil_document_get_block_at (block->document, offset) : NULL;

  return range != NULL && offset >= range->start && offset < range->end;
}

static void
append_passage (GString *out, const PostilMarkdownBlock *block)
{
  g_autofree char *quote = postil_markdown_clean (block->note->quote);
  gsize offset = block->note->start;
  gboolean breaks = FALSE;
  gsize start = out->len;

  for (const char *p = quote, *end = p + strlen (p); p < end;)
    {
      gsize length = postil_markdown_line_length (p, end);
      gboolean says = !postil_markdown_is_blank (p, length) && !is_object_line (p, length);

      if (says)
        {
          if (out->len > start)
            g_string_append (out, breaks ? "\\\n" : "\n>\n");
          g_string_append (out, "> ");
          postil_markdown_append_line (out, p, length, POSTIL_MARKDOWN_PARAGRAPH);
        }
      offset += (gsize) g_utf8_strlen (p, (gssize) length);
      /* An empty line cannot be part of a paragraph. */
      breaks = says && is_inside_block (block, offset);
      offset++;
      p += length + 1;
    }
  if (out->len == start)
    g_string_append (out, "> (image)");
  g_string_append_c (out, '\n');
}

static void
append_separator (GString *out, gsize start)
{
  if (out->len > start)
    g_string_append (out, SEPARATOR);
}

static void
append_tags (GString *out, const PostilNote *note, gsize start)
{
  gboolean first = TRUE;

  for (gsize i = 0; note->tags != NULL && note->tags[i] != NULL; i++)
    {
      g_autofree char *tag = postil_markdown_export_tag (note->tags[i]);

      if (tag == NULL)
        continue;
      if (first)
        append_separator (out, start);
      g_string_append_printf (out, "%s#%s", first ? "" : " ", tag);
      first = FALSE;
    }
}

/* yellow · #apple · 2026-11-20 · [passage](postil://note/…) · [source](https://…) */
static void
append_meta (GString *out, const PostilMarkdownBlock *block)
{
  const PostilNote *note = block->note;
  PostilDay day = postil_time_to_day (note->created);
  g_autofree char *source = NULL;
  char id[POSTIL_ID_STRING_SIZE];
  gsize start = out->len;

  postil_id_to_string (&note->id, id);
  if (block->color_name != NULL)
    postil_markdown_append_inline (out, block->color_name, POSTIL_MARKDOWN_INLINE);
  append_tags (out, note, start);
  if (note->created != 0 && postil_day_is_valid (day))
    {
      g_autofree char *date = postil_day_to_iso (day);

      append_separator (out, start);
      g_string_append (out, date);
    }
  if (note->orphan)
    {
      append_separator (out, start);
      g_string_append (out, "not in the newest text");
    }
  append_separator (out, start);
  g_string_append_printf (out, "[%s](postil://note/%s)", postil_note_is_on_article (note) ? "note" : "passage", id);
  if (!postil_note_is_on_article (note))
    source = postil_markdown_make_passage_url (block->url, note);
  if (source != NULL)
    g_string_append_printf (out, SEPARATOR "[source](%s)", source);
  g_string_append_c (out, '\n');
}

/* One item of a list: what follows its first line stands below it. */
static char *
make_item (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "%s%s\n", i == 0 ? "- " : "  ", lines[i]);
    else if (lines[i + 1] != NULL)
      g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

static void
append_name (GString *body, const PostilMarkdownBlock *block)
{
  if (block->style == POSTIL_MARKDOWN_OBSIDIAN)
    g_string_append_printf (body, "^p-%s\n\n", block->id);
}

/* Writes the block with both markers and a line feed after the last. */
void
postil_markdown_append_block (GString *out, const PostilMarkdownBlock *block)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *comment = postil_markdown_guard_comment (block->note->comment);
  g_autofree char *item = NULL;
  gboolean on_article = postil_note_is_on_article (block->note);

  if (!on_article)
    {
      append_passage (body, block);
      g_string_append_c (body, '\n');
      append_name (body, block);
    }
  if (*comment != '\0')
    {
      g_string_append_printf (body, "%s\n\n", comment);
      if (on_article)
        append_name (body, block);
    }
  append_meta (body, block);

  if (block->style == POSTIL_MARKDOWN_LOGSEQ)
    item = make_item (body->str);
  postil_markdown_append_marked (out, block->id, item != NULL ? item : body->str);
}

/* Writes a text that ends in LF between two markers. */
void
postil_markdown_append_marked (GString *out, const char *id, const char *body)
{
  g_autofree char *hash = postil_markdown_block_hash (body, strlen (body));

  g_string_append_printf (out, "<!-- postil:begin %s %s -->\n%s<!-- postil:end %s -->\n", id, hash, body, id);
}
