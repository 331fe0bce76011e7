/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Feed 1.0 and 1.1 to the same records as the other feeds. Titles, names and summaries are plain text there, content is HTML or plain text;
 * the authors of the feed are those of an entry that names none. A value of the wrong kind is as good as none. Source: jsonfeed.org, version 1.1. */
#include "config.h"

#include "postil-feed-json-private.h"

#include "postil-feed-state-private.h"
#include "postil-ingest-error.h"
#include "postil-json-guard-private.h"
#include "postil-link-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_JSON (32 * 1024 * 1024) /* bytes: the parser's tree is many times as large as dense JSON */
#define MAX_AUTHORS 8

/* Returns: (transfer full) (nullable): a string, or a number as one, for identities are written both ways */
static char *
dup_scalar (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (type == G_TYPE_STRING && *json_node_get_string (node) != '\0')
    return json_node_dup_string (node);
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return g_strdup_printf ("%.17g", json_node_get_double (node));
  return NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return text[strspn (text, " \t\r\n")] != '\0' && strlen (text) <= POSTIL_FEED_MAX_FIELD ? text : NULL;
}

static const char *
get_first_text (JsonObject *object, const char *const *names)
{
  const char *text = NULL;

  for (; *names != NULL && text == NULL; names++)
    text = get_text (object, *names);
  return text;
}

/* Character references in plain text are a mistake that many make, and nobody means them; tags are text. */
static char *
escape_line (const char *line)
{
  GString *escaped;

  if (line == NULL)
    return NULL;
  escaped = g_string_sized_new (strlen (line) + 16);
  for (; *line != '\0'; line++)
    if (*line == '<')
      g_string_append (escaped, "&lt;");
    else
      g_string_append_c (escaped, *line);
  return g_string_free (escaped, FALSE);
}

/* An empty line parts paragraphs, a line end is one. */
static char *
make_paragraphs (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GString *html = g_string_sized_new (strlen (escaped) + 64);
  const char *at = escaped;

  g_string_append (html, "<p>");
  while (*at != '\0')
    {
      gsize line = strcspn (at, "\n");
      gsize blanks = strspn (at + line, " \t\r\n");
      const char *second = at[line] != '\0' ? memchr (at + line + 1, '\n', blanks - 1) : NULL;

      g_string_append_len (html, at, line);
      if (at[line + blanks] != '\0')
        g_string_append (html, second != NULL ? "</p>\n<p>" : "<br>");
      at += line + blanks;
    }
  g_string_append (html, "</p>");
  return g_string_free (html, FALSE);
}

static void
add_author (GPtrArray *names, JsonNode *node)
{
  const char *name = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    name = get_text (json_node_get_object (node), "name");
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    name = json_node_get_string (node);
  if (name == NULL || *name == '\0' || names->len == MAX_AUTHORS
      || g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    return;
  g_ptr_array_add (names, (char *) name);
}

static void
add_authors (GPtrArray *names, JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      add_author (names, node);
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)) && names->len < MAX_AUTHORS; i++)
    add_author (names, json_array_get_element (json_node_get_array (node), i));
}

/* Returns: (transfer full) (nullable): the names of 1.1's list and 1.0's single author, each once, with commas between */
static char *
dup_authors (JsonObject *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  add_authors (names, object, "authors");
  add_authors (names, object, "author");
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (", ", (char **) names->pdata);
  return escape_line (joined);
}

static char *
dup_content (JsonObject *item)
{
  const char *html = get_text (item, "content_html");
  const char *text = get_first_text (item, (const char *const[]){ "content_text", "summary", NULL });

  if (html != NULL)
    return g_strdup (html);
  return text != NULL ? make_paragraphs (text) : NULL;
}

