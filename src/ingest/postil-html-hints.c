/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names of an element (class, id, role, itemprop) say about it. Names are cut into words, so that "has-sidebar-left" and
 * "commentsList" are read as people read them, and each word is looked up whole or by its beginning. */
#include "config.h"

#include "postil-html-measure-private.h"

#include <string.h>

#define MAX_NAMES 512 /* bytes of class and id that are read */

typedef struct
{
  const char *word; /* ends in * when only the beginning counts */
  guint16 flags;
} Hint;

static const Hint hints[] = {
  { "ad", POSTIL_HTML_JUNK },
  { "ads", POSTIL_HTML_JUNK },
  { "adsense", POSTIL_HTML_JUNK },
  { "advert*", POSTIL_HTML_JUNK },
  { "anzeige", POSTIL_HTML_JUNK },
  { "banner", POSTIL_HTML_JUNK },
  { "breadcrumb*", POSTIL_HTML_JUNK },
  { "brotkrumen", POSTIL_HTML_JUNK },
  { "byline*", POSTIL_HTML_BYLINE },
  { "author*", POSTIL_HTML_BYLINE },
  { "autor", POSTIL_HTML_BYLINE },
  { "cookie*", POSTIL_HTML_JUNK },
  { "consent", POSTIL_HTML_JUNK },
  { "comment*", POSTIL_HTML_COMMENTS },
  { "disqus*", POSTIL_HTML_COMMENTS },
  { "kommentar*", POSTIL_HTML_COMMENTS },
  { "respond", POSTIL_HTML_COMMENTS },
  { "trackback*", POSTIL_HTML_COMMENTS },
  { "pingback*", POSTIL_HTML_COMMENTS },
  { "date", POSTIL_HTML_DATE },
  { "datum", POSTIL_HTML_DATE },
  { "dateline", POSTIL_HTML_DATE },
  { "datetime", POSTIL_HTML_DATE },
  { "timestamp", POSTIL_HTML_DATE },
  { "published", POSTIL_HTML_DATE },
  { "pubdate", POSTIL_HTML_DATE },
  { "footer*", POSTIL_HTML_JUNK },
  { "gallery", POSTIL_HTML_JUNK },
  { "slideshow", POSTIL_HTML_JUNK },
  { "carousel*", POSTIL_HTML_JUNK },
  { "slider", POSTIL_HTML_JUNK },
  { "gdpr", POSTIL_HTML_JUNK },
  { "login", POSTIL_HTML_JUNK },
  { "masthead", POSTIL_HTML_JUNK },
  { "menu*", POSTIL_HTML_JUNK },
  { "metanav*", POSTIL_HTML_JUNK },
  { "modal", POSTIL_HTML_JUNK },
  { "nav", POSTIL_HTML_JUNK },
  { "navbar*", POSTIL_HTML_JUNK },
  { "navi", POSTIL_HTML_JUNK },
  { "navigation*", POSTIL_HTML_JUNK },
  { "newsletter*", POSTIL_HTML_JUNK },
  { "noprint", POSTIL_HTML_JUNK },
  { "outbrain*", POSTIL_HTML_JUNK },
  { "pager", POSTIL_HTML_JUNK },
  { "pagination*", POSTIL_HTML_JUNK },
  { "paywall*", POSTIL_HTML_JUNK },
  { "popup*", POSTIL_HTML_JUNK },
  { "promo*", POSTIL_HTML_JUNK },
  { "rail", POSTIL_HTML_JUNK },
  { "trending*", POSTIL_HTML_JUNK },
  { "popular", POSTIL_HTML_JUNK },
  { "prev", POSTIL_HTML_JUNK },
  { "reprint*", POSTIL_HTML_JUNK },
  { "upsell*", POSTIL_HTML_JUNK },
  { "mostread*", POSTIL_HTML_JUNK },
  { "recirc*", POSTIL_HTML_JUNK },
  { "recommend*", POSTIL_HTML_JUNK },
  { "related*", POSTIL_HTML_JUNK },
  { "relatedposts", POSTIL_HTML_JUNK },
  { "search*", POSTIL_HTML_JUNK },
  { "share*", POSTIL_HTML_JUNK },
  { "sharing", POSTIL_HTML_JUNK },
  { "sharedaddy", POSTIL_HTML_JUNK },
  { "shariff", POSTIL_HTML_JUNK },
  { "sidebar*", POSTIL_HTML_JUNK },
  { "signup*", POSTIL_HTML_JUNK },
  { "similar*", POSTIL_HTML_JUNK },
  { "skip", POSTIL_HTML_JUNK },
  { "social*", POSTIL_HTML_JUNK },
  { "sponsor*", POSTIL_HTML_JUNK },
  { "subscri*", POSTIL_HTML_JUNK },
  { "taboola*", POSTIL_HTML_JUNK },
  { "tags", POSTIL_HTML_JUNK },
  { "taglist", POSTIL_HTML_JUNK },
  { "teaser*", POSTIL_HTML_JUNK },
  { "toolbar*", POSTIL_HTML_JUNK },
  { "toolbox", POSTIL_HTML_JUNK },
  { "widget*", POSTIL_HTML_JUNK },
  { "articlebody", POSTIL_HTML_BODY_HINT },
  { "articlecontent", POSTIL_HTML_BODY_HINT },
  { "articletext", POSTIL_HTML_BODY_HINT },
  { "entrycontent", POSTIL_HTML_BODY_HINT },
  { "postbody", POSTIL_HTML_BODY_HINT },
  { "postcontent", POSTIL_HTML_BODY_HINT },
  { "storybody", POSTIL_HTML_BODY_HINT },
  { "storytext", POSTIL_HTML_BODY_HINT },
};

