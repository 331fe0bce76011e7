/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's comment is Markdown and stays as it was written, but what it leaves open ends with it, and it cannot pass for a marker. */
#include "config.h"

#include "postil-markdown-block-private.h"

#include "postil-markdown-outline-private.h"
#include "postil-markdown-text-private.h"

#include <string.h>

/* Pairs some programs match across paragraphs: comments and display math. */
typedef struct
{
  char sign; /* twice */
  gsize last;
  gboolean odd;
} Pair;

/* "<!-- postil:" at the start of a line is ours alone. */
static gboolean
imitates_marker (const char *line)
{
  line += strspn (line, " \t");
  if (!g_str_has_prefix (line, "<!--"))
    return FALSE;
  line += strlen ("<!--");
  line += strspn (line, " \t");
  return g_ascii_strncasecmp (line, "postil:", strlen ("postil:")) == 0;
}

/* A line of blanks is written as an empty one, since parsers differ on what blanks alone mean after a list's sign. */
static void
append_comment_line (GString *out, const char *line, gsize length)
{
  gsize blanks = strspn (line, " \t");

  if (blanks == length)
    return;
  if (!imitates_marker (line))
    {
      g_string_append_len (out, line, (gssize) length);
      return;
    }
  g_string_append_len (out, line, (gssize) blanks);
  g_string_append (out, "&lt;");
  g_string_append_len (out, line + blanks + 1, (gssize) (length - blanks - 1));
}

static void
follow_pair (Pair *pair, const GString *out, gsize start)
{
  for (gsize i = start; i + 1 < out->len; i++)
    if (out->str[i] == pair->sign && out->str[i + 1] == pair->sign)
      {
        pair->last = i++;
        pair->odd = !pair->odd;
      }
}

/* The later place first, so that the other keeps its place. */
static void
escape_odd (GString *out, const Pair *pair)
{
  if (!pair->odd)
    return;
  g_string_insert_c (out, (gssize) pair->last + 1, '\\');
  g_string_insert_c (out, (gssize) pair->last, '\\');
}

/* Leading empty lines and blanks at the end say nothing; blanks before the first word may make it code. */
static char *
trim (char *text)
{
  char *start = text;

  g_strchomp (text);
  for (char *p = text; *p == ' ' || *p == '\t' || *p == '\n'; p++)
    if (*p == '\n')
      start = p + 1;
  return start;
}

/**
 * postil_markdown_guard_comment:
 * @comment: (nullable): Markdown as the reader wrote it
 *
 * Keeps a comment as it is, but for control characters, a line that looks like one of our markers, and blocks it leaves open: an open
 * code block or an open piece of HTML is closed, and a "%%" or "$$" without its fellow is escaped.
 *
 * Returns: (transfer full): lines without a final line feed; "" for none; any thread
 */
char *
postil_markdown_guard_comment (const char *comment)
{
  g_autofree char *clean = postil_markdown_clean (comment != NULL ? comment : "");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *closing = NULL;
  PostilMarkdownOutline outline = { .depth = 0 };
  Pair pairs[] = { { '%', 0, FALSE }, { '$', 0, FALSE } };
  gboolean first_is_later = FALSE;

  for (char *p = trim (clean), *end = p + strlen (p); p < end;)
    {
      gsize length = postil_markdown_line_length (p, end);
      gsize start = 0;
      gboolean was_fence = outline.leaf == POSTIL_MARKDOWN_LEAF_FENCE;

      p[length] = '\0';
      if (postil_markdown_outline_needs_gap (&outline, p))
        {
          g_string_append_c (out, '\n');
          postil_markdown_outline_add_line (&outline, "", 0);
        }
      start = out->len;
      append_comment_line (out, p, length);
      postil_markdown_outline_add_line (&outline, out->str + start, out->len - start);
      /* Parsers differ on whether such an item goes on after an empty line. */
      if (outline.defines)
        g_string_insert_c (out, strchr (out->str + start, '[') - out->str, '\\');
      for (gsize i = 0; i < G_N_ELEMENTS (pairs) && !was_fence; i++)
        follow_pair (&pairs[i], out, start);
      p += length + 1;
      if (p < end)
        g_string_append_c (out, '\n');
    }
  first_is_later = pairs[0].last > pairs[1].last;
  escape_odd (out, &pairs[first_is_later ? 0 : 1]);
  escape_odd (out, &pairs[first_is_later ? 1 : 0]);
  closing = postil_markdown_outline_make_closing (&outline);
  if (closing != NULL)
    g_string_append_printf (out, "\n%s", closing);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
