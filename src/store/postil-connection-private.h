/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite file: opened with every setting read back, statements kept, transactions that nest, errors told as GError. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-connection-private.h belongs to the room store"
#endif

#include "postil-store-error.h"

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_CONNECTION_NOTES,        /* TRUNCATE + FULL */
  POSTIL_CONNECTION_NOTES_READ,   /* never writes a byte */
  POSTIL_CONNECTION_CACHE,        /* WAL + NORMAL */
  POSTIL_CONNECTION_CACHE_MEMORY, /* where the folder cannot be written: gone with the program */
  POSTIL_CONNECTION_COPY,         /* a finished copy, to be checked */
} PostilConnectionMode;

typedef struct
{
  sqlite3 *handle;
  char *path;
  char *name; /* what messages call it */
  PostilConnectionMode mode;
  GHashTable *statements; /* constant SQL by address -> sqlite3_stmt */
  guint depth;            /* of transactions */
  gboolean doomed;        /* the transaction can only be rolled back */
  gboolean suspect;       /* a write failed half way: open again before the next one */
  gboolean damaged;       /* reading it found damage */
  GArray *touched;   /* (nullable) (element-type gint64) articles or notes written to since they were taken; NULL: too many */
  gint64 busy_since; /* µs, monotonic: when the wait for another program began */
  guint64 device;    /* of the file as it was opened */
  guint64 inode;
} PostilConnection;

PostilConnection *postil_connection_open (const char *path, PostilConnectionMode mode, GError **error);
void postil_connection_free (PostilConnection *self);
gboolean postil_connection_reopen (PostilConnection *self, GError **error);
gboolean postil_connection_exec (PostilConnection *self, const char *sql, GError **error);
gboolean postil_connection_is_same_file (PostilConnection *self, GError **error);
gboolean postil_connection_get_number (PostilConnection *self, const char *sql, gint64 *number, GError **error);
void postil_connection_set_error (PostilConnection *self, int code, GError **error);
void postil_connection_release_statements (PostilConnection *self);

GArray *postil_connection_take_touched (PostilConnection *self);

gboolean postil_connection_begin (PostilConnection *self, GError **error);
gboolean postil_connection_commit (PostilConnection *self, GError **error);
void postil_connection_rollback (PostilConnection *self);

/* A kept statement in use; g_auto resets it. */
typedef struct
{
  PostilConnection *connection;
  sqlite3_stmt *statement;
  int code; /* of the first binding or value that failed */
} PostilQuery;

/* sql: a constant; it is known by its address. */
gboolean postil_query_init (PostilQuery *self, PostilConnection *connection, const char *sql, GError **error);
void postil_query_clear (PostilQuery *self);
/* types, one letter an argument: s text or NULL (const char *), i integer (gint64), u (guint), b (gboolean), d (double, NAN is
 * NULL), t time (gint64, unknown is NULL), z positive id (gint64, 0 is NULL), y bytes (GBytes *), k PostilId (const void *, 16). */
void postil_query_bind (PostilQuery *self, const char *types, ...);
/* 1: a row, 0: no more, -1: error */
int postil_query_step (PostilQuery *self, GError **error);
gboolean postil_query_run (PostilQuery *self, GError **error);
void postil_query_reset (PostilQuery *self);

const char *postil_query_text (PostilQuery *self, int column); /* (nullable), until the next step */
char *postil_query_dup (PostilQuery *self, int column);        /* (nullable) */
gint64 postil_query_integer (PostilQuery *self, int column);
gint64 postil_query_time (PostilQuery *self, int column); /* POSTIL_TIME_UNKNOWN for NULL */
GBytes *postil_query_bytes (PostilQuery *self, int column);
/* FALSE, with an error, when a value of the row could not be had for want of memory: an empty one stands in its place. */
gboolean postil_query_is_whole (PostilQuery *self, GError **error);

#define POSTIL_QUERY_NONE                                                                                                        \
  {                                                                                                                              \
    NULL, NULL, SQLITE_OK                                                                                                        \
  }

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilQuery, postil_query_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilConnection, postil_connection_free)

G_END_DECLS
