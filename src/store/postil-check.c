/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of both files: sound pages, references that lead somewhere, indexes in step with what they index, and derived counts
 * that are right. Repair makes anew only what is derived; a note is never touched. */
#include "config.h"

#include "postil-maintenance.h"

#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-notes-private.h"
#include "postil-salvage-private.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

static const char full_check[] = "PRAGMA integrity_check (20)";
static const char broken_references[] = "SELECT count (*) FROM pragma_foreign_key_check";
static const char notes_index_check[] = "INSERT INTO annotation_search (annotation_search, rank) VALUES ('integrity-check', 1)";
static const char notes_index_rebuild[] = "INSERT INTO annotation_search (annotation_search) VALUES ('rebuild')";
static const char articles_index_check[] = "INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)";
static const char articles_index_rebuild[] = "INSERT INTO article_search (article_search) VALUES ('rebuild')";
static const char wrong_note_counts[]
    = "SELECT count (*) FROM (SELECT article_key, count (*) FILTER (WHERE deleted = 0) AS n FROM annotation GROUP BY "
      "article_key) "
      "AS counted LEFT JOIN article_state USING (article_key) WHERE coalesce (n_notes, -1) <> n";
static const char mend_note_counts[]
    = "INSERT INTO article_state (article_key, n_notes, seq) "
      "SELECT article_key, count (*) FILTER (WHERE deleted = 0), (SELECT coalesce (max (seq), 0) + 1 FROM article_state) "
      "FROM annotation WHERE true GROUP BY article_key "
      "ON CONFLICT (article_key) DO UPDATE SET n_notes = excluded.n_notes, seq = excluded.seq WHERE n_notes <> excluded.n_notes";
static const char list_tagged[] = "SELECT annotation.seq, tags, (SELECT count (*) FROM annotation_tag "
                                  "WHERE annotation_tag.annotation = annotation.seq) FROM annotation";
static const char wrong_entity_counts[]
    = "SELECT count (*) FROM entity LEFT JOIN (SELECT entity_id, sum (n) AS mentions, count (DISTINCT article_id) AS articles "
      "FROM mention GROUP BY entity_id) ON entity_id = entity.id "
      "WHERE n_mentions <> coalesce (mentions, 0) OR n_articles <> coalesce (articles, 0)";
static const char mend_entity_counts[]
    = "UPDATE entity SET n_mentions = (SELECT coalesce (sum (n), 0) FROM mention WHERE entity_id = entity.id), "
      "n_articles = (SELECT count (DISTINCT article_id) FROM mention WHERE entity_id = entity.id)";
static const char articles_without_text[] = "SELECT count (*) FROM article WHERE NOT EXISTS (SELECT 1 FROM document "
                                            "WHERE document.article_id = article.id AND document.version = article.version)";
static const char forget_mark[] = "DELETE FROM meta WHERE name IN ('state_epoch', 'state_seq')";

/* A derived thing that can be counted wrong and made anew. */
typedef struct
{
  PostilDatabaseFile file;
  const char *count;
  const char *mend;
  const char *finding;
} Derived;

static const Derived derived_counts[] = {
  { POSTIL_DATABASE_NOTES, wrong_note_counts, mend_note_counts, N_ ("notes.db: the number of notes of some articles is wrong") },
  { POSTIL_DATABASE_CACHE, wrong_entity_counts, mend_entity_counts,
    N_ ("cache.db: the number of mentions of some entities is wrong") },
};

/* A full-text index, which tells by failing that it is out of step. */
typedef struct
{
  PostilDatabaseFile file;
  const char *check;
  const char *rebuild;
  const char *finding;
} Index;

static const Index indexes[] = {
  { POSTIL_DATABASE_NOTES, notes_index_check, notes_index_rebuild, N_ ("notes.db: the full-text index of notes is out of step") },
  { POSTIL_DATABASE_CACHE, articles_index_check, articles_index_rebuild,
    N_ ("cache.db: the full-text index of articles is out of step") },
};

