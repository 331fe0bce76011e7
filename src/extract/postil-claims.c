/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure claims, where simple rules are certain: whose figure it is, what it measures, when, where, who says so, how sure. */
#include "config.h"

#include "postil-figures-private.h"

#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

typedef struct
{
  guint subject; /* entity, POSTIL_NAME_NO_ENTITY when the sentence has none or several */
  guint place;
  guint speaker;
  const char *hedge; /* (nullable) */
  const PostilFound *period;
} Sentence;

static const char *
find_hedge (const PostilFigureJob *job)
{
  static const char *const rows[][2] = {
    { "reportedly", "reported" }, { "denied", "denied" },       { "denies", "denied" },     { "plans", "planned" },
    { "planned", "planned" },     { "expects", "expected" },    { "expected", "expected" }, { "forecast", "expected" },
    { "estimated", "estimated" }, { "estimates", "estimated" }, { "targets", "target" },    { "target", "target" },
    { "will", "planned" },        { "aims", "target" },         { "may", "expected" },      { "could", "expected" },
    { "might", "expected" },
  };

  for (guint i = job->sentence->begin; i < job->sentence->end; i++)
    for (guint r = 0; at (job, i)->word != NULL && r < G_N_ELEMENTS (rows); r++)
      if (postil_figures_is (job, i, rows[r][0]))
        return rows[r][1];
  return NULL;
}

/* Index of the first name that begins at or after token. */
static guint
first_name_from (const PostilFigureJob *job, guint token)
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

static gboolean
is_speaker (const PostilFigureJob *job, const PostilName *name)
{
  if (postil_token_in (at (job, name->end), POSTIL_WORD_SAYS)
      && (postil_figures_is (job, name->end, "said") || postil_figures_is (job, name->end, "says")
          || postil_figures_is (job, name->end, "reckons") || postil_figures_is (job, name->end, "estimates")
          || postil_figures_is (job, name->end, "told")))
    return TRUE;
  if (postil_figures_is (job, (gint64) name->begin - 1, "said") || postil_figures_is (job, (gint64) name->begin - 1, "says"))
    return TRUE;
  return postil_figures_is (job, (gint64) name->begin - 1, "to")
         && postil_figures_is (job, (gint64) name->begin - 2, "according");
}

static void
read_names (const PostilFigureJob *job, Sentence *sentence)
{
  gboolean several = FALSE;

  for (guint n = first_name_from (job, job->sentence->begin); n < job->names->names->len; n++)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, n);

      if (name->begin >= job->sentence->end)
        break;
      if (name->entity == POSTIL_NAME_NO_ENTITY)
        continue;
      if (is_speaker (job, name))
        sentence->speaker = name->entity;
      else if (name->type == POSTIL_NAME_LOC && postil_figures_is (job, (gint64) name->begin - 1, "in")
               && sentence->place == POSTIL_NAME_NO_ENTITY)
        sentence->place = name->entity;
      else if (name->type == POSTIL_NAME_ORG && sentence->subject == POSTIL_NAME_NO_ENTITY)
        sentence->subject = name->entity;
      else if (name->type == POSTIL_NAME_ORG && name->entity != sentence->subject && name->begin < job->sentence->begin + 6)
        several = TRUE;
    }
  if (several)
    sentence->subject = POSTIL_NAME_NO_ENTITY;
}

static char *
dup_entity (const PostilFigureJob *job, guint entity)
{
  return entity == POSTIL_NAME_NO_ENTITY ? NULL : g_strdup (g_array_index (job->names->entities, PostilNamed, entity).name);
}

/* The words after a multiple: "doubles AI investment to": the measure. */
static char *
dup_object (const PostilFigureJob *job, guint begin)
{
  guint first = begin, end;

  while (postil_token_in (at (job, first), POSTIL_WORD_ARTICLE | POSTIL_WORD_PRONOUN))
    first++;
  for (end = first; end < first + 5; end++)
    if (at (job, end)->kind != POSTIL_TOKEN_WORD
        || postil_token_in (at (job, end), POSTIL_WORD_PREPOSITION | POSTIL_WORD_VERB | POSTIL_WORD_MODAL))
      break;
  if (end == first)
    return NULL;
  return g_strndup (job->tokens->text + at (job, first)->byte, at (job, (gint64) end - 1)->byte_end - at (job, first)->byte);
}

