/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose figure it is: the owner or the subject of its clause, whom "it" or "the company" stands for, or whom the article is about. */
#include "config.h"

#include "postil-claims-private.h"

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* Index of the first name that begins at or after token. */
guint
postil_claim_first_name (const PostilFigureJob *job, guint token)
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

/**
 * postil_claim_topic:
 * @names: the names of the text
 * @sentences: (element-type PostilSentence): its sentences
 *
 * Returns: the entity that the article is about, the most often named with the first sentence counting more, or
 *   `POSTIL_NAME_NO_ENTITY`.
 */
guint
postil_claim_topic (const PostilNames *names, GArray *sentences)
{
  g_autofree guint *points = g_new0 (guint, names->entities->len + 1);
  guint topic = POSTIL_NAME_NO_ENTITY, second = POSTIL_NAME_NO_ENTITY, n_heads = 0;

  for (guint i = 0; i < names->names->len; i++)
    {
      const PostilName *name = &g_array_index (names->names, PostilName, i);

      if (name->entity == POSTIL_NAME_NO_ENTITY)
        continue;
      points[name->entity] += name->type == POSTIL_NAME_ORG ? 3 : 2;
      while (n_heads < 2 && n_heads < sentences->len && name->begin >= g_array_index (sentences, PostilSentence, n_heads).begin)
        {
          points[name->entity] += n_heads == 0 ? 5 : 3;
          n_heads++;
        }
    }
  for (guint i = 0; i < names->entities->len; i++)
    if (topic == POSTIL_NAME_NO_ENTITY || points[i] > points[topic])
      {
        second = topic;
        topic = i;
      }
    else if (second == POSTIL_NAME_NO_ENTITY || points[i] > points[second])
      second = i;
  return topic;
}

static gboolean
is_stand_in (const PostilFigureJob *job, guint index)
{
  static const char *const pronouns[] = { "it", "its", "they", "their", "he", "she", "his", "her" };

  for (guint i = 0; i < G_N_ELEMENTS (pronouns); i++)
    if (postil_figures_is (job, index, pronouns[i]))
      return TRUE;
  return postil_figures_is (job, index, "the") && postil_token_in (at (job, (gint64) index + 1), POSTIL_WORD_COMPANY_ROLE);
}

/* Whether the name stands where whoever speaks stands. */
static gboolean
is_speaker (const PostilFigureJob *job, const PostilName *name)
{
  if (postil_figures_is (job, (gint64) name->begin - 1, "to") && postil_figures_is (job, (gint64) name->begin - 2, "according"))
    return TRUE;
  if (postil_figures_is (job, (gint64) name->begin - 1, "said") || postil_figures_is (job, (gint64) name->begin - 1, "by"))
    return TRUE;
  return FALSE;
}

/* The entity that the noun phrase names; the owner before the rest. */
static guint
named_in (const PostilFigureJob *job, guint begin, guint end)
{
  guint first = POSTIL_NAME_NO_ENTITY;

  for (guint n = postil_claim_first_name (job, begin); n < job->names->names->len; n++)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, n);

      if (name->begin >= end)
        break;
      if (name->entity == POSTIL_NAME_NO_ENTITY || is_speaker (job, name))
        continue;
      if (postil_token_has (at (job, name->end), POSTIL_TOKEN_POSSESSIVE) && name->begin <= begin + 1)
        return name->entity;
      if (name->type == POSTIL_NAME_LOC
          && (postil_figures_is (job, (gint64) name->begin - 1, "in") || postil_figures_is (job, (gint64) name->begin - 1, "from")
              || postil_figures_is (job, (gint64) name->begin - 1, "at")))
        continue;
      if (first == POSTIL_NAME_NO_ENTITY)
        first = name->entity;
    }
  return first;
}

static gboolean
is_type (const PostilFigureJob *job, guint entity, PostilNameType type)
{
  return entity != POSTIL_NAME_NO_ENTITY && g_array_index (job->names->entities, PostilNamed, entity).type == type;
}

