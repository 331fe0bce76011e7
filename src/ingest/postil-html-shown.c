/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Title, author and date as a page shows them, for pages that do not say them anywhere: headings, elements called author or date, short lines with a
 * date in them near the headline. What readers wrote, forms and footers are passed over. */
#include "config.h"

#include "postil-html-metadata-private.h"

#include "postil-html-measure-private.h"
#include "postil-line-signs-private.h"
#include "postil-written-date-private.h"

#include <string.h>

#define MAX_TITLE 400       /* bytes */
#define MAX_BYLINE 160      /* bytes */
#define MAX_BYLINE_LINES 60 /* short lines that are looked at */
#define MAX_DATE_LINE 90    /* letters */
#define PROSE 100           /* letters of a line that is text */

static gboolean
is_elsewhere (const PostilHtmlNode *node)
{
  return postil_html_tag_is_silent (node->tag) || node->tag == POSTIL_HTML_FOOTER || node->tag == POSTIL_HTML_NAV
         || node->tag == POSTIL_HTML_ASIDE || (node->measure.flags & POSTIL_HTML_COMMENTS) != 0;
}

static PostilHtmlNode *
walk (PostilHtmlNode *node, PostilHtmlNode *root)
{
  return postil_html_node_next (node, root, node == root || !is_elsewhere (node));
}

/* The second time one looks, one looks everywhere. */
static PostilHtmlNode *
walk_everywhere (PostilHtmlNode *node, PostilHtmlNode *root)
{
  return postil_html_node_next (node, root, !postil_html_tag_is_silent (node->tag) || node == root);
}

typedef PostilHtmlNode *(*Walk) (PostilHtmlNode *node, PostilHtmlNode *root);

static char *
get_heading_text (PostilHtmlNode *node)
{
  char *text = postil_html_node_dup_text (node);

  /* The sign of a link to the heading itself is no part of it. */
  if (g_str_has_suffix (text, "\xc2\xb6"))
    text[strlen (text) - 2] = '\0';
  g_strchomp (text);
  if (*text == '\0' || strlen (text) > MAX_TITLE)
    g_clear_pointer (&text, g_free);
  return text;
}

/*
 * postil_html_shown_find_heading:
 * @root: the html element
 * @article: inside it
 * @title: (nullable): what the page is called
 *
 * Finds the heading that the title contains, else the only top heading of the article, else of the page.
 */
char *
postil_html_shown_find_heading (PostilHtmlNode *root, PostilHtmlNode *article, const char *title)
{
  g_autofree char *inside = NULL, *only = NULL;
  guint n_inside = 0, n = 0;

  for (PostilHtmlNode *node = root; node != NULL; node = walk (node, root))
    {
      g_autofree char *text = NULL;

      if (node->tag != POSTIL_HTML_H1 && node->tag != POSTIL_HTML_H2)
        continue;
      text = get_heading_text (node);
      if (text == NULL)
        continue;
      if (title != NULL && strlen (text) * 2 >= strlen (title) && strstr (title, text) != NULL)
        return g_steal_pointer (&text);
      if (node->tag == POSTIL_HTML_H2)
        continue;
      if (postil_html_node_is_inside (node, article) && n_inside++ == 0)
        inside = g_strdup (text);
      if (n++ == 0)
        only = g_steal_pointer (&text);
    }
  if (n_inside == 1)
    return g_steal_pointer (&inside);
  return n == 1 ? g_steal_pointer (&only) : NULL;
}

/* Finds the heading an article begins with, before any text. */
char *
postil_html_shown_find_first_heading (PostilHtmlNode *article)
{
  for (PostilHtmlNode *node = article; node != NULL;
       node = postil_html_node_next (node, article, !(node->measure.flags & POSTIL_HTML_DROPPED)))
    {
      if (node->measure.flags & POSTIL_HTML_DROPPED)
        continue;
      if (node->tag >= POSTIL_HTML_H1 && node->tag <= POSTIL_HTML_H4)
        return get_heading_text (node);
      if (node->text != NULL && node->measure.length > PROSE)
        return NULL;
    }
  return NULL;
}

