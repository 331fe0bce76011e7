/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON that reading services and readers write of their highlights, each in its own words. */
#include "config.h"

#include "postil-foreign-notes-private.h"

#include "postil-time.h"

#include <string.h>

const char *
postil_foreign_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

JsonObject *
postil_foreign_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
postil_foreign_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gint64
postil_foreign_get_integer (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : otherwise;
}

static JsonObject *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = array != NULL && i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/* Strings, or objects with a name. */
static GPtrArray *
read_tags (JsonArray *array)
{
  GPtrArray *tags = g_ptr_array_new ();

  for (guint i = 0; i < get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *tag = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        tag = postil_foreign_get_string (json_node_get_object (node), "name");
      if (tag == NULL && JSON_NODE_HOLDS_OBJECT (node))
        tag = postil_foreign_get_string (json_node_get_object (node), "label");
      if (tag != NULL)
        g_ptr_array_add (tags, (gpointer) tag);
    }
  g_ptr_array_add (tags, NULL);
  return tags;
}

/* Whatever holds the entries: the file itself, or its one list. */
static JsonArray *
find_list (JsonNode *root)
{
  static const char *const names[] = { "rows", "documents", "items", "articles", "entries", NULL };
  JsonArray *array = NULL;

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_node_get_array (root);
  for (gsize i = 0; JSON_NODE_HOLDS_OBJECT (root) && array == NULL && names[i] != NULL; i++)
    array = postil_foreign_get_array (json_node_get_object (root), names[i]);
  return array;
}

/* --- which tool --- */

static gboolean
has_type (JsonObject *object, const char *type)
{
  return g_strcmp0 (postil_foreign_get_string (object, "type"), type) == 0;
}

static PostilForeignFormat
detect_object (JsonObject *object)
{
  if (object == NULL)
    return POSTIL_FOREIGN_NONE;
  if (has_type (object, "Annotation") || has_type (object, "AnnotationCollection") || has_type (object, "AnnotationPage"))
    return POSTIL_FOREIGN_W3C;
  if (json_object_has_member (object, "uri") && postil_foreign_get_array (object, "target") != NULL)
    return POSTIL_FOREIGN_HYPOTHESIS;
  if (postil_foreign_get_array (object, "annotations") != NULL && json_object_has_member (object, "url"))
    return POSTIL_FOREIGN_WALLABAG;
  if (postil_foreign_get_array (object, "highlights") != NULL)
    return POSTIL_FOREIGN_OMNIVORE;
  if (postil_foreign_get_array (object, "entries") != NULL && json_object_has_member (object, "title"))
    return POSTIL_FOREIGN_KOREADER;
  return POSTIL_FOREIGN_NONE;
}

PostilForeignFormat
postil_foreign_detect_json (JsonNode *root)
{
  PostilForeignFormat format = JSON_NODE_HOLDS_OBJECT (root) ? detect_object (json_node_get_object (root)) : POSTIL_FOREIGN_NONE;
  JsonArray *list = format == POSTIL_FOREIGN_NONE ? find_list (root) : NULL;

  for (guint i = 0; format == POSTIL_FOREIGN_NONE && i < get_length (list); i++)
    format = detect_object (get_element (list, i));
  return format;
}

/* --- Hypothesis --- */

static void
read_selectors (JsonArray *selectors, PostilForeignEntry *entry)
{
  for (guint i = 0; i < get_length (selectors); i++)
    {
      JsonObject *selector = get_element (selectors, i);

      if (has_type (selector, "TextQuoteSelector"))
        {
          entry->quote = postil_foreign_get_string (selector, "exact");
          entry->prefix = postil_foreign_get_string (selector, "prefix");
          entry->suffix = postil_foreign_get_string (selector, "suffix");
        }
      else if (has_type (selector, "TextPositionSelector"))
        entry->start = postil_foreign_get_integer (selector, "start", -1);
    }
}

static void
read_hypothesis (PostilForeignNotes *self, JsonObject *object)
{
  JsonArray *titles = postil_foreign_get_array (postil_foreign_get_object (object, "document"), "title");
  g_autoptr (GPtrArray) tags = read_tags (postil_foreign_get_array (object, "tags"));
  JsonNode *title = get_length (titles) > 0 ? json_array_get_element (titles, 0) : NULL;
  PostilForeignEntry entry = { .start = -1 };

  entry.id = postil_foreign_get_string (object, "id");
  entry.url = postil_foreign_get_string (object, "uri");
  entry.comment = postil_foreign_get_string (object, "text");
  entry.author = postil_foreign_get_string (object, "user");
  entry.created = postil_foreign_get_string (object, "created");
  entry.modified = postil_foreign_get_string (object, "updated");
  entry.tags = (const char *const *) tags->pdata;
  if (title != NULL && json_node_get_value_type (title) == G_TYPE_STRING)
    entry.title = json_node_get_string (title);
  read_selectors (postil_foreign_get_array (get_element (postil_foreign_get_array (object, "target"), 0), "selector"), &entry);
  if (get_length (postil_foreign_get_array (object, "references")) > 0)
    postil_foreign_skip (self, "“%s”: a reply to somebody's note", entry.url != NULL ? entry.url : "?");
  else
    postil_foreign_add (self, &entry);
}

