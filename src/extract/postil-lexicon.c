/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a compiled lexicon where it lies. Every offset is checked once at load, so that a damaged or hostile file is an error and
 * never a read outside it; a search then costs one probe for most words. */
#include "config.h"

#include "postil-lexicon-private.h"

#include "postil-extract-error.h"

#include <string.h>

typedef struct
{
  guint32 key;
  guint32 first;
  guint16 n_entries;
  guint16 flags;
} Slot;

typedef struct
{
  guint32 surface_at;
  guint32 canonical_at;
  guint16 surface_size;
  guint16 canonical_size;
  guint8 class;
  guint8 flags;
  guint16 n_tokens;
} Entry;

G_STATIC_ASSERT (sizeof (Slot) == POSTIL_LEXICON_SLOT_SIZE);
G_STATIC_ASSERT (sizeof (Entry) == POSTIL_LEXICON_ENTRY_SIZE);

struct _PostilLexicon
{
  GBytes *bytes;
  const char *slots;
  const char *entries;
  const char *strings;
  guint32 n_slots;
  guint32 n_entries;
  guint32 strings_size;
  PostilNameModel *model;
};

static Slot
get_slot (const PostilLexicon *self, guint32 index)
{
  Slot slot;

  memcpy (&slot, self->slots + (gsize) index * sizeof slot, sizeof slot);
  slot.key = GUINT32_FROM_LE (slot.key);
  slot.first = GUINT32_FROM_LE (slot.first);
  slot.n_entries = GUINT16_FROM_LE (slot.n_entries);
  slot.flags = GUINT16_FROM_LE (slot.flags);
  return slot;
}

static Entry
get_entry (const PostilLexicon *self, guint32 index)
{
  Entry entry;

  memcpy (&entry, self->entries + (gsize) index * sizeof entry, sizeof entry);
  entry.surface_at = GUINT32_FROM_LE (entry.surface_at);
  entry.canonical_at = GUINT32_FROM_LE (entry.canonical_at);
  entry.surface_size = GUINT16_FROM_LE (entry.surface_size);
  entry.canonical_size = GUINT16_FROM_LE (entry.canonical_size);
  entry.n_tokens = GUINT16_FROM_LE (entry.n_tokens);
  return entry;
}

static gboolean
string_is_inside (const PostilLexicon *self, guint32 at, guint32 size)
{
  if (at > self->strings_size || size > self->strings_size - at)
    return FALSE;
  return (at == self->strings_size || (self->strings[at] & 0xc0) != 0x80)
         && (at + size == self->strings_size || (self->strings[at + size] & 0xc0) != 0x80);
}

