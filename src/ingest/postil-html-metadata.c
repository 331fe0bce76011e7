/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says about its article, asked in the order of how seldom the answer is wrong: JSON-LD, Open Graph and other meta elements,
 * microdata, elements that are called author or date, the address. Every string comes from the page. */
#include "config.h"

#include "postil-html-metadata-private.h"

#include "postil-link-private.h"
#include "postil-written-date-private.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  PostilHtmlNode *root;
  PostilHtmlNode *article;
  GHashTable *meta; /* lower-case name to content, borrowed */
  PostilLinkedData linked;
} Page;

static char *
clean_line (const char *text)
{
  g_autofree char *copy = NULL;
  GString *line;

  if (text == NULL)
    return NULL;
  line = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == 0xa0)
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
        }
      else if (c >= ' ' && c != 0xad && c != 0x200b)
        g_string_append_unichar (line, c);
    }
  copy = g_strchomp (g_string_free (line, FALSE));
  return *copy != '\0' ? g_steal_pointer (&copy) : NULL;
}

static void
note_meta (Page *page, const PostilHtmlNode *node)
{
  static const char *const names[] = { "property", "name", "itemprop", "http-equiv" };
  const char *content = postil_html_node_get_attribute (node, "content");

  if (content == NULL || *content == '\0')
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = postil_html_node_get_attribute (node, names[i]);
      char *key;

      if (name == NULL || strlen (name) > 64)
        continue;
      key = g_ascii_strdown (name, -1);
      if (g_hash_table_contains (page->meta, key))
        g_free (key);
      else
        g_hash_table_insert (page->meta, key, (char *) content);
    }
}

static void
note_script (Page *page, const PostilHtmlNode *node)
{
  const char *type = postil_html_node_get_attribute (node, "type");
  const char *json;

  if (type == NULL || g_ascii_strncasecmp (type, "application/ld+json", 19) != 0 || node->first_child == NULL)
    return;
  json = node->first_child->text;
  if (json != NULL)
    postil_linked_data_read (&page->linked, json, strlen (json));
}

static void
collect (Page *page)
{
  for (PostilHtmlNode *node = page->root; node != NULL; node = postil_html_node_next (node, page->root, TRUE))
    {
      if (node->tag == POSTIL_HTML_META)
        note_meta (page, node);
      else if (node->tag == POSTIL_HTML_SCRIPT)
        note_script (page, node);
    }
}

static const char *
find_meta (const Page *page, const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *content = g_hash_table_lookup (page->meta, *names);

      if (content != NULL)
        return content;
    }
  return NULL;
}

/* --- title --- */

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup (text);
}

static gboolean
same_text (const char *a, const char *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (a == NULL || b == NULL)
    return FALSE;
  x = fold (a);
  y = fold (b);
  return strcmp (x, y) == 0;
}

static guint
count_words (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    n += *at != ' ' && (at == text || at[-1] == ' ');
  return n;
}

/* Cuts "Headline | Site" and "Site: Headline" at the separators that sites use, when what is cut is short or is the site. */
static char *
strip_site (const char *title, const char *site)
{
  static const char *const separators[]
      = { " | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " / ", " > ", " _ ", " ‹ ", " › ", " ⋆ " };
  g_autofree char *rest = g_strdup (title);

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      char *last = g_strrstr (rest, separators[i]);
      char *first = strstr (rest, separators[i]);
      char *tail = last != NULL ? last + strlen (separators[i]) : NULL;

      if (last == NULL)
        continue;
      if (site != NULL && first != NULL)
        {
          g_autofree char *head = g_strndup (rest, first - rest);

          if (same_text (head, site))
            return g_strdup (first + strlen (separators[i]));
        }
      *last = '\0';
      if (same_text (tail, site) || (count_words (rest) >= 3 && count_words (tail) <= 5 && strlen (tail) < strlen (rest) * 2))
        {
          if (first != NULL && first < last)
            return strip_site (rest, site);
          return g_steal_pointer (&rest);
        }
      *last = separators[i][0];
    }
  return g_steal_pointer (&rest);
}

/* Whether a title says more than whose page it is. */
static gboolean
is_telling (const char *title, const char *site)
{
  g_autofree char *rest = strip_site (title, site);

  return !same_text (rest, site) && count_words (rest) >= 4 && strcmp (rest, title) != 0;
}

static char *
find_title (const Page *page, const char *site)
{
  static const char *const names[]
      = { "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", NULL };
  PostilHtmlNode *element = postil_html_node_find (page->root, POSTIL_HTML_TITLE);
  g_autofree char *shown = element != NULL ? postil_html_node_dup_text (element) : NULL;
  g_autofree char *said = clean_line (find_meta (page, names));
  g_autofree char *heading = NULL, *first = NULL;
  const char *best;

  if (said == NULL)
    said = clean_line (page->linked.headline);
  best = said != NULL ? said : shown;
  heading = postil_html_shown_find_heading (page->root, page->article, best);
  if (heading != NULL
      && (best == NULL || (strstr (best, heading) != NULL && strlen (heading) * 2 >= strlen (best))
          || (said == NULL && count_words (heading) >= 2)))
    return g_steal_pointer (&heading);
  /* A page whose title only names the site begins with the headline. */
  first = said == NULL ? postil_html_shown_find_first_heading (page->article) : NULL;
  if (first != NULL && count_words (first) >= 2 && (best == NULL || strstr (best, first) != NULL || !is_telling (best, site)))
    return g_steal_pointer (&first);
  if (best == NULL || *best == '\0')
    return NULL;
  return strip_site (best, site);
}

