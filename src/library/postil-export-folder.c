/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exported file lives in a folder that belongs to the reader: a vault, a synchronised folder, a repository. Everything is
 * done through one handle of that folder, no link is followed, a file appears whole or not at all. A file of ours is merged with what
 * the reader made of it, wherever in the folder he renamed it to; one that is not ours stays as it is. */
#include "config.h"

#include "postil-export-folder-private.h"

#include "postil-library-error.h"
#include "postil-markdown-export.h"

#include <dirent.h>
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
#define MAX_INDEXED 50000  /* files of the folder looked into */

struct _PostilExportFolder
{
  int fd; /* -1 in a dry run into a folder that is not there yet */
  gboolean dry_run;
  GHashTable *index; /* (nullable) article key -> file name; made when first asked */
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

/* --- whose files they are --- */

static char *
read_key (PostilExportFolder *self, const char *name)
{
  g_autofree char *head = g_malloc (FRONT_MATTER + 1);
  int fd = openat (self->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat info;
  gssize n = -1;

  if (fd < 0)
    return NULL;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    n = read (fd, head, FRONT_MATTER);
  close (fd);
  if (n < 0)
    return NULL;
  head[n] = '\0';
  return g_str_has_prefix (head, "---") || g_str_has_prefix (head, "\xef\xbb\xbf---") ? postil_markdown_read_article_key (head)
                                                                                      : NULL;
}

static void
index_file (PostilExportFolder *self, const char *name)
{
  g_autofree char *key = read_key (self, name);
  const char *other = key != NULL ? g_hash_table_lookup (self->index, key) : NULL;

  /* Of two copies the first by name, whatever order the system lists them in. */
  if (key != NULL && (other == NULL || strcmp (name, other) < 0))
    g_hash_table_replace (self->index, g_steal_pointer (&key), g_strdup (name));
}

static void
make_index (PostilExportFolder *self)
{
  int fd = self->fd >= 0 ? openat (self->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  const struct dirent *entry = NULL;

  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (dir == NULL)
    {
      if (fd >= 0)
        close (fd);
      return;
    }
  for (guint n = 0; n < MAX_INDEXED && (entry = readdir (dir)) != NULL; n++)
    if (g_str_has_suffix (entry->d_name, ".md"))
      index_file (self, entry->d_name);
  closedir (dir);
}

/* (nullable): the file of the article, by a name we gave it or the reader did. */
static char *
find_own (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written)
{
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, written);
  while (self->fd >= 0 && g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *key = read_key (self, name);

      if (g_strcmp0 (key, file->article_key) == 0)
        return g_strdup (name);
    }
  if (self->index == NULL)
    make_index (self);
  return g_strdup (g_hash_table_lookup (self->index, file->article_key));
}

/* --- writing --- */

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
commit (PostilExportFolder *self, const char *name, const char *text, const char *expected, GError **error)
{
  int code = self->dry_run ? 0 : write_file (self, name, text, expected);

  if (code == 0)
    return TRUE;
  if (code == EAGAIN)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "changed meanwhile");
  else
    set_failed (error, name, code);
  return FALSE;
}

static char *
number_name (const char *name, guint number)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);

  return number == 1 ? g_strdup (name) : g_strdup_printf ("%s (%u)%s", stem, number, dot != NULL && dot != name ? dot : "");
}

static void
remember (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written, const PostilExportOutcome *outcome)
{
  g_hash_table_replace (written, g_strdup (outcome->name), postil_markdown_hash (outcome->after));
  if (self->index != NULL)
    g_hash_table_replace (self->index, g_strdup (file->article_key), g_strdup (outcome->name));
}

/* Brings a file of ours up to date; before: (transfer full) what stands in it. */
static gboolean
put_merged (PostilExportFolder *self, const PostilExportFile *file, char *before, PostilExportOutcome *outcome, GError **error)
{
  outcome->before = before;
  outcome->after = postil_markdown_merge (before, file->text, file->restore, &outcome->counts);
  outcome->placement = strcmp (outcome->before, outcome->after) == 0 ? POSTIL_PLACED_UNCHANGED : POSTIL_PLACED_WRITTEN;
  return outcome->placement == POSTIL_PLACED_UNCHANGED || commit (self, outcome->name, outcome->after, before, error);
}

static gboolean
put_new (PostilExportFolder *self, const PostilExportFile *file, PostilPlacement placement, PostilExportOutcome *outcome,
         GError **error)
{
  outcome->after = g_strdup (file->text);
  outcome->placement = placement;
  g_free (postil_markdown_merge ("", file->text, FALSE, &outcome->counts));
  return commit (self, outcome->name, outcome->after, NULL, error);
}

