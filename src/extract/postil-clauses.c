/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides a sentence into clauses: main, relative, subordinate, coordinated, reported; each with its verb and the noun phrase that is its
 * subject, its own or borrowed. */
#include "config.h"

#include "postil-claims-private.h"

#define LOOK_AHEAD 12

static gboolean
is_verb (const PostilClaimJob *job, guint index)
{
  return job->tags[index] == POSTIL_TAG_VERB || job->tags[index] == POSTIL_TAG_AUXILIARY;
}

/* Whether a noun phrase and a verb follow, before any mark. */
static gboolean
has_own_subject (const PostilClaimJob *job, guint begin)
{
  gboolean noun = FALSE;

  for (guint i = begin; i < job->sentence->end && i < begin + LOOK_AHEAD; i++)
    {
      const PostilTag tag = job->tags[i];

      if (is_verb (job, i))
        return noun;
      if (tag == POSTIL_TAG_MARK || tag == POSTIL_TAG_COMMA || tag == POSTIL_TAG_RELATIVE || tag == POSTIL_TAG_PARTICIPLE
          || tag == POSTIL_TAG_CONJUNCTION || tag == POSTIL_TAG_QUOTE)
        return FALSE;
      noun = noun || tag == POSTIL_TAG_NOUN || tag == POSTIL_TAG_NAME || tag == POSTIL_TAG_PRONOUN || tag == POSTIL_TAG_FIGURE;
    }
  return FALSE;
}

/* "and JD.com 2%", "and Xiaomi's by 29%": a subject whose verb is left out. */
static gboolean
has_gap (const PostilClaimJob *job, guint begin)
{
  PostilPhrase phrase;
  guint i;

  if (begin >= job->sentence->end || !postil_claim_in_phrase (job->tags[begin]))
    return FALSE;
  phrase = postil_claim_phrase_at (job, begin);
  if (phrase.begin != begin)
    return FALSE;
  i = phrase.end;
  if (postil_claim_is (job, i, "by") || postil_claim_is (job, i, "at") || postil_claim_is (job, i, "on")
      || postil_claim_is (job, i, "with") || postil_claim_is (job, i, "to"))
    i++;
  else if (job->tags[phrase.end - 1] != POSTIL_TAG_NAME && job->tags[phrase.end - 1] != POSTIL_TAG_POSSESSIVE)
    return FALSE;
  return i < job->sentence->end && job->tags[i] == POSTIL_TAG_FIGURE;
}

static void
begin_clause (PostilClaimJob *job, guint begin, PostilClauseKind kind, guint parent)
{
  PostilClause clause = { .begin = begin, .end = job->sentence->end, .kind = kind, .parent = parent };

  if (job->clauses->len > 0)
    {
      PostilClause *last = &g_array_index (job->clauses, PostilClause, job->clauses->len - 1);

      if (last->begin >= begin)
        {
          last->kind = kind;
          return;
        }
      last->end = begin;
    }
  if (clause.parent == G_MAXUINT)
    clause.parent = job->clauses->len;
  g_array_append_val (job->clauses, clause);
}

typedef struct
{
  gboolean verb; /* the clause has one */
  guint main;    /* the clause that a comma may lead back to */
  gboolean aside;
} Reader;

static guint
current (const PostilClaimJob *job)
{
  return job->clauses->len - 1;
}

static void
start (PostilClaimJob *job, Reader *reader, guint begin, PostilClauseKind kind)
{
  const guint parent = kind == POSTIL_CLAUSE_MAIN ? G_MAXUINT : reader->aside ? reader->main : current (job);

  begin_clause (job, begin, kind, parent);
  reader->verb = FALSE;
  reader->aside = kind == POSTIL_CLAUSE_RELATIVE || kind == POSTIL_CLAUSE_PARTICIPLE || kind == POSTIL_CLAUSE_ASIDE;
  if (!reader->aside)
    reader->main = current (job);
}

static void
read_comma (PostilClaimJob *job, Reader *reader, guint i)
{
  guint next = i + 1;
  PostilTag tag;

  if (postil_claim_tag (job, next) == POSTIL_TAG_CONJUNCTION || postil_claim_is (job, next, "but"))
    next++;
  while (postil_claim_tag (job, next) == POSTIL_TAG_ADVERB || postil_claim_tag (job, next) == POSTIL_TAG_QUOTE)
    next++;
  tag = postil_claim_tag (job, next);
  if (tag == POSTIL_TAG_PARTICIPLE)
    start (job, reader, next, POSTIL_CLAUSE_PARTICIPLE);
  else if (next < job->sentence->end && is_verb (job, next))
    start (job, reader, next, POSTIL_CLAUSE_COORDINATE);
  else if ((reader->verb || job->clauses->len > 1) && has_own_subject (job, next))
    start (job, reader, next, POSTIL_CLAUSE_COORDINATE);
  else if (has_gap (job, next))
    start (job, reader, next, POSTIL_CLAUSE_COORDINATE);
  else if (tag == POSTIL_TAG_DETERMINER || tag == POSTIL_TAG_NOUN || tag == POSTIL_TAG_NAME || tag == POSTIL_TAG_ADJECTIVE)
    {
      if (!reader->aside)
        start (job, reader, next, POSTIL_CLAUSE_ASIDE);
    }
}

