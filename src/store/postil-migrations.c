/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of both files as numbered steps. Each step is one transaction, and the version it leads to is set inside it. */
#include "config.h"

#include "postil-database-private.h"

#include "postil-store-migrations.h"

static const PostilMigration notes_migrations[] = {
  { 1000, "/postil/migrations/notes-0001.sql" },
  { 1001, "/postil/migrations/notes-0002.sql" },
  { 1002, "/postil/migrations/notes-0003.sql" },
  { 1003, "/postil/migrations/notes-0004.sql" },
};

static const PostilMigration cache_migrations[] = {
  { 1000, "/postil/migrations/cache-0001.sql" },
  { 1001, "/postil/migrations/cache-0002.sql" },
};

/* "PTLN" and "PTLC". */
const PostilSchema postil_schema_notes = { 0x50544c4e, notes_migrations, G_N_ELEMENTS (notes_migrations) };
const PostilSchema postil_schema_cache = { 0x50544c43, cache_migrations, G_N_ELEMENTS (cache_migrations) };

int
postil_schema_newest (const PostilSchema *schema)
{
  return schema->migrations[schema->n_migrations - 1].version;
}

/* What must hold after a step, whatever it did: references lead somewhere, no note and no former state of one is gone. */
static gboolean
count_precious (PostilConnection *connection, const PostilSchema *schema, gint64 *count, GError **error)
{
  *count = 0;
  if (schema != &postil_schema_notes)
    return TRUE;
  return postil_connection_get_number (connection, "SELECT (SELECT count (*) FROM annotation) + (SELECT count (*) FROM history)",
                                       count, error);
}

static gboolean
is_sound (PostilConnection *connection, GError **error)
{
  gint64 n_broken = 0;

  if (!postil_connection_get_number (connection, "SELECT count (*) FROM pragma_foreign_key_check", &n_broken, error))
    return FALSE;
  if (n_broken == 0)
    return TRUE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED,
               "%s: a step to a newer format left %" G_GINT64_FORMAT " broken references and was undone", connection->name,
               n_broken);
  return FALSE;
}

/* Any thread may be the first. */
static GResource *
scripts (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      postil_store_register_resource ();
      g_once_init_leave (&ready, 1);
    }
  return postil_store_get_resource ();
}

static gboolean
apply_step (PostilConnection *connection, const PostilSchema *schema, guint step, GError **error)
{
  g_autoptr (GBytes) script = NULL;
  gint64 before = 0;
  gint64 after = 0;

  script = g_resource_lookup_data (scripts (), schema->migrations[step].resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (!script || (step > 0 && !count_precious (connection, schema, &before, error)))
    return FALSE;
  /* Data of a resource ends in a NUL that its size does not count. */
  if (!postil_connection_exec (connection, g_bytes_get_data (script, NULL), error)
      || !count_precious (connection, schema, &after, error) || !is_sound (connection, error))
    return FALSE;
  if (after == before)
    return TRUE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED,
               "%s: a step to a newer format would have lost notes and was undone", connection->name);
  return FALSE;
}

/* Brings a file of version from (0: empty) to the newest, step by step. */
gboolean
postil_migrations_apply (PostilConnection *connection, const PostilSchema *schema, int from, GError **error)
{
  for (guint i = 0; i < schema->n_migrations; i++)
    {
      if (schema->migrations[i].version <= from)
        continue;
      if (!postil_connection_begin (connection, error))
        return FALSE;
      if (!apply_step (connection, schema, i, error))
        {
          postil_connection_rollback (connection);
          return FALSE;
        }
      if (!postil_connection_commit (connection, error))
        return FALSE;
    }
  return TRUE;
}
