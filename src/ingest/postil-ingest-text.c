/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain text to a document. A file with one paragraph a line keeps its text code point for code point, so that its offsets are the
 * document's; a hard-wrapped file is joined. Either way a headline, lists, sub-headings, a byline, a date and the page controls that were
 * copied along are recognised, and nothing is thrown away. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-document-builder.h"
#include "postil-ingest-error.h"
#include "postil-line-signs-private.h"
#include "postil-written-date-private.h"

#include <string.h>

#define MAX_TITLE 200      /* code points */
#define MAX_HEADING 80     /* code points */
#define MAX_WRAP_WIDTH 120 /* code points */
#define HEAD_LINES 5       /* where byline and date may stand */

typedef struct
{
  const char *text;
  gsize bytes;
  guint length; /* code points */
  guint indent; /* columns */
  gboolean blank;
} Line;

typedef struct
{
  GArray *lines; /* element-type Line */
  guint first;   /* first that is not blank */
  guint end;     /* after the last that is not blank */
  PostilDocumentBuilder *builder;
} Layout;

static guint
measure_indent (const char *text, gsize bytes)
{
  guint indent = 0;

  for (gsize i = 0; i < bytes; i++)
    {
      if (text[i] == '\t')
        indent += 8 - indent % 8;
      else if (text[i] == ' ')
        indent++;
      else
        return indent;
    }
  return indent;
}

static gboolean
is_blank_text (const char *text, gsize bytes)
{
  const char *end = text + bytes;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isspace (c) && c != 0xfeff)
        return FALSE;
    }
  return TRUE;
}

