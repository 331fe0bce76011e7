/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card: a popover that points to the first line of a mark. What it holds comes from outside. */
#include "config.h"

#include "postil-article-pane-private.h"

#define CARD_WIDTH 446
#define CARD_HEIGHT 460

static gboolean
get_card_range (PostilArticlePane *self, gsize *start, gsize *end)
{
  PostilMarkTable *table = self->card_layer == POSTIL_MARK_NOTE ? postil_article_view_get_note_marks (self->view)
                                                                : postil_article_view_get_marks (self->view);
  const PostilMark *mark = table != NULL ? postil_mark_table_find (table, self->card_layer, self->card_index) : NULL;

  if (mark == NULL)
    return FALSE;
  *start = mark->start;
  *end = mark->end;
  return TRUE;
}

/**
 * postil_article_pane_card_point:
 * @self: a pane with a card
 *
 * Lets the card point to its mark wherever that is now.
 *
 * Returns: %FALSE when the mark is not on screen
 */
gboolean
postil_article_pane_card_point (PostilArticlePane *self)
{
  GdkRectangle area;
  double x = 0.0;
  double y = 0.0;
  gsize start;
  gsize end;

  if (!get_card_range (self, &start, &end) || !postil_article_view_get_mark_area (self->view, start, end, &area)
      || !gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), area.x, area.y, &x, &y))
    return FALSE;
  area.x = (int) x;
  area.y = (int) y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->card), &area);
  return TRUE;
}

static gboolean
drop_card_cb (gpointer data)
{
  GtkWidget *card = data;

  if (gtk_widget_get_parent (card) != NULL)
    gtk_widget_unparent (card);
  return G_SOURCE_REMOVE;
}

static void
card_closed_cb (PostilArticlePane *self, GtkWidget *card)
{
  if (self->card == card)
    {
      self->card = NULL;
      postil_article_view_leave_mark (self->view);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_card_cb, g_object_ref (card), g_object_unref);
}

/**
 * postil_article_pane_present_card:
 * @self: a pane
 * @card: (transfer floating): what the card holds
 * @layer: whose mark the card is about
 * @index: its index there
 *
 * Opens a card that points to the first line of a mark. Esc closes it and goes back to the text.
 *
 * Thread: main.
 */
void
postil_article_pane_present_card (PostilArticlePane *self, GtkWidget *card, PostilMarkLayer layer, guint index)
{
  GtkWidget *scroller;

  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self) && GTK_IS_WIDGET (card));
  g_object_ref_sink (card);
  postil_article_pane_dismiss_card (self);
  self->card_layer = layer;
  self->card_index = index;
  if (layer != POSTIL_MARK_NOTE)
    postil_article_view_set_active (self->view, layer, index); /* a card that gave way to this one took the ring along */
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (scroller), CARD_WIDTH);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), CARD_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), card);
  self->card = gtk_popover_new ();
  gtk_widget_add_css_class (self->card, "postil-card");
  gtk_popover_set_position (GTK_POPOVER (self->card), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->card), scroller);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  g_signal_connect_object (self->card, "closed", G_CALLBACK (card_closed_cb), self, G_CONNECT_SWAPPED);
  postil_article_pane_card_point (self);
  gtk_popover_popup (GTK_POPOVER (self->card));
  g_object_unref (card);
}

/**
 * postil_article_pane_dismiss_card:
 * @self: a pane
 *
 * Closes the card that is open.
 *
 * Thread: main.
 */
void
postil_article_pane_dismiss_card (PostilArticlePane *self)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  if (self->card != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->card));
}
