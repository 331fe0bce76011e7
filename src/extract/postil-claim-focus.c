/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article has been about so far: the entities it names most, the one that was last the subject, of each type, and the nouns that
 * stand in for them ("the insurer", after "the Dutch insurer Waterman"). */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

static gpointer
key_of (const PostilClaimJob *job, guint token, gboolean person)
{
  return GUINT_TO_POINTER (((job->tokens->tokens[token].hash << 1) | person) + 2);
}

/**
 * postil_claim_merge_entities:
 * @job: the job
 *
 * Takes a name of one word for the longer one that begins with it ("Norrland", "Norrland Timber"), a surname for the person's full
 * name: in an article that is nearly always so.
 */
void
postil_claim_merge_entities (PostilClaimJob *job)
{
  g_autoptr (GHashTable) longest = g_hash_table_new (NULL, NULL);
  const GArray *entities = job->names->entities;

  job->merged = g_new (guint, entities->len + 1);
  for (guint i = 0; i < entities->len; i++)
    {
      const PostilNamed *named = &g_array_index (entities, PostilNamed, i);
      const gboolean person = named->type == POSTIL_NAME_PER;
      gpointer key = key_of (job, person ? named->end - 1 : named->begin, person);
      const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (longest, key));
      const PostilNamed *other = known > 0 ? &g_array_index (entities, PostilNamed, known - 1) : NULL;

      if (other == NULL || other->end - other->begin < named->end - named->begin)
        g_hash_table_insert (longest, key, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < entities->len; i++)
    {
      const PostilNamed *named = &g_array_index (entities, PostilNamed, i);
      const gboolean person = named->type == POSTIL_NAME_PER;
      guint whole;

      job->merged[i] = i;
      if (named->end - named->begin > 1)
        continue;
      whole = GPOINTER_TO_UINT (g_hash_table_lookup (longest, key_of (job, named->begin, person)));
      if (whole > 0)
        job->merged[i] = whole - 1;
    }
}

/**
 * postil_claim_entity:
 * @job: the job
 * @name: a name
 *
 * Returns: the entity of a name after short forms are merged, or `POSTIL_NAME_NO_ENTITY`.
 */
guint
postil_claim_entity (const PostilClaimJob *job, const PostilName *name)
{
  return name->entity == POSTIL_NAME_NO_ENTITY ? name->entity : job->merged[name->entity];
}

static const PostilName *
name_at (const PostilClaimJob *job, guint token)
{
  return job->name_at[token] > 0 ? &g_array_index (job->names->names, PostilName, job->name_at[token] - 1) : NULL;
}

static gboolean
is_role (const PostilClaimJob *job, guint token)
{
  return job->tags[token] == POSTIL_TAG_NOUN
         && (job->classes[token] & (POSTIL_CLAIM_WORD_COMPANY | POSTIL_CLAIM_WORD_COUNTRY)) != 0;
}

static void
note_role (PostilClaimJob *job, guint noun, guint entity)
{
  gpointer key = GUINT_TO_POINTER (job->tokens->tokens[noun].hash);

  if (!g_hash_table_contains (job->roles, key))
    g_hash_table_insert (job->roles, key, GUINT_TO_POINTER (entity + 1));
}

/* "the Dutch insurer Waterman"; "Alpen Re, the Swiss reinsurer,"; the last word of "Freedom Union". */
static void
note_roles (PostilClaimJob *job, const PostilName *name)
{
  guint i = name->end;

  if (name->begin > job->sentence->begin && is_role (job, name->begin - 1))
    note_role (job, name->begin - 1, postil_claim_entity (job, name));
  if (name->end > name->begin + 1)
    note_role (job, name->end - 1, postil_claim_entity (job, name));
  if (postil_claim_tag (job, i) != POSTIL_TAG_COMMA || postil_claim_tag (job, (gint64) i + 1) != POSTIL_TAG_DETERMINER)
    return;
  for (i += 2; i < job->sentence->end && postil_claim_in_phrase (job->tags[i]); i++)
    if (is_role (job, i) && !postil_claim_in_phrase (postil_claim_tag (job, (gint64) i + 1)))
      note_role (job, i, postil_claim_entity (job, name));
}

