/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of 100,000 articles makes 100,000 of these the moment it is shown, so that an item is no more than an id; the record
 * comes when a row that can be seen asks for it. */
#include "config.h"

#include "postil-article-item-private.h"

struct _PostilArticleItem
{
  GObject parent_instance;

  gint64 id;
  PostilArticle *article;
  char *snippet;
  const PostilArticleItemOwner *owner; /* NULL when the list is gone */
  gpointer list;                       /* borrowed */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_ARTICLE,
  PROP_SNIPPET,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PostilArticleItem, postil_article_item, G_TYPE_OBJECT)

static void
postil_article_item_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  PostilArticleItem *self = POSTIL_ARTICLE_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ARTICLE:
      g_value_set_boxed (value, postil_article_item_get_article (self));
      break;
    case PROP_SNIPPET:
      g_value_set_string (value, self->snippet);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
postil_article_item_finalize (GObject *object)
{
  PostilArticleItem *self = POSTIL_ARTICLE_ITEM (object);

  if (self->owner != NULL)
    self->owner->gone (self->id, self->list);
  g_clear_pointer (&self->article, postil_article_unref);
  g_free (self->snippet);
  G_OBJECT_CLASS (postil_article_item_parent_class)->finalize (object);
}

static void
postil_article_item_class_init (PostilArticleItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = postil_article_item_get_property;
  object_class->finalize = postil_article_item_finalize;
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ARTICLE] = g_param_spec_boxed ("article", NULL, NULL, POSTIL_TYPE_ARTICLE, flags);
  properties[PROP_SNIPPET] = g_param_spec_string ("snippet", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postil_article_item_init (PostilArticleItem *self)
{
}

PostilArticleItem *
postil_article_item_new (gint64 id, const PostilArticleItemOwner *owner, gpointer list)
{
  PostilArticleItem *self = g_object_new (POSTIL_TYPE_ARTICLE_ITEM, NULL);

  self->id = id;
  self->owner = owner;
  self->list = list;
  return self;
}

void
postil_article_item_fill (PostilArticleItem *self, PostilArticle *article, const char *snippet)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->snippet, snippet) != 0)
    {
      g_free (self->snippet);
      self->snippet = g_strdup (snippet);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNIPPET]);
    }
  postil_article_ref (article);
  g_clear_pointer (&self->article, postil_article_unref);
  self->article = article;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARTICLE]);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
postil_article_item_is_filled (PostilArticleItem *self)
{
  return self->article != NULL;
}

void
postil_article_item_disown (PostilArticleItem *self)
{
  self->owner = NULL;
  self->list = NULL;
}

/**
 * postil_article_item_get_id:
 * @self: an item
 *
 * Returns: the article it stands for
 */
gint64
postil_article_item_get_id (PostilArticleItem *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_ITEM (self), 0);
  return self->id;
}

/**
 * postil_article_item_get_article:
 * @self: an item
 *
 * Gets the record, and asks for it when it is not there yet: the property `article` notifies when it is. Thread: main.
 *
 * Returns: (transfer none) (nullable): the record, or NULL for now
 */
PostilArticle *
postil_article_item_get_article (PostilArticleItem *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_ITEM (self), NULL);
  if (self->article == NULL && self->owner != NULL)
    self->owner->wanted (self, self->list);
  return self->article;
}

/**
 * postil_article_item_get_snippet:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): in a search, words around the match, hits between U+E000 and U+E001
 */
const char *
postil_article_item_get_snippet (PostilArticleItem *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_ITEM (self), NULL);
  return self->snippet;
}
