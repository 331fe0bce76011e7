/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose figure it is: candidates are the names of the sentence and of those before, whom the article is about, and the noun phrase that
 * is the subject of the clause; the grammar between a candidate and the figure decides. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define MENTIONS_BACK 14   /* names looked at before the figure */
#define MENTIONS_AHEAD 6   /* and after it */
#define MENTIONS_BEFORE 24 /* in the sentences before */
#define PHRASE_KEY 0x80000000u
#define LEAST_POINTS 45 /* below, more than four in ten were wrong on marked texts, and little more was found */

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
  guint points[POSTIL_CLAIM_MAX_CANDIDATES + 1]; /* of the rules, per candidate */
  guint32 noun;                                  /* hash of the word behind the figure */
  gboolean named;                                /* a name is or owns the clause's subject */
  guint role; /* key of the entity for which the clause's subject stands: "the insurer"; 0 none */
} Asker;

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

/* How a mention stands to the figure, as a number: hundreds for the place (0 subject of its clause, 100 a borrowed subject, 200 before
 * the figure in the clause, 250 behind it, 300 the clause above, 400 one before, 500 one behind); below them 1 for an owner, 2 for the
 * head, 3 for a word before it, 10 and more for a preposition. */
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
  return ((postil_claim_class (job, end) & POSTIL_CLAIM_WORD_SAY) != 0
          && (postil_claim_class (job, end) & POSTIL_CLAIM_WORD_THOUGHT) == 0)
         || (postil_claim_class (job, (gint64) begin - 1) & POSTIL_CLAIM_WORD_SAY) != 0
         || (postil_claim_is (job, (gint64) begin - 1, "to") && postil_claim_is (job, (gint64) begin - 2, "according"));
}

/* "fined Mercato €1.1 billion", "buy Norrland Timber for": the figure is his to whom it is done. */
static gboolean
is_patient (const Asker *asker, const PostilName *name)
{
  const PostilClaimJob *job = asker->job;
  guint i = name->begin;

  if (asker->found->figure.kind != POSTIL_FIGURE_MONEY || name->end > asker->found->begin || name->type == POSTIL_NAME_LOC
      || asker->found->begin > name->end + 9)
    return FALSE;
  while (i > job->sentence->begin && postil_claim_in_phrase (job->tags[i - 1]) && i + 4 > name->begin)
    i--;
  return postil_claim_is_listed (
             job, (gint64) i - 1,
             "fined fines fine buy buys bought acquire acquires acquired sold sell sells buying acquiring selling")
         && postil_claim_tag (job, name->end) != POSTIL_TAG_POSSESSIVE;
}

/* "…, figures from Corvo Property showed": the words behind the figure name its source. */
static gboolean
is_tail (const Asker *asker, const PostilName *name)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = postil_clause_of (job, name->begin);

  return clause > asker->clause && clause->verb < clause->end && name->begin > asker->found->end
         && (postil_claim_class (job, clause->verb) & POSTIL_CLAIM_WORD_SAY) != 0;
}

/* "Haitong Bay cut its estimate", "the fund expects": who guesses at the figures of others. */
static gboolean
guesses (const PostilClaimJob *job, const PostilName *name, gboolean topic)
{
  const PostilClause *clause = postil_clause_of (job, name->begin);

  if (name->begin < clause->subject || name->end > clause->subject_end || clause->verb >= clause->end)
    return FALSE;
  if (postil_claim_is_listed (job, clause->verb, "put puts estimates estimated estimate reckons reckoned"))
    return TRUE;
  if (topic)
    return FALSE;
  for (guint i = clause->verb; i < clause->end && i < clause->verb + 5; i++)
    if (postil_claim_is_listed (job, i, "forecast forecasts estimate estimates projection"))
      return TRUE;
  return postil_claim_is_listed (
      job, clause->verb,
      "expects expect expected sees see saw predicts predicted thinks believes forecasts looked pointed hoped spoken counts");
}

