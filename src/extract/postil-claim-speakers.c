/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who says so. The first rule that finds a speaker decides: the owner of the figure, whoever governs its clause with a verb of saying,
 * who stands behind "said" or "according to", and who spoke for the figure before. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define MAX_SPEAKER 9

typedef struct
{
  PostilClaimJob *job;
  const PostilFound *found;
  const PostilClause *clause;
  char *speaker; /* (nullable): found */
} Asker;

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
  if (begin > job->sentence->begin && job->tags[begin - 1] == POSTIL_TAG_FIGURE
      && job->tokens->tokens[begin - 1].kind == POSTIL_TOKEN_WORD && !postil_claim_is (job, begin, "of")
      && g_array_index (job->found, PostilFound, job->found_at[begin - 1] - 1).figure.kind == POSTIL_FIGURE_NUMBER)
    begin--;
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

/* The person named last before a token, with "Ms" where that stands there. */
static char *
dup_person_before (const PostilClaimJob *job, guint token)
{
  const PostilToken *tokens = job->tokens->tokens;

  for (guint i = token; i > 0 && i + 200 > token; i--)
    {
      const PostilName *name
          = job->name_at[i - 1] > 0 ? &g_array_index (job->names->names, PostilName, job->name_at[i - 1] - 1) : NULL;
      guint begin;

      if (name == NULL || name->type != POSTIL_NAME_PER)
        continue;
      begin = name->begin;
      if (begin > 0
          && (postil_token_is (job->tokens, begin - 1, "ms") || postil_token_is (job->tokens, begin - 1, "mr")
              || postil_token_is (job->tokens, begin - 1, "mrs") || postil_token_is (job->tokens, begin - 1, "dr")))
        begin--;
      return g_strndup (job->tokens->text + tokens[begin].byte, tokens[name->end - 1].byte_end - tokens[begin].byte);
    }
  return NULL;
}

/* "its chairman, Anil Deshmukh, told": the person between the commas before a verb. */
static char *
dup_person_right_before (const PostilClaimJob *job, guint verb)
{
  guint i = verb;

  while (i > job->sentence->begin && (job->tags[i - 1] == POSTIL_TAG_COMMA || job->tags[i - 1] == POSTIL_TAG_ADVERB))
    i--;
  if (i == job->sentence->begin || job->name_at[i - 1] == 0)
    return NULL;
  return dup_speaker (job, g_array_index (job->names->names, PostilName, job->name_at[i - 1] - 1).begin, i);
}

/* Whom "it", "he" or "they" stand for as a speaker. */
static char *
dup_antecedent (const PostilClaimJob *job, guint pronoun)
{
  const gboolean person = postil_claim_is (job, pronoun, "he") || postil_claim_is (job, pronoun, "she");

  if (person)
    return dup_person_before (job, pronoun);
  if (job->heard != NULL && job->heard_in + 1 == job->sentence_index && !job->heard_source)
    return g_strdup (job->heard);
  if (job->main_subject.begin < job->main_subject.end && job->main_subject.end - job->main_subject.begin <= MAX_SPEAKER)
    {
      const PostilToken *tokens = job->tokens->tokens;

      return g_strndup (job->tokens->text + tokens[job->main_subject.begin].byte,
                        tokens[job->main_subject.end - 1].byte_end - tokens[job->main_subject.begin].byte);
    }
  return NULL;
}

/* "its chairman, Anil Deshmukh, told": the name set off behind the subject. */
static char *
dup_set_off (const PostilClaimJob *job, const PostilClause *clause)
{
  const guint begin = clause->subject_end + 1;
  PostilPhrase phrase;

  if (postil_claim_tag (job, clause->subject_end) != POSTIL_TAG_COMMA || postil_claim_tag (job, begin) != POSTIL_TAG_NAME)
    return NULL;
  phrase = postil_claim_phrase_at (job, begin);
  return person_in (job, phrase.begin, phrase.end) != NULL ? dup_speaker (job, phrase.begin, phrase.end) : NULL;
}

