/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer of a server means for a feed: whether it is well and since when not, what to ask with the next time, and when
 * that is. No network, no database, no clock. */
#include "config.h"

#include "postil-refresh-private.h"

#include "postil-address-guard.h"
#include "postil-fetch-schedule.h"
#include "postil-ingest-error.h"
#include "postil-ingest.h"
#include "postil-worker-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALIDATOR_AGE (30 * G_TIME_SPAN_DAY) /* an ETag kept longer would be a cookie */
#define DOUBT_MOVE 3                         /* failures in a row after which the old address is tried again */

PostilPassage *
postil_passage_new (PostilFeedRow *row, const char *title)
{
  PostilPassage *self = g_new0 (PostilPassage, 1);

  self->row = row;
  self->title = g_strdup (title);
  self->runs = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
postil_passage_free (PostilPassage *self)
{
  postil_feed_row_free (self->row);
  g_free (self->title);
  g_ptr_array_unref (self->runs);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->feed, postil_feed_free);
  g_hash_table_unref (self->seen);
  g_free (self->problem);
  g_free (self);
}

static gboolean
same_host (const char *a, const char *b)
{
  g_autoptr (GUri) first = g_uri_parse (a, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) second = g_uri_parse (b, G_URI_FLAGS_ENCODED, NULL);

  return first != NULL && second != NULL && g_uri_get_host (first) != NULL && g_uri_get_host (second) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (first), g_uri_get_host (second)) == 0;
}

/* The reader added this host: what is spelt as one of this network, or was one then, may be one now. */
static gboolean
is_typed (const PostilFeedRow *row, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (row->url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && same_host (row->url, address) && (row->is_local || postil_address_guard_names_private (host));
}

/* What to ask with; the strings are the passage's. */
PostilFetchRequest
postil_passage_get_request (const PostilPassage *self, gint64 now)
{
  const PostilFeedRow *row = self->row;
  gboolean moved = row->address != NULL && row->n_failures < DOUBT_MOVE;
  gboolean fresh = row->validated != POSTIL_TIME_UNKNOWN && now - row->validated < VALIDATOR_AGE && now >= row->validated;

  return (PostilFetchRequest){
    .url = moved ? row->address : row->url,
    .typed = is_typed (row, moved ? row->address : row->url),
    .etag = fresh ? row->etag : NULL,
    .last_modified = fresh ? row->last_modified : NULL,
    .max_bytes = POSTIL_INGEST_MAX_FEED,
  };
}

static gint64
schedule (const PostilFeedRow *row, const PostilFetched *fetched, gint64 retry_after, const PostilPassageMoment *moment)
{
  const PostilScheduleHints hints = {
    .now = moment->now,
    .wish = row->wish,
    .max_age = fetched != NULL ? fetched->max_age : 0,
    .retry_after = retry_after,
    .skip_hours = row->skip_hours,
    .skip_days = row->skip_days,
    .n_failures = row->n_failures,
    .chance = moment->chance,
  };

  return postil_fetch_schedule_next (&hints);
}

static char *
describe (const GError *error)
{
  if (error->domain == POSTIL_INGEST_ERROR)
    switch ((PostilIngestError) error->code)
      {
      case POSTIL_INGEST_ERROR_EMPTY:
        return g_strdup (_ ("It sent nothing"));
      case POSTIL_INGEST_ERROR_BINARY:
      case POSTIL_INGEST_ERROR_UNSUPPORTED:
        return g_strdup (_ ("It sent something that is not a feed"));
      case POSTIL_INGEST_ERROR_TOO_LARGE:
        return g_strdup (_ ("It is too large to be read"));
      case POSTIL_INGEST_ERROR_TOO_COMPLEX:
        return g_strdup (_ ("It is too complex: its parts are nested too deeply"));
      case POSTIL_INGEST_ERROR_MALFORMED:
      default:
        return g_strdup_printf (_ ("It cannot be read: %s"), error->message);
      }
  if (g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_CRASHED))
    return g_strdup (_ ("The reading process died of it"));
  if (g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_TIMEOUT))
    return g_strdup (_ ("It took too long to read"));
  return g_strdup (error->message);
}

GError *
postil_passage_translate (const GError *error)
{
  g_autofree char *message = describe (error);

  return g_error_new_literal (error->domain, error->code, message);
}

