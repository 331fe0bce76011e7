/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a document as it grows. White space is not written when it comes but when something follows it, so that
 * none stands at the ends of a block and none has to be taken back from under a span; a span begins with the first
 * character written after it was opened, so that spans come out sorted, nested and never empty.
 */
#include "config.h"

#include "postil-block-writer-private.h"

#include "postil-safe-text-private.h"

#include <string.h>

#define REPLACEMENT 0xfffd

typedef struct
{
  PostilSpanKind kind;
  char *href;  /* (nullable) owned until the span has text */
  gint64 span; /* index into the spans, -1 while it has no text */
  gboolean refused;
} PostilOpenSpan;

static void
clear_open_span (gpointer data)
{
  PostilOpenSpan *open = data;

  g_clear_pointer (&open->href, g_free);
}

/* Makes a writer that fills the blocks and spans of `parts`, which it borrows; its text is its own. */
void
postil_block_writer_init (PostilBlockWriter *self, PostilDocumentParts *parts)
{
  memset (self, 0, sizeof *self);
  self->text = g_string_new (NULL);
  self->blocks = parts->blocks;
  self->spans = parts->spans;
  self->open_spans = g_array_new (FALSE, FALSE, sizeof (PostilOpenSpan));
  g_array_set_clear_func (self->open_spans, clear_open_span);
}

/* Frees what the writer owns. */
void
postil_block_writer_clear (PostilBlockWriter *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
  g_clear_pointer (&self->open_spans, g_array_unref);
}

static void
write_repeated (PostilBlockWriter *self, char c, gsize count)
{
  for (gsize i = 0; i < count; i++)
    g_string_append_c (self->text, c);
  self->length += count;
}

static void
forget_white_space (PostilBlockWriter *self)
{
  self->waits_blank = FALSE;
  self->waits_row = FALSE;
  self->waiting_lines = 0;
  self->waiting_tabs = 0;
}

/* Writes the separator and what white space waits, if they and `n_bytes` more fit under the cap. */
static gboolean
make_room (PostilBlockWriter *self, gsize n_bytes)
{
  gboolean separator = !self->started && self->blocks->len > 0;
  gsize waiting = self->waiting_lines + self->waits_row + self->waiting_tabs + self->waits_blank;

  if (self->full || self->text->len + separator + waiting + n_bytes > POSTIL_DOCUMENT_MAX_TEXT)
    {
      self->full = TRUE;
      return FALSE;
    }

  if (!self->started)
    {
      write_repeated (self, '\n', separator);
      self->block.start = (guint32) self->length;
      self->started = TRUE;
    }
  if (waiting > 0)
    {
      self->n_rows += self->waits_row;
      write_repeated (self, '\n', self->waiting_lines + self->waits_row);
      write_repeated (self, '\t', self->waiting_tabs);
      write_repeated (self, ' ', self->waits_blank);
      forget_white_space (self);
    }
  return TRUE;
}

/* Gives the open spans without text the place where text is about to be written. */
static void
start_spans (PostilBlockWriter *self)
{
  for (guint i = self->open_spans->len - self->n_unstarted; i < self->open_spans->len; i++)
    {
      PostilOpenSpan *open = &g_array_index (self->open_spans, PostilOpenSpan, i);
      PostilSpan span = { .start = (guint32) self->length, .kind = open->kind };

      if (open->refused || self->spans->len >= POSTIL_DOCUMENT_MAX_SPANS)
        continue;
      span.href = g_steal_pointer (&open->href);
      open->span = self->spans->len;
      g_array_append_val (self->spans, span);
    }
  self->n_unstarted = 0;
}

/* Writes printable ASCII; what is beyond the cap falls away. */
static void
write_ascii (PostilBlockWriter *self, const char *text, gsize length)
{
  gsize room;

  if (!make_room (self, 1))
    return;

  room = POSTIL_DOCUMENT_MAX_TEXT - self->text->len;
  if (length > room)
    {
      self->full = TRUE;
      length = room;
      while (length > 0 && text[length - 1] == ' ')
        length--;
    }
  if (length == 0)
    return;

  start_spans (self);
  g_string_append_len (self->text, text, (gssize) length);
  self->length += length;
  self->n_marks = 0;
  for (gsize i = 0; i < length && !self->visible; i++)
    self->visible = text[i] != ' ';
}

