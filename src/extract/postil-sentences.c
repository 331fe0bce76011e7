/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the borders of sentences: at the end of a block always, after a full stop unless it belongs to an abbreviation or an initial. */
#include "config.h"

#include "postil-sentences-private.h"

#define SOFT_WRAP_MIN 45 /* a shorter line is never wrapped */
#define HEADLINE_MAX 40  /* words of a line that may be a heading though nothing says so */

/**
 * postil_sentences_mark_lines:
 * @tokens: tokens of plain text, whose line feeds may be borders or may only wrap a paragraph
 *
 * Makes every line feed a block border, except where a long line goes on in lower case.
 */
void
postil_sentences_mark_lines (PostilTokens *tokens)
{
  guint32 line_start = 0;

  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      PostilToken *token = &tokens->tokens[i];
      const PostilToken *before = postil_tokens_at (tokens, (gint64) i - 1);
      gboolean wrapped;

      if (!postil_token_has (token, POSTIL_TOKEN_LINE_BEFORE))
        continue;
      wrapped = i > 0 && before->end - line_start >= SOFT_WRAP_MIN && token->kind == POSTIL_TOKEN_WORD
                && !postil_token_has (token, POSTIL_TOKEN_CAPITAL)
                && !(before->kind == POSTIL_TOKEN_MARK && (before->c == '.' || before->c == ':'));
      if (!wrapped)
        token->flags |= POSTIL_TOKEN_BLOCK_BEFORE;
      line_start = token->start;
    }
}

static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == 0x201d || c == 0x2019 || c == '\'' || c == ')' || c == ']' || c == 0xbb || c == 0x300d;
}

static gboolean
is_opening (gunichar c)
{
  return c == '"' || c == 0x201c || c == 0x2018 || c == '\'' || c == '(' || c == '[' || c == 0xab || c == 0x201e || c == 0x300c;
}

/* Whether the full stop at `stop` belongs to the word before it. */
static gboolean
is_abbreviation (const PostilTokens *tokens, guint stop)
{
  const PostilToken *word = postil_tokens_at (tokens, (gint64) stop - 1);

  if (word->kind != POSTIL_TOKEN_WORD || !postil_token_is_glued (&tokens->tokens[stop]))
    return FALSE;
  if (word->end - word->start == 1 && postil_token_has (word, POSTIL_TOKEN_CAPITAL))
    return TRUE;
  return postil_token_in (word, POSTIL_WORD_ABBREVIATION);
}

/* Whether a sentence may start at token i, the first after the end marks. */
static gboolean
can_start (const PostilTokens *tokens, guint i)
{
  const PostilToken *token = &tokens->tokens[i];

  if (!postil_token_has (token, POSTIL_TOKEN_SPACE_BEFORE))
    return FALSE;
  if (token->kind == POSTIL_TOKEN_WORD)
    return postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL);
  return token->kind != POSTIL_TOKEN_MARK || is_opening (token->c) || token->c == '-' || token->c == 0x2022 || token->c == '$';
}

/* Whether a sentence ends before token i because of what stands left of it. */
static gboolean
ends_before (const PostilTokens *tokens, guint i)
{
  const PostilToken *mark;
  guint j = i - 1;
  const PostilToken *next = &tokens->tokens[i];

  while (j > 0 && tokens->tokens[j].kind == POSTIL_TOKEN_MARK && is_closing (tokens->tokens[j].c) && i - j < 4)
    j--;
  mark = &tokens->tokens[j];
  if (mark->kind == POSTIL_TOKEN_WORD && postil_token_has (mark, POSTIL_TOKEN_DOTTED))
    return j == i - 1 && can_start (tokens, i) && postil_token_in (next, POSTIL_WORD_FUNCTION) && next->end - next->start > 1;
  if (mark->kind != POSTIL_TOKEN_MARK)
    return FALSE;
  if (mark->c == 0x3002 || mark->c == 0xff01 || mark->c == 0xff1f)
    return TRUE;
  if (mark->c == '|' || mark->c == 0x2022)
    return j == i - 1;
  if (mark->c != '.' && mark->c != '!' && mark->c != '?' && mark->c != 0x2026)
    return FALSE;
  if (!can_start (tokens, i))
    return FALSE;
  /* "12. März", "1. Quartal": an ordinal number of German. */
  if (mark->c == '.' && postil_tokens_at (tokens, (gint64) j - 1)->kind == POSTIL_TOKEN_NUMBER
      && tokens->tokens[j - 1].end - tokens->tokens[j - 1].start <= 2 && next->word != NULL
      && (next->word->month > 0 || next->word->span_unit == POSTIL_SPAN_UNIT_QUARTER))
    return FALSE;
  if (mark->c == '.' && is_abbreviation (tokens, j))
    return postil_token_in (next, POSTIL_WORD_ARTICLE | POSTIL_WORD_PRONOUN) && !postil_token_is (tokens, j - 1, "mr")
           && tokens->tokens[j - 1].end - tokens->tokens[j - 1].start > 1;
  return TRUE;
}

