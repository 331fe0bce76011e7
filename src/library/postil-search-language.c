/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search language, read from left to right: words, "phrases", beginnings*, OR, -not, parentheses, and field:value. What has no
 * meaning in it is a word: "10:30" or "https://…" are looked for as they stand. */
#include "config.h"

#include "postil-search-language.h"

#include "postil-library-error.h"
#include "postil-search-values-private.h"
#include "postil-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_QUERY 4096 /* bytes */
#define MAX_DEPTH 32   /* of parentheses and signs of "not" */

typedef enum
{
  FIELD_TEXT,
  FIELD_STATE,
  FIELD_COLOR,
  FIELD_BEFORE,
  FIELD_AFTER,
  FIELD_ON,
  FIELD_PUBLISHED,
  FIELD_FIGURE,
} FieldShape;

static const struct
{
  const char *name;
  FieldShape shape;
  PostilFilterKind kind;
} fields[] = {
  { "title", FIELD_TEXT, POSTIL_FILTER_TITLE },
  { "author", FIELD_TEXT, POSTIL_FILTER_AUTHOR },
  { "feed", FIELD_TEXT, POSTIL_FILTER_FEED },
  { "folder", FIELD_TEXT, POSTIL_FILTER_FOLDER },
  { "tag", FIELD_TEXT, POSTIL_FILTER_TAG },
  { "entity", FIELD_TEXT, POSTIL_FILTER_ENTITY },
  { "note", FIELD_TEXT, POSTIL_FILTER_NOTE },
  { "color", FIELD_COLOR, POSTIL_FILTER_COLOR },
  { "colour", FIELD_COLOR, POSTIL_FILTER_COLOR },
  { "lang", FIELD_TEXT, POSTIL_FILTER_LANGUAGE },
  { "is", FIELD_STATE, POSTIL_FILTER_STATE },
  { "before", FIELD_BEFORE, POSTIL_FILTER_TIME },
  { "after", FIELD_AFTER, POSTIL_FILTER_TIME },
  { "on", FIELD_ON, POSTIL_FILTER_TIME },
  { "published", FIELD_PUBLISHED, POSTIL_FILTER_TIME },
  { "figure", FIELD_FIGURE, POSTIL_FILTER_FIGURE },
  { "claim", FIELD_TEXT, POSTIL_FILTER_CLAIM },
};

static const char *const states[POSTIL_N_FILTER_STATES] = { "unread", "read", "starred", "annotated", "orphan", "trashed" };
static const char *const colors[] = { "yellow", "green", "blue", "pink", "purple" };

typedef struct
{
  const PostilSearchContext *context;
  const char *start;
  const char *p;
  guint depth; /* of nesting */
  guint open;  /* parentheses */
  GError *error;
} Parser;

static PostilFilter *parse_any (Parser *self);

/* The first thing wrong is what is told. at: where in the query */
static void
fail (Parser *self, const char *at, const char *message)
{
  if (!self->error)
    self->error
        = g_error_new (POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY, _ ("The search cannot be read at character %ld: %s"),
                       g_utf8_pointer_to_offset (self->start, at) + 1, message);
}

