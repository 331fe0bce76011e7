/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who says so: candidates are the subjects of the sentence's verbs, those who stand after "said", "according to" or "by", the owner of the
 * figure, and whoever spoke before. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define MAX_SPEAKER 9

enum
{
  F_WAY,
  F_WAY_VERB,
  F_WAY_PLACE,
  F_WAY_HEAD,
  F_PLACE_CLASS,
  F_HEAD,
  F_SHAPE,
  F_LAST,
  F_QUOTED,
  F_SUBJECT,
  F_GAP,
  F_BEFORE,
  F_VERB_PLACE,
  F_NOTHING,
  F_NOTHING_WORD,
  F_NOTHING_KIND,
  F_NOTHING_SAYS,
};

typedef enum
{
  WAY_SUBJECT, /* of a clause */
  WAY_AFTER,   /* "said Mei Tan" */
  WAY_ACCORDING,
  WAY_BY,     /* "a survey by Canton Data found" */
  WAY_OWNER,  /* "the government's 4.8%" */
  WAY_LAST,   /* who spoke for the figure before */
  WAY_BEFORE, /* who spoke in the sentence before */
  WAY_PRONOUN,
} Way;

typedef struct
{
  PostilClaimJob *job;
  const PostilFound *found;
  const PostilClause *clause;
  PostilChoice *choice;
  guint says; /* clauses with a verb of saying */
} Asker;

static guint32
hash_at (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_token (job, index)->hash;
}

static const PostilName *
person_in (const PostilClaimJob *job, guint begin, guint end)
{
  for (guint i = begin; i < end; i++)
    if (job->name_at[i] > 0)
      {
        const PostilName *name = &g_array_index (job->names->names, PostilName, job->name_at[i] - 1);

        if (name->type == POSTIL_NAME_PER && name->end <= end
            && !(name->end < end && job->tags[name->end] == POSTIL_TAG_POSSESSIVE))
          return name;
      }
  return NULL;
}

static gboolean
is_title (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_is (job, index, "mr") || postil_claim_is (job, index, "ms") || postil_claim_is (job, index, "mrs")
         || postil_claim_is (job, index, "dr") || postil_claim_is (job, index, "sir") || postil_claim_is (job, index, "lord");
}

/* The words that name a speaker: a person's name, or the noun phrase without its article. */
static char *
dup_speaker (const PostilClaimJob *job, guint begin, guint end)
{
  const PostilName *person = person_in (job, begin, end);

  if (person != NULL)
    {
      guint from = person->begin;

      if (from > job->sentence->begin && postil_token_is_mark (postil_claim_token (job, (gint64) from - 1), '.'))
        from -= from > job->sentence->begin + 1 && is_title (job, (gint64) from - 2) ? 2 : 0;
      else if (is_title (job, (gint64) from - 1))
        from--;
      return postil_claim_dup_words (job, from, person->end);
    }
  while (begin < end && (job->tags[begin] == POSTIL_TAG_DETERMINER || job->tags[begin] == POSTIL_TAG_POSSESSIVE)
         && !postil_claim_is (job, begin, "their"))
    begin++;
  if (begin >= end || end - begin > MAX_SPEAKER || job->tags[begin] == POSTIL_TAG_PRONOUN)
    return NULL;
  return postil_claim_dup_words (job, begin, end);
}

/* Where the phrase that begins here ends, with "of", "at", "for" and what follows. */
static guint
speaker_end (const PostilClaimJob *job, guint begin)
{
  guint end = postil_claim_phrase_at (job, begin).end;

  while (end > begin && end + 1 < job->sentence->end
         && (postil_claim_is (job, end, "of") || postil_claim_is (job, end, "at") || postil_claim_is (job, end, "for"))
         && postil_claim_in_phrase (job->tags[end + 1]))
    end = postil_claim_phrase_at (job, end + 1).end;
  if (end > begin && job->tags[end - 1] == POSTIL_TAG_POSSESSIVE)
    end--;
  return end;
}

