/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front matter of an exported file. Every value is a double-quoted string on one line, whatever it looks like, so that no title
 * can add a key; a key without a value is left out. */
#include "config.h"

#include "postil-markdown-yaml-private.h"

#include <string.h>

#define MAX_ENTITIES 100 /* more are no help in a file's head, which programs read whole */

/* Characters YAML or an editor would not show as they are (YAML 1.2, section 5.1), and those that turn text round. */
static gboolean
is_hidden (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * postil_markdown_yaml_string:
 * @text: any text, UTF-8 or not
 *
 * Writes a text as a double-quoted scalar of YAML 1.2 on one line; it is a string of JSON too.
 *
 * Returns: (transfer full): the scalar with its quotation marks; any thread
 */
char *
postil_markdown_yaml_string (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out = g_string_new ("\"");

  g_return_val_if_fail (text != NULL, g_string_free (out, FALSE));

  valid = g_utf8_make_valid (text, -1);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (is_hidden (c))
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

static gboolean
is_name (const char *part)
{
  return strchr (part, ' ') != NULL;
}

static gboolean
are_names (GStrv parts)
{
  gboolean all = TRUE;

  for (gsize i = 0; parts[i] != NULL; i++)
    all = is_name (g_strstrip (parts[i])) && all;
  return all;
}

/**
 * postil_markdown_split_byline:
 * @byline: (nullable): who wrote it, as the page says
 *
 * Makes a list of a byline. It is split only where every part looks like a full name, since "Doe, Jane" is one person. Any thread.
 *
 * Returns: (transfer full): names, maybe none
 */
GStrv
postil_markdown_split_byline (const char *byline)
{
  g_autofree char *line = g_strstrip (g_utf8_make_valid (byline != NULL ? byline : "", -1));
  const char *names = g_ascii_strncasecmp (line, "by ", 3) == 0 ? line + 3 : line;
  g_autoptr (GRegex) separators = g_regex_new ("\\s*(?:;|,\\s+and\\s+|,|\\s+and\\s+|\\s+&\\s+)\\s*", 0, 0, NULL);
  g_auto (GStrv) parts = NULL;

  if (*names == '\0')
    return g_new0 (char *, 1);
  parts = g_regex_split (separators, names, 0);
  if (parts != NULL && are_names (parts))
    return g_steal_pointer (&parts);
  g_strfreev (parts);
  parts = g_new0 (char *, 2);
  parts[0] = g_strdup (names);
  return g_steal_pointer (&parts);
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The first of two that says something. */
static const char *
choose (const char *first, const char *second)
{
  return is_filled (first) || !is_filled (second) ? first : second;
}

const char *
postil_markdown_get_title (const PostilMarkdownInput *input)
{
  return choose (input->article->title, input->document != NULL ? postil_document_get_title (input->document) : NULL);
}

const char *
postil_markdown_get_site (const PostilMarkdownInput *input)
{
  return choose (input->article->source, input->document != NULL ? postil_document_get_site (input->document) : NULL);
}

const char *
postil_markdown_get_url (const PostilMarkdownInput *input)
{
  return choose (input->article->url, input->document != NULL ? postil_document_get_url (input->document) : NULL);
}

const char *
postil_markdown_get_byline (const PostilMarkdownInput *input)
{
  return choose (input->article->byline, input->document != NULL ? postil_document_get_byline (input->document) : NULL);
}

/* (nullable): a day when no more is known. */
char *
postil_markdown_make_published (const PostilMarkdownInput *input)
{
  gint64 time = input->article->published;
  gboolean is_day = input->article->published_is_day;

  if (time == POSTIL_TIME_UNKNOWN && input->document != NULL)
    {
      time = postil_document_get_published (input->document);
      is_day = postil_document_get_published_is_day (input->document);
    }
  if (time == POSTIL_TIME_UNKNOWN)
    return NULL;
  if (!is_day)
    return postil_time_to_iso (time);
  return postil_day_is_valid (postil_time_to_day (time)) ? postil_day_to_iso (postil_time_to_day (time)) : NULL;
}

static void
append_string (GString *out, const char *key, const char *text)
{
  g_autofree char *scalar = NULL;

  if (!is_filled (text))
    return;
  scalar = postil_markdown_yaml_string (text);
  g_string_append_printf (out, "%s: %s\n", key, scalar);
}

static void
append_time (GString *out, const char *key, gint64 time)
{
  g_autofree char *text = time != POSTIL_TIME_UNKNOWN && time != 0 ? postil_time_to_iso (time) : NULL;

  append_string (out, key, text);
}

static void
append_list (GString *out, const char *key, const char *const *items)
{
  if (items[0] == NULL)
    return;
  g_string_append_printf (out, "%s:\n", key);
  for (gsize i = 0; items[i] != NULL; i++)
    {
      g_autofree char *scalar = postil_markdown_yaml_string (items[i]);

      g_string_append_printf (out, "  - %s\n", scalar);
    }
}

/* Every tag of the notes, once. */
static void
append_tags (GString *out, GPtrArray *notes)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) tags = NULL;

  for (guint i = 0; i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);

      for (gsize t = 0; note->tags != NULL && note->tags[t] != NULL; t++)
        {
          char *tag = postil_markdown_export_tag (note->tags[t]);

          if (tag != NULL)
            g_ptr_array_add (all, tag);
        }
    }
  g_ptr_array_add (all, NULL);
  tags = postil_tags_unite ((const char *const *) all->pdata);
  append_list (out, "tags", (const char *const *) tags);
}

