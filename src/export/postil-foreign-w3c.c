/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web Annotations (W3C Recommendation, 23 February 2017), ours and others': one, a list, a page or a collection. */
#include "config.h"

#include "postil-foreign-notes-private.h"

#include <string.h>

#define OUR_ARTICLE "urn:postil:article:"

typedef struct
{
  PostilForeignEntry entry;
  GPtrArray *tags;
  GString *comment;
  const char *article_key;   /* (nullable) */
  const char *document_hash; /* (nullable) */
} Reading;

/* A member may be one thing or a list of them. */
static void
for_each (JsonObject *object, const char *name, void (*call) (JsonNode *node, Reading *reading), Reading *reading)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    call (json_array_get_element (array, i), reading);
  if (array == NULL && node != NULL)
    call (node, reading);
}

static void
read_body (JsonNode *node, Reading *reading)
{
  JsonObject *body = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *value = postil_foreign_get_string (body, "value");

  if (value == NULL)
    return;
  if (g_strcmp0 (postil_foreign_get_string (body, "purpose"), "tagging") == 0)
    {
      g_ptr_array_add (reading->tags, (gpointer) value);
      return;
    }
  if (reading->comment->len > 0)
    g_string_append (reading->comment, "\n\n");
  g_string_append (reading->comment, value);
}

static void
read_selector (JsonNode *node, Reading *reading)
{
  JsonObject *selector = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = postil_foreign_get_string (selector, "type");

  if (g_strcmp0 (type, "TextQuoteSelector") == 0)
    {
      reading->entry.quote = postil_foreign_get_string (selector, "exact");
      reading->entry.prefix = postil_foreign_get_string (selector, "prefix");
      reading->entry.suffix = postil_foreign_get_string (selector, "suffix");
    }
  else if (g_strcmp0 (type, "TextPositionSelector") == 0)
    reading->entry.start = postil_foreign_get_integer (selector, "start", -1);
  /* A range is refined by what stands in it. */
  if (selector != NULL && json_object_has_member (selector, "refinedBy"))
    for_each (selector, "refinedBy", read_selector, reading);
}

static void
read_source (Reading *reading, const char *source)
{
  if (source == NULL)
    return;
  if (g_str_has_prefix (source, OUR_ARTICLE))
    reading->article_key = source + strlen (OUR_ARTICLE);
  else
    reading->entry.url = source;
}

static void
read_target (JsonNode *node, Reading *reading)
{
  JsonObject *target = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *source = postil_foreign_get_object (target, "source");

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    read_source (reading, json_node_get_string (node));
  if (target == NULL)
    return;
  read_source (reading, postil_foreign_get_string (target, "source"));
  if (!json_object_has_member (target, "source"))
    source = target;
  read_source (reading, postil_foreign_get_string (source, "id"));
  if (postil_foreign_get_string (source, "postil:title") != NULL)
    reading->entry.title = postil_foreign_get_string (source, "postil:title");
  reading->entry.color = postil_foreign_get_string (target, "styleClass");
  if (postil_foreign_get_string (target, "postil:articleKey") != NULL)
    reading->article_key = postil_foreign_get_string (target, "postil:articleKey");
  reading->document_hash = postil_foreign_get_string (target, "postil:documentHash");
  for_each (target, "selector", read_selector, reading);
}

static void
read_creator (Reading *reading, JsonObject *annotation)
{
  JsonObject *creator = postil_foreign_get_object (annotation, "creator");

  reading->entry.author = postil_foreign_get_string (annotation, "creator");
  if (creator != NULL)
    reading->entry.author = postil_foreign_get_string (creator, "name") != NULL ? postil_foreign_get_string (creator, "name")
                                                                                : postil_foreign_get_string (creator, "id");
}

static gboolean
is_key (const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (key[i]))
      return FALSE;
  return length > 0 && length <= 100;
}

static void
replace (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
read_annotation (PostilForeignNotes *self, JsonObject *annotation)
{
  Reading reading = { .entry = { .start = -1 } };
  PostilNote *note = NULL;

  reading.tags = g_ptr_array_new ();
  reading.comment = g_string_new (postil_foreign_get_string (annotation, "bodyValue"));
  for_each (annotation, "body", read_body, &reading);
  for_each (annotation, "target", read_target, &reading);
  read_creator (&reading, annotation);
  g_ptr_array_add (reading.tags, NULL);
  reading.entry.id = postil_foreign_get_string (annotation, "id");
  reading.entry.created = postil_foreign_get_string (annotation, "created");
  reading.entry.modified = postil_foreign_get_string (annotation, "modified");
  reading.entry.comment = reading.comment->str;
  reading.entry.tags = (const char *const *) reading.tags->pdata;
  /* A bare highlight says something: its passage. One of ours on the article may be empty but for its target. */
  note = postil_foreign_add (self, &reading.entry);
  if (note != NULL && is_key (reading.article_key))
    replace (&note->article_key, reading.article_key);
  if (note != NULL && is_key (reading.document_hash))
    replace (&note->document_hash, reading.document_hash);
  g_ptr_array_unref (reading.tags);
  g_string_free (reading.comment, TRUE);
}

static void
read_node (PostilForeignNotes *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *items = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : postil_foreign_get_array (object, "items");
  JsonNode *first = object != NULL ? json_object_get_member (object, "first") : NULL;

  if (items != NULL)
    for (guint i = 0; i < json_array_get_length (items); i++)
      read_node (self, json_array_get_element (items, i));
  else if (first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    read_node (self, first);
  else if (object != NULL && json_object_has_member (object, "target"))
    read_annotation (self, object);
  else
    postil_foreign_skip (self, "an entry that is no annotation");
}

void
postil_foreign_read_w3c (PostilForeignNotes *self, JsonNode *root)
{
  read_node (self, root);
}
