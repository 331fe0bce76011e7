/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of speech for every word of a sentence, guessed from lists, endings and neighbours, and the noun phrases that follow from it. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define MAX_CHAIN 24

/**
 * postil_claim_is_listed:
 * @job: the job
 * @index: any index
 * @words: lower-case words separated by single blanks
 *
 * Returns: whether the token at @index stands in the sentence and is one of the words, whatever its case.
 */
gboolean
postil_claim_is_listed (const PostilClaimJob *job, gint64 index, const char *words)
{
  const PostilToken *token = postil_claim_token (job, index);
  const gsize length = token->byte_end - token->byte;

  for (const char *p = words; *p != '\0' && token->kind == POSTIL_TOKEN_WORD;)
    {
      const gsize n = strcspn (p, " ");

      if (n == length && g_ascii_strncasecmp (p, job->tokens->text + token->byte, n) == 0)
        return TRUE;
      p += n + (p[n] == ' ');
    }
  return FALSE;
}

static gboolean
ends_in (const PostilClaimJob *job, guint index, const char *ending)
{
  const PostilToken *token = &job->tokens->tokens[index];
  const gsize length = strlen (ending), own = token->byte_end - token->byte;

  return own > length + 1 && strncmp (job->tokens->text + token->byte_end - length, ending, length) == 0;
}

static gboolean
is_plural (const PostilClaimJob *job, guint index)
{
  return (ends_in (job, index, "s") && !ends_in (job, index, "ss") && !ends_in (job, index, "us"))
         || postil_claim_is (job, index, "people") || postil_claim_is (job, index, "staff")
         || postil_claim_is (job, index, "police");
}