/* Whether a name of whatever kind that is not the topic stands between; then the topic is no safe guess. */
static gboolean
has_other_name (const PostilFigureJob *job, guint begin, guint end)
{
  for (guint n = postil_claim_first_name (job, begin); n < job->names->names->len; n++)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, n);

      if (name->begin >= end)
        return FALSE;
      if (name->entity != job->topic
          && !(name->type == POSTIL_NAME_LOC && postil_token_in (at (job, (gint64) name->begin - 1), POSTIL_WORD_PREPOSITION)))
        return TRUE;
    }
  return FALSE;
}

/* Whether the sentence has named the topic before a token. */
static gboolean
names_topic_before (const PostilFigureJob *job, guint token)
{
  for (guint n = postil_claim_first_name (job, job->sentence->begin); n < job->names->names->len; n++)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, n);

      if (name->begin >= token)
        return FALSE;
      if (name->entity == job->topic)
        return TRUE;
    }
  return FALSE;
}

/* The entity of a noun phrase of the clause, where its type and place make it one that has figures. */
static guint
own_subject (const PostilFigureJob *job, const PostilClause *clause)
{
  const guint entity = named_in (job, clause->noun, clause->noun_end);
  const PostilName *first = postil_names_covering (job->names, clause->noun);

  if (entity == POSTIL_NAME_NO_ENTITY)
    return entity;
  if (is_type (job, entity, POSTIL_NAME_PRODUCT) && is_type (job, job->topic, POSTIL_NAME_ORG))
    return names_topic_before (job, clause->noun) ? job->topic : POSTIL_NAME_NO_ENTITY; /* another company's product, perhaps */
  if (is_type (job, entity, POSTIL_NAME_LOC) && (first == NULL || first->entity != entity || entity != job->topic))
    return POSTIL_NAME_NO_ENTITY;
  if (is_type (job, entity, POSTIL_NAME_PER) && entity != job->topic)
    return POSTIL_NAME_NO_ENTITY;
  return entity;
}

/**
 * postil_claim_subject:
 * @job: the job
 * @found: a figure
 * @clause: its clause
 *
 * Returns: the entity whose figure it is, `POSTIL_NAME_NO_ENTITY` unless the clause names it, stands in for it, or speaks of
 *   something measured while the article goes on about one entity.
 */
guint
postil_claim_subject (PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  const guint entity = own_subject (job, clause);

  if (entity != POSTIL_NAME_NO_ENTITY)
    return clause->begin == job->sentence->begin || clause->saying < job->sentence->end || entity == job->topic
               ? entity
               : POSTIL_NAME_NO_ENTITY;
  if (job->subject != job->topic || has_other_name (job, clause->begin, found->begin)
      || has_other_name (job, found->end, MIN (clause->end, found->end + 2)))
    return POSTIL_NAME_NO_ENTITY;
  /* "The dollar", "The lorries": somebody else, unless it is something measured. */
  if (clause->noun < clause->noun_end && !is_stand_in (job, clause->noun)
      && postil_token_in (at (job, clause->noun), POSTIL_WORD_ARTICLE)
      && !postil_claim_is_measure (job, (gint64) clause->noun_end - 1))
    return POSTIL_NAME_NO_ENTITY;
  return job->topic;
}

/**
 * postil_claim_follow:
 * @job: the job
 *
 * Notes whom the sentence just read was about, for the pronouns of the next.
 */
void
postil_claim_follow (PostilFigureJob *job)
{
  PostilFound all = { .begin = job->sentence->end, .end = job->sentence->end };
  PostilClause clause;
  guint entity;

  for (guint i = job->sentence->begin; i < job->sentence->end; i++)
    if (postil_clause_is_border (job, i) && i > job->sentence->begin + 2)
      {
        all.begin = all.end = i;
        break;
      }
  postil_clause_find (job, &all, &clause);
  entity = named_in (job, clause.noun, clause.noun_end);
  if (entity != POSTIL_NAME_NO_ENTITY && !is_type (job, entity, POSTIL_NAME_PRODUCT)
      && !(clause.saying < job->sentence->end && is_type (job, entity, POSTIL_NAME_PER)))
    job->subject = entity;
}
