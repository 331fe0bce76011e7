/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain records of a feed and its entries: their making and freeing. */
#include "config.h"

#include "postil-feed.h"

/**
 * postil_feed_entry_new:
 *
 * Makes an empty entry, its times unknown; whoever fills it gives it a document before handing it on.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the entry
 */
PostilFeedEntry *
postil_feed_entry_new (void)
{
  PostilFeedEntry *entry = g_new0 (PostilFeedEntry, 1);

  entry->published = POSTIL_TIME_UNKNOWN;
  entry->updated = POSTIL_TIME_UNKNOWN;

  return entry;
}

/**
 * postil_feed_entry_free:
 * @entry: (nullable) (transfer full): an entry
 *
 * Frees the entry and all it owns, its reference to the document included.
 *
 * Thread: any.
 */
void
postil_feed_entry_free (PostilFeedEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->id);
  g_free (entry->title);
  g_free (entry->link);
  g_free (entry->author);
  g_clear_object (&entry->document);
  g_free (entry);
}

/**
 * postil_feed_new:
 *
 * Makes an empty feed; its array of entries frees what it holds.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the feed
 */
PostilFeed *
postil_feed_new (void)
{
  PostilFeed *feed = g_new0 (PostilFeed, 1);

  feed->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_feed_entry_free);

  return feed;
}

/**
 * postil_feed_free:
 * @feed: (nullable) (transfer full): a feed
 *
 * Frees the feed and its entries.
 *
 * Thread: any.
 */
void
postil_feed_free (PostilFeed *feed)
{
  if (feed == NULL)
    return;

  g_free (feed->format);
  g_free (feed->title);
  g_free (feed->link);
  g_free (feed->language);
  g_clear_pointer (&feed->entries, g_ptr_array_unref);
  g_free (feed);
}
