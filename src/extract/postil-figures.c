/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks every sentence once and asks, at each token that may begin a figure, which kind of figure it is. */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
}

/**
 * postil_figures_is:
 * @job: the job
 * @index: any index
 * @folded: a lower-case ASCII word
 *
 * Returns: whether the token at @index stands in the sentence and reads @folded, whatever its case.
 */
gboolean
postil_figures_is (const PostilFigureJob *job, gint64 index, const char *folded)
{
  const PostilToken *token;
  const char *text;
  gsize length;

  if (index < job->sentence->begin || index >= job->sentence->end)
    return FALSE;
  token = &job->tokens->tokens[index];
  if ((token->c | 0x20) != ((gunichar) folded[0] | 0x20))
    return FALSE;
  text = job->tokens->text + token->byte;
  length = token->byte_end - token->byte;
  for (gsize i = 0; i < length; i++)
    if (folded[i] != lower (text[i]))
      return FALSE;
  return folded[length] == '\0';
}

/**
 * postil_figures_is_one_of:
 * @job: the job
 * @index: any index
 * @words: lower-case words, separated by blanks
 *
 * Returns: whether the token at @index stands in the sentence and reads one of @words, whatever its case.
 */
gboolean
postil_figures_is_one_of (const PostilFigureJob *job, gint64 index, const char *words)
{
  const PostilToken *token = at (job, index);
  const gsize length = token->byte_end - token->byte;
  const char *text = job->tokens->text + token->byte;
  const char first = lower (text[0]);

  for (const char *word = words; length > 0; word++)
    {
      if (*word == first)
        {
          gsize n = 1;

          while (n < length && word[n] != '\0' && word[n] == lower (text[n]))
            n++;
          if (n == length && (word[n] == ' ' || word[n] == '\0'))
            return TRUE;
        }
      while (*word != ' ' && *word != '\0')
        word++;
      if (*word == '\0')
        return FALSE;
    }
  return FALSE;
}

/**
 * postil_figures_add:
 * @job: the job
 * @begin: the first token
 * @end: the token after the last
 * @kind: the kind
 *
 * Appends a figure, unless it would overlap the one before.
 *
 * Returns: (nullable) (transfer none): the figure to fill in; valid until the next is added.
 */
PostilFound *
postil_figures_add (PostilFigureJob *job, guint begin, guint end, PostilFigureKind kind)
{
  PostilFound found = { .rule = job->rule, .begin = begin, .end = end, .context = begin };

  if (end <= begin || end > job->sentence->end
      || (job->found->len > 0 && g_array_index (job->found, PostilFound, job->found->len - 1).end > begin))
    return NULL;
  postil_figure_init (&found.figure);
  found.figure.kind = kind;
  found.figure.start = job->tokens->tokens[begin].start;
  found.figure.end = job->tokens->tokens[end - 1].end;
  g_array_append_val (job->found, found);
  return &g_array_index (job->found, PostilFound, job->found->len - 1);
}

/* A minus sign of any form. */
static gboolean
is_minus (const PostilToken *token)
{
  return token->c == '-' || token->c == 0x2212 || token->c == 0x2013;
}

/**
 * postil_figures_scan_sign:
 * @job: the job
 * @begin: (inout): the first token of a number; moved to its sign when it has one
 *
 * Reads the sign glued before a number; in a note it may stand apart.
 *
 * Returns: -1 after a minus, else 1.
 */
double
postil_figures_scan_sign (const PostilFigureJob *job, guint *begin)
{
  const PostilToken *sign = at (job, (gint64) *begin - 1), *number = at (job, *begin);
  const PostilToken *before = at (job, (gint64) *begin - 2);
  const gboolean glued = postil_token_is_glued (number);

  if (sign->kind != POSTIL_TOKEN_MARK || number->kind == POSTIL_TOKEN_WORD || *begin == job->sentence->begin)
    return 1;
  if (!glued
      && !(job->brief && sign->c == '-' && before->kind != POSTIL_TOKEN_NUMBER
           && (before->c == 0 || !postil_token_has (before, POSTIL_TOKEN_DIGITS))))
    return 1;
  if (postil_token_is_glued (sign) && before->kind != POSTIL_TOKEN_MARK && before->c != 0)
    return 1;
  if (is_minus (sign) && before->kind != POSTIL_TOKEN_NUMBER)
    {
      *begin -= 1;
      return -1;
    }
  if (sign->c == '+')
    *begin -= 1;
  return 1;
}

