/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a figure: the other end of its range, its approximator, the denominator of a rate. */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* The scale word inside a figure, 1 where there is none. */
static double
scale_inside (const PostilFigureJob *job, const PostilFound *found)
{
  for (guint i = found->begin; i < found->end; i++)
    {
      const guint sense = postil_token_number_sense (at (job, i));

      if ((sense == POSTIL_NUMBER_SCALE || sense == POSTIL_NUMBER_SHORT_SCALE) && i > found->begin)
        return at (job, i)->word->number;
    }
  return 1;
}

static gboolean
has_change_word_before (const PostilFigureJob *job, guint begin)
{
  const guint from = begin > job->sentence->begin + 10 ? begin - 10 : job->sentence->begin;

  for (guint i = from; i < begin; i++)
    if (postil_token_in (at (job, i), POSTIL_WORD_UP | POSTIL_WORD_DOWN))
      return TRUE;
  return FALSE;
}

/* "8- to 16-meter", "2 - ~7 litres": a hyphen or a tilde stands beside the link. */
static gboolean
is_hanging (const PostilFigureJob *job, const PostilFound *first, const PostilFound *second)
{
  const PostilToken *hyphen = at (job, first->end), *link = at (job, (gint64) first->end + 1);

  if (second->begin != first->end + 2 || first->figure.kind != POSTIL_FIGURE_NUMBER || isnan (second->figure.value)
      || isnan (first->figure.value) || first->figure.value > second->figure.value || !postil_token_is_mark (hyphen, '-'))
    return FALSE;
  if (second->figure.kind != POSTIL_FIGURE_QUANTITY && second->figure.kind != POSTIL_FIGURE_DURATION
      && second->figure.kind != POSTIL_FIGURE_PERCENT && second->figure.kind != POSTIL_FIGURE_MONEY)
    return FALSE;
  return postil_token_is_mark (link, '~')
         || (postil_token_is_glued (hyphen) && postil_figures_is_one_of (job, (gint64) first->end + 1, "to or"));
}

/* "bis", "à", "a", "至" between two ends; "und", "et", "y" after "zwischen", "entre". */
static gboolean
is_foreign_link (const PostilFigureJob *job, const PostilFound *first)
{
  const guint link = first->end;
  const gint64 before = (gint64) first->begin - 1;

  switch (job->language)
    {
    case POSTIL_LANGUAGE_DE:
      return postil_figures_is (job, link, "bis")
             || (postil_figures_is (job, link, "und") && postil_figures_is (job, before, "zwischen"));
    case POSTIL_LANGUAGE_FR:
      return (at (job, link)->c == 0xe0 && at (job, link)->end == at (job, link)->start + 1)
             || (postil_figures_is (job, link, "et") && postil_figures_is (job, before, "entre"));
    case POSTIL_LANGUAGE_ES:
      return (postil_figures_is (job, link, "a") && postil_figures_is (job, before, "de"))
             || (postil_figures_is (job, link, "y") && postil_figures_is (job, before, "entre"));
    case POSTIL_LANGUAGE_ZH:
      return at (job, link)->c == 0x81f3 || at (job, link)->c == 0x5230;
    case POSTIL_LANGUAGE_OTHER:
    case POSTIL_LANGUAGE_EN:
    case POSTIL_N_LANGUAGES:
    default:
      return FALSE;
    }
}