static gboolean
check_slots (const PostilLexicon *self, GError **error)
{
  guint32 n_free = 0;

  for (guint32 i = 0; i < self->n_slots; i++)
    {
      const Slot slot = get_slot (self, i);

      n_free += (slot.flags & POSTIL_LEXICON_SLOT_USED) == 0;
      if (slot.n_entries > 0 && (slot.first >= self->n_entries || slot.n_entries > self->n_entries - slot.first))
        {
          g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: slot %u points outside the entries",
                       i);
          return FALSE;
        }
    }
  if (n_free < self->n_slots / 4)
    {
      g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: the table is too full to search");
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_entries (const PostilLexicon *self, GError **error)
{
  for (guint32 i = 0; i < self->n_entries; i++)
    {
      const Entry entry = get_entry (self, i);
      gboolean good = entry.class < POSTIL_N_LEXICON_CLASSES && entry.n_tokens > 0
                      && string_is_inside (self, entry.surface_at, entry.surface_size)
                      && (entry.canonical_at == POSTIL_LEXICON_NO_STRING
                          || string_is_inside (self, entry.canonical_at, entry.canonical_size));

      if (!good)
        {
          g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: entry %u is damaged", i);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
part_is_inside (guint32 at, guint64 size, gsize file_size)
{
  return at >= POSTIL_LEXICON_HEADER_SIZE && at <= file_size && size <= file_size - at;
}

static gboolean
read_header (PostilLexicon *self, const char *data, gsize size, GError **error)
{
  guint32 field[10];
  g_autoptr (GBytes) model = NULL;

  if (size < POSTIL_LEXICON_HEADER_SIZE || memcmp (data, POSTIL_LEXICON_MAGIC, 8) != 0)
    {
      g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: not a compiled lexicon");
      return FALSE;
    }
  memcpy (field, data + 8, sizeof field);
  for (guint i = 0; i < G_N_ELEMENTS (field); i++)
    field[i] = GUINT32_FROM_LE (field[i]);
  if (field[0] != POSTIL_LEXICON_VERSION)
    {
      g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_VERSION, "lexicon: version %u, this program reads %u",
                   field[0], POSTIL_LEXICON_VERSION);
      return FALSE;
    }
  self->n_slots = field[1];
  self->n_entries = field[2];
  self->strings_size = field[3];
  if (field[7] != size || self->n_slots == 0 || (self->n_slots & (self->n_slots - 1)) != 0
      || !part_is_inside (field[4], (guint64) self->n_slots * sizeof (Slot), size)
      || !part_is_inside (field[5], (guint64) self->n_entries * sizeof (Entry), size)
      || !part_is_inside (field[6], self->strings_size, size) || !part_is_inside (field[9], field[8], size))
    {
      g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: the file is truncated or damaged");
      return FALSE;
    }
  self->slots = data + field[4];
  self->entries = data + field[5];
  self->strings = data + field[6];
  model = g_bytes_new_from_bytes (self->bytes, field[9], field[8]);
  self->model = postil_name_model_new (model, error);
  return self->model != NULL;
}

/**
 * postil_lexicon_new:
 * @bytes: a compiled lexicon file; kept, not copied
 * @error: where to put a %POSTIL_EXTRACT_ERROR: LEXICON for a damaged file, VERSION for one of another version
 *
 * Opens a lexicon. Costs one pass over the file's tables, a few milliseconds. Any thread.
 *
 * Returns: (transfer full) (nullable): the lexicon; immutable, usable from any thread.
 */
PostilLexicon *
postil_lexicon_new (GBytes *bytes, GError **error)
{
  g_autoptr (PostilLexicon) self = g_new0 (PostilLexicon, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  if (!read_header (self, data, size, error))
    return NULL;
  if (!g_utf8_validate_len (self->strings, self->strings_size, NULL))
    {
      g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: names that are no UTF-8");
      return NULL;
    }
  if (!check_slots (self, error) || !check_entries (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
postil_lexicon_free (PostilLexicon *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  postil_name_model_free (self->model);
  g_free (self);
}

static gboolean
find_slot (const PostilLexicon *self, guint32 key, Slot *slot)
{
  guint32 index = key & (self->n_slots - 1);

  for (guint32 i = 0; i < self->n_slots; i++)
    {
      *slot = get_slot (self, index);
      if ((slot->flags & POSTIL_LEXICON_SLOT_USED) == 0)
        return FALSE;
      if (slot->key == key)
        return TRUE;
      index = (index + 1) & (self->n_slots - 1);
    }
  return FALSE;
}

static inline gunichar
fold (gunichar c)
{
  if (c == 0x2019 || c == 0x02bc)
    return '\'';
  if (c < 0x80)
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return g_unichar_tolower (c);
}

/* Compares text with a surface; white space runs are one blank. */
static gboolean
surface_fits (const char *text, gsize length, const char *surface, gsize size, PostilLexiconCase letter_case)
{
  const char *p = text, *q = surface;

  while (p < text + length && q < surface + size)
    {
      gunichar a = g_utf8_get_char (p), b = g_utf8_get_char (q);
      gboolean same;

      if (b == ' ')
        {
          if (a != 0x200b && a != 0xfeff && !g_unichar_isspace (a))
            return FALSE;
          while (p < text + length && (g_unichar_isspace (g_utf8_get_char (p)) || g_utf8_get_char (p) == 0x200b))
            p = g_utf8_next_char (p);
          q = g_utf8_next_char (q);
          continue;
        }
      same = a == b || (b == '\'' && fold (a) == '\'') || (a == '\'' && fold (b) == '\'');
      if (letter_case == POSTIL_LEXICON_CASE_FOLDED)
        same = same || fold (a) == fold (b);
      else if (letter_case == POSTIL_LEXICON_CASE_TITLE)
        same = same || (fold (a) == fold (b) && fold (a) != a);
      if (!same)
        return FALSE;
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }
  return p == text + length && q == surface + size;
}

static gboolean
collect (const PostilLexicon *self, const Slot *slot, const PostilTokens *tokens, const PostilLexiconWalk *walk,
         PostilLexiconMatch *match)
{
  const PostilToken *first = &tokens->tokens[walk->begin], *last = &tokens->tokens[walk->next - 1];
  gboolean fresh = TRUE;

  for (guint32 i = slot->first; i < slot->first + slot->n_entries; i++)
    {
      const Entry entry = get_entry (self, i);

      if ((walk->query->classes & (1u << entry.class)) == 0 || entry.n_tokens != walk->next - walk->begin)
        continue;
      if (!surface_fits (tokens->text + first->byte, last->byte_end - first->byte, self->strings + entry.surface_at,
                         entry.surface_size, walk->query->letter_case))
        continue;
      if (fresh)
        match->classes = 0;
      fresh = FALSE;
      match->n_tokens = entry.n_tokens;
      match->classes |= 1u << entry.class;
      match->flags[entry.class] = entry.flags;
      match->entry[entry.class] = i;
    }
  return !fresh;
}

/**
 * postil_lexicon_step:
 * @self: a lexicon
 * @tokens: tokens
 * @walk: (inout): a search begun with `{ .begin = i, .next = i }`
 * @query: what is looked for
 * @match: (out caller-allocated): what was found
 *
 * Takes one more token into the sequence that begins at @walk->begin. @walk->done is set when no longer one exists.
 *
 * Returns: whether the tokens from @walk->begin to @walk->next are an entry.
 */
gboolean
postil_lexicon_step (const PostilLexicon *self, const PostilTokens *tokens, PostilLexiconWalk *walk,
                     const PostilLexiconQuery *query, PostilLexiconMatch *match)
{
  guint32 key = walk->next == walk->begin ? POSTIL_LEXICON_CHAIN_SEED : walk->key;
  Slot slot = { 0 };

  if (walk->done || walk->next >= query->end)
    {
      walk->done = TRUE;
      return FALSE;
    }
  walk->key = postil_lexicon_chain (key, tokens->tokens[walk->next].hash);
  walk->next++;
  walk->done = !find_slot (self, walk->key, &slot) || (slot.flags & POSTIL_LEXICON_SLOT_PREFIX) == 0;
  if (slot.key != walk->key || slot.n_entries == 0)
    return FALSE;
  walk->query = query;
  return collect (self, &slot, tokens, walk, match);
}

/**
 * postil_lexicon_match:
 * @self: a lexicon
 * @tokens: tokens
 * @begin: the first token
 * @query: what is looked for
 * @match: (out caller-allocated): what was found
 *
 * Finds the longest entry that begins at @begin.
 *
 * Returns: whether there is one.
 */
gboolean
postil_lexicon_match (const PostilLexicon *self, const PostilTokens *tokens, guint begin, const PostilLexiconQuery *query,
                      PostilLexiconMatch *match)
{
  PostilLexiconWalk walk = { .begin = begin, .next = begin };
  gboolean found = FALSE;

  while (!walk.done)
    found |= postil_lexicon_step (self, tokens, &walk, query, match);
  return found;
}

/* The strictest case under which a text fits a surface, -1 when under none. */
static int
fit_case (const char *text, gsize length, const char *surface, gsize size)
{
  const char *p = text, *q = surface;
  int letter_case = POSTIL_LEXICON_CASE_EXACT;

  if (length == size && memcmp (text, surface, size) == 0)
    return letter_case;
  while (p < text + length && q < surface + size)
    {
      gunichar a = g_utf8_get_char (p), b = g_utf8_get_char (q);

      if (b == ' ')
        {
          if (a != 0x200b && a != 0xfeff && !g_unichar_isspace (a))
            return -1;
          while (p < text + length && (g_unichar_isspace (g_utf8_get_char (p)) || g_utf8_get_char (p) == 0x200b))
            p = g_utf8_next_char (p);
          q = g_utf8_next_char (q);
          continue;
        }
      if (fold (a) != fold (b))
        return -1;
      if (a != b && fold (a) != '\'')
        letter_case = MAX (letter_case, fold (a) != a ? POSTIL_LEXICON_CASE_TITLE : POSTIL_LEXICON_CASE_FOLDED);
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }
  return p == text + length && q == surface + size ? letter_case : -1;
}

/**
 * postil_lexicon_scan:
 * @self: a lexicon
 * @tokens: tokens
 * @begin: the first token
 * @end: no entry reaches over it
 * @hits: (out caller-allocated): the entries of every class that begin at @begin, shorter ones first
 *
 * Finds in one walk whatever begins at a token, with the case in which it stands there.
 */
void
postil_lexicon_scan (const PostilLexicon *self, const PostilTokens *tokens, guint begin, guint end, PostilLexiconHits *hits)
{
  const char *text = tokens->text + tokens->tokens[begin].byte;
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;
  Slot slot = { .flags = POSTIL_LEXICON_SLOT_PREFIX };

  hits->n = 0;
  for (guint next = begin; next < end && (slot.flags & POSTIL_LEXICON_SLOT_PREFIX) != 0; next++)
    {
      const gsize length = tokens->tokens[next].byte_end - tokens->tokens[begin].byte;

      key = postil_lexicon_chain (key, tokens->tokens[next].hash);
      if (!find_slot (self, key, &slot))
        return;
      for (guint32 i = slot.first; i < slot.first + slot.n_entries && hits->n < POSTIL_LEXICON_MAX_HITS; i++)
        {
          const Entry entry = get_entry (self, i);
          const int fit = entry.n_tokens == next + 1 - begin
                              ? fit_case (text, length, self->strings + entry.surface_at, entry.surface_size)
                              : -1;

          if (fit >= 0)
            hits->hits[hits->n++] = (PostilLexiconHit){ i, entry.n_tokens, entry.class, entry.flags, (guint8) fit };
        }
    }
}

/**
 * postil_lexicon_model:
 * @self: a lexicon
 *
 * Returns: the model of names that lies in the same file; owned by @self.
 */
const PostilNameModel *
postil_lexicon_model (const PostilLexicon *self)
{
  return self->model;
}

/**
 * postil_lexicon_canonical:
 * @self: a lexicon
 * @entry: an entry of a match
 * @length: (out): length in bytes of the returned text
 *
 * Returns: (nullable): the name the entry is an alias of, not NUL-terminated; owned by @self.
 */
const char *
postil_lexicon_canonical (const PostilLexicon *self, guint32 entry, gsize *length)
{
  const Entry found = get_entry (self, entry);

  *length = found.canonical_size;
  return found.canonical_at == POSTIL_LEXICON_NO_STRING ? NULL : self->strings + found.canonical_at;
}

/**
 * postil_lexicon_list:
 * @self: a lexicon
 * @class: a #PostilLexiconClass
 * @names: (element-type utf8) (inout): the names of that class are appended, owned by the array
 *
 * Lists what the lexicon holds.
 */
void
postil_lexicon_list (const PostilLexicon *self, guint class, GPtrArray *names)
{
  for (guint32 i = 0; i < self->n_entries; i++)
    {
      const Entry entry = get_entry (self, i);

      if (entry.class == class)
        g_ptr_array_add (names, g_strndup (self->strings + entry.surface_at, entry.surface_size));
    }
}
