/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one document says about a word elsewhere: seen in lower case, seen capitalised inside a sentence, decided to be a name. */
#include "config.h"

#include "postil-name-job-private.h"

#define MAX_VOTE 60

typedef struct
{
  guint32 key;
  guint8 used;
  guint8 lower;
  guint8 capital;
  gint16 votes[POSTIL_N_NAME_TYPES];
} Cell;

struct _PostilNameMemory
{
  Cell *cells;
  guint n_cells; /* a power of two */
  guint n_used;
};

PostilNameMemory *
postil_name_memory_new (void)
{
  PostilNameMemory *self = g_new0 (PostilNameMemory, 1);

  self->n_cells = 256;
  self->cells = g_new0 (Cell, self->n_cells);
  return self;
}

void
postil_name_memory_free (PostilNameMemory *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self);
}

static Cell *
probe (const PostilNameMemory *self, guint32 key)
{
  guint i = (key * 0x9e3779b1u) & (self->n_cells - 1);

  while (self->cells[i].used && self->cells[i].key != key)
    i = (i + 1) & (self->n_cells - 1);
  return &self->cells[i];
}

static void
grow (PostilNameMemory *self)
{
  g_autofree Cell *old = self->cells;
  guint n_old = self->n_cells;

  self->n_cells *= 2;
  self->cells = g_new0 (Cell, self->n_cells);
  for (guint i = 0; i < n_old; i++)
    if (old[i].used)
      *probe (self, old[i].key) = old[i];
}

static Cell *
ensure (PostilNameMemory *self, guint32 key)
{
  Cell *cell = probe (self, key);

  if (cell->used)
    return cell;
  if (self->n_used * 2 >= self->n_cells)
    {
      grow (self);
      cell = probe (self, key);
    }
  cell->used = TRUE;
  cell->key = key;
  self->n_used++;
  return cell;
}

/**
 * postil_name_memory_count_words:
 * @self: a memory
 * @job: a job with traits
 *
 * Notes for every word whether the document writes it in lower case, and whether capitalised where a capital means something.
 */
void
postil_name_memory_count_words (PostilNameMemory *self, const PostilNameJob *job)
{
  for (guint i = 0; i < job->tokens->n_tokens; i++)
    {
      const PostilToken *token = &job->tokens->tokens[i];

      if (token->kind != POSTIL_TOKEN_WORD)
        continue;
      if (!postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
        ensure (self, token->hash)->lower = TRUE;
      else if ((job->traits[i] & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) == 0)
        ensure (self, token->hash)->capital = TRUE;
    }
}

static void
vote (PostilNameMemory *self, guint32 key, PostilNameType type, int weight)
{
  gint16 *votes = &ensure (self, key)->votes[type];

  *votes = MIN (*votes + weight, MAX_VOTE);
}

/* Whether this token alone may stand for the whole name later. */
static gboolean
can_stand_alone (const PostilNameJob *job, guint index)
{
  const PostilToken *token = &job->tokens->tokens[index];

  return token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL) && token->end - token->start > 2
         && (job->traits[index] & (POSTIL_TRAIT_NO_NAME | POSTIL_TRAIT_ORG_SUFFIX | POSTIL_TRAIT_DEMONYM | POSTIL_TRAIT_TITLE))
                == 0;
}

/**
 * postil_name_memory_learn:
 * @self: a memory
 * @job: the job
 * @name: a name that was decided
 *
 * Lets the name speak for later mentions of itself and of its short forms.
 */
void
postil_name_memory_learn (PostilNameMemory *self, const PostilNameJob *job, const PostilName *name)
{
  const int weight = CLAMP (name->margin / 3, 1, 14);
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;

  for (guint i = name->begin; i < name->end; i++)
    key = postil_lexicon_chain (key, job->tokens->tokens[i].hash);
  vote (self, key, name->type, weight);
  if (name->end - name->begin < 2)
    return;
  if (name->type == POSTIL_NAME_PER && can_stand_alone (job, name->end - 1))
    vote (self, postil_lexicon_chain (POSTIL_LEXICON_CHAIN_SEED, job->tokens->tokens[name->end - 1].hash), POSTIL_NAME_PER,
          weight * 2);
  if (name->type == POSTIL_NAME_PER && can_stand_alone (job, name->begin))
    vote (self, postil_lexicon_chain (POSTIL_LEXICON_CHAIN_SEED, job->tokens->tokens[name->begin].hash), POSTIL_NAME_PER, weight);
  if (name->type == POSTIL_NAME_ORG && can_stand_alone (job, name->begin)
      && (job->traits[name->begin] & (POSTIL_TRAIT_GIVEN | POSTIL_TRAIT_ORG_HEAD | POSTIL_TRAIT_WORD)) == 0)
    vote (self, postil_lexicon_chain (POSTIL_LEXICON_CHAIN_SEED, job->tokens->tokens[name->begin].hash), POSTIL_NAME_ORG, weight);
}

gboolean
postil_name_memory_seen_lower (const PostilNameMemory *self, guint32 hash)
{
  const Cell *cell = probe (self, hash);

  return cell->used && cell->lower;
}

gboolean
postil_name_memory_seen_capital (const PostilNameMemory *self, guint32 hash)
{
  const Cell *cell = probe (self, hash);

  return cell->used && cell->capital;
}

/**
 * postil_name_memory_votes:
 * @self: a memory
 * @key: the chained hash of a name's tokens
 *
 * Returns: (nullable) (array fixed-size=6): how strongly the document says each type, by #PostilNameType.
 */
const gint16 *
postil_name_memory_votes (const PostilNameMemory *self, guint32 key)
{
  const Cell *cell = probe (self, key);

  return cell->used ? cell->votes : NULL;
}