static void
read_conjunction (PostilClaimJob *job, Reader *reader, guint i)
{
  guint next = i + 1;

  while (postil_claim_tag (job, next) == POSTIL_TAG_ADVERB)
    next++;
  if (next < job->sentence->end && is_verb (job, next))
    start (job, reader, next, POSTIL_CLAUSE_COORDINATE);
  else if (reader->verb && (has_own_subject (job, next) || has_gap (job, next)))
    start (job, reader, next, POSTIL_CLAUSE_COORDINATE);
}

static void
read_subordinator (PostilClaimJob *job, Reader *reader, guint i)
{
  if (has_own_subject (job, i + 1))
    start (job, reader, i + 1, postil_claim_is (job, i, "that") ? POSTIL_CLAUSE_REPORTED : POSTIL_CLAUSE_SUBORDINATE);
  else if (postil_claim_is (job, i, "but") || postil_claim_is (job, i, "while"))
    start (job, reader, i + 1, POSTIL_CLAUSE_COORDINATE);
}

static void
read_verb (PostilClaimJob *job, Reader *reader, guint i)
{
  const PostilTag before = postil_claim_tag (job, (gint64) i - 1);

  if (reader->verb
      && (before == POSTIL_TAG_VERB || before == POSTIL_TAG_AUXILIARY || before == POSTIL_TAG_ADVERB || before == POSTIL_TAG_TO))
    return;
  reader->verb = TRUE;
  if ((job->classes[i] & (POSTIL_CLAIM_WORD_SAY | POSTIL_CLAIM_WORD_THOUGHT)) && !postil_claim_is (job, (gint64) i + 1, "that")
      && has_own_subject (job, i + 1))
    start (job, reader, i + 1, POSTIL_CLAUSE_REPORTED);
}

static void
read_token (PostilClaimJob *job, Reader *reader, guint i)
{
  const PostilTag tag = job->tags[i];
  const gunichar c = job->tokens->tokens[i].c;

  if (tag == POSTIL_TAG_COMMA)
    read_comma (job, reader, i);
  else if (tag == POSTIL_TAG_CONJUNCTION)
    read_conjunction (job, reader, i);
  else if (tag == POSTIL_TAG_RELATIVE)
    start (job, reader, i, POSTIL_CLAUSE_RELATIVE);
  else if (tag == POSTIL_TAG_SUBORDINATOR)
    read_subordinator (job, reader, i);
  else if (tag == POSTIL_TAG_VERB || tag == POSTIL_TAG_AUXILIARY)
    read_verb (job, reader, i);
  else if (tag == POSTIL_TAG_MARK && (c == ';' || c == ':' || c == 0x2014 || c == 0x2013 || c == '(' || c == ')'))
    start (job, reader, i + 1, c == '(' ? POSTIL_CLAUSE_ASIDE : POSTIL_CLAUSE_MAIN);
}

/* The main verb, over its auxiliaries. */
static guint
skip_auxiliaries (const PostilClaimJob *job, guint verb, guint end)
{
  while (job->tags[verb] == POSTIL_TAG_AUXILIARY)
    {
      guint next = verb + 1;

      while (next < end && (job->tags[next] == POSTIL_TAG_ADVERB || job->tags[next] == POSTIL_TAG_TO))
        next++;
      if (next >= end || !is_verb (job, next))
        break;
      verb = next;
    }
  return verb;
}

static void
find_verb (const PostilClaimJob *job, PostilClause *clause)
{
  clause->verb = clause->end;
  for (guint i = clause->begin; i < clause->end; i++)
    if (is_verb (job, i) || (clause->kind == POSTIL_CLAUSE_PARTICIPLE && job->tags[i] == POSTIL_TAG_PARTICIPLE))
      {
        clause->verb = skip_auxiliaries (job, i, clause->end);
        return;
      }
}

static guint
first_verb (const PostilClaimJob *job, const PostilClause *clause)
{
  for (guint i = clause->begin; i < clause->end; i++)
    if (is_verb (job, i))
      return i;
  return clause->end;
}

