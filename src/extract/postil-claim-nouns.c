/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The noun phrases around a figure, and what the figure is about: one of them, in the words of the text. */
#include "config.h"

#include "postil-claims-private.h"

enum
{
  F_ROLE,
  F_ROLE_FORM,
  F_ROLE_FORM_KIND,
  F_ROLE_CHANGE,
  F_ROLE_VERB,
  F_ROLE_BEFORE,
  F_ROLE_NEXT,
  F_ROLE_CLASS,
  F_HEAD,
  F_LENGTH,
  F_NAMED,
  F_PER,
  F_LAST,
  F_LAST_WORD,
  F_CLAUSE,
  F_NOTHING,
};

typedef enum
{
  FORM_WHOLE,
  FORM_CHAIN,
  FORM_HEAD,
  FORM_OWNED, /* without its owner */
} Form;

typedef struct
{
  const PostilClaimJob *job;
  PostilNoun *nouns;
  guint n;
} Collector;

static guint32
hash_at (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_token (job, index)->hash;
}

static void
add_noun (Collector *collector, guint token, PostilNounRole role)
{
  const PostilClaimJob *job = collector->job;
  PostilPhrase phrase = postil_claim_phrase_at (job, token);
  PostilNoun noun = { .role = role };

  while (phrase.begin < phrase.end && job->tags[phrase.begin] == POSTIL_TAG_DETERMINER)
    phrase.begin++;
  while (phrase.end > phrase.begin
         && (job->tags[phrase.end - 1] == POSTIL_TAG_JOINT || job->tags[phrase.end - 1] == POSTIL_TAG_POSSESSIVE))
    phrase.end--;
  if (phrase.begin >= phrase.end || collector->n == POSTIL_MAX_NOUNS)
    return;
  for (guint i = 0; i < collector->n; i++)
    if (collector->nouns[i].begin == phrase.begin)
      return;
  noun.begin = phrase.begin;
  noun.end = noun.chain_end = phrase.end;
  if (postil_claim_is (job, phrase.end, "of") || postil_claim_is (job, phrase.end, "on")
      || postil_claim_is (job, phrase.end, "for") || postil_claim_is (job, phrase.end, "in"))
    {
      guint next = phrase.end + 1;

      if (next < job->sentence->end && postil_claim_in_phrase (job->tags[next]))
        noun.chain_end = postil_claim_phrase_at (job, next).end;
      if (job->tags[noun.chain_end - 1] == POSTIL_TAG_POSSESSIVE)
        noun.chain_end--;
    }
  collector->nouns[collector->n++] = noun;
}

static void
add_subject (Collector *collector, const PostilClause *clause, PostilNounRole role)
{
  const PostilClaimJob *job = collector->job;

  if (clause->subject >= clause->subject_end)
    return;
  add_noun (collector, clause->head, role);
  if (role != POSTIL_NOUN_SUBJECT)
    return;
  for (guint i = clause->head + 1; i < clause->subject_end; i++)
    if (postil_claim_in_phrase (job->tags[i]) && !postil_claim_in_phrase (job->tags[i - 1]))
      add_noun (collector, i, POSTIL_NOUN_INNER);
}

static void
add_before (Collector *collector, const PostilFound *found, const PostilClause *clause)
{
  const PostilClaimJob *job = collector->job;
  guint n = 0;

  for (guint i = found->begin; i > clause->begin && i + 20 > found->begin && n < 4; i--)
    if (postil_claim_in_phrase (job->tags[i - 1]) && job->tags[i - 1] != POSTIL_TAG_DETERMINER)
      {
        add_noun (collector, i - 1, n == 0 ? POSTIL_NOUN_NEAR : POSTIL_NOUN_FAR);
        i = postil_claim_phrase_at (job, i - 1).begin + 1;
        n++;
      }
}

static void
add_after (Collector *collector, const PostilFound *found)
{
  const PostilClaimJob *job = collector->job;
  guint n = 0, i = found->end;

  while (i < job->sentence->end && job->tags[i] == POSTIL_TAG_ADVERB)
    i++;
  if (postil_claim_is (job, i, "of") || postil_claim_is (job, i, "or") || postil_claim_is (job, i, "more"))
    i += postil_claim_is (job, i, "of") ? 1 : 0;
  for (; i < job->sentence->end && i < found->end + 12 && n < 3; i++)
    {
      if (!postil_claim_in_phrase (job->tags[i]) || job->tags[i] == POSTIL_TAG_DETERMINER)
        continue;
      if (i == found->end)
        add_noun (collector, i, POSTIL_NOUN_AFTER);
      else if (postil_claim_is (job, found->end, "of") && n == 0)
        add_noun (collector, i, POSTIL_NOUN_AFTER_OF);
      else
        add_noun (collector, i, n == 0 && i <= found->end + 3 ? POSTIL_NOUN_AFTER_LINK : POSTIL_NOUN_LATER);
      i = postil_claim_phrase_at (job, i).end;
      n++;
    }
}

/**
 * postil_claim_nouns:
 * @job: the job
 * @found: a figure of the sentence
 * @nouns: (out caller-allocated): the noun phrases
 *
 * Finds the noun phrases around a figure that may say what it is about.
 *
 * Returns: their number.
 */