/* Cuts at LF, CR LF, CR and form feed. */
static GArray *
split_lines (const char *text, gsize length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  const char *at = text, *end = text + length;

  while (at < end)
    {
      const char *stop = at;
      Line line = { .text = at };

      while (stop < end && *stop != '\n' && *stop != '\r' && *stop != '\f')
        stop++;
      line.bytes = stop - at;
      line.length = g_utf8_strlen (at, line.bytes);
      line.indent = measure_indent (at, line.bytes);
      line.blank = is_blank_text (at, line.bytes);
      g_array_append_val (lines, line);
      at = stop + 1;
      if (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n')
        at++;
    }
  return lines;
}

static const Line *
get_line (const Layout *layout, guint i)
{
  return &g_array_index (layout->lines, Line, i);
}

static gboolean
begins_item (const Line *line)
{
  guint number;

  return postil_line_get_marker (line->text, line->bytes, &number) > 0;
}

/* Begins with a small letter, or with a letter of a script that has no capitals (Chinese, Arabic). */
static gboolean
begins_small (const Line *line)
{
  const char *at = line->text + strspn (line->text, " \t");
  gunichar c = at < line->text + line->bytes ? g_utf8_get_char (at) : ' ';

  return g_unichar_isalpha (c) && !g_unichar_isupper (c);
}

/* Hard-wrapped: no line is long, and lines that go on in the next one end in mid-sentence near the margin. */
static gboolean
is_hard_wrapped (const Layout *layout)
{
  guint longest = 0, n_followed = 0, n_broken = 0, n_small = 0;

  for (guint i = layout->first; i < layout->end; i++)
    longest = MAX (longest, get_line (layout, i)->length);
  if (longest > MAX_WRAP_WIDTH || longest < 24)
    return FALSE;
  for (guint i = layout->first; i + 1 < layout->end; i++)
    {
      const Line *line = get_line (layout, i), *next = get_line (layout, i + 1);

      if (line->blank || next->blank || begins_item (next))
        continue;
      n_followed++;
      if (postil_line_ends_sentence (line->text, line->bytes) || line->length * 10 < longest * 6)
        continue;
      n_broken++;
      n_small += begins_small (next);
    }
  /* Verse and tables break their lines too, but begin the next one with a capital or a figure. */
  return n_broken >= 3 && n_broken * 10 >= n_followed * 4 && n_small * 10 >= n_broken * 3;
}

static gboolean
has_text_after (const Layout *layout, guint i, guint needed)
{
  guint length = 0;

  for (guint j = i + 1; j < layout->end && length <= needed; j++)
    length += get_line (layout, j)->length;
  return length > needed;
}

/* The bytes of a headline at the start of the first line: all of it, or the part before " | "; 0 when it is none. */
static gsize
find_title (const Layout *layout)
{
  const Line *line = get_line (layout, layout->first);
  const char *bar = g_strstr_len (line->text, line->bytes, " | ");
  gsize bytes = bar != NULL ? (gsize) (bar - line->text) : line->bytes;
  glong length = g_utf8_strlen (line->text, bytes);

  if (length < 2 || length > MAX_TITLE || is_blank_text (line->text, bytes) || begins_item (line))
    return 0;
  if (postil_line_is_boilerplate (line->text, line->bytes) || !has_text_after (layout, layout->first, (guint) length))
    return 0;
  /* A question or an exclamation can be a headline; a stop, an ellipsis or a colon ends prose. */
  if (postil_line_ends_sentence (line->text, bytes) && strchr ("?!", line->text[bytes - 1]) == NULL)
    return 0;
  return bytes;
}

static gboolean
is_heading (const Layout *layout, guint i)
{
  const Line *line = get_line (layout, i);
  gsize bytes = line->bytes;

  while (bytes > 0 && (line->text[bytes - 1] == ' ' || line->text[bytes - 1] == '\t'))
    bytes--;
  if (line->length > MAX_HEADING || bytes < 2 || line->text[bytes - 1] != ':' || begins_item (line))
    return FALSE;
  for (guint j = i + 1; j < layout->end; j++)
    if (!get_line (layout, j)->blank)
      return begins_item (get_line (layout, j));
  return FALSE;
}

/* Byline and date count only when a line among the first holds nothing else. */
static void
note_metadata (Layout *layout, const Line *line, gboolean *has_byline, gboolean *has_date)
{
  g_autofree char *text = g_strndup (line->text, line->bytes);
  g_autofree char *byline = *has_byline ? NULL : postil_line_dup_byline (line->text, line->bytes, TRUE);
  gint64 day;

  if (byline != NULL)
    {
      postil_document_builder_set_byline (layout->builder, byline);
      *has_byline = TRUE;
    }
  else if (!*has_date && postil_written_date_find (text, TRUE, &day))
    {
      postil_document_builder_set_published (layout->builder, day, TRUE);
      *has_date = TRUE;
    }
}

static void
read_head (Layout *layout, guint first)
{
  gboolean has_byline = FALSE, has_date = FALSE;
  guint n = 0;

  for (guint i = first; i < layout->end && n < HEAD_LINES; i++)
    {
      if (get_line (layout, i)->blank)
        continue;
      note_metadata (layout, get_line (layout, i), &has_byline, &has_date);
      n++;
    }
}

static void
add_verbatim (Layout *layout, const PostilBlock *block, const char *text, gsize bytes)
{
  postil_document_builder_begin_block (layout->builder, block->kind, block->level, block->number);
  postil_document_builder_append_verbatim (layout->builder, text, bytes);
  postil_document_builder_end_block (layout->builder);
}

/* The first line of the trailing page controls. */
static guint
find_trailer (const Layout *layout)
{
  guint trailer = layout->end;

  for (guint i = layout->end; i > layout->first + 1; i--)
    {
      const Line *line = get_line (layout, i - 1);

      if (line->blank)
        continue;
      if (!postil_line_is_boilerplate (line->text, line->bytes))
        break;
      trailer = i - 1;
    }
  return trailer;
}

/* " | Site | More" after the headline becomes a block of its own: its first blank becomes the line feed between them. */
static void
add_title (Layout *layout, gsize title)
{
  const Line *line = get_line (layout, layout->first);

  add_verbatim (layout, &(PostilBlock){ .kind = POSTIL_BLOCK_TITLE }, line->text, title);
  if (title < line->bytes)
    add_verbatim (layout, &(PostilBlock){ .kind = POSTIL_BLOCK_ASIDE }, line->text + title + 1, line->bytes - title - 1);
}

/* The offsets of the file hold: the marker of a list item stays in its text. */
static void
add_paragraph_lines (Layout *layout, guint from)
{
  guint trailer = find_trailer (layout);

  for (guint i = from; i < layout->end; i++)
    {
      const Line *line = get_line (layout, i);
      PostilBlock block = { .kind = POSTIL_BLOCK_PARAGRAPH };

      if (line->blank)
        continue;
      if (i >= trailer || (i == layout->first && postil_line_is_boilerplate (line->text, line->bytes)))
        block.kind = POSTIL_BLOCK_ASIDE;
      else if (postil_line_get_marker (line->text, line->bytes, &block.number) > 0)
        {
          block.kind = POSTIL_BLOCK_LIST_ITEM;
          block.level = 1 + MIN (line->indent / 2, 8);
        }
      else if (is_heading (layout, i))
        {
          block.kind = POSTIL_BLOCK_HEADING;
          block.level = 2;
        }
      add_verbatim (layout, &block, line->text, line->bytes);
    }
}

static gboolean
joins_without_blank (const Line *line, const Line *next)
{
  const char *last = g_utf8_find_prev_char (line->text, line->text + line->bytes);
  const char *first = next->text + strspn (next->text, " \t");
  gunichar a = last != NULL ? g_utf8_get_char (last) : ' ', b = g_utf8_get_char (first);

  /* A word cut at its hyphen, and scripts that are written without blanks. */
  if (a == '-' && last > line->text && g_unichar_islower (b) && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (last))))
    return TRUE;
  return a >= 0x2e80 && b >= 0x2e80 && g_unichar_iswide (a) && g_unichar_iswide (b);
}