/* The clause that tells whom the sentence is about: the first with a verb that is neither aside nor relative. */
static const PostilClause *
main_clause (const PostilClaimJob *job)
{
  for (guint c = 0; c < job->clauses->len; c++)
    {
      const PostilClause *clause = &g_array_index (job->clauses, PostilClause, c);

      if (clause->verb < clause->end && clause->kind != POSTIL_CLAUSE_RELATIVE && clause->kind != POSTIL_CLAUSE_ASIDE
          && clause->subject < clause->subject_end)
        return clause;
    }
  return &g_array_index (job->clauses, PostilClause, 0);
}

/**
 * postil_claim_follow:
 * @job: the job
 *
 * Notes whom the sentence was about, for the pronouns of the next.
 */
void
postil_claim_follow (PostilClaimJob *job)
{
  const PostilClause *clause = main_clause (job);

  for (guint i = job->sentence->begin; i < job->sentence->end; i++)
    {
      const PostilName *name = name_at (job, i);

      if (name != NULL && name->begin == i && name->entity != POSTIL_NAME_NO_ENTITY)
        note_roles (job, name);
    }
  for (guint c = 0; c < job->clauses->len; c++)
    {
      const PostilClause *own = &g_array_index (job->clauses, PostilClause, c);

      for (guint i = own->subject; i < own->subject_end && !own->borrowed; i++)
        if (name_at (job, i) != NULL && name_at (job, i)->entity != POSTIL_NAME_NO_ENTITY)
          {
            job->focus[name_at (job, i)->type] = postil_claim_entity (job, name_at (job, i));
            break;
          }
    }
  if (clause->subject >= clause->subject_end || job->tags[clause->head] == POSTIL_TAG_PRONOUN)
    return;
  job->main_subject = (PostilPhrase){ clause->subject, clause->subject_end };
  job->main_entity = POSTIL_NAME_NO_ENTITY;
  for (guint i = clause->subject; i < clause->subject_end && job->main_entity == POSTIL_NAME_NO_ENTITY; i++)
    if (name_at (job, i) != NULL)
      job->main_entity = postil_claim_entity (job, name_at (job, i));
}

static void
note_topic (PostilClaimJob *job, const guint *points, guint entity)
{
  for (guint i = 0; i < POSTIL_CLAIM_N_TOPICS; i++)
    if (job->topics[i] == POSTIL_NAME_NO_ENTITY || points[entity] > points[job->topics[i]])
      {
        memmove (&job->topics[i + 1], &job->topics[i], (POSTIL_CLAIM_N_TOPICS - 1 - i) * sizeof job->topics[0]);
        memmove (&job->topic_points[i + 1], &job->topic_points[i], (POSTIL_CLAIM_N_TOPICS - 1 - i) * sizeof job->topic_points[0]);
        job->topics[i] = entity;
        job->topic_points[i] = points[entity];
        return;
      }
}

/* The noun phrase that the article opens with, when it is no name: "Nurses in Ontario", "Glaciers". */
static void
note_opening (PostilClaimJob *job)
{
  const PostilClause *clause = main_clause (job);
  guint begin = clause->subject;

  if (job->sentence->flags & POSTIL_SENTENCE_HEADING || clause->subject >= clause->subject_end)
    return;
  while (begin < clause->head && job->tags[begin] == POSTIL_TAG_DETERMINER)
    begin++;
  if (job->tags[clause->head] == POSTIL_TAG_NOUN && clause->head < begin + 4)
    job->opening = (PostilPhrase){ begin, clause->head + 1 };
}

