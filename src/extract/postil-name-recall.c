/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first reading decided elsewhere in the document, as features of the second: a name found once helps everywhere. A mention
 * never counts for itself. */
#include "config.h"

#include "postil-name-job-private.h"

#define MAX_SEQUENCE 8
#define SURE 800

/* Numbered after the first reading's, see postil-name-features.c. */
typedef enum
{
  T_ELSEWHERE = 60,
  T_PART,
  T_KNOWN,
  T_NEIGHBOURS,
  T_SAME,
  T_LONG_FORM,
} Template;

/* Votes by type. */
typedef struct
{
  guint32 key;
  gboolean used;
  guint16 votes[POSTIL_N_NAME_TYPES];
  guint16 first[POSTIL_N_NAME_TYPES];
  guint16 last[POSTIL_N_NAME_TYPES];
} Cell;

typedef struct
{
  guint8 type;
  guint8 place; /* PostilLexis */
  guint8 strength;
} Cover;

struct _PostilNameRecall
{
  GArray *names;  /* PostilName, of the first reading */
  guint32 *owner; /* one a unit: index of its name + 1 */
  Cover *covers;  /* one a unit */
  Cell *cells;
  guint n_cells; /* a power of two */
  guint n_used;
};

static inline guint32
mix (guint32 a, guint32 b)
{
  guint32 h = (a ^ (b * 0x9e3779b1u)) * 0x85ebca6bu;

  h ^= h >> 15;
  h *= 0xc2b2ae35u;
  return h ^ (h >> 13);
}

static Cell *
probe (const PostilNameRecall *self, guint32 key)
{
  guint i = (key * 0x9e3779b1u) & (self->n_cells - 1);

  while (self->cells[i].used && self->cells[i].key != key)
    i = (i + 1) & (self->n_cells - 1);
  return &self->cells[i];
}

static const Cell *
look_up (const PostilNameRecall *self, guint32 key)
{
  static const Cell none = { 0 };
  const Cell *cell = probe (self, key);

  return cell->used ? cell : &none;
}

static Cell *
ensure (PostilNameRecall *self, guint32 key)
{
  Cell *cell = probe (self, key);

  if (cell->used)
    return cell;
  if (self->n_used * 2 >= self->n_cells)
    {
      g_autofree Cell *old = self->cells;
      const guint n_old = self->n_cells;

      self->n_cells *= 2;
      self->cells = g_new0 (Cell, self->n_cells);
      for (guint i = 0; i < n_old; i++)
        if (old[i].used)
          *probe (self, old[i].key) = old[i];
      cell = probe (self, key);
    }
  cell->used = TRUE;
  cell->key = key;
  self->n_used++;
  return cell;
}

static inline guint
weight_of (const PostilName *name)
{
  return name->margin >= SURE ? 2 : 1;
}

static inline void
vote (guint16 *votes, guint weight)
{
  *votes = (guint16) MIN (*votes + weight, 60000);
}

static inline guint32
word_key (guint32 hash)
{
  return mix (hash, 77);
}

static guint32
sequence_key (const PostilNameJob *job, guint first, guint last)
{
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;

  for (guint u = first; u < last; u++)
    key = postil_lexicon_chain (key, job->units[u].hash);
  return key;
}

/* The capitals of the words of a name: BOJ of Bank of Japan. */
static guint32
initials_key (const PostilNameJob *job, const PostilName *name)
{
  guint32 key = 99;
  guint n = 0;

  for (guint i = name->begin; i < name->end; i++)
    {
      const PostilToken *token = &job->tokens->tokens[i];

      if (token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL))
        {
          key = mix (key, token->c);
          n++;
        }
    }
  return n >= 2 ? key : 0;
}

static guint32
letters_key (const PostilNameJob *job, const PostilNameUnit *unit)
{
  const PostilToken *token = &job->tokens->tokens[unit->begin];
  guint32 key = 99;

  if (!postil_token_has (token, POSTIL_TOKEN_ALL_CAPS) || token->end - token->start > 8
      || token->end - token->start != token->byte_end - token->byte)
    return 0;
  for (guint i = token->byte; i < token->byte_end; i++)
    key = mix (key, (guchar) job->tokens->text[i]);
  return key;
}

static void
learn (PostilNameRecall *self, const PostilNameJob *job, const PostilName *name)
{
  const guint weight = weight_of (name);
  guint32 initials;

  vote (&ensure (self, sequence_key (job, name->first, name->last))->votes[name->type], weight);
  for (guint u = name->first; u < name->last; u++)
    {
      Cell *cell = ensure (self, word_key (job->units[u].hash));

      vote (&cell->votes[name->type], weight);
      if (u == name->first)
        vote (&cell->first[name->type], weight);
      if (u == name->last - 1)
        vote (&cell->last[name->type], weight);
    }
  initials = name->last - name->first > 1 ? initials_key (job, name) : 0;
  if (initials != 0)
    vote (&ensure (self, initials)->votes[name->type], weight);
}