static gboolean
is_space (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static void
skip_space (Parser *self)
{
  while (*self->p && is_space (self->p))
    self->p = g_utf8_next_char (self->p);
}

/* Whether an upper-case word stands here by itself. */
static gboolean
is_joint (const Parser *self, const char *word)
{
  gsize length = strlen (word);

  return strncmp (self->p, word, length) == 0
         && (self->p[length] == '\0' || is_space (self->p + length) || self->p[length] == '(');
}

/* --- words and values --------------------------------------------------------------------------------------------------- */

/* What stands up to the closing quotation mark, or the end. */
static char *
take_quoted (Parser *self, gboolean *finished)
{
  const char *start = self->p + 1;
  const char *end = strchr (start, '"');

  *finished = end != NULL;
  if (!end)
    end = start + strlen (start);
  self->p = *finished ? end + 1 : end;
  return g_strndup (start, (gsize) (end - start));
}

/* Up to a blank, a quotation mark, or the parenthesis that closes a group. */
static char *
take_bare (Parser *self)
{
  const char *start = self->p;
  guint inner = 0;

  for (; *self->p && *self->p != '"' && !is_space (self->p); self->p = g_utf8_next_char (self->p))
    if (*self->p == '(')
      inner++;
    else if (*self->p == ')' && inner > 0)
      inner--;
    else if (*self->p == ')' && self->open > 0)
      break;
  return g_strndup (start, (gsize) (self->p - start));
}

static PostilFilter *
make_text (Parser *self, PostilFilterKind kind, char *text, gboolean quoted, gboolean finished)
{
  gsize length = strlen (text);
  gboolean goes_on = self->context->typing && *self->p == '\0' && !finished;
  PostilMatch match = quoted ? POSTIL_MATCH_PHRASE : POSTIL_MATCH_WORD;

  if (!quoted && length > 1 && text[length - 1] == '*')
    {
      text[length - 1] = '\0';
      match = POSTIL_MATCH_PREFIX;
    }
  else if (goes_on)
    match = POSTIL_MATCH_PREFIX;
  return *text ? postil_filter_new_text (kind, match, text) : NULL;
}

static PostilFilter *
parse_word (Parser *self)
{
  gboolean quoted = *self->p == '"';
  gboolean finished = FALSE;
  g_autofree char *text = quoted ? take_quoted (self, &finished) : take_bare (self);

  return make_text (self, POSTIL_FILTER_WORDS, text, quoted, finished);
}

/* --- fields ------------------------------------------------------------------------------------------------------------- */

static PostilFilter *
read_state (Parser *self, const char *value)
{
  PostilFilter *filter;

  for (int i = 0; i < POSTIL_N_FILTER_STATES; i++)
    if (g_ascii_strcasecmp (value, states[i]) == 0)
      {
        filter = postil_filter_new (POSTIL_FILTER_STATE);
        filter->number = i;
        return filter;
      }
  return NULL;
}

static PostilFilter *
read_color (const char *value)
{
  PostilFilter *filter;

  for (int i = 0; i < (int) G_N_ELEMENTS (colors); i++)
    if (g_ascii_strcasecmp (value, colors[i]) == 0 || (value[0] == '1' + i && value[1] == '\0'))
      {
        filter = postil_filter_new (POSTIL_FILTER_COLOR);
        filter->number = i + 1;
        return filter;
      }
  return NULL;
}

/* a..b, where either may be missing; without dots, what the one says. */
static gboolean
read_span (Parser *self, const char *value, PostilFilter *filter)
{
  const char *dots = strstr (value, "..");
  g_autofree char *first = dots ? g_strndup (value, (gsize) (dots - value)) : g_strdup (value);
  gint64 from, to;

  if (dots && !*first && !dots[2])
    return FALSE;
  if (*first)
    {
      if (!postil_search_time_parse (first, self->context, &from, &to))
        return FALSE;
      filter->from = from;
      if (!dots)
        filter->to = to;
    }
  if (dots && dots[2])
    {
      if (!postil_search_time_parse (dots + 2, self->context, &from, &to))
        return FALSE;
      filter->to = to;
    }
  return *first != '\0' || dots;
}

static PostilFilter *
read_time (Parser *self, const char *value, FieldShape shape)
{
  g_autoptr (PostilFilter) filter = postil_filter_new (POSTIL_FILTER_TIME);
  gint64 from, to;

  if (shape == FIELD_PUBLISHED || shape == FIELD_ON)
    {
      filter->number = shape == FIELD_PUBLISHED;
      return read_span (self, value, filter) ? g_steal_pointer (&filter) : NULL;
    }
  if (!postil_search_time_parse (value, self->context, &from, &to))
    return NULL;
  if (shape == FIELD_BEFORE)
    filter->to = from;
  else
    filter->from = from;
  return g_steal_pointer (&filter);
}

static PostilFilter *
read_value (Parser *self, const char *value, FieldShape shape)
{
  switch (shape)
    {
    case FIELD_STATE:
      return read_state (self, value);
    case FIELD_COLOR:
      return read_color (value);
    case FIELD_FIGURE:
      return postil_search_figure_parse (value);
    case FIELD_TEXT:
      return NULL;
    case FIELD_BEFORE:
    case FIELD_AFTER:
    case FIELD_ON:
    case FIELD_PUBLISHED:
    default:
      return read_time (self, value, shape);
    }
}

static void
refuse_value (Parser *self, const char *at, const char *value, FieldShape shape)
{
  static const char *const mends[] = {
    [FIELD_TEXT] = N_ ("a word or “phrase” belongs behind the colon"),
    [FIELD_STATE] = N_ ("write is:unread, is:read, is:starred, is:annotated, is:orphan or is:trashed"),
    [FIELD_COLOR] = N_ ("write color:yellow, green, blue, pink or purple, or a number from 1 to 5"),
    [FIELD_BEFORE] = N_ ("write a day such as before:2025-02-14, a year or month, or before:7d for seven days ago"),
    [FIELD_AFTER] = N_ ("write a day such as after:2025-02-14, a year or month, or after:7d for seven days ago"),
    [FIELD_ON] = N_ ("write a day such as on:2025-02-14, a year or month, or on:yesterday"),
    [FIELD_PUBLISHED] = N_ ("write two days such as published:2025-01-01..2025-02-14; either may be left out"),
    [FIELD_FIGURE] = N_ ("write a bound such as figure:>10bn, figure:usd>=1e9, figure:percent<-5 or figure:1bn..2bn"),
  };
  g_autofree char *message = NULL;

  if (*value)
    message = g_strdup_printf (_ ("“%s” is not understood; %s"), value, _ (mends[shape]));
  fail (self, at, message ? message : _ (mends[shape]));
}

/* After the colon. A value that is not right yet does not matter while it is being typed. */
static PostilFilter *
parse_value (Parser *self, gsize field)
{
  const char *at = self->p;
  gboolean quoted = *self->p == '"';
  gboolean finished = FALSE;
  g_autofree char *value = quoted ? take_quoted (self, &finished) : take_bare (self);
  PostilFilter *filter = fields[field].shape == FIELD_TEXT ? make_text (self, fields[field].kind, value, quoted, finished)
                                                           : read_value (self, value, fields[field].shape);

  if (!filter && !(self->context->typing && *self->p == '\0'))
    refuse_value (self, at, value, fields[field].shape);
  return filter;
}

/* Index of the field whose name and colon stand here, with something behind it other than "//"; -1: none. */
static int
find_field (const Parser *self)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (fields); i++)
    {
      gsize length = strlen (fields[i].name);

      if (g_ascii_strncasecmp (self->p, fields[i].name, length) == 0 && self->p[length] == ':')
        return i;
    }
  return -1;
}