/* The measure of a figure: its subject phrase without the name of the subject. */
static char *
dup_measure (const PostilFigureJob *job, const PostilFound *found, const char *subject)
{
  const char *about = found->figure.about, *rest;

  for (guint i = found->begin; i > job->sentence->begin && found->begin - i < 8; i--)
    {
      const PostilToken *token = at (job, (gint64) i - 1);

      if (postil_token_in (token, POSTIL_WORD_UP | POSTIL_WORD_DOWN) && token->word != NULL
          && postil_token_in (token, POSTIL_WORD_VERB)
          && !postil_token_in (at (job, i), POSTIL_WORD_PREPOSITION | POSTIL_WORD_APPROX) && i < found->begin
          && found->figure.change.direction != POSTIL_CHANGE_NONE)
        return dup_object (job, i);
    }
  if (found->figure.kind == POSTIL_FIGURE_MULTIPLE && found->figure.change.direction != POSTIL_CHANGE_NONE)
    {
      char *object = dup_object (job, found->end);

      if (object != NULL)
        return object;
    }
  if (about == NULL || (subject != NULL && g_str_equal (about, subject)))
    return NULL;
  if (subject != NULL && g_str_has_prefix (about, subject))
    {
      rest = about + strlen (subject);
      rest += g_str_has_prefix (rest, "’s") ? strlen ("’s") : g_str_has_prefix (rest, "'s") ? 2 : 0;
      while (*rest == ' ')
        rest++;
      return *rest != '\0' ? g_strdup (rest) : NULL;
    }
  return g_strdup (about);
}

static gboolean
is_when (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_DATE || figure->kind == POSTIL_FIGURE_PERIOD;
}

static void
fill (const PostilFigureJob *job, const Sentence *sentence, PostilFound *found)
{
  PostilClaim *claim = &found->figure.claim;
  const PostilFound *when = sentence->period;

  claim->subject = dup_entity (job, sentence->subject);
  claim->measure = dup_measure (job, found, claim->subject);
  claim->place = dup_entity (job, sentence->place);
  claim->attribution = dup_entity (job, sentence->speaker);
  claim->hedge = g_strdup (sentence->hedge);
  if (when == NULL)
    return;
  claim->period = g_strndup (job->tokens->text + job->tokens->tokens[when->begin].byte,
                             job->tokens->tokens[when->end - 1].byte_end - job->tokens->tokens[when->begin].byte);
  claim->period_iso = g_strdup (when->figure.iso);
}

/**
 * postil_figures_add_claims:
 * @job: the job
 * @first: the first figure of the sentence
 *
 * Fills the claims of the sentence's figures as far as simple rules are certain; the rest stays %NULL.
 */
void
postil_figures_add_claims (PostilFigureJob *job, guint first)
{
  Sentence sentence = { .subject = POSTIL_NAME_NO_ENTITY, .place = POSTIL_NAME_NO_ENTITY, .speaker = POSTIL_NAME_NO_ENTITY };
  guint n_periods = 0;

  if (first == job->found->len)
    return;
  sentence.hedge = find_hedge (job);
  read_names (job, &sentence);
  for (guint i = first; i < job->found->len; i++)
    {
      const PostilFound *found = &g_array_index (job->found, PostilFound, i);

      if (!is_when (&found->figure))
        continue;
      sentence.period = found;
      n_periods++;
    }
  if (n_periods > 1)
    sentence.period = NULL;
  for (guint i = first; i < job->found->len; i++)
    {
      PostilFound *found = &g_array_index (job->found, PostilFound, i);

      if (!is_when (&found->figure) && found->figure.kind != POSTIL_FIGURE_TIME)
        fill (job, &sentence, found);
    }
}
