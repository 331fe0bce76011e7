/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose figure it is: candidates are the names of the sentence and of those before, whom the article is about, and the noun phrase that
 * is the subject of the clause; the grammar between a candidate and the figure decides. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define MENTIONS_BACK 14 /* names looked at before the figure */
#define MENTIONS_AHEAD 6 /* and after it */
#define PHRASE_KEY 0x80000000u

enum
{
  F_RELATION,
  F_COARSE,
  F_COARSE_TYPE,
  F_COARSE_NAMED,
  F_TYPE_SUBJECT,
  F_TOPIC,
  F_TOPIC_NAMED,
  F_TOPIC_SUBJECT,
  F_TOPIC_OWNER,
  F_LAST,
  F_LAST_SUBJECT,
  F_MAIN,
  F_MAIN_SUBJECT,
  F_MAIN_OWNER,
  F_DISTANCE,
  F_DISTANCE_SUBJECT,
  F_NEAREST,
  F_SPEAKER,
  F_SHARE,
  F_PHRASE,
  F_PHRASE_CLASS,
  F_PHRASE_KIND,
  F_NOTHING,
  F_NOTHING_KIND,
  F_HEADLINE,
  F_AGE,
  F_FOCUS,
  F_FOCUS_OWNER,
  F_ROLE,
  F_OPENING,
};

typedef enum
{
  SUBJECT_NONE,
  SUBJECT_NAME,
  SUBJECT_IT,
  SUBJECT_THEY,
  SUBJECT_PERSON,
  SUBJECT_WE,
  SUBJECT_COMPANY,
  SUBJECT_PLACE,
  SUBJECT_BUSINESS,
  SUBJECT_ECONOMY,
  SUBJECT_PEOPLE,
  SUBJECT_SHARES,
  SUBJECT_OTHER,
} SubjectKind;

typedef enum
{
  OWNER_NONE,
  OWNER_ITS,
  OWNER_THEIR,
  OWNER_PERSON,
  OWNER_OUR,
  OWNER_NAME,
  OWNER_COMPANY,
} OwnerKind;

typedef struct
{
  PostilClaimJob *job;
  const PostilFound *found;
  const PostilClause *clause;
  SubjectKind subject;
  OwnerKind owner;
  guint32 head; /* hash of the head of the clause's subject */
  guint32 verb;
  guint32 noun;   /* hash of the word behind the figure */
  gboolean named; /* a name is or owns the clause's subject */
  guint role;     /* key of the entity for which the clause's subject stands: "the insurer"; 0 none */
  guint last;     /* key of the subject of the figure before, 0 none */
  guint last_distance;
} Asker;

static guint32
hash_at (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_token (job, index)->hash;
}

static SubjectKind
kind_of_phrase (const PostilClaimJob *job, guint begin, guint head)
{
  const guint32 classes = postil_claim_class (job, head);

  if (postil_claim_tag (job, head) == POSTIL_TAG_NAME)
    return SUBJECT_NAME;
  if (postil_claim_is (job, head, "it") || postil_claim_is (job, head, "itself"))
    return SUBJECT_IT;
  if (postil_claim_is (job, head, "they"))
    return SUBJECT_THEY;
  if (postil_claim_is (job, head, "he") || postil_claim_is (job, head, "she"))
    return SUBJECT_PERSON;
  if (postil_claim_is (job, head, "we") || postil_claim_is (job, head, "i"))
    return SUBJECT_WE;
  if (classes & POSTIL_CLAIM_WORD_SHARES)
    return SUBJECT_SHARES;
  if ((classes & POSTIL_CLAIM_WORD_COMPANY) && begin < head)
    return SUBJECT_COMPANY;
  if ((classes & POSTIL_CLAIM_WORD_COUNTRY) && begin < head)
    return SUBJECT_PLACE;
  if (classes & POSTIL_CLAIM_WORD_BUSINESS)
    return SUBJECT_BUSINESS;
  if (classes & POSTIL_CLAIM_WORD_ECONOMY)
    return SUBJECT_ECONOMY;
  return classes & POSTIL_CLAIM_WORD_PEOPLE ? SUBJECT_PEOPLE : SUBJECT_OTHER;
}

