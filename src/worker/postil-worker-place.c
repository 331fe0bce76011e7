/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the worker program and its lexicon are: as the environment says, else beside us when we run from the build folder, else where they were
 * installed. */
#include "config.h"

#include "postil-worker-place-private.h"

#include "postil-worker-lexicon.h"

/* From <build>/src/<room>/program to <build>/src/worker/postil-worker. */
static char *
find_in_build (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *rooms = folder != NULL ? g_path_get_dirname (folder) : NULL;
  g_autofree char *program = NULL;

  if (rooms == NULL)
    return NULL;
  program = g_build_filename (rooms, "worker", "postil-worker", NULL);
  return g_file_test (program, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&program) : NULL;
}

/* Returns: (transfer full): path of the worker program */
char *
postil_worker_place_find_program (void)
{
  const char *said = g_getenv ("POSTIL_WORKER");
  char *built;

  if (said != NULL && *said != '\0')
    return g_strdup (said);
  built = find_in_build ();
  return built != NULL ? built : g_build_filename (POSTIL_LIBEXECDIR, "postil-worker", NULL);
}

/* Returns: (transfer full): path of the compiled lexicon that belongs to a worker program */
char *
postil_worker_place_find_lexicon (const char *program)
{
  const char *said = g_getenv ("POSTIL_LEXICON");
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *built = g_build_filename (folder, "..", "..", "data", "lexicons", "postil.lexicon", NULL);

  if (said != NULL && *said != '\0')
    return g_strdup (said);
  if (g_file_test (built, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&built);
  return g_build_filename (POSTIL_PKGDATADIR, "postil.lexicon", NULL);
}

/**
 * postil_worker_find_lexicon:
 *
 * Finds the lexicon as a worker made without naming one does. Any thread.
 *
 * Returns: (transfer full): its path; the file may be missing.
 */
char *
postil_worker_find_lexicon (void)
{
  g_autofree char *program = postil_worker_place_find_program ();

  return postil_worker_place_find_lexicon (program);
}
