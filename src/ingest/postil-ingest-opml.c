/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of subscriptions: OPML 1 and 2, as other readers write it and as people edit it. What lies in an outline without an address lies in a
 * folder of its name. Only web addresses are taken: readers that ran commands named in such a list were taken over by them. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-feed-mend-private.h"
#include "postil-ingest-error.h"
#include "postil-link-private.h"
#include "postil-xml-private.h"

#include <string.h>

#define MAX_NAME 1024       /* bytes of a folder's name or a title */
#define MAX_CATEGORIES 64   /* of one subscription */
#define MAX_OUTLINES 256000 /* in all */

typedef struct
{
  PostilOpml *opml;
  GPtrArray *folders; /* (element-type char*) names around the present place */
  GArray *opened;     /* (element-type gboolean) for every open outline: whether it is a folder */
  GString *text;      /* (nullable) of the title being read */
  guint n_outlines;
  gboolean root_seen;
  gboolean known; /* the root is opml, or a body was seen */
  gboolean in_head;
  gboolean full;
} Reading;

/* Names of attributes are written in every mixture of cases. */
static const char *
get_attribute (const char *const *attributes, const char *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (g_ascii_strcasecmp (attributes[0], name) == 0 && attributes[1][0] != '\0')
      return attributes[1];
  return NULL;
}

/* Returns: (transfer full) (nullable): in one line, its length capped */
static char *
make_line (const char *text)
{
  GString *line;

  if (text == NULL)
    return NULL;
  line = g_string_new (NULL);
  for (const char *at = text; *at != '\0' && line->len < MAX_NAME; at = g_utf8_next_char (at))
    {
      if (!g_ascii_isspace (*at))
        g_string_append_len (line, at, g_utf8_next_char (at) - at);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
  g_strchomp (line->str);
  return g_string_free (line, *line->str == '\0');
}

/* "feed:" before or instead of the scheme is what browsers once gave. */
static char *
make_address (const char *raw)
{
  if (raw == NULL)
    return NULL;
  while (g_ascii_isspace (*raw))
    raw++;
  if (g_ascii_strncasecmp (raw, "feed://", 7) == 0)
    {
      g_autofree char *http = g_strconcat ("http://", raw + 7, NULL);

      return postil_link_resolve_web (NULL, http);
    }
  return postil_link_resolve_web (NULL, g_ascii_strncasecmp (raw, "feed:", 5) == 0 ? raw + 5 : raw);
}

/* Source: opml.org/spec2.opml: a comma between categories, slashes inside one. */
static GStrv
make_categories (const char *raw)
{
  g_auto (GStrv) parts = g_strsplit (raw != NULL ? raw : "", ",", MAX_CATEGORIES);
  g_autoptr (GPtrArray) categories = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *category = make_line (parts[i]);

      if (category != NULL)
        g_ptr_array_add (categories, category);
    }
  g_ptr_array_add (categories, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&categories), FALSE);
}

static char *
make_title (const char *const *attributes)
{
  char *title = make_line (get_attribute (attributes, "title"));

  return title != NULL ? title : make_line (get_attribute (attributes, "text"));
}

static GStrv
copy_folders (const Reading *self)
{
  GStrv folders = g_new0 (char *, self->folders->len + 1);

  for (guint i = 0; i < self->folders->len; i++)
    folders[i] = g_strdup (g_ptr_array_index (self->folders, i));
  return folders;
}

static void
take_feed (Reading *self, const char *address, const char *const *attributes)
{
  PostilOpmlFeed *feed;
  char *url = make_address (address);

  if (url == NULL)
    {
      self->opml->n_refused++;
      return;
    }
  if (self->opml->feeds->len == POSTIL_OPML_MAX_FEEDS)
    {
      self->full = TRUE;
      g_free (url);
      return;
    }
  feed = g_new0 (PostilOpmlFeed, 1);
  feed->url = url;
  feed->title = make_title (attributes);
  feed->site = make_address (get_attribute (attributes, "htmlUrl"));
  feed->description = make_line (get_attribute (attributes, "description"));
  feed->folders = copy_folders (self);
  feed->categories = make_categories (get_attribute (attributes, "category"));
  g_ptr_array_add (self->opml->feeds, feed);
}

