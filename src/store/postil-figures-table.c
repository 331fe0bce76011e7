/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about figures across articles. Rows find them; all that a figure says comes from the analysis of its article. */
#include "config.h"

#include "postil-figures-table.h"

#include "postil-analyses-table.h"
#include "postil-database-private.h"
#include "postil-notes-private.h"

#include <math.h>

#define RARE "20000" /* fewer are sorted; more are read in the order of articles until the list is full */

#define COLUMNS "SELECT figure.article_id, figure.position, figure.surface, article.title, article.source, article.published "
/* ?1 kind, ?2 minimum, ?3 maximum, ?4 currency, ?5 unit, ?6 subject, ?7 measure, ?8 with claim, ?9 article */
#define HOLDS                                                                                                                    \
  "(?1 < 0 OR kind = ?1) AND (?2 IS NULL OR coalesce (high, value) >= ?2) AND (?3 IS NULL OR coalesce (low, value) <= ?3) "      \
  "AND (?4 IS NULL OR currency = ?4) AND (?5 IS NULL OR unit = ?5) AND (?6 IS NULL OR subject = ?6) "                            \
  "AND (?7 IS NULL OR measure = ?7) AND (NOT ?8 OR subject IS NOT NULL OR measure IS NOT NULL) "                                 \
  "AND (?9 IS NULL OR figure.article_id = ?9) "
#define ORDER "ORDER BY article.date DESC, article.id DESC, figure.position"
#define PRESENT "analysis.article_id = article.id AND analysis.hash = article.hash "

static const char list_newest[] = COLUMNS "FROM article INDEXED BY article_date CROSS JOIN analysis ON " PRESENT
                                          "CROSS JOIN figure ON figure.article_id = article.id WHERE " HOLDS ORDER;
static const char list_of_article[]
    = COLUMNS "FROM figure JOIN article ON article.id = figure.article_id JOIN analysis ON " PRESENT
              "WHERE figure.article_id = ?9 AND " HOLDS "ORDER BY figure.position";
static const char list_of_subject[]
    = COLUMNS "FROM figure INDEXED BY figure_subject JOIN article ON article.id = figure.article_id JOIN analysis ON " PRESENT
              "WHERE subject = ?6 AND subject IS NOT NULL AND " HOLDS ORDER;
/* A range has no value, so all ranges are looked at. */
static const char list_of_value[]
    = COLUMNS "FROM (SELECT article_id AS a, position AS p FROM figure INDEXED BY figure_value WHERE kind = ?1 AND value IS NULL "
              "UNION ALL SELECT article_id, position FROM figure INDEXED BY figure_value "
              "WHERE kind = ?1 AND value >= coalesce (?2, -9e999) AND value <= coalesce (?3, 9e999)) "
              "CROSS JOIN figure ON figure.article_id = a AND figure.position = p "
              "CROSS JOIN article ON article.id = a CROSS JOIN analysis ON " PRESENT "WHERE " HOLDS ORDER;
static const char count_of_value[]
    = "SELECT count (*) FROM (SELECT 1 FROM figure INDEXED BY figure_value "
      "WHERE kind = ?1 AND value >= coalesce (?2, -9e999) AND value <= coalesce (?3, 9e999) LIMIT " RARE ")";

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

/* The statement that reads least. */
static const char *
choose_statement (PostilDatabase *database, const PostilFigureQuery *query, GError **error)
{
  g_auto (PostilQuery) count = POSTIL_QUERY_NONE;

  if (query->article_id != 0)
    return list_of_article;
  if (query->subject)
    return list_of_subject;
  if (query->kind < 0 || (isnan (query->minimum) && isnan (query->maximum)))
    return list_newest;
  if (!postil_query_init (&count, database->cache, count_of_value, error))
    return NULL;
  postil_query_bind (&count, "idd", (gint64) query->kind, query->minimum, query->maximum);
  if (postil_query_step (&count, error) < 0)
    return NULL;
  return postil_query_integer (&count, 0) < g_ascii_strtoll (RARE, NULL, 10) ? list_of_value : list_newest;
}

typedef struct
{
  PostilDatabase *database;
  const PostilFigureQuery *query;
  PostilAnalysis *analysis; /* of the article of the last row: rows of one article follow each other */
  gint64 article;
  GPtrArray *rows;
} Listing;

static gboolean
load_article (Listing *self, gint64 article, GError **error)
{
  if (self->article == article)
    return TRUE;
  g_clear_object (&self->analysis);
  self->article = article;
  self->analysis = postil_analyses_load (self->database, article, error);
  return self->analysis != NULL;
}

static gboolean
add_row (Listing *self, PostilQuery *statement, GError **error)
{
  gsize position, n_figures = 0;
  PostilFigureRow *row = read_row (statement, &position);
  const PostilFigure *figures;

  if (!load_article (self, row->article_id, error))
    {
      postil_figure_row_free (row);
      return FALSE;
    }
  figures = postil_analysis_get_figures (self->analysis, &n_figures);
  if (position < n_figures)
    copy_figure (&row->figure, &figures[position]);
  if (!self->query->accept || self->query->accept (row, self->query->accept_data))
    g_ptr_array_add (self->rows, row);
  else
    postil_figure_row_free (row);
  return TRUE;
}

static gboolean
find_rows (Listing *self, GError **error)
{
  const PostilFigureQuery *query = self->query;
  g_auto (PostilQuery) statement = POSTIL_QUERY_NONE;
  g_autofree char *subject = query->subject ? postil_notes_fold (query->subject) : NULL;
  g_autofree char *measure = query->measure ? postil_notes_fold (query->measure) : NULL;
  const char *sql = choose_statement (self->database, query, error);
  int more = 0;

  if (!sql || !postil_query_init (&statement, self->database->cache, sql, error))
    return FALSE;
  postil_query_bind (&statement, "iddssssbz", (gint64) query->kind, query->minimum, query->maximum, query->currency, query->unit,
                     subject, measure, query->with_claim, query->article_id);
  while ((query->limit == 0 || self->rows->len < query->limit) && (more = postil_query_step (&statement, error)) > 0)
    if (!add_row (self, &statement, error))
      return FALSE;
  return more >= 0;
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
  Listing listing = { .database = database, .query = query, .rows = rows };
  gboolean succeeded;

  postil_database_assert_thread (database);
  succeeded = find_rows (&listing, error);
  g_clear_object (&listing.analysis);
  return succeeded ? g_steal_pointer (&rows) : NULL;
}