/* Where a name ends and something else on the same line begins. */
static void
cut_after_name (char *line)
{
  static const char *const ends[] = { " | ",  " - ",     " – ",        " — ",      " · ",   " • ",   " (",        " am ", " vor ",
                                      " on ", " Posted", " Published", " Updated", " Edit", " says", "Alles von", " /" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      char *at = strstr (line, ends[i]);

      if (at != NULL && at > line)
        *at = '\0';
    }
  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) && at > line + 3 && memchr (line, ' ', at - line) != NULL)
      *at-- = '\0';
  g_strchomp (line);
  for (gsize length = strlen (line); length > 0 && strchr (",;:|-/ ", line[length - 1]) != NULL; length--)
    line[length - 1] = '\0';
}

static const char *
skip_lead_in (const char *line)
{
  static const char *const lead_ins[] = { "written by",
                                          "posted by",
                                          "published by",
                                          "words by",
                                          "story by",
                                          "reported by",
                                          "by:",
                                          "by",
                                          "von:",
                                          "von",
                                          "par",
                                          "por",
                                          "autor:",
                                          "autorin:",
                                          "author:",
                                          "auteur:",
                                          "geschrieben von",
                                          "veröffentlicht von",
                                          "ein beitrag von",
                                          "text:",
                                          "text von" };
  const char *said = strstr (line, " by ");

  for (gsize i = 0; i < G_N_ELEMENTS (lead_ins); i++)
    {
      gsize n = strlen (lead_ins[i]);

      if (g_ascii_strncasecmp (line, lead_ins[i], n) == 0 && line[n] == ' ')
        return line + n + 1;
    }
  /* "Posted on 3 March by Somebody" */
  if (said != NULL && (g_ascii_strncasecmp (line, "posted", 6) == 0 || g_ascii_strncasecmp (line, "published", 9) == 0))
    return said + 4;
  return line;
}

static gboolean
is_nobody (const char *name, const char *site)
{
  static const char *const nobodies[]
      = { "admin",  "administrator", "redaktion", "by",    "von",       "posted", "no author", "name",
          "author", "autor",         "staff",     "guest", "webmaster", "last",   "updated" };
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *folded_site = site != NULL ? g_utf8_casefold (site, -1) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (nobodies); i++)
    if (strcmp (folded, nobodies[i]) == 0)
      return TRUE;
  return folded_site != NULL && strcmp (folded, folded_site) == 0;
}

/*
 * postil_html_shown_clean_byline:
 * @raw: (nullable): what is said to be the author
 * @site: (nullable): the site's name, which is no author
 *
 * Returns: the name alone; NULL when it is none
 */
char *
postil_html_shown_clean_byline (const char *raw, const char *site)
{
  g_autofree char *line = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) words = NULL;

  if (raw == NULL || strlen (raw) > MAX_BYLINE * 2 || strstr (raw, "://") != NULL || strchr (raw, '*') != NULL)
    return NULL;
  words = g_strsplit_set (raw, " \t\r\n", -1);
  line = g_strjoinv (" ", words);
  name = g_strdup (skip_lead_in (g_strstrip (line)));
  g_strstrip (name);
  cut_after_name (name);
  if (g_utf8_strlen (name, -1) < 2 || strlen (name) > MAX_BYLINE || g_ascii_isdigit (name[0]) || is_nobody (name, site))
    return NULL;
  return g_steal_pointer (&name);
}

/* By rel=author and itemprop=author, then, unless only those are asked for, by classes. */
static char *
find_marked_byline (PostilHtmlNode *root, const char *site, Walk step, gboolean only_strong)
{
  g_autofree char *weak = NULL;

  for (PostilHtmlNode *node = root; node != NULL; node = step (node, root))
    {
      const char *rel, *property;
      g_autofree char *text = NULL;
      char *name;
      gboolean strong;

      if (node->text != NULL || postil_html_tag_is_silent (node->tag))
        continue;
      rel = postil_html_node_get_attribute (node, "rel");
      property = postil_html_node_get_attribute (node, "itemprop");
      strong = (rel != NULL && strcmp (rel, "author") == 0) || (property != NULL && strcmp (property, "author") == 0);
      if (!strong && (only_strong || weak != NULL || !(node->measure.flags & POSTIL_HTML_BYLINE)))
        continue;
      text = postil_html_node_dup_text (node);
      if (strlen (text) > MAX_BYLINE || *text == '\0')
        continue;
      name = postil_html_shown_clean_byline (text, site);
      if (strong && name != NULL)
        return name;
      if (weak == NULL)
        weak = name;
      else
        g_free (name);
    }
  return g_steal_pointer (&weak);
}

