/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Titles, comments and names of files come from strangers. A terminal obeys some characters; those are taken out of all text
 * this program prints, whether a terminal listens or not. */
#include "config.h"

#include "postil-text-output-private.h"

#include <stdarg.h>
#include <string.h>

gboolean
postil_text_is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

static void
append (GString *out, const char *text, gboolean one_line)
{
  while (text != NULL && *text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append (out, "\xef\xbf\xbd");
          text++;
          continue;
        }
      if (c == '\n' || c == '\t')
        g_string_append_c (out, one_line ? ' ' : (char) c);
      else if (!postil_text_is_control (c))
        g_string_append_unichar (out, c);
      text = g_utf8_next_char (text);
    }
}

void
postil_text_append_lines (GString *out, const char *text)
{
  append (out, text, FALSE);
}

void
postil_text_append_line (GString *out, const char *text)
{
  append (out, text, TRUE);
}

gboolean
postil_text_write (FILE *file, const char *text, gsize length)
{
  return fwrite (text, 1, length, file) == length && fflush (file) == 0;
}

/* One line on the standard error, after the name of the program. */
void
postil_text_complain (const char *format, ...)
{
  g_autoptr (GString) line = g_string_new ("postil-cli: ");
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  postil_text_append_line (line, message);
  g_string_append_c (line, '\n');
  postil_text_write (stderr, line->str, line->len);
}