/* Marks the tokens whose capital says nothing: the first word, words after an opening quote, a colon, a bullet. */
static void
mark_starts (PostilTokens *tokens, const PostilSentence *sentence)
{
  gboolean start = TRUE;

  for (guint i = sentence->begin; i < sentence->end; i++)
    {
      PostilToken *token = &tokens->tokens[i];
      const PostilToken *before = postil_tokens_at (tokens, (gint64) i - 1);

      if (token->kind != POSTIL_TOKEN_MARK)
        {
          if (start && token->kind != POSTIL_TOKEN_NUMBER)
            token->flags |= POSTIL_TOKEN_SENTENCE_START;
          start = FALSE;
          continue;
        }
      if (token->c == ':' || token->c == 0x2014 || token->c == ';')
        start = TRUE;
      else if (is_opening (token->c) && (before->c == ',' || before->c == ':' || i == sentence->begin))
        start = TRUE;
    }
}

static void
classify (const PostilTokens *tokens, PostilSentence *sentence)
{
  guint n_words = 0, n_long = 0, n_capital = 0, n_caps = 0, n_letters = 0;
  const PostilToken *last = postil_tokens_at (tokens, (gint64) sentence->end - 1);
  gboolean stopped = last->kind == POSTIL_TOKEN_MARK && last->c == '.';

  for (guint i = sentence->begin; i < sentence->end; i++)
    {
      const PostilToken *token = &tokens->tokens[i];

      if (token->kind != POSTIL_TOKEN_WORD)
        continue;
      n_words++;
      n_letters += token->end - token->start > 1;
      n_caps += postil_token_has (token, POSTIL_TOKEN_ALL_CAPS);
      if (token->end - token->start < 4 || i == sentence->begin)
        continue;
      n_long++;
      n_capital += postil_token_has (token, POSTIL_TOKEN_CAPITAL);
    }
  if (n_letters >= 3 && n_caps * 10 >= n_letters * 8)
    sentence->flags |= POSTIL_SENTENCE_ALL_CAPS;
  else if (n_words <= HEADLINE_MAX && n_long >= (sentence->flags & POSTIL_SENTENCE_HEADING ? 2 : 3) && n_capital * 4 >= n_long * 3
           && (!stopped || (sentence->flags & POSTIL_SENTENCE_HEADING)))
    sentence->flags |= POSTIL_SENTENCE_TITLE_CASE;
}

/**
 * postil_sentences_new:
 * @tokens: tokens with block borders marked; the starts of sentences are marked in them
 * @hints: (array length=n_hints) (nullable): headings and tables, sorted
 * @n_hints: their number
 *
 * Divides tokens into sentences. Linear. Any thread.
 *
 * Returns: (transfer full) (element-type PostilSentence): sentences in the order of the text, covering every token.
 */
GArray *
postil_sentences_new (PostilTokens *tokens, const PostilSentenceHint *hints, guint n_hints)
{
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (PostilSentence));
  PostilSentence sentence = { 0 };
  guint hint = 0;

  for (guint i = 1; i <= tokens->n_tokens; i++)
    {
      if (i < tokens->n_tokens && !postil_token_has (&tokens->tokens[i], POSTIL_TOKEN_BLOCK_BEFORE) && !ends_before (tokens, i))
        continue;
      sentence.end = i;
      while (hint < n_hints && hints[hint].end <= tokens->tokens[sentence.begin].start)
        hint++;
      sentence.flags = hint < n_hints && hints[hint].start <= tokens->tokens[sentence.begin].start ? hints[hint].flags : 0;
      classify (tokens, &sentence);
      mark_starts (tokens, &sentence);
      g_array_append_val (sentences, sentence);
      sentence.begin = i;
    }
  return sentences;
}
