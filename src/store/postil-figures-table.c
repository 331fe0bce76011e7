/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about figures across articles. Rows find them; all that a figure says comes from the analysis of its article. */
#include "config.h"

#include "postil-figures-table.h"

#include "postil-analyses-table.h"
#include "postil-database-private.h"
#include "postil-notes-private.h"

#include <math.h>

/* ?1 kind, ?2 minimum, ?3 maximum, ?4 currency, ?5 unit, ?6 subject, ?7 measure, ?8 with claim, ?9 article, ?10 limit */
static const char list_figures[]
    = "SELECT figure.article_id, figure.position, figure.surface, article.title, article.source, article.published "
      "FROM figure JOIN article ON article.id = figure.article_id "
      "JOIN analysis ON analysis.article_id = article.id AND analysis.hash = article.hash "
      "WHERE (?1 < 0 OR kind = ?1) AND (?2 IS NULL OR coalesce (high, value) >= ?2) AND (?3 IS NULL OR coalesce (low, value) <= "
      "?3) "
      "AND (?4 IS NULL OR currency = ?4) AND (?5 IS NULL OR unit = ?5) AND (?6 IS NULL OR subject = ?6) "
      "AND (?7 IS NULL OR measure = ?7) AND (NOT ?8 OR subject IS NOT NULL OR measure IS NOT NULL) "
      "AND (?9 IS NULL OR figure.article_id = ?9) "
      "ORDER BY article.date DESC, article.id DESC, figure.position LIMIT ?10";
static const char list_of_subject[]
    = "SELECT figure.article_id, figure.position, figure.surface, article.title, article.source, article.published "
      "FROM figure INDEXED BY figure_subject JOIN article ON article.id = figure.article_id "
      "JOIN analysis ON analysis.article_id = article.id AND analysis.hash = article.hash "
      "WHERE subject = ?6 AND subject IS NOT NULL "
      "AND (?1 < 0 OR kind = ?1) AND (?2 IS NULL OR coalesce (high, value) >= ?2) AND (?3 IS NULL OR coalesce (low, value) <= "
      "?3) "
      "AND (?4 IS NULL OR currency = ?4) AND (?5 IS NULL OR unit = ?5) "
      "AND (?7 IS NULL OR measure = ?7) AND (NOT ?8 OR subject IS NOT NULL OR measure IS NOT NULL) "
      "AND (?9 IS NULL OR figure.article_id = ?9) "
      "ORDER BY article.date DESC, article.id DESC, figure.position LIMIT ?10";

/**
 * postil_figure_row_free:
 * @row: (nullable) (transfer full): a row
 *
 * Frees a row. Thread: any.
 */
void
postil_figure_row_free (PostilFigureRow *row)
{
  if (!row)
    return;
  g_free (row->article_title);
  g_free (row->source);
  g_free (row->surface);
  postil_figure_clear (&row->figure);
  g_free (row);
}

/* Copies a figure with all its texts. */
static void
copy_figure (PostilFigure *to, const PostilFigure *from)
{
  *to = *from;
  to->unit = g_strdup (from->unit);
  to->iso = g_strdup (from->iso);
  to->mod = g_strdup (from->mod);
  to->approx = g_strdup (from->approx);
  to->per = g_strdup (from->per);
  to->about = g_strdup (from->about);
  to->claim.subject = g_strdup (from->claim.subject);
  to->claim.measure = g_strdup (from->claim.measure);
  to->claim.period = g_strdup (from->claim.period);
  to->claim.period_iso = g_strdup (from->claim.period_iso);
  to->claim.place = g_strdup (from->claim.place);
  to->claim.attribution = g_strdup (from->claim.attribution);
  to->claim.hedge = g_strdup (from->claim.hedge);
}

/* The row, with its figure still to be filled; position (out): which of its article's it is. */
static PostilFigureRow *
read_row (PostilQuery *query, gsize *position)
{
  PostilFigureRow *row = g_new0 (PostilFigureRow, 1);

  postil_figure_init (&row->figure);
  row->article_id = postil_query_integer (query, 0);
  *position = (gsize) postil_query_integer (query, 1);
  row->surface = postil_query_dup (query, 2);
  row->article_title = postil_query_dup (query, 3);
  row->source = postil_query_dup (query, 4);
  row->published = postil_query_time (query, 5);
  return row;
}

/* Rows of one article follow each other, so its analysis is read once. */
static gboolean
fill_rows (PostilDatabase *database, GPtrArray *rows, const GArray *positions, GError **error)
{
  g_autoptr (PostilAnalysis) analysis = NULL;
  gint64 article = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      PostilFigureRow *row = g_ptr_array_index (rows, i);
      gsize position = g_array_index (positions, gsize, i);
      gsize n_figures = 0;
      const PostilFigure *figures = NULL;

      if (row->article_id != article)
        {
          g_clear_object (&analysis);
          article = row->article_id;
          analysis = postil_analyses_load (database, article, error);
          if (!analysis)
            return FALSE;
        }
      figures = postil_analysis_get_figures (analysis, &n_figures);
      if (position < n_figures)
        copy_figure (&row->figure, &figures[position]);
    }
  return TRUE;
}

static gboolean
find_rows (PostilDatabase *database, const PostilFigureQuery *query, GPtrArray *rows, GArray *positions, GError **error)
{
  g_auto (PostilQuery) statement = POSTIL_QUERY_NONE;
  g_autofree char *subject = query->subject ? postil_notes_fold (query->subject) : NULL;
  g_autofree char *measure = query->measure ? postil_notes_fold (query->measure) : NULL;
  int more;

  if (!postil_query_init (&statement, database->cache, subject ? list_of_subject : list_figures, error))
    return FALSE;
  postil_query_bind (&statement, "iddssssbzi", (gint64) query->kind, query->minimum, query->maximum, query->currency, query->unit,
                     subject, measure, query->with_claim, query->article_id, query->limit ? (gint64) query->limit : (gint64) -1);
  while ((more = postil_query_step (&statement, error)) > 0)
    {
      gsize position;

      g_ptr_array_add (rows, read_row (&statement, &position));
      g_array_append_val (positions, position);
    }
  return more == 0;
}

/**
 * postil_figures_list:
 * @database: both connections
 * @query: what narrows the list
 * @error: return location
 *
 * Lists figures of the present texts. A range counts as within bounds when any part of it is.
 *
 * Errors: `POSTIL_DOC_ERROR`, those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilFigureRow): newest article first, then by place
 */
GPtrArray *
postil_figures_list (PostilDatabase *database, const PostilFigureQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_figure_row_free);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (gsize));

  postil_database_assert_thread (database);
  if (!find_rows (database, query, rows, positions, error) || !fill_rows (database, rows, positions, error))
    return NULL;
  return g_steal_pointer (&rows);
}