static gboolean
in_quotes (const PostilClaimJob *job, guint index)
{
  guint n = 0;

  for (guint i = job->sentence->begin; i < index; i++)
    n += job->tags[i] == POSTIL_TAG_QUOTE;
  return n % 2 == 1;
}

/* "cut its forecast": what somebody guesses is his word. */
static gboolean
has_guess (const PostilClaimJob *job, const PostilClause *clause)
{
  static const char *const words[] = { "forecast", "forecasts", "estimate", "estimates", "prediction", "projection", "guess" };

  for (guint i = clause->verb; i < clause->end && i < clause->verb + 6; i++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      if (postil_claim_is (job, i, words[w]))
        return TRUE;
  return FALSE;
}

typedef enum
{
  SENSE_NONE,
  SENSE_SAYS,    /* stands behind what he says */
  SENSE_THINKS,  /* expects, reckons */
  SENSE_SHOWS,   /* a survey found */
  SENSE_GUESSES, /* cut its forecast */
  SENSE_CALLS,   /* names somebody else's figure */
} Sense;

/* "put it at": the figure is a guess; "put it aside" is none. */
static gboolean
has_at (const PostilClaimJob *job, const PostilClause *clause)
{
  for (guint i = clause->verb + 1; i < clause->end && i < clause->verb + 12; i++)
    if (postil_claim_is_listed (job, i, "at between nearer above below"))
      return TRUE;
  return FALSE;
}

static Sense
sense_of (const PostilClaimJob *job, const PostilClause *clause)
{
  const guint verb = clause->verb;

  if (verb >= clause->end)
    return SENSE_NONE;
  if (postil_claim_is_listed (
          job, verb,
          "said says say told tell tells added adds noted notes argued argues warned warns wrote writes insisted insists "
          "denied denies deny confirmed confirms stated states explained explains claimed claims replied admitted admits "
          "admit complained complain complains announced conceded acknowledged disclosed revealed calculated calculates "
          "reported reports maintains testified joked briefed agree suggested suggests"))
    return SENSE_SAYS;
  if (postil_claim_is_listed (
          job, verb,
          "reckons reckon reckoned believes believe believed thinks think thought expects expect expected predicts predict "
          "predicted forecast forecasts estimates estimate estimated sees see puts put hopes hope hoped fears guess guessed "
          "counts looked pointed pencilled guides foresees doubts projects projected"))
    return postil_claim_is_listed (job, verb, "put puts") && !has_at (job, clause) ? SENSE_NONE : SENSE_THINKS;
  if (postil_claim_is_listed (job, verb, "show shows showed shown found finds find indicates indicate indicated suggest"))
    return !postil_claim_is_listed (job, verb, "found find finds") || postil_claim_is (job, (gint64) verb + 1, "that")
                   || (postil_claim_class (job, clause->head) & POSTIL_CLAIM_WORD_SOURCE)
               ? SENSE_SHOWS
               : SENSE_NONE;
  if (postil_claim_is_listed (job, verb,
                              "called calls mentioned cited wants want wanted asked demands demanded dismissed rejected"))
    return SENSE_CALLS;
  return has_guess (job, clause) ? SENSE_GUESSES : SENSE_NONE;
}

static void
take (Asker *asker, char *text)
{
  if (asker->speaker == NULL && text != NULL && text[0] != '\0')
    asker->speaker = text;
  else
    g_free (text);
}

/* The subject of a clause as a speaker. */
static char *
dup_subject (const PostilClaimJob *job, const PostilClause *clause)
{
  const guint32 classes = postil_claim_class (job, clause->head);
  char *text;
  guint end;

  if (clause->subject >= clause->subject_end)
    return NULL;
  if (job->tags[clause->head] == POSTIL_TAG_PRONOUN)
    return dup_antecedent (job, clause->head);
  for (guint i = clause->subject + 1; i + 1 < clause->subject_end && (classes & POSTIL_CLAIM_WORD_SOURCE); i++)
    if (postil_claim_is (job, i, "by") || postil_claim_is (job, i, "from"))
      return dup_speaker (job, i + 1, speaker_end (job, i + 1));
  text = dup_set_off (job, clause);
  if (text != NULL)
    return text;
  end = MAX (MIN (clause->subject_end, speaker_end (job, clause->subject)), clause->head + 1);
  if ((classes & POSTIL_CLAIM_WORD_SOURCE) && !(classes & POSTIL_CLAIM_WORD_PEOPLE)
      && postil_claim_is (job, clause->head + 1, "for"))
    end = clause->head + 1;
  return dup_speaker (job, clause->subject, end);
}

/* "the government's 4.8%" after "against" or "than"; "in the owner's reckoning". */
static void
ask_owner (Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint begin = asker->found->begin, end = asker->found->end;

  if (postil_claim_tag (job, (gint64) begin - 1) == POSTIL_TAG_POSSESSIVE && begin > job->sentence->begin + 1)
    {
      const guint owner = postil_claim_phrase_at (job, begin - 2).begin;

      if (postil_claim_is_listed (job, owner > 0 ? owner - 1 : 0, "against than not nearer to"))
        take (asker, dup_speaker (job, owner, begin - 1));
    }
  for (guint i = end; i + 1 < job->sentence->end && i < end + 6 && postil_claim_is_listed (job, end, "in on by"); i++)
    if (job->tags[i] == POSTIL_TAG_POSSESSIVE
        && (postil_claim_is_listed (job, i + 1,
                                    "reckoning estimate estimates view count own figures calculation forecast opinion books")
            || job->tags[i + 1] == POSTIL_TAG_MARK))
      take (asker, dup_speaker (job, end + 1, i));
}

/* "640 named by the buyer"; "the 75,000 that economists had forecast". */
static void
ask_behind (Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint end = asker->found->end;
  const PostilClause *all = &g_array_index (job->clauses, PostilClause, 0);
  const PostilClause *next = asker->clause + 1;

  for (guint i = end; i + 2 < job->sentence->end && i < end + 5 && job->tags[i] != POSTIL_TAG_COMMA; i++)
    if (postil_claim_is_listed (
            job, i, "named mentioned given cited claimed reported estimated forecast predicted expected demanded proposed")
        && postil_claim_is (job, (gint64) i + 1, "by") && postil_claim_in_phrase (job->tags[i + 2]))
      take (asker, dup_speaker (job, i + 2, speaker_end (job, i + 2)));
  if (next < all + job->clauses->len && next->begin < end + 4 && next->kind == POSTIL_CLAUSE_RELATIVE && !next->borrowed
      && (sense_of (job, next) != SENSE_NONE || postil_claim_is_listed (job, next->verb, "worked had came")))
    take (asker, dup_subject (job, next));
  if (postil_claim_in_phrase (postil_claim_tag (job, end)) && postil_claim_tag (job, end) != POSTIL_TAG_DETERMINER)
    {
      const PostilPhrase phrase = postil_claim_phrase_at (job, end);
      guint verb = phrase.end;

      while (postil_claim_tag (job, verb) == POSTIL_TAG_AUXILIARY || postil_claim_tag (job, verb) == POSTIL_TAG_ADVERB)
        verb++;
      if (postil_claim_class (job, phrase.end - 1) & POSTIL_CLAIM_WORD_PEOPLE
          && postil_claim_is_listed (job, verb, "expected forecast predicted hoped thought estimated")
          && (postil_claim_is (job, (gint64) asker->found->begin - 1, "the")
              || postil_claim_is (job, (gint64) asker->found->begin - 1, "than")))
        take (asker, dup_speaker (job, phrase.begin, phrase.end));
    }
}

static void
ask_consensus (Asker *asker)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = asker->found->begin; i > asker->clause->begin && i + 3 > asker->found->begin; i--)
    if (postil_claim_is (job, (gint64) i - 1, "consensus"))
      take (asker, g_strdup ("consensus"));
}

