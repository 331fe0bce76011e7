/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the figures of one change: the word that says up or down, and the figures that say by how much, from where and to where. */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <string.h>

#define REACH 12
#define NO_WORD G_MAXUINT

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static gboolean
measures_something (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_MONEY || figure->kind == POSTIL_FIGURE_PERCENT || figure->kind == POSTIL_FIGURE_NUMBER
         || figure->kind == POSTIL_FIGURE_QUANTITY || figure->kind == POSTIL_FIGURE_MULTIPLE;
}

/* Whether a clause ends at this token, so that words beyond it say nothing about the figure. */
static gboolean
is_clause_border (const PostilFigureJob *job, guint index)
{
  static const char *const words[] = { "while", "but", "whereas", "although", "which", "who", "that", "because" };
  const PostilToken *token = at (job, index);

  if (token->kind == POSTIL_TOKEN_MARK)
    return token->c == ';' || token->c == 0x2014 || token->c == ':' || token->c == '(';
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_figures_is (job, index, words[i]))
      return TRUE;
  return FALSE;
}

/* Words that move something rather than being moved: money straight after them is no step of a change. */
static gboolean
takes_object (const PostilFigureJob *job, guint index)
{
  static const char *const words[]
      = { "raised", "raise", "raises", "raising", "add", "adds", "added", "advance", "extended", "boost", "up" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_figures_is (job, index, words[i]))
      return TRUE;
  return FALSE;
}

/* "up to 300" is a limit, "edged up to 300" a change. */
static gboolean
is_limit (const PostilFigureJob *job, guint index)
{
  const PostilToken *before = at (job, (gint64) index - 1);

  if (!postil_figures_is (job, index, "up") || !postil_figures_is (job, (gint64) index + 1, "to"))
    return FALSE;
  if (before->kind != POSTIL_TOKEN_WORD || before->byte_end - before->byte < 4)
    return TRUE;
  return !postil_figures_is (job, (gint64) index - 1, "went") && !postil_figures_is (job, (gint64) index - 1, "crept")
         && job->tokens->text[before->byte_end - 1] != 'd';
}

/* The word of a change right after a comma: "up", "a drop of". */
static guint
word_after_comma (const PostilFigureJob *job, guint i)
{
  if (postil_figures_is (job, i, "up") || postil_figures_is (job, i, "down"))
    return i;
  if (!postil_token_in (at (job, i), POSTIL_WORD_ARTICLE))
    return NO_WORD;
  for (guint j = i + 1; j < i + 4; j++)
    if (postil_token_in (at (job, j), POSTIL_WORD_UP | POSTIL_WORD_DOWN) && postil_figures_is (job, (gint64) j + 1, "of"))
      return j;
  return NO_WORD;
}

