/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what the reader typed to a feed: the address itself, the feeds a page there names, and at last the places where sites have
 * put theirs by custom. All of it goes through the same guarded fetcher and the same confined worker as everything else. */
#include "config.h"

#include "postil-address-guard.h"
#include "postil-fetcher.h"
#include "postil-ingest.h"
#include "postil-library-feeds.h"
#include "postil-library-private.h"
#include "postil-refresh-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *typed;
  GPtrArray *addresses; /* (element-type utf8) to try, one after the other */
  guint next;
  gboolean customary; /* the customary places are among them */
  char *page;         /* (nullable) where a page was that names no feed */
  GError *error;      /* the first one */
} Discovery;

/**
 * postil_feed_candidate_free:
 * @candidate: (transfer full): a candidate
 *
 * Frees it.
 */
void
postil_feed_candidate_free (PostilFeedCandidate *candidate)
{
  g_free (candidate->url);
  g_free (candidate->title);
  g_free (candidate);
}

static void
discovery_free (gpointer data)
{
  Discovery *discovery = data;

  g_free (discovery->typed);
  g_ptr_array_unref (discovery->addresses);
  g_free (discovery->page);
  g_clear_error (&discovery->error);
  g_free (discovery);
}

static gboolean
has_scheme (const char *text, const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0;
}

/* What is typed without a scheme is asked for over https first. */
static void
add_spellings (GPtrArray *addresses, const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  const char *rest = text;

  if (has_scheme (rest, "feed:"))
    rest += strlen ("feed:");
  if (g_str_has_prefix (rest, "//"))
    rest += 2;
  if (has_scheme (rest, "http://") || has_scheme (rest, "https://") || strstr (rest, "://") != NULL)
    {
      g_ptr_array_add (addresses, g_strdup (rest));
      return;
    }
  g_ptr_array_add (addresses, g_strconcat ("https://", rest, NULL));
  g_ptr_array_add (addresses, g_strconcat ("http://", rest, NULL));
}

static void
add_customary (Discovery *discovery)
{
  static const char *const places[] = { "/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json" };

  discovery->customary = TRUE;
  g_ptr_array_set_size (discovery->addresses, (int) discovery->next);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      char *address = g_uri_resolve_relative (discovery->page, places[i], G_URI_FLAGS_ENCODED, NULL);

      if (address != NULL)
        g_ptr_array_add (discovery->addresses, address);
    }
}

/* --- what stands at an address --- */

static GPtrArray *
new_candidates (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) postil_feed_candidate_free);
}

static gint64
find_newest (const PostilFeed *feed)
{
  gint64 newest = POSTIL_TIME_UNKNOWN;

  for (guint i = 0; i < feed->entries->len; i++)
    {
      const PostilFeedEntry *entry = g_ptr_array_index (feed->entries, i);

      newest = MAX (newest, MAX (entry->published, entry->updated));
    }
  return newest;
}

static GPtrArray *
make_candidate (const char *url, const PostilFeed *feed)
{
  GPtrArray *candidates = new_candidates ();
  PostilFeedCandidate *candidate = g_new0 (PostilFeedCandidate, 1);

  candidate->url = g_strdup (url);
  candidate->title = g_strdup (feed->title);
  candidate->n_entries = feed->entries->len;
  candidate->newest = find_newest (feed);
  g_ptr_array_add (candidates, candidate);
  return candidates;
}

static GPtrArray *
make_candidates (const PostilOpml *links)
{
  GPtrArray *candidates = new_candidates ();

  for (guint i = 0; i < links->feeds->len; i++)
    {
      const PostilOpmlFeed *link = g_ptr_array_index (links->feeds, i);
      PostilFeedCandidate *candidate = g_new0 (PostilFeedCandidate, 1);

      candidate->url = g_strdup (link->url);
      candidate->title = g_strdup (link->title);
      candidate->newest = POSTIL_TIME_UNKNOWN;
      g_ptr_array_add (candidates, candidate);
    }
  return candidates;
}

/* --- one address after the other --- */

static void try_next (GTask *task);

static void
go_on (GTask *task, GError *error)
{
  Discovery *discovery = g_task_get_task_data (task);

  if (discovery->error == NULL)
    discovery->error = error;
  else
    g_clear_error (&error);
  try_next (task);
}

typedef struct
{
  GTask *task;
  PostilFetched *fetched;
  char *asked;
} Find;

