/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Build-time tool: compiles the word lists of data/lexicons into one file that the engine maps. Names go through the engine's own
 * tokeniser, so a name is found exactly where the text splits the same way. */
#include "config.h"

#include "postil-lexicon-format-private.h"
#include "postil-tokenizer-private.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  char *surface;
  char *canonical; /* (nullable) */
  guint32 key;
  guint16 n_tokens;
  guint8 class;
  guint8 flags;
} Row;

typedef struct
{
  GArray *rows;
  GHashTable *prefixes; /* keys that a longer sequence extends */
  GString *strings;
  GHashTable *offsets; /* string to offset + 1 */
  GByteArray *model;   /* of the names, as it is */
} Compiler;

static const char *const class_names[POSTIL_N_LEXICON_CLASSES] = {
  "ORG",        "LOC",      "PRODUCT", "MISC",    "DEMONYM", "GIVEN",       "SURNAME",  "TITLE",
  "ORG_SUFFIX", "ORG_HEAD", "CUE_ORG", "CUE_PER", "CUE_LOC", "CUE_PRODUCT", "CUE_MISC", "WORD",
};

static int
class_from_name (const char *name, gsize length)
{
  for (guint i = 0; i < POSTIL_N_LEXICON_CLASSES; i++)
    if (strlen (class_names[i]) == length && memcmp (class_names[i], name, length) == 0)
      return i;
  return -1;
}

static guint8
parse_flags (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint8 flags = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], "common"))
        flags |= POSTIL_LEXICON_COMMON;
      else if (g_str_equal (words[i], "abbr"))
        flags |= POSTIL_LEXICON_ABBR;
      else if (g_str_equal (words[i], "alias"))
        flags |= POSTIL_LEXICON_ALIAS;
      else if (g_str_equal (words[i], "lower"))
        flags |= POSTIL_LEXICON_LOWER;
    }
  return flags;
}

static void
add_row (Compiler *compiler, char **fields, int class)
{
  guint n_fields = g_strv_length (fields);
  g_autoptr (PostilTokens) tokens = postil_tokens_new (fields[0], strlen (fields[0]));
  Row row = { .surface = g_strdup (fields[0]), .class = class, .key = POSTIL_LEXICON_CHAIN_SEED, .n_tokens = tokens->n_tokens };

  if (n_fields > 2 && fields[2][0] != '\0')
    row.canonical = g_strdup (fields[2]);
  if (n_fields > 3)
    row.flags = parse_flags (fields[3]);
  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      if (i > 0)
        g_hash_table_add (compiler->prefixes, GUINT_TO_POINTER (row.key));
      row.key = postil_lexicon_chain (row.key, tokens->tokens[i].hash);
    }
  g_array_append_val (compiler->rows, row);
}

static gboolean
read_model (Compiler *compiler, const char *path, GError **error)
{
  g_autofree char *content = NULL;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, error))
    return FALSE;
  g_byte_array_append (compiler->model, (const guint8 *) content, size);
  return TRUE;
}

/* `class` as the command line gives it; CUE and TYPED take the class of each row from its second field. */
static gboolean
read_list (Compiler *compiler, const char *argument, GError **error)
{
  const char *colon = strchr (argument, ':');
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean cues = g_str_has_prefix (argument, "CUE:"), typed = cues || g_str_has_prefix (argument, "TYPED:");
  int class = colon != NULL && !typed ? class_from_name (argument, colon - argument) : -1;

  if (g_str_has_prefix (argument, "MODEL:"))
    return read_model (compiler, argument + strlen ("MODEL:"), error);
  if (colon == NULL || (class < 0 && !typed))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: wanted CLASS:FILE", argument);
      return FALSE;
    }
  if (!g_file_get_contents (colon + 1, &content, NULL, error))
    return FALSE;
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      int row_class = class;

      if (lines[i][0] == '\0' || (lines[i][0] == '#' && lines[i][1] == ' '))
        continue;
      if (!g_utf8_validate (lines[i], -1, NULL))
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: line %u is no UTF-8", colon + 1, i + 1);
          return FALSE;
        }
      if (typed)
        {
          g_autofree char *name = g_strconcat (cues ? "CUE_" : "", fields[0] != NULL && fields[1] != NULL ? fields[1] : "", NULL);

          row_class = class_from_name (name, strlen (name));
        }
      if (row_class >= 0 && fields[0][0] != '\0')
        add_row (compiler, fields, row_class);
    }
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;
  int order;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  order = strcmp (x->surface, y->surface);
  if (order != 0)
    return order;
  if (x->class != y->class)
    return (int) x->class - (int) y->class;
  /* Of two rows for one name and class the one that is no alias is kept. */
  return g_strcmp0 (x->canonical, y->canonical);
}

/* Leaves one row for each name and class; their flags are joined. */
static void
merge_rows (GArray *rows)
{
  guint n = 0;

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);
      Row *last = n > 0 ? &g_array_index (rows, Row, n - 1) : NULL;

      if (last != NULL && last->class == row->class && g_str_equal (last->surface, row->surface))
        {
          last->flags |= row->flags;
          g_free (row->surface);
          g_free (row->canonical);
          continue;
        }
      g_array_index (rows, Row, n++) = *row;
    }
  g_array_set_size (rows, n);
}

static guint32
intern (Compiler *compiler, const char *string)
{
  gpointer known = g_hash_table_lookup (compiler->offsets, string);
  guint32 offset = compiler->strings->len;

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  g_string_append (compiler->strings, string);
  g_hash_table_insert (compiler->offsets, g_strdup (string), GUINT_TO_POINTER (offset + 1));
  return offset;
}

