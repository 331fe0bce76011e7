/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no exported text may hold, whoever wrote it: broken UTF-8, control characters, text turned round for the eye. */
#include "config.h"

#include "postil-markdown-text-private.h"

#include <string.h>

#define REPLACEMENT 0xfffd
#define POP_ISOLATE 0x2069
#define ISOLATE_BYTES 3 /* each isolate sign in UTF-8 */
#define MAX_ISOLATES 16 /* open at once on one line */

/* The isolates that are open on the present line, by their place in the output. */
typedef struct
{
  GString *out;
  gsize open[MAX_ISOLATES];
  guint n_open;
  guint n_dropped; /* opened deeper than we follow */
} Cleaner;

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
is_override (gunichar c)
{
  return c >= 0x202a && c <= 0x202e;
}

static gboolean
is_isolate (gunichar c)
{
  return c >= 0x2066 && c <= POP_ISOLATE;
}

/* An isolate left open would turn round whatever follows on the line, our own signs too. */
static void
end_line (Cleaner *self)
{
  while (self->n_open > 0)
    g_string_erase (self->out, (gssize) self->open[--self->n_open], ISOLATE_BYTES);
  self->n_dropped = 0;
}

static void
add_isolate (Cleaner *self, gunichar c)
{
  if (c != POP_ISOLATE && self->n_open == MAX_ISOLATES)
    {
      self->n_dropped++;
      return;
    }
  if (c != POP_ISOLATE)
    self->open[self->n_open++] = self->out->len;
  else if (self->n_dropped > 0)
    {
      self->n_dropped--;
      return;
    }
  else if (self->n_open == 0)
    return;
  else
    self->n_open--;
  g_string_append_unichar (self->out, c);
}

static void
add_character (Cleaner *self, gunichar c)
{
  if (is_isolate (c))
    add_isolate (self, c);
  else if (c == 0xfffe || c == 0xffff)
    g_string_append_unichar (self->out, REPLACEMENT);
  else if (c == '\v' || c == '\f')
    g_string_append_c (self->out, ' ');
  else if (c == '\t' || !(g_unichar_iscntrl (c) || is_override (c)))
    g_string_append_unichar (self->out, c);
}

/**
 * postil_markdown_clean:
 * @text: any NUL-terminated text, UTF-8 or not
 *
 * Repairs what comes from outside: valid UTF-8; every line end is LF; tabs stay, other control characters and the bidi
 * embeddings and overrides go; bidi isolates stay where they are opened and closed on one line.
 *
 * Returns: (transfer full): the text; any thread
 */
char *
postil_markdown_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  Cleaner self = { .out = g_string_sized_new (256) };

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_line_end (c))
        {
          add_character (&self, c);
          continue;
        }
      if (c == '\r' && p[1] == '\n')
        continue;
      end_line (&self);
      g_string_append_c (self.out, '\n');
    }
  end_line (&self);
  return g_string_free (self.out, FALSE);
}

/* Whether a line says nothing to a Markdown parser. */
gboolean
postil_markdown_is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] != ' ' && text[i] != '\t')
      return FALSE;
  return TRUE;
}

/* The bytes up to the next line feed or the end of a text. */
gsize
postil_markdown_line_length (const char *text, const char *end)
{
  const char *feed = memchr (text, '\n', (gsize) (end - text));

  return (gsize) ((feed != NULL ? feed : end) - text);
}
