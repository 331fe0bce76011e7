/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the article in a page. Every element gets the length of its text, how much of it is links, and its mass: how much of it reads
 * like prose. Boilerplate is dropped by what it is called and by what it holds; the article is the smallest container that holds nearly
 * all of the mass that is left. Each pass is one walk over the nodes in order, so the cost is linear. */
#include "config.h"

#include "postil-html-measure-private.h"

#include <string.h>

/* The share of the mass a child must hold for the article to be inside it alone. */
#define MAX_END_HEADINGS 200 /* each looks at all that follows it */
#define DESCENT_SHARE 0.85f
#define HINT_SHARE 0.30f

/* A page with less mass has no paragraph worth the name. */
#define POOR_PAGE 250.0f

static gboolean
is_container (PostilHtmlTag tag)
{
  switch ((int) tag)
    {
    case POSTIL_HTML_OTHER:
    case POSTIL_HTML_ARTICLE:
    case POSTIL_HTML_ASIDE:
    case POSTIL_HTML_BODY:
    case POSTIL_HTML_CENTER:
    case POSTIL_HTML_DETAILS:
    case POSTIL_HTML_DIV:
    case POSTIL_HTML_FIELDSET:
    case POSTIL_HTML_FORM:
    case POSTIL_HTML_HEADER:
    case POSTIL_HTML_MAIN:
    case POSTIL_HTML_SECTION:
    case POSTIL_HTML_SPAN:
    case POSTIL_HTML_TABLE:
    case POSTIL_HTML_TBODY:
    case POSTIL_HTML_TD:
    case POSTIL_HTML_TR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_heading (PostilHtmlTag tag)
{
  return tag >= POSTIL_HTML_H1 && tag <= POSTIL_HTML_H6;
}

/* All nodes that can show text, in document order. */
static GPtrArray *
list_nodes (PostilHtmlNode *root, gboolean with_noscript)
{
  GPtrArray *nodes = g_ptr_array_sized_new (4096);
  PostilHtmlNode *node = root;

  while (node != NULL)
    {
      gboolean silent = postil_html_tag_is_silent (node->tag) && !(with_noscript && node->tag == POSTIL_HTML_NOSCRIPT);

      node->measure.flags &= ~POSTIL_HTML_DROPPED;
      if (!silent)
        g_ptr_array_add (nodes, node);
      else
        node->measure.flags |= POSTIL_HTML_DROPPED;
      node = postil_html_node_next (node, root, !silent);
    }
  return nodes;
}

static void
count_text (PostilHtmlNode *node)
{
  guint32 length = 0, commas = 0;

  for (const guchar *at = (const guchar *) node->text; *at != '\0'; at++)
    {
      /* Bytes that continue a character and white space do not count; a Chinese character says as much as three letters. */
      length += *at > ' ' && ((*at & 0xc0) != 0x80 || at[-1] >= 0xe3);
      commas += *at == ',' || (*at == 0xef && at[1] == 0xbc && at[2] == 0x8c)
                || (*at == 0xe3 && at[1] == 0x80 && (at[2] == 0x81 || at[2] == 0x82));
    }
  node->measure.length = length;
  node->measure.commas = commas;
}

/* How much a run of text of one block reads like prose. */
static float
weigh_run (const PostilHtmlNode *node, guint32 length, guint32 link_length, guint32 commas)
{
  float links = length > 0 ? (float) link_length / length : 0;
  float weight = length < 40 ? 0.1f : length < 80 ? 0.5f : 1.0f;

  if (is_heading (node->tag) || length < 20 || links > 0.6f)
    return 0;
  return (weight * length + 8.0f * commas) * (1 - links) * (1 - links);
}

typedef struct
{
  guint32 length;
  guint32 link_length;
  guint32 commas;
} Run;

/* Completes the measure of a node whose children were added to it. */
static void
complete (PostilHtmlNode *node, Run *run)
{
  if (node->text != NULL)
    {
      count_text (node);
      run->length = node->measure.length;
      run->commas = node->measure.commas;
      if (node->measure.flags & POSTIL_HTML_IN_LINK)
        run->link_length = node->measure.link_length = node->measure.length;
    }
  if (postil_html_tag_is_block (node->tag))
    node->measure.mass += weigh_run (node, run->length, run->link_length, run->commas);
}

/* The text of an inline element goes on in its parent's run. */
static void
add_to_parent (const PostilHtmlNode *node, Run *runs)
{
  PostilHtmlNode *parent = node->parent;
  const Run *run = &runs[node->measure.index];
  Run *parent_run = &runs[parent->measure.index];

  parent->measure.length += node->measure.length;
  parent->measure.link_length += node->measure.link_length;
  parent->measure.commas += node->measure.commas;
  parent->measure.mass += node->measure.mass;
  if (postil_html_tag_is_block (node->tag))
    return;
  parent_run->length += run->length;
  parent_run->link_length += run->link_length;
  parent_run->commas += run->commas;
}

/* Sums text, links and mass from the leaves up; what is dropped counts nothing. */
static void
measure_all (GPtrArray *nodes)
{
  g_autofree Run *runs = g_new0 (Run, nodes->len);

  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);

      node->measure.length = node->measure.link_length = node->measure.commas = 0;
      node->measure.mass = 0;
      node->measure.index = i;
    }
  for (guint i = nodes->len; i > 0; i--)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i - 1);

      if (node->measure.flags & POSTIL_HTML_DROPPED)
        {
          node->measure.length = node->measure.link_length = node->measure.commas = 0;
          node->measure.mass = 0;
          continue;
        }
      complete (node, &runs[i - 1]);
      if (i > 1)
        add_to_parent (node, runs);
    }
}