static OwnerKind
owner_at (const PostilClaimJob *job, guint i)
{
  if (postil_claim_is (job, i, "its"))
    return OWNER_ITS;
  if (postil_claim_is (job, i, "their"))
    return OWNER_THEIR;
  if (postil_claim_is (job, i, "his") || postil_claim_is (job, i, "her"))
    return OWNER_PERSON;
  if (postil_claim_is (job, i, "our") || postil_claim_is (job, i, "my"))
    return OWNER_OUR;
  if (postil_claim_tag (job, i) == POSTIL_TAG_POSSESSIVE)
    return postil_claim_tag (job, (gint64) i - 1) == POSTIL_TAG_NAME ? OWNER_NAME : OWNER_COMPANY;
  return OWNER_NONE;
}

/* The owner nearest before the figure within its clause, or of the clause's subject. */
static OwnerKind
find_owner (const Asker *asker)
{
  const guint begin = MIN (asker->clause->subject, asker->clause->begin);
  const guint end = asker->found->begin;

  for (guint i = end; i > begin && i + 16 > end; i--)
    {
      const OwnerKind owner = owner_at (asker->job, i - 1);

      if (owner != OWNER_NONE)
        return owner;
    }
  return OWNER_NONE;
}

static gboolean
is_headline (const PostilClaimJob *job)
{
  return (job->sentence->flags & POSTIL_SENTENCE_HEADING) != 0;
}

static guint
preposition_before (const PostilClaimJob *job, guint begin)
{
  static const char *const words[]
      = { "of",      "at",    "in",     "for",  "to",   "from",  "by",     "with",    "on",   "than",  "against",
          "between", "among", "behind", "into", "over", "after", "across", "outside", "like", "about", "per" };
  gint64 i = (gint64) begin - 1;

  for (guint n = 0; n < 4
                    && (postil_claim_tag (job, i) == POSTIL_TAG_DETERMINER || postil_claim_tag (job, i) == POSTIL_TAG_ADJECTIVE
                        || postil_claim_tag (job, i) == POSTIL_TAG_NOUN);
       n++)
    i--;
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    if (postil_claim_is (job, i, words[w]))
      return w + 1;
  return 0;
}

/* How a mention stands to the figure. */
static guint
relation_of (const Asker *asker, guint begin, guint end)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause, *own;
  const gboolean possessive = postil_claim_tag (job, end) == POSTIL_TAG_POSSESSIVE;
  const guint preposition = preposition_before (job, begin);

  if (begin >= clause->subject && end <= clause->subject_end)
    {
      const guint base = clause->borrowed ? 100 : 0;

      if (possessive)
        return base + 1;
      if (begin <= clause->head && end > clause->head)
        return base + 2;
      return preposition > 0 && begin > clause->head ? base + 10 + preposition : base + 3;
    }
  own = postil_clause_of (job, begin);
  if (own == clause)
    {
      const guint base = begin < asker->found->begin ? 200 : 250;

      if (possessive)
        return base + 1;
      return preposition > 0 ? base + 10 + preposition : base + (begin < clause->verb ? 2 : 3);
    }
  {
    const guint index = (guint) (own - &g_array_index (job->clauses, PostilClause, 0));
    const guint base = (index == clause->parent ? 300 : own < clause ? 400 : 500);

    if (begin >= own->subject && end <= own->subject_end)
      return base + (possessive ? 1 : begin <= own->head && end > own->head ? 2 : 3);
    return base + (possessive ? 4 : 10 + preposition);
  }
}

static guint
topic_rank (const PostilClaimJob *job, guint entity)
{
  for (guint i = 0; i < POSTIL_CLAIM_N_TOPICS; i++)
    if (job->topics[i] == entity)
      return i;
  return POSTIL_CLAIM_N_TOPICS;
}