/* "3-1", "0800 555 0134": scores and telephone numbers; where to go on, or 0. */
static guint
skip_number_chain (const PostilFigureJob *job, guint begin)
{
  guint i = begin, n = 1, digits = at (job, begin)->end - at (job, begin)->start;
  gboolean dashes = TRUE;

  for (;;)
    {
      const PostilToken *mark = at (job, (gint64) i + 1), *next = at (job, (gint64) i + 2);

      if (mark->kind == POSTIL_TOKEN_MARK && (mark->c == '-' || mark->c == 0x2013 || mark->c == '/' || mark->c == ':')
          && postil_token_is_glued (mark) && next->kind == POSTIL_TOKEN_NUMBER && postil_token_is_glued (next))
        {
          i += 2;
          digits += next->end - next->start;
        }
      else if (mark->kind == POSTIL_TOKEN_NUMBER && mark->end - mark->start >= 2 && at (job, i)->end - at (job, i)->start >= 2)
        {
          i++;
          dashes = FALSE;
          digits += mark->end - mark->start;
        }
      else
        break;
      n++;
    }
  if (n >= 3 && digits >= 7)
    return i + 1;
  if (n >= 3 || (n == 2 && !dashes && digits >= 9))
    return i + 1;
  return 0;
}

/* A small score such as "3-1" with no unit after it. */
static gboolean
is_score (const PostilFigureJob *job, guint begin)
{
  const PostilToken *mark = at (job, (gint64) begin + 1), *second = at (job, (gint64) begin + 2),
                    *after = at (job, (gint64) begin + 3);
  const PostilNumber number = { .end = begin + 3, .value = 2, .scale = 1 };
  char name[80];

  if (mark->kind != POSTIL_TOKEN_MARK || (mark->c != '-' && mark->c != 0x2013) || !postil_token_is_glued (mark)
      || second->kind != POSTIL_TOKEN_NUMBER || !postil_token_is_glued (second) || after->c == '%')
    return FALSE;
  if (after->word != NULL
      && (after->word->unit > 0 || after->word->span_unit > 0 || after->word->currency > 0 || after->word->number_sense > 0))
    return FALSE;
  if (postil_token_is_mark (after, '-') || postil_units_scan (job, &number, name, sizeof name) > 0)
    return FALSE;
  return at (job, begin)->end - at (job, begin)->start <= 3;
}

/* A number that is a name: after "page", inside a word, a version. */
static gboolean
is_label (const PostilFigureJob *job, guint begin)
{
  const PostilToken *token = at (job, begin), *before = at (job, (gint64) begin - 1), *after = at (job, (gint64) begin + 1);

  if (postil_token_in (before, POSTIL_WORD_LABEL) && token->kind == POSTIL_TOKEN_NUMBER
      && (postil_token_has (before, POSTIL_TOKEN_CAPITAL) || !postil_figures_is (job, (gint64) begin - 1, "figure")))
    return TRUE;
  if (token->kind != POSTIL_TOKEN_NUMBER)
    return FALSE;
  if (postil_token_is_mark (before, '#') && postil_token_is_glued (token))
    return TRUE;
  /* "5G", "4K", "U-21", "COVID-19", "G-7" */
  if (after->kind == POSTIL_TOKEN_WORD && postil_token_is_glued (after) && postil_token_has (after, POSTIL_TOKEN_CAPITAL)
      && after->end - after->start == 1
      && (after->c == 'G' || (after->c == 'K' && token->end - token->start == 1) || after->c == 'D'))
    return TRUE;
  return postil_token_is_mark (before, '-') && postil_token_is_glued (before) && postil_token_is_glued (token)
         && at (job, (gint64) begin - 2)->kind == POSTIL_TOKEN_WORD
         && postil_token_has (at (job, (gint64) begin - 2), POSTIL_TOKEN_CAPITAL);
}

/* "one" is a pronoun more often than a number. */
static gboolean
is_pronoun_one (const PostilFigureJob *job, guint begin, const PostilNumber *number)
{
  const PostilToken *after = at (job, number->end);

  if (number->value == 1 && number->spelled && number->end == begin + 1 && job->language != POSTIL_LANGUAGE_EN)
    return TRUE;
  if (number->value != 1 || !number->spelled || number->end != begin + 1 || !postil_figures_is (job, begin, "one"))
    return FALSE;
  return after->kind != POSTIL_TOKEN_WORD
         || postil_token_in (after, POSTIL_WORD_FUNCTION | POSTIL_WORD_VERB | POSTIL_WORD_PREPOSITION)
         || postil_figures_is (job, (gint64) begin - 1, "the") || postil_figures_is (job, (gint64) begin - 1, "no")
         || postil_figures_is (job, (gint64) begin - 1, "this") || postil_token_has (after, POSTIL_TOKEN_CAPITAL)
         || postil_figures_is (job, number->end, "day") || postil_figures_is (job, number->end, "another");
}

