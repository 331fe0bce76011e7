/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exported file lives in a folder that belongs to the reader: a vault, a synchronised folder, a repository. Everything is
 * done through one handle of that folder, no link is followed, a file appears whole or not at all, and a file that
 * differs from what we wrote there last, or that we never wrote, stays as it is. */
#include "config.h"

#include "postil-export-folder-private.h"

#include "postil-library-error.h"
#include "postil-markdown-export.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_EXISTING (64 * 1024 * 1024) /* bytes; nothing larger was written by us */
#define MAX_NAMES 1000
#define FRONT_MATTER 16384 /* bytes looked through for whose file it is */

struct _PostilExportFolder
{
  int fd; /* -1 in a dry run into a folder that is not there yet */
  gboolean dry_run;
  char *last_name;
};

typedef enum
{
  EXISTING_NONE,
  EXISTING_FOREIGN, /* a link, a folder, something unreadable */
  EXISTING_TEXT,
} Existing;

static void
set_failed (GError **error, const char *name, int code)
{
  g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_FAILED,
               /* Translators: a file name and the reason */
               _ ("“%s” was not written: %s"), name, g_strerror (code));
}

static gboolean
read_descriptor (int fd, char **text)
{
  struct stat info;
  g_autoptr (GString) content = NULL;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_EXISTING)
    return FALSE;
  content = g_string_sized_new ((gsize) info.st_size + 1);
  for (;;)
    {
      char buffer[16384];
      gssize n = read (fd, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || content->len > MAX_EXISTING)
        return FALSE;
      if (n == 0)
        break;
      g_string_append_len (content, buffer, n);
    }
  if (memchr (content->str, '\0', content->len) != NULL)
    return FALSE;
  *text = g_string_free (g_steal_pointer (&content), FALSE);
  return TRUE;
}