/* --- byline --- */

static char *
fold_letters (const char *text)
{
  GString *letters = g_string_new (NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (letters, g_utf8_get_char (at));
  return g_string_free (letters, FALSE);
}

/* Whether a name is that of the site or its publisher, or an address. */
static gboolean
is_house (const Page *page, const char *name, const char *site)
{
  g_autofree char *letters = fold_letters (name);
  g_autofree char *site_letters = site != NULL ? fold_letters (site) : NULL;
  g_autofree char *publisher = page->linked.publisher != NULL ? fold_letters (page->linked.publisher) : NULL;

  return *name == '@' || (strchr (name, '.') != NULL && strchr (name, ' ') == NULL) || g_strcmp0 (letters, site_letters) == 0
         || g_strcmp0 (letters, publisher) == 0;
}

/* Returns: (transfer full) (nullable): a person's name, or a group's that is not the house itself */
static char *
clean_author (const Page *page, const char *raw, const char *site)
{
  char *name = postil_html_shown_clean_byline (raw, site);

  if (name != NULL && is_house (page, name, site))
    g_clear_pointer (&name, g_free);
  return name;
}

/* What WordPress tells the networks: a label that says "written by" in the page's language, and the name. */
static const char *
find_labelled_author (const Page *page)
{
  static const char *const labels[] = { "written by", "verfasst von",    "geschrieben von", "écrit par",  "escrito por",
                                        "scritto da", "geschreven door", "napisane przez",  "skriven av", "escrito por" };
  static const char *const names[] = { "twitter:label1", NULL };
  static const char *const values[] = { "twitter:data1", NULL };
  const char *label = find_meta (page, names);
  g_autofree char *folded = label != NULL ? g_utf8_strdown (label, -1) : NULL;

  for (gsize i = 0; folded != NULL && i < G_N_ELEMENTS (labels); i++)
    if (strcmp (folded, labels[i]) == 0)
      return find_meta (page, values);
  return NULL;
}

static char *
find_byline (const Page *page, const char *site)
{
  static const char *const names[] = { "author",         "article:author",  "dc.creator", "dcterms.creator",
                                       "parsely-author", "sailthru.author", "byl",        "citation_author",
                                       "og:author",      "article.author",  NULL };
  char *byline = clean_author (page, page->linked.author, site);

  if (byline == NULL)
    byline = clean_author (page, find_meta (page, names), site);
  if (byline == NULL)
    byline = clean_author (page, find_labelled_author (page), site);
  if (byline == NULL && !page->linked.many_persons)
    byline = clean_author (page, page->linked.person, site);
  if (byline == NULL)
    byline = postil_html_shown_find_byline (page->root, site);
  if (byline == NULL)
    byline = postil_html_shown_find_byline_line (page->article, site);
  /* The site itself, where it says so and nobody else is named. */
  if (byline == NULL)
    byline = postil_html_shown_clean_byline (page->linked.author, NULL);
  if (byline == NULL)
    byline = postil_html_shown_clean_byline (find_meta (page, names), NULL);
  return byline;
}

/* --- dates --- */

/* …/2019/05/12/… */
static gboolean
find_date_in_address (const char *url, gint64 *time)
{
  for (const char *at = url != NULL ? strstr (url, "/") : NULL; at != NULL; at = strchr (at + 1, '/'))
    {
      PostilDay day = { 0 };
      int used = 0;

      if (sscanf (at, "/%4d/%2d/%2d%n", &day.year, &day.month, &day.day, &used) == 3 && used >= 9 && day.year > 1990
          && day.year < 2100 && (at[used] == '/' || at[used] == '\0') && postil_day_is_valid (day))
        {
          *time = postil_time_from_day (day);
          return TRUE;
        }
    }
  return FALSE;
}

/* The day an article bears is that of the place it was written in, not of Greenwich. */
static gboolean
parse_date (const char *text, gint64 *time, gboolean *day_only)
{
  PostilDay day = { 0 };

  if (!postil_written_date_parse (text, time, day_only))
    return FALSE;
  if (!*day_only && sscanf (text, " %4d-%2d-%2dT", &day.year, &day.month, &day.day) == 3 && postil_day_is_valid (day)
      && (*time < postil_time_from_day (day) || *time >= postil_time_from_day (day) + 24 * G_TIME_SPAN_HOUR))
    {
      *time = postil_time_from_day (day);
      *day_only = TRUE;
    }
  return TRUE;
}

static void
find_dates (const Page *page, PostilHtmlMetadata *metadata, const char *url)
{
  static const char *const names[] = { "article:published_time",
                                       "og:published_time",
                                       "datepublished",
                                       "dc.date",
                                       "dcterms.date",
                                       "dc.date.issued",
                                       "dcterms.created",
                                       "dcterms.issued",
                                       "date",
                                       "pubdate",
                                       "publishdate",
                                       "publish-date",
                                       "sailthru.date",
                                       "parsely-pub-date",
                                       "article:published",
                                       "article.published",
                                       "citation_publication_date",
                                       "citation_date",
                                       "dc.created",
                                       "ptime",
                                       "datecreated",
                                       NULL };
  static const char *const updated_names[]
      = { "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", NULL };
  gboolean day_only = FALSE;
  gint64 time;

  if (postil_written_date_parse (page->linked.updated, &time, &day_only)
      || postil_written_date_parse (find_meta (page, updated_names), &time, &day_only))
    metadata->updated = time;
  day_only = FALSE;
  if (parse_date (page->linked.published, &time, &day_only) || parse_date (find_meta (page, names), &time, &day_only)
      || postil_html_shown_find_date (page->root, page->article, &time, &day_only))
    {
      metadata->published = time;
      metadata->published_is_day = day_only;
    }
  else if (find_date_in_address (url, &time))
    {
      metadata->published = time;
      metadata->published_is_day = TRUE;
    }
}

/* --- site, address, language --- */

static char *
find_address (const Page *page, const char *base)
{
  for (PostilHtmlNode *node = page->root; node != NULL; node = postil_html_node_next (node, page->root, TRUE))
    {
      const char *rel = node->tag == POSTIL_HTML_LINK ? postil_html_node_get_attribute (node, "rel") : NULL;

      if (rel != NULL && g_ascii_strcasecmp (rel, "canonical") == 0)
        return postil_link_resolve_web (base, postil_html_node_get_attribute (node, "href"));
    }
  return NULL;
}

static char *
find_base (const Page *page, const char *url)
{
  PostilHtmlNode *node = postil_html_node_find (page->root, POSTIL_HTML_BASE);
  const char *href = node != NULL ? postil_html_node_get_attribute (node, "href") : NULL;
  char *base = postil_link_resolve_web (url, href);

  return base != NULL ? base : postil_link_resolve_web (NULL, url);
}

static void
find_place (const Page *page, PostilHtmlMetadata *metadata, const char *url)
{
  static const char *const site_names[] = { "og:site_name", "application-name", "dc.publisher", "twitter:app:name:iphone", NULL };
  static const char *const address_names[] = { "og:url", NULL };
  static const char *const language_names[] = { "og:locale", "content-language", "dc.language", "language", NULL };
  const char *language = postil_html_node_get_attribute (page->root, "lang");

  metadata->base = find_base (page, url);
  metadata->url = find_address (page, metadata->base);
  if (metadata->url == NULL)
    metadata->url = postil_link_resolve_web (metadata->base, find_meta (page, address_names));
  if (metadata->url == NULL)
    metadata->url = postil_link_resolve_web (NULL, url);
  metadata->site = clean_line (find_meta (page, site_names));
  if (metadata->site == NULL)
    metadata->site = clean_line (page->linked.publisher);
  if (language == NULL || *language == '\0')
    language = find_meta (page, language_names);
  if (language == NULL)
    language = page->linked.language;
  metadata->language = clean_line (language);
}

/*
 * postil_html_metadata_read:
 * @metadata: (out): clear with postil_html_metadata_clear()
 * @root: the html element, measured
 * @article: what was chosen of it
 * @url: (nullable): where the page came from
 *
 * Reads what a page says about its article. Nothing is made up; what is not said stays empty.
 */
void
postil_html_metadata_read (PostilHtmlMetadata *metadata, PostilHtmlNode *root, PostilHtmlNode *article, const char *url)
{
  Page page = { .root = root, .article = article };

  *metadata = (PostilHtmlMetadata){ .published = POSTIL_TIME_UNKNOWN, .updated = POSTIL_TIME_UNKNOWN };
  page.meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collect (&page);
  find_place (&page, metadata, url);
  metadata->title = find_title (&page, metadata->site);
  metadata->byline = find_byline (&page, metadata->site);
  find_dates (&page, metadata, url);
  g_hash_table_unref (page.meta);
  postil_linked_data_clear (&page.linked);
}

/* Frees the fields. */
void
postil_html_metadata_clear (PostilHtmlMetadata *metadata)
{
  g_free (metadata->title);
  g_free (metadata->byline);
  g_free (metadata->site);
  g_free (metadata->url);
  g_free (metadata->base);
  g_free (metadata->language);
  *metadata = (PostilHtmlMetadata){ .published = POSTIL_TIME_UNKNOWN, .updated = POSTIL_TIME_UNKNOWN };
}