/* --- the tree ----------------------------------------------------------------------------------------------------------- */

static PostilFilter *
parse_group (Parser *self)
{
  const char *at = self->p++;
  PostilFilter *filter;

  self->open++;
  filter = parse_any (self);
  if (*self->p == ')')
    self->p++;
  else if (!self->context->typing)
    fail (self, at, _ ("the parenthesis is not closed; write “)” where the group ends, or put it in quotation marks"));
  self->open--;
  return filter;
}

static PostilFilter *parse_negation (Parser *self);

/* One condition; NULL when what stands here says nothing. */
static PostilFilter *
parse_item (Parser *self)
{
  PostilFilter *filter = NULL;
  int field = find_field (self);

  if (++self->depth > MAX_DEPTH)
    {
      fail (self, self->p, _ ("too many parentheses stand in each other; leave some out"));
      self->p += strlen (self->p);
    }
  else if (*self->p == '(')
    filter = parse_group (self);
  else if (*self->p == '-' && self->p[1] && !is_space (self->p + 1) && self->p[1] != '-')
    filter = parse_negation (self);
  else if (field >= 0)
    {
      self->p = strchr (self->p, ':') + 1;
      filter = parse_value (self, (gsize) field);
    }
  else
    filter = parse_word (self);
  self->depth--;
  return filter;
}

static PostilFilter *
parse_negation (Parser *self)
{
  PostilFilter *negation;
  PostilFilter *child;

  self->p++;
  child = parse_item (self);
  if (!child)
    return NULL;
  negation = postil_filter_new (POSTIL_FILTER_NOT);
  postil_filter_add (negation, child);
  return negation;
}