static PostilTag
tag_mark (const PostilClaimJob *job, guint index)
{
  const PostilToken *token = &job->tokens->tokens[index];

  if (postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
    return POSTIL_TAG_POSSESSIVE;
  if (token->c == ',')
    return POSTIL_TAG_COMMA;
  if (token->c == '"' || token->c == 0x201c || token->c == 0x201d)
    return POSTIL_TAG_QUOTE;
  if ((token->c == '-' || token->c == '&' || token->c == '/') && index + 1 < job->sentence->end
      && postil_token_is_glued (token) == postil_token_is_glued (token + 1))
    return token->c == '-' && !postil_token_is_glued (token) ? POSTIL_TAG_MARK : POSTIL_TAG_JOINT;
  return POSTIL_TAG_MARK;
}

/* The tag before, over adverbs. */
static gint64
before (const PostilClaimJob *job, guint index)
{
  gint64 i = (gint64) index - 1;

  while (i >= job->sentence->begin && job->tags[i] == POSTIL_TAG_ADVERB)
    i--;
  return i;
}

static gboolean
is_nominal (PostilTag tag)
{
  return tag == POSTIL_TAG_NOUN || tag == POSTIL_TAG_NAME || tag == POSTIL_TAG_PRONOUN || tag == POSTIL_TAG_WHEN
         || tag == POSTIL_TAG_FIGURE;
}

static gboolean
opens_object (const PostilClaimJob *job, guint index)
{
  const PostilToken *token = postil_claim_token (job, index);
  const guint32 classes = postil_claim_class (job, index);

  return postil_token_in (token, POSTIL_WORD_ARTICLE) || (classes & POSTIL_CLAIM_WORD_OWNER) || token->kind == POSTIL_TOKEN_NUMBER
         || (index < job->sentence->end && job->found_at[index] > 0)
         || postil_token_in (token, POSTIL_WORD_PREPOSITION | POSTIL_WORD_PRONOUN | POSTIL_WORD_APPROX)
         || postil_claim_is (job, index, "that") || (token->kind == POSTIL_TOKEN_MARK && (token->c == '$' || token->c == ':'))
         || (index < job->sentence->end && job->name_at[index] > 0);
}

/* Whether a finite verb stands before, in this part of the sentence. */
static gboolean
has_verb_before (const PostilClaimJob *job, guint index)
{
  for (guint i = index; i > job->sentence->begin && i + 30 > index; i--)
    {
      if (job->tags[i - 1] == POSTIL_TAG_VERB || job->tags[i - 1] == POSTIL_TAG_AUXILIARY)
        return TRUE;
      if (job->tags[i - 1] == POSTIL_TAG_RELATIVE || job->tags[i - 1] == POSTIL_TAG_MARK)
        return FALSE;
    }
  return FALSE;
}

/* "based in Seattle", "listed in London": never the verb after a comma. */
static gboolean
describes (const PostilClaimJob *job, guint index)
{
  static const char *const words[]
      = { "based", "listed", "known", "called", "owned", "backed", "led", "published", "released", "held" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_claim_is (job, index, words[i]))
      return postil_token_in (postil_claim_token (job, (gint64) index + 1), POSTIL_WORD_PREPOSITION);
  return FALSE;
}

/* A word that can be a past tense or a participle. */
static PostilTag
tag_past (const PostilClaimJob *job, guint index, guint32 classes)
{
  const gint64 last = before (job, index);
  const PostilTag tag = postil_claim_tag (job, last);
  const PostilToken *token = &job->tokens->tokens[index];
  const gboolean moves = postil_token_in (token, POSTIL_WORD_UP | POSTIL_WORD_DOWN);
  const gboolean finite = (classes & POSTIL_CLAIM_WORD_PAST) && !(classes & POSTIL_CLAIM_WORD_PARTICIPLE);

  if (tag == POSTIL_TAG_AUXILIARY)
    return POSTIL_TAG_VERB;
  if (finite && tag == POSTIL_TAG_POSSESSIVE)
    return POSTIL_TAG_VERB;
  if (tag == POSTIL_TAG_DETERMINER || tag == POSTIL_TAG_ADJECTIVE || tag == POSTIL_TAG_POSSESSIVE || tag == POSTIL_TAG_JOINT)
    return POSTIL_TAG_ADJECTIVE;
  if (tag == POSTIL_TAG_PREPOSITION)
    return POSTIL_TAG_ADJECTIVE;
  if (finite)
    return POSTIL_TAG_VERB;
  if (postil_claim_is (job, (gint64) index + 1, "by") && !moves)
    return POSTIL_TAG_PARTICIPLE;
  if (tag == POSTIL_TAG_COMMA || tag == POSTIL_TAG_MARK)
    return (classes & POSTIL_CLAIM_WORD_SAY) || (!has_verb_before (job, index) && !describes (job, index))
               ? POSTIL_TAG_VERB
               : POSTIL_TAG_PARTICIPLE;
  if (is_nominal (tag) && !moves && (classes & POSTIL_CLAIM_WORD_SAY) == 0)
    {
      const PostilToken *next = postil_claim_token (job, (gint64) index + 1);

      if (postil_claim_is (job, (gint64) index + 1, "in") || postil_claim_is (job, (gint64) index + 1, "on")
          || postil_claim_is (job, (gint64) index + 1, "at") || postil_token_is_mark (next, '.'))
        return postil_claim_class (job, last) & POSTIL_CLAIM_WORD_COMPANY || tag == POSTIL_TAG_NAME || tag == POSTIL_TAG_PRONOUN
                       || postil_token_is_mark (next, '.')
                   ? POSTIL_TAG_VERB
                   : POSTIL_TAG_PARTICIPLE;
    }
  return POSTIL_TAG_VERB;
}

/* "sells", "plans": a verb after a singular noun when an object follows. */
static PostilTag
tag_present (const PostilClaimJob *job, guint index, guint32 classes)
{
  const gint64 last = before (job, index);
  const PostilTag tag = postil_claim_tag (job, last);

  if (tag == POSTIL_TAG_RELATIVE)
    return POSTIL_TAG_VERB;
  if (!is_nominal (tag) && tag != POSTIL_TAG_COMMA && tag != POSTIL_TAG_QUOTE && tag != POSTIL_TAG_CONJUNCTION)
    return POSTIL_TAG_NOUN;
  if (tag == POSTIL_TAG_FIGURE)
    return POSTIL_TAG_NOUN;
  if ((classes & POSTIL_CLAIM_WORD_NOUN) == 0 || (tag == POSTIL_TAG_NAME && job->sentence->flags & POSTIL_SENTENCE_HEADING))
    return POSTIL_TAG_VERB;
  if (tag == POSTIL_TAG_NOUN && is_plural (job, (guint) last))
    return POSTIL_TAG_NOUN;
  return opens_object (job, index + 1) && !postil_claim_is (job, (gint64) index + 1, "of")
                 && (is_nominal (tag) || job->sentence->flags & POSTIL_SENTENCE_HEADING || tag == POSTIL_TAG_CONJUNCTION)
             ? POSTIL_TAG_VERB
             : POSTIL_TAG_NOUN;
}

static PostilTag
tag_base (const PostilClaimJob *job, guint index, guint32 classes)
{
  const gint64 last = before (job, index);
  const PostilTag tag = postil_claim_tag (job, last);

  if (tag == POSTIL_TAG_TO || (tag == POSTIL_TAG_AUXILIARY && !(postil_claim_class (job, last) & POSTIL_CLAIM_WORD_BE)))
    return POSTIL_TAG_VERB;
  if (tag == POSTIL_TAG_RELATIVE || postil_claim_is (job, last, "they") || postil_claim_is (job, last, "we")
      || postil_claim_is (job, last, "i") || postil_claim_is (job, last, "you"))
    return POSTIL_TAG_VERB;
  if (tag == POSTIL_TAG_NAME && (classes & POSTIL_CLAIM_WORD_THOUGHT) && opens_object (job, index + 1))
    return POSTIL_TAG_VERB;
  if (tag == POSTIL_TAG_NOUN && is_plural (job, (guint) last)
      && ((classes & POSTIL_CLAIM_WORD_NOUN) == 0 || opens_object (job, index + 1))
      && !postil_claim_is (job, (gint64) index + 1, "of"))
    return POSTIL_TAG_VERB;
  return POSTIL_TAG_NOUN;
}

static PostilTag
tag_ing (const PostilClaimJob *job, guint index)
{
  const PostilTag tag = postil_claim_tag (job, before (job, index));

  if (tag == POSTIL_TAG_AUXILIARY)
    return POSTIL_TAG_VERB;
  if (tag == POSTIL_TAG_COMMA || (tag == POSTIL_TAG_NOUN && opens_object (job, index + 1)) || tag == POSTIL_TAG_NAME)
    return POSTIL_TAG_PARTICIPLE;
  return POSTIL_TAG_NOUN;
}

static PostilTag
tag_that (const PostilClaimJob *job, guint index)
{
  const PostilTag tag = postil_claim_tag (job, (gint64) index - 1);
  const guint32 next = postil_claim_class (job, (gint64) index + 1);

  if (tag == POSTIL_TAG_VERB || tag == POSTIL_TAG_PARTICIPLE)
    return POSTIL_TAG_SUBORDINATOR;
  if ((tag == POSTIL_TAG_NOUN || tag == POSTIL_TAG_NAME)
      && (next
          & (POSTIL_CLAIM_WORD_PAST | POSTIL_CLAIM_WORD_MODAL | POSTIL_CLAIM_WORD_BE | POSTIL_CLAIM_WORD_HAVE
             | POSTIL_CLAIM_WORD_PRESENT | POSTIL_CLAIM_WORD_BASE | POSTIL_CLAIM_WORD_PARTICIPLE)))
    return POSTIL_TAG_RELATIVE;
  if (tag == POSTIL_TAG_NOUN || tag == POSTIL_TAG_NAME)
    return POSTIL_TAG_SUBORDINATOR;
  return POSTIL_TAG_DETERMINER;
}

static PostilTag
tag_function (const PostilClaimJob *job, guint index, guint32 classes)
{
  const PostilToken *token = &job->tokens->tokens[index];

  if (postil_claim_is (job, index, "that"))
    return tag_that (job, index);
  if (classes & POSTIL_CLAIM_WORD_OWNER || postil_token_in (token, POSTIL_WORD_ARTICLE) || postil_claim_is (job, index, "this")
      || postil_claim_is (job, index, "these") || postil_claim_is (job, index, "those"))
    return POSTIL_TAG_DETERMINER;
  if (postil_token_in (token, POSTIL_WORD_PRONOUN))
    return POSTIL_TAG_PRONOUN;
  if (classes & (POSTIL_CLAIM_WORD_BE | POSTIL_CLAIM_WORD_HAVE | POSTIL_CLAIM_WORD_MODAL) || postil_claim_is (job, index, "did")
      || postil_claim_is (job, index, "does") || postil_claim_is (job, index, "do"))
    return POSTIL_TAG_AUXILIARY;
  if (postil_claim_is (job, index, "and") || postil_claim_is (job, index, "or"))
    return POSTIL_TAG_CONJUNCTION;
  if (classes & POSTIL_CLAIM_WORD_RELATIVE)
    return POSTIL_TAG_RELATIVE;
  if (postil_claim_is (job, index, "to") && postil_claim_class (job, (gint64) index + 1) & POSTIL_CLAIM_WORD_BASE)
    return POSTIL_TAG_TO;
  if (postil_claim_is (job, index, "to") && (job->sentence->flags & POSTIL_SENTENCE_HEADING)
      && postil_claim_tag (job, (gint64) index - 1) == POSTIL_TAG_NAME && opens_object (job, index + 2)
      && postil_claim_token (job, (gint64) index + 1)->kind == POSTIL_TOKEN_WORD)
    return POSTIL_TAG_TO;
  if (postil_claim_is (job, index, "to") && postil_claim_is (job, (gint64) index + 1, "be"))
    return POSTIL_TAG_TO;
  if (postil_claim_is (job, index, "according"))
    return POSTIL_TAG_PREPOSITION;
  if (classes & POSTIL_CLAIM_WORD_SUBORDINATOR
      && !(postil_token_in (token, POSTIL_WORD_PREPOSITION) && job->found_at[MIN (index + 1, job->tokens->n_tokens - 1)] > 0))
    return POSTIL_TAG_SUBORDINATOR;
  if (postil_token_in (token, POSTIL_WORD_PREPOSITION))
    return POSTIL_TAG_PREPOSITION;
  return POSTIL_TAG_MARK;
}

static PostilTag
tag_word (const PostilClaimJob *job, guint index)
{
  const guint32 classes = job->classes[index];
  PostilTag tag = tag_function (job, index, classes);

  if (tag != POSTIL_TAG_MARK)
    return tag;
  if (classes & (POSTIL_CLAIM_WORD_PAST | POSTIL_CLAIM_WORD_PARTICIPLE))
    {
      tag = (classes & (POSTIL_CLAIM_WORD_BASE | POSTIL_CLAIM_WORD_NOUN)) ? tag_base (job, index, classes) : POSTIL_TAG_NOUN;
      if (tag == POSTIL_TAG_VERB)
        return tag;
      tag = tag_past (job, index, classes);
      return tag == POSTIL_TAG_ADJECTIVE && (classes & POSTIL_CLAIM_WORD_NOUN) ? POSTIL_TAG_NOUN : tag;
    }
  if (classes & POSTIL_CLAIM_WORD_PRESENT)
    return tag_present (job, index, classes);
  if (classes & POSTIL_CLAIM_WORD_BASE)
    return tag_base (job, index, classes);
  if (classes & POSTIL_CLAIM_WORD_ADJECTIVE)
    return POSTIL_TAG_ADJECTIVE;
  if (classes & POSTIL_CLAIM_WORD_ADVERB)
    return POSTIL_TAG_ADVERB;
  if (classes
      & (POSTIL_CLAIM_WORD_COMPANY | POSTIL_CLAIM_WORD_COUNTRY | POSTIL_CLAIM_WORD_PEOPLE | POSTIL_CLAIM_WORD_BUSINESS
         | POSTIL_CLAIM_WORD_ECONOMY))
    return POSTIL_TAG_NOUN;
  if (postil_claim_class (job, before (job, index)) & POSTIL_CLAIM_WORD_MODAL
      || postil_claim_tag (job, (gint64) index - 1) == POSTIL_TAG_TO)
    return POSTIL_TAG_VERB;
  if (ends_in (job, index, "ed"))
    return tag_past (job, index, classes);
  if (ends_in (job, index, "ing"))
    return tag_ing (job, index);
  if (ends_in (job, index, "ly"))
    return POSTIL_TAG_ADVERB;
  return POSTIL_TAG_NOUN;
}

/**
 * postil_claim_tag_sentence:
 * @job: the job; its names, figures and word classes are known
 *
 * Gives every token of the sentence its tag. Linear. Any thread.
 */
void
postil_claim_tag_sentence (PostilClaimJob *job)
{
  for (guint i = job->sentence->begin; i < job->sentence->end; i++)
    {
      const PostilToken *token = &job->tokens->tokens[i];

      if (job->found_at[i] > 0)
        {
          const PostilFigureKind kind = g_array_index (job->found, PostilFound, job->found_at[i] - 1).figure.kind;

          job->tags[i] = kind == POSTIL_FIGURE_DATE || kind == POSTIL_FIGURE_PERIOD || kind == POSTIL_FIGURE_TIME
                             ? POSTIL_TAG_WHEN
                             : POSTIL_TAG_FIGURE;
          if (kind == POSTIL_FIGURE_MULTIPLE && ends_in (job, i, "ed"))
            job->tags[i] = POSTIL_TAG_VERB;
        }
      else if (token->kind == POSTIL_TOKEN_MARK)
        job->tags[i] = tag_mark (job, i);
      else if (job->name_at[i] > 0)
        job->tags[i] = POSTIL_TAG_NAME;
      else
        job->tags[i] = token->kind == POSTIL_TOKEN_WORD ? tag_word (job, i) : POSTIL_TAG_NOUN;
    }
}

gboolean
postil_claim_in_phrase (PostilTag tag)
{
  return tag == POSTIL_TAG_NOUN || tag == POSTIL_TAG_NAME || tag == POSTIL_TAG_ADJECTIVE || tag == POSTIL_TAG_DETERMINER
         || tag == POSTIL_TAG_JOINT || tag == POSTIL_TAG_POSSESSIVE || tag == POSTIL_TAG_PRONOUN;
}

/**
 * postil_claim_phrase_at:
 * @job: the job
 * @token: a token of a noun phrase
 *
 * Returns: the noun phrase that holds the token, from its article to its last noun; empty when it is in none.
 */
PostilPhrase
postil_claim_phrase_at (const PostilClaimJob *job, guint token)
{
  PostilPhrase phrase = { token, token };

  if (!postil_claim_in_phrase (postil_claim_tag (job, token)))
    return phrase;
  while (phrase.begin > job->sentence->begin && phrase.begin + MAX_CHAIN > token && job->tags[phrase.begin] != POSTIL_TAG_PRONOUN
         && (job->tags[phrase.begin] != POSTIL_TAG_DETERMINER || job->tags[phrase.begin - 1] == POSTIL_TAG_DETERMINER)
         && postil_claim_in_phrase (job->tags[phrase.begin - 1]) && job->tags[phrase.begin - 1] != POSTIL_TAG_PRONOUN)
    phrase.begin--;
  phrase.end = token + 1;
  if (job->tags[token] == POSTIL_TAG_PRONOUN)
    return phrase;
  while (phrase.end < job->sentence->end && phrase.end < token + MAX_CHAIN && postil_claim_in_phrase (job->tags[phrase.end])
         && job->tags[phrase.end] != POSTIL_TAG_PRONOUN && job->tags[phrase.end] != POSTIL_TAG_DETERMINER)
    phrase.end++;
  while (phrase.end > phrase.begin + 1 && job->tags[phrase.end - 1] == POSTIL_TAG_JOINT)
    phrase.end--;
  return phrase;
}

static gboolean
links_phrases (const PostilClaimJob *job, guint index)
{
  static const char *const words[] = { "of", "at", "in", "for", "on", "between", "among", "to", "with", "from", "and", "by" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_claim_is (job, index, words[i]))
      return TRUE;
  return FALSE;
}

/**
 * postil_claim_chain_at:
 * @job: the job
 * @last: the last token of a noun phrase
 *
 * Returns: the phrase with what it hangs on by "of", "at", "in": "sales of the iPhone in China" for "China".
 */
PostilPhrase
postil_claim_chain_at (const PostilClaimJob *job, guint last)
{
  PostilPhrase chain = postil_claim_phrase_at (job, last);

  chain.end = last + 1;
  while (chain.begin > job->sentence->begin + 1 && chain.begin + MAX_CHAIN > last && links_phrases (job, chain.begin - 1)
         && postil_claim_in_phrase (job->tags[chain.begin - 2]) && job->tags[chain.begin - 2] != POSTIL_TAG_DETERMINER)
    chain.begin = postil_claim_phrase_at (job, chain.begin - 2).begin;
  return chain;
}

char *
postil_claim_dup_words (const PostilClaimJob *job, guint begin, guint end)
{
  const PostilToken *tokens = job->tokens->tokens;

  if (begin >= end)
    return NULL;
  return g_strndup (job->tokens->text + tokens[begin].byte, tokens[end - 1].byte_end - tokens[begin].byte);
}
