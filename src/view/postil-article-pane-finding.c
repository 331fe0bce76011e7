/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding words in the article that is shown: the bar asks, the finder answers, the view rings. */
#include "config.h"

#include "postil-article-pane-private.h"

#define LONGEST_START 80 /* code points of a selection that are taken over as what to find */

typedef struct
{
  GArray *hits;
  int current;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_clear_pointer (&finding->hits, g_array_unref);
  g_free (finding);
}

static Finding *
get_finding (PostilArticlePane *self)
{
  Finding *finding = g_object_get_data (G_OBJECT (self->find_bar), "postil-finding");

  if (finding == NULL)
    {
      finding = g_new0 (Finding, 1);
      finding->current = -1;
      g_object_set_data_full (G_OBJECT (self->find_bar), "postil-finding", finding, finding_free);
    }
  return finding;
}

static PostilTextFinder *
get_finder (PostilArticlePane *self)
{
  if (self->finder == NULL)
    self->finder = postil_text_finder_new (postil_document_get_text (self->document));
  return self->finder;
}

static void
show (PostilArticlePane *self, gboolean jump)
{
  Finding *finding = get_finding (self);
  const guint total = finding->hits != NULL ? finding->hits->len : 0;

  postil_find_bar_set_count (self->find_bar, (guint) (finding->current + 1), total);
  postil_article_view_set_hits (self->view, finding->hits, finding->current);
  if (jump && finding->current >= 0)
    {
      const PostilHighlightRun *hit = &g_array_index (finding->hits, PostilHighlightRun, finding->current);

      postil_article_view_set_covered (self->view, postil_note_sheet_get_cover (self->sheet));
      postil_article_view_reveal (self->view, hit->start);
    }
}

static void
changed_cb (PostilArticlePane *self, const char *text)
{
  Finding *finding = get_finding (self);
  gsize start = 0;

  g_clear_pointer (&finding->hits, g_array_unref);
  finding->current = -1;
  if (self->document != NULL && *text != '\0')
    {
      finding->hits = postil_text_finder_find (get_finder (self), text);
      /* The first place at or after what is on screen, else the first of all. */
      start = postil_article_view_get_top (self->view);
      for (guint i = 0; i < finding->hits->len && finding->current < 0; i++)
        if (g_array_index (finding->hits, PostilHighlightRun, i).start >= start)
          finding->current = (int) i;
      if (finding->current < 0 && finding->hits->len > 0)
        finding->current = 0;
    }
  show (self, TRUE);
}

static void
step_cb (PostilArticlePane *self, gboolean backwards)
{
  Finding *finding = get_finding (self);
  const int total = finding->hits != NULL ? (int) finding->hits->len : 0;

  if (total == 0)
    return;
  finding->current = (finding->current + (backwards ? total - 1 : 1)) % total;
  show (self, TRUE);
}

/* The text gets the focus back, with the place that was looked at selected. */
static void
closed_cb (PostilArticlePane *self)
{
  Finding *finding = get_finding (self);

  if (finding->current >= 0 && finding->hits != NULL)
    {
      const PostilHighlightRun *hit = &g_array_index (finding->hits, PostilHighlightRun, finding->current);

      postil_article_view_select (self->view, hit->start, hit->end);
    }
  g_clear_pointer (&finding->hits, g_array_unref);
  finding->current = -1;
  postil_article_view_set_hits (self->view, NULL, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * postil_article_pane_finding_connect:
 * @self: a new pane
 *
 * Listens to the find bar.
 */
void
postil_article_pane_finding_connect (PostilArticlePane *self)
{
  g_signal_connect_object (self->find_bar, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * postil_article_pane_finding_text_changed:
 * @self: a pane with another article
 *
 * Forgets what was found and closes the bar.
 */
void
postil_article_pane_finding_text_changed (PostilArticlePane *self)
{
  Finding *finding = get_finding (self);

  g_clear_pointer (&self->finder, postil_text_finder_free);
  g_clear_pointer (&finding->hits, g_array_unref);
  finding->current = -1;
  postil_find_bar_close (self->find_bar);
}

/**
 * postil_article_pane_find:
 * @self: a pane
 *
 * Opens the find bar; a short selection is what to find.
 *
 * Thread: main.
 */
void
postil_article_pane_find (PostilArticlePane *self)
{
  g_autofree char *words = NULL;
  gsize start;
  gsize end;

  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  if (self->document == NULL)
    return;
  if (gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)))
      && postil_article_view_get_selection (self->view, &start, &end) && end - start <= LONGEST_START)
    words = postil_document_dup_slice (self->document, start, end);
  postil_find_bar_open (self->find_bar, words);
}

/**
 * postil_article_pane_find_place:
 * @self: a pane
 * @words: what to find, whatever its case
 * @start: (out): code points
 * @end: (out): code points
 *
 * Tells where some words stand first in the article.
 *
 * Thread: main.
 *
 * Returns: %FALSE when they are not in it
 */
gboolean
postil_article_pane_find_place (PostilArticlePane *self, const char *words, gsize *start, gsize *end)
{
  g_autoptr (GArray) hits = NULL;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self) && words != NULL && start != NULL && end != NULL, FALSE);
  if (self->document == NULL)
    return FALSE;
  hits = postil_text_finder_find (get_finder (self), words);
  if (hits->len == 0)
    return FALSE;
  *start = g_array_index (hits, PostilHighlightRun, 0).start;
  *end = g_array_index (hits, PostilHighlightRun, 0).end;
  return TRUE;
}
