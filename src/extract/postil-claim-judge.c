/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses among candidates by the sum of the weights of their features. The weights are learnt from marked texts; sums are whole numbers,
 * so that every platform chooses alike. */
#include "config.h"

#include "postil-claims-private.h"

/* How far the best must lead, in 256ths of log odds; below, what was reported on marked texts was wrong too often. */
const gint postil_claim_margins[POSTIL_CLAIM_N_QUESTIONS] = {
  [POSTIL_CLAIM_MEASURE] = 260,
  [POSTIL_CLAIM_PERIOD] = 40,
  [POSTIL_CLAIM_PLACE] = 120,
};

/**
 * postil_choice_begin:
 * @self: a choice; what it held is freed
 * @question: what is asked
 *
 * Empties a choice. Its first candidate is "nothing".
 */
void
postil_choice_begin (PostilChoice *self, PostilClaimQuestion question)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->candidates[i].text);
  self->question = question;
  self->n = 0;
  postil_choice_add (self, NULL, G_MAXUINT);
}

/**
 * postil_choice_add:
 * @self: a choice
 * @text: (transfer full) (nullable): the candidate in words
 * @key: whatever the asker knows it by
 *
 * Returns: (nullable) (transfer none): the new candidate, or %NULL when there are enough.
 */
PostilCandidate *
postil_choice_add (PostilChoice *self, char *text, guint key)
{
  PostilCandidate *candidate;

  if (self->n == G_N_ELEMENTS (self->candidates))
    {
      g_free (text);
      return NULL;
    }
  candidate = &self->candidates[self->n++];
  candidate->text = text;
  candidate->key = key;
  candidate->n_features = 0;
  return candidate;
}

/**
 * postil_choice_feature:
 * @self: a choice
 * @candidate: one of its candidates
 * @kind: which feature
 * @value: its value
 *
 * Adds a feature to a candidate.
 */
void
postil_choice_feature (const PostilChoice *self, PostilCandidate *candidate, guint32 kind, guint32 value)
{
  guint32 hash = (self->question * 64u + kind + 1) * 2654435761u;

  hash = (hash ^ value) * 2246822519u;
  hash ^= hash >> 15;
  hash *= 3266489917u;
  hash ^= hash >> 14;
  if (candidate->n_features < POSTIL_CLAIM_MAX_FEATURES)
    candidate->features[candidate->n_features++] = (guint16) (hash & (POSTIL_CLAIM_N_WEIGHTS - 1));
}

/**
 * postil_choice_decide:
 * @self: a choice
 * @judge: whose weights decide
 * @found: the figure it is about
 *
 * Returns: (transfer none): the candidate with the highest sum; of equals the first.
 */
const PostilCandidate *
postil_choice_decide (PostilChoice *self, PostilClaimJudge *judge, const PostilFound *found)
{
  guint best = 0;
  gint scores[POSTIL_CLAIM_MAX_CANDIDATES + 1], next = G_MININT;

  if (judge->observe != NULL)
    {
      const int taken = judge->observe (judge, found, self);

      if (taken >= 0)
        return &self->candidates[taken];
    }
  for (guint i = 0; i < self->n; i++)
    {
      scores[i] = 0;
      for (guint f = 0; f < self->candidates[i].n_features; f++)
        scores[i] += judge->weights[self->candidates[i].features[f]];
      if (scores[i] > scores[best])
        best = i;
    }
  for (guint i = 0; i < self->n; i++)
    if (i != best)
      next = MAX (next, scores[i]);
  return &self->candidates[best > 0 && self->n > 1 && scores[best] - next < judge->margins[self->question] ? 0 : best];
}