/* Whether a line near the beginning holds a byline or a date and nothing else. */
static gboolean
is_head_line (const Layout *layout, guint i)
{
  const Line *line = get_line (layout, i);
  g_autofree char *text = NULL, *byline = NULL;
  gint64 day;

  if (i >= layout->first + 2 * HEAD_LINES || line->length > MAX_HEADING)
    return FALSE;
  text = g_strndup (line->text, line->bytes);
  byline = postil_line_dup_byline (line->text, line->bytes, TRUE);
  return byline != NULL || postil_written_date_find (text, TRUE, &day);
}

/* Whether a line goes on with the block of the line before it. */
static gboolean
continues (const Layout *layout, guint i, guint usual_indent, guint item_indent)
{
  const Line *line = get_line (layout, i), *before = get_line (layout, i - 1);

  if (line->blank || before->blank || begins_item (line) || is_head_line (layout, i) || is_head_line (layout, i - 1))
    return FALSE;
  if (item_indent > 0)
    return line->indent >= item_indent || line->indent == before->indent;
  /* A first line moved in, in a file whose other lines are not, begins a paragraph. */
  return line->indent < usual_indent + 2 || before->indent >= line->indent;
}

static guint
find_usual_indent (const Layout *layout)
{
  guint smallest = G_MAXUINT;

  for (guint i = layout->first; i < layout->end; i++)
    if (!get_line (layout, i)->blank)
      smallest = MIN (smallest, get_line (layout, i)->indent);
  return smallest;
}

