/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter's tree over a window of ids: every condition fills a set, and the sets are joined as the tree says. */
#include "config.h"

#include "postil-matcher-private.h"

#include <string.h>

typedef struct
{
  PostilFilterKind kind;
  PostilCondition *condition; /* of a leaf */
  GPtrArray *children;        /* (element-type Node) */
} Node;

struct _PostilMatcher
{
  PostilDatabase *database;
  Node *root; /* (nullable): the filter says nothing */
};

static void
node_free (gpointer data)
{
  Node *node = data;

  g_clear_pointer (&node->condition, postil_condition_free);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

typedef struct
{
  PostilDatabase *database;
  PostilDomain domain;
  gboolean narrow;
} Making;

static gboolean make_node (const Making *making, const PostilFilter *filter, Node **node, GError **error);

static gboolean
make_leaf (const Making *making, const PostilFilter *filter, Node **node, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (PostilCondition) condition = postil_condition_new (making->database, filter, making->domain, &reason);

  if (!condition)
    {
      *node = NULL;
      if (!reason)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (!making->narrow && !postil_condition_gather (condition, making->database, error))
    return FALSE;
  *node = g_new0 (Node, 1);
  (*node)->kind = filter->kind;
  (*node)->condition = g_steal_pointer (&condition);
  return TRUE;
}

/* node (out): NULL when the filter says nothing, such as a word without a letter. */
static gboolean
make_node (const Making *making, const PostilFilter *filter, Node **node, GError **error)
{
  g_autoptr (GPtrArray) children = NULL;

  *node = NULL;
  if (filter->kind > POSTIL_FILTER_NOT)
    return make_leaf (making, filter, node, error);
  children = g_ptr_array_new_with_free_func (node_free);
  for (guint i = 0; filter->children && i < filter->children->len; i++)
    {
      Node *child;

      if (!make_node (making, g_ptr_array_index (filter->children, i), &child, error))
        return FALSE;
      if (child)
        g_ptr_array_add (children, child);
    }
  if (children->len == 0)
    return TRUE;
  *node = g_new0 (Node, 1);
  (*node)->kind = filter->kind;
  (*node)->children = g_steal_pointer (&children);
  return TRUE;
}

/* Makes a filter ready to be asked, window by window. narrow: a few ids will be asked for, so nothing is gathered ahead. */
PostilMatcher *
postil_matcher_new (PostilDatabase *database, const PostilFilter *filter, PostilDomain domain, gboolean narrow, GError **error)
{
  const Making making = { database, domain, narrow };
  g_autoptr (PostilMatcher) self = g_new0 (PostilMatcher, 1);

  self->database = database;
  if (!make_node (&making, filter, &self->root, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
postil_matcher_free (PostilMatcher *self)
{
  g_clear_pointer (&self->root, node_free);
  g_free (self);
}

gboolean
postil_matcher_says_nothing (const PostilMatcher *self)
{
  return !self->root;
}

static gboolean
fill_node (PostilMatcher *self, const Node *node, PostilIdSet *set, GError **error)
{
  if (node->condition)
    return postil_condition_fill (node->condition, self->database, set, error);
  for (guint i = 0; i < node->children->len; i++)
    {
      g_auto (PostilIdSet) other = POSTIL_ID_SET_NONE;

      if (i == 0)
        {
          if (!fill_node (self, g_ptr_array_index (node->children, i), set, error))
            return FALSE;
          continue;
        }
      postil_id_set_init (&other, set->low, set->high);
      if (!fill_node (self, g_ptr_array_index (node->children, i), &other, error))
        return FALSE;
      if (node->kind == POSTIL_FILTER_ANY)
        postil_id_set_unite (set, &other);
      else
        postil_id_set_intersect (set, &other);
    }
  if (node->kind == POSTIL_FILTER_NOT)
    postil_id_set_complement (set);
  return TRUE;
}

/* Adds to an empty set the ids of its window that the filter selects; a negation, or a filter that says nothing, also selects ids
 * that no row has. */
gboolean
postil_matcher_fill (PostilMatcher *self, PostilIdSet *set, GError **error)
{
  if (self->root)
    return fill_node (self, self->root, set, error);
  postil_id_set_complement (set);
  return TRUE;
}

/* The least and the greatest id; low > high when there is no row. */
gboolean
postil_matcher_range (PostilDatabase *database, PostilDomain domain, gint64 *low, gint64 *high, GError **error)
{
  static const char articles[]
      = "SELECT coalesce ((SELECT min (id) FROM article), 1), coalesce ((SELECT max (id) FROM article), 0)";
  static const char notes[]
      = "SELECT coalesce ((SELECT min (seq) FROM annotation), 1), coalesce ((SELECT max (seq) FROM annotation), 0)";
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  PostilConnection *connection = domain == POSTIL_DOMAIN_NOTES ? database->notes : database->cache;

  if (!postil_query_init (&query, connection, domain == POSTIL_DOMAIN_NOTES ? notes : articles, error)
      || postil_query_step (&query, error) < 0)
    return FALSE;
  *low = postil_query_integer (&query, 0);
  *high = postil_query_integer (&query, 1);
  return TRUE;
}

/* --- texts within texts ------------------------------------------------------------------------------------------------- */

/* Without letter case and accents, as the full-text index compares. */
static char *
fold (const char *text)
{
  g_autofree char *parted = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = parted ? g_utf8_casefold (parted, -1) : NULL;
  char *to = folded;

  if (!folded)
    return g_strdup ("");
  for (const char *from = folded; *from;)
    {
      const char *next = g_utf8_next_char (from);

      if (!g_unichar_ismark (g_utf8_get_char (from)))
        {
          memmove (to, from, (gsize) (next - from));
          to += next - from;
        }
      from = next;
    }
  *to = '\0';
  return g_steal_pointer (&folded);
}

/* postil_within (TEXT, PART): whether the part, letter case and accents aside, stands in the text. */
static void
within_function (sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  const char *part = (const char *) sqlite3_value_text (arguments[1]);
  g_autofree char *folded = NULL;
  char *wanted = sqlite3_get_auxdata (context, 1);

  if (!text || !part)
    {
      sqlite3_result_int (context, 0);
      return;
    }
  if (!wanted)
    {
      wanted = fold (part);
      folded = fold (text);
      sqlite3_result_int (context, strstr (folded, wanted) != NULL);
      sqlite3_set_auxdata (context, 1, wanted, g_free);
      return;
    }
  folded = fold (text);
  sqlite3_result_int (context, strstr (folded, wanted) != NULL);
}

/* Adds the function that conditions on texts use. */
gboolean
postil_matcher_register (PostilConnection *connection, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int code = sqlite3_create_function_v2 (connection->handle, "postil_within", 2, flags, NULL, within_function, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  postil_connection_set_error (connection, code, error);
  return FALSE;
}