/* --- wallabag --- */

static void
read_wallabag (PostilForeignNotes *self, JsonObject *object)
{
  JsonArray *annotations = postil_foreign_get_array (object, "annotations");

  for (guint i = 0; i < get_length (annotations); i++)
    {
      JsonObject *annotation = get_element (annotations, i);
      PostilForeignEntry entry = { .start = -1 };
      g_autofree char *id = NULL;

      entry.title = postil_foreign_get_string (object, "title");
      entry.url = postil_foreign_get_string (object, "url");
      entry.quote = postil_foreign_get_string (annotation, "quote");
      entry.comment = postil_foreign_get_string (annotation, "text");
      entry.author = postil_foreign_get_string (annotation, "user");
      entry.created = postil_foreign_get_string (annotation, "created_at");
      entry.modified = postil_foreign_get_string (annotation, "updated_at");
      if (annotation != NULL && json_object_has_member (annotation, "id"))
        entry.id = id = g_strdup_printf ("%" G_GINT64_FORMAT, postil_foreign_get_integer (annotation, "id", 0));
      postil_foreign_add (self, &entry);
    }
}

/* --- Omnivore --- */

static const char *
first_string (JsonObject *object, const char *name, const char *other)
{
  const char *text = postil_foreign_get_string (object, name);

  return text != NULL ? text : postil_foreign_get_string (object, other);
}

static void
read_omnivore (PostilForeignNotes *self, JsonObject *object)
{
  JsonArray *highlights = postil_foreign_get_array (object, "highlights");

  for (guint i = 0; i < get_length (highlights); i++)
    {
      JsonObject *highlight = get_element (highlights, i);
      g_autoptr (GPtrArray) tags = read_tags (postil_foreign_get_array (highlight, "labels"));
      PostilForeignEntry entry = { .start = -1 };

      entry.id = postil_foreign_get_string (highlight, "id");
      entry.title = postil_foreign_get_string (object, "title");
      entry.url = first_string (object, "originalArticleUrl", "url");
      entry.quote = first_string (highlight, "quote", "text");
      entry.prefix = postil_foreign_get_string (highlight, "prefix");
      entry.suffix = postil_foreign_get_string (highlight, "suffix");
      entry.comment = first_string (highlight, "annotation", "note");
      entry.color = postil_foreign_get_string (highlight, "color");
      entry.created = first_string (highlight, "createdAt", "highlightedAt");
      entry.modified = postil_foreign_get_string (highlight, "updatedAt");
      entry.tags = (const char *const *) tags->pdata;
      postil_foreign_add (self, &entry);
    }
}

/* --- KOReader --- */

static void
read_koreader (PostilForeignNotes *self, JsonObject *object)
{
  JsonArray *entries = postil_foreign_get_array (object, "entries");

  for (guint i = 0; i < get_length (entries); i++)
    {
      JsonObject *element = get_element (entries, i);
      gint64 seconds = postil_foreign_get_integer (element, "time", 0);
      g_autofree char *created
          = seconds > 0 && seconds < G_MAXINT32 * G_GINT64_CONSTANT (100) ? postil_time_to_iso (seconds * G_USEC_PER_SEC) : NULL;
      PostilForeignEntry entry = { .start = -1 };

      entry.title = postil_foreign_get_string (object, "title");
      entry.quote = postil_foreign_get_string (element, "text");
      entry.comment = postil_foreign_get_string (element, "note");
      entry.color = postil_foreign_get_string (element, "color");
      entry.created = created;
      postil_foreign_add (self, &entry);
    }
}

static void
read_object (PostilForeignNotes *self, JsonObject *object)
{
  if (self->format == POSTIL_FOREIGN_HYPOTHESIS)
    read_hypothesis (self, object);
  else if (self->format == POSTIL_FOREIGN_WALLABAG)
    read_wallabag (self, object);
  else if (self->format == POSTIL_FOREIGN_OMNIVORE)
    read_omnivore (self, object);
  else
    read_koreader (self, object);
}

void
postil_foreign_read_json (PostilForeignNotes *self, JsonNode *root)
{
  JsonArray *list = NULL;

  if (JSON_NODE_HOLDS_OBJECT (root) && detect_object (json_node_get_object (root)) == self->format)
    {
      read_object (self, json_node_get_object (root));
      return;
    }
  list = find_list (root);
  for (guint i = 0; i < get_length (list); i++)
    {
      JsonObject *object = get_element (list, i);

      if (object != NULL)
        read_object (self, object);
      else
        postil_foreign_skip (self, "entry %u is no object", i + 1);
    }
}
