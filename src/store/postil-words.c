/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the full-text indexes. Chinese and Japanese write no blanks: there every character becomes a word of its own by a
 * ZERO WIDTH SPACE beside it, and a word of several characters is searched as a phrase of them. The tokenizer stays SQLite's own. */
#include "config.h"

#include "postil-words-private.h"

#include "postil-document.h"

#include <string.h>

#define PART "\xe2\x80\x8b" /* U+200B */
#define MAX_TERMS 64
#define MAX_TERM 2000 /* bytes */

static gboolean
is_unspaced (gunichar c)
{
  return (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3105 && c <= 0x312f)
         || (c >= 0x31a0 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff)
         || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff66 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff);
}

/* The first such character, or the end: a scan of bytes, since most texts have none. */
static const char *
find_unspaced (const char *text)
{
  for (const char *p = text; *p; p++)
    {
      guchar lead = (guchar) *p;

      if (((lead >= 0xe3 && lead <= 0xe9) || lead == 0xef || lead == 0xf0) && is_unspaced (g_utf8_get_char (p)))
        return p;
    }
  return text + strlen (text);
}

/* Parts the characters of scripts without blanks. text: valid UTF-8. Returns NULL when text can be indexed as it is. */
char *
postil_words_part (const char *text)
{
  const char *p = find_unspaced (text);
  GString *parted;
  gboolean open = TRUE; /* a boundary is wanted before the next such character */

  if (!*p)
    return NULL;
  parted = g_string_sized_new (strlen (text) * 2);
  g_string_append_len (parted, text, p - text);
  for (; *p; p = g_utf8_next_char (p))
    {
      gboolean unspaced = is_unspaced (g_utf8_get_char (p));

      if (unspaced && open)
        g_string_append (parted, PART);
      g_string_append_len (parted, p, g_utf8_next_char (p) - p);
      if (unspaced)
        g_string_append (parted, PART);
      open = !unspaced;
    }
  return g_string_free (parted, FALSE);
}

/* Takes the parting out again. */
void
postil_words_join (char *text)
{
  char *to = text;

  for (const char *from = text; *from;)
    if (strncmp (from, PART, strlen (PART)) == 0)
      from += strlen (PART);
    else
      *to++ = *from++;
  *to = '\0';
}