/* What the grammar alone would give a mention for owning the figure. */
static guint
points_of (const Asker *asker, const PostilName *name, guint relation)
{
  const PostilClaimJob *job = asker->job;
  const guint base = relation / 50 * 50, detail = relation % 50;
  const gboolean topic = topic_rank (job, postil_claim_entity (job, name)) < 2;
  const gboolean place = name->type == POSTIL_NAME_LOC;

  if (name->entity == POSTIL_NAME_NO_ENTITY)
    return base == 0 && detail == 2 ? 90 : 5;
  if (is_tail (asker, name))
    return 10;
  if (is_patient (asker, name))
    return 97;
  if (guesses (job, name, topic_rank (job, postil_claim_entity (job, name)) == 0))
    return 20;
  if (name->type == POSTIL_NAME_PRODUCT && base <= 100 && detail != 2 && detail != 1)
    return 45;
  if (is_speaker (job, name->begin, name->end))
    return name->type == POSTIL_NAME_PER ? 5 : topic && asker->owner != OWNER_NAME && !asker->named ? 75 : 25;
  if (base == 0 || base == 100)
    {
      const guint loss = base / 10;

      if (detail == 2 && name->type != POSTIL_NAME_PER)
        return 96 - loss;
      if (detail == 1 || detail == 2)
        return (asker->found->figure.kind != POSTIL_FIGURE_AGE && name->type == POSTIL_NAME_PER && !topic ? 60 : 95) - loss;
      if (detail == 3)
        return (place ? 60 : 85) - loss;
      return ((detail == 11 || detail == 12) && !place ? 85 : place && !topic ? 55 : 60) - loss;
    }
  if (base == 200 && detail == 1)
    return 70;
  if (base == 200)
    return detail == 11 || detail == 12 ? 60 : topic ? 55 : 35;
  if (base == 250)
    return detail == 1 ? 40 : topic ? 50 : 25;
  if (detail == 2 || detail == 1)
    return asker->named ? (base == 300 ? 45 : 35) : base == 300 ? 80 : base == 400 ? 70 : 30;
  return topic ? 45 : 20;
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

/* The same for a candidate that the sentence does not name. */
static guint
points_of_absent (const Asker *asker, guint entity)
{
  const PostilClaimJob *job = asker->job;
  const PostilNameType type = g_array_index (job->names->entities, PostilNamed, entity).type;
  const guint rank = topic_rank (job, entity);
  const gboolean main = job->main_entity == entity, focus = job->focus[type] == entity;
  const gboolean stands_in = asker->subject == SUBJECT_IT || asker->subject == SUBJECT_COMPANY || asker->subject == SUBJECT_PLACE
                             || asker->owner == OWNER_ITS || asker->subject == SUBJECT_THEY || asker->owner == OWNER_THEIR;
  const gboolean person = asker->subject == SUBJECT_PERSON || asker->owner == OWNER_PERSON;
  guint points = rank == 0 ? 46 + 4 * share_of (job, entity) : rank == 1 ? 30 : rank == 2 ? 20 : 10;

  if (person)
    return type == POSTIL_NAME_PER && focus ? 85 : type == POSTIL_NAME_PER ? 40 : rank == 0 ? 45 : 10;
  if (type == POSTIL_NAME_PER)
    points /= 3;
  if (asker->role == entity + 1)
    return rank > 0
                   && postil_claim_is_listed (
                       job, asker->clause->verb,
                       "expects expect expected sees thinks believes reckons predicts wants puts says said")
               ? 25
               : 90;
  if (asker->subject == SUBJECT_COMPANY && type != POSTIL_NAME_ORG)
    points /= 2;
  if ((asker->subject == SUBJECT_PLACE || asker->subject == SUBJECT_ECONOMY) && type == POSTIL_NAME_LOC)
    points += 10;
  if (stands_in && type != POSTIL_NAME_PER)
    points += (main ? 25 : 0) + (focus ? 12 : 0);
  else
    points += (main ? 12 : 0) + (focus && type == POSTIL_NAME_ORG ? 5 : 0);
  return points;
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
add_phrase (PostilChoice *choice, char *text)
{
  const guint key = phrase_key (text);
  PostilCandidate *candidate = find_candidate (choice, key);

  if (candidate != NULL)
    {
      g_free (text);
      return candidate;
    }
  return postil_choice_add (choice, text, key);
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
  return postil_choice_add (choice, dup_fullest (asker->job, named), entity + 1);
}

static PostilCandidate *
add_name (const Asker *asker, PostilChoice *choice, const PostilName *name)
{
  const PostilToken *tokens = asker->job->tokens->tokens;

  if (name->entity != POSTIL_NAME_NO_ENTITY)
    return add_entity (asker, choice, postil_claim_entity (asker->job, name));
  return add_phrase (choice, g_strndup (asker->job->tokens->text + tokens[name->begin].byte,
                                        tokens[name->end - 1].byte_end - tokens[name->begin].byte));
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

static void
raise_points (Asker *asker, const PostilChoice *choice, const PostilCandidate *candidate, guint points)
{
  const guint index = (guint) (candidate - choice->candidates);

  asker->points[index] = MAX (asker->points[index], points);
}

/* The names of the sentence, those nearest to the figure. */
static void
add_names_here (Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const guint middle = first_name (job, asker->found->begin);
  const guint from = middle > MENTIONS_BACK ? middle - MENTIONS_BACK : 0;

  for (guint i = from; i < job->names->names->len && i < middle + MENTIONS_AHEAD; i++)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, i);
      const PostilCandidate *candidate;

      if (name->begin < job->sentence->begin || is_adjective (job, name))
        continue;
      if (name->begin >= job->sentence->end)
        break;
      candidate = add_name (asker, choice, name);
      if (candidate != NULL)
        raise_points (asker, choice, candidate, points_of (asker, name, relation_of (asker, name->begin, name->end)));
    }
}

/* Names of the sentences before, up to eight, and what the article is about. */
static void
add_names_before (const Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const guint end = first_name (job, job->sentence->begin);

  for (guint i = 0; i < POSTIL_CLAIM_N_TOPICS; i++)
    if (job->topics[i] != POSTIL_NAME_NO_ENTITY)
      add_entity (asker, choice, job->topics[i]);
  for (guint i = end; i > 0 && i + MENTIONS_BEFORE > end; i--)
    if (g_array_index (job->names->names, PostilName, i - 1).entity != POSTIL_NAME_NO_ENTITY)
      add_name (asker, choice, &g_array_index (job->names->names, PostilName, i - 1));
}

/* The clause's subject in its own words: "Nurses", "memory chips", "the dong". */
static void
add_subject_phrase (Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause;
  const PostilToken *head = postil_claim_token (job, clause->head);
  guint begin = clause->subject;
  const PostilCandidate *candidate;

  while (begin < clause->head && job->tags[begin] == POSTIL_TAG_DETERMINER)
    begin++;
  if (clause->subject_end <= clause->subject || job->tags[clause->head] == POSTIL_TAG_PRONOUN
      || job->tags[clause->head] == POSTIL_TAG_DETERMINER || job->name_at[clause->head] > 0 || clause->head - begin > 5)
    return;
  candidate = add_phrase (choice, postil_claim_dup_words (job, begin, clause->head + 1));
  if (candidate == NULL)
    return;
  if (head->word != NULL && head->word->currency > 0)
    raise_points (asker, choice, candidate, 97);
  else
    raise_points (asker, choice, candidate, asker->subject == SUBJECT_PEOPLE ? 45 : asker->subject == SUBJECT_OTHER ? 30 : 12);
}

/* What the article opened with, in its own words, when it is about no name. */
static void
add_opening (Asker *asker, PostilChoice *choice)
{
  const PostilClaimJob *job = asker->job;
  const PostilToken *tokens = job->tokens->tokens;
  const PostilPhrase *phrase = &job->opening;
  const PostilCandidate *candidate;

  if (phrase->begin >= phrase->end || job->topics[0] != POSTIL_NAME_NO_ENTITY || job->name_at[phrase->end - 1] > 0)
    return;
  candidate = add_phrase (choice, g_strndup (job->tokens->text + tokens[phrase->begin].byte,
                                             tokens[phrase->end - 1].byte_end - tokens[phrase->begin].byte));
  if (candidate != NULL)
    raise_points (asker, choice, candidate, 50);
}

static void
prepare (Asker *asker, PostilClaimJob *job, const PostilFound *found)
{
  const PostilClause *clause = postil_clause_of (job, found->begin);
  const guint head = clause->head;

  *asker = (Asker){ .job = job, .found = found, .clause = clause };
  asker->owner = find_owner (asker);
  if (clause->subject >= clause->subject_end)
    return;
  asker->subject = kind_of_phrase (job, clause->subject, head);
  if (asker->subject == SUBJECT_COMPANY && job->sentence->flags & POSTIL_SENTENCE_HEADING)
    asker->subject = SUBJECT_OTHER;
  for (guint i = clause->subject; i < clause->subject_end && !asker->named; i++)
    asker->named = job->name_at[i] > 0 && (i == head || postil_claim_tag (job, (gint64) i + 1) == POSTIL_TAG_POSSESSIVE);
  if (!asker->named && job->tags[head] == POSTIL_TAG_NOUN && head > clause->subject
      && job->tags[head - 1] == POSTIL_TAG_DETERMINER)
    asker->role = GPOINTER_TO_UINT (g_hash_table_lookup (job->roles, GUINT_TO_POINTER (job->tokens->tokens[head].hash)));
}

/**
 * postil_claim_ask_subject:
 * @job: the job
 * @found: a figure of the sentence
 *
 * Decides whose figure it is; the claim's subject stays %NULL when nobody is likely enough.
 *
 * Returns: whether the clause says "it" or "they" of its subject
 */
gboolean
postil_claim_ask_subject (PostilClaimJob *job, PostilFound *found)
{
  PostilChoice *choice = job->choice;
  Asker asker;
  guint best = 0;

  prepare (&asker, job, found);
  postil_choice_begin (choice, 0);
  add_names_here (&asker, choice);
  add_subject_phrase (&asker, choice);
  add_opening (&asker, choice);
  add_names_before (&asker, choice);
  for (guint i = 1; i < choice->n; i++)
    {
      const guint key = choice->candidates[i].key;

      if (asker.points[i] == 0 && !(key & PHRASE_KEY))
        asker.points[i] = points_of_absent (&asker, key - 1);
      if (asker.points[i] > asker.points[best])
        best = i;
    }
  if (asker.points[best] >= LEAST_POINTS)
    found->figure.claim.subject = g_strdup (choice->candidates[best].text);
  return asker.subject == SUBJECT_IT || asker.subject == SUBJECT_THEY;
}