/* Whether the name is that of who speaks: "said Mei Tan", "according to Sunmark", "a poll by Prisma". */
static gboolean
is_source (const PostilClaimJob *job, const PostilName *name)
{
  const gint64 before = (gint64) name->begin - 1;

  if (postil_claim_is (job, before, "to") && postil_claim_is (job, before - 1, "according"))
    return TRUE;
  if ((postil_claim_is (job, before, "by") || postil_claim_is (job, before, "from") || postil_claim_is (job, before, "at"))
      && postil_claim_class (job, before - 1) & POSTIL_CLAIM_WORD_SOURCE)
    return TRUE;
  return (postil_claim_class (job, before) & POSTIL_CLAIM_WORD_SAY && postil_claim_tag (job, before) == POSTIL_TAG_VERB
          && name->type == POSTIL_NAME_PER)
         || (postil_claim_class (job, name->end) & POSTIL_CLAIM_WORD_SAY && postil_claim_tag (job, name->end) == POSTIL_TAG_VERB);
}

/* What a mention says about what the article is about. */
static guint
weight_of (const PostilClaimJob *job, const PostilName *name)
{
  const PostilClause *clause = postil_clause_of (job, name->begin);
  const gboolean inside = name->begin >= clause->subject && name->end <= clause->subject_end;
  const gboolean leads = inside
                         && ((name->begin <= clause->head && clause->head < name->end)
                             || postil_claim_tag (job, name->end) == POSTIL_TAG_POSSESSIVE);
  guint weight = leads ? 8 : inside ? 5 : 3;

  if (job->sentence_index == 0 && job->sentence->flags & POSTIL_SENTENCE_HEADING)
    weight += leads ? 12 : 8;
  else if (job->sentence_index <= 1)
    weight += leads ? 16 : inside ? 8 : 4;
  if (is_source (job, name))
    weight = job->sentence_index == 0 ? 4 : 2;
  if (name->type == POSTIL_NAME_PER)
    weight = weight * 5 / 10;
  else if (name->type == POSTIL_NAME_PRODUCT)
    weight = weight * 7 / 10;
  else if (name->type == POSTIL_NAME_LOC && postil_claim_tag (job, (gint64) name->begin - 1) == POSTIL_TAG_PREPOSITION)
    weight = weight * 6 / 10;
  return weight;
}

/**
 * postil_claim_find_topics:
 * @job: the job
 *
 * Finds the entities that the article is about: those that its sentences are about, the first sentences counting more.
 */
void
postil_claim_find_topics (PostilClaimJob *job)
{
  g_autofree guint *points = g_new0 (guint, job->names->entities->len + 1);
  guint n = 0;

  for (guint i = 0; i < POSTIL_CLAIM_N_TOPICS; i++)
    {
      job->topics[i] = POSTIL_NAME_NO_ENTITY;
      job->topic_points[i] = 0;
    }
  for (guint s = 0; s < job->sentences->len; s++)
    {
      job->sentence = &g_array_index (job->sentences, PostilSentence, s);
      job->sentence_index = s;
      if (job->sentence->end - job->sentence->begin > POSTIL_CLAIM_MAX_SENTENCE)
        continue;
      postil_claim_tag_sentence (job);
      postil_clauses_find (job);
      while (n < job->names->names->len && g_array_index (job->names->names, PostilName, n).begin < job->sentence->begin)
        n++;
      for (; n < job->names->names->len && g_array_index (job->names->names, PostilName, n).begin < job->sentence->end; n++)
        {
          const PostilName *name = &g_array_index (job->names->names, PostilName, n);

          if (name->entity != POSTIL_NAME_NO_ENTITY && (s < 3 || points[postil_claim_entity (job, name)] > 0))
            points[postil_claim_entity (job, name)] += weight_of (job, name);
        }
      if (s < 2 && job->opening.begin == job->opening.end)
        note_opening (job);
    }
  for (guint i = 0; i < job->names->entities->len; i++)
    if (points[i] > 0)
      note_topic (job, points, i);
}
