/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program, as a rule postil-cli, may write to the library while it is open. Nobody is told of that, so the library looks: when
 * the reader comes back to it, and while he is there whenever the kernel says that notes.db changed. Idle it wakes nobody. */
#include "config.h"

#include "postil-outside-private.h"

#include "postil-analysis-queue-private.h"
#include "postil-database.h"
#include "postil-undo-private.h"

typedef struct
{
  gint64 notes;
  gint64 cache;
} Versions;

struct _PostilOutside
{
  PostilLibrary *library; /* borrowed: it owns us */
  GFileMonitor *monitor;  /* (nullable) only while the reader is there */
  Versions seen;
  gboolean known;   /* seen was read */
  gboolean looking; /* a question is on its way */
  gboolean again;   /* something happened since it was sent */
};

static gboolean
read_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Versions *versions = data;

  return postil_database_get_versions (database, &versions->notes, &versions->cache, error);
}

static void
take_versions (PostilOutside *self, const Versions *versions)
{
  const gboolean changed = self->known && (versions->notes != self->seen.notes || versions->cache != self->seen.cache);

  self->seen = *versions;
  self->known = TRUE;
  if (!changed)
    return;
  postil_undo_load (self->library);
  postil_analysis_queue_wake (self->library->queue);
  postil_library_announce (self->library, POSTIL_ANNOUNCE_ARTICLES);
  postil_library_announce_outside (self->library);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) library = user_data;
  PostilOutside *self = library->outside;
  gboolean succeeded = postil_store_submit_finish (POSTIL_STORE (source), result, NULL);

  /* Without an answer the next look will tell. */
  if (self == NULL || library->closed)
    return;
  self->looking = FALSE;
  if (succeeded)
    take_versions (self, postil_store_submit_get_data (result));
  if (self->again)
    postil_outside_look (self);
}

/* Asks whether anybody else wrote since the last look; the first one only learns where things stand. */
void
postil_outside_look (PostilOutside *self)
{
  self->again = self->looking;
  if (self->looking || self->library->closed)
    return;
  self->looking = TRUE;
  postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_READER, read_on_db_thread, g_new0 (Versions, 1), g_free,
                             NULL, read_cb, g_object_ref (self->library));
}

PostilOutside *
postil_outside_new (PostilLibrary *library)
{
  PostilOutside *self = g_new0 (PostilOutside, 1);

  self->library = library;
  return self;
}

static void
stop_monitor (PostilOutside *self)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
}

void
postil_outside_free (PostilOutside *self)
{
  stop_monitor (self);
  g_free (self);
}

/* A file that cannot be watched is looked at when the reader comes back, as before. */
static void
start_monitor (PostilOutside *self)
{
  g_autoptr (GFile) file = g_file_new_build_filename (postil_library_get_directory (self->library), "notes.db", NULL);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (postil_outside_look), self);
}

/**
 * postil_library_set_attentive:
 * @self: a library
 * @attentive: whether the reader has it before him
 *
 * Looks for what other programs wrote, and goes on doing so as long as @attentive holds. What is found is told by the signals
 * `changed-outside`, `articles-changed` and `sources-changed`.
 */
void
postil_library_set_attentive (PostilLibrary *self, gboolean attentive)
{
  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  if (self->closed || !attentive)
    {
      stop_monitor (self->outside);
      return;
    }
  if (self->outside->monitor == NULL)
    start_monitor (self->outside);
  postil_outside_look (self->outside);
}
