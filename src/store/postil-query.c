/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement that is prepared once, bound by a string of types and stepped; it goes back to the shelf when its scope ends. */
#include "config.h"

#include "postil-connection-private.h"

#include "postil-time.h"

#include <math.h>
#include <stdarg.h>

gboolean
postil_query_init (PostilQuery *self, PostilConnection *connection, const char *sql, GError **error)
{
  int code;

  self->connection = connection;
  self->code = SQLITE_OK;
  self->statement = g_hash_table_lookup (connection->statements, sql);
  if (self->statement)
    {
      g_assert (!sqlite3_stmt_busy (self->statement));
      return TRUE;
    }
  code = sqlite3_prepare_v3 (connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->statement, NULL);
  if (code != SQLITE_OK)
    {
      self->statement = NULL;
      postil_connection_set_error (connection, code, error);
      return FALSE;
    }
  g_hash_table_insert (connection->statements, (gpointer) sql, self->statement);
  return TRUE;
}

void
postil_query_clear (PostilQuery *self)
{
  if (!self->statement)
    return;
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  self->statement = NULL;
}

void
postil_query_reset (PostilQuery *self)
{
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  self->code = SQLITE_OK;
}

static int
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data;

  if (!bytes)
    return sqlite3_bind_null (statement, index);
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    return sqlite3_bind_zeroblob (statement, index, 0);
  return sqlite3_bind_blob64 (statement, index, data, size, SQLITE_TRANSIENT);
}

/* An integer, or NULL when it is the value that stands for "none". */
static int
bind_integer_unless (sqlite3_stmt *statement, int index, gint64 value, gint64 none)
{
  return value == none ? sqlite3_bind_null (statement, index) : sqlite3_bind_int64 (statement, index, value);
}

static int
bind_number (sqlite3_stmt *statement, int index, double value)
{
  return isnan (value) ? sqlite3_bind_null (statement, index) : sqlite3_bind_double (statement, index, value);
}

static int
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  return text ? sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT) : sqlite3_bind_null (statement, index);
}

void
postil_query_bind (PostilQuery *self, const char *types, ...)
{
  sqlite3_stmt *statement = self->statement;
  va_list arguments;

  va_start (arguments, types);
  for (int i = 1; types[i - 1] && self->code == SQLITE_OK; i++)
    switch (types[i - 1])
      {
      case 's':
        self->code = bind_text (statement, i, va_arg (arguments, const char *));
        break;
      case 'i':
        self->code = sqlite3_bind_int64 (statement, i, va_arg (arguments, gint64));
        break;
      case 'u':
        self->code = sqlite3_bind_int64 (statement, i, va_arg (arguments, guint));
        break;
      case 'b':
        self->code = sqlite3_bind_int (statement, i, va_arg (arguments, gboolean) != FALSE);
        break;
      case 'd':
        self->code = bind_number (statement, i, va_arg (arguments, double));
        break;
      case 't':
        self->code = bind_integer_unless (statement, i, va_arg (arguments, gint64), POSTIL_TIME_UNKNOWN);
        break;
      case 'z':
        self->code = bind_integer_unless (statement, i, va_arg (arguments, gint64), 0);
        break;
      case 'y':
        self->code = bind_bytes (statement, i, va_arg (arguments, GBytes *));
        break;
      case 'k':
        self->code = sqlite3_bind_blob (statement, i, va_arg (arguments, const void *), 16, SQLITE_TRANSIENT);
        break;
      default:
        g_assert_not_reached ();
      }
  va_end (arguments);
}

int
postil_query_step (PostilQuery *self, GError **error)
{
  int code = self->code;

  if (code == SQLITE_OK)
    code = sqlite3_step (self->statement);
  if (code == SQLITE_ROW)
    return 1;
  if (code == SQLITE_DONE)
    return 0;
  postil_connection_set_error (self->connection, code, error);
  return -1;
}

/* Steps to the end of a statement that returns nothing, and makes it ready for the next values. */
gboolean
postil_query_run (PostilQuery *self, GError **error)
{
  int result;

  do
    result = postil_query_step (self, error);
  while (result > 0);
  postil_query_reset (self);
  return result == 0;
}

gboolean
postil_query_is_whole (PostilQuery *self, GError **error)
{
  if (self->code == SQLITE_OK)
    return TRUE;
  postil_connection_set_error (self->connection, self->code, error);
  return FALSE;
}

const char *
postil_query_text (PostilQuery *self, int column)
{
  const char *text = (const char *) sqlite3_column_text (self->statement, column);

  if (!text && sqlite3_column_type (self->statement, column) != SQLITE_NULL)
    self->code = SQLITE_NOMEM;
  return text;
}

char *
postil_query_dup (PostilQuery *self, int column)
{
  return g_strdup (postil_query_text (self, column));
}

gint64
postil_query_integer (PostilQuery *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

gint64
postil_query_time (PostilQuery *self, int column)
{
  if (sqlite3_column_type (self->statement, column) == SQLITE_NULL)
    return POSTIL_TIME_UNKNOWN;
  return sqlite3_column_int64 (self->statement, column);
}

GBytes *
postil_query_bytes (PostilQuery *self, int column)
{
  const void *data = sqlite3_column_blob (self->statement, column);
  int size = sqlite3_column_bytes (self->statement, column);

  if (!data && size > 0)
    self->code = SQLITE_NOMEM;
  return g_bytes_new (data, data ? (gsize) size : 0);
}
