/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON-LD of a page: the object that describes its article, wherever in the graph it stands. Length and depth are checked before the
 * JSON parser sees it, because that one is recursive. */
#include "config.h"

#include "postil-html-metadata-private.h"

#include "postil-json-guard-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_JSON (1024 * 1024) /* bytes */
#define MAX_AUTHORS 8
#define MAX_NODES 4000

static const char *
get_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static const char *
get_member_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  text = get_text (node);
  return text != NULL && *text != '\0' ? text : NULL;
}

/* 2: an article; 1: a page; 0: neither. */
static int
rank_type (const char *type)
{
  if (type == NULL)
    return 0;
  if (strstr (type, "Article") != NULL || g_str_has_suffix (type, "BlogPosting") || g_str_has_suffix (type, "Report")
      || g_str_has_suffix (type, "Recipe") || g_str_has_suffix (type, "Review"))
    return 2;
  return g_str_has_suffix (type, "WebPage") ? 1 : 0;
}

static int
rank_object (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "@type");
  int rank = 0;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return rank_type (get_text (node));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    rank = MAX (rank, rank_type (get_text (json_array_get_element (json_node_get_array (node), i))));
  return rank;
}

static void
append_author (GString *names, JsonNode *node, guint *n_names)
{
  const char *name = get_text (node);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    name = get_member_text (json_node_get_object (node), "name");
  if (name == NULL || *name == '\0' || *n_names == MAX_AUTHORS || strstr (name, "://") != NULL)
    return;
  if (names->len > 0)
    g_string_append (names, ", ");
  g_string_append (names, name);
  (*n_names)++;
}

static char *
dup_authors (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "author");
  GString *names = g_string_new (NULL);
  guint n_names = 0;

  if (node == NULL)
    node = json_object_get_member (object, "creator");
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_author (names, json_array_get_element (array, i), &n_names);
    }
  else
    append_author (names, node, &n_names);
  return g_string_free (names, names->len == 0);
}

static void
take (char **field, const char *value)
{
  if (*field == NULL && value != NULL)
    *field = g_strdup (value);
}

static void
read_object (PostilLinkedData *data, JsonObject *object, int rank)
{
  JsonNode *publisher = json_object_get_member (object, "publisher");

  take (&data->headline, get_member_text (object, "headline"));
  if (rank == 2)
    take (&data->headline, get_member_text (object, "name"));
  if (data->author == NULL)
    data->author = dup_authors (object);
  take (&data->published, get_member_text (object, "datePublished"));
  take (&data->updated, get_member_text (object, "dateModified"));
  take (&data->language, get_member_text (object, "inLanguage"));
  if (publisher != NULL && JSON_NODE_HOLDS_OBJECT (publisher))
    take (&data->publisher, get_member_text (json_node_get_object (publisher), "name"));
}

static void
push_children (GQueue *queue, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array) && queue->length < MAX_NODES; i++)
        g_queue_push_tail (queue, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      static const char *const members[] = { "@graph", "mainEntity", "mainEntityOfPage" };

      for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
        {
          JsonNode *member = json_object_get_member (json_node_get_object (node), members[i]);

          if (member != NULL)
            g_queue_push_tail (queue, member);
        }
    }
}

static gboolean
is_person (JsonObject *object)
{
  return g_strcmp0 (get_member_text (object, "@type"), "Person") == 0;
}

/* An article that names its author by a reference means the one person there is. */
static void
read_person (PostilLinkedData *data, JsonObject *object)
{
  const char *name = get_member_text (object, "name");

  if (name == NULL || *name == '\0' || !is_person (object))
    return;
  data->many_persons |= data->person != NULL && strcmp (data->person, name) != 0;
  take (&data->person, name);
}

/* Articles first; what only describes the page fills what they leave open. */
static void
read_graph (PostilLinkedData *data, JsonNode *root, int wanted)
{
  GQueue queue = G_QUEUE_INIT;
  guint n_seen = 0;

  g_queue_push_tail (&queue, root);
  while (!g_queue_is_empty (&queue) && n_seen++ < MAX_NODES)
    {
      JsonNode *node = g_queue_pop_head (&queue);

      if (JSON_NODE_HOLDS_OBJECT (node) && rank_object (json_node_get_object (node)) == wanted)
        read_object (data, json_node_get_object (node), wanted);
      else if (JSON_NODE_HOLDS_OBJECT (node) && wanted == 2)
        read_person (data, json_node_get_object (node));
      push_children (&queue, node);
    }
  g_queue_clear (&queue);
}

/*
 * postil_linked_data_read:
 * @data: (inout): fields that are set stay
 * @json: the text of a script element, `length` bytes
 * @length: in bytes
 *
 * Reads one JSON-LD block of a page; what cannot be read is passed over, for a page is no worse without it.
 */
void
postil_linked_data_read (PostilLinkedData *data, const char *json, gsize length)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *guarded = length <= MAX_JSON ? postil_json_guard (json, length, &length) : NULL;
  JsonNode *root;

  if (guarded == NULL)
    return;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, guarded, length, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL)
    return;
  read_graph (data, root, 2);
  read_graph (data, root, 1);
}

/* Frees the fields. */
void
postil_linked_data_clear (PostilLinkedData *data)
{
  g_free (data->headline);
  g_free (data->author);
  g_free (data->published);
  g_free (data->updated);
  g_free (data->publisher);
  g_free (data->person);
  g_free (data->language);
  *data = (PostilLinkedData){ NULL };
}