/* "$5bn, up 4%", "$18.5bn for the quarter, a drop of 11%": the level that the change led to. */
static guint
word_of_level (const PostilFigureJob *job, const PostilFound *found)
{
  for (guint i = found->end; i < found->end + 16; i++)
    {
      const PostilToken *token = at (job, i);
      const gboolean comma = postil_token_is_mark (token, ',');
      const guint word = comma ? word_after_comma (job, i + 1) : NO_WORD;

      if (word != NO_WORD)
        return word;
      if (!comma && token->kind == POSTIL_TOKEN_MARK && token->c != '-' && token->c != '$' && token->c != '%' && token->c < 0xa0
          && !postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
        return NO_WORD;
      if (!comma && is_clause_border (job, i))
        return NO_WORD;
    }
  return NO_WORD;
}

static gboolean
is_one_of (const PostilFigureJob *job, gint64 index, const char *const *words)
{
  for (; *words != NULL; words++)
    if (postil_figures_is (job, index, *words))
      return TRUE;
  return FALSE;
}

/* "made up 38%", "turned down an offer", "value-added tax", "a firm loses money": no change. */
static gboolean
is_other_sense (const PostilFigureJob *job, guint index)
{
  static const char *const with_up[]
      = { "made", "make", "makes", "take", "takes", "took", "put", "set", "sets", "gave", "end", "ends", "up", NULL };
  static const char *const with_down[] = { "turned", "turn", "shut", "wrote", "stand", "stood", "broke", NULL };
  static const char *const losing[] = { "lose", "loses", "losing", "extended", "extend", NULL };

  if (postil_token_is_mark (at (job, (gint64) index - 1), '-') && postil_token_is_glued (at (job, index)))
    return !postil_figures_is (job, (gint64) index - 2, "edged");
  if (postil_figures_is (job, index, "up"))
    return is_one_of (job, (gint64) index - 1, with_up) && !postil_figures_is (job, (gint64) index + 2, "by")
           && !postil_figures_is (job, (gint64) index + 1, "by");
  if (postil_figures_is (job, index, "down"))
    return is_one_of (job, (gint64) index - 1, with_down) && !postil_figures_is (job, (gint64) index - 1, "wrote");
  return is_one_of (job, index, losing);
}

static guint
word_left (const PostilFigureJob *job, const PostilFound *found)
{
  const guint from = found->context > job->sentence->begin + REACH ? found->context - REACH : job->sentence->begin;

  for (guint i = found->context; i > from; i--)
    {
      const PostilToken *token = at (job, (gint64) i - 1);

      if (is_clause_border (job, i - 1))
        return NO_WORD;
      if (postil_token_in (token, POSTIL_WORD_UP | POSTIL_WORD_DOWN) && !is_limit (job, i - 1) && !is_other_sense (job, i - 1))
        return i - 1;
    }
  return NO_WORD;
}

/* "11% fewer", "a 5% drop", "an increase" right after the figure. */
static guint
word_right (const PostilFigureJob *job, const PostilFound *found)
{
  for (guint i = found->end; i < found->end + 2; i++)
    {
      if (postil_token_in (at (job, i), POSTIL_WORD_UP | POSTIL_WORD_DOWN | POSTIL_WORD_COMPARE_UP | POSTIL_WORD_COMPARE_DOWN))
        return i;
      if (at (job, i)->kind != POSTIL_TOKEN_WORD || postil_token_in (at (job, i), POSTIL_WORD_FUNCTION))
        return NO_WORD;
    }
  return NO_WORD;
}

/* "cut 2,450 jobs", "shed one job in eight": what is given up is counted, not compared. */
static gboolean
sheds (const PostilFigureJob *job, guint index)
{
  static const char *const words[]
      = { "cut", "cuts", "shed", "sheds", "slash", "slashed", "axe", "lost", "trim", "trimmed", NULL };

  return is_one_of (job, index, words);
}

/* A share of the whole: "added a third", "lost two-fifths". */
static gboolean
is_part (const PostilFound *found)
{
  return found->figure.kind == POSTIL_FIGURE_PERCENT
         || (found->figure.kind == POSTIL_FIGURE_NUMBER && found->figure.value > 0 && found->figure.value < 1);
}

/* The words of a change that belongs to this figure. */
static guint
find_word (const PostilFigureJob *job, const PostilFound *found)
{
  const gint64 before = (gint64) found->context - 1;
  const gboolean percent = found->figure.kind == POSTIL_FIGURE_PERCENT;
  const gboolean linked = postil_figures_is (job, before, "by") || postil_figures_is (job, before, "to")
                          || postil_figures_is (job, before, "from") || postil_figures_is (job, before, "at");
  guint word;

  if (found->figure.kind == POSTIL_FIGURE_MULTIPLE)
    {
      for (guint i = found->begin; i < found->end; i++)
        if (postil_token_in (at (job, i), POSTIL_WORD_UP | POSTIL_WORD_DOWN))
          return postil_figures_is (job, i, "double") || postil_figures_is (job, i, "triple") ? NO_WORD : i;
      return word_left (job, found);
    }
  word = word_right (job, found);
  if (word != NO_WORD && (percent || found->figure.kind == POSTIL_FIGURE_NUMBER) && !linked)
    return found->figure.kind == POSTIL_FIGURE_NUMBER && !found->figure.iso && !found->figure.unit && found->figure.value >= 1
               ? NO_WORD
               : word;
  if (postil_figures_is (job, before, "by")
      && postil_token_in (at (job, before - 1), POSTIL_WORD_COMPARE_UP | POSTIL_WORD_COMPARE_DOWN))
    return (guint) (before - 1);
  word = word_left (job, found);
  if (word == NO_WORD)
    return NO_WORD;
  if (is_part (found) && word + 1 == found->context && !postil_figures_is (job, word, "up"))
    return word;
  if (postil_figures_is (job, before, "at") && postil_token_in (at (job, (gint64) word - 1), POSTIL_WORD_ARTICLE))
    return NO_WORD;
  if (linked || (percent && word + 6 > found->context))
    return word;
  if (found->figure.kind == POSTIL_FIGURE_NUMBER && at (job, found->end)->kind == POSTIL_TOKEN_WORD && sheds (job, word))
    return NO_WORD;
  return word + 1 == found->context && !takes_object (job, word) ? word : NO_WORD;
}

/* "NT$839bn, or US$25.5bn", "€520m from €1.1bn": the second figure belongs to the change of the first. */
static gboolean
is_restated (const PostilFigureJob *job, const PostilFound *first, const PostilFound *second)
{
  const gint64 before = (gint64) second->context - 1;

  if (second->context > first->end + 3 || first->figure.kind == POSTIL_FIGURE_MULTIPLE
      || first->figure.kind != second->figure.kind)
    return FALSE;
  return postil_figures_is (job, before, "or") || postil_figures_is (job, before, "from")
         || postil_figures_is (job, before, "against");
}

/* "grew by 8% in June, the office said, and by 7% in July": the verb of the first holds for the second. */
static gboolean
is_coordinated (const PostilFigureJob *job, const PostilFound *second)
{
  const gint64 before = (gint64) second->context - 1;

  return postil_figures_is (job, before, "by") && postil_figures_is (job, before - 1, "and");
}

/* Whether the word of the change stands after the figure, set off by a comma: the figure is then where it led. */
static gboolean
leads_to (const PostilFigureJob *job, const PostilFound *found, guint word)
{
  return word > found->end && (found->figure.kind != POSTIL_FIGURE_PERCENT || postil_token_is_mark (at (job, found->end), ','));
}

static void
take_part (const PostilFigureJob *job, const PostilFound *found, guint word, PostilChange *change)
{
  const gint64 before = (gint64) found->context - 1;
  const PostilFigure *figure = &found->figure;
  const gboolean points = figure->unit != NULL && (g_str_equal (figure->unit, "pp") || g_str_equal (figure->unit, "bp"));

  if (figure->kind == POSTIL_FIGURE_MULTIPLE)
    change->factor = figure->value;
  else if (postil_figures_is (job, before, "or"))
    return;
  else if (postil_figures_is (job, before, "to") || postil_figures_is (job, before, "at") || leads_to (job, found, word))
    change->to = figure->value;
  else if (postil_figures_is (job, before, "from") || postil_figures_is (job, before, "against"))
    change->from = figure->value;
  else if (figure->kind == POSTIL_FIGURE_PERCENT && points)
    change->points = g_str_equal (figure->unit, "bp") ? figure->value / 100 : figure->value;
  else if (figure->kind == POSTIL_FIGURE_PERCENT)
    change->percent = fabs (figure->value);
  else
    change->by = figure->value;
  if (figure->currency[0] != '\0')
    g_strlcpy (change->currency, figure->currency, sizeof change->currency);
}

static PostilChangeDirection
direction_of (const PostilFigureJob *job, guint word, const PostilFigure *figure)
{
  const PostilToken *token = at (job, word);

  if (figure->kind == POSTIL_FIGURE_MULTIPLE && !isnan (figure->value) && figure->value < 1)
    return POSTIL_CHANGE_DOWN;
  return postil_token_in (token, POSTIL_WORD_UP | POSTIL_WORD_COMPARE_UP) ? POSTIL_CHANGE_UP : POSTIL_CHANGE_DOWN;
}

/* "36% more than this year", "40bps lower", "three times what it was": a comparison right behind the figure. */
static guint
word_of_comparison (const PostilFigureJob *job, const PostilFound *found)
{
  static const char *const as_before[] = { "what", "as", NULL };
  static const char *const then[] = { "earlier", "ago", "before", "was", "were", "did", "had", "since", NULL };
  guint i = found->end;

  if (found->figure.kind != POSTIL_FIGURE_MULTIPLE)
    {
      const guint word = word_right (job, found);

      return word != NO_WORD && (is_part (found) || postil_figures_is (job, (gint64) word + 1, "than")) ? word : NO_WORD;
    }
  if (!is_one_of (job, i, as_before) && !postil_figures_is (job, (gint64) i - 1, "many")
      && !postil_figures_is (job, (gint64) i - 1, "much"))
    return NO_WORD;
  for (; i < found->end + 9 && i < job->sentence->end; i++)
    if (is_one_of (job, i, then) || at (job, i)->kind == POSTIL_TOKEN_NUMBER
        || postil_token_in (at (job, i), POSTIL_WORD_CALENDAR) || postil_figures_is (job, i, "last"))
      return found->begin;
  return NO_WORD;
}

/* Whether the figure is the level of which the next one tells the comparison: nothing but nouns, dates and a comma between. */
static gboolean
is_level_of (const PostilFigureJob *job, const PostilFound *level, const PostilFound *next)
{
  gboolean comma = FALSE;

  if (!measures_something (&level->figure) || level->figure.kind == POSTIL_FIGURE_MULTIPLE || next->begin > level->end + 14
      || (level->figure.kind == POSTIL_FIGURE_NUMBER && level->figure.value < 1))
    return FALSE;
  for (guint i = level->end; i < next->begin; i++)
    {
      const PostilToken *token = at (job, i);

      comma = comma || postil_token_is_mark (token, ',');
      if (is_clause_border (job, i) || postil_figures_is (job, i, "and") || postil_figures_is (job, i, "or"))
        return FALSE;
      if (postil_token_in (token, POSTIL_WORD_VERB | POSTIL_WORD_MODAL) && !postil_token_in (token, POSTIL_WORD_APPROX))
        return FALSE;
    }
  return comma;
}

/* "from 0.5% to 0.9%": two levels of one kind tell the direction themselves. */
static void
add_pair (const PostilFigureJob *job, PostilFound *a, PostilFound *b)
{
  const gint64 before_a = (gint64) a->context - 1, before_b = (gint64) b->context - 1;
  const gboolean forth = postil_figures_is (job, before_a, "from") && postil_figures_is (job, before_b, "to");
  const gboolean back = postil_figures_is (job, before_b, "from") && postil_figures_is (job, before_a, "to");
  PostilChange change = { POSTIL_CHANGE_NONE, NAN, NAN, NAN, NAN, NAN, NAN, "" };
  double from, to;

  if ((!forth && !back) || a->figure.kind != b->figure.kind || b->begin > a->end + 9 || !measures_something (&a->figure)
      || isnan (a->figure.value) || isnan (b->figure.value) || a->figure.change.direction != POSTIL_CHANGE_NONE
      || b->figure.change.direction != POSTIL_CHANGE_NONE || g_strcmp0 (a->figure.unit, b->figure.unit) != 0)
    return;
  from = forth ? a->figure.value : b->figure.value;
  to = forth ? b->figure.value : a->figure.value;
  if (from < to)
    change.direction = POSTIL_CHANGE_UP;
  else if (from > to)
    change.direction = POSTIL_CHANGE_DOWN;
  else
    return;
  change.from = from;
  change.to = to;
  g_strlcpy (change.currency, a->figure.currency, sizeof change.currency);
  a->figure.change = b->figure.change = change;
}

/* The word of change found last before figure i, over dates. */
static guint
nearest_word (const guint *words, guint i)
{
  for (guint n = i; n > 0 && n + 3 > i; n--)
    if (words[n - 1] != NO_WORD)
      return words[n - 1];
  return NO_WORD;
}

/* Levels and their comparisons, and pairs of levels, where no word of change has been found yet. */
static void
add_comparisons (const PostilFigureJob *job, guint first)
{
  for (guint i = first; i + 1 < job->found->len; i++)
    {
      PostilFound *level = &g_array_index (job->found, PostilFound, i);
      guint next = i + 1;
      PostilFound *other;
      PostilChange change = { POSTIL_CHANGE_NONE, NAN, NAN, NAN, NAN, NAN, NAN, "" };
      guint word;

      while (next + 1 < job->found->len && next < i + 4
             && !measures_something (&g_array_index (job->found, PostilFound, next).figure))
        next++;
      other = &g_array_index (job->found, PostilFound, next);
      add_pair (job, level, other);
      word = word_of_comparison (job, other);
      if (word == NO_WORD || level->figure.change.direction != POSTIL_CHANGE_NONE || !is_level_of (job, level, other))
        continue;
      change.direction = other->figure.kind == POSTIL_FIGURE_MULTIPLE
                             ? (other->figure.value < 1 ? POSTIL_CHANGE_DOWN : POSTIL_CHANGE_UP)
                             : direction_of (job, word, &other->figure);
      if (other->figure.change.direction != POSTIL_CHANGE_NONE)
        change = other->figure.change;
      else
        take_part (job, other, word, &change);
      change.to = level->figure.value;
      level->figure.change = other->figure.change = change;
    }
}

/**
 * postil_figures_add_changes:
 * @job: the job
 * @first: the first figure of the sentence
 *
 * Sets the change of every figure of the sentence.
 */
void
postil_figures_add_changes (PostilFigureJob *job, guint first)
{
  const guint n = job->found->len - first;
  g_autofree guint *words = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      PostilFound *found = &g_array_index (job->found, PostilFound, first + i);

      words[i] = measures_something (&found->figure) ? find_word (job, found) : NO_WORD;
      if (words[i] == NO_WORD && i > 0 && words[i - 1] != NO_WORD && is_restated (job, found - 1, found))
        words[i] = words[i - 1];
      else if (words[i] == NO_WORD && is_coordinated (job, found))
        words[i] = nearest_word (words, i);
      else if (words[i] == NO_WORD && measures_something (&found->figure) && found->figure.kind != POSTIL_FIGURE_MULTIPLE)
        words[i] = word_of_level (job, found);
    }
  for (guint i = 0; i < n; i++)
    {
      const guint word = words[i];
      guint end = i + 1;
      PostilChange change = { POSTIL_CHANGE_NONE, NAN, NAN, NAN, NAN, NAN, NAN, "" };

      if (word == NO_WORD)
        continue;
      change.direction = direction_of (job, word, &g_array_index (job->found, PostilFound, first + i).figure);
      for (end = i; end < n && (words[end] == word || words[end] == NO_WORD) && end < i + 8; end++)
        if (words[end] == word)
          take_part (job, &g_array_index (job->found, PostilFound, first + end), word, &change);
      for (guint j = i; j < end; j++)
        if (words[j] == word)
          g_array_index (job->found, PostilFound, first + j).figure.change = change;
      i = end - 1;
    }
  add_comparisons (job, first);
}