typedef struct
{
  PostilDatabase *database;
  GPtrArray *findings;
  gboolean repair;
} Check;

static void
report (Check *check, const char *finding, gboolean mended)
{
  g_ptr_array_add (check->findings, mended ? g_strdup_printf (_ ("%s; it was made anew"), finding) : g_strdup (finding));
}

static gboolean
is_writable (Check *check, PostilDatabaseFile file)
{
  return file != POSTIL_DATABASE_NOTES || !check->database->read_only;
}

/* Runs one statement in a transaction of its own. */
static gboolean
run (Check *check, PostilDatabaseFile file, const char *sql, GError **error)
{
  if (!postil_database_begin (check->database, file, error))
    return FALSE;
  return postil_database_end (check->database, file,
                              postil_connection_exec (postil_database_get_connection (check->database, file), sql, error), error);
}

/* Damage that even the check cannot get past is a finding like any other. */
static gboolean
take_damage (Check *check, PostilConnection *connection, GError **reason, GError **error)
{
  if (!g_error_matches (*reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (reason));
      return FALSE;
    }
  connection->damaged = TRUE;
  g_ptr_array_add (check->findings, g_strdup ((*reason)->message));
  return TRUE;
}

static gboolean
check_pages (Check *check, PostilDatabaseFile file, GError **error)
{
  PostilConnection *connection = postil_database_get_connection (check->database, file);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GError) reason = NULL;
  gint64 n_broken = 0;
  int more;

  if (!postil_query_init (&query, connection, full_check, &reason))
    return take_damage (check, connection, &reason, error);
  while ((more = postil_query_step (&query, &reason)) > 0)
    if (g_strcmp0 (postil_query_text (&query, 0), "ok") != 0)
      {
        g_autofree char *finding = postil_backup_describe (postil_query_text (&query, 0));

        connection->damaged = TRUE;
        g_ptr_array_add (check->findings, g_strdup_printf ("%s: %s", connection->name, finding));
      }
  if (more < 0)
    return take_damage (check, connection, &reason, error);
  if (connection->damaged)
    return TRUE;
  if (!postil_connection_get_number (connection, broken_references, &n_broken, error))
    return FALSE;
  if (n_broken > 0)
    g_ptr_array_add (check->findings, g_strdup_printf (ngettext ("%s: %u reference leads nowhere",
                                                                 "%s: %u references lead nowhere", (gulong) n_broken),
                                                       connection->name, (guint) n_broken));
  return TRUE;
}

static gboolean
check_index (Check *check, const Index *index, GError **error)
{
  PostilConnection *connection = postil_database_get_connection (check->database, index->file);
  g_autoptr (GError) reason = NULL;
  guint n_indexed = 0;

  /* Articles that are only listed so far are no fault; a failure is found below. */
  if (index->file == POSTIL_DATABASE_CACHE)
    postil_articles_index_waiting (check->database, 0, &n_indexed, NULL);
  if (!is_writable (check, index->file) || run (check, index->file, index->check, &reason))
    return TRUE;
  if (!g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  /* Only the index is wrong, so neither the handle nor the file is in doubt. */
  connection->damaged = FALSE;
  connection->suspect = FALSE;
  if (check->repair && !run (check, index->file, index->rebuild, error))
    return FALSE;
  report (check, _ (index->finding), check->repair);
  return TRUE;
}

static gboolean
check_count (Check *check, const Derived *derived, GError **error)
{
  gboolean mend = check->repair && is_writable (check, derived->file);
  gint64 n_wrong = 0;

  if (!postil_connection_get_number (postil_database_get_connection (check->database, derived->file), derived->count, &n_wrong,
                                     error))
    return FALSE;
  if (n_wrong == 0)
    return TRUE;
  if (mend && !run (check, derived->file, derived->mend, error))
    return FALSE;
  report (check, _ (derived->finding), mend);
  return TRUE;
}

/* A note's own list of tags, which is the truth, with the number of rows by which it is found. */
static gboolean
find_wrong_tags (Check *check, GPtrArray *wrong, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, check->database->notes, list_tagged, error))
    return FALSE;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      g_autoptr (PostilNote) note = postil_note_new ();
      const char *tags = postil_query_text (&query, 1);

      note->sequence = postil_query_integer (&query, 0);
      g_strfreev (note->tags);
      note->tags = g_strsplit (tags ? tags : "", " ", -1);
      if ((gint64) g_strv_length (note->tags) != postil_query_integer (&query, 2))
        g_ptr_array_add (wrong, g_steal_pointer (&note));
    }
  return more == 0;
}