static gboolean
is_speaker (const PostilClaimJob *job, guint begin, guint end)
{
  return (postil_claim_class (job, end) & POSTIL_CLAIM_WORD_SAY) != 0
         || (postil_claim_class (job, (gint64) begin - 1) & POSTIL_CLAIM_WORD_SAY) != 0
         || (postil_claim_is (job, (gint64) begin - 1, "to") && postil_claim_is (job, (gint64) begin - 2, "according"));
}

static void
add_relation (const Asker *asker, PostilChoice *choice, PostilCandidate *candidate, guint type, guint relation)
{
  const guint coarse = relation / 50 * 4 + (relation % 50 > 10 ? 0 : relation % 50);

  postil_choice_feature (choice, candidate, F_RELATION, relation);
  postil_choice_feature (choice, candidate, F_COARSE, coarse);
  postil_choice_feature (choice, candidate, F_COARSE_TYPE, coarse * 8 + type);
  postil_choice_feature (choice, candidate, F_COARSE_NAMED, coarse * 2 + asker->named);
}

/* How much of the article's naming is of this entity, in five steps. */
static guint
share_of (const PostilClaimJob *job, guint entity)
{
  guint n = 0, all = 0;

  for (guint i = 0; i < POSTIL_CLAIM_N_TOPICS; i++)
    {
      all += job->topic_points[i];
      n += job->topics[i] == entity ? job->topic_points[i] : 0;
    }
  return all > 0 ? n * 5 / all : 0;
}

/* What holds for a candidate wherever it stands. */
static void
add_standing (const Asker *asker, PostilChoice *choice, PostilCandidate *candidate, guint type)
{
  const PostilClaimJob *job = asker->job;
  const gboolean last = asker->last != 0 && asker->last == candidate->key;
  const gboolean main = job->main_entity != POSTIL_NAME_NO_ENTITY && job->main_entity + 1 == candidate->key;
  const guint topic = candidate->key & PHRASE_KEY ? 7 : topic_rank (job, candidate->key - 1);

  postil_choice_feature (choice, candidate, F_TYPE_SUBJECT, asker->subject * 8 + type);
  postil_choice_feature (choice, candidate, F_TOPIC, topic * 8 + type);
  postil_choice_feature (choice, candidate, F_TOPIC_NAMED, topic * 2 + asker->named);
  postil_choice_feature (choice, candidate, F_TOPIC_SUBJECT, topic * 16 + asker->subject);
  postil_choice_feature (choice, candidate, F_TOPIC_OWNER, topic * 16 + asker->owner);
  if (topic < 7)
    postil_choice_feature (choice, candidate, F_SHARE, share_of (job, candidate->key - 1) * 2 + asker->named);
  if (asker->last != 0)
    {
      postil_choice_feature (choice, candidate, F_LAST, (last * 8 + asker->last_distance) * 2 + asker->named);
      postil_choice_feature (choice, candidate, F_LAST_SUBJECT, (last * 8 + asker->last_distance) * 16 + asker->subject);
    }
  if (main)
    {
      postil_choice_feature (choice, candidate, F_MAIN, type * 2 + asker->named);
      postil_choice_feature (choice, candidate, F_MAIN_SUBJECT, asker->subject);
      postil_choice_feature (choice, candidate, F_MAIN_OWNER, asker->owner);
    }
  if (type < POSTIL_N_NAME_TYPES && job->focus[type] + 1 == candidate->key && job->focus[type] != POSTIL_NAME_NO_ENTITY)
    {
      postil_choice_feature (choice, candidate, F_FOCUS, (type * 16 + asker->subject) * 2 + asker->named);
      postil_choice_feature (choice, candidate, F_FOCUS_OWNER, type * 16 + asker->owner);
    }
  if (asker->role > 0)
    postil_choice_feature (choice, candidate, F_ROLE, (asker->role == candidate->key) * 2 + asker->named);
  if (asker->found->figure.kind == POSTIL_FIGURE_AGE)
    postil_choice_feature (choice, candidate, F_AGE, type);
}

