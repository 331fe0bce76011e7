/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of an article that only repeat what its metadata say: the author's name, the date. They go from the text once they are known. */
#include "config.h"

#include "postil-html-measure-private.h"

#include "postil-line-signs-private.h"
#include "postil-written-date-private.h"

#include <string.h>

#define MAX_CREDIT 120 /* letters */
#define MAX_DATE 64    /* letters */

static gboolean
is_leaf_line (const PostilHtmlNode *node)
{
  for (const PostilHtmlNode *child = node->first_child; child != NULL; child = child->next)
    if (postil_html_tag_is_block (child->tag))
      return FALSE;
  return TRUE;
}

/* Whether a node is a line of its own, not a word in a sentence. */
static gboolean
stands_alone (const PostilHtmlNode *node)
{
  return postil_html_tag_is_block (node->tag) || node->parent->measure.length <= MAX_CREDIT;
}

static gboolean
is_byline (const PostilHtmlNode *node)
{
  g_autofree char *text = NULL, *names = NULL;

  if (node->measure.length > MAX_CREDIT || node->measure.length == 0)
    return FALSE;
  if (node->measure.flags & POSTIL_HTML_BYLINE)
    return node->measure.commas < 3 && stands_alone (node);
  if (!postil_html_tag_is_block (node->tag) || !is_leaf_line (node))
    return FALSE;
  text = postil_html_node_dup_text (node);
  names = postil_line_dup_byline (text, strlen (text), TRUE);
  return names != NULL;
}

static gboolean
is_date (const PostilHtmlNode *node)
{
  g_autofree char *text = NULL;
  gint64 day;

  if (node->measure.length > MAX_DATE || node->measure.length == 0 || !stands_alone (node))
    return FALSE;
  if ((node->measure.flags & POSTIL_HTML_DATE) && node->measure.length < MAX_DATE / 2)
    return TRUE;
  if (node->tag != POSTIL_HTML_TIME && (!postil_html_tag_is_block (node->tag) || !is_leaf_line (node)))
    return FALSE;
  text = postil_html_node_dup_text (node);
  return postil_written_date_find (text, TRUE, &day);
}

/*
 * postil_html_measure_drop_credits:
 * @article: the element that holds the article
 * @byline: whether the author is known
 * @date: whether the date is known
 *
 * Marks the lines of an article that only repeat its author or date.
 */
void
postil_html_measure_drop_credits (PostilHtmlNode *article, gboolean byline, gboolean date)
{
  PostilHtmlNode *node = article->first_child;

  while (node != NULL)
    {
      gboolean dropped = (node->measure.flags & POSTIL_HTML_DROPPED) != 0;

      if (!dropped && node->text == NULL && node->tag != POSTIL_HTML_LI && node->tag != POSTIL_HTML_TD
          && node->tag != POSTIL_HTML_TH && ((byline && is_byline (node)) || (date && is_date (node))))
        {
          node->measure.flags |= POSTIL_HTML_DROPPED;
          dropped = TRUE;
        }
      node = postil_html_node_next (node, article, !dropped);
    }
}