static void
put_32 (GByteArray *out, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

static void
put_16 (GByteArray *out, guint16 value)
{
  value = GUINT16_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

static void
put_entries (Compiler *compiler, GByteArray *out)
{
  for (guint i = 0; i < compiler->rows->len; i++)
    {
      const Row *row = &g_array_index (compiler->rows, Row, i);
      const guint8 bytes[2] = { row->class, row->flags };

      put_32 (out, intern (compiler, row->surface));
      put_32 (out, row->canonical != NULL ? intern (compiler, row->canonical) : POSTIL_LEXICON_NO_STRING);
      put_16 (out, strlen (row->surface));
      put_16 (out, row->canonical != NULL ? strlen (row->canonical) : 0);
      g_byte_array_append (out, bytes, sizeof bytes);
      put_16 (out, row->n_tokens);
    }
}

typedef struct
{
  guint32 key, first;
  guint16 n_entries, flags;
} Slot;

static Slot *
claim_slot (Slot *slots, guint32 n_slots, guint32 key)
{
  guint32 index = key & (n_slots - 1);

  while ((slots[index].flags & POSTIL_LEXICON_SLOT_USED) != 0 && slots[index].key != key)
    index = (index + 1) & (n_slots - 1);
  slots[index].key = key;
  slots[index].flags |= POSTIL_LEXICON_SLOT_USED;
  return &slots[index];
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static guint32
put_slots (Compiler *compiler, GByteArray *out)
{
  guint32 n_slots = 1024;
  g_autofree Slot *slots = NULL;
  g_autoptr (GArray) prefixes = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer key;

  while (n_slots < 2 * (compiler->rows->len + g_hash_table_size (compiler->prefixes)))
    n_slots *= 2;
  slots = g_new0 (Slot, n_slots);
  for (guint i = 0; i < compiler->rows->len; i++)
    {
      Slot *slot = claim_slot (slots, n_slots, g_array_index (compiler->rows, Row, i).key);

      if (slot->n_entries++ == 0)
        slot->first = i;
    }
  g_hash_table_iter_init (&iter, compiler->prefixes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const guint32 prefix = GPOINTER_TO_UINT (key);

      g_array_append_val (prefixes, prefix);
    }
  g_array_sort (prefixes, compare_keys);
  for (guint i = 0; i < prefixes->len; i++)
    claim_slot (slots, n_slots, g_array_index (prefixes, guint32, i))->flags |= POSTIL_LEXICON_SLOT_PREFIX;
  for (guint32 i = 0; i < n_slots; i++)
    {
      put_32 (out, slots[i].key);
      put_32 (out, slots[i].first);
      put_16 (out, slots[i].n_entries);
      put_16 (out, slots[i].flags);
    }
  return n_slots;
}

static gboolean
write_file (Compiler *compiler, const char *path, GError **error)
{
  g_autoptr (GByteArray) slots = g_byte_array_new ();
  g_autoptr (GByteArray) entries = g_byte_array_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint32 n_slots = put_slots (compiler, slots);
  guint32 at = POSTIL_LEXICON_HEADER_SIZE, model_at;

  put_entries (compiler, entries);
  model_at = (at + slots->len + entries->len + compiler->strings->len + 63) & ~(guint32) 63;
  g_byte_array_append (out, (const guint8 *) POSTIL_LEXICON_MAGIC, 8);
  put_32 (out, POSTIL_LEXICON_VERSION);
  put_32 (out, n_slots);
  put_32 (out, compiler->rows->len);
  put_32 (out, compiler->strings->len);
  put_32 (out, at);
  put_32 (out, at + slots->len);
  put_32 (out, at + slots->len + entries->len);
  put_32 (out, model_at + compiler->model->len);
  put_32 (out, compiler->model->len);
  put_32 (out, model_at);
  g_byte_array_append (out, slots->data, slots->len);
  g_byte_array_append (out, entries->data, entries->len);
  g_byte_array_append (out, (const guint8 *) compiler->strings->str, compiler->strings->len);
  while (out->len < model_at)
    g_byte_array_append (out, (const guint8 *) "", 1);
  g_byte_array_append (out, compiler->model->data, compiler->model->len);
  return g_file_set_contents (path, (const char *) out->data, out->len, error);
}

int
main (int argc, char **argv)
{
  Compiler compiler = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean good = argc > 2;

  if (!good)
    g_printerr ("usage: %s OUTPUT CLASS:FILE…\n", argv[0]);
  compiler.rows = g_array_new (FALSE, FALSE, sizeof (Row));
  compiler.prefixes = g_hash_table_new (NULL, NULL);
  compiler.strings = g_string_new (NULL);
  compiler.offsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler.model = g_byte_array_new ();
  for (int i = 2; good && i < argc; i++)
    good = read_list (&compiler, argv[i], &error);
  if (good)
    {
      merge_rows (compiler.rows);
      good = write_file (&compiler, argv[1], &error);
    }
  if (error != NULL)
    g_printerr ("%s: %s\n", argv[0], error->message);
  for (guint i = 0; i < compiler.rows->len; i++)
    {
      g_free (g_array_index (compiler.rows, Row, i).surface);
      g_free (g_array_index (compiler.rows, Row, i).canonical);
    }
  g_array_unref (compiler.rows);
  g_hash_table_unref (compiler.prefixes);
  g_string_free (compiler.strings, TRUE);
  g_hash_table_unref (compiler.offsets);
  g_byte_array_unref (compiler.model);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