static gboolean
mend_tags (Check *check, GPtrArray *wrong, GError **error)
{
  gboolean succeeded = TRUE;

  if (!postil_database_begin (check->database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  for (guint i = 0; succeeded && i < wrong->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (wrong, i);

      succeeded = postil_notes_set_tags (check->database, note->sequence, note, error);
    }
  return postil_database_end (check->database, POSTIL_DATABASE_NOTES, succeeded, error);
}

static gboolean
check_tags (Check *check, GError **error)
{
  g_autoptr (GPtrArray) wrong = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  gboolean mend = check->repair && is_writable (check, POSTIL_DATABASE_NOTES);

  if (!find_wrong_tags (check, wrong, error) || (mend && wrong->len > 0 && !mend_tags (check, wrong, error)))
    return FALSE;
  if (wrong->len > 0)
    report (check, _ ("notes.db: some notes are not found by their tags"), mend);
  return TRUE;
}

static gboolean
check_texts (Check *check, GError **error)
{
  gint64 n_without = 0;

  if (!postil_connection_get_number (check->database->cache, articles_without_text, &n_without, error))
    return FALSE;
  if (n_without > 0)
    g_ptr_array_add (check->findings, g_strdup_printf (ngettext ("cache.db: %u article has no text",
                                                                 "cache.db: %u articles have no text", (gulong) n_without),
                                                       (guint) n_without));
  return TRUE;
}

static gboolean
check_derived (Check *check, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (indexes); i++)
    if (!check_index (check, &indexes[i], error))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (derived_counts); i++)
    if (!check_count (check, &derived_counts[i], error))
      return FALSE;
  if (!check_tags (check, error) || !check_texts (check, error))
    return FALSE;
  /* What lists know of notes is copied anew rather than compared. */
  return !check->repair || (run (check, POSTIL_DATABASE_CACHE, forget_mark, error) && postil_state_sync (check->database, error));
}

/* Damaged pages: notes are saved into a new file; what can be fetched again is begun anew at the next start. */
static gboolean
mend_pages (Check *check, GError **error)
{
  PostilDatabase *database = check->database;

  if (database->notes->damaged)
    {
      if (!postil_recovery_run_open (database, error))
        return FALSE;
      if (database->recovery)
        g_ptr_array_add (check->findings, postil_recovery_describe (database->recovery));
    }
  if (database->cache->damaged)
    {
      postil_database_doubt (database, POSTIL_DATABASE_CACHE);
      g_ptr_array_add (check->findings, g_strdup (_ ("cache.db: it is begun anew when the library is opened next")));
      return TRUE;
    }
  return check_derived (check, error);
}

/**
 * postil_maintenance_check:
 * @database: both connections
 * @repair: make anew what is derived and wrong: full-text indexes, counts; save what damaged pages have left of the notes, see
 *   postil_maintenance_get_recovery()
 * @error: return location
 *
 * Checks both files from end to end. Damaged pages are reported, and nothing derived is looked at behind them.
 *
 * Errors: those of reading, of writing with @repair. Thread: database.
 *
 * Returns: (transfer full) (element-type utf8): one sentence a finding; empty when all is well
 */
GPtrArray *
postil_maintenance_check (PostilDatabase *database, gboolean repair, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  Check check = { database, findings, repair };

  gboolean succeeded;

  postil_database_assert_thread (database);
  if (!check_pages (&check, POSTIL_DATABASE_NOTES, error) || !check_pages (&check, POSTIL_DATABASE_CACHE, error))
    return NULL;
  if (findings->len == 0)
    succeeded = check_derived (&check, error);
  else
    succeeded = !repair || mend_pages (&check, error);
  if (!succeeded)
    return NULL;
  return g_steal_pointer (&findings);
}

