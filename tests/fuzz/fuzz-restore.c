/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restoring from a file that somebody changed: nothing crashes or runs on, and what comes out is a sound notes.db of our own
 * schema, or a refusal. Input: patches to a library's file, each an offset (3 bytes), a length (1) and its bytes; then the same
 * bytes once more as a whole file. */
#include "config.h"

#include "fuzz-target.h"

#include "library-fixture.h"
#include "postil-notes-table.h"
#include "postil-salvage-private.h"

#include <string.h>
#include <unistd.h>

const char fuzz_target_name[] = "restore";
const guint fuzz_target_runs = 3;

static char *folder;
static char *base;
static gsize base_size;
static gint64 n_things;

static void
clean_up (void)
{
  remove_folder (folder);
  g_free (folder);
  g_free (base);
}

static void
make_base (void)
{
  Library library = { NULL, NULL };
  g_autofree char *path = NULL;
  g_autoptr (PostilDocument) document = make_document ("Title", "A text that is kept with its note");

  library_set_up (&library, NULL);
  for (int i = 0; i < 12; i++)
    {
      const char *const tags[] = { "china/deals", NULL };
      g_autofree char *comment = g_strnfill (i == 5 ? 9000 : 30 + i, 'c');
      g_autoptr (PostilNote) note = make_note ("k1", "a passage", comment, tags);
      g_autoptr (PostilNote) stored = postil_notes_insert (library.database, note, i == 0 ? document : NULL, NULL);

      if (i % 3 == 0)
        g_assert_true (postil_notes_set_deleted (library.database, &stored->id, TRUE, NOW, NULL));
    }
  n_things = ask_number (library.database->notes, "SELECT count (*) FROM sqlite_schema");
  library_close (&library);
  path = library_path (&library, "notes.db");
  g_assert_true (g_file_get_contents (path, &base, &base_size, NULL));
  folder = library.directory;
  atexit (clean_up);
}

static void
append_patch (GByteArray *input, guint32 offset, const char *bytes, guint8 length)
{
  const guint8 head[] = { (guint8) (offset >> 16), (guint8) (offset >> 8), (guint8) offset, length };

  g_byte_array_append (input, head, sizeof head);
  g_byte_array_append (input, (const guint8 *) bytes, length);
}

/* Places where numbers stand that a reader of pages believes. */
GPtrArray *
fuzz_target_seeds (void)
{
  static const guint32 offsets[] = { 16, 18, 28, 32, 36, 100, 103, 105, 108, 4096, 4099, 4101, 4104, 8192, 20480, 40960, 65536 };
  GPtrArray *seeds = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      GByteArray *input = g_byte_array_new ();

      append_patch (input, offsets[i], "\xff\xff\xff\xff", 4);
      append_patch (input, offsets[(i + 5) % G_N_ELEMENTS (offsets)], "\x0d\x00\x00\x01\x00\x10\x00\x05", 8);
      g_ptr_array_add (seeds, g_byte_array_free_to_bytes (input));
    }
  return seeds;
}

static void
restore_from (const char *path)
{
  g_autofree char *made = g_build_filename (folder, "made.db", NULL);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_source_free);
  g_autoptr (PostilRecovery) report = postil_recovery_new ();
  g_autoptr (PostilConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  PostilSource *source = postil_source_open (path, &error);

  g_assert_no_error (error);
  g_ptr_array_add (sources, source);
  if (!source->ours)
    return;
  if (!postil_salvage_write (sources, FALSE, made, report, &error))
    g_error ("a new file could not be written: %s", error->message);
  connection = postil_connection_open (made, POSTIL_CONNECTION_COPY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask_number (connection, "SELECT count (*) FROM sqlite_schema"), ==, n_things);
  g_assert_cmpint (ask_number (connection, "SELECT count (*) FROM annotation"), ==, report->n_notes);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *path = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize at = 0;

  if (!base)
    make_base ();
  path = g_build_filename (folder, "changed.db", NULL);
  bytes = g_memdup2 (base, base_size);
  while (at + 4 <= size)
    {
      gsize offset = ((gsize) data[at] << 16 | (gsize) data[at + 1] << 8 | data[at + 2]) % base_size;
      gsize length = MIN (MIN ((gsize) data[at + 3], size - at - 4), base_size - offset);

      memcpy (bytes + offset, data + at + 4, length);
      at += 4 + (gsize) data[at + 3];
    }
  g_assert_true (g_file_set_contents_full (path, (const char *) bytes, (gssize) base_size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  restore_from (path);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  restore_from (path);
  return 0;
}
