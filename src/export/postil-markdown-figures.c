/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an article as a table: what it is about, what was measured, how much, when, and the sentence that says so. A table gets
 * pasted into spreadsheets, so no cell starts as a formula. */
#include "config.h"

#include "postil-markdown-figures-private.h"

#include "postil-markdown-block-private.h"
#include "postil-markdown-blocks.h"
#include "postil-markdown-text-private.h"

#include <string.h>

#define REACH 240    /* code points of a sentence shown on either side of the figure */
#define SHORT_WORD 3 /* letters of an abbreviation: "U.S.", "Mr.", "Inc." ends sentences too seldom to count */
#define FORMULA_SIGNS "=|!(@"

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Money, shares and measured quantities say something by themselves; a bare count or a rank only with what it counts. */
gboolean
postil_markdown_is_listed (const PostilFigure *figure)
{
  switch (figure->kind)
    {
    case POSTIL_FIGURE_MONEY:
    case POSTIL_FIGURE_PERCENT:
    case POSTIL_FIGURE_QUANTITY:
      return TRUE;
    case POSTIL_FIGURE_NUMBER:
      return is_filled (figure->claim.measure) && figure->value != 1; /* "one adviser" */
    case POSTIL_FIGURE_MULTIPLE:
      return is_filled (figure->claim.measure);
    case POSTIL_FIGURE_ORDINAL:
      return figure->rank && is_filled (figure->claim.measure);
    case POSTIL_FIGURE_DATE:
    case POSTIL_FIGURE_PERIOD:
    case POSTIL_FIGURE_DURATION:
    case POSTIL_FIGURE_TIME:
    case POSTIL_FIGURE_SET:
    case POSTIL_FIGURE_AGE:
    case POSTIL_N_FIGURE_KINDS:
    default:
      return FALSE;
    }
}

/* "-11%" and "+5 billion" are no formulas; "-2+cmd|…" is. */
static gboolean
is_formula (const char *text)
{
  text += strspn (text, " ");
  if (*text == '=' || *text == '@')
    return TRUE;
  if (*text != '+' && *text != '-')
    return FALSE;
  return !g_ascii_isdigit (text[1 + strspn (text + 1, " .$")]) || strpbrk (text, FORMULA_SIGNS) != NULL;
}

static void
append_cell (GString *out, const char *text)
{
  g_autofree char *line = postil_markdown_clean (text != NULL ? text : "");

  g_strdelimit (line, "\n\t", ' ');
  g_string_append (out, "| ");
  if (is_formula (line))
    g_string_append_c (out, '\'');
  postil_markdown_append_line (out, line, strlen (line), POSTIL_MARKDOWN_CELL);
  g_string_append (out, *line != '\0' ? " " : "");
}

static gboolean
is_wide_end (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

/* Whether a sentence ends right before p: its sign, maybe closing marks, and a blank. */
static gboolean
ends_sentence (const char *text, const char *p)
{
  const char *sign = p;
  const char *word = NULL;
  gunichar c = 0;

  if (p > text && is_wide_end (g_utf8_get_char (g_utf8_prev_char (p))))
    return TRUE;
  if (p == text || !g_unichar_isspace (g_utf8_get_char (p)))
    return FALSE;
  do
    {
      sign = g_utf8_prev_char (sign);
      c = g_utf8_get_char (sign);
  } while (sign > text && (c == '"' || c == '\'' || c == ')' || c == 0x201d || c == 0x2019 || c == 0xbb));
  if (c == '!' || c == '?' || c == 0x2026)
    return TRUE;
  if (c != '.')
    return FALSE;

  word = sign;
  while (word > text && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (word))))
    word = g_utf8_prev_char (word);
  if (word < sign && g_unichar_isupper (g_utf8_get_char (word)) && g_utf8_strlen (word, sign - word) <= SHORT_WORD)
    return FALSE;
  p = g_utf8_next_char (p);
  return *p == '\0' || !g_unichar_islower (g_utf8_get_char (p));
}

/* The start of the sentence that holds a place; the start of the text when it is too far away. */
static const char *
find_sentence_start (const char *text, const char *place)
{
  const char *p = place;

  while (p > text && !ends_sentence (text, p))
    p = g_utf8_prev_char (p);
  return p;
}

