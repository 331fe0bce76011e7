/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The escaper. A character gets its backslash only where it would be syntax, in CommonMark, in its common extensions (tables,
 * strike-through, marks, math, footnotes) or in the programs notes are kept in (wiki links, tags, block ids, comments,
 * templates), so that "$22 billion" and "11%" stay as they are. Every decision looks at one run of equal characters and its
 * neighbours; the whole is linear. */
#include "config.h"

#include "postil-markdown-text-private.h"

#include "postil-markdown-export.h"

#include <string.h>

#define MAX_LIST_DIGITS 9 /* CommonMark 0.30, section 5.2 */
#define MAX_HEADING 6
#define MAX_ENTITY 33 /* the longest named reference has 31 letters */

typedef struct
{
  GString *out;
  const char *start;
  const char *end;
  const char *forced; /* (nullable): escape this one whatever it is */
  const char *tail;   /* from here on only what would close a heading */
  PostilMarkdownPlace place;
  gboolean every_bar; /* the line could be the second line of a table */
} Line;

static gboolean
is_blank_or_end (const Line *line, const char *p)
{
  return p >= line->end || *p == ' ' || *p == '\t';
}

/* The character before a place, or a blank at the start. */
static gunichar
before (const Line *line, const char *p)
{
  return p == line->start ? ' ' : g_utf8_get_char (g_utf8_prev_char (p));
}

static gunichar
after (const Line *line, const char *p)
{
  return p >= line->end ? ' ' : g_utf8_get_char (p);
}

static gsize
run_length (const Line *line, const char *p)
{
  const char *q = p;

  while (q < line->end && *q == *p)
    q++;
  return (gsize) (q - p);
}

static gboolean
opens_after (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_OPEN_PUNCTUATION
         || g_unichar_type (c) == G_UNICODE_INITIAL_PUNCTUATION || c == '"' || c == '\'';
}

static gboolean
is_tag_character (gunichar c)
{
  return c == '_' || c == '-' || c == '/' || (c < 0x80 ? g_ascii_isalnum ((char) c) : !g_unichar_isspace (c));
}

/* "#x" is a tag, "#1" is not. */
static gboolean
starts_tag (const Line *line, const char *p)
{
  while (p < line->end && g_ascii_isdigit (*p))
    p++;
  return p < line->end && is_tag_character (g_utf8_get_char (p));
}

/* Numeric and named references of CommonMark 0.30, section 2.5, and everything that looks like one. */
static gboolean
is_entity (const Line *line, const char *ampersand)
{
  const char *p = ampersand + 1;
  const char *limit = MIN (line->end, p + MAX_ENTITY);

  if (p < limit && *p == '#')
    p++;
  while (p < limit && g_ascii_isalnum (*p))
    p++;
  return p < limit && *p == ';' && p > ampersand + 1;
}

/* A block id is a word at the end of a line. */
static gboolean
is_block_id (const Line *line, const char *caret)
{
  const char *p = caret + 1;

  while (p < line->end && (g_ascii_isalnum (*p) || *p == '-'))
    p++;
  return is_blank_or_end (line, p) && postil_markdown_is_blank (p, (gsize) (line->end - p));
}

/* Programs open a bare address of any scheme they have a handler for; the web's own may stay. */
static gboolean
is_foreign_scheme (const Line *line, const char *colon)
{
  const char *p = colon;

  if (line->end - colon < 3 || colon[1] != '/' || colon[2] != '/')
    return FALSE;
  while (p > line->start && colon - p < 6 && g_ascii_isalnum (p[-1]))
    p--;
  return p != colon && !(colon - p == 4 && g_ascii_strncasecmp (p, "http", 4) == 0)
         && !(colon - p == 5 && g_ascii_strncasecmp (p, "https", 5) == 0);
}

/* A lone dollar can open math when no blank follows, and close it when no blank stands before and no digit follows. */
static gboolean
is_plain_dollar (const Line *line, const char *p)
{
  return p + 1 < line->end && g_ascii_isdigit (p[1]) && opens_after (before (line, p));
}