/* retry_after: seconds, 0 for none */
void
postil_passage_take_failure (PostilPassage *self, const GError *error, gint64 retry_after, const PostilPassageMoment *moment)
{
  PostilFeedRow *row = self->row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->outcome = POSTIL_PASSAGE_CANCELLED;
      return;
    }
  self->outcome = POSTIL_PASSAGE_FAILED;
  g_free (row->failure);
  row->failure = describe (error);
  /* Translators: the name of a feed and the reason */
  self->problem = g_strdup_printf (_ ("“%s” was not refreshed: %s"), self->title, row->failure);
  row->checked = moment->now;
  row->n_failures++;
  if (row->failing_since == POSTIL_TIME_UNKNOWN)
    row->failing_since = moment->now;
  row->hold = retry_after > 0 ? moment->now + retry_after * G_TIME_SPAN_SECOND : POSTIL_TIME_UNKNOWN;
  row->next_check = schedule (row, NULL, retry_after, moment);
  /* Gone for good: asked again by hand alone. */
  if (g_error_matches (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_GONE))
    row->next_check = POSTIL_TIME_UNKNOWN;
}

static void
note_success (PostilPassage *self, const PostilFetched *fetched, const PostilPassageMoment *moment)
{
  PostilFeedRow *row = self->row;

  g_clear_pointer (&row->failure, g_free);
  row->n_failures = 0;
  row->failing_since = POSTIL_TIME_UNKNOWN;
  row->hold = POSTIL_TIME_UNKNOWN;
  row->checked = moment->now;
  row->succeeded = moment->now;
  row->is_local = row->is_local && fetched->is_private;
  if (fetched->moved != NULL)
    {
      g_free (row->address);
      row->address = g_strcmp0 (fetched->moved, row->url) == 0 ? NULL : g_strdup (fetched->moved);
    }
  row->next_check = schedule (row, fetched, 0, moment);
}

/* An answer that broke off between two chunks looks whole to HTTP. A feed that does not end as one is asked for again in full. */
static gboolean
ends_as_feed (GBytes *bytes)
{
  static const char *const ends[] = { "</rss>", "</feed>", ":feed>", ":RDF>", "</RDF>", "-->", "}" };
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  while (length > 0 && (g_ascii_isspace (text[length - 1]) || text[length - 1] == '\0'))
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize end = strlen (ends[i]);

      if (length >= end && g_ascii_strncasecmp (text + length - end, ends[i], end) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Both validators come from one answer, or there are none. */
static void
keep_validators (PostilFeedRow *row, const PostilFetched *fetched, gint64 now)
{
  gboolean any = fetched->etag != NULL || fetched->last_modified != NULL;

  g_clear_pointer (&row->etag, g_free);
  g_clear_pointer (&row->last_modified, g_free);
  g_clear_pointer (&row->body_hash, g_free);
  row->validated = POSTIL_TIME_UNKNOWN;
  if (!ends_as_feed (fetched->bytes))
    return;
  row->etag = g_strdup (fetched->etag);
  row->last_modified = g_strdup (fetched->last_modified);
  row->validated = any ? now : POSTIL_TIME_UNKNOWN;
  row->body_hash = any ? NULL : g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fetched->bytes);
}

void
postil_passage_take_unchanged (PostilPassage *self, const PostilFetched *fetched, const PostilPassageMoment *moment)
{
  self->outcome = POSTIL_PASSAGE_UNCHANGED;
  note_success (self, fetched, moment);
}

/* Whether a server that knows no validators sent what it sent before. */
gboolean
postil_passage_is_same (const PostilPassage *self, const PostilFetched *fetched)
{
  g_autofree char *hash = NULL;

  if (self->row->body_hash == NULL)
    return FALSE;
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fetched->bytes);
  return g_str_equal (hash, self->row->body_hash);
}

/* Takes the feed. */
void
postil_passage_take_feed (PostilPassage *self, const PostilFetched *fetched, PostilFeed *feed, const PostilPassageMoment *moment)
{
  PostilFeedRow *row = self->row;

  self->outcome = POSTIL_PASSAGE_STORED;
  self->feed = feed;
  if (feed->title != NULL && feed->title[0] != '\0')
    {
      g_free (row->title);
      row->title = g_strdup (feed->title);
    }
  g_free (row->link);
  row->link = g_strdup (feed->link);
  g_free (row->format);
  row->format = g_strdup (feed->format);
  row->wish = feed->interval;
  row->skip_hours = feed->skip_hours;
  row->skip_days = feed->skip_days;
  keep_validators (row, fetched, moment->now);
  note_success (self, fetched, moment);
}
