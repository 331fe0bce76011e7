/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a figure holds: the places that its sentence, or the one before, names. */
#include "config.h"

#include "postil-claims-private.h"

enum
{
  F_WORD,
  F_RELATION,
  F_SUBJECT,
  F_KIND,
  F_LAST,
  F_BACK,
  F_NOTHING,
};

static guint32
hash_at (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_token (job, index)->hash;
}

static guint
relation_of (const PostilClaimJob *job, const PostilFound *found, const PostilName *name)
{
  const PostilClause *own = postil_clause_of (job, found->begin), *other = postil_clause_of (job, name->begin);
  const gboolean in_subject = name->begin >= own->subject && name->end <= own->subject_end;

  return ((own == other) * 2 + (name->begin > found->begin)) * 2 + in_subject;
}

/**
 * postil_claim_ask_place:
 * @job: the job
 * @found: a figure of the sentence whose subject is decided
 *
 * Decides where the figure holds; %NULL when nothing says so.
 */
void
postil_claim_ask_place (PostilClaimJob *job, PostilFound *found)
{
  PostilChoice *choice = job->choice;
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));
  const char *last = own > 0 ? found[-1].figure.claim.place : NULL;
  guint seen = 0;

  postil_choice_begin (choice, POSTIL_CLAIM_PLACE);
  for (guint i = job->sentence->begin; i < job->sentence->end; i++)
    {
      const PostilName *name = job->name_at[i] > 0 ? &g_array_index (job->names->names, PostilName, job->name_at[i] - 1) : NULL;
      PostilCandidate *candidate;
      char *text;

      if (name == NULL || name->begin != i || name->type != POSTIL_NAME_LOC || ++seen > 12)
        continue;
      text = postil_claim_dup_words (job, name->begin, name->end);
      candidate = postil_choice_add (choice, text, i);
      if (candidate == NULL)
        break;
      postil_choice_feature (choice, candidate, F_WORD, hash_at (job, (gint64) i - 1) * 8 + relation_of (job, found, name));
      postil_choice_feature (choice, candidate, F_WORD, 7 + hash_at (job, (gint64) i - 1));
      postil_choice_feature (choice, candidate, F_RELATION, relation_of (job, found, name));
      postil_choice_feature (choice, candidate, F_SUBJECT, g_strcmp0 (text, found->figure.claim.subject) == 0);
      postil_choice_feature (choice, candidate, F_LAST, (last != NULL) * 2 + (g_strcmp0 (text, last) == 0));
      postil_choice_feature (choice, candidate, F_KIND, found->figure.kind);
    }
  if (last != NULL)
    {
      PostilCandidate *candidate = postil_choice_add (choice, g_strdup (last), G_MAXUINT - 1);
      const gboolean here = found[-1].begin >= job->sentence->begin;

      if (candidate != NULL)
        {
          postil_choice_feature (choice, candidate, F_BACK, here * 2 + (seen > 0));
          postil_choice_feature (choice, candidate, F_BACK,
                                 8 + here * 2 + (g_strcmp0 (found[-1].figure.claim.subject, found->figure.claim.subject) == 0));
        }
    }
  postil_choice_feature (choice, &choice->candidates[0], F_NOTHING, MIN (seen, 2));
  postil_choice_feature (choice, &choice->candidates[0], F_NOTHING, 8 + found->figure.kind);
  found->figure.claim.place = g_strdup (postil_choice_decide (choice, job->judge, found)->text);
}