/* Finds who wrote it by elements that say so. */
char *
postil_html_shown_find_byline (PostilHtmlNode *root, const char *site)
{
  char *byline = find_marked_byline (root, site, walk, FALSE);

  return byline != NULL ? byline : find_marked_byline (root, site, walk_everywhere, TRUE);
}

/*
 * postil_html_shown_find_byline_line:
 * @article: what was found to be the article
 * @site: (nullable): the site's name, which is no author
 *
 * Finds who wrote it by a short line that says "by" before the article's text, or in it.
 */
char *
postil_html_shown_find_byline_line (PostilHtmlNode *article, const char *site)
{
  PostilHtmlNode *top = article->parent != NULL ? article->parent : article;
  guint n_lines = 0;

  for (PostilHtmlNode *node = top; node != NULL && n_lines < MAX_BYLINE_LINES; node = walk (node, top))
    {
      g_autofree char *text = NULL, *line = NULL;

      if (node->text != NULL || node == top || node->measure.length < 4 || node->measure.length > MAX_BYLINE / 2
          || node->tag == POSTIL_HTML_A || node->tag == POSTIL_HTML_FIGCAPTION)
        continue;
      n_lines++;
      text = postil_html_node_dup_text (node);
      line = postil_line_dup_byline (text, strlen (text), TRUE);
      if (line != NULL)
        return postil_html_shown_clean_byline (line, site);
    }
  return NULL;
}

static gboolean
find_marked_date (PostilHtmlNode *root, Walk step, gint64 *time, gboolean *day_only)
{
  for (PostilHtmlNode *node = root; node != NULL; node = step (node, root))
    {
      g_autofree char *text = NULL;
      const char *value;

      if (node->text != NULL || postil_html_tag_is_silent (node->tag))
        continue;
      if (node->tag == POSTIL_HTML_TIME
          && postil_written_date_parse (postil_html_node_get_attribute (node, "datetime"), time, day_only))
        return TRUE;
      if (node->tag != POSTIL_HTML_TIME && !(node->measure.flags & POSTIL_HTML_DATE))
        continue;
      value = postil_html_node_get_attribute (node, "content");
      if (value != NULL && postil_written_date_parse (value, time, day_only))
        return TRUE;
      text = postil_html_node_dup_text (node);
      if (strlen (text) < MAX_DATE_LINE && postil_written_date_parse (text, time, day_only))
        return TRUE;
    }
  return FALSE;
}

/* A short line with a full date before the article's first paragraph, or at its very end. */
static gboolean
find_date_line (PostilHtmlNode *article, gint64 *time)
{
  PostilHtmlNode *top = article->parent != NULL ? article->parent : article;
  gboolean begun = FALSE;

  for (PostilHtmlNode *node = top; node != NULL; node = walk (node, top))
    {
      begun |= node == article;
      if (node->text == NULL || node->measure.length < 6)
        continue;
      if (node->measure.length <= MAX_DATE_LINE && postil_written_date_find (node->text, FALSE, time))
        return TRUE;
      if (begun && node->measure.length > PROSE * 3)
        return FALSE;
    }
  return FALSE;
}

/*
 * postil_html_shown_find_date:
 * @root: the html element
 * @article: inside it
 * @time: (out): µs UTC
 * @day_only: (out): whether the time of day is unknown
 *
 * Finds when the article was published by elements that say so, then by a short line near its beginning.
 *
 * Returns: whether it was found
 */
gboolean
postil_html_shown_find_date (PostilHtmlNode *root, PostilHtmlNode *article, gint64 *time, gboolean *day_only)
{
  if (find_marked_date (root, walk, time, day_only) || find_marked_date (root, walk_everywhere, time, day_only))
    return TRUE;
  *day_only = TRUE;
  return find_date_line (article, time);
}