static gboolean
is_essential (const PostilHtmlNode *node)
{
  return node->tag == POSTIL_HTML_HTML || node->tag == POSTIL_HTML_BODY || node->tag == POSTIL_HTML_MAIN
         || (node->measure.flags & POSTIL_HTML_BODY_HINT) != 0;
}

static gboolean
holds_article (PostilHtmlNode *node)
{
  for (PostilHtmlNode *at = node; at != NULL; at = postil_html_node_next (at, node, TRUE))
    if (at->tag == POSTIL_HTML_H1 || at->tag == POSTIL_HTML_MAIN || (at->tag == POSTIL_HTML_ARTICLE && at->measure.mass > 600)
        || (at->measure.flags & POSTIL_HTML_EXACT_HINT) != 0)
      return TRUE;
  return FALSE;
}

/* A long stretch of plain paragraphs is text, whatever it is called. */
static gboolean
is_prose (const PostilHtmlNode *node)
{
  return node->measure.mass > 1200 && node->measure.link_length * 5 < node->measure.length;
}

/* A post from elsewhere, shown as a quotation. */
static gboolean
is_post (PostilHtmlNode *node)
{
  PostilHtmlNode *quote = node->measure.mass < 600 ? postil_html_node_find (node, POSTIL_HTML_BLOCKQUOTE) : NULL;
  const char *names = quote != NULL ? postil_html_node_get_attribute (quote, "class") : NULL;

  return names != NULL
         && (strstr (names, "tweet") != NULL || strstr (names, "-media") != NULL || strstr (names, "-post") != NULL);
}

/* Whether an element goes because of what it is or is called; `total` is the mass of the page, `mask` what of its names counts. */
static gboolean
is_boilerplate (PostilHtmlNode *node, float total, guint16 mask)
{
  guint16 flags = node->measure.flags & mask;

  if (flags & POSTIL_HTML_HIDDEN)
    return node->measure.mass < total * 0.8f;
  if (is_essential (node))
    return FALSE;
  switch ((int) node->tag)
    {
    case POSTIL_HTML_NAV:
    case POSTIL_HTML_DIALOG:
    case POSTIL_HTML_MENU:
      return TRUE;
    case POSTIL_HTML_FOOTER:
    case POSTIL_HTML_ASIDE:
      return node->measure.mass < total * 0.4f;
    default:
      break;
    }
  if (flags & POSTIL_HTML_COMMENTS)
    return !holds_article (node);
  if (flags & POSTIL_HTML_JUNK)
    return node->measure.mass < total * 0.4f && !(node->measure.mass > 400 && holds_article (node)) && !is_prose (node)
           && !is_post (node);
  return FALSE;
}