static const char *
find_sentence_end (const char *text, const char *place)
{
  const char *p = place;

  while (*p != '\0' && !ends_sentence (text, p))
    p = g_utf8_next_char (p);
  return p;
}

/* Shows that a sentence goes on, and no half word. */
static char *
mark_cuts (char *sentence, gboolean cut_before, gboolean cut_after)
{
  char *blank = cut_before ? strchr (sentence, ' ') : NULL;
  char *start = blank != NULL ? blank : sentence;
  char *last = cut_after ? strrchr (start, ' ') : NULL;

  if (last != NULL && last > start)
    *last = '\0';
  return g_strconcat (cut_before ? "… " : "", g_strstrip (start), cut_after ? " …" : "", NULL);
}

/* The sentence around a figure, no wider than the block it stands in and not endless. */
char *
postil_markdown_dup_sentence (PostilDocument *document, const PostilFigure *figure)
{
  const PostilBlock *block = postil_document_get_block_at (document, figure->start);
  gsize start = figure->start;
  gsize end = figure->end;
  g_autofree char *text = NULL;
  g_autofree char *sentence = NULL;
  const char *first = NULL;
  const char *last = NULL;

  if (block != NULL)
    {
      start = MAX (block->start, start > REACH ? start - REACH : 0);
      end = MAX (end, MIN (block->end, end + REACH));
    }
  text = postil_document_dup_slice (document, start, end);
  first = find_sentence_start (text, g_utf8_offset_to_pointer (text, (glong) (figure->start - start)));
  last = find_sentence_end (text, g_utf8_offset_to_pointer (text, (glong) (figure->end - start)));
  sentence = g_strndup (first, (gsize) (last - first));
  g_strdelimit (sentence, "\n\t", ' ');
  return mark_cuts (sentence, first == text && block != NULL && start > block->start,
                    *last == '\0' && block != NULL && end < block->end);
}

/* The value as the article writes it, with what the figure alone does not say. */
static char *
make_value (PostilDocument *document, const PostilFigure *figure)
{
  g_autofree char *text = postil_document_dup_slice (document, figure->start, figure->end);
  const char *approx = is_filled (figure->approx) && !g_str_has_prefix (text, figure->approx) ? figure->approx : "";
  const char *direction = "";

  if (figure->change.direction == POSTIL_CHANGE_UP)
    direction = " (up)";
  else if (figure->change.direction == POSTIL_CHANGE_DOWN)
    direction = " (down)";
  return g_strconcat (approx, text, direction, NULL);
}

static char *
make_period (const PostilClaim *claim)
{
  if (!is_filled (claim->period))
    return g_strdup (is_filled (claim->period_iso) ? claim->period_iso : "");
  if (!is_filled (claim->period_iso) || strcmp (claim->period, claim->period_iso) == 0)
    return g_strdup (claim->period);
  return g_strdup_printf ("%s (%s)", claim->period, claim->period_iso);
}

static void
append_row (GString *out, PostilDocument *document, const PostilFigure *figure)
{
  g_autofree char *value = make_value (document, figure);
  g_autofree char *period = make_period (&figure->claim);
  g_autofree char *sentence = postil_markdown_dup_sentence (document, figure);

  append_cell (out, figure->claim.subject);
  append_cell (out, figure->claim.measure);
  append_cell (out, value);
  append_cell (out, period);
  append_cell (out, sentence);
  g_string_append (out, "|\n");
}

/* Writes the section, or nothing when no figure says enough. */
void
postil_markdown_append_figures (GString *out, PostilDocument *document, PostilAnalysis *analysis)
{
  gsize n_figures = 0;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n_figures);
  gsize length = postil_document_get_length (document);
  g_autoptr (GString) body = g_string_new (NULL);

  for (gsize i = 0; i < n_figures; i++)
    {
      const PostilFigure *figure = &figures[i];

      if (!postil_markdown_is_listed (figure) || figure->start >= figure->end || figure->end > length)
        continue;
      if (body->len == 0)
        g_string_append (body,
                         "## Figures\n\n| Subject | Measure | Value | Period | Sentence |\n| --- | --- | --- | --- | --- |\n");
      append_row (body, document, figure);
    }
  if (body->len == 0)
    return;
  g_string_append_c (out, '\n');
  postil_markdown_append_marked (out, POSTIL_MARKDOWN_BLOCK_FIGURES, body->str);
}
