/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readwise writes its highlights as CSV (RFC 4180) with a line of names first; columns may come in any order. */
#include "config.h"

#include "postil-foreign-notes-private.h"

#include <string.h>

#define MAX_COLUMNS 64

static char *
read_cell (const char **cursor)
{
  const char *p = *cursor;
  GString *cell = g_string_new (NULL);
  gboolean quoted = *p == '"';

  if (quoted)
    p++;
  for (; *p != '\0'; p++)
    {
      if (quoted && *p == '"' && p[1] == '"')
        p++;
      else if (quoted && *p == '"')
        {
          quoted = FALSE;
          continue;
        }
      else if (!quoted && (*p == ',' || *p == '\n' || *p == '\r'))
        break;
      g_string_append_c (cell, *p);
    }
  *cursor = p;
  return g_string_free (cell, FALSE);
}

/* (element-type utf8); moves past the row. */
static GPtrArray *
read_row (const char **cursor)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
  const char *p = *cursor;

  for (;;)
    {
      char *cell = read_cell (&p);

      if (row->len < MAX_COLUMNS)
        g_ptr_array_add (row, cell);
      else
        g_free (cell);
      if (*p != ',')
        break;
      p++;
    }
  if (*p == '\r')
    p++;
  if (*p == '\n')
    p++;
  *cursor = p;
  return row;
}

static const char *
get_cell (GPtrArray *head, GPtrArray *row, const char *name)
{
  for (guint i = 0; i < head->len && i < row->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (head, i), name) == 0)
      return g_ptr_array_index (row, i);
  return NULL;
}

/* "2025-01-31 09:30:00+00:00" */
static char *
make_iso (const char *text)
{
  char *iso = g_strdup (text != NULL ? text : "");

  if (strlen (iso) > 10 && iso[10] == ' ')
    iso[10] = 'T';
  return iso;
}

static void
read_highlight (PostilForeignNotes *self, GPtrArray *head, GPtrArray *row)
{
  const char *tags = get_cell (head, row, "Tags");
  g_auto (GStrv) parts = g_strsplit (tags != NULL ? tags : "", ",", -1);
  g_autofree char *created = make_iso (get_cell (head, row, "Highlighted at"));
  PostilForeignEntry entry = { .start = -1 };

  for (gsize i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  entry.quote = get_cell (head, row, "Highlight");
  entry.title = get_cell (head, row, "Book Title");
  entry.url = get_cell (head, row, "URL");
  entry.comment = get_cell (head, row, "Note");
  entry.color = get_cell (head, row, "Color");
  entry.created = created;
  entry.tags = (const char *const *) parts;
  postil_foreign_add (self, &entry);
}

void
postil_foreign_read_csv (PostilForeignNotes *self, const char *text)
{
  g_autoptr (GPtrArray) head = read_row (&text);

  while (*text != '\0')
    {
      g_autoptr (GPtrArray) row = read_row (&text);

      if (row->len > 1)
        read_highlight (self, head, row);
    }
}
