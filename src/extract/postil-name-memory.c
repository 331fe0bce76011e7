/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one document writes its words: in lower case, or with a capital where a capital means something. */
#include "config.h"

#include "postil-name-job-private.h"

typedef struct
{
  guint32 key;
  guint32 traits;
} Cell;

struct _PostilNameMemory
{
  Cell *cells;
  guint n_cells; /* a power of two */
  guint n_used;
};

PostilNameMemory *
postil_name_memory_new (guint n_tokens)
{
  PostilNameMemory *self = g_new0 (PostilNameMemory, 1);

  self->n_cells = 256;
  while (self->n_cells < n_tokens && self->n_cells < 1 << 14)
    self->n_cells *= 2;
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

  while (self->cells[i].traits != 0 && self->cells[i].key != key)
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
    if (old[i].traits != 0)
      *probe (self, old[i].key) = old[i];
}

static void
note (PostilNameMemory *self, guint32 key, guint32 trait)
{
  Cell *cell = probe (self, key);

  if (cell->traits == 0)
    {
      if (self->n_used * 2 >= self->n_cells)
        {
          grow (self);
          cell = probe (self, key);
        }
      cell->key = key;
      self->n_used++;
    }
  cell->traits |= trait;
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
        note (self, token->hash, POSTIL_TRAIT_LOWER_IN);
      else if ((job->traits[i] & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) == 0)
        note (self, token->hash, POSTIL_TRAIT_CAPITAL_IN);
    }
}

/**
 * postil_name_memory_tell:
 * @self: a memory that has counted the words of @job
 * @job: a job; traits of its capitalised tokens are set
 */
void
postil_name_memory_tell (const PostilNameMemory *self, const PostilNameJob *job)
{
  for (guint i = 0; i < job->tokens->n_tokens; i++)
    {
      const PostilToken *token = &job->tokens->tokens[i];

      if (token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
        job->traits[i] |= probe (self, token->hash)->traits;
    }
}
