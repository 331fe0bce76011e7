/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells quickly which tokens may begin a figure, so that the words of a text that holds none cost nearly nothing. */
#include "config.h"

#include "postil-figures-private.h"

#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* "a" and "an" begin a figure only before a few words. */
static gboolean
article_may_begin (const PostilFigureJob *job, guint i)
{
  const PostilWord *next = at (job, (gint64) i + 1)->word;

  return next != NULL
         && (next->number_sense != POSTIL_NUMBER_NONE || next->span_unit != POSTIL_SPAN_UNIT_NONE || next->currency > 0);
}

/* "last", "this", "next" begin one before a unit of time, a name of the calendar or a number. */
static gboolean
direction_may_begin (const PostilFigureJob *job, guint i)
{
  const PostilToken *token = at (job, (gint64) i + 1);
  const PostilWord *next = token->word;

  if (token->kind == POSTIL_TOKEN_NUMBER)
    return TRUE;
  return next != NULL
         && (next->span_unit != POSTIL_SPAN_UNIT_NONE || next->weekday > 0 || next->month > 0 || next->season > 0
             || next->number_sense != POSTIL_NUMBER_NONE || (next->classes & (POSTIL_WORD_BEGINS | POSTIL_WORD_HOLIDAY)) != 0);
}

static gboolean
word_may_begin (const PostilFigureJob *job, guint i, const PostilToken *token)
{
  const PostilWord *word = token->word;
  const PostilToken *next;

  if (word != NULL && (word->classes & POSTIL_WORD_BEGINS) != 0)
    {
      if ((word->classes & POSTIL_WORD_ARTICLE) != 0 && word->number_sense == POSTIL_NUMBER_NONE)
        return article_may_begin (job, i) || postil_token_is_mark (at (job, (gint64) i + 1), '$');
      if ((word->classes & POSTIL_WORD_RELATIVE) != 0)
        return direction_may_begin (job, i);
      return TRUE;
    }
  if ((token->flags & (POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_DIGITS)) != 0)
    {
      if ((token->flags & POSTIL_TOKEN_DIGITS) != 0 || (word != NULL && (word->classes & POSTIL_WORD_HOLIDAY) != 0))
        return TRUE;
      next = at (job, (gint64) i + 1);
      if (token->end - token->start <= 5
          && (next->kind == POSTIL_TOKEN_NUMBER
              || (next->kind == POSTIL_TOKEN_MARK && (postil_token_is_glued (next) || next->c == '$') && next->c != ',')))
        return TRUE;
      if (postil_token_in (token, POSTIL_WORD_GENERIC) && postil_token_has (token, POSTIL_TOKEN_ALL_CAPS))
        return TRUE;
      if (token->end - token->start == 2 && token->c == 'F')
        return TRUE;
    }
  else if (token->c == 'k' && token->end - token->start == 2)
    return TRUE;
  return token->byte_end - token->byte > 6 && memcmp (job->tokens->text + token->byte_end - 4, "fold", 4) == 0;
}

/**
 * postil_figures_may_begin:
 * @job: the job
 * @i: a token of the sentence
 *
 * Returns: whether it is worth asking what begins at the token.
 */
gboolean
postil_figures_may_begin (const PostilFigureJob *job, guint i)
{
  const PostilToken *token = &job->tokens->tokens[i];
  const PostilToken *next;

  switch ((PostilTokenKind) token->kind)
    {
    case POSTIL_TOKEN_NUMBER:
      return TRUE;
    case POSTIL_TOKEN_WORD:
      return job->brief || word_may_begin (job, i, token);
    case POSTIL_TOKEN_MARK:
      if (token->c == '$' || token->c > 0x7f)
        return TRUE;
      next = at (job, (gint64) i + 1);
      return token->c == '.' && next->kind == POSTIL_TOKEN_NUMBER && postil_token_is_glued (next)
             && (!postil_token_is_glued (token) || at (job, (gint64) i - 1)->kind == POSTIL_TOKEN_MARK);
    case POSTIL_TOKEN_HAN:
      return TRUE;
    default:
      return FALSE;
    }
}