static PostilCandidate *
find_candidate (PostilChoice *choice, guint key)
{
  for (guint i = 1; i < choice->n; i++)
    if (choice->candidates[i].key == key)
      return &choice->candidates[i];
  return NULL;
}

static guint
phrase_key (const char *text)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);

  return postil_token_hash_folded (folded, strlen (folded)) | PHRASE_KEY;
}

static PostilCandidate *
add_phrase (const Asker *asker, PostilChoice *choice, char *text, guint type)
{
  const guint key = phrase_key (text);
  PostilCandidate *candidate = find_candidate (choice, key);

  if (candidate != NULL)
    {
      g_free (text);
      return candidate;
    }
  candidate = postil_choice_add (choice, text, key);
  if (candidate != NULL)
    add_standing (asker, choice, candidate, type);
  return candidate;
}

/* An entity as the article itself names it most fully. */
static char *
dup_fullest (const PostilClaimJob *job, const PostilNamed *named)
{
  const PostilToken *tokens = job->tokens->tokens;

  return g_strndup (job->tokens->text + tokens[named->begin].byte, tokens[named->end - 1].byte_end - tokens[named->begin].byte);
}

static PostilCandidate *
add_entity (const Asker *asker, PostilChoice *choice, guint entity)
{
  const PostilNamed *named = &g_array_index (asker->job->names->entities, PostilNamed, entity);
  PostilCandidate *candidate = find_candidate (choice, entity + 1);

  if (candidate != NULL)
    return candidate;
  candidate = postil_choice_add (choice, dup_fullest (asker->job, named), entity + 1);
  if (candidate != NULL)
    add_standing (asker, choice, candidate, named->type);
  return candidate;
}

static PostilCandidate *
add_name (const Asker *asker, PostilChoice *choice, const PostilName *name)
{
  const PostilToken *tokens = asker->job->tokens->tokens;

  if (name->entity != POSTIL_NAME_NO_ENTITY)
    return add_entity (asker, choice, name->entity);
  return add_phrase (asker, choice,
                     g_strndup (asker->job->tokens->text + tokens[name->begin].byte,
                                tokens[name->end - 1].byte_end - tokens[name->begin].byte),
                     POSTIL_NAME_MISC);
}

static guint
first_name (const PostilClaimJob *job, guint token)
{
  guint low = 0, high = job->names->names->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (job->names->names, PostilName, middle).begin < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* "Swedish", "Nordic": no name that figures belong to. */
static gboolean
is_adjective (const PostilClaimJob *job, const PostilName *name)
{
  const PostilTokens *tokens = job->tokens;

  return name->entity == POSTIL_NAME_NO_ENTITY && name->end == name->begin + 1
         && tokens->tokens[name->begin].kind == POSTIL_TOKEN_WORD
         && !postil_token_has (&tokens->tokens[name->begin], POSTIL_TOKEN_ALL_CAPS)
         && postil_tokens_at (tokens, name->end)->kind == POSTIL_TOKEN_WORD;
}

/* The names of the sentence, those nearest to the figure. */
static guint
add_names_here (const Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const guint middle = first_name (job, asker->found->begin);
  const guint from = middle > MENTIONS_BACK ? middle - MENTIONS_BACK : 0;
  guint n = 0;

  for (guint i = from; i < job->names->names->len && i < middle + MENTIONS_AHEAD; i++)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, i);
      PostilCandidate *candidate;

      if (name->begin < job->sentence->begin || is_adjective (job, name))
        continue;
      if (name->begin >= job->sentence->end)
        break;
      candidate = add_name (asker, choice, name);
      if (candidate == NULL)
        continue;
      add_relation (asker, choice, candidate, name->type, relation_of (asker, name->begin, name->end));
      if (is_speaker (job, name->begin, name->end))
        postil_choice_feature (choice, candidate, F_SPEAKER, name->type);
      n++;
    }
  return n;
}

