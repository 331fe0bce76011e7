/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References in the two forms that programs for bibliographies read: CSL-JSON (citation-style-language schema 1.0.2, csl-data) and
 * BibLaTeX (manual 3.19, entry type online). */
#include "config.h"

#include "postil-citations.h"

#include "postil-markdown-yaml-private.h"
#include "postil-time.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define KEY_DIGITS 6
#define MAX_KEY_PART 20

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The last word of a name; the given names before it. NULL: a name of one word, which is not parted. */
static const char *
find_family (const char *name)
{
  const char *blank = strrchr (name, ' ');

  return blank != NULL && blank[1] != '\0' && blank > name ? blank + 1 : NULL;
}

/* Plain letters and digits in lower case, accents gone. */
static void
append_key_part (GString *key, const char *text)
{
  g_autofree char *plain = g_str_to_ascii (text, "C");
  gsize start = key->len;

  for (const char *p = plain; *p != '\0' && key->len - start < MAX_KEY_PART; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (key, g_ascii_tolower (*p));
    else if (*p == ' ' && key->len > start)
      break;
}

static PostilDay
get_day (const PostilMarkdownInput *input)
{
  g_autofree char *published = postil_markdown_make_published (input);
  PostilDay day = { 0, 0, 0 };

  if (published != NULL)
    {
      published[MIN (strlen (published), 10)] = '\0';
      postil_day_from_iso (published, &day);
    }
  return day;
}

/**
 * postil_citation_make_key:
 * @input: an article
 *
 * Makes a name for a reference of family name, year and the article's key: the same for the same article, and no two alike.
 *
 * Returns: (transfer full): ASCII letters, digits and "-"; any thread
 */
char *
postil_citation_make_key (const PostilMarkdownInput *input)
{
  g_auto (GStrv) authors = postil_markdown_split_byline (postil_markdown_get_byline (input));
  const char *site = postil_markdown_get_site (input);
  const char *name = authors[0] != NULL ? authors[0] : is_filled (site) ? site : "article";
  const char *family = authors[0] != NULL ? find_family (name) : NULL;
  PostilDay day = get_day (input);
  GString *key = g_string_new (NULL);

  append_key_part (key, family != NULL ? family : name);
  if (day.year != 0)
    g_string_append_printf (key, "%d", day.year);
  g_string_append_printf (key, "%s%.*s", key->len > 0 ? "-" : "", KEY_DIGITS, input->article->key);
  return g_string_free (key, FALSE);
}

/* --- CSL-JSON --- */

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (is_filled (value) ? value : "", -1);

  if (*valid == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, valid);
}

static void
add_day (JsonBuilder *builder, const char *name, PostilDay day)
{
  if (!postil_day_is_valid (day))
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "date-parts");
  json_builder_begin_array (builder);
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, day.year);
  json_builder_add_int_value (builder, day.month);
  json_builder_add_int_value (builder, day.day);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_authors (JsonBuilder *builder, const PostilMarkdownInput *input)
{
  g_auto (GStrv) authors = postil_markdown_split_byline (postil_markdown_get_byline (input));

  if (authors[0] == NULL)
    return;
  json_builder_set_member_name (builder, "author");
  json_builder_begin_array (builder);
  for (gsize i = 0; authors[i] != NULL; i++)
    {
      const char *family = find_family (authors[i]);
      g_autofree char *given = family != NULL ? g_strndup (authors[i], (gsize) (family - authors[i] - 1)) : NULL;

      json_builder_begin_object (builder);
      add_string (builder, family != NULL ? "family" : "literal", family != NULL ? family : authors[i]);
      add_string (builder, "given", given);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * postil_citation_make_csl:
 * @input: an article
 *
 * Returns: (transfer full): one object of a CSL-JSON file, on one line; any thread
 */
char *
postil_citation_make_csl (const PostilMarkdownInput *input)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *key = postil_citation_make_key (input);

  json_builder_begin_object (builder);
  add_string (builder, "id", key);
  add_string (builder, "type", "article-newspaper");
  add_string (builder, "title", postil_markdown_get_title (input));
  add_authors (builder, input);
  add_string (builder, "container-title", postil_markdown_get_site (input));
  add_day (builder, "issued", get_day (input));
  if (input->article->added != 0 && input->article->added != POSTIL_TIME_UNKNOWN)
    add_day (builder, "accessed", postil_time_to_day (input->article->added));
  add_string (builder, "URL", postil_markdown_get_url (input));
  add_string (builder, "language", input->article->language);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* --- BibLaTeX --- */

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '\\')
      g_string_append (out, "\\textbackslash{}");
    else if (*p == '~')
      g_string_append (out, "\\textasciitilde{}");
    else if (*p == '^')
      g_string_append (out, "\\textasciicircum{}");
    else if (strchr ("{}&%$#_", *p) != NULL)
      g_string_append_printf (out, "\\%c", *p);
    else
      g_string_append_c (out, (guchar) *p < ' ' ? ' ' : *p);
}

/* close: what ends the value, as many braces as open. */
static void
append_field (GString *out, const char *name, const char *value, gboolean verbatim)
{
  g_autofree char *percent = NULL;

  if (!is_filled (value))
    return;
  g_string_append_printf (out, "  %s = {", name);
  if (verbatim)
    {
      percent = g_uri_escape_string (value, ":/?#[]@!$&'()*+,;=%~", FALSE);
      g_string_append (out, percent);
    }
  else
    append_escaped (out, value);
  g_string_append (out, "},\n");
}

static char *
join_authors (const PostilMarkdownInput *input)
{
  g_auto (GStrv) authors = postil_markdown_split_byline (postil_markdown_get_byline (input));
  GString *out = g_string_new (NULL);

  for (gsize i = 0; authors[i] != NULL; i++)
    {
      const char *family = find_family (authors[i]);

      g_string_append (out, i > 0 ? " and " : "");
      if (family != NULL)
        g_string_append_printf (out, "%s, %.*s", family, (int) (family - authors[i] - 1), authors[i]);
      else
        g_string_append (out, authors[i]);
    }
  return g_string_free (out, FALSE);
}

/**
 * postil_citation_make_bibtex:
 * @input: an article
 *
 * Returns: (transfer full): one entry with a final line feed; any thread
 */
char *
postil_citation_make_bibtex (const PostilMarkdownInput *input)
{
  g_autofree char *key = postil_citation_make_key (input);
  g_autofree char *authors = join_authors (input);
  g_autofree char *published = postil_markdown_make_published (input);
  GString *out = g_string_new (NULL);

  if (published != NULL)
    published[MIN (strlen (published), 10)] = '\0';
  g_string_append_printf (out, "@online{%s,\n", key);
  append_field (out, "title", postil_markdown_get_title (input), FALSE);
  append_field (out, "author", authors, FALSE);
  append_field (out, "organization", postil_markdown_get_site (input), FALSE);
  append_field (out, "date", published, FALSE);
  append_field (out, "url", postil_markdown_get_url (input), TRUE);
  g_string_append (out, "}\n");
  return g_string_free (out, FALSE);
}