static void
write_character (PostilBlockWriter *self, gunichar c, gboolean visible)
{
  char bytes[6];
  int n_bytes = g_unichar_to_utf8 (c, bytes);

  if (!make_room (self, (gsize) n_bytes))
    return;

  start_spans (self);
  g_string_append_len (self->text, bytes, n_bytes);
  self->length++;
  self->visible |= visible;
}

static gboolean
is_visible (PostilCharClass char_class)
{
  return char_class == POSTIL_CHAR_PLAIN || char_class == POSTIL_CHAR_MARK || char_class == POSTIL_CHAR_REPLACED;
}

/* Opens a block; the one before must be closed. */
void
postil_block_writer_begin (PostilBlockWriter *self, const PostilBlock *block)
{
  self->open = TRUE;
  self->block = *block;
  self->rewind_bytes = self->text->len;
  self->rewind_length = self->length;
  self->rewind_spans = self->spans->len;
  self->started = FALSE;
  self->visible = FALSE;
  self->after_return = FALSE;
  self->n_marks = 0;
  self->n_rows = 1;
  self->full |= self->blocks->len >= POSTIL_DOCUMENT_MAX_BLOCKS;
  forget_white_space (self);
}

/* Closes the block and its spans; FALSE when nothing of it can be seen and it vanished. */
gboolean
postil_block_writer_end (PostilBlockWriter *self)
{
  if (!self->open)
    return FALSE;

  while (self->open_spans->len > 0)
    {
      self->n_too_deep = 0;
      postil_block_writer_end_span (self);
    }
  self->open = FALSE;
  if (!self->visible)
    {
      g_string_truncate (self->text, self->rewind_bytes);
      self->length = self->rewind_length;
      g_array_set_size (self->spans, self->rewind_spans);
      return FALSE;
    }

  /* Empty cells belong to the table even at its end; blanks and line feeds there do not. */
  self->waits_blank = FALSE;
  self->waiting_lines = 0;
  if (self->waiting_tabs > 0)
    make_room (self, 0);
  self->block.end = (guint32) self->length;
  if (self->block.kind == POSTIL_BLOCK_TABLE)
    self->block.number = MIN (self->block.number, self->n_rows);
  g_array_append_val (self->blocks, self->block);

  return TRUE;
}

/* Whether eight bytes are printable ASCII without two blanks in a row, and what follows them may follow. */
static gboolean
is_words (const char *text)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = ones << 7;
  guint64 word;
  guint64 blanks;

  memcpy (&word, text, sizeof word);
  word = GUINT64_FROM_LE (word);
  if (((word | (word - ones * ' ') | (word + ones)) & highs) != 0)
    return FALSE;
  blanks = word ^ (ones * ' ');
  blanks = (blanks - ones) & ~blanks & highs;

  return (blanks & blanks << 8) == 0 && (text[7] != ' ' || (text[8] > ' ' && text[8] < 0x7f));
}

/* How many bytes from `text` on are ASCII words with single blanks between them. */
static gsize
measure_words (const char *text, const char *end)
{
  const char *p = text;

  if (*p == ' ')
    return 0;
  while (end - p > 8 && is_words (p))
    p += 8;
  while (p < end && ((*p > ' ' && *p < 0x7f) || (*p == ' ' && p > text && p + 1 < end && p[1] > ' ' && p[1] < 0x7f)))
    p++;

  return (gsize) (p - text);
}

/* Whether a blank at this place would be one at the start of a block, a row or a cell, or a second one. */
static gboolean
is_blank_idle (PostilBlockWriter *self)
{
  return !self->started || self->waits_row || self->waiting_tabs > 0
         || strchr (" \t\n", self->text->str[self->text->len - 1]) != NULL;
}

static void
append_white_space (PostilBlockWriter *self, gunichar c, gboolean line)
{
  if (self->block.kind != POSTIL_BLOCK_CODE)
    self->waits_blank = self->waits_blank || !is_blank_idle (self);
  else if (!line)
    write_character (self, c == '\t' ? '\t' : ' ', FALSE);
  else if (self->started && !(c == '\n' && self->after_return))
    self->waiting_lines++;
}

