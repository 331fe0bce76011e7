/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure claims: whose figure it is, what it measures, when, where, who says so, how sure. Reads the text sentence by sentence;
 * what is not likely enough stays open. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

/* Whether the figure says something about the world rather than when or how long. */
static gboolean
is_about_something (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_MONEY || figure->kind == POSTIL_FIGURE_PERCENT || figure->kind == POSTIL_FIGURE_NUMBER
         || figure->kind == POSTIL_FIGURE_QUANTITY || figure->kind == POSTIL_FIGURE_MULTIPLE || figure->kind == POSTIL_FIGURE_AGE
         || figure->kind == POSTIL_FIGURE_ORDINAL;
}

/* "according to two people", "the two firms said": a count of those who stand by. */
static gboolean
is_bystander (const PostilClaimJob *job, const PostilFound *found)
{
  const PostilPhrase phrase = postil_claim_phrase_at (job, found->end);
  const gint64 before = (gint64) found->begin - 1;

  if (found->figure.kind != POSTIL_FIGURE_NUMBER || job->tokens->tokens[found->begin].kind != POSTIL_TOKEN_WORD
      || !(found->figure.value <= 12))
    return FALSE;
  return postil_claim_is (job, before, "the")
         || (postil_claim_is (job, before, "to") && postil_claim_is (job, before - 1, "according"))
         || (phrase.end > phrase.begin && postil_claim_class (job, (gint64) phrase.end - 1) & POSTIL_CLAIM_WORD_PEOPLE
             && postil_claim_class (job, phrase.end) & POSTIL_CLAIM_WORD_SAY);
}

/* "The owner of Doubao told suppliers it will spend …": who speaks is described and not named, and speaks of itself. Whom the
 * sentences before were about is then the worse guess. */
static void
prefer_speaker (PostilClaim *claim)
{
  const char *described = claim->attribution ? strstr (claim->attribution, " of ") : NULL;

  if (!described || g_ascii_isupper (claim->attribution[0]) || !g_ascii_isupper (described[strlen (" of ")]))
    return;
  g_free (claim->subject);
  claim->subject = g_strdup (claim->attribution);
}

static void
ask (PostilClaimJob *job, PostilFound *found)
{
  gboolean pronoun;

  postil_claim_ask_about (job, found);
  if (is_bystander (job, found))
    return;
  if (found->figure.kind == POSTIL_FIGURE_ORDINAL && !found->figure.rank)
    return;
  pronoun = postil_claim_ask_subject (job, found);
  postil_claim_ask_measure (job, found);
  postil_claim_ask_period (job, found);
  postil_claim_ask_attribution (job, found);
  if (pronoun)
    prefer_speaker (&found->figure.claim);
  postil_claim_ask_hedge (job, found);
  postil_claim_ask_place (job, found);
}

static void
read_sentence (PostilClaimJob *job)
{
  if (job->sentence->end - job->sentence->begin > POSTIL_CLAIM_MAX_SENTENCE)
    return;
  postil_claim_tag_sentence (job);
  postil_clauses_find (job);
  for (guint i = job->first; i < job->last; i++)
    {
      PostilFound *found = &g_array_index (job->found, PostilFound, i);

      if (is_about_something (&found->figure) && job->tokens->tokens[found->begin].kind != POSTIL_TOKEN_HAN)
        ask (job, found);
    }
  g_clear_pointer (&job->speaker, g_free);
  if (job->last > job->first)
    job->speaker = g_strdup (g_array_index (job->found, PostilFound, job->last - 1).figure.claim.attribution);
  postil_claim_hear (job);
  postil_claim_follow (job);
}

static void
prepare (PostilClaimJob *job)
{
  const guint n = job->tokens->n_tokens + 1;

  job->classes = g_new0 (guint32, n);
  job->cues = g_new0 (guint64, n);
  job->tags = g_new0 (guint8, n);
  job->name_at = g_new0 (guint32, n);
  job->found_at = g_new0 (guint32, n);
  job->period_of = g_new0 (guint, job->found->len + 1);
  job->clauses = g_array_new (FALSE, FALSE, sizeof (PostilClause));
  job->choice = g_new0 (PostilChoice, 1);
  job->main_entity = POSTIL_NAME_NO_ENTITY;
  for (guint i = 0; i < POSTIL_N_NAME_TYPES; i++)
    job->focus[i] = POSTIL_NAME_NO_ENTITY;
  job->roles = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < job->tokens->n_tokens; i++)
    job->classes[i] = postil_claim_words_classes (job->words, job->tokens, i, &job->cues[i]);
  for (guint i = 0; i < job->names->names->len; i++)
    for (guint t = g_array_index (job->names->names, PostilName, i).begin;
         t < g_array_index (job->names->names, PostilName, i).end; t++)
      job->name_at[t] = i + 1;
  for (guint i = 0; i < job->found->len; i++)
    for (guint t = g_array_index (job->found, PostilFound, i).begin; t < g_array_index (job->found, PostilFound, i).end; t++)
      job->found_at[t] = i + 1;
  postil_claim_merge_entities (job);
  postil_claim_find_topics (job);
}

static void
clear (PostilClaimJob *job)
{
  postil_choice_begin (job->choice, 0);
  g_free (job->classes);
  g_free (job->cues);
  g_free (job->tags);
  g_free (job->name_at);
  g_free (job->found_at);
  g_free (job->period_of);
  g_free (job->speaker);
  g_free (job->heard);
  g_free (job->merged);
  g_free (job->choice);
  g_array_unref (job->clauses);
  g_hash_table_unref (job->roles);
}

/**
 * postil_claims_fill:
 * @job: tokens, names, sentences, figures, words, judge and day are set; the rest is set and cleared here
 *
 * Fills the claims of every figure as far as the words are plain; the rest stays %NULL. Linear. Any thread.
 */
void
postil_claims_fill (PostilClaimJob *job)
{
  guint found = 0;

  prepare (job);
  for (guint s = 0; s < job->sentences->len; s++)
    {
      job->sentence = &g_array_index (job->sentences, PostilSentence, s);
      job->sentence_index = s;
      job->first = found;
      while (found < job->found->len && g_array_index (job->found, PostilFound, found).begin < job->sentence->end)
        found++;
      job->last = found;
      read_sentence (job);
    }
  clear (job);
}