static gboolean
try_put (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written, PostilExportOutcome *outcome,
         GError **error)
{
  g_autofree char *own = find_own (self, file, written);
  PostilPlacement placement = POSTIL_PLACED_WRITTEN;
  char *text = NULL;

  if (own != NULL && read_existing (self, own, &text) == EXISTING_TEXT)
    {
      outcome->name = g_steal_pointer (&own);
      return put_merged (self, file, text, outcome, error);
    }
  if (file->only_existing)
    return TRUE;
  for (guint number = 1; number <= MAX_NAMES; number++)
    {
      g_autofree char *name = number_name (file->name, number);
      gboolean known = g_hash_table_contains (written, name);
      Existing existing = read_existing (self, name, &text);

      if (existing == EXISTING_NONE)
        {
          outcome->name = g_steal_pointer (&name);
          return put_new (self, file, placement, outcome, error);
        }
      /* The reader took the article's key out, but not all of ours. */
      if (existing == EXISTING_TEXT && known && postil_markdown_is_exported (text))
        {
          outcome->name = g_steal_pointer (&name);
          return put_merged (self, file, text, outcome, error);
        }
      g_clear_pointer (&text, g_free);
      if (known)
        placement = POSTIL_PLACED_BESIDE;
    }
  set_failed (error, file->name, EEXIST);
  return FALSE;
}

static gboolean
try_put_plain (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written, PostilExportOutcome *outcome,
               GError **error)
{
  for (guint number = 1; number <= MAX_NAMES; number++)
    {
      g_autofree char *name = number_name (file->name, number);
      g_autofree char *text = NULL;
      Existing existing = read_existing (self, name, &text);
      const char *hash = g_hash_table_lookup (written, name);

      if (existing == EXISTING_FOREIGN)
        continue;
      if (existing == EXISTING_TEXT && strcmp (text, file->text) != 0
          && !(hash != NULL && postil_markdown_is_untouched (text, hash)))
        continue;
      outcome->name = g_steal_pointer (&name);
      outcome->after = g_strdup (file->text);
      outcome->placement = number > 1 ? POSTIL_PLACED_BESIDE : POSTIL_PLACED_WRITTEN;
      if (existing == EXISTING_TEXT && strcmp (text, file->text) == 0)
        outcome->placement = POSTIL_PLACED_UNCHANGED;
      outcome->before = g_steal_pointer (&text);
      return outcome->placement == POSTIL_PLACED_UNCHANGED
             || commit (self, outcome->name, outcome->after, outcome->before, error);
    }
  set_failed (error, file->name, EEXIST);
  return FALSE;
}

/* Frees what it holds. */
void
postil_export_outcome_clear (PostilExportOutcome *outcome)
{
  g_clear_pointer (&outcome->name, g_free);
  g_clear_pointer (&outcome->before, g_free);
  g_clear_pointer (&outcome->after, g_free);
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
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_free (self);
}

/**
 * postil_export_folder_put:
 * @self: an open folder
 * @file: what to write
 * @written: (element-type filename utf8): hashes of what was written for this article here before, by file name; brought
 *   up to date, also in a dry run
 * @outcome: (out): what became of it; empty before
 * @error: return location
 *
 * Places one article's file: merged with the one the article has here, whatever its name is now; else under the next free
 * name. Right already: nothing is written.
 *
 * Errors: `POSTIL_LIBRARY_ERROR_FAILED`, naming the file. Thread: any but the main one.
 *
 * Returns: whether the notes stand in the folder now
 */
gboolean
postil_export_folder_put (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written,
                          PostilExportOutcome *outcome, GError **error)
{
  for (int attempt = 0; attempt < 5; attempt++)
    {
      g_autoptr (GError) problem = NULL;

      if (try_put (self, file, written, outcome, &problem))
        {
          if (outcome->name != NULL)
            remember (self, file, written, outcome);
          return TRUE;
        }
      postil_export_outcome_clear (outcome);
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  set_failed (error, file->name, EBUSY);
  return FALSE;
}

gboolean
postil_export_folder_put_plain (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written,
                                PostilExportOutcome *outcome, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (try_put_plain (self, file, written, outcome, &problem))
    return TRUE;
  postil_export_outcome_clear (outcome);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_BUSY))
    set_failed (error, file->name, EBUSY);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