/* Appends text as a document keeps it: repaired, white space collapsed except in code. */
void
postil_block_writer_append (PostilBlockWriter *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && !self->full)
    {
      gsize n_words = measure_words (text, end);
      PostilCharClass char_class;
      gunichar c;

      if (n_words > 0)
        {
          write_ascii (self, text, n_words);
          self->after_return = FALSE;
          text += n_words;
          continue;
        }

      c = postil_safe_text_decode (&text, end);
      char_class = postil_safe_text_classify (c);
      if (char_class == POSTIL_CHAR_DROPPED || !postil_safe_text_passes_mark (c, char_class, &self->n_marks))
        continue;
      if (char_class == POSTIL_CHAR_SPACE || char_class == POSTIL_CHAR_LINE)
        append_white_space (self, c, char_class == POSTIL_CHAR_LINE);
      else
        write_character (self, char_class == POSTIL_CHAR_REPLACED ? REPLACEMENT : c, is_visible (char_class));
      self->after_return = c == '\r';
    }
}

/* The one character that stands for `c` where offsets must not move. */
static gunichar
verbatim_character (PostilBlockWriter *self, gunichar c, PostilCharClass char_class, gboolean before_feed)
{
  gboolean code = self->block.kind == POSTIL_BLOCK_CODE;

  if (char_class == POSTIL_CHAR_LINE)
    return code && !(c == '\r' && before_feed) ? '\n' : ' ';
  if (char_class == POSTIL_CHAR_SPACE)
    return code && c == '\t' ? '\t' : ' ';
  if (char_class == POSTIL_CHAR_DROPPED || char_class == POSTIL_CHAR_REPLACED)
    return REPLACEMENT;

  return postil_safe_text_passes_mark (c, char_class, &self->n_marks) ? c : REPLACEMENT;
}

/* Appends text one for one: as many code points go in as the text has, none moves. */
void
postil_block_writer_append_verbatim (PostilBlockWriter *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && !self->full)
    {
      gsize n_ascii = 0;
      PostilCharClass char_class;
      gunichar c;
      gunichar kept;

      while (text + n_ascii < end && text[n_ascii] >= ' ' && text[n_ascii] < 0x7f)
        n_ascii++;
      if (n_ascii > 0)
        {
          write_ascii (self, text, n_ascii);
          text += n_ascii;
          continue;
        }

      c = postil_safe_text_decode (&text, end);
      char_class = postil_safe_text_classify (c);
      kept = verbatim_character (self, c, char_class, text < end && *text == '\n');
      if (kept != c)
        self->n_marks = 0;
      write_character (self, kept, kept != ' ' && kept != '\n' && kept != '\t' && is_visible (char_class));
    }
}

/* Writes the object character that stands for a rule or an image; FALSE when the document is full. */
gboolean
postil_block_writer_append_object (PostilBlockWriter *self)
{
  if (!make_room (self, strlen (POSTIL_DOCUMENT_OBJECT)))
    return FALSE;

  g_string_append (self->text, POSTIL_DOCUMENT_OBJECT);
  self->length++;
  self->visible = TRUE;
  return TRUE;
}

/* Ends a cell of a table; the TAB is written when something follows or the row ends. */
void
postil_block_writer_next_cell (PostilBlockWriter *self)
{
  self->waits_blank = FALSE;
  self->waiting_tabs++;
}

/* Ends a row of a table; the line feed is written when something follows. Rows without any cell are none. */
void
postil_block_writer_next_row (PostilBlockWriter *self)
{
  self->waits_blank = FALSE;
  if (self->waiting_tabs > 0)
    make_room (self, 0);
  self->waits_row = self->started;
}

/* Opens a span; `href` is taken. */
void
postil_block_writer_begin_span (PostilBlockWriter *self, PostilSpanKind kind, char *href)
{
  PostilOpenSpan open = { .kind = kind, .href = href, .span = -1 };

  if (self->open_spans->len >= POSTIL_DOCUMENT_MAX_NESTING)
    {
      self->n_too_deep++;
      g_free (href);
      return;
    }

  open.refused = kind == POSTIL_SPAN_LINK && href == NULL;
  g_array_append_val (self->open_spans, open);
  self->n_unstarted++;
}

/* Closes the innermost span; one that got no text leaves nothing. */
void
postil_block_writer_end_span (PostilBlockWriter *self)
{
  const PostilOpenSpan *open;

  if (self->n_too_deep > 0)
    {
      self->n_too_deep--;
      return;
    }
  if (self->open_spans->len == 0)
    return;

  open = &g_array_index (self->open_spans, PostilOpenSpan, self->open_spans->len - 1);
  if (open->span >= 0)
    g_array_index (self->spans, PostilSpan, open->span).end = (guint32) self->length;
  if (self->n_unstarted > 0)
    self->n_unstarted--;
  g_array_set_size (self->open_spans, self->open_spans->len - 1);
}
