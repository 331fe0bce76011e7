/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeping notes safe costs: bench-notes FOLDER [NOTES]. Makes a library of so many notes (50,000) when the folder has none,
 * then measures one note made durable, the check at the start, a backup, restoring it, saving it from damage, and finding 10,000
 * notes again in 1,000 changed articles. Milliseconds; of one note the median. */
#include "config.h"

#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-document-builder.h"
#include "postil-maintenance.h"
#include "postil-notes-table.h"
#include "postil-reanchor-private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NOW G_GINT64_CONSTANT (1795176000000000)
#define N_SINGLE 200
#define N_ARTICLES 1000
#define N_ON_ARTICLE 10
#define N_SENTENCES 60

static double
cpu_now (void)
{
  return (double) clock () * 1000 / CLOCKS_PER_SEC;
}

static double
wall_now (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static PostilDatabase *
open_library (const char *folder)
{
  g_autoptr (GError) error = NULL;
  PostilDatabase *database = postil_database_open (folder, &error);

  if (!database)
    g_error ("%s", error->message);
  postil_database_begin_job (database, NULL);
  return database;
}

static void
close_library (PostilDatabase *database)
{
  postil_database_end_job (database, TRUE);
  postil_database_free (database);
}

static void
must (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error ? error->message : "failed");
}

static PostilNote *
make_note (guint number)
{
  const char *const tags[] = { number % 3 ? "china/deals" : "phones", NULL };
  PostilNote *note = postil_note_new ();

  postil_id_new_random (&note->id, NULL);
  g_free (note->article_key);
  note->article_key = g_strdup_printf ("%032u", number / 10);
  g_free (note->article_title);
  note->article_title = g_strdup ("A title of usual length for an article in a newspaper");
  g_free (note->document_hash);
  note->document_hash = g_strdup ("0123456789abcdef");
  g_free (note->quote);
  note->quote = g_strdup_printf ("passage %u of the text, some words long, as readers mark them every day", number);
  note->start = 100;
  note->end = note->start + (guint32) g_utf8_strlen (note->quote, -1);
  note->color = 1 + number % 5;
  g_free (note->comment);
  note->comment
      = g_strdup_printf ("what a reader thinks of passage %u, in a sentence or two. It is compared with last year's.", number);
  g_strfreev (note->tags);
  note->tags = g_strdupv ((GStrv) tags);
  note->created = note->modified = NOW + number;
  return note;
}

static void
put_note (PostilDatabase *database, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = make_note (number);
  g_autoptr (PostilNote) stored = postil_notes_insert (database, note, NULL, &error);

  must (stored != NULL, error);
}

static void
fill (PostilDatabase *database, guint n)
{
  g_autoptr (GError) error = NULL;

  must (postil_database_begin (database, POSTIL_DATABASE_NOTES, &error), error);
  for (guint i = 0; i < n; i++)
    put_note (database, i);
  must (postil_database_commit (database, POSTIL_DATABASE_NOTES, &error), error);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double *first = a;
  const double *second = b;

  return *first > *second ? 1 : *first < *second ? -1 : 0;
}

static void
tell (const char *what, double wall, double cpu, double bar)
{
  printf ("%-44s %9.1f %9.1f %9.1f\n", what, wall, cpu, bar);
}

static void
measure_single (PostilDatabase *database)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  double cpu = cpu_now ();

  for (guint i = 0; i < N_SINGLE; i++)
    {
      double begin = wall_now ();
      double taken;

      put_note (database, 1000000 + i);
      taken = wall_now () - begin;
      g_array_append_val (times, taken);
    }
  cpu = (cpu_now () - cpu) / N_SINGLE;
  g_array_sort (times, compare_numbers);
  tell ("one note durable, median", g_array_index (times, double, N_SINGLE / 2), cpu, 15);
}

static char *
measure_backup (PostilDatabase *database)
{
  g_autoptr (GError) error = NULL;
  double wall = wall_now ();
  double cpu = cpu_now ();
  char *path = postil_maintenance_backup (database, NULL, NOW, &error);

  must (path != NULL, error);
  tell ("backup, checked, with its lines", wall_now () - wall, cpu_now () - cpu, 1000);
  return path;
}

static void
measure_restore (PostilDatabase *database, const char *path)
{
  g_autoptr (GError) error = NULL;
  double wall = wall_now ();
  double cpu = cpu_now ();
  g_autoptr (PostilRecovery) report = postil_maintenance_restore (database, path, FALSE, NOW, &error);

  must (report != NULL, error);
  tell ("restored from a copy", wall_now () - wall, cpu_now () - cpu, 5000);
}