/* Whoever thinks of himself plans; whoever thinks of others says so. */
static gboolean
thinks_of_himself (const Asker *asker, const PostilClause *clause)
{
  const PostilClaimJob *job = asker->job;
  const char *subject = asker->found->figure.claim.subject;
  const guint head = clause->head;
  const PostilName *name = job->name_at[head] > 0 ? &g_array_index (job->names->names, PostilName, job->name_at[head] - 1) : NULL;

  if (postil_claim_class (job, head) & POSTIL_CLAIM_WORD_PEOPLE)
    return FALSE;
  if (name != NULL)
    return name->type != POSTIL_NAME_PER && subject != NULL && name->entity != POSTIL_NAME_NO_ENTITY
           && strstr (subject, g_array_index (job->names->entities, PostilNamed, name->entity).name) != NULL;
  return (postil_claim_class (job, head) & POSTIL_CLAIM_WORD_COMPANY)
         && !postil_claim_is_listed (job, head, "broker brokerage fund bank agency");
}

static gboolean
is_passive (const PostilClaimJob *job, const PostilClause *clause)
{
  for (guint i = clause->verb; i > clause->begin && i + 4 > clause->verb; i--)
    if (postil_claim_class (job, (gint64) i - 1) & POSTIL_CLAIM_WORD_BE)
      return TRUE;
  return FALSE;
}