/* Whether two figures bound one range. */
static gboolean
is_range (const PostilFigureJob *job, const PostilFound *first, const PostilFound *second)
{
  const PostilToken *link = at (job, first->end);
  const guint gap = second->begin - first->end;
  const gboolean same = first->figure.kind == second->figure.kind;
  const gboolean bare = first->figure.kind == POSTIL_FIGURE_NUMBER;
  gboolean dash, word;

  if (is_hanging (job, first, second))
    return TRUE;
  if (gap != 1 || (!same && !bare) || isnan (first->figure.value) || isnan (second->figure.value)
      || second->figure.kind == POSTIL_FIGURE_ORDINAL || second->figure.kind == POSTIL_FIGURE_DATE
      || second->figure.kind == POSTIL_FIGURE_PERIOD || second->figure.kind == POSTIL_FIGURE_TIME)
    return same && first->figure.kind == POSTIL_FIGURE_MONEY && gap == 1 && postil_token_is_mark (link, '-')
           && !isnan (second->figure.value);
  dash = link->kind == POSTIL_TOKEN_MARK && (link->c == '-' || link->c == 0x2013 || link->c == 0x2014 || link->c == '~');
  word = postil_figures_is (job, first->end, "to") || is_foreign_link (job, first)
         || (postil_figures_is (job, first->end, "and") && postil_figures_is (job, (gint64) first->begin - 1, "between"))
         || (postil_figures_is (job, first->end, "or") && bare) || postil_figures_is (job, first->end, "bis")
         || postil_figures_is (job, first->end, "à");
  if (!dash && !word)
    return FALSE;
  if (postil_figures_is (job, (gint64) first->begin - 1, "from") && has_change_word_before (job, first->begin))
    return FALSE;
  if (first->figure.value > second->figure.value && first->figure.kind == POSTIL_FIGURE_NUMBER
      && second->figure.kind == POSTIL_FIGURE_NUMBER)
    return FALSE;
  if (same && g_strcmp0 (first->figure.unit, second->figure.unit) != 0)
    return FALSE;
  if (word && postil_figures_is (job, first->end, "to") && has_change_word_before (job, first->begin) && !bare
      && (first->figure.kind == POSTIL_FIGURE_MONEY || !postil_figures_is (job, (gint64) first->begin - 1, "by")))
    return FALSE;
  return TRUE;
}

static void
join (const PostilFigureJob *job, PostilFound *first, const PostilFound *second)
{
  double low = first->figure.value, high = second->figure.value;
  const double scale = scale_inside (job, second);

  if (scale > 1 && scale_inside (job, first) == 1 && low < high / scale * 10)
    low *= scale;
  if (second->figure.kind == POSTIL_FIGURE_MONEY && first->figure.kind == POSTIL_FIGURE_NUMBER && scale == 1 && high < 1
      && low > high)
    low /= 100;
  if (first->figure.kind != POSTIL_FIGURE_MONEY)
    first->figure.kind = second->figure.kind;
  first->figure.value = NAN;
  first->figure.low = MIN (low, high);
  first->figure.high = MAX (low, high);
  first->figure.end = second->figure.end;
  first->end = second->end;
  if (first->figure.currency[0] == '\0')
    g_strlcpy (first->figure.currency, second->figure.currency, sizeof first->figure.currency);
  if (first->figure.unit == NULL)
    first->figure.unit = g_strdup (second->figure.unit);
  g_clear_pointer (&first->figure.iso, g_free);
}

/* A bare end after a whole one: "$5-6 billion", "$5 to 6 billion": it takes the kind of the first. */
static gboolean
is_bare_end (const PostilFigureJob *job, const PostilFound *first, const PostilFound *second)
{
  const PostilToken *link = at (job, first->end);

  return first->figure.kind == POSTIL_FIGURE_MONEY && second->figure.kind == POSTIL_FIGURE_NUMBER
         && second->begin == first->end + 1 && link->kind == POSTIL_TOKEN_MARK && (link->c == '-' || link->c == 0x2013)
         && postil_token_is_glued (link) && !isnan (first->figure.value);
}

/* "from 212 to 226 kronor": the bare beginning of a change is of the kind of its end. */
static void
complete_from (const PostilFigureJob *job, PostilFound *first, const PostilFound *second)
{
  if (first->figure.kind != POSTIL_FIGURE_NUMBER || second->begin != first->end + 1 || !postil_figures_is (job, first->end, "to")
      || !postil_figures_is (job, (gint64) first->begin - 1, "from")
      || (second->figure.kind != POSTIL_FIGURE_MONEY && second->figure.kind != POSTIL_FIGURE_PERCENT
          && second->figure.kind != POSTIL_FIGURE_QUANTITY))
    return;
  first->figure.kind = second->figure.kind;
  g_strlcpy (first->figure.currency, second->figure.currency, sizeof first->figure.currency);
  first->figure.unit = g_strdup (second->figure.unit);
}

static guint
unit_rank (const char *unit)
{
  static const char *const units[] = { "second", "minute", "hour", "day", "week", "month", "year" };

  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i], unit))
      return i + 1;
  return 0;
}

