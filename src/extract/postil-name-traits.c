/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks every token with what the lexicons and its place say about it: parts of persons' and companies' names, titles, cues beside it,
 * whether its capital means anything. */
#include "config.h"

#include "postil-name-job-private.h"

#define HIDDEN_SHARE 40 /* of 256 entries when learning */

/* Names of the lexicon by their place in the lexis of a token. */
static const guint8 lexis_classes[POSTIL_LEXIS_CLASSES]
    = { POSTIL_LEXICON_ORG, POSTIL_LEXICON_LOC, POSTIL_LEXICON_PRODUCT, POSTIL_LEXICON_MISC, POSTIL_LEXICON_DEMONYM };

typedef struct
{
  PostilNameJob *job;
  const PostilSentence *sentence;
  guint covered[POSTIL_LEXIS_CLASSES]; /* end of the last name of each class */
} Marker;

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
  if (postil_token_in (token, POSTIL_WORD_COMPANY_ROLE | POSTIL_WORD_PLACE_ROLE | POSTIL_WORD_PRODUCT_ROLE))
    *trait |= POSTIL_TRAIT_ROLE_WORD;
  if (i + 1 >= job->tokens->n_tokens)
    return;
  if (postil_token_in (token, POSTIL_WORD_COMPANY_ROLE))
    job->traits[i + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (POSTIL_NAME_ORG) | POSTIL_TRAIT_ROLE;
  else if (postil_token_in (token, POSTIL_WORD_PLACE_ROLE))
    job->traits[i + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (POSTIL_NAME_LOC) | POSTIL_TRAIT_ROLE;
  else if (postil_token_in (token, POSTIL_WORD_PRODUCT_ROLE))
    job->traits[i + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (POSTIL_NAME_PRODUCT) | POSTIL_TRAIT_ROLE;
}

static void
mark_cue (Marker *marker, guint i, const PostilLexiconHit *hit)
{
  PostilNameJob *job = marker->job;
  const guint next = i + hit->n_tokens, end = marker->sentence->end;
  static const guint8 types[] = { POSTIL_NAME_ORG, POSTIL_NAME_PER, POSTIL_NAME_LOC, POSTIL_NAME_PRODUCT, POSTIL_NAME_MISC };
  const PostilNameType type = types[hit->class - POSTIL_LEXICON_CUE_ORG];

  if (job->tokens->tokens[i].c != '-' && next < end)
    {
      job->traits[next] |= POSTIL_TRAIT_CUE_BEFORE_OF (type);
      if (postil_token_is (job->tokens, next, "the") && next + 1 < end)
        job->traits[next + 1] |= POSTIL_TRAIT_CUE_BEFORE_OF (type);
    }
  if (!postil_token_in (&job->tokens->tokens[next - 1], POSTIL_WORD_PREPOSITION | POSTIL_WORD_ARTICLE)
      && !postil_token_is (job->tokens, next - 1, "including"))
    job->traits[i] |= POSTIL_TRAIT_CUE_AFTER_OF (type);
}

/* The lexicon's name covers its tokens unless a longer one of the same class began before. */
static void
mark_name (Marker *marker, guint i, const PostilLexiconHit *hit, guint class)
{
  const guint end = i + hit->n_tokens, shift = class * POSTIL_LEXIS_BITS;
  const guint32 flags = (hit->flags & POSTIL_LEXICON_COMMON ? POSTIL_LEXIS_COMMON : 0)
                        | (hit->flags & POSTIL_LEXICON_ABBR ? POSTIL_LEXIS_ABBR : 0);
  guint32 *lexis = marker->job->lexis;

  if (end <= marker->covered[class])
    return;
  marker->covered[class] = end;
  for (guint j = i; j < end; j++)
    {
      const guint32 place = hit->n_tokens == 1 ? POSTIL_LEXIS_WHOLE
                            : j == i           ? POSTIL_LEXIS_FIRST
                            : j == end - 1     ? POSTIL_LEXIS_LAST
                                               : POSTIL_LEXIS_INSIDE;

      lexis[j] = (lexis[j] & ~((guint32) POSTIL_LEXIS_MASK << shift)) | (place | flags) << shift;
      if (hit->flags & POSTIL_LEXICON_LOWER)
        marker->job->lower[j] = TRUE;
    }
}

/* "S&P 500", "737 Max": the number is no figure even where the name is not marked. */
static void
mark_numbered (PostilNameJob *job, guint i, guint end)
{
  gboolean number = FALSE, letters = FALSE;

  for (guint j = i; j < end; j++)
    {
      number |= job->tokens->tokens[j].kind == POSTIL_TOKEN_NUMBER;
      letters |= postil_token_has (&job->tokens->tokens[j], POSTIL_TOKEN_CAPITAL);
    }
  for (guint j = i; number && letters && j < end; j++)
    job->numbered[j] = TRUE;
}

static void
mark_part (Marker *marker, guint i, const PostilLexiconHit *hit)
{
  guint32 *traits = marker->job->traits;
  const guint end = i + hit->n_tokens;

  if (hit->class == POSTIL_LEXICON_GIVEN && hit->n_tokens == 1)
    traits[i] |= POSTIL_TRAIT_GIVEN;
  else if (hit->class == POSTIL_LEXICON_SURNAME && hit->n_tokens == 1)
    traits[i] |= POSTIL_TRAIT_SURNAME;
  else if (hit->class == POSTIL_LEXICON_DEMONYM && hit->n_tokens == 1)
    traits[i] |= POSTIL_TRAIT_DEMONYM;
  else if (hit->class == POSTIL_LEXICON_ORG_HEAD)
    traits[i] |= POSTIL_TRAIT_ORG_HEAD;
  for (guint j = i; hit->class == POSTIL_LEXICON_ORG_SUFFIX && j < end; j++)
    traits[j] |= POSTIL_TRAIT_ORG_SUFFIX | (hit->flags & POSTIL_LEXICON_ABBR ? POSTIL_TRAIT_LEGAL_FORM : 0);
  for (guint j = i; hit->class == POSTIL_LEXICON_TITLE && j < end; j++)
    traits[j] |= POSTIL_TRAIT_TITLE;
  if (hit->class == POSTIL_LEXICON_TITLE && end < marker->sentence->end)
    traits[end] |= POSTIL_TRAIT_TITLE_BEFORE;
}

/* Whether the case in which an entry stands here is that of a name. */
static gboolean
case_fits (const Marker *marker, guint i, const PostilLexiconHit *hit)
{
  const PostilToken *token = &marker->job->tokens->tokens[i];

  if (hit->letter_case == POSTIL_LEXICON_CASE_EXACT)
    return TRUE;
  if (hit->letter_case != POSTIL_LEXICON_CASE_TITLE)
    return FALSE;
  return (marker->sentence->flags & POSTIL_SENTENCE_ALL_CAPS) != 0
         || (postil_token_has (token, POSTIL_TOKEN_ALL_CAPS) && token->end - token->start >= 4);
}

static gboolean
is_hidden (const PostilNameJob *job, const PostilLexiconHit *hit)
{
  return job->hidden != 0 && ((hit->entry ^ job->hidden) * 0x9e3779b1u) >> 24 < HIDDEN_SHARE;
}

static void
mark_hit (Marker *marker, guint i, const PostilLexiconHit *hit)
{
  PostilNameJob *job = marker->job;

  if (hit->class >= POSTIL_LEXICON_CUE_ORG && hit->class <= POSTIL_LEXICON_CUE_MISC)
    {
      mark_cue (marker, i, hit);
      return;
    }
  if (hit->class == POSTIL_LEXICON_COMMON_WORD)
    {
      if (hit->n_tokens == 1)
        job->traits[i] |= POSTIL_TRAIT_WORD;
      return;
    }
  if (!case_fits (marker, i, hit))
    return;
  for (guint class = 0; class < POSTIL_LEXIS_CLASSES; class ++)
    if (lexis_classes[class] == hit->class && !is_hidden (job, hit))
      mark_name (marker, i, hit, class);
  if (hit->letter_case == POSTIL_LEXICON_CASE_EXACT && hit->n_tokens > 1
      && (hit->class == POSTIL_LEXICON_ORG || hit->class == POSTIL_LEXICON_PRODUCT || hit->class == POSTIL_LEXICON_MISC))
    mark_numbered (job, i, i + hit->n_tokens);
  if (!is_hidden (job, hit))
    mark_part (marker, i, hit);
}

/* Marks no name begins with. */
static gboolean
is_idle_mark (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_MARK
         && (token->c == ',' || token->c == '"' || token->c == '(' || token->c == ')' || token->c == '$' || token->c >= 0x2000);
}

static void
mark_token (Marker *marker, guint i)
{
  PostilNameJob *job = marker->job;
  const PostilSentence *sentence = marker->sentence;
  const PostilToken *token = &job->tokens->tokens[i];
  PostilLexiconHits hits;

  if (is_idle_mark (token))
    return;
  if (token->kind != POSTIL_TOKEN_MARK)
    {
      if (postil_token_has (token, POSTIL_TOKEN_SENTENCE_START))
        job->traits[i] |= POSTIL_TRAIT_START;
      if (sentence->flags & (POSTIL_SENTENCE_TITLE_CASE | POSTIL_SENTENCE_ALL_CAPS))
        job->traits[i] |= POSTIL_TRAIT_LOOSE;
      if (sentence->flags & POSTIL_SENTENCE_ALL_CAPS)
        job->traits[i] |= POSTIL_TRAIT_CAPS_LINE;
      mark_word_classes (job, i);
    }
  postil_lexicon_scan (job->lexicon, job->tokens, i, sentence->end, &hits);
  for (guint h = 0; h < hits.n; h++)
    mark_hit (marker, i, &hits.hits[h]);
}

/**
 * postil_name_traits_fill:
 * @job: a job whose tokens, lexicon and sentences are set; its traits and lexis are zero
 *
 * Sets the traits and the lexis of every token. Linear.
 */
void
postil_name_traits_fill (PostilNameJob *job)
{
  Marker marker = { .job = job };

  for (guint s = 0; s < job->sentences->len; s++)
    {
      marker.sentence = &g_array_index (job->sentences, PostilSentence, s);
      for (guint i = marker.sentence->begin; i < marker.sentence->end; i++)
        mark_token (&marker, i);
    }
}