static void
drop_boilerplate (GPtrArray *nodes, float total, guint16 flags)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);

      if (node->parent != NULL && (node->parent->measure.flags & POSTIL_HTML_DROPPED) && i > 0)
        node->measure.flags |= POSTIL_HTML_DROPPED;
      else if (node->text == NULL && is_boilerplate (node, total, flags))
        node->measure.flags |= POSTIL_HTML_DROPPED;
    }
}

/* Forms, lists of links and the like inside what is left. */
static gboolean
is_link_list (const PostilHtmlNode *node)
{
  guint32 length = node->measure.length;
  float links = length > 0 ? (float) node->measure.link_length / length : 0;

  switch ((int) node->tag)
    {
    case POSTIL_HTML_UL:
    case POSTIL_HTML_OL:
    case POSTIL_HTML_DL:
      return links > 0.7f && length > 0;
    case POSTIL_HTML_DIV:
    case POSTIL_HTML_SECTION:
    case POSTIL_HTML_TABLE:
    case POSTIL_HTML_FORM:
      return links > 0.5f && node->measure.mass < 200;
    default:
      return FALSE;
    }
}

static void
drop_link_lists (GPtrArray *nodes, const PostilHtmlNode *article)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);

      if (node->parent != NULL && (node->parent->measure.flags & POSTIL_HTML_DROPPED) && i > 0)
        node->measure.flags |= POSTIL_HTML_DROPPED;
      else if (node->text == NULL && node != article && is_link_list (node) && !postil_html_node_is_inside (article, node))
        node->measure.flags |= POSTIL_HTML_DROPPED;
    }
}

static gboolean
is_short_line (const PostilHtmlNode *node)
{
  return (node->tag == POSTIL_HTML_P || node->tag == POSTIL_HTML_DIV) && node->measure.length > 6 && node->measure.length < 40;
}

/* A paragraph that is nothing but a link which calls: "READ MORE: …", "CLICK HERE". */
static void
drop_calls (GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);

      if ((node->tag == POSTIL_HTML_P || is_heading (node->tag)) && node->measure.length > 0 && node->measure.length < 160
          && node->measure.link_length * 10 >= node->measure.length * 7 && postil_html_hints_is_call (node))
        node->measure.flags |= POSTIL_HTML_DROPPED;
    }
}

/* "Related articles" and all that follows beside it. */
static void
drop_after_end_heading (GPtrArray *nodes, const PostilHtmlNode *article)
{
  guint n_ends = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);
      guint32 length = 0, link_length = 0;
      float mass = 0;
      gboolean certain = FALSE;

      if ((!is_heading (node->tag) && !is_short_line (node)) || (node->measure.flags & POSTIL_HTML_DROPPED)
          || !postil_html_node_is_inside (node, article) || !postil_html_hints_is_end_heading (node, &certain))
        continue;
      if (++n_ends > MAX_END_HEADINGS)
        return;
      certain &= is_heading (node->tag);
      for (PostilHtmlNode *at = node->next; at != NULL; at = at->next)
        {
          mass += at->measure.mass;
          length += at->measure.length;
          link_length += at->measure.link_length;
        }
      if (mass > article->measure.mass * 0.35f || (!certain && link_length * 2 < length))
        continue;
      for (PostilHtmlNode *at = node; at != NULL && (at == node || at->tag > node->tag || !is_heading (at->tag)); at = at->next)
        at->measure.flags |= POSTIL_HTML_DROPPED;
    }
}

static gboolean
is_hinted (const PostilHtmlNode *node)
{
  return node->text == NULL && (node->measure.flags & (POSTIL_HTML_DROPPED | POSTIL_HTML_BODY_HINT)) == POSTIL_HTML_BODY_HINT;
}

/* The mass of all elements that are named as article text, none counted twice. */
static float
sum_hinted (PostilHtmlNode *body)
{
  float sum = 0;

  for (PostilHtmlNode *node = body; node != NULL; node = postil_html_node_next (node, body, node == body || !is_hinted (node)))
    if (node != body && is_hinted (node))
      sum += node->measure.mass;
  return sum;
}

