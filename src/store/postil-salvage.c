/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a new notes.db from the rows of other files. The first file is the library itself, or what it is to become; the others
 * give what the first has lost, or with merge all it lacks. Of two states of a note the later wins, by its revision and not by
 * a clock's word alone; a note whose row is lost everywhere comes back as its history last saw it. Rows are written by our own
 * statements under our own schema: what a file claims to be plays no part. */
#include "config.h"

#include "postil-salvage-private.h"

#include "postil-notes-private.h"
#include "postil-words-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_LINES 1000
#define MAX_EDITS 1000                               /* of one note between two copies, to be believed */
#define EARLIEST G_GINT64_CONSTANT (946684800000000) /* 2000, in µs */
#define LATEST G_GINT64_CONSTANT (7258118400000000)  /* 2200 */
#define N_IMAGE_COLUMNS 18                           /* of annotation, from article_key to orphan */

static const char rebuild_index[] = "INSERT INTO annotation_search (annotation_search) VALUES ('rebuild')";
static const char list_tags[] = "SELECT seq, tags FROM annotation WHERE tags <> ''";
static const char count_notes[] = "SELECT count (*) FROM annotation";

/* The best state of a note that any file has. */
typedef struct
{
  guint8 id[16];
  guint source;
  gint64 rowid;
  gint64 revision;
  gint64 changed;
  gboolean doubtful;
  gboolean impossible;
  gboolean written;
} Winner;

/* A note as its history last saw it; its values own their bytes. */
typedef struct
{
  guint8 id[16];
  gint64 seq; /* of the history */
  PostilRecord note;
} Image;

typedef struct
{
  PostilDatabase database; /* only its notes, for the functions that write tags */
  GPtrArray *sources;
  gboolean merge;
  guint source; /* being read */
  const PostilPreciousTable *table;
  GHashTable *winners;      /* id -> Winner */
  GHashTable *purged;       /* ids */
  GHashTable *revisions;    /* id -> gint64: the highest that the first file's history speaks of */
  GHashTable *images;       /* id -> Image */
  GHashTable *sequences[2]; /* (element-type gint64) taken in annotation, in history */
  GHashTable *events;       /* what identifies a row of the history */
  PostilRecovery *report;
  GError *error;
} Build;

static guint
id_hash (gconstpointer id)
{
  guint hash;

  memcpy (&hash, id, sizeof hash);
  return hash;
}

static gboolean
id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 16) == 0;
}

static void
image_free (Image *image)
{
  for (guint i = 0; i < image->note.n_values; i++)
    g_free ((char *) image->note.values[i].data);
  g_free (image);
}

static gint64 *
copy_number (gint64 number)
{
  gint64 *copy = g_new (gint64, 1);

  *copy = number;
  return copy;
}

/* --- the report --------------------------------------------------------------------------------------------------------- */

static void
tell (Build *build, const guint8 *id, const PostilValue *quote, const char *what)
{
  PostilId copy;
  char text[POSTIL_ID_STRING_SIZE];
  g_autofree char *words = quote ? g_strndup (quote->data ? quote->data : "", quote->size) : NULL;

  if (build->report->lines->len >= MAX_LINES)
    return;
  memcpy (copy.bytes, id, sizeof copy.bytes);
  postil_id_to_string (&copy, text);
  if (words && g_utf8_strlen (words, -1) > 60)
    *g_utf8_offset_to_pointer (words, 60) = '\0';
  if (words && *words)
    g_ptr_array_add (build->report->lines, g_strdup_printf ("%s “%s”: %s", text, words, what));
  else
    g_ptr_array_add (build->report->lines, g_strdup_printf ("%s: %s", text, what));
}

/* --- reading over the files --------------------------------------------------------------------------------------------- */

static gboolean
is_asked (Build *build, guint source, PostilPreciousIndex table)
{
  const PostilSource *first = g_ptr_array_index (build->sources, 0);

  return source == 0 || build->merge || !first->complete[table];
}

static gboolean
read_all (Build *build, PostilPreciousIndex table, PostilRowFunc func)
{
  build->table = &postil_precious_tables[table];
  for (build->source = 0; build->source < build->sources->len && !build->error; build->source++)
    if (is_asked (build, build->source, table))
      postil_source_read (g_ptr_array_index (build->sources, build->source), table, func, build);
  return build->error == NULL;
}