static void
set_subject (const PostilClaimJob *job, PostilClause *clause, PostilPhrase chain)
{
  PostilPhrase head;

  clause->subject = chain.begin;
  clause->subject_end = chain.end;
  head = postil_claim_phrase_at (job, chain.begin);
  clause->head = MIN (head.end, chain.end) - 1;
  if (clause->head > chain.begin && job->tags[clause->head] == POSTIL_TAG_POSSESSIVE)
    clause->head--;
}

static void
borrow_subject (PostilClause *clause, const PostilClause *from)
{
  clause->subject = from->subject;
  clause->subject_end = from->subject_end;
  clause->head = from->head;
  clause->borrowed = TRUE;
}

/* The subject of a relative clause: its own, or the noun it hangs on. */
static gboolean
find_relative_subject (const PostilClaimJob *job, PostilClause *clause, guint stop)
{
  gint64 last = (gint64) stop - 1, noun = (gint64) clause->begin - 1;

  if (clause->begin + 1 < stop && postil_claim_in_phrase (postil_claim_tag (job, clause->begin + 1))
      && !postil_claim_is (job, clause->begin, "whose"))
    {
      while (last > clause->begin && !postil_claim_in_phrase (job->tags[last]))
        last--;
      if (last > clause->begin)
        {
          set_subject (job, clause, postil_claim_chain_at (job, (guint) last));
          return TRUE;
        }
    }
  while (
      noun > job->sentence->begin
      && (job->tags[noun] == POSTIL_TAG_COMMA || job->tags[noun] == POSTIL_TAG_PREPOSITION || job->tags[noun] == POSTIL_TAG_MARK))
    noun--;
  if (noun < job->sentence->begin || !postil_claim_in_phrase (job->tags[noun]))
    return FALSE;
  set_subject (job, clause,
               postil_claim_is (job, clause->begin, "who") ? postil_claim_chain_at (job, (guint) noun)
                                                           : postil_claim_phrase_at (job, (guint) noun));
  clause->borrowed = TRUE;
  return TRUE;
}

static void
find_subject (PostilClaimJob *job, guint index)
{
  PostilClause *clause = &g_array_index (job->clauses, PostilClause, index);
  const PostilClause *parent = &g_array_index (job->clauses, PostilClause, clause->parent);
  guint stop = first_verb (job, clause);

  if (clause->kind == POSTIL_CLAUSE_RELATIVE && find_relative_subject (job, clause, stop))
    return;
  if (clause->kind == POSTIL_CLAUSE_ASIDE && stop < clause->end)
    clause->kind = POSTIL_CLAUSE_MAIN;
  if (parent != clause && (clause->kind == POSTIL_CLAUSE_PARTICIPLE || clause->kind == POSTIL_CLAUSE_ASIDE))
    {
      borrow_subject (clause, parent);
      return;
    }
  /* A clause without a verb whose subject stands before its figure. */
  if (stop == clause->end)
    for (stop = clause->begin; stop < clause->end && job->tags[stop] != POSTIL_TAG_FIGURE && job->tags[stop] != POSTIL_TAG_WHEN;)
      stop++;
  for (gint64 last = (gint64) stop - 1; last >= clause->begin; last--)
    if (postil_claim_in_phrase (job->tags[last]) && job->tags[last] != POSTIL_TAG_DETERMINER)
      {
        PostilPhrase chain = postil_claim_chain_at (job, (guint) last);

        chain.begin = MAX (chain.begin, clause->begin);
        set_subject (job, clause, chain);
        return;
      }
  if (parent != clause)
    borrow_subject (clause, parent);
  else if (index > 0)
    borrow_subject (clause, &g_array_index (job->clauses, PostilClause, index - 1));
}

/**
 * postil_clauses_find:
 * @job: the job; the sentence is tagged
 *
 * Finds the clauses of the sentence. Linear. Any thread.
 */
void
postil_clauses_find (PostilClaimJob *job)
{
  Reader reader = { 0 };

  g_array_set_size (job->clauses, 0);
  begin_clause (job, job->sentence->begin, POSTIL_CLAUSE_MAIN, G_MAXUINT);
  for (guint i = job->sentence->begin; i < job->sentence->end; i++)
    {
      read_token (job, &reader, i);
      if (job->clauses->len > 200)
        break;
    }
  for (guint c = 0; c < job->clauses->len; c++)
    {
      PostilClause *clause = &g_array_index (job->clauses, PostilClause, c);

      find_verb (job, clause);
      clause->subject = clause->subject_end = clause->head = clause->begin;
      find_subject (job, c);
    }
}

/**
 * postil_clause_of:
 * @job: the job
 * @token: a token of the sentence
 *
 * Returns: (transfer none): the clause that holds it.
 */
const PostilClause *
postil_clause_of (const PostilClaimJob *job, guint token)
{
  guint low = 0, high = job->clauses->len;

  while (high - low > 1)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (job->clauses, PostilClause, middle).begin <= token)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (job->clauses, PostilClause, low);
}
