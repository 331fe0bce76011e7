/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks every token with what the lexicons and its place say about it: parts of persons' and companies' names, titles, cues beside it,
 * whether its capital means anything. */
#include "config.h"

#include "postil-name-job-private.h"

#define PART_CLASSES                                                                                                             \
  (POSTIL_LEXICON_BIT (GIVEN) | POSTIL_LEXICON_BIT (SURNAME) | POSTIL_LEXICON_BIT (ORG_SUFFIX) | POSTIL_LEXICON_BIT (ORG_HEAD)   \
   | POSTIL_LEXICON_BIT (DEMONYM) | POSTIL_LEXICON_BIT (TITLE))
#define CUE_CLASSES                                                                                                              \
  (POSTIL_LEXICON_BIT (CUE_ORG) | POSTIL_LEXICON_BIT (CUE_PER) | POSTIL_LEXICON_BIT (CUE_LOC) | POSTIL_LEXICON_BIT (CUE_PRODUCT) \
   | POSTIL_LEXICON_BIT (CUE_MISC))

static void
mark_word_classes (PostilNameJob *job, guint i)
{
  const PostilToken *token = &job->tokens->tokens[i];
  guint32 *trait = &job->traits[i];

  if (token->word == NULL)
    return;
  if (postil_token_in (token, POSTIL_WORD_FUNCTION | POSTIL_WORD_CALENDAR | POSTIL_WORD_GENERIC))
    *trait |= POSTIL_TRAIT_NO_NAME;
  if (postil_token_in (token, POSTIL_WORD_PLACE))
    *trait |= POSTIL_TRAIT_PLACE_WORD;
  if (postil_token_in (token, POSTIL_WORD_EVENT))
    *trait |= POSTIL_TRAIT_EVENT_WORD;
  if (postil_token_in (token, POSTIL_WORD_COMPANY_NOUN))
    *trait |= POSTIL_TRAIT_NOUN_AFTER;
  if (postil_token_in (token, POSTIL_WORD_PARTICLE))
    *trait |= POSTIL_TRAIT_PARTICLE;
  if (i + 1 >= job->tokens->n_tokens)
    return;
  if (postil_token_in (token, POSTIL_WORD_COMPANY_ROLE))
    job->traits[i + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (POSTIL_NAME_ORG) | POSTIL_TRAIT_ROLE;
  else if (postil_token_in (token, POSTIL_WORD_PLACE_ROLE))
    job->traits[i + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (POSTIL_NAME_LOC) | POSTIL_TRAIT_ROLE;
  else if (postil_token_in (token, POSTIL_WORD_PRODUCT_ROLE))
    job->traits[i + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (POSTIL_NAME_PRODUCT) | POSTIL_TRAIT_ROLE;
}

static guint32
cue_bits (guint32 classes, guint32 first)
{
  guint32 bits = 0;

  bits |= classes & POSTIL_LEXICON_BIT (CUE_ORG) ? first << (POSTIL_NAME_ORG - 1) : 0;
  bits |= classes & POSTIL_LEXICON_BIT (CUE_PER) ? first << (POSTIL_NAME_PER - 1) : 0;
  bits |= classes & POSTIL_LEXICON_BIT (CUE_LOC) ? first << (POSTIL_NAME_LOC - 1) : 0;
  bits |= classes & POSTIL_LEXICON_BIT (CUE_PRODUCT) ? first << (POSTIL_NAME_PRODUCT - 1) : 0;
  bits |= classes & POSTIL_LEXICON_BIT (CUE_MISC) ? first << (POSTIL_NAME_MISC - 1) : 0;
  return bits;
}

static void
mark_cues (PostilNameJob *job, guint i, guint end)
{
  const PostilLexiconQuery query = { .end = end, .classes = CUE_CLASSES, .letter_case = POSTIL_LEXICON_CASE_FOLDED };
  PostilLexiconMatch match;
  const PostilToken *last;
  guint next;

  if (!postil_lexicon_match (job->lexicon, job->tokens, i, &query, &match))
    return;
  next = i + match.n_tokens;
  last = &job->tokens->tokens[next - 1];
  if (job->tokens->tokens[i].c != '-' && next < end)
    {
      job->traits[next] |= cue_bits (match.classes, POSTIL_TRAIT_CUE_BEFORE);
      if (postil_token_is (job->tokens, next, "the") && next + 1 < end)
        job->traits[next + 1] |= cue_bits (match.classes, POSTIL_TRAIT_CUE_BEFORE);
    }
  if (!postil_token_in (last, POSTIL_WORD_PREPOSITION | POSTIL_WORD_ARTICLE)
      && !postil_token_is (job->tokens, next - 1, "including"))
    job->traits[i] |= cue_bits (match.classes, POSTIL_TRAIT_CUE_AFTER);
}

static void
mark_parts (PostilNameJob *job, guint i, const PostilSentence *sentence)
{
  const gboolean caps = (sentence->flags & POSTIL_SENTENCE_ALL_CAPS) != 0;
  const PostilLexiconQuery query = { .end = sentence->end,
                                     .classes = PART_CLASSES,
                                     .letter_case = caps ? POSTIL_LEXICON_CASE_TITLE : POSTIL_LEXICON_CASE_EXACT };
  PostilLexiconWalk walk = { .begin = i, .next = i };
  PostilLexiconMatch match;

  while (!walk.done)
    {
      if (!postil_lexicon_step (job->lexicon, job->tokens, &walk, &query, &match))
        continue;
      if (match.classes & POSTIL_LEXICON_BIT (GIVEN) && match.n_tokens == 1)
        job->traits[i] |= POSTIL_TRAIT_GIVEN;
      if (match.classes & POSTIL_LEXICON_BIT (SURNAME) && match.n_tokens == 1)
        job->traits[i] |= POSTIL_TRAIT_SURNAME;
      if (match.classes & POSTIL_LEXICON_BIT (DEMONYM) && match.n_tokens == 1)
        job->traits[i] |= POSTIL_TRAIT_DEMONYM;
      if (match.classes & POSTIL_LEXICON_BIT (ORG_HEAD))
        job->traits[i] |= POSTIL_TRAIT_ORG_HEAD;
      for (guint j = i; match.classes & POSTIL_LEXICON_BIT (ORG_SUFFIX) && j < walk.next; j++)
        job->traits[j] |= POSTIL_TRAIT_ORG_SUFFIX
                          | (match.flags[POSTIL_LEXICON_ORG_SUFFIX] & POSTIL_LEXICON_ABBR ? POSTIL_TRAIT_LEGAL_FORM : 0);
      for (guint j = i; match.classes & POSTIL_LEXICON_BIT (TITLE) && j < walk.next; j++)
        job->traits[j] |= POSTIL_TRAIT_TITLE;
      if (match.classes & POSTIL_LEXICON_BIT (TITLE) && walk.next < sentence->end)
        job->traits[walk.next] |= POSTIL_TRAIT_TITLE_BEFORE;
    }
}

static void
mark_token (PostilNameJob *job, guint i, const PostilSentence *sentence)
{
  const PostilLexiconQuery words
      = { .end = i + 1, .classes = POSTIL_LEXICON_BIT (COMMON_WORD), .letter_case = POSTIL_LEXICON_CASE_FOLDED };
  const PostilToken *token = &job->tokens->tokens[i];
  PostilLexiconMatch match;

  if (token->kind == POSTIL_TOKEN_MARK)
    return;
  if (postil_token_has (token, POSTIL_TOKEN_SENTENCE_START))
    job->traits[i] |= POSTIL_TRAIT_START;
  if (sentence->flags & (POSTIL_SENTENCE_TITLE_CASE | POSTIL_SENTENCE_ALL_CAPS))
    job->traits[i] |= POSTIL_TRAIT_LOOSE;
  if (sentence->flags & POSTIL_SENTENCE_ALL_CAPS)
    job->traits[i] |= POSTIL_TRAIT_CAPS_LINE;
  mark_word_classes (job, i);
  if (!postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    return;
  if (postil_lexicon_match (job->lexicon, job->tokens, i, &words, &match))
    job->traits[i] |= POSTIL_TRAIT_WORD;
  mark_parts (job, i, sentence);
}

/**
 * postil_name_traits_fill:
 * @job: a job whose tokens, lexicon and sentences are set; its traits are zero
 *
 * Sets the traits of every token. Linear.
 */
void
postil_name_traits_fill (PostilNameJob *job)
{
  for (guint s = 0; s < job->sentences->len; s++)
    {
      const PostilSentence *sentence = &g_array_index (job->sentences, PostilSentence, s);

      for (guint i = sentence->begin; i < sentence->end; i++)
        {
          mark_token (job, i, sentence);
          mark_cues (job, i, sentence->end);
        }
    }
}