/* A lone tilde can only open here, and nothing closes it. */
static gboolean
is_plain_tilde (const Line *line, const char *p)
{
  return opens_after (before (line, p)) && g_unichar_isalnum (after (line, p + 1));
}

static gboolean
run_is_syntax (const Line *line, const char *p, gsize run)
{
  gunichar previous = before (line, p);

  switch (*p)
    {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '{':
      return TRUE;
    case '_':
      return !g_unichar_isalnum (previous) || !g_unichar_isalnum (after (line, p + run));
    case '=':
      return run > 1;
    case '~':
      return run > 1 || !is_plain_tilde (line, p);
    case '$':
      return run > 1 || !is_plain_dollar (line, p);
    case '%':
      return run > 1 || previous == '<' || previous == '{';
    case '^':
      return is_block_id (line, p + run - 1);
    case '&':
      return is_entity (line, p + run - 1);
    case '|':
      return line->every_bar;
    case '!':
      return previous == '<';
    case '>':
      return p - line->start >= 2 && p[-1] == '-' && p[-2] == '-';
    default:
      return FALSE;
    }
}

static void
append_run (Line *line, const char *p, gsize run, gboolean escaped)
{
  for (gsize i = 0; i < run; i++)
    {
      if (escaped || p + i == line->forced)
        g_string_append_c (line->out, '\\');
      g_string_append_c (line->out, p[i]);
    }
}

/* A tag starts at the last sign of a run, a heading may end with any of them. */
static void
append_hashes (Line *line, const char *p, gsize run)
{
  const char *last = p + run - 1;
  gboolean tag = !g_unichar_isalnum (before (line, p)) && starts_tag (line, p + run);

  append_run (line, p, run - 1, p >= line->tail);
  append_run (line, last, 1, p >= line->tail || tag);
}

/* "::" makes a field in some programs, and "scheme://" a link. */
static void
append_colons (Line *line, const char *p, gsize run)
{
  append_run (line, p, 1, run == 1 && is_foreign_scheme (line, p));
  append_run (line, p + 1, run - 1, TRUE);
}

static void
append_escaped (Line *line)
{
  const char *p = line->start;

  while (p < line->end)
    {
      gsize run = 1;

      if (*p == '\t')
        {
          g_string_append_c (line->out, ' ');
        }
      else if ((guchar) *p < 0x80 && g_ascii_ispunct (*p))
        {
          run = run_length (line, p);
          if (*p == '#')
            append_hashes (line, p, run);
          else if (*p == ':')
            append_colons (line, p, run);
          else
            append_run (line, p, run, run_is_syntax (line, p, run));
        }
      else
        {
          g_string_append_c (line->out, *p);
        }
      p += run;
    }
}

/* Rules, underlines of headings and the second line of a table are made of nothing but these. */
static gboolean
is_drawn (const Line *line)
{
  const char *p = line->start;

  while (p < line->end && strchr ("-=|: \t", *p) != NULL)
    p++;
  return p == line->end;
}

static const char *
find_list_sign (const Line *line)
{
  const char *p = line->start;

  if (*p == '-' || *p == '+')
    return is_blank_or_end (line, p + 1) ? p : NULL;
  while (p < line->end && g_ascii_isdigit (*p) && p - line->start < MAX_LIST_DIGITS)
    p++;
  if (p == line->start || p == line->end || (*p != '.' && *p != ')'))
    return NULL;
  return is_blank_or_end (line, p + 1) ? p : NULL;
}

/* The one character of a line that keeps it from starting a block. */
static const char *
find_block_sign (const Line *line)
{
  gsize run = run_length (line, line->start);

  if (*line->start == '>' || *line->start == '|' || is_drawn (line))
    return line->start;
  if (*line->start == '#' && run <= MAX_HEADING && is_blank_or_end (line, line->start + run))
    return line->start;
  return find_list_sign (line);
}

static const char *
find_heading_tail (const Line *line)
{
  const char *p = line->end;

  if (line->place != POSTIL_MARKDOWN_HEADING)
    return line->end;
  while (p > line->start && (p[-1] == '#' || p[-1] == ' ' || p[-1] == '\t'))
    p--;
  return p;
}

