/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that rows of notes.db are saved from: a damaged library, a copy, or what somebody says is one. Its tables are found by
 * its schema; where that or a tree is damaged, rows are known by their shape. */
#include "config.h"

#include "postil-salvage-private.h"

#include <string.h>

static const PostilPreciousTable schema_shape = { "sqlite_schema", "tttiT", FALSE, FALSE, NULL };
static const PostilPreciousTable ids_shape = { "sqlite_autoindex_annotation_1", "di", TRUE, FALSE, NULL };

static gboolean
value_is (const PostilValue *value, const char *text)
{
  return value->type == POSTIL_VALUE_TEXT && value->size == strlen (text) && memcmp (value->data, text, value->size) == 0;
}

/* --- the schema --------------------------------------------------------------------------------------------------------- */

static gboolean
fits_schema (const PostilRecord *record, gpointer data)
{
  return postil_precious_fits (&schema_shape, record) && record->values[3].integer >= 0
         && record->values[3].integer <= G_MAXUINT32;
}

static void
take_schema (const PostilRecord *record, gpointer data)
{
  PostilSource *self = data;
  guint32 root = (guint32) record->values[3].integer;

  if (value_is (&record->values[0], "index") && value_is (&record->values[1], ids_shape.name))
    self->ids_root = root;
  if (!value_is (&record->values[0], "table"))
    return;
  for (guint i = 0; i < POSTIL_PRECIOUS_N_TABLES; i++)
    if (value_is (&record->values[1], postil_precious_tables[i].name))
      self->roots[i] = root;
}

/* Any file may have a table of that name; ours has its columns too. */
static void
take_name (const PostilRecord *record, gpointer data)
{
  PostilSource *self = data;
  const PostilValue *sql = &record->values[4];

  if (value_is (&record->values[1], "annotation") && sql->type == POSTIL_VALUE_TEXT
      && g_strstr_len (sql->data, (gssize) sql->size, "document_hash"))
    self->ours = TRUE;
  take_schema (record, data);
}

/* --- rows --------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const PostilPreciousTable *table;
  gboolean alone; /* records that could be of another table as well do not fit */
  PostilRowFunc func;
  gpointer data;
} Reading;

static gboolean
fits_row (const PostilRecord *record, gpointer data)
{
  const Reading *reading = data;

  if (!postil_precious_fits (reading->table, record))
    return FALSE;
  for (guint i = 0; reading->alone && i < POSTIL_PRECIOUS_N_TABLES; i++)
    if (&postil_precious_tables[i] != reading->table && postil_precious_fits (&postil_precious_tables[i], record))
      return FALSE;
  return TRUE;
}

static void
take_row (const PostilRecord *record, gpointer data)
{
  const Reading *reading = data;

  reading->func (record, reading->data);
}

static gboolean
read_rows (PostilSource *self, guint32 root, gboolean complete, Reading *reading)
{
  const PostilRecordSink sink = { fits_row, take_row, reading };

  postil_page_reader_begin (self->reader);
  if (root > 0 && postil_page_reader_walk (self->reader, root, &sink))
    return TRUE;
  if (complete || reading->table->plain)
    return FALSE;
  reading->alone = TRUE;
  postil_page_reader_scan (self->reader, &sink);
  return FALSE;
}

/* Hands out every row of a table that can be read, once; not in order. A row of which an older state lies on a page that was
 * given up may come twice when the file is damaged. */
void
postil_source_read (PostilSource *self, PostilPreciousIndex table, PostilRowFunc func, gpointer data)
{
  Reading reading = { &postil_precious_tables[table], FALSE, func, data };

  read_rows (self, self->roots[table], self->complete[table], &reading);
}

void
postil_source_read_ids (PostilSource *self, PostilRowFunc func, gpointer data)
{
  Reading reading = { &ids_shape, FALSE, func, data };

  read_rows (self, self->ids_root, FALSE, &reading);
}

/* --- opening ------------------------------------------------------------------------------------------------------------ */

/* Both tables number their rows for ever upwards. */
static void
survey_row (const PostilRecord *record, gpointer data)
{
  gint64 *newest = data;

  *newest = MAX (*newest, record->rowid);
}

/* A table that a schema without fault does not name is one that a later format added. */
static void
survey (PostilSource *self, gboolean schema_whole)
{
  for (guint i = 0; i < POSTIL_PRECIOUS_N_TABLES; i++)
    {
      gint64 newest = 0;
      Reading reading = { &postil_precious_tables[i], FALSE, survey_row, &newest };

      self->complete[i] = TRUE;
      if (self->roots[i] > 0 || !schema_whole)
        self->complete[i] = read_rows (self, self->roots[i], self->roots[i] > 0, &reading);
      if (i == POSTIL_PRECIOUS_ANNOTATION || i == POSTIL_PRECIOUS_HISTORY)
        {
          self->newest += newest;
          self->ours = self->ours || newest > 0;
        }
    }
}

/* Opens a file and looks what can be read of it. Errors: OPEN. */
PostilSource *
postil_source_open (const char *path, GError **error)
{
  g_autoptr (PostilSource) self = g_new0 (PostilSource, 1);
  const PostilRecordSink sink = { fits_schema, take_name, self };
  gboolean whole;

  self->path = g_strdup (path);
  self->reader = postil_page_reader_open (path, error);
  if (!self->reader)
    return NULL;
  whole = postil_page_reader_has_header (self->reader) && postil_page_reader_walk (self->reader, 1, &sink);
  if (!whole)
    postil_page_reader_scan (self->reader, &sink);
  survey (self, whole);
  return g_steal_pointer (&self);
}

void
postil_source_free (PostilSource *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->reader, postil_page_reader_free);
  g_free (self->path);
  g_free (self);
}

gboolean
postil_source_is_complete (const PostilSource *self)
{
  for (guint i = 0; i < POSTIL_PRECIOUS_N_TABLES; i++)
    if (!self->complete[i])
      return FALSE;
  return TRUE;
}