/* --- numbers ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  PostilDatabaseFile file;
  const char *sql;
} Number;

static const Number numbers[] = {
  { "articles", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article" },
  { "unread", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article WHERE is_read = 0" },
  { "starred", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article WHERE is_starred = 1" },
  { "annotated", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article WHERE n_notes > 0" },
  { "samples", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article WHERE is_sample = 1" },
  { "waiting", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article WHERE analysis = 0" },
  { "failed", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM article WHERE analysis = 2" },
  { "versions", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM document" },
  { "feeds", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM feed" },
  { "entities", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM entity WHERE n_mentions > 0" },
  { "mentions", POSTIL_DATABASE_CACHE, "SELECT coalesce (sum (n_mentions), 0) FROM entity" },
  { "figures", POSTIL_DATABASE_CACHE, "SELECT count (*) FROM figure" },
  { "notes", POSTIL_DATABASE_NOTES, "SELECT count (*) FROM annotation WHERE deleted = 0" },
  { "trashed", POSTIL_DATABASE_NOTES, "SELECT count (*) FROM annotation WHERE deleted <> 0" },
  { "orphans", POSTIL_DATABASE_NOTES, "SELECT count (*) FROM annotation WHERE orphan = 1 AND deleted = 0" },
  { "tags", POSTIL_DATABASE_NOTES, "SELECT count (DISTINCT tag) FROM annotation_tag" },
  { "history", POSTIL_DATABASE_NOTES, "SELECT count (*) FROM history" },
  { "drafts", POSTIL_DATABASE_NOTES, "SELECT count (*) FROM draft" },
};

static guint64
size_of (PostilDatabase *database, const char *name)
{
  g_autofree char *path = postil_database_dup_path (database, name);
  struct stat status;

  return stat (path, &status) == 0 ? (guint64) status.st_size : 0;
}

static void
add_formats (PostilDatabase *database, GVariantBuilder *builder)
{
  static const char *const names[] = { "notes-format", "cache-format" };

  for (int file = 0; file < POSTIL_N_DATABASES; file++)
    {
      gint64 version = 0;
      g_autofree char *format = NULL;

      postil_connection_get_number (postil_database_get_connection (database, (PostilDatabaseFile) file), "PRAGMA user_version",
                                    &version, NULL);
      format = g_strdup_printf ("%d.%d", (int) version / 1000, (int) version % 1000);
      g_variant_builder_add (builder, "{sv}", names[file], g_variant_new_string (format));
    }
  g_variant_builder_add (builder, "{sv}", "sqlite", g_variant_new_string (sqlite3_libversion ()));
}

/**
 * postil_maintenance_stats:
 * @database: both connections
 * @error: return location
 *
 * Counts what is in the library: articles, unread, starred, annotated, samples, waiting, failed, versions, feeds, entities,
 * mentions, figures, notes, trashed, orphans, tags, history, drafts (u); notes-bytes, cache-bytes (t); notes-format, cache-format,
 * sqlite (s).
 *
 * Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full): a{sv}, not floating
 */
GVariant *
postil_maintenance_stats (PostilDatabase *database, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  postil_database_assert_thread (database);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 number = 0;

      if (!postil_connection_get_number (postil_database_get_connection (database, numbers[i].file), numbers[i].sql, &number,
                                         error))
        return NULL;
      g_variant_builder_add (&builder, "{sv}", numbers[i].name, g_variant_new_uint32 ((guint32) number));
    }
  g_variant_builder_add (&builder, "{sv}", "notes-bytes", g_variant_new_uint64 (size_of (database, "notes.db")));
  g_variant_builder_add (&builder, "{sv}", "cache-bytes",
                         g_variant_new_uint64 (size_of (database, "cache.db") + size_of (database, "cache.db-wal")));
  add_formats (database, &builder);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}