/**
 * postil_markdown_append_line:
 * @out: where to write
 * @line: one line of cleaned text, no line feed in it
 * @length: its length in bytes
 * @place: where it will stand
 *
 * Escapes one line. In a paragraph, blanks at its ends are kept as references; elsewhere they go. Any thread.
 */
void
postil_markdown_append_line (GString *out, const char *line, gsize length, PostilMarkdownPlace place)
{
  Line self = { .out = out, .start = line, .end = line + length, .place = place };
  gboolean leads = FALSE;
  gboolean trails = FALSE;

  if (postil_markdown_is_blank (line, length))
    return;
  while (postil_markdown_is_blank (self.start, 1) && (place != POSTIL_MARKDOWN_PARAGRAPH || !leads))
    {
      leads = TRUE;
      self.start++;
    }
  while (postil_markdown_is_blank (self.end - 1, 1) && (place != POSTIL_MARKDOWN_PARAGRAPH || !trails))
    {
      trails = TRUE;
      self.end--;
    }

  self.tail = find_heading_tail (&self);
  self.every_bar = place == POSTIL_MARKDOWN_CELL;
  if (place == POSTIL_MARKDOWN_PARAGRAPH && !leads)
    {
      self.forced = find_block_sign (&self);
      self.every_bar = self.forced != NULL && is_drawn (&self);
    }
  if (place == POSTIL_MARKDOWN_PARAGRAPH && leads)
    g_string_append (out, "&#32;");
  append_escaped (&self);
  if (place == POSTIL_MARKDOWN_PARAGRAPH && trails)
    g_string_append (out, "&#32;");
}

/**
 * postil_markdown_append_inline:
 * @out: where to write
 * @text: any text
 * @place: where it will stand
 *
 * Cleans a text, makes one line of it and escapes that. Any thread.
 */
void
postil_markdown_append_inline (GString *out, const char *text, PostilMarkdownPlace place)
{
  g_autofree char *line = postil_markdown_clean (text);

  g_strdelimit (line, "\n\t", ' ');
  postil_markdown_append_line (out, line, strlen (line), place);
}

static gsize
longest_run (const char *text, char c)
{
  gsize longest = 0;
  gsize run = 0;

  for (; *text != '\0'; text++)
    {
      run = *text == c ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  return longest;
}

/**
 * postil_markdown_append_code:
 * @out: where to write
 * @text: any text
 *
 * Writes a text as code that nothing in it can end. Any thread.
 */
void
postil_markdown_append_code (GString *out, const char *text)
{
  g_autofree char *line = postil_markdown_clean (text);
  gsize fence = longest_run (line, '`') + 1;
  const char *pad = fence > 1 ? " " : "";

  g_strdelimit (line, "\n\t", ' ');
  g_strstrip (line);
  if (*line == '\0')
    return;
  for (gsize i = 0; i < fence; i++)
    g_string_append_c (out, '`');
  g_string_append_printf (out, "%s%s%s", pad, line, pad);
  for (gsize i = 0; i < fence; i++)
    g_string_append_c (out, '`');
}

/**
 * postil_markdown_escape_text:
 * @text: any text, UTF-8 or not
 *
 * Escapes a text so that a Markdown paragraph made of it says the same again: line ends become hard line breaks, empty lines go, tabs
 * become blanks, control characters and unbalanced bidi controls go. Source of the rules: CommonMark 0.30 and its usual extensions.
 *
 * Returns: (transfer full): Markdown lines without a final line feed; any thread
 */
char *
postil_markdown_escape_text (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *clean = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  clean = postil_markdown_clean (text);
  for (const char *p = clean, *end = p + strlen (p); p < end;)
    {
      gsize length = postil_markdown_line_length (p, end);

      if (!postil_markdown_is_blank (p, length))
        {
          if (out->len > 0)
            g_string_append (out, "\\\n");
          postil_markdown_append_line (out, p, length, POSTIL_MARKDOWN_PARAGRAPH);
        }
      p += length + 1;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