/* Opened as a crash leaves it, and as it is left in order; the check is what lies between. */
static void
measure_start (const char *folder)
{
  g_autofree char *seen = g_build_filename (folder, "notes.seen", NULL);
  double times[2];

  for (int checked = 0; checked < 2; checked++)
    {
      double cpu;

      if (checked)
        unlink (seen);
      cpu = cpu_now ();
      close_library (open_library (folder));
      times[checked] = cpu_now () - cpu;
    }
  tell ("start in order", times[0], times[0], 0);
  tell ("the check at the start after a crash", times[1] - times[0], times[1] - times[0], 200);
}

static void
measure_damage (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "notes.db", NULL);
  char noise[12 * 1024];
  PostilDatabase *database;
  double wall, cpu;
  int descriptor = open (path, O_WRONLY | O_CLOEXEC);

  memset (noise, 0xa5, sizeof noise);
  if (descriptor < 0 || pwrite (descriptor, noise, sizeof noise, 0) != (gssize) sizeof noise)
    g_error ("%s cannot be written", path);
  close (descriptor);
  wall = wall_now ();
  cpu = cpu_now ();
  database = open_library (folder);
  tell ("saved from damage of the first 12 KiB", wall_now () - wall, cpu_now () - cpu, 5000);
  printf ("  %u notes are there, %u from the backup\n", database->recovery->n_notes, database->recovery->n_from_backup);
  close_library (database);
}

/* --- notes found again ---------------------------------------------------------------------------------------------------- */

/* The second edition has a sentence more at the beginning, one word in fifty changed, and one sentence gone. */
static PostilDocument *
make_document (guint article, guint edition)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GError) error = NULL;
  PostilDocument *document;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "A title");
  if (edition > 0)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
                                       "This article has been corrected since it appeared.");
  for (guint i = 0; i < N_SENTENCES; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "Sentence %u of article %u tells what company %u has done in month %u, how much of it was %s, and what came of it.", i,
          article, i * 7 % 31, i * 5 % 12, edition > 0 && i % 3 == 1 ? "planned" : "expected");

      if (edition == 0 || i != 30)
        postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, text);
    }
  document = postil_document_builder_finish (builder, &error);
  must (document != NULL, error);
  return document;
}

static void
annotate (PostilDatabase *database, guint article, PostilDocument *document)
{
  for (guint i = 0; i < N_ON_ARTICLE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilNote) note = make_note (article * N_ON_ARTICLE + i);
      g_autoptr (PostilNote) stored = NULL;
      gsize start = 20 + (gsize) i * 600;

      g_free (note->article_key);
      note->article_key = g_strdup_printf ("changed%025u", article);
      postil_note_set_passage (note, document, start, start + 70);
      stored = postil_notes_insert (database, note, document, &error);
      must (stored != NULL, error);
    }
}

static void
measure_finding (PostilDatabase *database)
{
  g_autoptr (GError) error = NULL;
  guint n_moved = 0;
  double cpu;

  must (postil_database_begin (database, POSTIL_DATABASE_NOTES, &error), error);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autoptr (PostilDocument) document = make_document (i, 0);

      annotate (database, i, document);
    }
  must (postil_database_commit (database, POSTIL_DATABASE_NOTES, &error), error);
  cpu = cpu_now ();
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *key = g_strdup_printf ("changed%025u", i);
      g_autoptr (PostilDocument) document = make_document (i, 1);
      guint n = 0;

      must (postil_database_begin (database, POSTIL_DATABASE_NOTES, &error), error);
      must (postil_reanchor_notes (database, key, document, &n, &error), error);
      must (postil_database_commit (database, POSTIL_DATABASE_NOTES, &error), error);
      n_moved += n;
    }
  cpu = cpu_now () - cpu;
  tell ("10,000 notes found in 1,000 changed articles", cpu, cpu, 5000);
  printf ("  %u written\n", n_moved);
}

int
main (int argc, char *argv[])
{
  const guint n_notes = argc > 2 ? (guint) atoi (argv[2]) : 50000;
  PostilDatabase *database;
  g_autofree char *copy = NULL;

  if (argc < 2)
    {
      fprintf (stderr, "usage: bench-notes FOLDER [NOTES]\n");
      return 2;
    }
  database = open_library (argv[1]);
  fill (database, n_notes);
  printf ("%-44s %9s %9s %9s\n", "", "wall ms", "CPU ms", "bar");
  measure_single (database);
  copy = measure_backup (database);
  measure_restore (database, copy);
  close_library (database);
  measure_start (argv[1]);
  measure_damage (argv[1]);
  database = open_library (argv[1]);
  measure_finding (database);
  close_library (database);
  return 0;
}