/* ", 34," after a person's name; "aged 34". */
static gboolean
read_bare_age (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next)
{
  const PostilToken *before = at (job, (gint64) begin - 1), *after = at (job, number->end);
  const PostilName *name = begin >= 2 ? postil_names_covering (job->names, begin - 2) : NULL;
  PostilFound *found;
  gboolean age = postil_figures_is (job, (gint64) begin - 1, "aged");

  if (number->decimals > 0 || number->value < 1 || number->value > 115 || number->spelled || number->scale > 1)
    return FALSE;
  if (!age && postil_token_is_mark (before, ',') && (postil_token_is_mark (after, ',') || postil_token_is_mark (after, '.')))
    age = (name != NULL && name->type == POSTIL_NAME_PER)
          || (postil_token_is_mark (after, ',') && number->value > 17 && at (job, (gint64) begin - 2)->kind == POSTIL_TOKEN_WORD
              && !postil_token_in (at (job, (gint64) begin - 2), POSTIL_WORD_FUNCTION | POSTIL_WORD_CALENDAR)
              && !postil_token_has (at (job, (gint64) begin - 2), POSTIL_TOKEN_CAPITAL)
              && job->tokens->text[at (job, (gint64) begin - 2)->byte_end - 1] != 's');
  if (!age)
    return FALSE;
  found = postil_figures_add (job, begin, number->end, POSTIL_FIGURE_AGE);
  if (found != NULL)
    {
      found->figure.value = number->value;
      found->figure.unit = g_strdup ("year");
    }
  *next = number->end;
  return TRUE;
}

static gboolean
read_number (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next)
{
  PostilFound *found;
  double sign;

  *next = number->end;
  if (is_pronoun_one (job, begin, number))
    return TRUE;
  if (at (job, begin)->kind == POSTIL_TOKEN_NUMBER && !number->fraction && number->scale == 1)
    {
      const PostilToken *after = at (job, number->end);

      /* Letters glued to digits: a model, a code, a part of a name. */
      if (after->kind == POSTIL_TOKEN_WORD && postil_token_is_glued (after))
        {
          *next = number->end + 1;
          return TRUE;
        }
    }
  sign = postil_figures_scan_sign (job, &begin);
  found = postil_figures_add (job, begin, number->end, POSTIL_FIGURE_NUMBER);
  if (found != NULL)
    found->figure.value = sign * number->value;
  return TRUE;
}

/* "for a year", "in a decade": one of a unit of time. */
static gboolean
is_single_span (const PostilFigureJob *job, guint begin)
{
  static const char before[] = "for in within over after than under took takes take lasted lasts spent spend needs needed and";

  if (!postil_figures_is (job, begin, "a") && !postil_figures_is (job, begin, "an"))
    return FALSE;
  if (postil_token_span_unit (at (job, (gint64) begin + 1)) < POSTIL_SPAN_UNIT_MINUTE
      || postil_token_span_unit (at (job, (gint64) begin + 1)) == POSTIL_SPAN_UNIT_QUARTER
      || postil_token_is_mark (at (job, (gint64) begin + 2), '-'))
    return FALSE;
  if (job->brief && (begin == job->sentence->begin || postil_figures_is (job, (gint64) begin + 2, "and")))
    return TRUE;
  return postil_figures_is_one_of (job, (gint64) begin - 1, before);
}

static gboolean
read_counted (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  double ordinal;
  guint skip;

  if (at (job, begin)->kind == POSTIL_TOKEN_NUMBER)
    {
      skip = skip_number_chain (job, begin);
      if (skip > 0 || is_score (job, begin))
        {
          *next = skip > 0 ? skip : begin + 3;
          return TRUE;
        }
    }
  if (postil_number_scan_ordinal (job, begin, &skip, &ordinal)
      && (at (job, begin)->kind == POSTIL_TOKEN_NUMBER || skip > begin + 1))
    return postil_figures_read_ordinal (job, begin, next);
  if (!postil_number_scan (job, begin, &number))
    {
      if (is_single_span (job, begin))
        {
          number = (PostilNumber){ .end = begin + 1, .value = 1, .scale = 1 };
          return postil_figures_read_duration (job, begin, &number, next);
        }
      return postil_figures_read_multiple (job, begin, NULL, next);
    }
  return postil_figures_read_percent (job, begin, &number, next) || postil_figures_read_multiple (job, begin, &number, next)
         || postil_figures_read_duration (job, begin, &number, next) || postil_figures_read_quantity (job, begin, &number, next)
         || read_bare_age (job, begin, &number, next) || read_number (job, begin, &number, next);
}