static Existing
read_existing (PostilExportFolder *self, const char *name, char **text)
{
  int fd = -1;
  gboolean whole = FALSE;

  *text = NULL;
  if (self->fd < 0)
    return EXISTING_NONE;
  fd = openat (self->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return errno == ENOENT ? EXISTING_NONE : EXISTING_FOREIGN;
  whole = read_descriptor (fd, text);
  close (fd);
  return whole ? EXISTING_TEXT : EXISTING_FOREIGN;
}

/* Whether the front matter says that the file belongs to this article. */
static gboolean
is_of_article (const char *text, const char *article_key)
{
  g_autofree char *line = NULL;
  g_autofree char *head = NULL;
  const char *end = NULL;

  if (!g_str_has_prefix (text, "---"))
    return FALSE;
  head = g_strndup (text, FRONT_MATTER);
  end = strstr (head + 3, "\n---");
  line = g_strdup_printf ("\npostil_id: \"%s\"", article_key);
  return end != NULL && g_strstr_len (head, end - head, line) != NULL;
}

static gboolean
is_ours_untouched (GHashTable *written, const char *name, const char *text)
{
  const char *hash = g_hash_table_lookup (written, name);

  return hash != NULL && postil_markdown_is_untouched (text, hash);
}

static gboolean
write_all (int fd, const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize n = write (fd, text, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      text += n;
      left -= (gsize) n;
    }
  return fsync (fd) == 0;
}

/* A new name never takes the place of a file that appeared meanwhile. */
static gboolean
move_into_place (PostilExportFolder *self, const char *temporary, const char *name, gboolean replace)
{
  if (replace)
    return renameat (self->fd, temporary, self->fd, name) == 0;
  if (renameat2 (self->fd, temporary, self->fd, name, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  /* File systems that cannot rename without replacing can usually link. */
  if (linkat (self->fd, temporary, self->fd, name, 0) != 0)
    return FALSE;
  unlinkat (self->fd, temporary, 0);
  return TRUE;
}

/* expected: what must still stand there, NULL for nothing. Returns 0 or an errno. */
static int
write_file (PostilExportFolder *self, const char *name, const char *text, const char *expected)
{
  g_autofree char *temporary = g_strdup_printf (".postil-%08x%08x.tmp", g_random_int (), g_random_int ());
  g_autofree char *now = NULL;
  int fd = openat (self->fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean done = FALSE;
  int code = 0;

  if (fd < 0)
    return errno;
  done = write_all (fd, text);
  code = done ? 0 : errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  /* The reader's editor may have saved while we were writing. */
  if (code == 0 && expected != NULL && (read_existing (self, name, &now) != EXISTING_TEXT || strcmp (now, expected) != 0))
    code = EAGAIN;
  if (code == 0 && !move_into_place (self, temporary, name, expected != NULL))
    code = errno == EEXIST ? EAGAIN : errno;
  if (code != 0)
    unlinkat (self->fd, temporary, 0);
  return code;
}

static gboolean
commit (PostilExportFolder *self, const PostilExportFile *file, const char *name, const char *expected, GError **error)
{
  int code = self->dry_run ? 0 : write_file (self, name, file->text, expected);

  if (code == 0)
    return TRUE;
  if (code == EAGAIN)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "changed meanwhile");
  else
    set_failed (error, name, code);
  return FALSE;
}

static char *
number_name (const char *name, const char *word, guint number)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
  const char *ending = dot != NULL && dot != name ? dot : "";

  if (word == NULL)
    return number == 1 ? g_strdup (name) : g_strdup_printf ("%s (%u)%s", stem, number, ending);
  return number == 1 ? g_strdup_printf ("%s (%s)%s", stem, word, ending)
                     : g_strdup_printf ("%s (%s %u)%s", stem, word, number, ending);
}

static void
remember (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written, char *name)
{
  g_free (self->last_name);
  self->last_name = name;
  g_hash_table_replace (written, g_strdup (name), postil_markdown_hash (file->text));
}

static gboolean
set_no_name (const PostilExportFile *file, GError **error)
{
  set_failed (error, file->name, EEXIST);
  return FALSE;
}

/* The file was edited: ours goes beside it. */
static gboolean
put_beside (PostilExportFolder *self, const PostilExportFile *file, const char *name, GHashTable *written,
            PostilPlacement *placement, GError **error)
{
  for (guint number = 1; number <= MAX_NAMES; number++)
    {
      g_autofree char *beside = number_name (name, "new", number);
      g_autofree char *text = NULL;
      Existing existing = read_existing (self, beside, &text);

      if (existing == EXISTING_FOREIGN)
        continue;
      *placement = POSTIL_PLACED_BESIDE;
      if (existing == EXISTING_TEXT && strcmp (text, file->text) == 0)
        *placement = POSTIL_PLACED_BESIDE_UNCHANGED;
      else if (existing == EXISTING_TEXT && !is_ours_untouched (written, beside, text))
        continue;
      else if (!commit (self, file, beside, text, error))
        return FALSE;
      remember (self, file, written, g_steal_pointer (&beside));
      return TRUE;
    }
  return set_no_name (file, error);
}

static gboolean
try_put (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written, PostilPlacement *placement, GError **error)
{
  for (guint number = 1; number <= MAX_NAMES; number++)
    {
      g_autofree char *name = number_name (file->name, NULL, number);
      g_autofree char *text = NULL;
      Existing existing = read_existing (self, name, &text);
      gboolean known = g_hash_table_contains (written, name);

      if (existing == EXISTING_FOREIGN)
        continue;
      *placement = POSTIL_PLACED_WRITTEN;
      if (existing == EXISTING_TEXT && strcmp (text, file->text) == 0)
        *placement = POSTIL_PLACED_UNCHANGED;
      else if (existing == EXISTING_TEXT && !known && !is_of_article (text, file->article_key))
        continue;
      else if (existing == EXISTING_TEXT && !is_ours_untouched (written, name, text))
        return put_beside (self, file, name, written, placement, error);
      else if (!commit (self, file, name, text, error))
        return FALSE;
      remember (self, file, written, g_steal_pointer (&name));
      return TRUE;
    }
  return set_no_name (file, error);
}

/**
 * postil_export_folder_open:
 * @path: the folder; made when it is missing, unless in a dry run
 * @dry_run: decide everything, write nothing
 * @error: return location
 *
 * Opens the folder files will be written into. Errors: `POSTIL_LIBRARY_ERROR_FAILED`. Thread: any but the main one.
 *
 * Returns: (transfer full) (nullable): the folder
 */
PostilExportFolder *
postil_export_folder_open (const char *path, gboolean dry_run, GError **error)
{
  g_autoptr (PostilExportFolder) self = g_new0 (PostilExportFolder, 1);

  self->dry_run = dry_run;
  self->fd = -1;
  if (!dry_run && g_mkdir_with_parents (path, 0700) != 0)
    {
      set_failed (error, path, errno);
      return NULL;
    }
  /* The folder itself may be a link: the reader chose it. What is in it may not. */
  self->fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->fd >= 0 || (dry_run && errno == ENOENT))
    return g_steal_pointer (&self);
  set_failed (error, path, errno);
  return NULL;
}

/**
 * postil_export_folder_close:
 * @self: (transfer full) (nullable): a folder
 *
 * Makes the names of what was written last as their contents already do, and closes the folder.
 */
void
postil_export_folder_close (PostilExportFolder *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      /* Some file systems cannot sync a folder; the files themselves are synced. */
      if (!self->dry_run)
        (void) fsync (self->fd);
      close (self->fd);
    }
  g_free (self->last_name);
  g_free (self);
}

/**
 * postil_export_folder_put:
 * @self: an open folder
 * @file: what to write
 * @written: (element-type filename utf8): hashes of what was written for this article here before, by file name; brought
 *   up to date, also in a dry run
 * @placement: (out): what became of it
 * @error: return location
 *
 * Places one article's file: where it stood when it is untouched; under the next free name when the name belongs to
 * something else; beside it when the reader edited it. Right already: nothing is written.
 *
 * Errors: `POSTIL_LIBRARY_ERROR_FAILED`, naming the file. Thread: any but the main one.
 *
 * Returns: whether the text stands in the folder now
 */
gboolean
postil_export_folder_put (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written, PostilPlacement *placement,
                          GError **error)
{
  for (int attempt = 0; attempt < 5; attempt++)
    {
      g_autoptr (GError) problem = NULL;

      if (try_put (self, file, written, placement, &problem))
        return TRUE;
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  set_failed (error, file->name, EBUSY);
  return FALSE;
}

/**
 * postil_export_folder_get_last_name:
 * @self: an open folder
 *
 * Returns: (nullable): the name that the last successful put chose, without folders
 */
const char *
postil_export_folder_get_last_name (PostilExportFolder *self)
{
  return self->last_name;
}