/* Conditions beside each other: all must hold. */
static PostilFilter *
parse_all (Parser *self)
{
  g_autoptr (PostilFilter) all = postil_filter_new (POSTIL_FILTER_ALL);

  for (skip_space (self); *self->p && !(*self->p == ')' && self->open > 0) && !is_joint (self, "OR"); skip_space (self))
    {
      PostilFilter *item = NULL;

      if (*self->p == ')')
        {
          fail (self, self->p, _ ("no parenthesis is open here; leave “)” out, or put it in quotation marks"));
          self->p++;
          continue;
        }
      if (is_joint (self, "AND"))
        {
          self->p += strlen ("AND");
          continue;
        }
      item = parse_item (self);
      if (item)
        postil_filter_add (all, item);
    }
  if (!all->children)
    return NULL;
  if (all->children->len == 1)
    return postil_filter_copy (g_ptr_array_index (all->children, 0));
  return g_steal_pointer (&all);
}

/* Parts with OR between them: one must hold. An OR with nothing on one side says nothing. */
static PostilFilter *
parse_any (Parser *self)
{
  g_autoptr (PostilFilter) any = postil_filter_new (POSTIL_FILTER_ANY);

  for (;;)
    {
      PostilFilter *part = parse_all (self);

      if (part)
        postil_filter_add (any, part);
      if (!is_joint (self, "OR"))
        break;
      self->p += strlen ("OR");
    }
  if (!any->children)
    return NULL;
  if (any->children->len == 1)
    return postil_filter_copy (g_ptr_array_index (any->children, 0));
  return g_steal_pointer (&any);
}

/**
 * postil_search_language_parse:
 * @query: what was written; need not be valid UTF-8; its first 4,096 bytes count
 * @context: the time, and whether the end may be unfinished
 * @error: return location
 *
 * Reads a search. All conditions beside each other must hold; OR joins weaker.
 *
 * Errors: `POSTIL_LIBRARY_ERROR_QUERY`, saying at which character, and what to write instead. Thread: any.
 *
 * Returns: (transfer full) (nullable): the tree; one that wants nothing finds nothing; %NULL on error
 */
PostilFilter *
postil_search_language_parse (const char *query, const PostilSearchContext *context, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (query, (gssize) MIN (strlen (query), MAX_QUERY));
  Parser self = { .context = context, .start = valid, .p = valid };
  g_autoptr (PostilFilter) filter = parse_any (&self);

  if (self.error)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }
  return filter ? g_steal_pointer (&filter) : postil_filter_new (POSTIL_FILTER_ALL);
}

/**
 * postil_search_language_parse_now:
 * @query: as in postil_search_language_parse()
 * @typing: whether the end may be unfinished
 * @error: return location
 *
 * Reads a search by the clock and the time zone of this computer. Errors: the same. Thread: any.
 *
 * Returns: (transfer full) (nullable): the tree
 */
PostilFilter *
postil_search_language_parse_now (const char *query, gboolean typing, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return postil_search_language_parse (query, &(PostilSearchContext){ postil_time_now (), zone, typing }, error);
}

static void
add_completions (GStrvBuilder *builder, const char *field, const char *const *values, gsize n_values, const char *begun)
{
  for (gsize i = 0; i < n_values; i++)
    if (g_ascii_strncasecmp (values[i], begun, strlen (begun)) == 0)
      {
        g_autofree char *completion = g_strconcat (field, values[i], NULL);

        g_strv_builder_add (builder, completion);
      }
}

/**
 * postil_search_language_complete:
 * @query: what stands before the cursor
 *
 * Offers what the last word could become: names of fields, and values where a field has few. Thread: any.
 *
 * Returns: (transfer full): whole words to put in place of the last one; may be empty
 */
GStrv
postil_search_language_complete (const char *query)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *word = query + strlen (query);

  while (word > query && !strchr (" \t\n(-\"", word[-1]))
    word--;
  if (g_ascii_strncasecmp (word, "is:", 3) == 0)
    add_completions (builder, "is:", states, G_N_ELEMENTS (states), word + 3);
  else if (g_ascii_strncasecmp (word, "color:", 6) == 0)
    add_completions (builder, "color:", colors, G_N_ELEMENTS (colors), word + 6);
  else if (*word && !strchr (word, ':'))
    for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
      if (g_ascii_strncasecmp (fields[i].name, word, strlen (word)) == 0)
        {
          g_autofree char *name = g_strconcat (fields[i].name, ":", NULL);

          g_strv_builder_add (builder, name);
        }
  return g_strv_builder_end (builder);
}