/* An address of the web at index: the token after it, else 0. */
static guint
skip_address (const PostilFigureJob *job, guint index)
{
  guint i = index + 1;

  if (!(postil_figures_is_one_of (job, index, "http https ftp") && postil_token_is_mark (at (job, i), ':'))
      && !(postil_figures_is (job, index, "www") && postil_token_is_mark (at (job, i), '.')))
    return 0;
  while (i < job->sentence->end && postil_token_is_glued (at (job, i)))
    i++;
  return i;
}

/* Codes of currencies before digits and quarters are read even where a name was suspected, in a note also words of the calendar;
 * numbers with a decimal point never belong to a name. */
static gboolean
is_unmasked (const PostilFigureJob *job, guint i)
{
  const PostilToken *token = at (job, i);
  const PostilWord *word = token->word;

  if (token->kind == POSTIL_TOKEN_NUMBER)
    return memchr (job->tokens->text + token->byte, '.', token->byte_end - token->byte) != NULL
           || (job->brief && i > job->sentence->begin && at (job, (gint64) i - 1)->kind == POSTIL_TOKEN_MARK);
  if (token->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  if (at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER
      && postil_vocabulary_currency_sign (job->vocabulary, job->tokens->text + token->byte, token->byte_end - token->byte) > 0)
    return TRUE;
  if (token->end - token->start == 2 && (token->c == 'Q' || token->c == 'H') && postil_token_has (token, POSTIL_TOKEN_DIGITS))
    return TRUE;
  if (job->language != POSTIL_LANGUAGE_EN && word != NULL
      && (word->month > 0
          || ((word->classes & POSTIL_WORD_BEGINS) != 0 && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER)))
    return TRUE;
  if (!job->brief)
    return FALSE;
  if (word == NULL)
    return postil_token_has (token, POSTIL_TOKEN_ALL_CAPS) && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER;
  return word->month > 0 || word->weekday > 0 || word->currency > 0 || word->number_sense != POSTIL_NUMBER_NONE
         || (word->classes & POSTIL_WORD_HOLIDAY) != 0;
}

typedef gboolean (*Reader) (PostilFigureJob *job, guint begin, guint *next);

/* Asks the readers in turn; the first that reads something wins. */
static gboolean
read_any (PostilFigureJob *job, guint begin, guint *next)
{
  static const struct
  {
    const char *rule;
    Reader recognise;
  } readers[] = { { "ideographs", postil_figures_read_han },
                  { "amount of money", postil_figures_read_money },
                  { "date", postil_figures_read_date },
                  { "number and what it counts", read_counted },
                  { "ordinal", postil_figures_read_ordinal } };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      job->rule = readers[i].rule;
      if (readers[i].recognise (job, begin, next))
        return TRUE;
    }
  return FALSE;
}

static void
read_sentence (PostilFigureJob *job)
{
  const guint first = job->found->len;
  guint i = job->sentence->begin;

  while (i < job->sentence->end)
    {
      guint next = i + 1;
      const guint c = (guint) job->tokens->tokens[i].c | 0x20;

      if ((c == 'h' || c == 'w' || c == 'f') && (next = skip_address (job, i)) > 0)
        {
          i = next;
          continue;
        }
      next = i + 1;
      if (postil_figures_may_begin (job, i) && (!job->masked[i] || is_unmasked (job, i)) && !is_label (job, i))
        {
          if (!read_any (job, i, &next))
            next = i + 1;
        }
      i = MAX (next, i + 1);
    }
  postil_figures_join_ranges (job, first);
  postil_figures_add_context (job, first);
  postil_figures_add_changes (job, first);
}