/* The strongest type of a cell without what the mention itself said. */
static guint
best_of (const guint16 votes[POSTIL_N_NAME_TYPES], guint own_type, guint own, guint *strength)
{
  guint best = 0, most = 0, all = 0;

  for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
    {
      const guint n = votes[type] - (type == own_type ? MIN (own, votes[type]) : 0);

      all += n;
      if (n > most)
        {
          most = n;
          best = type;
        }
    }
  *strength = most == 0 ? 0 : (most > 5 ? 3 : most > 2 ? 2 : 1) + (most * 4 >= all * 3 ? 4 : 0);
  return most == 0 ? 7 : best;
}

/* The longest name decided elsewhere that begins at a unit. */
static guint
longest_at (const PostilNameRecall *self, const PostilNameJob *job, guint begin, Cover *cover)
{
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;
  guint length = 0;

  for (guint u = begin; u < job->n_units && u < begin + MAX_SEQUENCE && (job->units[u].flags & POSTIL_NAME_UNIT_CANDIDATE)
                        && (u == begin || !(job->units[u].flags & POSTIL_NAME_UNIT_FIRST));
       u++)
    {
      const Cell *cell;
      const guint owner = self->owner[begin];
      const PostilName *own = owner > 0 ? &g_array_index (self->names, PostilName, owner - 1) : NULL;
      guint type, strength;

      key = postil_lexicon_chain (key, job->units[u].hash);
      cell = look_up (self, key);
      if (!cell->used)
        continue;
      if (own != NULL && (own->first != begin || own->last != u + 1))
        own = NULL;
      type = best_of (cell->votes, own != NULL ? own->type : 0, own != NULL ? weight_of (own) : 0, &strength);
      if (strength == 0)
        continue;
      length = u + 1 - begin;
      *cover = (Cover){ .type = (guint8) type, .strength = (guint8) strength };
    }
  return length;
}

static void
cover_names (PostilNameRecall *self, const PostilNameJob *job)
{
  for (guint u = 0; u < job->n_units;)
    {
      Cover cover = { 0 };
      const guint n = job->units[u].flags & POSTIL_NAME_UNIT_CAPITAL ? longest_at (self, job, u, &cover) : 0;

      for (guint i = 0; i < n; i++)
        {
          cover.place = n == 1       ? POSTIL_LEXIS_WHOLE
                        : i == 0     ? POSTIL_LEXIS_FIRST
                        : i == n - 1 ? POSTIL_LEXIS_LAST
                                     : POSTIL_LEXIS_INSIDE;
          self->covers[u + i] = cover;
        }
      u += MAX (n, 1);
    }
}

/**
 * postil_name_recall_new:
 * @job: a filled job with the labels of its first reading
 * @names: (element-type PostilName): the names of the first reading
 *
 * Returns: (transfer full): what they say about one another.
 */
PostilNameRecall *
postil_name_recall_new (const PostilNameJob *job, const GArray *names)
{
  PostilNameRecall *self = g_new0 (PostilNameRecall, 1);

  self->names = g_array_sized_new (FALSE, FALSE, sizeof (PostilName), names->len);
  g_array_append_vals (self->names, names->data, names->len);
  self->owner = g_new0 (guint32, job->n_units + 1);
  self->covers = g_new0 (Cover, job->n_units + 1);
  self->n_cells = 256;
  while (self->n_cells < names->len)
    self->n_cells *= 2;
  self->cells = g_new0 (Cell, self->n_cells);
  for (guint i = 0; i < names->len; i++)
    {
      const PostilName *name = &g_array_index (names, PostilName, i);

      learn (self, job, name);
      for (guint u = name->first; u < name->last; u++)
        self->owner[u] = i + 1;
    }
  for (guint u = 0; u < job->n_units; u++)
    if (job->units[u].flags & POSTIL_NAME_UNIT_CAPITAL && self->owner[u] == 0
        && (job->units[u].traits & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) == 0)
      {
        Cell *cell = probe (self, word_key (job->units[u].hash));

        if (cell->used)
          vote (&cell->votes[POSTIL_NAME_NONE], 1);
      }
  cover_names (self, job);
  return self;
}

void
postil_name_recall_free (PostilNameRecall *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->names);
  g_free (self->owner);
  g_free (self->covers);
  g_free (self->cells);
  g_free (self);
}

