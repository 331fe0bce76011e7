/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layer below SQLite that remembers each write, truncation and sync of notes.db and its journal. From that any number of power
 * cuts can be played: at a moment somebody draws by lot, every write since the last sync of its file is there or not, and of
 * one that is there single sectors may be missing. */
#include "config.h"

#include "power-disk.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

static const char *const file_names[POWER_N_FILES] = { "notes.db", "notes.db-journal" };

/* A file of SQLite's with the real one behind it. */
typedef struct
{
  sqlite3_file base;
  PowerFile file;
  sqlite3_file *real;
} Layer;

static sqlite3_vfs *below;
static sqlite3_vfs layer_vfs;
static GArray *recording;

static void
clear_event (gpointer data)
{
  g_clear_pointer (&((PowerEvent *) data)->data, g_bytes_unref);
}

static void
record (PowerEvent event)
{
  if (recording)
    g_array_append_val (recording, event);
  else
    clear_event (&event);
}

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((Layer *) file)->real;
}

static int
layer_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
layer_read (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), data, size, offset);
}

static int
layer_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  record ((PowerEvent){ POWER_WRITE, ((Layer *) file)->file, (gsize) offset, g_bytes_new (data, (gsize) size) });
  return real_of (file)->pMethods->xWrite (real_of (file), data, size, offset);
}

static int
layer_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  record ((PowerEvent){ POWER_TRUNCATE, ((Layer *) file)->file, (gsize) size, NULL });
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
layer_sync (sqlite3_file *file, int flags)
{
  record ((PowerEvent){ POWER_SYNC, ((Layer *) file)->file, 0, NULL });
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
layer_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
layer_lock (sqlite3_file *file, int lock)
{
  return real_of (file)->pMethods->xLock (real_of (file), lock);
}

static int
layer_unlock (sqlite3_file *file, int lock)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), lock);
}

static int
layer_check_reserved_lock (sqlite3_file *file, int *result)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), result);
}

static int
layer_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), operation, argument);
}

static int
layer_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
layer_device_characteristics (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static const sqlite3_io_methods layer_methods = {
  .iVersion = 1,
  .xClose = layer_close,
  .xRead = layer_read,
  .xWrite = layer_write,
  .xTruncate = layer_truncate,
  .xSync = layer_sync,
  .xFileSize = layer_file_size,
  .xLock = layer_lock,
  .xUnlock = layer_unlock,
  .xCheckReservedLock = layer_check_reserved_lock,
  .xFileControl = layer_file_control,
  .xSectorSize = layer_sector_size,
  .xDeviceCharacteristics = layer_device_characteristics,
};

/* Files that are none of ours are the lower layer's alone. */
static int
layer_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  g_autofree char *name = path ? g_path_get_basename (path) : NULL;
  Layer *layer = (Layer *) file;
  int code;

  for (int i = 0; name && i < POWER_N_FILES; i++)
    if (strcmp (name, file_names[i]) == 0)
      {
        memset (layer, 0, sizeof *layer);
        layer->file = (PowerFile) i;
        layer->real = (sqlite3_file *) (layer + 1);
        code = below->xOpen (below, path, layer->real, flags, out_flags);
        if (layer->real->pMethods)
          layer->base.pMethods = &layer_methods;
        return code;
      }
  return below->xOpen (below, path, file, flags, out_flags);
}

/* For every connection that is opened afterwards. */
void
power_disk_install (void)
{
  below = sqlite3_vfs_find (NULL);
  layer_vfs = *below;
  layer_vfs.pNext = NULL;
  layer_vfs.zName = "power-disk";
  layer_vfs.szOsFile = (int) sizeof (Layer) + below->szOsFile;
  layer_vfs.xOpen = layer_open;
  g_assert_cmpint (sqlite3_vfs_register (&layer_vfs, 1), ==, SQLITE_OK);
}

GArray *
power_disk_begin (void)
{
  g_assert_null (recording);
  recording = g_array_new (FALSE, FALSE, sizeof (PowerEvent));
  g_array_set_clear_func (recording, clear_event);
  return g_array_ref (recording);
}

void
power_disk_mark (void)
{
  record ((PowerEvent){ POWER_MARK, POWER_FILE_NOTES, 0, NULL });
}

void
power_disk_end (void)
{
  g_clear_pointer (&recording, g_array_unref);
}

/* --- images ------------------------------------------------------------------------------------------------------------- */

void
power_image_init (PowerImage *self, const char *folder)
{
  for (int i = 0; i < POWER_N_FILES; i++)
    {
      g_autofree char *path = g_build_filename (folder, file_names[i], NULL);
      char *data = NULL;
      gsize size = 0;

      g_file_get_contents (path, &data, &size, NULL);
      self->files[i] = g_byte_array_new_take ((guint8 *) data, size);
    }
}

void
power_image_clear (PowerImage *self)
{
  for (int i = 0; i < POWER_N_FILES; i++)
    g_clear_pointer (&self->files[i], g_byte_array_unref);
}

void
power_image_write (const PowerImage *self, const char *folder)
{
  for (int i = 0; i < POWER_N_FILES; i++)
    {
      g_autofree char *path = g_build_filename (folder, file_names[i], NULL);

      g_assert_true (g_file_set_contents_full (path, (const char *) self->files[i]->data, (gssize) self->files[i]->len,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

static void
set_size (GByteArray *file, gsize size)
{
  guint before = file->len;

  g_byte_array_set_size (file, (guint) size);
  if (size > before)
    memset (file->data + before, 0, size - before);
}

/* rand: (nullable): which sectors are missing; NULL: none */
static void
write_data (GByteArray *file, const PowerEvent *event, GRand *rand)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (event->data, &size);
  gsize at = 0;

  if (file->len < event->offset + size)
    set_size (file, event->offset + size);
  while (at < size)
    {
      gsize part = MIN (size - at, SECTOR - (event->offset + at) % SECTOR);

      if (!rand || g_rand_int_range (rand, 0, 8) > 0)
        memcpy (file->data + event->offset + at, data + at, part);
      at += part;
    }
}

static void
play (PowerImage *image, const PowerEvent *event, GRand *rand)
{
  GByteArray *file = image->files[event->file];

  if (event->kind == POWER_WRITE)
    write_data (file, event, rand);
  else if (event->kind == POWER_TRUNCATE)
    set_size (file, event->offset);
}

/* The last sync of each file before the cut; nothing of that file before it can be lost. */
static void
find_last_syncs (const GArray *events, guint n_events, guint last[POWER_N_FILES])
{
  for (int i = 0; i < POWER_N_FILES; i++)
    last[i] = 0;
  for (guint i = 0; i < n_events; i++)
    {
      const PowerEvent *event = &g_array_index (events, PowerEvent, i);

      if (event->kind == POWER_SYNC)
        last[event->file] = i;
    }
}

void
power_image_cut (const PowerImage *self, const GArray *events, guint n_events, GRand *rand, PowerImage *left)
{
  guint last[POWER_N_FILES];

  find_last_syncs (events, n_events, last);
  for (int i = 0; i < POWER_N_FILES; i++)
    {
      left->files[i] = g_byte_array_sized_new (self->files[i]->len);
      g_byte_array_append (left->files[i], self->files[i]->data, self->files[i]->len);
    }
  for (guint i = 0; i < n_events; i++)
    {
      const PowerEvent *event = &g_array_index (events, PowerEvent, i);

      if (i < last[event->file])
        play (left, event, NULL);
      else if (g_rand_boolean (rand))
        play (left, event, rand);
    }
}
