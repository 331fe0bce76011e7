/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files come from a chooser, a drop or a command line and may be anything: a folder, a pipe nobody writes to, a device, a
 * sparse giant. Each is told apart before a byte is read, so that importing can neither hang nor eat the memory, and
 * each has a sentence that names the file and the cause. */
#include "config.h"

#include "postil-source-file-private.h"

#include "postil-library-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (1024 * 1024)

static void
set_unreadable (GError **error, const char *label, int code)
{
  const char *reason = g_strerror (code);

  if (code == EACCES || code == EPERM)
    reason = _ ("you may not read it");
  else if (code == ENOENT || code == ENOTDIR)
    reason = _ ("there is no such file");
  else if (code == ELOOP)
    reason = _ ("it is a link that leads to itself");
  /* Translators: a file name and the reason */
  g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_UNREADABLE, _ ("“%s” cannot be read: %s"), label, reason);
}

static gboolean
check_kind (const struct stat *info, const char *label, GError **error)
{
  const GQuark domain = POSTIL_LIBRARY_ERROR;
  const int code = POSTIL_LIBRARY_ERROR_UNSUPPORTED;

  if (S_ISREG (info->st_mode))
    return TRUE;
  if (S_ISDIR (info->st_mode))
    g_set_error (error, domain, code, _ ("“%s” is a folder; choose the files in it"), label);
  else if (S_ISFIFO (info->st_mode))
    g_set_error (error, domain, code, _ ("“%s” is a pipe, not a file"), label);
  else if (S_ISSOCK (info->st_mode))
    g_set_error (error, domain, code, _ ("“%s” is a socket, not a file"), label);
  else
    g_set_error (error, domain, code, _ ("“%s” is a device, not a file"), label);
  return FALSE;
}

static gboolean
check_size (gint64 size, const char *label, GError **error)
{
  g_autofree char *is = NULL;
  g_autofree char *may = NULL;

  if (size == 0)
    {
      g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID, _ ("“%s” is empty"), label);
      return FALSE;
    }
  if (size <= POSTIL_SOURCE_FILE_MAX)
    return TRUE;
  is = g_format_size ((guint64) size);
  may = g_format_size_full (POSTIL_SOURCE_FILE_MAX, G_FORMAT_SIZE_DEFAULT);
  g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_UNSUPPORTED,
               /* Translators: a file name and two sizes */
               _ ("“%s” is too large: it has %s, and Postil reads files of up to %s"), label, is, may);
  return FALSE;
}

static GBytes *
read_all (int fd, gsize expected, const char *label, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_sized_new ((guint) MIN (expected + 1, POSTIL_SOURCE_FILE_MAX));

  for (;;)
    {
      gsize old = content->len;
      gssize n = 0;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_byte_array_set_size (content, (guint) (old + CHUNK));
      do
        n = read (fd, content->data + old, CHUNK);
      while (n < 0 && errno == EINTR);
      if (n < 0)
        {
          set_unreadable (error, label, errno);
          return NULL;
        }
      g_byte_array_set_size (content, (guint) (old + (gsize) n));
      if (n == 0)
        break;
      if (content->len > POSTIL_SOURCE_FILE_MAX)
        break;
    }
  if (!check_size (content->len, label, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/**
 * postil_source_file_read:
 * @file: the file
 * @label: how messages call it
 * @cancellable: (nullable): looked at between chunks of a mebibyte
 * @error: return location
 *
 * Reads an ordinary file whole. A pipe, device, socket or folder is refused without being waited for.
 *
 * Errors: `POSTIL_LIBRARY_ERROR_UNREADABLE`, `_UNSUPPORTED` (not a file, too large), `_INVALID` (empty); each a whole
 * sentence for the reader. Thread: any but the main one; it blocks.
 *
 * Returns: (transfer full) (nullable): 1 to %POSTIL_SOURCE_FILE_MAX bytes
 */
GBytes *
postil_source_file_read (GFile *file, const char *label, GCancellable *cancellable, GError **error)
{
  const char *path = g_file_peek_path (file);
  struct stat info;
  int fd = -1;
  GBytes *bytes = NULL;

  if (path == NULL)
    {
      g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_UNSUPPORTED, _ ("“%s” is not on this computer"), label);
      return NULL;
    }
  /* Opening a device can have effects of its own, so it is not even opened. */
  if (stat (path, &info) != 0)
    {
      set_unreadable (error, label, errno);
      return NULL;
    }
  if (!check_kind (&info, label, error))
    return NULL;
  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0)
    {
      set_unreadable (error, label, errno);
      return NULL;
    }
  if (fstat (fd, &info) != 0)
    set_unreadable (error, label, errno);
  else if (check_kind (&info, label, error) && check_size (info.st_size, label, error))
    bytes = read_all (fd, (gsize) info.st_size, label, cancellable, error);
  close (fd);
  return bytes;
}
