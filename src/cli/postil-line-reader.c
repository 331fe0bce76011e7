/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program may feed us a line and wait for its answer, or pour in a file of gigabytes. So input is read when it is
 * there, in large pieces, and only while there is room for what it asks. */
#include "config.h"

#include "postil-line-reader-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (256 * 1024)

struct _PostilLineReader
{
  int fd;
  GByteArray *buffer;
  gsize start;   /* of the first line not given out */
  gsize scanned; /* no line feed before */
  guint number;  /* of the line given out last */
  GSource *source;
  gboolean eof;
};

PostilLineReader *
postil_line_reader_new (int fd)
{
  PostilLineReader *self = g_new0 (PostilLineReader, 1);

  self->fd = fd;
  self->buffer = g_byte_array_new ();
  return self;
}

static void
disarm (PostilLineReader *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

void
postil_line_reader_free (PostilLineReader *self)
{
  disarm (self);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

static gboolean
readable_cb (int fd, GIOCondition condition, gpointer user_data)
{
  PostilLineReader *self = user_data;
  gsize old = 0;
  gssize n = 0;

  if (self->start > 0)
    {
      g_byte_array_remove_range (self->buffer, 0, (guint) self->start);
      self->scanned -= self->start;
      self->start = 0;
    }
  old = self->buffer->len;
  g_byte_array_set_size (self->buffer, (guint) (old + CHUNK));
  do
    n = read (fd, self->buffer->data + old, CHUNK);
  while (n < 0 && errno == EINTR);
  g_byte_array_set_size (self->buffer, (guint) (old + (gsize) MAX (n, 0)));
  self->eof = n == 0 || (n < 0 && errno != EAGAIN) || self->buffer->len > POSTIL_LINE_MAX;
  g_clear_pointer (&self->source, g_source_unref);
  return G_SOURCE_REMOVE;
}

void
postil_line_reader_arm (PostilLineReader *self)
{
  if (self->source != NULL || self->eof)
    return;
  self->source = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (self->source, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->source, NULL);
}

/* The end of the next line, or G_MAXSIZE. */
static gsize
find_end (PostilLineReader *self)
{
  const guint8 *from = self->buffer->data + self->scanned;
  const guint8 *feed = NULL;

  if (self->buffer->len > self->scanned)
    feed = memchr (from, '\n', self->buffer->len - self->scanned);
  if (feed != NULL)
    return (gsize) (feed - self->buffer->data);
  self->scanned = self->buffer->len;
  return self->eof && self->start < self->buffer->len ? self->buffer->len : G_MAXSIZE;
}

char *
postil_line_reader_try_next (PostilLineReader *self)
{
  for (;;)
    {
      gsize end = find_end (self);
      g_autofree char *line = NULL;

      if (end == G_MAXSIZE)
        return NULL;
      line = g_strndup ((const char *) self->buffer->data + self->start, end - self->start);
      self->start = self->scanned = MIN (end + 1, self->buffer->len);
      self->number++;
      if (g_strstrip (line)[0] != '\0')
        return g_steal_pointer (&line);
    }
}

gboolean
postil_line_reader_at_end (PostilLineReader *self)
{
  return self->eof && self->start >= self->buffer->len;
}

guint
postil_line_reader_get_number (PostilLineReader *self)
{
  return self->number;
}

/* --- lines of JSON --- */

/* The code unit of an escape \uXXXX, or -1. */
static int
read_unit (const char *text)
{
  int unit = 0;

  if (text[0] != '\\' || text[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* How many bytes of escapes make one code point at text, and whether UTF-8 can hold it. */
static gsize
measure_escape (const char *text, gboolean *fits)
{
  int unit = read_unit (text);
  int second = unit >= 0 ? read_unit (text + 6) : -1;

  *fits = TRUE;
  if (unit < 0)
    return text[1] != '\0' ? 2 : 1;
  if (unit >= 0xd800 && unit < 0xdc00 && second >= 0xdc00 && second < 0xe000)
    return 12;
  *fits = unit != 0 && (unit < 0xd800 || unit >= 0xe000);
  return 6;
}

static char *
replace_unholdable (const char *line)
{
  GString *out = g_string_sized_new (strlen (line) + 1);

  while (*line != '\0')
    {
      gsize run = strcspn (line, "\\");
      gsize length = 0;
      gboolean fits = TRUE;

      g_string_append_len (out, line, (gssize) run);
      line += run;
      if (*line == '\0')
        break;
      length = measure_escape (line, &fits);
      if (fits)
        g_string_append_len (out, line, (gssize) length);
      else
        g_string_append (out, "\\ufffd");
      line += length;
    }
  return g_string_free (out, FALSE);
}

/* Returns: (transfer none) (nullable): the object, valid until the parser reads the next line */
JsonObject *
postil_line_parse (JsonParser *parser, const char *line, GError **error)
{
  g_autofree char *holdable = strstr (line, "\\u") != NULL ? replace_unholdable (line) : NULL;
  JsonNode *root = NULL;

  if (!g_utf8_validate (line, -1, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the line is not UTF-8");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, holdable != NULL ? holdable : line, -1, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the line is not a JSON object");
  return NULL;
}

const char *
postil_line_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}