static void
find_free (Find *find)
{
  g_object_unref (find->task);
  g_clear_pointer (&find->fetched, postil_fetched_free);
  g_free (find->asked);
  g_free (find);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Find, find_free)

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Find) find = user_data;
  Discovery *discovery = g_task_get_task_data (find->task);
  GError *error = NULL;
  g_autoptr (PostilIngested) ingested = postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error);

  if (ingested != NULL && ingested->feed != NULL)
    {
      const char *url = find->fetched->moved != NULL ? find->fetched->moved : find->asked;

      g_task_return_pointer (find->task, make_candidate (url, ingested->feed), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (ingested != NULL && ingested->opml != NULL && ingested->opml->feeds->len > 0)
    {
      g_task_return_pointer (find->task, make_candidates (ingested->opml), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (!discovery->customary)
    {
      g_free (discovery->page);
      discovery->page = g_strdup (find->fetched->url);
      add_customary (discovery);
    }
  go_on (find->task, error);
}

/* A host that answered from this network to what the reader typed may be followed there. */
static void
note_local_host (PostilLibrary *self, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  if (uri != NULL && g_uri_get_host (uri) != NULL)
    g_hash_table_add (self->local_hosts, g_ascii_strdown (g_uri_get_host (uri), -1));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Find) find = user_data;
  PostilLibrary *self = g_task_get_source_object (find->task);
  GCancellable *cancellable = g_task_get_cancellable (find->task);
  GError *error = NULL;
  g_autoptr (GVariant) hints = NULL;
  g_autofree char *type = NULL;

  find->fetched = postil_fetcher_fetch_finish (POSTIL_FETCHER (source), result, &error);
  if (find->fetched == NULL || !postil_fetched_check (find->fetched, &error))
    {
      go_on (find->task, error);
      return;
    }
  if (find->fetched->is_private)
    note_local_host (self, find->asked);
  type = g_utf8_make_valid (find->fetched->content_type != NULL ? find->fetched->content_type : "", -1);
  hints = g_variant_ref_sink (g_variant_new_parsed ("{'name': %s, 'url': %s, 'content-type': %s, 'want': 'feeds'}", find->asked,
                                                    find->fetched->url, type));
  postil_worker_ingest_async (self->worker, find->fetched->bytes, hints, cancellable, ingested_cb, find);
  g_steal_pointer (&find);
}

static void
give_up (GTask *task)
{
  Discovery *discovery = g_task_get_task_data (task);

  if (discovery->page == NULL && discovery->error != NULL)
    g_task_return_error (task, postil_passage_translate (discovery->error));
  else
    g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND,
                             _ ("There is no feed at “%s”, and the page there names none"), discovery->typed);
}

static void
try_next (GTask *task)
{
  PostilLibrary *self = g_task_get_source_object (task);
  Discovery *discovery = g_task_get_task_data (task);
  PostilFetchRequest request = { .typed = TRUE, .max_bytes = POSTIL_INGEST_MAX_FEED };
  Find *find = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->closed || discovery->next >= discovery->addresses->len)
    {
      give_up (task);
      return;
    }
  find = g_new0 (Find, 1);
  find->task = g_object_ref (task);
  find->asked = g_strdup (g_ptr_array_index (discovery->addresses, discovery->next++));
  request.url = find->asked;
  postil_fetcher_fetch_async (postil_library_get_fetcher (self), &request, g_task_get_cancellable (task), fetched_cb, find);
}

/**
 * postil_library_discover_async:
 * @self: a library
 * @typed: what the reader typed: the address of a feed or of a site, with or without a scheme
 * @cancellable: (nullable): a cancellable
 * @callback: called with the feeds that were found
 * @user_data: for @callback
 *
 * Looks for feeds at an address: there, in what the page there names, and in the customary places of its site.
 */
void
postil_library_discover_async (PostilLibrary *self, const char *typed, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Discovery *discovery = g_new0 (Discovery, 1);

  g_task_set_source_tag (task, postil_library_discover_async);
  discovery->typed = g_strdup (typed);
  discovery->addresses = g_ptr_array_new_with_free_func (g_free);
  add_spellings (discovery->addresses, typed);
  g_task_set_task_data (task, discovery, discovery_free);
  try_next (task);
}

/**
 * postil_library_discover_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_NOT_FOUND`, `POSTIL_FETCH_ERROR` codes, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (element-type PostilFeedCandidate): the best first; at least one
 */
GPtrArray *
postil_library_discover_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