/* Names of the sentences before, up to eight; the nearest mention of each counts. */
static void
add_names_before (const Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const guint end = first_name (job, job->sentence->begin);
  guint n = 0, sentence = job->sentence_index;

  for (guint i = end; i > 0 && n < 8 && i + 24 > end; i--)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, i - 1);
      const guint known = choice->n;
      PostilCandidate *candidate = name->entity != POSTIL_NAME_NO_ENTITY ? add_name (asker, choice, name) : NULL;
      guint distance;

      if (candidate == NULL || choice->n == known)
        continue;
      while (sentence > 0 && g_array_index (job->sentences, PostilSentence, sentence).begin > name->begin)
        sentence--;
      distance = MIN (job->sentence_index - sentence, 4);
      postil_choice_feature (choice, candidate, F_DISTANCE, (distance * 8 + name->type) * 2 + asker->named);
      postil_choice_feature (choice, candidate, F_DISTANCE_SUBJECT, distance * 16 + asker->subject);
      if (n == 0)
        postil_choice_feature (choice, candidate, F_NEAREST, asker->subject * 2 + asker->named);
      n++;
    }
}

static void
add_topics (const Asker *asker, PostilChoice *choice)
{
  for (guint i = 0; i < POSTIL_CLAIM_N_TOPICS; i++)
    if (asker->job->topics[i] != POSTIL_NAME_NO_ENTITY)
      add_entity (asker, choice, asker->job->topics[i]);
}

/* The clause's subject in its own words: "Nurses", "memory chips", "the dong". */
static void
add_subject_phrase (const Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause;
  guint begin = clause->subject;
  PostilCandidate *candidate;

  while (begin < clause->head && job->tags[begin] == POSTIL_TAG_DETERMINER)
    begin++;
  if (clause->subject_end <= clause->subject || job->tags[clause->head] == POSTIL_TAG_PRONOUN
      || job->tags[clause->head] == POSTIL_TAG_DETERMINER || job->name_at[clause->head] > 0 || clause->head - begin > 5)
    return;
  candidate = add_phrase (asker, choice, postil_claim_dup_words (job, begin, clause->head + 1), 6);
  if (candidate == NULL)
    return;
  postil_choice_feature (choice, candidate, F_PHRASE, clause->borrowed * 16 + asker->subject);
  postil_choice_feature (choice, candidate, F_PHRASE_CLASS, postil_claim_class (job, clause->head) >> 14);
  postil_choice_feature (choice, candidate, F_PHRASE_KIND,
                         (job->tags[clause->subject] == POSTIL_TAG_DETERMINER) * 32 + asker->found->figure.kind * 2
                             + (asker->found->figure.change.direction != POSTIL_CHANGE_NONE));
}

/* What the article opened with, and what the sentence before was about, in their own words. */
static void
add_earlier_phrases (const Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const PostilPhrase phrases[2] = { job->opening, job->main_subject };
  const PostilToken *tokens = job->tokens->tokens;

  for (guint i = 0; i < 2; i++)
    {
      const PostilPhrase *phrase = &phrases[i];
      guint begin = phrase->begin;
      PostilCandidate *candidate;

      while (begin < phrase->end && job->tags[begin] == POSTIL_TAG_DETERMINER)
        begin++;
      if (begin >= phrase->end || phrase->end - begin > 5 || job->name_at[phrase->end - 1] > 0)
        continue;
      candidate
          = add_phrase (asker, choice,
                        g_strndup (job->tokens->text + tokens[begin].byte, tokens[phrase->end - 1].byte_end - tokens[begin].byte),
                        6);
      if (candidate == NULL)
        continue;
      postil_choice_feature (choice, candidate, F_OPENING, (i * 2 + asker->named) * 16 + asker->subject);
      postil_choice_feature (choice, candidate, F_OPENING, 1000 + i * 2 + (job->topics[0] == POSTIL_NAME_NO_ENTITY));
    }
}