/* Names that hold digits are no figures: "737 Max", "S&P 500". Names of one ordinary word do not hide a date such as "March". */
static guint8 *
mask_names (const PostilTokens *tokens, const PostilNames *names)
{
  guint8 *masked = g_memdup2 (names->numbered, tokens->n_tokens + 1);

  for (guint n = 0; n < names->names->len; n++)
    {
      const PostilName *name = &g_array_index (names->names, PostilName, n);
      const PostilToken *first = &tokens->tokens[name->begin];

      /* "Q3 2023" is a date whatever it looks like. */
      if (first->end - first->start == 2 && (first->c == 'Q' || first->c == 'H') && postil_token_has (first, POSTIL_TOKEN_DIGITS))
        continue;
      for (guint i = name->begin; i < name->end; i++)
        masked[i] = TRUE;
      /* "Thanksgiving 2024": the year of a holiday. */
      if (name->end > name->begin + 1 && postil_token_in (first, POSTIL_WORD_HOLIDAY)
          && tokens->tokens[name->end - 1].kind == POSTIL_TOKEN_NUMBER
          && tokens->tokens[name->end - 1].end - tokens->tokens[name->end - 1].start == 4)
        masked[name->end - 1] = FALSE;
    }
  return masked;
}

#define BRIEF_TOKENS 64

/* One line of a few words: a note, a question, an entry of a calendar. */
static gboolean
is_brief (const PostilTokens *tokens)
{
  if (tokens->n_tokens > BRIEF_TOKENS)
    return FALSE;
  for (guint i = 1; i < tokens->n_tokens; i++)
    if (postil_token_has (&tokens->tokens[i], POSTIL_TOKEN_LINE_BEFORE))
      return FALSE;
  return TRUE;
}

/**
 * postil_figures_new:
 * @vocabulary: the words of the text's language
 * @tokens: annotated tokens
 * @names: the names of the text; numbers inside them are no figures
 * @sentences: (element-type PostilSentence): the sentences
 * @day: the day of publication; year 0 when it is not known
 *
 * Finds every figure of a text. Linear. Any thread.
 *
 * Returns: (transfer full) (element-type PostilFound): sorted, not overlapping; the caller owns the figures' strings.
 */
GArray *
postil_figures_new (const PostilVocabulary *vocabulary, const PostilTokens *tokens, const PostilNames *names, GArray *sentences,
                    PostilDay day)
{
  g_autofree guint8 *masked = mask_names (tokens, names);
  const PostilLanguage language = postil_vocabulary_get_language (vocabulary);
  PostilNumberSeen seen = { .begin = G_MAXUINT };
  PostilFigureJob job = { .tokens = tokens,
                          .vocabulary = vocabulary,
                          .names = names,
                          .masked = masked,
                          .language = language,
                          .brief = is_brief (tokens),
                          .seen = &seen,
                          .day = day };

  job.decimal_comma = language == POSTIL_LANGUAGE_DE || language == POSTIL_LANGUAGE_FR || language == POSTIL_LANGUAGE_ES;
  job.found = g_array_new (FALSE, FALSE, sizeof (PostilFound));
  for (guint s = 0; s < sentences->len; s++)
    {
      job.sentence = &g_array_index (sentences, PostilSentence, s);
      read_sentence (&job);
    }
  return job.found;
}

/**
 * postil_figure_explain:
 * @found: a figure
 * @tokens: the tokens of its text
 * @out: a string
 *
 * Appends a line that says where the figure stands, what it is, its value, and the rule that made it.
 */
void
postil_figure_explain (const PostilFound *found, const PostilTokens *tokens, GString *out)
{
  const PostilFigure *figure = &found->figure;
  const PostilToken *first = &tokens->tokens[found->begin], *last = &tokens->tokens[found->end - 1];
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "%s %u-%u: %.*s\n ", postil_figure_kind_to_string (figure->kind), figure->start, figure->end,
                          (int) (last->byte_end - first->byte), tokens->text + first->byte);
  if (!isnan (figure->value))
    g_string_append_printf (out, " %s", g_ascii_formatd (number, sizeof number, "%.10g", figure->value));
  if (!isnan (figure->low))
    g_string_append_printf (out, " from %s", g_ascii_formatd (number, sizeof number, "%.10g", figure->low));
  if (!isnan (figure->high))
    g_string_append_printf (out, " to %s", g_ascii_formatd (number, sizeof number, "%.10g", figure->high));
  for (guint i = 0; i < 4; i++)
    {
      const char *const parts[] = { figure->currency, figure->unit, figure->iso, figure->mod };

      if (parts[i] != NULL && parts[i][0] != '\0')
        g_string_append_printf (out, " %s", parts[i]);
    }
  g_string_append_printf (out, "\n  rule: %s%s\n", found->rule, isnan (figure->low) ? "" : ", two ends of a range");
}