/* First and second word of two that together name the text of an article. */
static const char whole_words[] = " article story entry post news page blog artikel beitrag nota noticia ";
static const char part_words[] = " body content text copy inhalt cuerpo ";

static gboolean
contains_word (const char *words, const char *word, gsize length)
{
  char key[40];

  if (length > 36 || length == 0)
    return FALSE;
  key[0] = ' ';
  memcpy (key + 1, word, length);
  key[length + 1] = ' ';
  key[length + 2] = '\0';
  return strstr (words, key) != NULL;
}

static guint16
look_up (const char *word, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      gsize n = strlen (hints[i].word);

      if (hints[i].word[0] != word[0])
        continue;
      if (hints[i].word[n - 1] == '*' ? length >= n - 1 && memcmp (hints[i].word, word, n - 1) == 0
                                      : length == n && memcmp (hints[i].word, word, n) == 0)
        return hints[i].flags;
    }
  return 0;
}

/* Reads the words of one attribute: letters and digits, cut also where a capital follows a small letter. */
static guint16
read_words (const char *names)
{
  char word[36];
  char before[36] = "";
  gsize n = 0;
  guint16 flags = 0;

  for (gsize i = 0; i < MAX_NAMES; i++)
    {
      gboolean ends = !g_ascii_isalnum (names[i]) || (i > 0 && g_ascii_isupper (names[i]) && g_ascii_islower (names[i - 1]));

      if (ends && n > 0)
        {
          word[n] = '\0';
          flags |= look_up (word, n);
          if (contains_word (whole_words, before, strlen (before)) && contains_word (part_words, word, n))
            flags |= POSTIL_HTML_BODY_HINT;
          memcpy (before, word, n + 1);
          n = 0;
        }
      if (names[i] == '\0')
        break;
      if (names[i] == ' ')
        before[0] = '\0';
      if (g_ascii_isalnum (names[i]) && n < sizeof word - 1)
        word[n++] = g_ascii_tolower (names[i]);
    }
  return flags;
}

/* Whether an element says of itself that it is not shown. */
gboolean
postil_html_hints_is_hidden (const PostilHtmlNode *node)
{
  const char *style = postil_html_node_get_attribute (node, "style");
  const char *role = postil_html_node_get_attribute (node, "aria-hidden");

  if (postil_html_node_get_attribute (node, "hidden") != NULL)
    return TRUE;
  if (style != NULL)
    {
      const char *display = strstr (style, "display");

      if (display != NULL && display[7 + strspn (display + 7, " :")] == 'n')
        return TRUE;
      if (strstr (style, "visibility:hidden") != NULL || strstr (style, "visibility: hidden") != NULL)
        return TRUE;
    }
  return role != NULL && strcmp (role, "true") == 0 && node->tag != POSTIL_HTML_IMG && node->tag != POSTIL_HTML_SPAN;
}

static guint16
read_role (const PostilHtmlNode *node)
{
  static const char junk_roles[]
      = " navigation banner complementary contentinfo search menu menubar dialog alertdialog tooltip toolbar alert ";
  const char *role = postil_html_node_get_attribute (node, "role");
  const char *property = postil_html_node_get_attribute (node, "itemprop");
  guint16 flags = 0;

  if (role != NULL && contains_word (junk_roles, role, strlen (role)))
    flags |= POSTIL_HTML_JUNK;
  if (property == NULL)
    return flags;
  if (strstr (property, "articleBody") != NULL)
    flags |= POSTIL_HTML_BODY_HINT | POSTIL_HTML_EXACT_HINT;
  else if (strcmp (property, "author") == 0)
    flags |= POSTIL_HTML_BYLINE;
  else if (strcmp (property, "datePublished") == 0)
    flags |= POSTIL_HTML_DATE;
  else if (strcmp (property, "comment") == 0)
    flags |= POSTIL_HTML_COMMENTS;
  return flags;
}