guint
postil_claim_nouns (const PostilClaimJob *job, const PostilFound *found, PostilNoun nouns[POSTIL_MAX_NOUNS])
{
  Collector collector = { .job = job, .nouns = nouns };
  const PostilClause *clause = postil_clause_of (job, found->begin), *all = &g_array_index (job->clauses, PostilClause, 0);

  if (found->figure.kind == POSTIL_FIGURE_NUMBER || found->figure.kind == POSTIL_FIGURE_ORDINAL
      || postil_claim_is (job, found->end, "of"))
    add_after (&collector, found);
  add_subject (&collector, clause, POSTIL_NOUN_SUBJECT);
  add_before (&collector, found, clause);
  add_after (&collector, found);
  add_subject (&collector, &all[clause->parent], POSTIL_NOUN_PARENT);
  if (clause > all)
    add_subject (&collector, clause - 1, POSTIL_NOUN_BEFORE);
  return collector.n;
}

static PostilCandidate *
add (PostilChoice *choice, char *text)
{
  if (text == NULL)
    return NULL;
  for (guint i = 1; i < choice->n; i++)
    if (g_str_equal (choice->candidates[i].text, text))
      {
        g_free (text);
        return NULL;
      }
  return postil_choice_add (choice, text, 0);
}

static void
add_form (const PostilClaimJob *job, const PostilFound *found, const PostilNoun *noun, Form form)
{
  PostilChoice *choice = job->choice;
  const PostilClause *clause = postil_clause_of (job, found->begin);
  const gboolean change = found->figure.change.direction != POSTIL_CHANGE_NONE;
  const guint role = noun->role * 4 + form;
  guint begin = noun->begin, end = noun->end;
  PostilCandidate *candidate;

  if (form == FORM_CHAIN)
    end = noun->chain_end;
  else if (form == FORM_HEAD)
    begin = end - 1;
  else if (form == FORM_OWNED)
    for (guint i = begin; i < end; i++)
      if (job->tags[i] == POSTIL_TAG_POSSESSIVE)
        begin = i + 1;
  candidate = add (choice, postil_claim_dup_words (job, begin, end));
  if (candidate == NULL)
    return;
  postil_choice_feature (choice, candidate, F_ROLE, noun->role);
  postil_choice_feature (choice, candidate, F_ROLE_FORM, role);
  postil_choice_feature (choice, candidate, F_ROLE_FORM_KIND, role * 16 + found->figure.kind);
  postil_choice_feature (choice, candidate, F_ROLE_CHANGE, (role * 16 + found->figure.kind) * 2 + change);
  postil_choice_feature (choice, candidate, F_ROLE_BEFORE, hash_at (job, (gint64) found->context - 1) + noun->role);
  postil_choice_feature (choice, candidate, F_ROLE_NEXT, hash_at (job, found->end) + noun->role);
  postil_choice_feature (choice, candidate, F_ROLE_CLASS,
                         (postil_claim_class (job, (gint64) noun->end - 1) >> 14) * 16 + noun->role);
  postil_choice_feature (choice, candidate, F_LENGTH, MIN (end - begin, 7) * 4 + form);
  postil_choice_feature (choice, candidate, F_NAMED, (job->tags[noun->end - 1] == POSTIL_TAG_NAME) * 64 + role);
  postil_choice_feature (choice, candidate, F_NAMED, 1000 + (job->tags[noun->begin] == POSTIL_TAG_NAME) * 64 + role);
  postil_choice_feature (choice, candidate, F_PER, (found->figure.per != NULL) * 64 + role);
  postil_choice_feature (choice, candidate, F_CLAUSE, (clause->kind * 2 + clause->borrowed) * 16 + noun->role);
}

/**
 * postil_claim_ask_about:
 * @job: the job
 * @found: a figure of the sentence
 *
 * Decides which noun phrase the figure is about.
 */
void
postil_claim_ask_about (PostilClaimJob *job, PostilFound *found)
{
  PostilChoice *choice = job->choice;
  PostilNoun nouns[POSTIL_MAX_NOUNS];
  const guint n = postil_claim_nouns (job, found, nouns);
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));
  const PostilClause *clause = postil_clause_of (job, found->begin);

  postil_choice_begin (choice, POSTIL_CLAIM_ABOUT);
  if (own > 0 && found[-1].figure.about != NULL)
    {
      const gboolean changes = found->figure.change.direction != POSTIL_CHANGE_NONE;
      const gboolean same = changes && found[-1].figure.change.direction == found->figure.change.direction;
      const guint distance = found[-1].begin >= clause->begin ? 0 : found[-1].begin >= job->sentence->begin ? 1 : 2;
      PostilCandidate *candidate = add (choice, g_strdup (found[-1].figure.about));

      if (candidate != NULL)
        {
          postil_choice_feature (choice, candidate, F_LAST, distance);
          postil_choice_feature (choice, candidate, F_LAST, 8 + (distance * 2 + same) * 16 + found->figure.kind);
          postil_choice_feature (choice, candidate, F_LAST,
                                 1000 + ((distance * 16 + found->figure.kind) * 16 + found[-1].figure.kind));
          postil_choice_feature (choice, candidate, F_LAST, 100000 + distance * 8 + MIN (found->begin - found[-1].end, 7));
        }
    }
  for (guint i = 0; i < n; i++)
    {
      add_form (job, found, &nouns[i], FORM_WHOLE);
      if (nouns[i].chain_end > nouns[i].end)
        add_form (job, found, &nouns[i], FORM_CHAIN);
      add_form (job, found, &nouns[i], FORM_OWNED);
      if (nouns[i].end > nouns[i].begin + 1)
        add_form (job, found, &nouns[i], FORM_HEAD);
    }
  postil_choice_feature (choice, &choice->candidates[0], F_NOTHING, found->figure.kind * 2 + found->figure.rank);
  found->figure.about = g_strdup (postil_choice_decide (choice, job->judge, found)->text);
}