/* Runs the table's insert. A row that breaks a rule of the schema is no row of ours: it is left out, and the rest goes on. */
static gboolean
insert (Build *build, const PostilRecord *record)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GError) reason = NULL;

  if (build->error || !postil_query_init (&query, build->database.notes, build->table->insert, &build->error))
    return FALSE;
  postil_precious_bind (&query, build->table, record);
  if (postil_query_run (&query, &reason))
    return TRUE;
  if (!g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT))
    build->error = g_steal_pointer (&reason);
  return FALSE;
}

static void
insert_cb (const PostilRecord *record, gpointer data)
{
  insert (data, record);
}

/* A number of a row that another row has already is given anew. */
static PostilRecord
with_free_number (const PostilRecord *record, GHashTable *taken)
{
  PostilRecord copy = *record;

  if (copy.rowid <= 0 || g_hash_table_contains (taken, &copy.rowid))
    copy.rowid = 0;
  else
    g_hash_table_add (taken, copy_number (copy.rowid));
  return copy;
}

/* --- notes -------------------------------------------------------------------------------------------------------------- */

static gboolean
is_kind (const PostilRecord *record, const char *kind)
{
  const PostilValue *value = &record->values[POSTIL_HISTORY_KIND];

  return value->size == strlen (kind) && memcmp (value->data, kind, value->size) == 0;
}

/* What the library's own history says of its notes: which are gone for ever, and how often each was edited. */
static void
survey_history_cb (const PostilRecord *record, gpointer data)
{
  Build *build = data;
  const guint8 *id = (const guint8 *) record->values[POSTIL_HISTORY_ID].data;
  gint64 revision = record->values[POSTIL_HISTORY_REVISION].integer + is_kind (record, "edit");
  const gint64 *known = g_hash_table_lookup (build->revisions, id);

  if (build->source > 0)
    return;
  if (is_kind (record, "purge"))
    g_hash_table_add (build->purged, g_memdup2 (id, 16));
  if (!known || *known < revision)
    g_hash_table_replace (build->revisions, g_memdup2 (id, 16), copy_number (revision));
}

static gboolean
is_of_our_time (gint64 time)
{
  return time >= EARLIEST && time <= LATEST;
}

/* A row beside damage that claims more edits than a whole history knows of, or to be of another age, is damaged itself. */
static gboolean
is_impossible (Build *build, const Winner *candidate, const PostilRecord *record)
{
  const PostilSource *first = g_ptr_array_index (build->sources, 0);
  const gint64 *known = g_hash_table_lookup (build->revisions, candidate->id);

  if (!candidate->doubtful || candidate->source > 0)
    return FALSE;
  if (!is_of_our_time (candidate->changed) || !is_of_our_time (record->values[POSTIL_ANNOTATION_MODIFIED].integer))
    return TRUE;
  return first->complete[POSTIL_PRECIOUS_HISTORY] && candidate->revision != (known ? *known : 1);
}

/* A row beside damage may be damaged in a number, which no form shows: against a sound one it stands only for an edit, and for
 * no more of them than somebody can have made. */
static gboolean
beats (const Winner *a, const Winner *b)
{
  if (a->impossible != b->impossible)
    return b->impossible;
  if (a->doubtful && !b->doubtful)
    return a->revision > b->revision && a->revision - b->revision <= MAX_EDITS && a->changed > b->changed;
  if (b->doubtful && !a->doubtful)
    return !beats (b, a);
  if (a->revision != b->revision)
    return a->revision > b->revision;
  if (a->changed != b->changed)
    return a->changed > b->changed;
  return FALSE;
}

static void
judge_cb (const PostilRecord *record, gpointer data)
{
  Build *build = data;
  const guint8 *id = (const guint8 *) record->values[POSTIL_ANNOTATION_ID].data;
  Winner candidate = { .source = build->source, .rowid = record->rowid, .doubtful = record->doubtful };
  Winner *winner = g_hash_table_lookup (build->winners, id);

  if (build->source > 0 && g_hash_table_contains (build->purged, id))
    return;
  memcpy (candidate.id, id, sizeof candidate.id);
  candidate.revision = record->values[POSTIL_ANNOTATION_REVISION].integer;
  candidate.changed = record->values[POSTIL_ANNOTATION_CHANGED].integer;
  candidate.impossible = is_impossible (build, &candidate, record);
  if (winner && !beats (&candidate, winner))
    return;
  winner = g_memdup2 (&candidate, sizeof candidate);
  g_hash_table_replace (build->winners, winner->id, winner);
}