/* X said that …; X puts it at …; the nearest such verb above the figure. */
static void
ask_governors (Asker *asker, gboolean thoughts)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *all = &g_array_index (job->clauses, PostilClause, 0), *clause = asker->clause, *below = NULL;

  for (guint depth = 0; depth < 5; depth++)
    {
      const Sense sense = clause->verb < asker->found->begin ? sense_of (job, clause) : SENSE_NONE;
      const gboolean thought = sense == SENSE_THINKS || sense == SENSE_CALLS;
      gboolean speaks = sense != SENSE_NONE && thought == thoughts && !is_passive (job, clause);

      if (below == NULL)
        speaks = speaks && !(sense == SENSE_SAYS && postil_claim_is_listed (job, clause->verb, "added adds announced"));
      else
        speaks = speaks && !postil_claim_is_listed (job, clause->verb, "put puts see sees saw")
                 && (!thought || below->kind == POSTIL_CLAUSE_REPORTED);
      if (thought
          && !postil_claim_is_listed (job, clause->verb,
                                      "put puts called estimates estimated estimate predicts predicted reckons"))
        speaks = speaks && !thinks_of_himself (asker, clause);
      if (speaks)
        {
          take (asker, dup_subject (job, clause));
          return;
        }
      if (&all[clause->parent] == clause)
        return;
      below = clause;
      clause = &all[clause->parent];
    }
}

static void
ask_sayers (Asker *asker)
{
  ask_governors (asker, FALSE);
}

static void
ask_thinkers (Asker *asker)
{
  ask_governors (asker, TRUE);
}

/* "Last year, officials say, sellers were …": words put in between. */
static void
ask_middle (Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *all = &g_array_index (job->clauses, PostilClause, 0);

  for (const PostilClause *clause = asker->clause; clause > all; clause--)
    {
      const PostilClause *before = clause - 1;

      if (sense_of (job, before) == SENSE_SAYS && !before->borrowed
          && postil_claim_tag (job, (gint64) before->verb + 1) == POSTIL_TAG_COMMA
          && (before->begin == job->sentence->begin || postil_claim_tag (job, (gint64) before->begin - 1) == POSTIL_TAG_COMMA))
        take (asker, dup_subject (job, before));
      if (before->begin + 30 < asker->found->begin)
        return;
    }
}

/* Whether nothing but a date or a listener follows the verb up to the next comma. */
static gboolean
ends_soon (const PostilClaimJob *job, const PostilClause *clause)
{
  for (guint i = clause->verb + 1; i < clause->end && i < clause->verb + 9; i++)
    {
      if (job->tags[i] == POSTIL_TAG_FIGURE || job->tags[i] == POSTIL_TAG_VERB)
        return FALSE;
      if (job->tags[i] == POSTIL_TAG_COMMA || job->tags[i] == POSTIL_TAG_MARK || job->tags[i] == POSTIL_TAG_QUOTE)
        return TRUE;
    }
  return clause->end < clause->verb + 9;
}

