/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepares a marked text as the engine prepares any text, and says which labels its marks allow for each unit. */
#include "config.h"

#include "train-private.h"

#include <string.h>

#define OUTSIDE 1u

static guint16
bits_of (guint type, gboolean begins)
{
  return type == 0 ? 0 : (guint16) (1u << postil_name_label (type, begins));
}

static guint16
outside_bits (guint flags, guint32 traits)
{
  guint16 bits = OUTSIDE;

  if ((flags & TRAIN_NO_MISC) == 0)
    return bits;
  bits |= bits_of (POSTIL_NAME_MISC, TRUE) | bits_of (POSTIL_NAME_MISC, FALSE);
  if ((traits & (POSTIL_TRAIT_DEMONYM | POSTIL_TRAIT_NO_NAME)) == 0)
    bits |= bits_of (POSTIL_NAME_PRODUCT, TRUE) | bits_of (POSTIL_NAME_PRODUCT, FALSE);
  return bits;
}

/* In plain text the first line is the headline when it ends like one. */
static void
add_headline (const PostilTokens *tokens, GArray *hints)
{
  PostilSentenceHint hint = { .flags = POSTIL_SENTENCE_HEADING };
  guint end = 1;
  const PostilToken *last;

  while (end < tokens->n_tokens && !postil_token_has (&tokens->tokens[end], POSTIL_TOKEN_BLOCK_BEFORE))
    end++;
  last = postil_tokens_at (tokens, (gint64) end - 1);
  if (end >= tokens->n_tokens || end > 40 || (last->kind == POSTIL_TOKEN_MARK && last->c == '.'))
    return;
  hint.end = last->end;
  g_array_append_val (hints, hint);
}

static void
allow (TrainJob *self, const TrainDoc *doc)
{
  const PostilNameJob *job = &self->job;
  const PostilToken *tokens = job->tokens->tokens;
  guint next = 0;

  for (guint u = 0; u < job->n_units; u++)
    {
      const guint32 start = tokens[job->units[u].begin].byte, end = tokens[job->units[u].end - 1].byte_end;
      const TrainSpan *span;

      while (next < doc->spans->len && g_array_index (doc->spans, TrainSpan, next).end <= start)
        next++;
      span = next < doc->spans->len ? &g_array_index (doc->spans, TrainSpan, next) : NULL;
      if (span == NULL || end <= span->start)
        self->allowed[u] = outside_bits (doc->flags, job->units[u].traits);
      else
        {
          const gboolean begins = start <= span->start;

          self->allowed[u] = span->type == TRAIN_ANY ? 0x7ff : bits_of (span->type, begins) | bits_of (span->other, begins);
        }
    }
}

/**
 * train_job_fill:
 * @self: (out caller-allocated): the job
 * @set: the lexicon and the vocabulary
 * @doc: a marked text; must outlive the job
 * @model: a model, for its clusters
 * @hidden: entries of the lexicon are hidden by this seed, 0 for none
 */
void
train_job_fill (TrainJob *self, const TrainSet *set, const TrainDoc *doc, const PostilNameModel *model, guint32 hidden)
{
  g_autoptr (GArray) hints = g_array_new (FALSE, FALSE, sizeof (PostilSentenceHint));
  PostilTokens *tokens = postil_tokens_new (doc->text, strlen (doc->text));

  memset (self, 0, sizeof *self);
  postil_sentences_mark_lines (tokens);
  /* When learning, one text of four comes without its headline known. */
  if (hidden == 0 || (hidden >> 8 & 3) != 0)
    add_headline (tokens, hints);
  postil_vocabulary_annotate (set->vocabulary, tokens);
  self->job.tokens = tokens;
  self->job.lexicon = set->lexicon;
  self->job.model = model;
  self->job.hidden = hidden;
  self->job.sentences = postil_sentences_new (tokens, (const PostilSentenceHint *) (gpointer) hints->data, hints->len);
  postil_name_job_fill (&self->job);
  self->job.labels = g_new0 (guint8, self->job.n_units + 1);
  self->allowed = g_new0 (guint16, self->job.n_units + 1);
  allow (self, doc);
}

void
train_job_clear (TrainJob *self)
{
  postil_name_job_clear (&self->job);
  g_array_unref (self->job.sentences);
  postil_tokens_free (self->job.tokens);
  g_free (self->allowed);
}