static void
write_note_cb (const PostilRecord *record, gpointer data)
{
  Build *build = data;
  const guint8 *id = (const guint8 *) record->values[POSTIL_ANNOTATION_ID].data;
  Winner *winner = g_hash_table_lookup (build->winners, id);
  PostilRecord copy;

  if (!winner || winner->written || winner->source != build->source || winner->rowid != record->rowid
      || winner->revision != record->values[POSTIL_ANNOTATION_REVISION].integer
      || winner->changed != record->values[POSTIL_ANNOTATION_CHANGED].integer)
    return;
  copy = with_free_number (record, build->sequences[0]);
  winner->written = insert (build, &copy);
  if (!winner->written)
    return;
  if (build->source > 0)
    build->report->n_from_backup++;
  if (build->source > 0 || winner->doubtful)
    tell (build, id, &record->values[POSTIL_ANNOTATION_QUOTE],
          build->source > 0 ? _ ("as the copy has it") : _ ("from beside the damage; look whether it is as you left it"));
}

/* --- history ------------------------------------------------------------------------------------------------------------ */

static void
own (PostilValue *value)
{
  if (value->type == POSTIL_VALUE_TEXT || value->type == POSTIL_VALUE_BLOB)
    value->data = g_memdup2 (value->size > 0 ? value->data : "", MAX (value->size, 1));
}

/* Keeps the newest image of a note that has no row any more. */
static void
keep_image (Build *build, const PostilRecord *record)
{
  const guint8 *id = (const guint8 *) record->values[POSTIL_HISTORY_ID].data;
  const Winner *winner = g_hash_table_lookup (build->winners, id);
  Image *image = g_hash_table_lookup (build->images, id);

  if ((winner && winner->written) || g_hash_table_contains (build->purged, id) || (image && image->seq >= record->rowid))
    return;
  image = g_new0 (Image, 1);
  memcpy (image->id, id, sizeof image->id);
  image->seq = record->rowid;
  image->note.rowid = record->values[POSTIL_HISTORY_NOTE].integer;
  image->note.n_values = POSTIL_ANNOTATION_N_COLUMNS;
  image->note.values[POSTIL_ANNOTATION_ID] = record->values[POSTIL_HISTORY_ID];
  for (guint i = 0; i < N_IMAGE_COLUMNS; i++)
    image->note.values[2 + i] = record->values[POSTIL_HISTORY_NOTE + 1 + i];
  image->note.values[POSTIL_ANNOTATION_CHANGED] = record->values[POSTIL_HISTORY_AT];
  /* The image is from before the change; a note that went to the trash is still there. */
  if (is_kind (record, "trash"))
    image->note.values[POSTIL_ANNOTATION_DELETED] = record->values[POSTIL_HISTORY_AT];
  for (guint i = 0; i < image->note.n_values; i++)
    own (&image->note.values[i]);
  g_hash_table_replace (build->images, image->id, image);
}

static void
write_history_cb (const PostilRecord *record, gpointer data)
{
  Build *build = data;
  g_autoptr (GString) event = g_string_new_len (record->values[POSTIL_HISTORY_ID].data, 16);
  gboolean known;
  PostilRecord copy;

  g_string_append_printf (event, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/", record->values[POSTIL_HISTORY_AT].integer,
                          record->values[POSTIL_HISTORY_REVISION].integer);
  g_string_append_len (event, record->values[POSTIL_HISTORY_KIND].data, (gssize) record->values[POSTIL_HISTORY_KIND].size);
  /* Two files may number the same event differently. */
  known = !g_hash_table_add (build->events, g_string_free_to_bytes (g_steal_pointer (&event)));
  if (build->source > 0 ? known : g_hash_table_contains (build->sequences[1], &record->rowid))
    return;
  copy = with_free_number (record, build->sequences[1]);
  if (insert (build, &copy))
    keep_image (build, record);
}