/* "…, X said", "…, said X on Friday": the words before belong to X. */
static void
ask_tail (Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *all = &g_array_index (job->clauses, PostilClause, 0);
  const guint own = (guint) (asker->clause - all);

  for (guint c = own; c < job->clauses->len && all[c].begin < asker->found->end + 50; c++)
    {
      const PostilClause *clause = &all[c];
      const gboolean heads = c + 1 < job->clauses->len && all[c + 1].kind == POSTIL_CLAUSE_REPORTED;
      const Sense sense = sense_of (job, clause);
      const guint after = clause->verb + 1;
      const PostilTag border = postil_claim_tag (job, (gint64) clause->begin - 1);

      if (c > own && clause->begin > 0 && postil_token_is_mark (postil_claim_token (job, (gint64) clause->begin - 1), ';'))
        return;
      if (clause->begin < asker->found->end
          || (sense != SENSE_SAYS && sense != SENSE_SHOWS && !postil_claim_is_listed (job, clause->verb, "reckons estimates"))
          || heads || clause->kind == POSTIL_CLAUSE_RELATIVE || (border != POSTIL_TAG_COMMA && border != POSTIL_TAG_QUOTE)
          || postil_claim_is_listed (job, clause->verb, "denied denies"))
        continue;
      if (clause->begin == clause->verb && postil_claim_is_listed (job, clause->verb, "told"))
        take (asker, dup_person_right_before (job, clause->begin));
      else if (clause->begin == clause->verb && after < job->sentence->end && postil_claim_in_phrase (job->tags[after]))
        take (asker, dup_speaker (job, after, speaker_end (job, after)));
      else if (!clause->borrowed && ends_soon (job, clause))
        take (asker, dup_subject (job, clause));
    }
}

/* "In a survey of 2,140 sellers by Handelsforum, 46% said": whose survey the sentence opens with. */
static void
ask_survey (Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint begin = job->sentence->begin;
  guint source = begin;

  if (!postil_claim_is (job, begin, "in"))
    return;
  for (guint i = begin; i < begin + 12 && i < asker->found->begin && source == begin; i++)
    if (postil_claim_is_listed (job, i, "survey poll study report sample"))
      source = i;
  for (guint i = source + 1; source > begin && i < asker->found->begin && i < source + 8; i++)
    if (postil_claim_is (job, i, "by") && postil_claim_in_phrase (postil_claim_tag (job, (gint64) i + 1)))
      take (asker, dup_speaker (job, i + 1, speaker_end (job, i + 1)));
}

/* Where a speaker's phrase begins within "figures from X", "a poll by X": at X. */
static guint
skip_source (const PostilClaimJob *job, guint begin, guint end)
{
  for (guint i = begin; i + 1 < end; i++)
    if (postil_claim_is (job, i, "by") || postil_claim_is (job, i, "from"))
      return i + 1;
  return begin;
}

static void
ask_according (Asker *asker)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = job->sentence->begin; i + 2 < job->sentence->end; i++)
    {
      guint begin = i + 2, end;

      if (!postil_claim_is (job, i, "according") || !postil_claim_is (job, (gint64) i + 1, "to"))
        continue;
      while (begin + 1 < job->sentence->end && job->tags[begin] == POSTIL_TAG_FIGURE)
        begin++;
      end = speaker_end (job, begin);
      begin = skip_source (job, begin, end);
      if (end > begin && (asker->found->begin < i || asker->found->begin >= end))
        take (asker, dup_speaker (job, begin, end));
      return;
    }
}

