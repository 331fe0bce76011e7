/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain record of an article as lists show it: everything but its text. */
#include "config.h"

#include "postil-article.h"

G_DEFINE_BOXED_TYPE (PostilArticle, postil_article, postil_article_ref, postil_article_unref)

/**
 * postil_article_new:
 *
 * Makes an empty record: unknown times, waiting for analysis. The caller fills it before sharing it.
 *
 * Returns: (transfer full): a record with one reference; any thread
 */
PostilArticle *
postil_article_new (void)
{
  PostilArticle *article = g_atomic_rc_box_new0 (PostilArticle);

  article->published = POSTIL_TIME_UNKNOWN;
  article->updated = POSTIL_TIME_UNKNOWN;
  article->version = 1;
  return article;
}

/**
 * postil_article_ref:
 * @article: a record
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @article; any thread
 */
PostilArticle *
postil_article_ref (PostilArticle *article)
{
  return g_atomic_rc_box_acquire (article);
}

static void
article_clear (gpointer data)
{
  PostilArticle *article = data;

  g_free (article->key);
  g_free (article->source);
  g_free (article->title);
  g_free (article->byline);
  g_free (article->url);
  g_free (article->summary);
  g_free (article->language);
  for (guint i = 0; i < POSTIL_ARTICLE_MAX_CHIPS; i++)
    g_free (article->chip_names[i]);
}

/**
 * postil_article_unref:
 * @article: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
postil_article_unref (PostilArticle *article)
{
  g_atomic_rc_box_release_full (article, article_clear);
}
