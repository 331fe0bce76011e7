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

/* One term as a quoted string of the query language: inside it only the quotation mark has a meaning, and it is doubled. */
static void
append_term (GString *expression, const PostilSearchTerm *term)
{
  g_autofree char *valid = g_utf8_make_valid (term->text, (gssize) MIN (strlen (term->text), MAX_TERM));
  g_autofree char *parted = NULL;
  const char *words;

  if (!has_word (valid))
    return;
  parted = postil_words_part (valid);
  words = parted ? parted : valid;
  if (expression->len > 0)
    g_string_append (expression, " AND ");
  g_string_append_c (expression, '"');
  for (const char *p = words; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (expression, '"');
      g_string_append_c (expression, *p);
    }
  g_string_append_c (expression, '"');
  /* One letter begins too many words to be worth completing. */
  if (term->kind == POSTIL_TERM_PREFIX && length_of_last_word (words) >= 2)
    g_string_append (expression, " *");
}

/* The MATCH expression that wants every term; never a syntax error. terms: (element-type PostilSearchTerm) */
char *
postil_words_match_expression (GPtrArray *terms)
{
  g_autoptr (GString) expression = g_string_new (NULL);

  for (guint i = 0; terms && i < terms->len && i < MAX_TERMS; i++)
    append_term (expression, g_ptr_array_index (terms, i));
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
  g_autoptr (GBytes) blob = g_bytes_new (data, data ? (gsize) size : 0);
  g_autoptr (PostilDocument) document = postil_document_deserialize (blob, NULL);

  result_words (context, document ? postil_document_get_text (document) : "");
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