static void
begin_outline (Reading *self, const char *const *attributes)
{
  const char *address = get_attribute (attributes, "xmlUrl");
  const char *type = get_attribute (attributes, "type");
  gboolean is_folder = FALSE;
  char *name;

  if (++self->n_outlines > MAX_OUTLINES)
    self->full = TRUE;
  if (address == NULL && type != NULL && (g_ascii_strcasecmp (type, "rss") == 0 || g_ascii_strcasecmp (type, "atom") == 0))
    {
      address = get_attribute (attributes, "url");
      if (address == NULL)
        self->opml->n_refused++;
    }
  if (address != NULL)
    take_feed (self, address, attributes);
  else if (type == NULL || g_ascii_strcasecmp (type, "link") != 0)
    {
      name = self->folders->len < POSTIL_OPML_MAX_DEPTH ? make_title (attributes) : NULL;
      is_folder = name != NULL;
      if (is_folder)
        g_ptr_array_add (self->folders, name);
    }
  g_array_append_val (self->opened, is_folder);
}

static void
begin_cb (gpointer user_data, const PostilXmlName *name, const char *const *attributes)
{
  Reading *self = user_data;

  if (!self->root_seen)
    self->known = g_ascii_strcasecmp (name->local, "opml") == 0;
  self->root_seen = TRUE;
  self->known |= g_ascii_strcasecmp (name->local, "body") == 0;
  if (g_ascii_strcasecmp (name->local, "head") == 0)
    self->in_head = TRUE;
  else if (g_ascii_strcasecmp (name->local, "title") == 0 && self->in_head && self->opml->title == NULL && self->text == NULL)
    self->text = g_string_new (NULL);
  else if (g_ascii_strcasecmp (name->local, "outline") == 0)
    begin_outline (self, attributes);
}

static void
end_cb (gpointer user_data, const PostilXmlName *name)
{
  Reading *self = user_data;

  if (g_ascii_strcasecmp (name->local, "head") == 0)
    self->in_head = FALSE;
  else if (g_ascii_strcasecmp (name->local, "title") == 0 && self->text != NULL)
    {
      self->opml->title = make_line (self->text->str);
      g_string_free (g_steal_pointer (&self->text), TRUE);
    }
  else if (g_ascii_strcasecmp (name->local, "outline") == 0 && self->opened->len > 0)
    {
      if (g_array_index (self->opened, gboolean, self->opened->len - 1))
        g_ptr_array_set_size (self->folders, self->folders->len - 1);
      g_array_set_size (self->opened, self->opened->len - 1);
    }
}

static void
text_cb (gpointer user_data, const char *text, gsize length)
{
  Reading *self = user_data;

  if (self->text != NULL && self->text->len < MAX_NAME)
    g_string_append_len (self->text, text, length);
}

/* Returns: (transfer full): what could be read, its `known` told */
static PostilOpml *
read_list (const char *xml, gsize length, gboolean *known)
{
  const PostilXmlHandler handler = { .begin = begin_cb, .end = end_cb, .text = text_cb };
  Reading self = { .opml = postil_opml_new (),
                   .folders = g_ptr_array_new_with_free_func (g_free),
                   .opened = g_array_new (FALSE, FALSE, sizeof (gboolean)) };

  postil_xml_parse (xml, length, &handler, &self, &self.full);
  *known = self.known;
  g_ptr_array_unref (self.folders);
  g_array_unref (self.opened);
  if (self.text != NULL)
    g_string_free (self.text, TRUE);
  return self.opml;
}

/**
 * postil_ingest_opml:
 * @bytes: an OPML file, version 1 or 2
 * @hints: (nullable): its name for messages, its content type
 * @error: POSTIL_INGEST_ERROR_EMPTY, _BINARY, _TOO_LARGE, _MALFORMED
 *
 * Reads a list of subscriptions with its folders. Usual mistakes are mended; a file that breaks off gives the subscriptions up to there. What is
 * no http or https address is counted, not taken. At most POSTIL_OPML_MAX_FEEDS. Any thread.
 *
 * Returns: (transfer full) (nullable): the list, perhaps empty
 */
PostilOpml *
postil_ingest_opml (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autofree char *text = NULL, *xml = NULL;
  const char *name = postil_decode_get_name (hints);
  PostilOpml *opml;
  gboolean known;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_OPML, error))
    return NULL;
  text = postil_decode (bytes, hints, &length, NULL, error);
  if (text == NULL)
    return NULL;
  xml = postil_feed_mend (text, length, name, &length, error);
  if (xml == NULL)
    return NULL;
  opml = read_list (xml, length, &known);
  if (known)
    return opml;
  postil_opml_free (opml);
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED, "%s is no list of subscriptions that can be read",
               name);
  return NULL;
}
