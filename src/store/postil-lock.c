/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock file of a library. Whoever opens it holds it alone while files are checked, migrated or moved aside, then shares it
 * with others for as long as it is open. It has text (the process) while the library is open; the last one out empties it, so
 * text in a lock that nobody holds tells of a program that died. */
#include "config.h"

#include "postil-lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_STEP 20000 /* µs */
#define WAIT_STEPS 500

static int
lock_retrying (int descriptor, int operation)
{
  int result;

  do
    result = flock (descriptor, operation);
  while (result != 0 && errno == EINTR);
  return result;
}

/* Another program that is just opening holds the lock alone for a moment: waits up to ten seconds. */
static gboolean
wait_for_share (int descriptor)
{
  for (int i = 0; i < WAIT_STEPS; i++)
    {
      if (lock_retrying (descriptor, LOCK_SH | LOCK_NB) == 0)
        return TRUE;
      g_usleep (WAIT_STEP);
    }
  return FALSE;
}

static void
write_note (int descriptor)
{
  g_autofree char *note = g_strdup_printf ("%ld\n", (long) getpid ());
  gsize length = strlen (note);

  if (ftruncate (descriptor, 0) != 0 || pwrite (descriptor, note, length, 0) != (gssize) length)
    g_warning ("The lock file cannot be written (%s); only the check after a crash depends on it", g_strerror (errno));
}

/* Takes the lock; fails with POSTIL_STORE_ERROR_OPEN or POSTIL_STORE_ERROR_BUSY. */
PostilLock *
postil_lock_new (const char *path, GError **error)
{
  g_autoptr (PostilLock) self = g_new0 (PostilLock, 1);
  struct stat status;

  self->descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->descriptor < 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (lock_retrying (self->descriptor, LOCK_EX | LOCK_NB) == 0)
    {
      self->alone = TRUE;
      self->unclean = fstat (self->descriptor, &status) == 0 && status.st_size > 0;
      write_note (self->descriptor);
      return g_steal_pointer (&self);
    }
  if (errno != EWOULDBLOCK && errno != EINTR)
    {
      /* A file system without locks: work goes on as if alone, the databases have locks of their own. */
      self->alone = TRUE;
      g_warning ("%s: cannot be locked (%s)", path, g_strerror (errno));
      return g_steal_pointer (&self);
    }
  if (wait_for_share (self->descriptor))
    return g_steal_pointer (&self);
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY, _ ("%s: another program is opening this library"), path);
  return NULL;
}

/* Lets others in, once the files are open. */
gboolean
postil_lock_share (PostilLock *self, GError **error)
{
  if (!self->alone)
    return TRUE;
  self->alone = FALSE;
  if (lock_retrying (self->descriptor, LOCK_SH) == 0)
    return TRUE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "The lock file cannot be shared: %s", g_strerror (errno));
  return FALSE;
}

/* Shuts others out again, until postil_lock_share(). Fails with POSTIL_STORE_ERROR_BUSY while one has the library open. */
gboolean
postil_lock_take_alone (PostilLock *self, GError **error)
{
  if (self->alone || lock_retrying (self->descriptor, LOCK_EX | LOCK_NB) == 0)
    {
      self->alone = TRUE;
      return TRUE;
    }
  /* A lock that could not be changed may be gone. */
  if (!wait_for_share (self->descriptor))
    g_warning ("The lock file cannot be shared again");
  g_set_error_literal (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY,
                       _ ("Another program has this library open; close it first"));
  return FALSE;
}

void
postil_lock_free (PostilLock *self)
{
  if (!self)
    return;
  if (self->descriptor >= 0)
    {
      if (lock_retrying (self->descriptor, LOCK_EX | LOCK_NB) == 0 && ftruncate (self->descriptor, 0) != 0)
        g_warning ("The lock file cannot be emptied (%s); the next start only checks the files once more", g_strerror (errno));
      close (self->descriptor);
    }
  g_free (self);
}
