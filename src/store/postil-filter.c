/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of what a search wants: made, copied, freed, asked. */
#include "config.h"

#include "postil-filter.h"

#include <math.h>
#include <string.h>

#define MAX_PLAIN 4096 /* bytes */

/**
 * postil_filter_new:
 * @kind: what the node says
 *
 * Makes a node that does not narrow anything yet. Thread: any.
 *
 * Returns: (transfer full): a node
 */
PostilFilter *
postil_filter_new (PostilFilterKind kind)
{
  PostilFilter *self = g_new0 (PostilFilter, 1);

  self->kind = kind;
  self->from = G_MININT64;
  self->to = G_MAXINT64;
  self->figure.kind = -1;
  self->figure.minimum = NAN;
  self->figure.maximum = NAN;
  return self;
}

/**
 * postil_filter_new_text:
 * @kind: a kind that has a text
 * @match: how words of it match
 * @text: what is looked for, UTF-8
 *
 * Makes a condition on a text. Thread: any.
 *
 * Returns: (transfer full): a node
 */
PostilFilter *
postil_filter_new_text (PostilFilterKind kind, PostilMatch match, const char *text)
{
  PostilFilter *self = postil_filter_new (kind);

  self->match = match;
  self->text = g_strdup (text);
  return self;
}

/**
 * postil_filter_free:
 * @self: (nullable) (transfer full): a tree
 *
 * Frees a tree. Thread: any.
 */
void
postil_filter_free (PostilFilter *self)
{
  if (!self)
    return;
  g_free (self->text);
  g_free (self->figure.currency);
  g_free (self->figure.unit);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

/**
 * postil_filter_add:
 * @self: a node that joins others
 * @child: (transfer full): what it joins
 *
 * Adds a child. Thread: any.
 */
void
postil_filter_add (PostilFilter *self, PostilFilter *child)
{
  g_return_if_fail (self->kind <= POSTIL_FILTER_NOT && child);

  if (!self->children)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_filter_free);
  g_ptr_array_add (self->children, child);
}

/**
 * postil_filter_copy:
 * @self: (nullable): a tree
 *
 * Copies a tree. Thread: any.
 *
 * Returns: (transfer full) (nullable): the copy
 */
PostilFilter *
postil_filter_copy (const PostilFilter *self)
{
  PostilFilter *copy;

  if (!self)
    return NULL;
  copy = g_new0 (PostilFilter, 1);
  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->figure.currency = g_strdup (self->figure.currency);
  copy->figure.unit = g_strdup (self->figure.unit);
  copy->children = NULL;
  for (guint i = 0; self->children && i < self->children->len; i++)
    postil_filter_add (copy, postil_filter_copy (g_ptr_array_index (self->children, i)));
  return copy;
}

/**
 * postil_filter_mentions:
 * @self: (nullable): a tree
 * @kind: a kind of condition
 * @number: its number, -1: any
 *
 * Tells whether a condition stands anywhere in the tree. Thread: any.
 *
 * Returns: whether it does
 */
gboolean
postil_filter_mentions (const PostilFilter *self, PostilFilterKind kind, int number)
{
  if (!self)
    return FALSE;
  if (self->kind == kind && (number < 0 || self->number == number))
    return TRUE;
  for (guint i = 0; self->children && i < self->children->len; i++)
    if (postil_filter_mentions (g_ptr_array_index (self->children, i), kind, number))
      return TRUE;
  return FALSE;
}

/* --- plain words -------------------------------------------------------------------------------------------------------- */

static void
add_words (PostilFilter *all, PostilMatch match, const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  if (*text)
    postil_filter_add (all, postil_filter_new_text (POSTIL_FILTER_WORDS, match, text));
}

/* A phrase goes to the next quotation mark, or to the end. start: after the opening mark. Returns where to go on. */
static const char *
take_phrase (PostilFilter *all, const char *start, gboolean typing)
{
  const char *end = strchr (start, '"');

  if (end)
    {
      add_words (all, POSTIL_MATCH_PHRASE, start, end);
      return end + 1;
    }
  end = start + strlen (start);
  add_words (all, typing ? POSTIL_MATCH_PREFIX : POSTIL_MATCH_PHRASE, start, end);
  return end;
}

static const char *
take_word (PostilFilter *all, const char *start, gboolean typing)
{
  const char *end = start;

  while (*end && *end != '"' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end - start > 1 && end[-1] == '*')
    add_words (all, POSTIL_MATCH_PREFIX, start, end - 1);
  else
    add_words (all, typing && !*end ? POSTIL_MATCH_PREFIX : POSTIL_MATCH_WORD, start, end);
  return end;
}

/**
 * postil_filter_new_plain:
 * @text: words, "phrases", beginnings*; need not be valid UTF-8
 * @typing: the last word may not be finished, so what it begins counts too
 *
 * Makes a tree that wants every word; no other sign has a meaning, so nothing is wrong. Thread: any.
 *
 * Returns: (transfer full): the tree
 */
PostilFilter *
postil_filter_new_plain (const char *text, gboolean typing)
{
  PostilFilter *all = postil_filter_new (POSTIL_FILTER_ALL);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), MAX_PLAIN));
  const char *p = valid;

  while (*p)
    if (*p == '"')
      p = take_phrase (all, p + 1, typing);
    else if (g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    else
      p = take_word (all, p, typing);
  return all;
}