/* "two hours, 17 minutes and 12 seconds": lengths of falling units are one. */
static gboolean
is_compound (const PostilFigureJob *job, const PostilFound *first, const PostilFound *second)
{
  const guint a = unit_rank (first->figure.unit), b = unit_rank (second->figure.unit);
  guint i = first->end;

  if (first->figure.kind != POSTIL_FIGURE_DURATION || second->figure.kind != POSTIL_FIGURE_DURATION || b == 0 || a <= b
      || first->figure.iso == NULL || second->figure.iso == NULL)
    return FALSE;
  i += postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += postil_figures_is (job, i, "and") ? 1 : 0;
  return i == second->begin;
}

static void
join_compound (PostilFound *first, const PostilFound *second)
{
  const char *time
      = strchr (first->figure.iso, 'T') != NULL && second->figure.iso[1] == 'T' ? second->figure.iso + 2 : second->figure.iso + 1;
  char *iso = g_strconcat (first->figure.iso, time, NULL);

  g_free (first->figure.iso);
  first->figure.iso = iso;
  first->figure.value = NAN;
  g_free (first->figure.unit);
  first->figure.unit = g_strdup (second->figure.unit);
  first->figure.end = second->figure.end;
  first->end = second->end;
}

/**
 * postil_figures_join_ranges:
 * @job: the job
 * @first: the first figure of the sentence
 *
 * Makes one figure of two that are the ends of a range; the ends of a change ("from 5 to 6") stay two.
 */
void
postil_figures_join_ranges (PostilFigureJob *job, guint first)
{
  guint kept = first;

  for (guint i = first + 1; i < job->found->len; i++)
    {
      PostilFound *a = &g_array_index (job->found, PostilFound, kept), *b = &g_array_index (job->found, PostilFound, i);

      if (is_compound (job, a, b))
        join_compound (a, b);
      else if (postil_quantities_join (job, a, b))
        ;
      else if (is_bare_end (job, a, b) || is_range (job, a, b))
        join (job, a, b);
      else
        {
          complete_from (job, a, b);
          kept++;
          if (kept < i)
            g_array_index (job->found, PostilFound, kept) = *b;
          continue;
        }
      postil_figure_clear (&b->figure);
    }
  if (first < job->found->len)
    g_array_set_size (job->found, kept + 1);
}

typedef struct
{
  const char *first, *second; /* second NULL: one word */
  const char *approx;
} Approximator;

static const Approximator before[] = {
  { "more", "than", ">" },   { "greater", "than", ">" }, { "higher", "than", ">" }, { "over", NULL, ">" },
  { "above", NULL, ">" },    { "exceeding", NULL, ">" }, { "less", "than", "<" },   { "fewer", "than", "<" },
  { "lower", "than", "<" },  { "under", NULL, "<" },     { "below", NULL, "<" },    { "at", "least", ">=" },
  { "no", "less", ">=" },    { "up", "to", "<=" },       { "at", "most", "<=" },    { "as", "much", "<=" },
  { "close", "to", "~" },    { "or", "so", "~" },        { "not", "quite", "~" },   { "mehr", "als", ">" },
  { "weniger", "als", "<" }, { "plus", "de", ">" },      { "moins", "de", "<" },    { "más", "de", ">" },
  { "menos", "de", "<" },
};

static const char *
approx_before (const PostilFigureJob *job, PostilFound *found)
{
  const gint64 i = (gint64) found->begin - 1;

  if (at (job, i)->kind != POSTIL_TOKEN_WORD && at (job, i)->c != '~' && at (job, i)->c != 0x2248)
    return NULL;
  for (guint a = 0; a < G_N_ELEMENTS (before); a++)
    {
      if (before[a].second == NULL
              ? postil_figures_is (job, i, before[a].first)
              : postil_figures_is (job, i, before[a].second) && postil_figures_is (job, i - 1, before[a].first))
        {
          found->context = (guint) (before[a].second == NULL ? i : i - 1);
          return before[a].approx;
        }
    }
  if (postil_figures_is (job, i, "as") && (postil_figures_is (job, i - 1, "much") || postil_figures_is (job, i - 1, "many"))
      && postil_figures_is (job, i - 2, "as"))
    {
      found->context = (guint) (i - 2);
      return "<=";
    }
  if (postil_figures_is (job, i, "than") && postil_figures_is (job, i - 2, "no"))
    {
      found->context = (guint) (i - 2);
      return postil_figures_is (job, i - 1, "more") ? "<=" : ">=";
    }
  if (postil_token_in (at (job, i), POSTIL_WORD_APPROX) || postil_token_is_mark (at (job, i), '~')
      || postil_token_is_mark (at (job, i), 0x2248))
    {
      found->context = (guint) i;
      return "~";
    }
  return NULL;
}

