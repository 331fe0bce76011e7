/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags as people type them, brought to one form. A slash makes a hierarchy ("china/deals"). */
#include "config.h"

#include "postil-note.h"

#include <string.h>

#define MAX_TAG_LENGTH 100 /* code points */

static gboolean
is_forbidden (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == ',' || c == '#' || c == '"';
}

/* Appends one tag's characters: blanks become single '-', slashes never stand double, nothing forbidden passes. */
static void
append_cleaned (GString *out, const char *text)
{
  gsize n = 0;

  for (const char *p = text; *p != '\0' && n < MAX_TAG_LENGTH; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char last = out->len > 0 ? out->str[out->len - 1] : '\0';

      if (g_unichar_isspace (c))
        c = '-';
      if (is_forbidden (c) || (c == '-' && (last == '-' || last == '/' || last == '\0'))
          || (c == '/' && (last == '/' || last == '\0')))
        continue;
      if (c == '/' && last == '-')
        g_string_truncate (out, out->len - 1);
      g_string_append_unichar (out, c);
      n++;
    }
  while (out->len > 0 && (out->str[out->len - 1] == '-' || out->str[out->len - 1] == '/'))
    g_string_truncate (out, out->len - 1);
}

/**
 * postil_tag_normalize:
 * @tag: a tag as typed, UTF-8 or not
 *
 * Brings a tag to its one form: NFC, no leading '#', blanks as '-', no control, format or quotation characters, no comma, no empty
 * part between slashes, at most 100 code points. Case is kept.
 *
 * Returns: (transfer full) (nullable): the tag, or %NULL when nothing is left of it; any thread
 */
char *
postil_tag_normalize (const char *tag)
{
  g_autofree char *valid = g_utf8_make_valid (tag, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr (GString) out = g_string_new (NULL);

  append_cleaned (out, composed);
  if (out->len == 0)
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

typedef struct
{
  char *folded;
  char *tag;
} FoldedTag;

static void
folded_tag_clear (gpointer data)
{
  FoldedTag *folded = data;

  g_free (folded->folded);
  g_free (folded->tag);
}

static int
folded_tag_compare (gconstpointer a, gconstpointer b)
{
  const FoldedTag *x = a;
  const FoldedTag *y = b;
  int order = strcmp (x->folded, y->folded);

  return order != 0 ? order : strcmp (x->tag, y->tag);
}

/**
 * postil_tags_unite:
 * @tags: (array zero-terminated=1) (nullable): tags, normalised already, of one note or of many
 *
 * Sorts tags without regard to case and drops those that say the same; the spelling that sorts first stays.
 *
 * Returns: (transfer full): sorted, no two equal; never %NULL; any thread
 */
GStrv
postil_tags_unite (const char *const *tags)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (FoldedTag));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_array_set_clear_func (all, folded_tag_clear);
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      FoldedTag folded = { g_utf8_casefold (tags[i], -1), g_strdup (tags[i]) };

      g_array_append_val (all, folded);
    }
  g_array_sort (all, folded_tag_compare);
  for (guint i = 0; i < all->len; i++)
    {
      const FoldedTag *folded = &g_array_index (all, FoldedTag, i);

      if (i == 0 || strcmp (folded->folded, g_array_index (all, FoldedTag, i - 1).folded) != 0)
        g_strv_builder_add (builder, folded->tag);
    }
  return g_strv_builder_end (builder);
}

/**
 * postil_tags_normalize:
 * @tags: (array zero-terminated=1) (nullable): tags as typed
 *
 * Normalises each tag and unites them as postil_tags_unite() does.
 *
 * Returns: (transfer full): sorted, no two equal, at most %POSTIL_NOTE_MAX_TAGS; never %NULL; any thread
 */
GStrv
postil_tags_normalize (const char *const *tags)
{
  g_autoptr (GPtrArray) normal = g_ptr_array_new_with_free_func (g_free);
  GStrv united = NULL;

  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      char *tag = postil_tag_normalize (tags[i]);

      if (tag != NULL)
        g_ptr_array_add (normal, tag);
    }
  g_ptr_array_add (normal, NULL);
  united = postil_tags_unite ((const char *const *) normal->pdata);
  for (gsize i = 0; united[i] != NULL; i++)
    if (i >= POSTIL_NOTE_MAX_TAGS)
      g_clear_pointer (&united[i], g_free);
  return united;
}

/**
 * postil_tags_parse:
 * @list: tags as typed in one line, separated by commas
 *
 * Splits and normalises a line of tags.
 *
 * Returns: (transfer full): as postil_tags_normalize(); any thread
 */
GStrv
postil_tags_parse (const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);

  return postil_tags_normalize ((const char *const *) parts);
}
