/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line a figure, every cell quoted. A spreadsheet takes a cell that begins like a formula for one, whoever wrote it: such a cell
 * gets an apostrophe first. The numbers in their own columns are numbers we made. */
#include "config.h"

#include "postil-figures-csv.h"

#include "postil-markdown-figures-private.h"
#include "postil-markdown-text-private.h"
#include "postil-markdown-yaml-private.h"

#include <math.h>
#include <string.h>

/**
 * postil_figures_csv_get_header:
 *
 * Returns: the first line, with its line end
 */
const char *
postil_figures_csv_get_header (void)
{
  return "\"article\",\"source\",\"published\",\"url\",\"subject\",\"measure\",\"figure\",\"kind\",\"value\",\"low\",\"high\","
         "\"currency\",\"unit\",\"change\",\"period\",\"period_iso\",\"place\",\"attribution\",\"hedge\",\"sentence\",\"start\","
         "\"end\"\r\n";
}

static void
append_cell (GString *out, const char *text, gboolean last)
{
  g_autofree char *clean = postil_markdown_clean (text != NULL ? text : "");

  g_strdelimit (clean, "\n\t\r", ' ');
  g_string_append_c (out, '"');
  if (*clean != '\0' && strchr ("=+-@", *clean) != NULL)
    g_string_append_c (out, '\'');
  for (const char *p = clean; *p != '\0'; p++)
    g_string_append (out, *p == '"' ? "\"\"" : (char[]){ *p, '\0' });
  g_string_append (out, last ? "\"\r\n" : "\",");
}

static void
append_number (GString *out, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number))
    g_string_append (out, g_ascii_dtostr (buffer, sizeof buffer, number));
  g_string_append_c (out, ',');
}

static void
append_source (GString *out, const PostilMarkdownInput *input)
{
  g_autofree char *published = postil_markdown_make_published (input);

  append_cell (out, postil_markdown_get_title (input), FALSE);
  append_cell (out, postil_markdown_get_site (input), FALSE);
  append_cell (out, published, FALSE);
  append_cell (out, postil_markdown_get_url (input), FALSE);
}

static const char *
get_direction (const PostilFigure *figure)
{
  if (figure->change.direction == POSTIL_CHANGE_NONE)
    return "";
  return figure->change.direction == POSTIL_CHANGE_UP ? "up" : "down";
}

static void
append_row (GString *out, const PostilMarkdownInput *input, const PostilFigure *figure)
{
  g_autofree char *surface = postil_document_dup_slice (input->document, figure->start, figure->end);
  g_autofree char *sentence = postil_markdown_dup_sentence (input->document, figure);

  append_source (out, input);
  append_cell (out, figure->claim.subject, FALSE);
  append_cell (out, figure->claim.measure, FALSE);
  append_cell (out, surface, FALSE);
  append_cell (out, postil_figure_kind_to_string (figure->kind), FALSE);
  append_number (out, figure->value);
  append_number (out, figure->low);
  append_number (out, figure->high);
  append_cell (out, figure->currency, FALSE);
  append_cell (out, figure->unit, FALSE);
  append_cell (out, get_direction (figure), FALSE);
  append_cell (out, figure->claim.period, FALSE);
  append_cell (out, figure->claim.period_iso, FALSE);
  append_cell (out, figure->claim.place, FALSE);
  append_cell (out, figure->claim.attribution, FALSE);
  append_cell (out, figure->claim.hedge, FALSE);
  append_cell (out, sentence, FALSE);
  g_string_append_printf (out, "%u,%u\r\n", figure->start, figure->end);
}

/**
 * postil_figures_csv_append:
 * @out: gets the lines
 * @input: an article; without text or analysis it has no figures
 *
 * Writes the figures that the file of the article's notes would list. Any thread.
 */
void
postil_figures_csv_append (GString *out, const PostilMarkdownInput *input)
{
  gsize n_figures = 0;
  const PostilFigure *figures = NULL;
  gsize length = 0;

  if (input->document == NULL || input->analysis == NULL)
    return;
  figures = postil_analysis_get_figures (input->analysis, &n_figures);
  length = postil_document_get_length (input->document);
  for (gsize i = 0; i < n_figures; i++)
    if (postil_markdown_is_listed (&figures[i]) && figures[i].start < figures[i].end && figures[i].end <= length)
      append_row (out, input, &figures[i]);
}
