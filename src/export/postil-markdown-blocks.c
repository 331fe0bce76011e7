/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds our blocks in a Markdown file. A marker is a whole line, so that nothing quoted and no text around it can be taken for one.
 * Line ends may have become CR LF since: the hash is taken over LF. */
#include "config.h"

#include "postil-markdown-blocks.h"

#include "postil-markdown-lines-private.h"

#include <string.h>

#define BEGIN_MARKER "<!-- postil:begin "
#define END_MARKER "<!-- postil:end "
#define MARKER_TAIL " -->"
#define MIN_ID 8
#define MAX_ID 32

/**
 * postil_markdown_block_hash:
 * @content: what stands between the two marker lines of a block
 * @length: its length in bytes
 *
 * Makes the short hash a begin marker carries: the first hexadecimal digits of SHA-256 over the content with LF line ends.
 *
 * Returns: (transfer full): %POSTIL_MARKDOWN_BLOCK_HASH_LENGTH digits; any thread
 */
char *
postil_markdown_block_hash (const char *content, gsize length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *end = content + length;

  while (content < end)
    {
      const char *feed = memchr (content, '\n', (gsize) (end - content));
      const char *line_end = feed != NULL ? feed : end;

      if (feed != NULL && feed > content && feed[-1] == '\r')
        line_end = feed - 1;
      g_checksum_update (checksum, (const guchar *) content, line_end - content);
      if (feed != NULL)
        g_checksum_update (checksum, (const guchar *) "\n", 1);
      content = feed != NULL ? feed + 1 : end;
    }
  return g_strndup (g_checksum_get_string (checksum), POSTIL_MARKDOWN_BLOCK_HASH_LENGTH);
}

/* Copies the hexadecimal digits at a place; moves it past them. */
static gboolean
read_digits (const char **cursor, char *digits, gsize least, gsize most)
{
  gsize n = 0;

  while (n <= most && g_ascii_isxdigit ((*cursor)[n]) && !g_ascii_isupper ((*cursor)[n]))
    n++;
  if (n < least || n > most)
    return FALSE;
  memcpy (digits, *cursor, n);
  digits[n] = '\0';
  *cursor += n;
  return TRUE;
}

/* A note's short name, or the one word that stands for the figures. */
static gboolean
read_id (const char **cursor, char *id)
{
  gsize length = strlen (POSTIL_MARKDOWN_BLOCK_FIGURES);

  if (!g_str_has_prefix (*cursor, POSTIL_MARKDOWN_BLOCK_FIGURES))
    return read_digits (cursor, id, MIN_ID, MAX_ID);
  memcpy (id, *cursor, length);
  id[length] = '\0';
  *cursor += length;
  return TRUE;
}

static gboolean
ends_marker (const PostilMarkdownLine *line, const char *cursor)
{
  return g_str_has_prefix (cursor, MARKER_TAIL) && cursor + strlen (MARKER_TAIL) == line->text + line->start + line->length;
}

static gboolean
read_begin (const PostilMarkdownLine *line, PostilMarkdownBlockRange *block)
{
  const char *cursor = line->text + line->start;

  if (!g_str_has_prefix (cursor, BEGIN_MARKER))
    return FALSE;
  cursor += strlen (BEGIN_MARKER);
  if (!read_id (&cursor, block->id) || *cursor++ != ' ')
    return FALSE;
  if (!read_digits (&cursor, block->hash, POSTIL_MARKDOWN_BLOCK_HASH_LENGTH, POSTIL_MARKDOWN_BLOCK_HASH_LENGTH))
    return FALSE;
  return ends_marker (line, cursor);
}

static gboolean
is_end_of (const PostilMarkdownLine *line, const char *id)
{
  const char *cursor = line->text + line->start;
  char end_id[MAX_ID + 1];

  if (!g_str_has_prefix (cursor, END_MARKER))
    return FALSE;
  cursor += strlen (END_MARKER);
  return read_id (&cursor, end_id) && ends_marker (line, cursor) && strcmp (id, end_id) == 0;
}

/* Looks for the end marker of a block; another begin marker before it means that it was removed. */
static gboolean
find_end (PostilMarkdownLine line, PostilMarkdownBlockRange *block)
{
  PostilMarkdownBlockRange other;

  while (postil_markdown_read_line (&line) && !read_begin (&line, &other))
    if (is_end_of (&line, block->id))
      {
        block->content_end = line.start;
        block->end = line.next;
        return TRUE;
      }
  return FALSE;
}

static void
finish_block (const char *text, const PostilMarkdownLine *line, PostilMarkdownBlockRange *block)
{
  g_autofree char *hash = NULL;

  block->start = line->start;
  block->content_start = block->content_end = block->end = line->next;
  block->state = POSTIL_MARKDOWN_BLOCK_BROKEN;
  if (!find_end (*line, block))
    return;
  hash = postil_markdown_block_hash (text + block->content_start, block->content_end - block->content_start);
  block->state = strcmp (hash, block->hash) == 0 ? POSTIL_MARKDOWN_BLOCK_INTACT : POSTIL_MARKDOWN_BLOCK_EDITED;
}

/**
 * postil_markdown_scan_blocks:
 * @file_text: a file, maybe edited since we wrote it; LF or CR LF
 *
 * Finds every block of ours, in the order of the file. Markers that are not whole lines as we write them are nobody's.
 *
 * Returns: (transfer full) (element-type PostilMarkdownBlockRange): blocks that do not overlap; any thread
 */
GArray *
postil_markdown_scan_blocks (const char *file_text)
{
  GArray *blocks = g_array_new (FALSE, TRUE, sizeof (PostilMarkdownBlockRange));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PostilMarkdownLine line = { .text = file_text, .size = strlen (file_text) };

  while (postil_markdown_read_line (&line))
    {
      PostilMarkdownBlockRange block = { .state = POSTIL_MARKDOWN_BLOCK_BROKEN };

      if (!read_begin (&line, &block))
        continue;
      finish_block (file_text, &line, &block);
      if (!g_hash_table_add (seen, g_strdup (block.id)))
        block.state = POSTIL_MARKDOWN_BLOCK_BROKEN;
      line.next = block.end;
      g_array_append_val (blocks, block);
    }
  return blocks;
}