static PostilFeedEntry *
read_item (JsonObject *item, const char *base, const char *authors)
{
  PostilFeedDraft draft = { { NULL } };
  PostilFeedEntry *entry;

  draft.base = g_strdup (base);
  draft.fields[POSTIL_FEED_FIELD_ID] = dup_scalar (item, "id");
  draft.fields[POSTIL_FEED_FIELD_TITLE] = escape_line (get_text (item, "title"));
  draft.fields[POSTIL_FEED_FIELD_LINK] = g_strdup (get_first_text (item, (const char *const[]){ "url", "external_url", NULL }));
  draft.fields[POSTIL_FEED_FIELD_AUTHOR] = dup_authors (item);
  if (draft.fields[POSTIL_FEED_FIELD_AUTHOR] == NULL)
    draft.fields[POSTIL_FEED_FIELD_AUTHOR] = g_strdup (authors);
  draft.fields[POSTIL_FEED_FIELD_PUBLISHED] = g_strdup (get_text (item, "date_published"));
  draft.fields[POSTIL_FEED_FIELD_UPDATED] = g_strdup (get_text (item, "date_modified"));
  draft.fields[POSTIL_FEED_FIELD_CONTENT] = dup_content (item);
  /* An address for identity is a link where none is given. */
  draft.id_is_link = TRUE;
  entry = postil_feed_draft_make_entry (&draft);
  postil_feed_draft_clear (&draft);
  return entry;
}

static PostilFeed *
read_root (JsonObject *root, const char *url)
{
  JsonArray *items = json_node_get_array (json_object_get_member (root, "items"));
  PostilFeed *feed = postil_feed_new ();
  g_autofree char *title = escape_line (get_text (root, "title"));
  g_autofree char *authors = dup_authors (root);
  g_autofree char *base = NULL;
  guint n = json_array_get_length (items);

  base = postil_link_resolve_web (url, url != NULL
                                           ? url
                                           : get_first_text (root, (const char *const[]){ "home_page_url", "feed_url", NULL }));
  feed->format = g_strdup ("json");
  feed->title = postil_feed_draft_make_line (title);
  feed->link = postil_link_resolve_web (base, get_text (root, "home_page_url"));
  feed->language = g_strdup (get_text (root, "language"));
  for (guint i = 0; i < n && feed->entries->len < POSTIL_FEED_MAX_ENTRIES; i++)
    {
      JsonNode *item = json_array_get_element (items, i);

      if (JSON_NODE_HOLDS_OBJECT (item))
        g_ptr_array_add (feed->entries, read_item (json_node_get_object (item), base, authors));
    }
  return feed;
}

/*
 * postil_feed_json_is:
 * @text: NUL-terminated
 *
 * Returns: whether a feed is to be read as JSON
 */
gboolean
postil_feed_json_is (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '{';
}

/*
 * postil_feed_json_read:
 * @json: valid UTF-8, `length` bytes
 * @length: in bytes
 * @url: (nullable): of the feed
 * @name: how messages call it
 * @error: POSTIL_INGEST_ERROR_TOO_LARGE, _TOO_COMPLEX, _MALFORMED
 *
 * Reads a JSON Feed. One that breaks off gives the entries up to there.
 *
 * Returns: (transfer full) (nullable): the feed
 */
PostilFeed *
postil_feed_json_read (const char *json, gsize length, const char *url, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *guarded = NULL;
  JsonNode *root, *items = NULL;

  if (length > MAX_JSON)
    {
      g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_LARGE,
                   "%s is too large: at most %d MiB of JSON can be read", name, MAX_JSON >> 20);
      return NULL;
    }
  guarded = postil_json_guard (json, length, &length);
  if (guarded == NULL)
    {
      g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_COMPLEX, "%s nests too deep or holds too many values",
                   name);
      return NULL;
    }
  parser = json_parser_new ();
  root = json_parser_load_from_data (parser, guarded, length, NULL) ? json_parser_get_root (parser) : NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    items = json_object_get_member (json_node_get_object (root), "items");
  if (items != NULL && JSON_NODE_HOLDS_ARRAY (items))
    return read_root (json_node_get_object (root), url);
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED, "%s is no feed that can be read", name);
  return NULL;
}
