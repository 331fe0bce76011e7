/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls with which files are opened, read, written, cut, synced, renamed and removed, in a form that fails on demand. The
 * program's own symbols are found before those of the C library, so nothing has to be traced or preloaded. */
#undef _FILE_OFFSET_BITS
#include "config.h"

#include "failing-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static gboolean armed;
static gboolean lasting;
static guint failing;
static int failing_error;
static guint n_calls;

void
failing_calls_begin (guint number, int system_error, gboolean for_ever)
{
  failing = number;
  failing_error = system_error;
  lasting = for_ever;
  n_calls = 0;
  armed = TRUE;
}

guint
failing_calls_end (void)
{
  armed = FALSE;
  return n_calls;
}

static gboolean
is_failing (void)
{
  if (!armed)
    return FALSE;
  n_calls++;
  if (n_calls == failing && failing_error == FAILING_CALLS_KILL)
    kill (getpid (), SIGKILL);
  return n_calls == failing || (lasting && n_calls > failing);
}

/* Sets errno for a call that has no half. */
static gboolean
fails (void)
{
  if (!is_failing () || failing_error == FAILING_CALLS_SHORT)
    return FALSE;
  errno = failing_error;
  return TRUE;
}

/* The same for one that has; size becomes what it is to do. */
static gboolean
fails_or_shortens (size_t *size)
{
  if (!is_failing ())
    return FALSE;
  if (failing_error == FAILING_CALLS_SHORT)
    {
      *size = *size > 1 ? *size / 2 : *size;
      return FALSE;
    }
  errno = failing_error;
  return TRUE;
}

static int
open_mode (int flags, va_list list)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (list, int) : 0;
}

int
open (const char *path, int flags, ...)
{
  va_list list;
  int mode;

  va_start (list, flags);
  mode = open_mode (flags, list);
  va_end (list);
  return fails () ? -1 : (int) syscall (SYS_openat, AT_FDCWD, path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list list;
  int mode;

  va_start (list, flags);
  mode = open_mode (flags, list);
  va_end (list);
  return fails () ? -1 : (int) syscall (SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

ssize_t
read (int descriptor, void *data, size_t size)
{
  return fails_or_shortens (&size) ? -1 : syscall (SYS_read, descriptor, data, size);
}

ssize_t
write (int descriptor, const void *data, size_t size)
{
  return fails_or_shortens (&size) ? -1 : syscall (SYS_write, descriptor, data, size);
}

ssize_t
pread64 (int descriptor, void *data, size_t size, off64_t offset)
{
  return fails_or_shortens (&size) ? -1 : syscall (SYS_pread64, descriptor, data, size, offset);
}

ssize_t
pwrite64 (int descriptor, const void *data, size_t size, off64_t offset)
{
  return fails_or_shortens (&size) ? -1 : syscall (SYS_pwrite64, descriptor, data, size, offset);
}

int
ftruncate64 (int descriptor, off64_t size)
{
  return fails () ? -1 : (int) syscall (SYS_ftruncate, descriptor, size);
}

int
fsync (int descriptor)
{
  return fails () ? -1 : (int) syscall (SYS_fsync, descriptor);
}

int
fdatasync (int descriptor)
{
  return fails () ? -1 : (int) syscall (SYS_fdatasync, descriptor);
}

int
unlink (const char *path)
{
  return fails () ? -1 : (int) syscall (SYS_unlinkat, AT_FDCWD, path, 0);
}

int
rename (const char *from, const char *to)
{
  return fails () ? -1 : (int) syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
link (const char *from, const char *to)
{
  return fails () ? -1 : (int) syscall (SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}