static const char *
approx_after (const PostilFigureJob *job, const PostilFound *found)
{
  const guint i = found->end;

  if (postil_figures_is (job, i, "or")
      && (postil_figures_is (job, (gint64) i + 1, "more") || postil_figures_is (job, (gint64) i + 1, "higher")))
    return ">=";
  if (postil_figures_is (job, i, "or")
      && (postil_figures_is (job, (gint64) i + 1, "less") || postil_figures_is (job, (gint64) i + 1, "fewer")))
    return "<=";
  if (postil_figures_is (job, i, "or") && postil_figures_is (job, (gint64) i + 1, "so"))
    return "~";
  if (postil_token_is_mark (at (job, i), '+') && postil_token_is_glued (at (job, i)))
    return ">=";
  return NULL;
}

static char *
dup_singular (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index);

  return g_strndup (job->tokens->text + token->byte, token->byte_end - token->byte);
}

/* "a barrel", "per share", "/W", "a day". */
static char *
dup_denominator (const PostilFigureJob *job, const PostilFound *found)
{
  const guint i = found->end;
  guint shift = 0;
  const PostilToken *token;

  /* "1.5 million passengers a day": the noun stands between. */
  if (found->figure.kind == POSTIL_FIGURE_NUMBER && at (job, i)->kind == POSTIL_TOKEN_WORD
      && !postil_token_in (at (job, i), POSTIL_WORD_FUNCTION))
    shift = 1;
  token = at (job, (gint64) i + shift + 1);
  if (postil_token_is_mark (at (job, i), '/') && postil_token_is_glued (at (job, i))
      && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_WORD)
    return dup_singular (job, i + 1);
  if (token->kind != POSTIL_TOKEN_WORD)
    return NULL;
  if (postil_figures_is (job, (gint64) i + shift, "per") || postil_figures_is (job, (gint64) i + shift, "each")
      || postil_figures_is (job, (gint64) i + shift, "every"))
    return dup_singular (job, i + shift + 1);
  if (!postil_figures_is (job, (gint64) i + shift, "a") && !postil_figures_is (job, (gint64) i + shift, "an"))
    return NULL;
  if (postil_token_span_unit (token) != POSTIL_SPAN_UNIT_NONE
      && (postil_figures_is (job, (gint64) i + shift + 2, "ago") || postil_figures_is (job, (gint64) i + shift + 2, "earlier")
          || postil_figures_is (job, (gint64) i + shift + 2, "later")))
    return NULL;
  if (postil_token_span_unit (token) != POSTIL_SPAN_UNIT_NONE
      || (shift == 0 && found->figure.kind == POSTIL_FIGURE_MONEY && token->word != NULL && token->word->unit > 0)
      || (found->figure.kind == POSTIL_FIGURE_MONEY
          && (postil_figures_is (job, (gint64) i + 1, "share") || postil_figures_is (job, (gint64) i + 1, "head")
              || postil_figures_is (job, (gint64) i + 1, "piece"))))
    return dup_singular (job, i + shift + 1);
  return NULL;
}

/**
 * postil_figures_add_context:
 * @job: the job
 * @first: the first figure of the sentence
 *
 * Sets the approximator and the denominator of every figure of the sentence.
 */
void
postil_figures_add_context (PostilFigureJob *job, guint first)
{
  for (guint i = first; i < job->found->len; i++)
    {
      PostilFound *found = &g_array_index (job->found, PostilFound, i);
      const char *approx;

      if (found->figure.kind == POSTIL_FIGURE_DATE || found->figure.kind == POSTIL_FIGURE_PERIOD
          || found->figure.kind == POSTIL_FIGURE_TIME || found->figure.kind == POSTIL_FIGURE_ORDINAL)
        continue;
      approx = approx_before (job, found);
      if (approx == NULL)
        approx = approx_after (job, found);
      found->figure.approx = g_strdup (approx);
      found->figure.per = dup_denominator (job, found);
    }
}