static void
add_nothing (const Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  PostilCandidate *nothing = &choice->candidates[0];
  const PostilFigure *figure = &asker->found->figure;
  gboolean others = FALSE;

  for (guint i = job->first; i < job->last && !others; i++)
    {
      const PostilFigureKind kind = g_array_index (job->found, PostilFound, i).figure.kind;

      others = kind == POSTIL_FIGURE_MONEY || kind == POSTIL_FIGURE_PERCENT || kind == POSTIL_FIGURE_NUMBER
               || kind == POSTIL_FIGURE_QUANTITY;
    }
  postil_choice_feature (choice, nothing, F_NOTHING, asker->subject);
  postil_choice_feature (choice, nothing, F_NOTHING_KIND, (figure->kind * 2 + figure->rank) * 2 + others);
}

static void
prepare (Asker *asker, PostilClaimJob *job, const PostilFound *found)
{
  const PostilClause *clause = postil_clause_of (job, found->begin);
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));

  *asker = (Asker){ .job = job, .found = found, .clause = clause };
  if (clause->subject < clause->subject_end)
    {
      asker->subject = kind_of_phrase (job, clause->subject, clause->head);
      asker->head = hash_at (job, clause->head);
    }
  asker->owner = find_owner (asker);
  for (guint i = clause->subject; i < clause->subject_end; i++)
    asker->named
        = asker->named
          || (job->name_at[i] > 0 && (i == clause->head || postil_claim_tag (job, (gint64) i + 1) == POSTIL_TAG_POSSESSIVE));
  for (guint i = clause->subject; i < clause->subject_end && asker->role == 0; i++)
    if (job->tags[i] == POSTIL_TAG_NOUN && i > clause->subject && job->tags[i - 1] == POSTIL_TAG_DETERMINER)
      asker->role = GPOINTER_TO_UINT (g_hash_table_lookup (job->roles, GUINT_TO_POINTER (hash_at (job, i))));
  asker->verb = hash_at (job, clause->verb);
  asker->noun = hash_at (job, found->end);
  for (guint i = own; i > job->first && i + 6 > own && asker->last == 0; i--)
    {
      const PostilFound *before = found - (own - i + 1);

      asker->last = job->subject_of[i - 1];
      if (before->begin >= clause->begin)
        asker->last_distance = 0;
      else if (before->begin >= job->sentence->begin)
        asker->last_distance = clause->borrowed ? 1 : 2;
      else
        asker->last_distance = postil_token_has (&job->tokens->tokens[job->sentence->begin], POSTIL_TOKEN_BLOCK_BEFORE) ? 4 : 3;
    }
  if (is_headline (job) && asker->subject == SUBJECT_COMPANY)
    asker->subject = SUBJECT_OTHER;
}

/**
 * postil_claim_ask_subject:
 * @job: the job
 * @found: a figure of the sentence
 *
 * Decides whose figure it is; the claim's subject stays %NULL when nobody is likely enough.
 */
void
postil_claim_ask_subject (PostilClaimJob *job, PostilFound *found)
{
  PostilChoice *choice = job->choice;
  const PostilCandidate *chosen;
  Asker asker;

  prepare (&asker, job, found);
  postil_choice_begin (choice, POSTIL_CLAIM_SUBJECT);
  add_nothing (&asker, choice);
  add_names_here (&asker, choice);
  add_subject_phrase (&asker, choice);
  add_earlier_phrases (&asker, choice);
  add_topics (&asker, choice);
  add_names_before (&asker, choice);
  chosen = postil_choice_decide (choice, job->judge, found);
  found->figure.claim.subject = g_strdup (chosen->text);
  job->subject_of[found - &g_array_index (job->found, PostilFound, 0)] = chosen->text != NULL ? chosen->key : 0;
}