static void
own_words (PostilValue *value, const PostilValue *text)
{
  g_autofree char *copy = g_strndup (text->data ? text->data : "", text->size);
  char *words = postil_words_part (copy);

  *value = (PostilValue){ 0 };
  if (words)
    *value = (PostilValue){ .type = POSTIL_VALUE_TEXT, .data = words, .size = strlen (words) };
}

static void
write_image (Build *build, Image *image)
{
  PostilValue *values = image->note.values;
  const Winner *winner = g_hash_table_lookup (build->winners, image->id);
  PostilRecord copy;

  if (build->error || (winner && winner->written))
    return;
  own_words (&values[POSTIL_ANNOTATION_QUOTE_WORDS], &values[POSTIL_ANNOTATION_QUOTE]);
  own_words (&values[POSTIL_ANNOTATION_COMMENT_WORDS], &values[POSTIL_ANNOTATION_COMMENT]);
  own_words (&values[POSTIL_ANNOTATION_TAGS_WORDS], &values[POSTIL_ANNOTATION_TAGS]);
  copy = with_free_number (&image->note, build->sequences[0]);
  if (!insert (build, &copy))
    return;
  build->report->n_from_history++;
  tell (build, image->id, &values[POSTIL_ANNOTATION_QUOTE], _ ("as it was before its last change"));
}

static gboolean
write_images (Build *build)
{
  GHashTableIter iter;
  gpointer image = NULL;

  build->table = &postil_precious_tables[POSTIL_PRECIOUS_ANNOTATION];
  g_hash_table_iter_init (&iter, build->images);
  while (g_hash_table_iter_next (&iter, NULL, &image))
    write_image (build, image);
  return build->error == NULL;
}

/* A note that the index knows and nothing else. */
static void
count_lost_cb (const PostilRecord *record, gpointer data)
{
  Build *build = data;
  const guint8 *id = (const guint8 *) record->values[0].data;
  const Winner *winner = g_hash_table_lookup (build->winners, id);

  if ((winner && winner->written) || g_hash_table_contains (build->images, id) || g_hash_table_contains (build->purged, id))
    return;
  build->report->n_lost++;
  g_hash_table_add (build->purged, g_memdup2 (id, 16));
  tell (build, id, NULL, _ ("lost; no copy has it"));
}

static void
count_lost (Build *build)
{
  PostilSource *first = g_ptr_array_index (build->sources, 0);

  if (!first->complete[POSTIL_PRECIOUS_ANNOTATION])
    postil_source_read_ids (first, count_lost_cb, build);
}

/* --- the other tables --------------------------------------------------------------------------------------------------- */

/* A text is kept under its own hash, so that damage in it shows. */
static void
write_snapshot_cb (const PostilRecord *record, gpointer data)
{
  const PostilValue *blob = &record->values[POSTIL_SNAPSHOT_DOCUMENT];
  g_autoptr (GBytes) bytes = g_bytes_new (blob->data, blob->size);
  g_autoptr (PostilDocument) document = postil_document_deserialize (bytes, NULL);
  g_autofree char *hash = document ? postil_document_hash_text (document) : NULL;

  if (hash && strlen (hash) == record->values[POSTIL_SNAPSHOT_HASH].size
      && memcmp (hash, record->values[POSTIL_SNAPSHOT_HASH].data, strlen (hash)) == 0)
    insert (data, record);
}

static gboolean
write_tags (Build *build)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, build->database.notes, list_tags, &build->error))
    return FALSE;
  while ((more = postil_query_step (&query, &build->error)) > 0)
    {
      g_autoptr (PostilNote) note = postil_note_new ();

      g_strfreev (note->tags);
      note->tags = g_strsplit (postil_query_text (&query, 1), " ", -1);
      if (!postil_notes_set_tags (&build->database, postil_query_integer (&query, 0), note, &build->error))
        return FALSE;
    }
  return more == 0;
}

