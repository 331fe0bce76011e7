/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain records of a list of subscriptions: their making and freeing, and the list as an OPML file. */
#include "config.h"

#include "postil-opml.h"

#include "postil-time.h"

/* A folder while the file is put together. */
typedef struct
{
  const char *name;
  GPtrArray *folders; /* (element-type Folder) in the order they are first named */
  GHashTable *by_name;
  GPtrArray *feeds; /* (element-type PostilOpmlFeed) borrowed */
} Folder;

static GStrv
copy_names (const char *const *names)
{
  static const char *const none[] = { NULL };

  return g_strdupv ((char **) (names != NULL ? names : none));
}

/**
 * postil_opml_feed_new:
 * @url: the address of the feed
 * @title: (nullable): its title
 * @folders: (nullable) (array zero-terminated=1): names of its folders, the outermost first
 *
 * Makes a subscription without categories. Any thread.
 *
 * Returns: (transfer full): the subscription
 */
PostilOpmlFeed *
postil_opml_feed_new (const char *url, const char *title, const char *const *folders)
{
  PostilOpmlFeed *feed;

  g_return_val_if_fail (url != NULL, NULL);
  feed = g_new0 (PostilOpmlFeed, 1);
  feed->url = g_strdup (url);
  feed->title = g_strdup (title);
  feed->folders = copy_names (folders);
  feed->categories = copy_names (NULL);
  return feed;
}

/**
 * postil_opml_feed_free:
 * @feed: (nullable) (transfer full): a subscription
 *
 * Frees the subscription and all it owns. Any thread.
 */
void
postil_opml_feed_free (PostilOpmlFeed *feed)
{
  if (feed == NULL)
    return;
  g_free (feed->url);
  g_free (feed->title);
  g_free (feed->site);
  g_free (feed->description);
  g_strfreev (feed->folders);
  g_strfreev (feed->categories);
  g_free (feed);
}

/**
 * postil_opml_new:
 *
 * Makes an empty list; its array frees what it holds. Any thread.
 *
 * Returns: (transfer full): the list
 */
PostilOpml *
postil_opml_new (void)
{
  PostilOpml *opml = g_new0 (PostilOpml, 1);

  opml->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_opml_feed_free);
  return opml;
}

/**
 * postil_opml_free:
 * @opml: (nullable) (transfer full): a list
 *
 * Frees the list and its subscriptions. Any thread.
 */
void
postil_opml_free (PostilOpml *opml)
{
  if (opml == NULL)
    return;
  g_free (opml->title);
  g_ptr_array_unref (opml->feeds);
  g_free (opml);
}

static void folder_free (Folder *folder);

static Folder *
folder_new (const char *name)
{
  Folder *folder = g_new0 (Folder, 1);

  folder->name = name;
  folder->folders = g_ptr_array_new_with_free_func ((GDestroyNotify) folder_free);
  folder->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  folder->feeds = g_ptr_array_new ();
  return folder;
}

static void
folder_free (Folder *folder)
{
  g_ptr_array_unref (folder->folders);
  g_hash_table_unref (folder->by_name);
  g_ptr_array_unref (folder->feeds);
  g_free (folder);
}

static Folder *
find_folder (Folder *root, char **names)
{
  Folder *folder = root;

  for (guint depth = 0; names != NULL && names[depth] != NULL && depth < POSTIL_OPML_MAX_DEPTH; depth++)
    {
      Folder *inner = g_hash_table_lookup (folder->by_name, names[depth]);

      if (inner == NULL)
        {
          inner = folder_new (names[depth]);
          g_ptr_array_add (folder->folders, inner);
          g_hash_table_insert (folder->by_name, (char *) inner->name, inner);
        }
      folder = inner;
    }
  return folder;
}

/* What XML cannot hold, not even escaped, is left out. */
static void
append_escaped (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '"')
        g_string_append (out, "&quot;");
      else if (c == '\t' || c == '\n' || c == '\r')
        g_string_append_printf (out, "&#%u;", c);
      else if (c >= ' ' && c != 0xfffe && c != 0xffff)
        g_string_append_len (out, at, g_utf8_next_char (at) - at);
    }
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, " %s=\"", name);
  append_escaped (out, value);
  g_string_append_c (out, '"');
}

static void
append_indent (GString *out, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void
append_feed (GString *out, const PostilOpmlFeed *feed, guint depth)
{
  append_indent (out, depth);
  g_string_append (out, "<outline type=\"rss\"");
  append_attribute (out, "text", feed->title != NULL ? feed->title : feed->url);
  append_attribute (out, "title", feed->title);
  append_attribute (out, "xmlUrl", feed->url);
  append_attribute (out, "htmlUrl", feed->site);
  append_attribute (out, "description", feed->description);
  if (feed->categories != NULL && feed->categories[0] != NULL)
    {
      g_autofree char *categories = g_strjoinv (",", feed->categories);

      append_attribute (out, "category", categories);
    }
  g_string_append (out, "/>\n");
}

static void
append_content (GString *out, const Folder *folder, guint depth)
{
  for (guint i = 0; i < folder->feeds->len; i++)
    append_feed (out, g_ptr_array_index (folder->feeds, i), depth);
  for (guint i = 0; i < folder->folders->len; i++)
    {
      const Folder *inner = g_ptr_array_index (folder->folders, i);

      append_indent (out, depth);
      g_string_append (out, "<outline");
      append_attribute (out, "text", inner->name);
      append_attribute (out, "title", inner->name);
      g_string_append (out, ">\n");
      append_content (out, inner, depth + 1);
      append_indent (out, depth);
      g_string_append (out, "</outline>\n");
    }
}

static void
append_head (GString *out, const char *title, gint64 now)
{
  g_autoptr (GDateTime) date = now != POSTIL_TIME_UNKNOWN ? g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC) : NULL;

  g_string_append (out, "  <head>\n");
  if (title != NULL)
    {
      g_string_append (out, "    <title>");
      append_escaped (out, title);
      g_string_append (out, "</title>\n");
    }
  if (date != NULL)
    {
      static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
      static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

      g_string_append_printf (out, "    <dateCreated>%s, %02d %s %d %02d:%02d:%02d GMT</dateCreated>\n",
                              days[g_date_time_get_day_of_week (date) - 1], g_date_time_get_day_of_month (date),
                              months[g_date_time_get_month (date) - 1], g_date_time_get_year (date), g_date_time_get_hour (date),
                              g_date_time_get_minute (date), g_date_time_get_second (date));
    }
  g_string_append (out, "  </head>\n");
}

/**
 * postil_opml_write:
 * @opml: a list
 * @now: the date it bears: µs since the epoch, or POSTIL_TIME_UNKNOWN for none
 *
 * Writes a list as OPML 2.0 that any reader takes: folders nested and each of them once, feeds of a folder before the folders in it.
 * Source: opml.org/spec2.opml, "Subscription lists". Any thread.
 *
 * Returns: (transfer full): the file, UTF-8
 */
char *
postil_opml_write (const PostilOpml *opml, gint64 now)
{
  GString *out;
  Folder *root;

  g_return_val_if_fail (opml != NULL, NULL);
  out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
  root = folder_new (NULL);
  for (guint i = 0; i < opml->feeds->len; i++)
    {
      PostilOpmlFeed *feed = g_ptr_array_index (opml->feeds, i);

      g_ptr_array_add (find_folder (root, feed->folders)->feeds, feed);
    }
  append_head (out, opml->title, now);
  g_string_append (out, "  <body>\n");
  append_content (out, root, 2);
  g_string_append (out, "  </body>\n</opml>\n");
  folder_free (root);
  return g_string_free (out, FALSE);
}