/* Returns: what the names of an element say: PostilHtmlFlags */
guint16
postil_html_hints_read (const PostilHtmlNode *node)
{
  const char *class_names = postil_html_node_get_attribute (node, "class");
  const char *id = postil_html_node_get_attribute (node, "id");
  guint16 flags = read_role (node);

  if (class_names != NULL)
    flags |= read_words (class_names);
  if (id != NULL)
    flags |= read_words (id);
  if (postil_html_hints_is_hidden (node))
    flags |= POSTIL_HTML_HIDDEN;
  return flags;
}

/* Whether a heading says that what follows it is no part of the article; `certain` when it is nothing else. */
gboolean
postil_html_hints_is_end_heading (const PostilHtmlNode *node, gboolean *certain)
{
  static const char *const ends[] = {
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related content",
    "related news",
    "related links",
    "related topics",
    "read more",
    "read next",
    "read also",
    "more from",
    "more stories",
    "more news",
    "more on this",
    "most read",
    "most popular",
    "popular posts",
    "recommended",
    "recommended for you",
    "you may also like",
    "you might also like",
    "trending",
    "comments",
    "leave a comment",
    "leave a reply",
    "share this",
    "share this post",
    "share this article",
    "about the author",
    "newsletter",
    "see also our",
    "latest news",
    "latest posts",
    "kommentare",
    "kommentar schreiben",
    "schreibe einen kommentar",
    "kommentar verfassen",
    "ähnliche beiträge",
    "ähnliche artikel",
    "das könnte sie auch interessieren",
    "das könnte dich auch interessieren",
    "weitere artikel",
    "weitere beiträge",
    "mehr zum thema",
    "teilen mit",
    "gefällt mir",
    "schlagwörter",
    "verwandte artikel",
    "verwandte beiträge",
    "beitrags-navigation",
    "neueste beiträge",
    "commentaires",
    "articles similaires",
    "à lire aussi",
    "lire aussi",
    "sur le même sujet",
    "comentarios",
    "artículos relacionados",
    "noticias relacionadas",
    "deja una respuesta",
    "deja un comentario",
    "laisser un commentaire",
  };
  static const char *const beginnings[]
      = { "you may also",   "you might also",     "most read",  "most popular",  "more ",      "related",     "recommended",
          "popular",        "read more",          "also read",  "read also",     "don't miss", "mehr ",       "weitere ",
          "lesen sie auch", "auch interessant",   "auch lesen", "schon gelesen", "das könnte", "à lire",      "lire aussi",
          "más ",           "te puede interesar", "también te", "leggi anche",   "lees ook",   "czytaj także" };
  g_autofree char *text = postil_html_node_dup_text (node);
  g_autofree char *lower = NULL;
  gsize length = strlen (text);

  if (length > 60 || length == 0)
    return FALSE;
  lower = g_utf8_strdown (text, -1);
  for (length = strlen (lower); length > 0 && strchr (": .!?…", lower[length - 1]) != NULL; length--)
    lower[length - 1] = '\0';
  *certain = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strcmp (lower, ends[i]) == 0)
      return TRUE;
  *certain = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (lower, beginnings[i]))
      return TRUE;
  return FALSE;
}

/* Whether a line of links only calls the reader to go elsewhere: by how it begins, or because it shouts. */
gboolean
postil_html_hints_is_call (const PostilHtmlNode *node)
{
  static const char *const beginnings[]
      = { "read more", "read also",  "see more",     "see also",    "more:",     "related:",  "don't miss",
          "also read", "also:",      "click here",   "sign up",     "subscribe", "follow us", "lesen sie auch",
          "mehr dazu", "lire aussi", "à lire aussi", "lea también", "leer más",  "watch:",    "order reprints" };
  g_autofree char *text = postil_html_node_dup_text (node);
  g_autofree char *lower = g_utf8_strdown (text, -1);
  guint n_upper = 0, n_lower = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (lower, beginnings[i]))
      return TRUE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      n_upper += g_unichar_isupper (g_utf8_get_char (at));
      n_lower += g_unichar_islower (g_utf8_get_char (at));
    }
  return n_upper > 12 && n_lower * 10 < n_upper;
}