static inline void
put (PostilNameFeatures *features, Template feature_template, guint32 value)
{
  features->keys[features->n] = mix (value, (guint32) feature_template + 1);
  features->templates[features->n++] = (guint8) feature_template;
}

static guint
label_near (const PostilNameJob *job, guint unit, int by)
{
  if (by < 0)
    return job->units[unit].flags & POSTIL_NAME_UNIT_FIRST ? 15 : job->labels[unit - 1];
  return job->units[unit].flags & POSTIL_NAME_UNIT_LAST ? 15 : job->labels[unit + 1];
}

static guint
doubt_of (const PostilName *name)
{
  return name == NULL          ? 7
         : name->margin >= 990 ? 6
         : name->margin >= 950 ? 5
         : name->margin >= 850 ? 4
         : name->margin >= 700 ? 3
         : name->margin >= 500 ? 2
         : name->margin >= 300 ? 1
                               : 0;
}

/* Which parts of names of each type the word is elsewhere. */
static guint32
parts_of (const Cell *cell, const PostilName *own, guint unit)
{
  guint32 parts = 0;

  for (guint type = 1; type < POSTIL_N_NAME_TYPES; type++)
    {
      const guint weight = own != NULL && own->type == type ? weight_of (own) : 0;
      const guint first = cell->first[type] - (weight > 0 && own->first == unit ? MIN (weight, cell->first[type]) : 0);
      const guint last = cell->last[type] - (weight > 0 && own->last == unit + 1 ? MIN (weight, cell->last[type]) : 0);

      parts |= (first > 0 ? 1u << type : 0) | (last > 0 ? 64u << type : 0);
    }
  return parts;
}

static void
put_long_form (const PostilNameRecall *self, guint32 letters, guint label, PostilNameFeatures *features)
{
  guint strength;
  const guint best = best_of (look_up (self, letters)->votes, 0, 0, &strength);

  if (strength == 0)
    return;
  put (features, T_LONG_FORM, best << 16 | strength << 8 | label);
  put (features, T_LONG_FORM, 1u << 24 | best << 16 | strength);
}

/**
 * postil_name_recall_fill:
 * @job: a job with what it recalls
 * @unit: a unit that may be part of a name
 * @features: (out caller-allocated): its features
 *
 * Describes a unit for the second reading.
 */
void
postil_name_recall_fill (const PostilNameJob *job, guint unit, PostilNameFeatures *features)
{
  const PostilNameRecall *self = job->recall;
  const PostilName *own = self->owner[unit] > 0 ? &g_array_index (self->names, PostilName, self->owner[unit] - 1) : NULL;
  const Cell *cell = look_up (self, word_key (job->units[unit].hash));
  const Cover *cover = &self->covers[unit];
  const guint label = job->labels[unit], own_type = own != NULL ? own->type : 0;
  const guint own_weight = own != NULL                                                                  ? weight_of (own)
                           : (job->units[unit].traits & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) == 0 ? 1
                                                                                                        : 0;
  const guint32 loose = job->units[unit].traits & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE);
  const guint32 place = (guint32) cover->type << 8 | (guint32) cover->place << 4 | cover->strength;
  const guint32 letters = letters_key (job, &job->units[unit]), parts = parts_of (cell, own, unit);
  guint best, strength;

  /* Where the document says nothing else the first reading stands. */
  features->n = 0;
  best = best_of (cell->votes, own_type, own_weight, &strength);
  if (strength > 0)
    {
      put (features, T_ELSEWHERE, best << 16 | strength << 8 | own_type);
      put (features, T_ELSEWHERE, 1u << 24 | best << 16 | strength << 8 | doubt_of (own));
    }
  if (parts != 0)
    {
      put (features, T_PART, parts);
      put (features, T_PART, mix (parts, 1 + label));
    }
  if (cover->place != 0)
    {
      put (features, T_KNOWN, place);
      put (features, T_KNOWN, mix (place, 1 + label));
      put (features, T_KNOWN, mix (place, mix (loose, doubt_of (own))));
      put (features, T_NEIGHBOURS, mix (place, label_near (job, unit, -1) << 16 | label << 8 | label_near (job, unit, 1)));
    }
  if (own != NULL)
    {
      const Cell *same = look_up (self, sequence_key (job, own->first, own->last));

      best = best_of (same->votes, own->type, weight_of (own), &strength);
      if (strength > 0)
        {
          put (features, T_SAME, best << 16 | strength << 8 | label);
          put (features, T_SAME, 1u << 24 | best << 16 | strength << 8 | doubt_of (own));
        }
    }
  if (letters != 0)
    put_long_form (self, letters, label, features);
}
