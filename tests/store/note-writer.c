/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that writes notes and prints each one's id after its commit: what a test kills, starves, or runs twice.
 * Usage: note-writer DIRECTORY COUNT [FILE-SIZE-LIMIT] */
#include "config.h"

#include "library-fixture.h"

#include "postil-notes-table.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static PostilNote *
next_note (int number)
{
  g_autofree char *comment
      = g_strdup_printf ("note %d of %ld, with a comment of some length about the passage", number, (long) getpid ());

  return make_note ("0123456789abcdef0123456789abcdef", "a passage of the text", comment, NULL);
}

static void
limit_file_size (rlim_t size)
{
  const struct rlimit limit = { size, size };

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A library that is busy for longer than the store waits is tried again, as a reader would; nothing was claimed saved. */
static PostilNote *
insert (PostilDatabase *database, const PostilNote *note, GError **error)
{
  PostilNote *stored = NULL;

  for (int tries = 0; tries < 20 && !stored; tries++)
    {
      g_clear_error (error);
      postil_database_begin_job (database, NULL);
      stored = postil_notes_insert (database, note, NULL, error);
      postil_database_end_job (database, stored != NULL);
      if (!stored && !g_error_matches (*error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY))
        break;
    }
  return stored;
}

static PostilDatabase *
open_library (const char *directory, GError **error)
{
  PostilDatabase *database = NULL;

  for (int tries = 0; tries < 20 && !database; tries++)
    {
      g_clear_error (error);
      database = postil_database_open (directory, error);
      if (!database && !g_error_matches (*error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY))
        break;
    }
  return database;
}

static int
write_notes (PostilDatabase *database, int count)
{
  for (int i = 0; i < count; i++)
    {
      g_autoptr (PostilNote) note = next_note (i);
      g_autoptr (PostilNote) stored = NULL;
      g_autoptr (GError) error = NULL;
      char id[POSTIL_ID_STRING_SIZE];

      stored = insert (database, note, &error);
      if (!stored)
        {
          fprintf (stderr, "%s\n", error->message);
          return error->domain == POSTIL_STORE_ERROR ? 10 + error->code : 9;
        }
      postil_id_to_string (&stored->id, id);
      printf ("%s\n", id);
      fflush (stdout);
    }
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (PostilDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 3)
    return 2;
  database = open_library (argv[1], &error);
  if (!database)
    {
      fprintf (stderr, "%s\n", error->message);
      return error->domain == POSTIL_STORE_ERROR ? 10 + error->code : 9;
    }
  if (argc > 3)
    limit_file_size (strtoul (argv[3], NULL, 10));
  return write_notes (database, atoi (argv[2]));
}