static guint
shape_of (const PostilClaimJob *job, guint head)
{
  const guint32 classes = postil_claim_class (job, head);

  if (head < job->sentence->end && job->name_at[head] > 0)
    return 1 + g_array_index (job->names->names, PostilName, job->name_at[head] - 1).type;
  return (classes & POSTIL_CLAIM_WORD_SOURCE)    ? 8
         : (classes & POSTIL_CLAIM_WORD_PEOPLE)  ? 9
         : (classes & POSTIL_CLAIM_WORD_COMPANY) ? 10
         : (classes & POSTIL_CLAIM_WORD_COUNTRY) ? 11
                                                 : 12;
}

/* How the clause of the speaker stands to that of the figure. */
static guint
place_of (const Asker *asker, const PostilClause *other)
{
  const PostilClause *all = &g_array_index (asker->job->clauses, PostilClause, 0), *clause = asker->clause;

  for (guint depth = 0; depth < 4; depth++)
    {
      if (clause == other)
        return depth * 3 + (depth > 0 && all[asker->clause->parent].kind == POSTIL_CLAUSE_REPORTED)
               + 2 * (depth > 0 && asker->clause->kind == POSTIL_CLAUSE_REPORTED);
      clause = &all[clause->parent];
    }
  if (other < asker->clause)
    return 20 + MIN ((guint) (asker->clause - other), 4);
  return 30 + MIN ((guint) (other - asker->clause), 4);
}

static PostilCandidate *
add (const Asker *asker, char *text, Way way)
{
  PostilCandidate *candidate;

  if (text == NULL)
    return NULL;
  for (guint i = 1; i < asker->choice->n; i++)
    if (g_str_equal (asker->choice->candidates[i].text, text))
      {
        g_free (text);
        postil_choice_feature (asker->choice, &asker->choice->candidates[i], F_WAY, way);
        return &asker->choice->candidates[i];
      }
  candidate = postil_choice_add (asker->choice, text, way);
  if (candidate != NULL)
    postil_choice_feature (asker->choice, candidate, F_WAY, way);
  return candidate;
}

static void
describe (const Asker *asker, PostilCandidate *candidate, Way way, const PostilClause *clause, guint head)
{
  const PostilClaimJob *job = asker->job;
  const guint place = place_of (asker, clause), shape = shape_of (job, head);
  const guint32 classes = postil_claim_class (job, clause->verb);
  const guint says = (classes & POSTIL_CLAIM_WORD_SAY ? 1 : 0) + (classes & POSTIL_CLAIM_WORD_THOUGHT ? 2 : 0);
  const gboolean behind = clause->verb >= asker->found->end;
  PostilChoice *choice = asker->choice;

  postil_choice_feature (choice, candidate, F_WAY_PLACE, (way * 64 + place) * 2 + behind);
  postil_choice_feature (choice, candidate, F_PLACE_CLASS, ((place * 4 + says) * 2 + behind) * 16 + shape);
  postil_choice_feature (choice, candidate, F_PLACE_CLASS, 100000 + ((place * 4 + says) * 2 + behind));
  postil_choice_feature (choice, candidate, F_SHAPE, (shape * 16 + way) * 4 + says);
  postil_choice_feature (choice, candidate, F_WAY_HEAD, clause->kind * 64 + way * 8 + says);
}

/* Whom "it", "he" or "they" stand for as a speaker. */
static char *
dup_antecedent (const PostilClaimJob *job, guint pronoun)
{
  const gboolean person = postil_claim_is (job, pronoun, "he") || postil_claim_is (job, pronoun, "she");

  if (person)
    {
      for (guint i = job->names->names->len; i > 0; i--)
        {
          const PostilName *name = &g_array_index (job->names->names, PostilName, i - 1);

          if (name->begin < pronoun && name->type == POSTIL_NAME_PER && name->entity != POSTIL_NAME_NO_ENTITY)
            return g_strdup (g_array_index (job->names->entities, PostilNamed, name->entity).name);
          if (name->begin + 300 < pronoun)
            break;
        }
      return NULL;
    }
  if (job->main_subject.begin < job->main_subject.end && job->main_subject.end - job->main_subject.begin <= MAX_SPEAKER)
    {
      const PostilToken *tokens = job->tokens->tokens;

      return g_strndup (job->tokens->text + tokens[job->main_subject.begin].byte,
                        tokens[job->main_subject.end - 1].byte_end - tokens[job->main_subject.begin].byte);
    }
  return NULL;
}