/* The figure before has a source, and nothing but a comma or "and" stands between. */
static void
ask_before (Asker *asker)
{
  PostilClaimJob *job = asker->job;
  const guint own = (guint) (asker->found - &g_array_index (job->found, PostilFound, 0));
  const PostilClause *first = &g_array_index (job->clauses, PostilClause, 0);
  const gboolean opens = postil_token_has (&job->tokens->tokens[job->sentence->begin], POSTIL_TOKEN_BLOCK_BEFORE);
  const gboolean base
      = postil_claim_is_listed (job, asker->found->context > 0 ? asker->found->context - 1 : 0, "against than from");

  for (guint i = own; i > job->first && i + 3 > own; i--)
    {
      const PostilFound *last = &g_array_index (job->found, PostilFound, i - 1);

      if (last->figure.claim.attribution == NULL)
        continue;
      if (last->begin >= asker->clause->begin || (asker->clause->borrowed && asker->clause->kind != POSTIL_CLAUSE_RELATIVE))
        take (asker, base && !(last->begin >= asker->clause->begin) ? NULL : g_strdup (last->figure.claim.attribution));
      return;
    }
  if (job->heard == NULL || opens || own != job->first || job->sentence_index - job->heard_in > 1)
    return;
  if (in_quotes (job, asker->found->begin) || job->heard_source
      || (first->head < first->subject_end && postil_claim_is_listed (job, first->subject, "that this")
          && first->head <= first->subject + 1)
      || postil_claim_is_listed (job, (gint64) asker->clause->verb - 1, "would"))
    take (asker, g_strdup (job->heard));
}

/**
 * postil_claim_ask_attribution:
 * @job: the job
 * @found: a figure of the sentence whose subject is decided
 *
 * Decides who says what the figure claims; %NULL is the article itself.
 */
void
postil_claim_ask_attribution (PostilClaimJob *job, PostilFound *found)
{
  Asker asker = { .job = job, .found = found, .clause = postil_clause_of (job, found->begin) };
  void (*const rules[]) (Asker *) = { ask_owner,  ask_behind,    ask_consensus, ask_sayers,   ask_tail,
                                      ask_survey, ask_according, ask_middle,    ask_thinkers, ask_before };

  if (found->figure.kind == POSTIL_FIGURE_AGE)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rules) && asker.speaker == NULL; i++)
    rules[i](&asker);
  found->figure.claim.attribution = asker.speaker;
}

/**
 * postil_claim_hear:
 * @job: the job
 *
 * Notes who spoke in the sentence just read, for the next. Silence keeps the speaker to the end of the paragraph.
 */
void
postil_claim_hear (PostilClaimJob *job)
{
  if (postil_token_has (&job->tokens->tokens[job->sentence->begin], POSTIL_TOKEN_BLOCK_BEFORE))
    g_clear_pointer (&job->heard, g_free);
  for (guint i = job->sentence->begin; i + 2 < job->sentence->end; i++)
    if (postil_claim_is (job, i, "according") && postil_claim_is (job, (gint64) i + 1, "to"))
      {
        char *text = dup_speaker (job, i + 2, speaker_end (job, i + 2));

        if (text == NULL)
          continue;
        g_free (job->heard);
        job->heard = text;
        job->heard_in = job->sentence_index;
        job->heard_source = FALSE;
      }
  for (guint c = 0; c < job->clauses->len; c++)
    {
      const PostilClause *clause = &g_array_index (job->clauses, PostilClause, c);
      PostilPhrase who = { clause->subject, MAX (clause->subject_end, clause->subject) };
      char *text = NULL;
      gboolean source = FALSE;

      if (clause->verb == clause->end || !(postil_claim_class (job, clause->verb) & POSTIL_CLAIM_WORD_SAY))
        continue;
      if (clause->borrowed && postil_claim_in_phrase (postil_claim_tag (job, (gint64) clause->verb + 1)))
        who = (PostilPhrase){ clause->verb + 1, speaker_end (job, clause->verb + 1) };
      for (guint i = who.begin + 1; i + 1 < who.end; i++)
        if ((postil_claim_is (job, i, "by") || postil_claim_is (job, i, "from"))
            && postil_claim_class (job, clause->head) & POSTIL_CLAIM_WORD_SOURCE)
          {
            who.begin = i + 1;
            source = TRUE;
          }
      text = dup_set_off (job, clause);
      if (text == NULL && who.begin < who.end)
        text = dup_speaker (job, who.begin, MIN (who.end, speaker_end (job, who.begin)));
      if (text == NULL)
        continue;
      g_free (job->heard);
      job->heard = text;
      job->heard_in = job->sentence_index;
      job->heard_source = source;
    }
}