typedef struct
{
  const char *name;
  guint n_mentions;
} NamedEntity;

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const NamedEntity *x = a;
  const NamedEntity *y = b;

  if (x->n_mentions != y->n_mentions)
    return x->n_mentions > y->n_mentions ? -1 : 1;
  return strcmp (x->name, y->name);
}

/* The most mentioned first, and only so many; one name once, though two entities bear it. */
static void
append_entities (GString *out, PostilAnalysis *analysis)
{
  gsize n_entities = 0;
  gsize n_mentions = 0;
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n_mentions);
  g_autofree NamedEntity *named = g_new0 (NamedEntity, n_entities + 1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < n_entities; i++)
    named[i].name = entities[i].name != NULL ? entities[i].name : "";
  for (gsize i = 0; i < n_mentions; i++)
    if (mentions[i].entity < n_entities)
      named[mentions[i].entity].n_mentions++;
  qsort (named, n_entities, sizeof *named, compare_entities);
  for (gsize i = 0; i < n_entities && names->len < MAX_ENTITIES; i++)
    if (*named[i].name != '\0' && g_hash_table_add (seen, (gpointer) named[i].name))
      g_ptr_array_add (names, (gpointer) named[i].name);
  g_ptr_array_add (names, NULL);
  append_list (out, "postil_entities", (const char *const *) names->pdata);
}

static gint64
last_change (GPtrArray *notes)
{
  gint64 last = POSTIL_TIME_UNKNOWN;

  for (guint i = 0; i < notes->len; i++)
    last = MAX (last, ((const PostilNote *) g_ptr_array_index (notes, i))->modified);
  return last;
}

/* Writes the block between the two "---", both with it. notes: those that are exported. */
void
postil_markdown_append_front_matter (GString *out, const PostilMarkdownInput *input, GPtrArray *notes)
{
  g_auto (GStrv) authors = postil_markdown_split_byline (postil_markdown_get_byline (input));
  g_autofree char *published = postil_markdown_make_published (input);
  g_autofree char *destination = postil_markdown_escape_url (postil_markdown_get_url (input));

  g_string_append (out, "---\n");
  append_string (out, "title", postil_markdown_get_title (input));
  append_list (out, "author", (const char *const *) authors);
  /* Some programs make links of front matter too. */
  if (destination != NULL)
    append_string (out, "source", postil_markdown_get_url (input));
  append_string (out, "site", postil_markdown_get_site (input));
  append_string (out, "published", published);
  append_time (out, "created", input->article->added);
  append_time (out, "updated", last_change (notes));
  append_tags (out, notes);
  append_string (out, "postil_id", input->article->key);
  if (input->with_entities && input->analysis != NULL)
    append_entities (out, input->analysis);
  g_string_append_printf (out, "postil_notes: %u\n", notes->len);
  g_string_append (out, "---\n");
}