static void
add_after_verb (const Asker *asker, const PostilClause *clause)
{
  const PostilClaimJob *job = asker->job;
  const guint begin = clause->verb + 1;
  PostilCandidate *candidate;
  guint end;

  if (!postil_claim_in_phrase (postil_claim_tag (job, begin))
      || !(postil_claim_class (job, clause->verb) & POSTIL_CLAIM_WORD_SAY))
    return;
  end = speaker_end (job, begin);
  if (end <= begin || postil_claim_tag (job, end) == POSTIL_TAG_VERB || postil_claim_tag (job, end) == POSTIL_TAG_AUXILIARY)
    return;
  candidate = add (asker, dup_speaker (job, begin, end), WAY_AFTER);
  if (candidate != NULL)
    describe (asker, candidate, WAY_AFTER, clause, end - 1);
}

/* "a poll by Prisma shows": who made the source. */
static void
add_maker (const Asker *asker, const PostilClause *clause)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = clause->subject + 1; i + 1 < clause->subject_end; i++)
    if (postil_claim_is (job, i, "by") || postil_claim_is (job, i, "from"))
      {
        const guint end = MIN (speaker_end (job, i + 1), clause->subject_end);
        PostilCandidate *candidate = end > i + 1 ? add (asker, dup_speaker (job, i + 1, end), WAY_BY) : NULL;

        if (candidate != NULL)
          describe (asker, candidate, WAY_BY, clause, end - 1);
        return;
      }
}

static void
add_clause (Asker *asker, const PostilClause *clause)
{
  PostilClaimJob *job = asker->job;
  const guint32 classes = postil_claim_class (job, clause->verb);
  PostilCandidate *candidate;
  guint end = clause->subject_end;

  if (clause->verb == clause->end && clause->kind != POSTIL_CLAUSE_RELATIVE)
    return;
  if (classes & (POSTIL_CLAIM_WORD_SAY | POSTIL_CLAIM_WORD_THOUGHT))
    asker->says++;
  add_after_verb (asker, clause);
  if (clause->subject >= clause->subject_end)
    return;
  if (job->tags[clause->head] == POSTIL_TAG_PRONOUN)
    {
      candidate = add (asker, dup_antecedent (job, clause->head), WAY_PRONOUN);
      if (candidate != NULL)
        describe (asker, candidate, WAY_PRONOUN, clause, clause->head);
      return;
    }
  if (!(classes & (POSTIL_CLAIM_WORD_SAY | POSTIL_CLAIM_WORD_THOUGHT))
      && !(postil_claim_class (job, clause->head) & (POSTIL_CLAIM_WORD_SOURCE | POSTIL_CLAIM_WORD_PEOPLE)))
    return;
  add_maker (asker, clause);
  end = MIN (end, speaker_end (job, clause->subject));
  candidate = add (asker, dup_speaker (job, clause->subject, MAX (end, clause->head + 1)), WAY_SUBJECT);
  if (candidate != NULL)
    describe (asker, candidate, WAY_SUBJECT, clause, clause->head);
}

static void
add_according (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = job->sentence->begin; i + 2 < job->sentence->end; i++)
    if (postil_claim_is (job, i, "according") && postil_claim_is (job, (gint64) i + 1, "to"))
      {
        guint begin = i + 2, end;
        PostilCandidate *candidate;

        while (begin < job->sentence->end && !postil_claim_in_phrase (job->tags[begin]) && job->tags[begin] == POSTIL_TAG_FIGURE)
          begin++;
        end = begin < job->sentence->end ? speaker_end (job, begin) : begin;
        if (end <= begin)
          return;
        candidate = add (asker, dup_speaker (job, job->tags[i + 2] == POSTIL_TAG_FIGURE ? i + 2 : begin, end), WAY_ACCORDING);
        if (candidate != NULL)
          describe (asker, candidate, WAY_ACCORDING, postil_clause_of (job, i), end - 1);
        return;
      }
}