static PostilHtmlNode *
find_hinted (GPtrArray *nodes, PostilHtmlNode *body)
{
  PostilHtmlNode *best = NULL;
  float sum;

  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);

      if (!is_hinted (node) || node == body || node->measure.mass < body->measure.mass * HINT_SHARE)
        continue;
      if (best == NULL || node->measure.mass > best->measure.mass * 0.9f)
        best = node;
    }
  if (best == NULL)
    return NULL;
  /* An article may stand in several such elements beside each other. */
  sum = sum_hinted (body);
  while (best != body && best->measure.mass < sum * 0.8f && best->parent != NULL
         && best->parent->measure.mass < best->measure.mass * 3)
    best = best->parent;
  return best;
}

static PostilHtmlNode *
descend (PostilHtmlNode *node)
{
  for (;;)
    {
      PostilHtmlNode *best = NULL;

      for (PostilHtmlNode *child = node->first_child; child != NULL; child = child->next)
        if (best == NULL || child->measure.mass > best->measure.mass)
          best = child;
      if (best == NULL || !is_container (best->tag) || best->measure.mass < node->measure.mass * DESCENT_SHARE
          || best->measure.mass <= 0)
        return node;
      node = best;
    }
}

static void
read_hints (GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      PostilHtmlNode *node = g_ptr_array_index (nodes, i);
      guint16 inherited = node->parent != NULL ? node->parent->measure.flags & POSTIL_HTML_IN_LINK : 0;

      if (node->text == NULL)
        node->measure.flags |= postil_html_hints_read (node);
      if (node->tag == POSTIL_HTML_A && postil_html_node_get_attribute (node, "href") != NULL)
        inherited = POSTIL_HTML_IN_LINK;
      node->measure.flags |= inherited;
    }
}

/* Measures a page without its boilerplate. Where that leaves next to nothing, what readers wrote is the content (a forum, a live report), or the page
 * shows its text only to those without scripts. */
static GPtrArray *
measure_page (PostilHtmlNode *root, PostilHtmlNode *body)
{
  GPtrArray *nodes = list_nodes (root, FALSE);
  float total;

  read_hints (nodes);
  measure_all (nodes);
  total = body->measure.mass;
  drop_boilerplate (nodes, total, G_MAXUINT16);
  measure_all (nodes);
  if (body->measure.mass >= POOR_PAGE)
    return nodes;
  if (total >= POOR_PAGE)
    {
      for (guint i = 0; i < nodes->len; i++)
        ((PostilHtmlNode *) g_ptr_array_index (nodes, i))->measure.flags &= ~POSTIL_HTML_DROPPED;
      measure_all (nodes);
      drop_boilerplate (nodes, total, (guint16) ~POSTIL_HTML_COMMENTS);
      measure_all (nodes);
      return nodes;
    }
  g_ptr_array_unref (nodes);
  nodes = list_nodes (root, TRUE);
  read_hints (nodes);
  measure_all (nodes);
  drop_boilerplate (nodes, body->measure.mass, G_MAXUINT16);
  measure_all (nodes);
  return nodes;
}

/*
 * postil_html_measure_hide:
 * @root: (inout): the root of a fragment
 *
 * Marks what a fragment would not show, and nothing else: a feed's content is all article.
 */
void
postil_html_measure_hide (PostilHtmlNode *root)
{
  for (PostilHtmlNode *node = root; node != NULL; node = postil_html_node_next (node, root, TRUE))
    if (node->text == NULL && postil_html_hints_is_hidden (node))
      node->measure.flags |= POSTIL_HTML_DROPPED;
}

/*
 * postil_html_measure_find_article:
 * @root: the html element; its nodes are measured and marked
 *
 * Chooses the element that holds the article and marks what in it is no part of the article.
 *
 * Returns: (transfer none): the element; never NULL
 */
PostilHtmlNode *
postil_html_measure_find_article (PostilHtmlNode *root)
{
  PostilHtmlNode *body = postil_html_node_find (root, POSTIL_HTML_BODY);
  PostilHtmlNode *article;
  g_autoptr (GPtrArray) nodes = NULL;

  if (body == NULL)
    body = root;
  nodes = measure_page (root, body);
  article = find_hinted (nodes, body);
  if (article == NULL)
    article = descend (body);
  drop_link_lists (nodes, article);
  drop_after_end_heading (nodes, article);
  drop_calls (nodes);
  return article;
}