static gboolean
write_all (Build *build)
{
  gint64 n_notes = 0;

  /* Notes count themselves into the state of their article, which so comes first. */
  if (!read_all (build, POSTIL_PRECIOUS_HISTORY, survey_history_cb) || !read_all (build, POSTIL_PRECIOUS_ANNOTATION, judge_cb)
      || !read_all (build, POSTIL_PRECIOUS_STATE, insert_cb) || !read_all (build, POSTIL_PRECIOUS_ANNOTATION, write_note_cb)
      || !read_all (build, POSTIL_PRECIOUS_HISTORY, write_history_cb) || !write_images (build)
      || !read_all (build, POSTIL_PRECIOUS_SNAPSHOT, write_snapshot_cb))
    return FALSE;
  count_lost (build);
  for (guint i = POSTIL_PRECIOUS_DRAFT; i < POSTIL_PRECIOUS_N_TABLES; i++)
    if (i != POSTIL_PRECIOUS_SNAPSHOT && !read_all (build, (PostilPreciousIndex) i, insert_cb))
      return FALSE;
  if (!write_tags (build) || !postil_connection_exec (build->database.notes, rebuild_index, &build->error)
      || !postil_connection_get_number (build->database.notes, count_notes, &n_notes, &build->error))
    return FALSE;
  build->report->n_notes = (guint) n_notes;
  return TRUE;
}

/* --- the new file ------------------------------------------------------------------------------------------------------- */

static void
build_clear (Build *build)
{
  g_clear_pointer (&build->winners, g_hash_table_unref);
  g_clear_pointer (&build->purged, g_hash_table_unref);
  g_clear_pointer (&build->revisions, g_hash_table_unref);
  g_clear_pointer (&build->images, g_hash_table_unref);
  g_clear_pointer (&build->sequences[0], g_hash_table_unref);
  g_clear_pointer (&build->sequences[1], g_hash_table_unref);
  g_clear_pointer (&build->events, g_hash_table_unref);
  g_clear_error (&build->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Build, build_clear)

static void
build_init (Build *build, PostilConnection *connection)
{
  build->database.notes = connection;
  build->database.thread = g_thread_self ();
  build->winners = g_hash_table_new_full (id_hash, id_equal, NULL, g_free);
  build->purged = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
  build->revisions = g_hash_table_new_full (id_hash, id_equal, g_free, g_free);
  build->images = g_hash_table_new_full (id_hash, id_equal, NULL, (GDestroyNotify) image_free);
  for (guint i = 0; i < G_N_ELEMENTS (build->sequences); i++)
    build->sequences[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  build->events = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
}

static gboolean
write_rows (PostilConnection *connection, GPtrArray *sources, gboolean merge, PostilRecovery *report, GError **error)
{
  g_auto (Build) build = { .sources = sources, .merge = merge, .report = report };

  build_init (&build, connection);
  if (!postil_connection_begin (connection, error))
    return FALSE;
  if (write_all (&build))
    return postil_connection_commit (connection, error);
  postil_connection_rollback (connection);
  g_propagate_error (error, g_steal_pointer (&build.error));
  return FALSE;
}

static gboolean
write_file (const char *path, GPtrArray *sources, gboolean merge, PostilRecovery *report, GError **error)
{
  g_autoptr (PostilConnection) connection = NULL;
  int descriptor = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (descriptor < 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, errno == ENOSPC ? POSTIL_STORE_ERROR_FULL : POSTIL_STORE_ERROR_IO, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  close (descriptor);
  connection = postil_connection_open (path, POSTIL_CONNECTION_NOTES, error);
  return connection && postil_migrations_apply (connection, &postil_schema_notes, 0, error)
         && write_rows (connection, sources, merge, report, error);
}

static void
remove_file (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (journal);
}

/* Writes a new notes.db to path, which is replaced; it is checked and on the disk when this returns TRUE, else gone. sources:
 * (element-type PostilSource), the first decides; merge: the others add whatever it lacks, not only what it lost.
 * Errors: those of writing. */
gboolean
postil_salvage_write (GPtrArray *sources, gboolean merge, const char *path, PostilRecovery *report, GError **error)
{
  remove_file (path);
  if (write_file (path, sources, merge, report, error) && postil_backup_seal (path, error))
    {
      g_autofree char *journal = g_strconcat (path, "-journal", NULL);

      g_unlink (journal);
      return TRUE;
    }
  remove_file (path);
  return FALSE;
}