/* The owner whose possessive stands right before `place`. */
static void
add_owner_before (const Asker *asker, guint place, guint side)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = place; i > job->sentence->begin + 1 && i + 4 > place; i--)
    if (postil_claim_tag (job, (gint64) i - 1) == POSTIL_TAG_POSSESSIVE)
      {
        const guint begin = postil_claim_phrase_at (job, i - 2).begin;
        PostilCandidate *candidate = add (asker, dup_speaker (job, begin, i - 1), WAY_OWNER);

        if (candidate == NULL)
          return;
        describe (asker, candidate, WAY_OWNER, asker->clause, i - 2);
        postil_choice_feature (asker->choice, candidate, F_GAP, hash_at (job, i) * 2 + side);
        postil_choice_feature (asker->choice, candidate, F_GAP, 1 + hash_at (job, (gint64) begin - 1) * 2 + side);
        return;
      }
}

/* "the government's 4.8%", "in the owner's reckoning" */
static void
add_owner (const Asker *asker)
{
  add_owner_before (asker, asker->found->begin, 0);
  add_owner_before (asker, asker->found->end + 3, 1);
}

static gboolean
in_quotes (const PostilClaimJob *job, guint index)
{
  guint n = 0;

  for (guint i = job->sentence->begin; i < index; i++)
    n += job->tags[i] == POSTIL_TAG_QUOTE;
  return n % 2 == 1;
}

static void
add_before (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint own = (guint) (asker->found - &g_array_index (job->found, PostilFound, 0));
  const gboolean quoted = in_quotes (job, asker->found->begin);
  PostilCandidate *candidate;

  if (own > 0)
    {
      const PostilFound *last = asker->found - 1;
      const guint distance = last->begin >= asker->clause->begin ? 0 : last->begin >= job->sentence->begin ? 1 : 2;

      candidate = add (asker, g_strdup (last->figure.claim.attribution), WAY_LAST);
      if (candidate != NULL)
        {
          postil_choice_feature (asker->choice, candidate, F_LAST, distance * 2 + quoted);
          postil_choice_feature (asker->choice, candidate, F_LAST,
                                 100 + (distance * 8 + asker->clause->kind) * 2 + (asker->says > 0));
        }
      else if (distance < 2)
        postil_choice_feature (asker->choice, &asker->choice->candidates[0], F_LAST, 1000 + distance * 8 + asker->clause->kind);
    }
  candidate = add (asker, g_strdup (job->speaker), WAY_BEFORE);
  if (candidate != NULL)
    {
      postil_choice_feature (asker->choice, candidate, F_QUOTED,
                             quoted * 2
                                 + postil_token_has (&job->tokens->tokens[job->sentence->begin], POSTIL_TOKEN_BLOCK_BEFORE));
      postil_choice_feature (asker->choice, candidate, F_QUOTED, 16 + (asker->says > 0) * 2 + quoted);
    }
}

static void
add_nothing (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  PostilCandidate *nothing = &asker->choice->candidates[0];

  postil_choice_feature (asker->choice, nothing, F_NOTHING, 1);
  postil_choice_feature (asker->choice, nothing, F_NOTHING_SAYS, MIN (asker->says, 2) * 2 + in_quotes (job, asker->found->begin));
  postil_choice_feature (asker->choice, nothing, F_NOTHING_KIND, asker->found->figure.kind * 3 + MIN (asker->says, 2));
}

/**
 * postil_claim_ask_attribution:
 * @job: the job
 * @found: a figure of the sentence
 *
 * Decides who says what the figure claims; %NULL is the article itself.
 */
void
postil_claim_ask_attribution (PostilClaimJob *job, PostilFound *found)
{
  Asker asker = { .job = job, .found = found, .clause = postil_clause_of (job, found->begin), .choice = job->choice };
  const guint own = (guint) (asker.clause - &g_array_index (job->clauses, PostilClause, 0));
  const PostilCandidate *chosen;

  postil_choice_begin (job->choice, POSTIL_CLAIM_ATTRIBUTION);
  for (guint c = own > 5 ? own - 5 : 0; c < job->clauses->len && c < own + 6; c++)
    add_clause (&asker, &g_array_index (job->clauses, PostilClause, c));
  add_according (&asker);
  add_owner (&asker);
  add_before (&asker);
  add_nothing (&asker);
  chosen = postil_choice_decide (job->choice, job->judge, found);
  found->figure.claim.attribution = g_strdup (chosen->text);
}