/* Adds the block that begins at line i; returns the line after it. */
static guint
add_wrapped_block (Layout *layout, guint i, guint usual_indent)
{
  const Line *line = get_line (layout, i);
  guint number, item_indent = 0;
  gsize marker = postil_line_get_marker (line->text, line->bytes, &number);

  if (marker > 0)
    {
      postil_document_builder_begin_block (layout->builder, POSTIL_BLOCK_LIST_ITEM,
                                           1 + MIN ((line->indent - usual_indent) / 2, 8), number);
      item_indent = line->indent + 1;
    }
  else if (is_heading (layout, i))
    postil_document_builder_begin_block (layout->builder, POSTIL_BLOCK_HEADING, 2, 0);
  else
    postil_document_builder_begin_block (layout->builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_append (layout->builder, line->text + marker, line->bytes - marker);
  for (i++; i < layout->end && continues (layout, i, usual_indent, item_indent); i++)
    {
      if (!joins_without_blank (get_line (layout, i - 1), get_line (layout, i)))
        postil_document_builder_append (layout->builder, " ", 1);
      line = get_line (layout, i);
      postil_document_builder_append (layout->builder, line->text + strspn (line->text, " \t"),
                                      line->bytes - strspn (line->text, " \t"));
    }
  postil_document_builder_end_block (layout->builder);
  return i;
}

/* A wrapped headline is a block of its own: short, followed by a blank line, and no sentence. */
static guint
add_wrapped_title (Layout *layout)
{
  guint end = layout->first;
  guint length = 0;
  const Line *last;

  while (end < layout->end && !get_line (layout, end)->blank)
    length += get_line (layout, end++)->length + 1;
  last = get_line (layout, end - 1);
  if (end == layout->end || end > layout->first + 3 || length > MAX_TITLE || postil_line_ends_sentence (last->text, last->bytes)
      || begins_item (get_line (layout, layout->first)))
    return layout->first;
  postil_document_builder_begin_block (layout->builder, POSTIL_BLOCK_TITLE, 0, 0);
  for (guint i = layout->first; i < end; i++)
    {
      postil_document_builder_append (layout->builder, get_line (layout, i)->text, get_line (layout, i)->bytes);
      postil_document_builder_append (layout->builder, " ", 1);
    }
  postil_document_builder_end_block (layout->builder);
  return end;
}

static void
add_wrapped_lines (Layout *layout)
{
  guint usual_indent = find_usual_indent (layout);
  guint trailer = find_trailer (layout);
  guint end = layout->end;
  guint i = add_wrapped_title (layout);

  read_head (layout, i);
  layout->end = trailer;
  while (i < trailer)
    {
      if (get_line (layout, i)->blank)
        i++;
      else
        i = add_wrapped_block (layout, i, usual_indent);
    }
  layout->end = end;
  for (i = trailer; i < end; i++)
    if (!get_line (layout, i)->blank)
      add_verbatim (layout, &(PostilBlock){ .kind = POSTIL_BLOCK_ASIDE }, get_line (layout, i)->text,
                    get_line (layout, i)->bytes);
}

static void
set_name (Layout *layout, const PostilIngestHints *hints)
{
  if (hints != NULL && hints->url != NULL)
    postil_document_builder_set_url (layout->builder, hints->url);
}

static void
add_lines (Layout *layout)
{
  gsize title;

  if (is_hard_wrapped (layout))
    {
      add_wrapped_lines (layout);
      return;
    }
  title = find_title (layout);
  if (title > 0)
    add_title (layout, title);
  read_head (layout, layout->first + (title > 0));
  add_paragraph_lines (layout, layout->first + (title > 0));
}

/**
 * postil_ingest_text:
 * @bytes: a text file
 * @hints: (nullable): its name for messages, its address, its content type
 * @error: POSTIL_INGEST_ERROR_EMPTY, _BINARY, _TOO_LARGE
 *
 * Makes a document of plain text. In a file with one paragraph a line the text of the document is the text of the file, code point for
 * code point (line feeds between blocks; byte order mark, CR before LF and blank lines aside; the first blank of " | " after a headline
 * becomes the line feed before what follows it); markers of list items stay in the text. A hard-wrapped file is joined with blanks, and
 * markers of list items are left out. Cost linear in the length. Any thread.
 *
 * Returns: (transfer full) (nullable): the document
 */
PostilDocument *
postil_ingest_text (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  Layout layout = { .builder = builder };
  PostilDocument *document;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_TEXT, error))
    return NULL;
  text = postil_decode (bytes, hints, &length, NULL, error);
  if (text == NULL)
    return NULL;
  lines = layout.lines = split_lines (text, length);
  while (layout.first < lines->len && get_line (&layout, layout.first)->blank)
    layout.first++;
  for (layout.end = lines->len; layout.end > layout.first && get_line (&layout, layout.end - 1)->blank;)
    layout.end--;
  if (layout.first < layout.end)
    add_lines (&layout);
  set_name (&layout, hints);
  document = postil_document_builder_finish (builder, NULL);
  if (document == NULL)
    g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_EMPTY, "%s holds no text", postil_decode_get_name (hints));
  return document;
}
