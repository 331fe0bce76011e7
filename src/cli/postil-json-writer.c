/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Lines are read by other programs and looked at in terminals: so every line is one valid value, 22 billion is written
 * 22000000000, a number reads back as the same number, and nothing in a string can move a cursor or turn the writing around. */
#include "config.h"

#include "postil-json-writer-private.h"

#include "postil-text-output-private.h"
#include "postil-time.h"

#include <math.h>
#include <string.h>

static void
add_quoted (GString *out, const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;
      const char *next = valid ? g_utf8_next_char (text) : text + 1;

      if (valid && c != '"' && c != '\\' && !postil_text_is_control (c) && c != 0x2028 && c != 0x2029)
        {
          text = next;
          continue;
        }
      g_string_append_len (out, run, text - run);
      if (!valid)
        g_string_append (out, "\xef\xbf\xbd");
      else if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n' || c == '\t')
        g_string_append (out, c == '\n' ? "\\n" : "\\t");
      else if (c < 0x10000)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
      run = text = next;
    }
  g_string_append_len (out, run, text - run);
  g_string_append_c (out, '"');
}

static void
begin_value (PostilJsonWriter *self, const char *name)
{
  if (self->comma)
    g_string_append_c (self->out, ',');
  self->comma = TRUE;
  if (name == NULL)
    return;
  add_quoted (self->out, name);
  g_string_append_c (self->out, ':');
}

void
postil_json_begin_object (PostilJsonWriter *self, const char *name)
{
  begin_value (self, name);
  g_string_append_c (self->out, '{');
  self->comma = FALSE;
}

void
postil_json_end_object (PostilJsonWriter *self)
{
  g_string_append_c (self->out, '}');
  self->comma = TRUE;
}

void
postil_json_begin_array (PostilJsonWriter *self, const char *name)
{
  begin_value (self, name);
  g_string_append_c (self->out, '[');
  self->comma = FALSE;
}

void
postil_json_end_array (PostilJsonWriter *self)
{
  g_string_append_c (self->out, ']');
  self->comma = TRUE;
}

void
postil_json_add_string (PostilJsonWriter *self, const char *name, const char *value)
{
  if (value == NULL)
    return;
  begin_value (self, name);
  add_quoted (self->out, value);
}

/* The fewest digits that read back as the same number; whole numbers without an exponent as far as all digits count. */
void
postil_json_add_number (PostilJsonWriter *self, const char *name, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return;
  begin_value (self, name);
  if (value == floor (value) && fabs (value) < 1e21)
    {
      g_string_append (self->out, g_ascii_formatd (buffer, sizeof buffer, "%.0f", value == 0.0 ? 0.0 : value));
      return;
    }
  for (int digits = 15; digits <= 17; digits++)
    {
      const char format[] = { '%', '.', '1', (char) ('0' + digits - 10), 'g', '\0' };

      if (g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, format, value), NULL) == value)
        break;
    }
  g_string_append (self->out, buffer);
}

void
postil_json_add_integer (PostilJsonWriter *self, const char *name, gint64 value)
{
  begin_value (self, name);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, value);
}

void
postil_json_add_boolean (PostilJsonWriter *self, const char *name, gboolean value)
{
  begin_value (self, name);
  g_string_append (self->out, value ? "true" : "false");
}

void
postil_json_add_null (PostilJsonWriter *self, const char *name)
{
  begin_value (self, name);
  g_string_append (self->out, "null");
}

void
postil_json_add_time (PostilJsonWriter *self, const char *name, gint64 time, gboolean day_only)
{
  g_autofree char *iso = NULL;

  if (time == POSTIL_TIME_UNKNOWN)
    return;
  iso = day_only ? postil_day_to_iso (postil_time_to_day (time)) : postil_time_to_iso (time);
  postil_json_add_string (self, name, iso);
}