/* What unicode61 takes as part of a word: letters, numbers, private use. */
static gboolean
is_word_character (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  switch ((int) type)
    {
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
    case G_UNICODE_PRIVATE_USE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* How many characters the last word of text has; 0: text has no word, or something other than a word ends it. */
static guint
length_of_last_word (const char *text)
{
  guint length = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    length = is_word_character (g_utf8_get_char (p)) ? length + 1 : 0;
  return length;
}

static gboolean
has_word (const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (is_word_character (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* A word or phrase as a quoted string of the query language: inside it only the quotation mark has a meaning, and it is doubled.
 * Returns NULL when it has no word. */
static char *
quote_words (const PostilFilter *filter)
{
  g_autofree char *valid = g_utf8_make_valid (filter->text, (gssize) MIN (strlen (filter->text), MAX_TERM));
  g_autofree char *parted = NULL;
  GString *quoted;
  const char *words;

  if (!has_word (valid))
    return NULL;
  parted = postil_words_part (valid);
  words = parted ? parted : valid;
  quoted = g_string_new ("\"");
  for (const char *p = words; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');
  /* One letter begins too many words to be worth completing. */
  if (filter->match == POSTIL_MATCH_PREFIX && length_of_last_word (words) >= 2)
    g_string_append (quoted, " *");
  return g_string_free (quoted, FALSE);
}

typedef struct
{
  gboolean notes;  /* the index of the notes, else that of the articles */
  guint n_terms;   /* so far */
  gboolean beyond; /* something else than words decides */
} Expressing;

static char *express (Expressing *expressing, const PostilFilter *filter);

static char *
express_leaf (Expressing *expressing, const PostilFilter *filter)
{
  g_autofree char *quoted = NULL;
  gboolean known
      = filter->kind == POSTIL_FILTER_WORDS || filter->kind == (expressing->notes ? POSTIL_FILTER_NOTE : POSTIL_FILTER_TITLE);

  if (!known)
    expressing->beyond = TRUE;
  if (!known || ++expressing->n_terms > MAX_TERMS)
    return NULL;
  quoted = quote_words (filter);
  if (!quoted || filter->kind == POSTIL_FILTER_WORDS)
    return g_steal_pointer (&quoted);
  return g_strconcat (expressing->notes ? "{quote comment} : " : "{title} : ", quoted, NULL);
}

static void
append_part (GString *expression, const char *joint, const char *part)
{
  if (expression->len > 0)
    g_string_append (expression, joint);
  g_string_append (expression, part);
}

static char *
express_children (Expressing *expressing, const PostilFilter *filter)
{
  const char *joint = filter->kind == POSTIL_FILTER_ANY ? " OR " : " AND ";
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) unwanted = g_string_new (NULL);

  for (guint i = 0; filter->children && i < filter->children->len; i++)
    {
      const PostilFilter *child = g_ptr_array_index (filter->children, i);
      gboolean negative = child->kind == POSTIL_FILTER_NOT && filter->kind == POSTIL_FILTER_ALL;
      g_autofree char *part = express (expressing, negative ? g_ptr_array_index (child->children, 0) : child);

      if (part)
        append_part (negative ? unwanted : wanted, negative ? " OR " : joint, part);
    }
  if (wanted->len == 0)
    {
      expressing->beyond |= unwanted->len > 0;
      return NULL;
    }
  if (unwanted->len > 0)
    return g_strdup_printf ("((%s) NOT (%s))", wanted->str, unwanted->str);
  return g_strdup_printf ("(%s)", wanted->str);
}

/* What the full-text index is asked; NULL when nothing is, or when the index alone cannot answer. */
static char *
express (Expressing *expressing, const PostilFilter *filter)
{
  if (filter->kind == POSTIL_FILTER_ALL || filter->kind == POSTIL_FILTER_ANY)
    return express_children (expressing, filter);
  if (filter->kind == POSTIL_FILTER_NOT)
    {
      g_autofree char *part = express (expressing, g_ptr_array_index (filter->children, 0));

      expressing->beyond |= part != NULL;
      return NULL;
    }
  return express_leaf (expressing, filter);
}

/* The MATCH expression of a tree; never a syntax error. notes: for the index of the notes. beyond (out) (optional): the tree wants
 * something that the index does not know, so that no expression stands for all of it. NULL: no word is asked for, or beyond. */
char *
postil_words_expression (const PostilFilter *filter, gboolean notes, gboolean *beyond)
{
  Expressing expressing = { .notes = notes };
  g_autofree char *expression = express (&expressing, filter);

  if (beyond)
    *beyond = expressing.beyond;
  return expressing.beyond ? NULL : g_steal_pointer (&expression);
}

static void
collect_wanted (const PostilFilter *filter, gboolean notes, GString *expression)
{
  Expressing expressing = { .notes = notes };
  g_autofree char *part = NULL;

  if (filter->kind == POSTIL_FILTER_ALL || filter->kind == POSTIL_FILTER_ANY)
    {
      for (guint i = 0; filter->children && i < filter->children->len; i++)
        collect_wanted (g_ptr_array_index (filter->children, i), notes, expression);
      return;
    }
  if (filter->kind == POSTIL_FILTER_NOT)
    return;
  part = express_leaf (&expressing, filter);
  if (part && expression->len < MAX_TERMS * MAX_TERM)
    append_part (expression, " OR ", part);
}

/* Any of the words that a tree wants, wherever they stand in it: what a snippet marks. NULL: none. */
char *
postil_words_highlight (const PostilFilter *filter, gboolean notes)
{
  g_autoptr (GString) expression = g_string_new (NULL);

  collect_wanted (filter, notes, expression);
  return expression->len > 0 ? g_strdup (expression->str) : NULL;
}

static void
result_words (sqlite3_context *context, const char *text)
{
  char *parted = postil_words_part (text);

  if (parted)
    sqlite3_result_text (context, parted, -1, g_free);
  else
    sqlite3_result_text (context, text, -1, SQLITE_TRANSIENT);
}

/* postil_words (TEXT): the text as it is indexed. */
static void
words_function (sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);

  if (text)
    result_words (context, text);
}

/* postil_document_words (BLOB): the text of a stored document as it is indexed; empty when it cannot be read. */
static void
document_words_function (sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
  const void *data = sqlite3_value_blob (arguments[0]);
  int size = sqlite3_value_bytes (arguments[0]);
  g_autoptr (GBytes) blob = g_bytes_new_static (data, data ? (gsize) size : 0);
  g_autofree char *text = postil_document_blob_dup_text (blob);

  result_words (context, text ? text : "");
}

/* Adds the functions that the schema of cache.db uses. */
gboolean
postil_words_register (PostilConnection *cache, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int code = sqlite3_create_function_v2 (cache->handle, "postil_words", 1, flags, NULL, words_function, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_create_function_v2 (cache->handle, "postil_document_words", 1, flags, NULL, document_words_function, NULL,
                                       NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  postil_connection_set_error (cache, code, error);
  return FALSE;
}
