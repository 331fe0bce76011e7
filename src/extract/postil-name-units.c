/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the units that the sequence model labels, and says which of them may be part of a name: words that look like one, and what
 * may link them. Everything else is outside without asking the model, which is most of a text. */
#include "config.h"

#include "postil-name-job-private.h"

#include <string.h>

typedef enum
{
  SHAPE_NONE,
  SHAPE_LOWER,
  SHAPE_CAPITAL,
  SHAPE_CAPS,
  SHAPE_CAPS_LONG,
  SHAPE_LETTER,
  SHAPE_INITIAL,
  SHAPE_ABBREVIATION,
  SHAPE_DOTTED,
  SHAPE_LOWER_INNER,
  SHAPE_CAPITAL_INNER,
  SHAPE_LETTERS_DIGITS,
  SHAPE_NUMBER,
  SHAPE_YEAR,
  SHAPE_MARK,
  SHAPE_HAN,
  SHAPE_POSSESSIVE,
} Shape;

static guint8
shape_of (const PostilToken *token, gboolean stop)
{
  const guint length = token->end - token->start;

  if (token->kind == POSTIL_TOKEN_HAN)
    return SHAPE_HAN;
  if (token->kind == POSTIL_TOKEN_NUMBER)
    return length == 4 && (token->c == '1' || token->c == '2') ? SHAPE_YEAR : SHAPE_NUMBER;
  if (token->kind == POSTIL_TOKEN_MARK)
    return postil_token_has (token, POSTIL_TOKEN_POSSESSIVE) ? SHAPE_POSSESSIVE : SHAPE_MARK;
  if (postil_token_has (token, POSTIL_TOKEN_DOTTED))
    return SHAPE_DOTTED;
  if (postil_token_has (token, POSTIL_TOKEN_DIGITS))
    return SHAPE_LETTERS_DIGITS;
  if (length == 1 && postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    return stop ? SHAPE_INITIAL : SHAPE_LETTER;
  if (stop)
    return SHAPE_ABBREVIATION;
  if (postil_token_has (token, POSTIL_TOKEN_ALL_CAPS))
    return length > 5 ? SHAPE_CAPS_LONG : SHAPE_CAPS;
  if (postil_token_has (token, POSTIL_TOKEN_INNER_CAPITAL))
    return postil_token_has (token, POSTIL_TOKEN_CAPITAL) ? SHAPE_CAPITAL_INNER : SHAPE_LOWER_INNER;
  return postil_token_has (token, POSTIL_TOKEN_CAPITAL) ? SHAPE_CAPITAL : SHAPE_LOWER;
}

static guint32
hash_bytes (const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  return hash;
}

/* The last three bytes, folded as far as they are ASCII: what endings of words are made of. */
static guint32
ending_of (const char *text, gsize length)
{
  guint32 ending = 0;

  for (gsize i = length > 3 ? length - 3 : 0; i < length; i++)
    ending = ending << 8 | (guchar) (text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  return ending;
}

static gboolean
is_capital (const PostilNameJob *job, guint i)
{
  const PostilToken *token = &job->tokens->tokens[i], *next = postil_tokens_at (job->tokens, (gint64) i + 1);

  if (token->kind == POSTIL_TOKEN_WORD)
    return postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL) || job->lower[i];
  /* 3M, 23andMe, 4Runner */
  return token->kind == POSTIL_TOKEN_NUMBER
         && (job->numbered[i]
             || (next->kind == POSTIL_TOKEN_WORD && postil_token_is_glued (next)
                 && postil_token_has (next, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL)));
}

/* Whether the full stop after token i belongs to it. */
static gboolean
takes_stop (const PostilNameJob *job, guint i, guint end)
{
  const PostilToken *token = &job->tokens->tokens[i], *stop = postil_tokens_at (job->tokens, (gint64) i + 1);

  if (token->kind != POSTIL_TOKEN_WORD || i + 1 >= end || !postil_token_is_mark (stop, '.') || !postil_token_is_glued (stop)
      || postil_token_has (token, POSTIL_TOKEN_DOTTED))
    return FALSE;
  if (job->traits[i + 1] & POSTIL_TRAIT_LEGAL_FORM)
    return TRUE;
  if (i + 2 >= end)
    return FALSE;
  return (token->end - token->start == 1 && postil_token_has (token, POSTIL_TOKEN_CAPITAL))
         || postil_token_in (token, POSTIL_WORD_ABBREVIATION);
}

static void
add_unit (PostilNameJob *job, guint begin, guint end)
{
  PostilNameUnit *unit = &job->units[job->n_units++];
  const PostilToken *token = &job->tokens->tokens[begin];
  const char *text = job->tokens->text + token->byte;
  const gsize length = token->byte_end - token->byte;

  *unit = (PostilNameUnit){ .begin = begin, .end = end, .traits = job->traits[begin], .lexis = job->lexis[begin] };
  for (guint i = begin + 1; i < end; i++)
    unit->traits |= job->traits[i] & (POSTIL_TRAIT_LEGAL_FORM | POSTIL_TRAIT_ORG_SUFFIX);
  unit->shape = shape_of (token, end > begin + 1);
  unit->hash = token->hash;
  if (unit->shape == SHAPE_NUMBER)
    unit->hash = 7 + MIN (token->end - token->start, 6);
  unit->exact = token->kind == POSTIL_TOKEN_WORD ? hash_bytes (text, length) : unit->hash;
  unit->ending = token->kind == POSTIL_TOKEN_WORD ? ending_of (text, length) : unit->shape;
  if (token->kind == POSTIL_TOKEN_WORD)
    unit->cluster = postil_name_model_cluster (job->model, token->hash, &unit->habit);
  unit->flags = (is_capital (job, begin) ? POSTIL_NAME_UNIT_CAPITAL | POSTIL_NAME_UNIT_CANDIDATE : 0)
                | (postil_token_is_glued (token) ? POSTIL_NAME_UNIT_GLUED : 0);
}

/* Whether a unit that looks like no part of a name may stand inside one. */
static gboolean
may_link (const PostilNameJob *job, const PostilNameUnit *unit)
{
  const PostilToken *token = &job->tokens->tokens[unit->begin];

  if (token->kind == POSTIL_TOKEN_WORD)
    return (job->traits[unit->begin] & POSTIL_TRAIT_PARTICLE) != 0 || token->end - token->start <= 3;
  if (token->kind == POSTIL_TOKEN_NUMBER)
    return TRUE;
  if (token->kind != POSTIL_TOKEN_MARK)
    return FALSE;
  if (postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
    return TRUE;
  return token->c == '&' || token->c == '-' || token->c == ',' || token->c == '\'' || token->c == 0x2019
         || ((token->c == '.' || token->c == '/' || token->c == '+' || token->c == '!')
             && (unit->flags & POSTIL_NAME_UNIT_GLUED));
}

/* What hangs on a name's word without a space, and numbers after it: Ji-hoon, Booking.com, Galaxy 25, Disney+, McDonald's. */
static void
mark_after (PostilNameJob *job, guint u)
{
  PostilNameUnit *next = u + 1 < job->n_units ? &job->units[u + 1] : NULL;
  PostilNameUnit *second = u + 2 < job->n_units ? &job->units[u + 2] : NULL;
  const PostilToken *token;

  if (next == NULL || next->flags & POSTIL_NAME_UNIT_FIRST)
    return;
  token = &job->tokens->tokens[next->begin];
  if (token->kind == POSTIL_TOKEN_NUMBER || postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
    next->flags |= POSTIL_NAME_UNIT_CANDIDATE;
  else if (token->kind == POSTIL_TOKEN_WORD && next->flags & POSTIL_NAME_UNIT_GLUED)
    next->flags |= POSTIL_NAME_UNIT_CANDIDATE;
  if (token->kind != POSTIL_TOKEN_MARK || !(next->flags & POSTIL_NAME_UNIT_GLUED))
    return;
  if (token->c == '+' || token->c == '!' || token->c == '\'' || token->c == 0x2019)
    next->flags |= POSTIL_NAME_UNIT_CANDIDATE;
  if (second != NULL && !(second->flags & POSTIL_NAME_UNIT_FIRST) && second->flags & POSTIL_NAME_UNIT_GLUED
      && (token->c == '-' || token->c == '.' || token->c == '/') && job->tokens->tokens[second->begin].kind != POSTIL_TOKEN_MARK)
    {
      next->flags |= POSTIL_NAME_UNIT_CANDIDATE;
      second->flags |= POSTIL_NAME_UNIT_CANDIDATE;
    }
}

/* Marks what stands between two words of names, at most three units. */
static void
mark_between (PostilNameJob *job, guint u)
{
  for (guint gap = 1; gap <= 3 && u + gap < job->n_units; gap++)
    {
      const PostilNameUnit *unit = &job->units[u + gap];

      if (unit->flags & POSTIL_NAME_UNIT_FIRST)
        return;
      if (unit->flags & POSTIL_NAME_UNIT_CAPITAL)
        {
          for (guint i = 1; i < gap; i++)
            job->units[u + i].flags |= POSTIL_NAME_UNIT_CANDIDATE;
          return;
        }
      if (!may_link (job, unit))
        return;
    }
  if (u + 4 < job->n_units
      && (job->units[u + 4].flags & (POSTIL_NAME_UNIT_CAPITAL | POSTIL_NAME_UNIT_FIRST)) == POSTIL_NAME_UNIT_CAPITAL)
    for (guint i = 1; i < 4; i++)
      job->units[u + i].flags |= POSTIL_NAME_UNIT_CANDIDATE;
}

/**
 * postil_name_units_fill:
 * @job: a job with traits and lexis
 *
 * Makes the units. Linear.
 */
void
postil_name_units_fill (PostilNameJob *job)
{
  job->units = g_new (PostilNameUnit, job->tokens->n_tokens + 1);
  job->n_units = 0;
  for (guint s = 0; s < job->sentences->len; s++)
    {
      const PostilSentence *sentence = &g_array_index (job->sentences, PostilSentence, s);
      const guint first = job->n_units;

      for (guint i = sentence->begin; i < sentence->end;)
        {
          const guint end = i + (takes_stop (job, i, sentence->end) ? 2 : 1);

          add_unit (job, i, end);
          i = end;
        }
      job->units[first].flags |= POSTIL_NAME_UNIT_FIRST;
      job->units[job->n_units - 1].flags |= POSTIL_NAME_UNIT_LAST;
    }
  for (guint u = 0; u < job->n_units; u++)
    if (job->units[u].flags & POSTIL_NAME_UNIT_CAPITAL)
      {
        mark_after (job, u);
        mark_between (job, u);
      }
}

/**
 * postil_name_units_next:
 * @job: a job with units
 * @begin: (out): first unit of the next stretch
 * @end: (inout): where to look from; then the end of the stretch
 *
 * Finds the next stretch of units that may hold names, inside one sentence.
 *
 * Returns: whether there is one.
 */
gboolean
postil_name_units_next (const PostilNameJob *job, guint *begin, guint *end)
{
  guint u = *end;

  while (u < job->n_units && (job->units[u].flags & POSTIL_NAME_UNIT_CANDIDATE) == 0)
    u++;
  *begin = u;
  if (u >= job->n_units)
    return FALSE;
  u++;
  while (u < job->n_units
         && (job->units[u].flags & (POSTIL_NAME_UNIT_CANDIDATE | POSTIL_NAME_UNIT_FIRST)) == POSTIL_NAME_UNIT_CANDIDATE)
    u++;
  *end = u;
  return TRUE;
}

/**
 * postil_name_job_fill:
 * @job: a job whose tokens, lexicon, model and sentences are set
 *
 * Sets whatever features are made of. Linear.
 */
void
postil_name_job_fill (PostilNameJob *job)
{
  const gsize n = job->tokens->n_tokens + 1;

  job->traits = g_new0 (guint32, n);
  job->lexis = g_new0 (guint32, n);
  job->numbered = g_new0 (guint8, n);
  job->lower = g_new0 (guint8, n);
  postil_name_traits_fill (job);
  job->memory = postil_name_memory_new (job->tokens->n_tokens);
  postil_name_memory_count_words (job->memory, job);
  postil_name_memory_tell (job->memory, job);
  postil_name_units_fill (job);
}

/**
 * postil_name_job_clear:
 * @job: a job that was filled
 *
 * Frees what filling it made.
 */
void
postil_name_job_clear (PostilNameJob *job)
{
  g_clear_pointer (&job->traits, g_free);
  g_clear_pointer (&job->lexis, g_free);
  g_clear_pointer (&job->numbered, g_free);
  g_clear_pointer (&job->lower, g_free);
  g_clear_pointer (&job->units, g_free);
  g_clear_pointer (&job->labels, g_free);
  g_clear_pointer (&job->memory, postil_name_memory_free);
  g_clear_pointer (&job->recall, postil_name_recall_free);
  job->n_units = 0;
}
