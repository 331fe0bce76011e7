/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article: a GtkTextView that holds exactly the document's text. It places its own header, gutter and margin around the text,
 * keeps the readable column, and answers by offsets. The files postil-article-*.c hold its parts. */
#include "config.h"

#include "postil-article-view.h"

#include "postil-article-view-private.h"
#include "postil-byline.h"
#include "postil-margin.h"
#include "postil-source-line.h"

#include <glib/gi18n.h>
#include <string.h>

#define AFTER_DRAWING (GDK_PRIORITY_REDRAW + 1) /* but before GTK lays out what is not in sight */

G_DEFINE_FINAL_TYPE (PostilArticleView, postil_article_view, GTK_TYPE_TEXT_VIEW)

enum
{
  ACTIVATE_MARK,
  OPEN_LINK,
  LAYOUT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
update_cards_cb (gpointer data)
{
  PostilArticleView *self = data;

  self->cards_source = 0;
  postil_article_layout_update_cards (self);
  return G_SOURCE_REMOVE;
}

static void
queue_cards (PostilArticleView *self)
{
  if (self->cards_source == 0)
    self->cards_source = g_idle_add_full (AFTER_DRAWING, update_cards_cb, self, NULL);
}

static void
scrolled_cb (PostilArticleView *self)
{
  if (self->filling || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;
  gtk_widget_queue_allocate (self->margin);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_cards (self);
  g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
}

static void
adjustment_changed_cb (PostilArticleView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (self->adjustment == adjustment)
    return;
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, scrolled_cb, self);
  g_set_object (&self->adjustment, adjustment);
  if (adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

/* --- marks --- */

static void
rebuild_marks (PostilArticleView *self)
{
  postil_article_input_forget (self);
  self->active_layer = self->active_layer == POSTIL_MARK_NOTE ? POSTIL_MARK_NOTE : POSTIL_MARK_NONE;
  g_clear_pointer (&self->marks, postil_mark_table_free);
  if (self->document != NULL)
    self->marks = postil_mark_table_new (self->document, self->analysis, self->pale_repeats);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rebuild_notes (PostilArticleView *self)
{
  self->active_layer = self->active_layer == POSTIL_MARK_NOTE ? POSTIL_MARK_NONE : self->active_layer;
  self->focused_note = -1;
  g_clear_pointer (&self->note_marks, postil_mark_table_free);
  if (self->document != NULL)
    self->note_marks = postil_mark_table_new_for_notes (self->notes, postil_document_get_length (self->document));
  postil_margin_set_notes (POSTIL_MARGIN (self->margin), self->notes);
  postil_article_tags_apply_highlights (self);
  queue_cards (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A title made of the text's first words would say the same twice; one in the text stands there. */
static gboolean
wants_title (PostilArticleView *self)
{
  const char *title = self->article != NULL && self->article->title != NULL ? self->article->title : "";
  gsize length = strlen (title);

  if (postil_article_layout_has_title (self))
    return FALSE;
  if (g_str_has_suffix (title, "…"))
    length -= strlen ("…");
  return self->document == NULL || length == 0 || strncmp (postil_document_get_text (self->document), title, length) != 0;
}

static void
update_header (PostilArticleView *self)
{
  const gboolean narrow = self->column.lane_width == 0 && self->column.column_width < 420;

  postil_source_line_set (POSTIL_SOURCE_LINE (self->source_line), self->article, wants_title (self), narrow);
  postil_byline_set (POSTIL_BYLINE (self->byline), self->article, self->analysis, narrow);
  gtk_widget_set_visible (self->source_line, self->article != NULL);
  gtk_widget_set_visible (self->byline, self->article != NULL);
}

static void
update_style (PostilArticleView *self)
{
  postil_palette_load (&self->palette, GTK_WIDGET (self));
  self->palette_loaded = TRUE;
  postil_article_tags_update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- virtual functions --- */

static void
postil_article_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (widget);
  GtkTextView *text = GTK_TEXT_VIEW (self);
  const PostilColumn before = self->column;
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (!self->palette_loaded)
    update_style (self);
  postil_column_compute (&self->column, width, self->metrics.character, self->metrics.scale, rtl);
  if (self->column.column_width != before.column_width || self->column.column_x != before.column_x)
    {
      gtk_text_view_set_left_margin (text, self->column.column_x);
      gtk_text_view_set_right_margin (text, MAX (0, width - self->column.column_x - self->column.column_width));
      postil_article_text_set_width (self, self->column.column_width);
    }
  if (before.column_width != self->column.column_width)
    update_header (self);
  postil_article_layout_reserve_header (self);
  gtk_widget_set_child_visible (self->margin, self->column.lane_width > 0);
  GTK_WIDGET_CLASS (postil_article_view_parent_class)->size_allocate (widget, width, height, baseline);
  postil_article_layout_place_header (self);
  postil_article_layout_place_margin (self);
  if ((before.lane_width > 0) != (self->column.lane_width > 0) || before.column_width == 0)
    {
      queue_cards (self);
      g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
    }
}

static void
postil_article_view_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  GTK_WIDGET_CLASS (postil_article_view_parent_class)->direction_changed (widget, before);
  gtk_widget_queue_resize (widget);
}

/* Tab goes from the buttons of the header to the text and on to the notes beside it. */
static gboolean
postil_article_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);
  const gboolean on_text = gtk_widget_is_focus (widget);
  const gboolean margin_has_room = self->column.lane_width > 0;

  if (direction == GTK_DIR_TAB_FORWARD)
    {
      if (inside == self->margin || on_text)
        return margin_has_room && gtk_widget_child_focus (self->margin, direction);
      return gtk_widget_child_focus (self->byline, direction) || gtk_widget_grab_focus (widget);
    }
  if (direction == GTK_DIR_TAB_BACKWARD)
    {
      if (inside == self->byline || on_text)
        return gtk_widget_child_focus (self->byline, direction);
      return (margin_has_room && gtk_widget_child_focus (self->margin, direction)) || gtk_widget_grab_focus (widget);
    }
  return GTK_WIDGET_CLASS (postil_article_view_parent_class)->focus (widget, direction);
}

static void
postil_article_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (widget);

  GTK_WIDGET_CLASS (postil_article_view_parent_class)->snapshot (widget, snapshot);
  if (self->article != NULL)
    {
      gtk_widget_snapshot_child (widget, self->source_line, snapshot);
      gtk_widget_snapshot_child (widget, self->byline, snapshot);
    }
  if (self->column.lane_width > 0 && self->show_notes)
    gtk_widget_snapshot_child (widget, self->margin, snapshot);
  postil_article_draw_over_children (self, snapshot);
}

static void
postil_article_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (view);

  if (self->document == NULL || self->marks == NULL || self->note_marks == NULL)
    return;
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    postil_article_draw_below (self, snapshot);
  else
    postil_article_draw_above (self, snapshot);
}

static void
postil_article_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (widget);

  GTK_WIDGET_CLASS (postil_article_view_parent_class)->css_changed (widget, change);
  if (self->buffer != NULL && self->palette_loaded)
    {
      update_style (self);
      postil_article_text_restyle (self);
    }
}

static void
postil_article_view_dispose (GObject *object)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (object);

  postil_article_input_forget (self);
  g_clear_handle_id (&self->cards_source, g_source_remove);
  if (self->flash_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->flash_tick);
  self->flash_tick = 0;
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, scrolled_cb, self);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->source_line, gtk_widget_unparent);
  g_clear_pointer (&self->byline, gtk_widget_unparent);
  g_clear_pointer (&self->margin, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_article_view_parent_class)->dispose (object);
}

static void
postil_article_view_finalize (GObject *object)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (object);

  g_clear_pointer (&self->article, postil_article_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->marks, postil_mark_table_free);
  g_clear_pointer (&self->note_marks, postil_mark_table_free);
  g_ptr_array_unref (self->table_tags);
  g_ptr_array_unref (self->pictures);
  g_array_unref (self->pieces);
  g_clear_pointer (&self->hits, g_array_unref);
  g_free (self->font);
  G_OBJECT_CLASS (postil_article_view_parent_class)->finalize (object);
}

static void
postil_article_view_class_init (PostilArticleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *text_class = GTK_TEXT_VIEW_CLASS (klass);

  object_class->dispose = postil_article_view_dispose;
  object_class->finalize = postil_article_view_finalize;
  widget_class->size_allocate = postil_article_view_size_allocate;
  widget_class->direction_changed = postil_article_view_direction_changed;
  widget_class->focus = postil_article_view_focus;
  widget_class->snapshot = postil_article_view_snapshot;
  widget_class->css_changed = postil_article_view_css_changed;
  text_class->snapshot_layer = postil_article_view_snapshot_layer;

  /* (guint layer, guint index): Enter, click or e on a mark. */
  signals[ACTIVATE_MARK] = g_signal_new ("activate-mark", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[OPEN_LINK] = g_signal_new ("open-link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                     1, G_TYPE_STRING);
  /* The text was scrolled or laid out anew: what points into it has to be placed again. */
  signals[LAYOUT_CHANGED]
      = g_signal_new ("layout-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_article_view_init (PostilArticleView *self)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  GtkWidget *widget = GTK_WIDGET (self);

  self->buffer = gtk_text_view_get_buffer (text);
  self->table_tags = g_ptr_array_new ();
  self->pictures = g_ptr_array_new_with_free_func (g_object_unref);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (PostilPlacedPiece));
  self->font_scale = 1.0;
  self->current_hit = -1;
  self->focused_note = -1;
  self->show_names = self->show_figures = self->show_notes = TRUE;
  self->pale_repeats = TRUE;
  self->single_keys = TRUE;

  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_view_set_editable (text, FALSE);
  gtk_text_view_set_cursor_visible (text, FALSE);
  gtk_text_view_set_accepts_tab (text, FALSE);
  gtk_text_view_set_wrap_mode (text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_bottom_margin (text, POSTIL_BOTTOM_EDGE);
  gtk_widget_add_css_class (widget, "postil-article");
  postil_article_tags_create (self);

  self->source_line = postil_source_line_new ();
  gtk_widget_set_parent (self->source_line, widget);
  self->byline = postil_byline_new ();
  gtk_widget_set_parent (self->byline, widget);
  self->margin = postil_margin_new ();
  gtk_widget_set_parent (self->margin, widget);
  gtk_widget_set_visible (self->source_line, FALSE);
  gtk_widget_set_visible (self->byline, FALSE);

  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (adjustment_changed_cb), NULL);
  postil_article_input_connect (self);
}

/* --- used by the other files of the class --- */

/**
 * postil_article_view_layer_is_shown:
 * @self: a view
 * @layer: whose marks
 *
 * Tells whether the reader has the marks of a layer switched on.
 *
 * Returns: %TRUE when they are drawn
 */
gboolean
postil_article_view_layer_is_shown (PostilArticleView *self, PostilMarkLayer layer)
{
  switch (layer)
    {
    case POSTIL_MARK_MENTION:
      return self->show_names;
    case POSTIL_MARK_FIGURE:
      return self->show_figures;
    case POSTIL_MARK_NOTE:
      return self->show_notes;
    case POSTIL_MARK_NONE:
    default:
      return FALSE;
    }
}

/**
 * postil_article_view_activate_mark:
 * @self: a view
 * @layer: whose mark
 * @index: its index there
 *
 * Rings a mark and says that the reader wants to know more.
 */
void
postil_article_view_activate_mark (PostilArticleView *self, PostilMarkLayer layer, guint index)
{
  postil_article_view_set_active (self, layer, index);
  g_signal_emit (self, signals[ACTIVATE_MARK], 0, (guint) layer, index);
}

/**
 * postil_article_view_open_link:
 * @self: a view
 * @uri: an address
 *
 * Says that the reader follows a link.
 */
void
postil_article_view_open_link (PostilArticleView *self, const char *uri)
{
  g_signal_emit (self, signals[OPEN_LINK], 0, uri);
}

/**
 * postil_article_view_get_caret:
 * @self: a view
 *
 * Gives the place of the caret, seen or not.
 *
 * Returns: code points
 */
gsize
postil_article_view_get_caret (PostilArticleView *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  return (gsize) gtk_text_iter_get_offset (&iter);
}

/* --- public --- */

/**
 * postil_article_view_new:
 *
 * Makes an empty view. Put it into a GtkScrolledWindow.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_article_view_new (void)
{
  return g_object_new (POSTIL_TYPE_ARTICLE_VIEW, NULL);
}

/**
 * postil_article_view_set_article:
 * @self: a view
 * @article: (nullable): the record
 * @document: (nullable): the text
 * @analysis: (nullable): the machine's marks
 * @notes: (nullable) (element-type PostilNote): the reader's notes
 *
 * Shows another article from its top.
 *
 * Thread: main.
 */
void
postil_article_view_set_article (PostilArticleView *self, PostilArticle *article, PostilDocument *document,
                                 PostilAnalysis *analysis, GPtrArray *notes)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (!self->palette_loaded)
    update_style (self);
  if (article != NULL)
    postil_article_ref (article);
  g_clear_pointer (&self->article, postil_article_unref);
  self->article = article;
  g_set_object (&self->document, document);
  g_set_object (&self->analysis, analysis);
  if (notes != NULL)
    g_ptr_array_ref (notes);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  self->caret_placed = FALSE;
  self->active_layer = POSTIL_MARK_NONE;
  g_clear_pointer (&self->hits, g_array_unref);
  postil_article_text_fill (self);
  rebuild_marks (self);
  rebuild_notes (self);
  update_header (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  article != NULL && article->title != NULL && *article->title != '\0' ? article->title
                                                                                                       : _ ("Article"),
                                  -1);
  if (self->adjustment != NULL)
    gtk_adjustment_set_value (self->adjustment, 0.0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * postil_article_view_set_record:
 * @self: a view
 * @article: (nullable): the same article with another state
 *
 * Updates the header.
 */
void
postil_article_view_set_record (PostilArticleView *self, PostilArticle *article)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (article != NULL)
    postil_article_ref (article);
  g_clear_pointer (&self->article, postil_article_unref);
  self->article = article;
  update_header (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * postil_article_view_set_analysis:
 * @self: a view
 * @analysis: (nullable): the machine's marks of the same text
 *
 * Exchanges the machine's marks; place and selection stay.
 */
void
postil_article_view_set_analysis (PostilArticleView *self, PostilAnalysis *analysis)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  g_set_object (&self->analysis, analysis);
  rebuild_marks (self);
  update_header (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * postil_article_view_set_notes:
 * @self: a view
 * @notes: (nullable) (element-type PostilNote): the reader's notes on the same text
 *
 * Exchanges the highlights and margin notes; place, selection and an open editor stay.
 */
void
postil_article_view_set_notes (PostilArticleView *self, GPtrArray *notes)
{
  const PostilNote *focused = NULL;
  PostilId id = { { 0 } };

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (self->focused_note >= 0 && self->notes != NULL && (guint) self->focused_note < self->notes->len)
    {
      focused = g_ptr_array_index (self->notes, self->focused_note);
      id = focused->id;
    }
  if (notes != NULL)
    g_ptr_array_ref (notes);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  rebuild_notes (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    postil_article_layout_update_cards (self); /* the text is laid out already: no frame without cards */
  for (guint i = 0; focused != NULL && notes != NULL && i < notes->len; i++)
    if (postil_id_equal (&((const PostilNote *) g_ptr_array_index (notes, i))->id, &id))
      postil_article_view_set_focused_note (self, (int) i);
}

/**
 * postil_article_view_set_shown:
 * @self: a view
 * @names: whether names are marked
 * @figures: whether figures are marked
 * @notes: whether highlights and notes are shown
 *
 * Switches layers on and off; nothing in the text moves.
 */
void
postil_article_view_set_shown (PostilArticleView *self, gboolean names, gboolean figures, gboolean notes)
{
  const gboolean notes_changed = self->show_notes != notes;

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  self->show_names = names;
  self->show_figures = figures;
  self->show_notes = notes;
  postil_article_input_forget (self);
  if (notes_changed)
    {
      postil_article_tags_apply_highlights (self);
      queue_cards (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_article_view_set_hidden_kinds:
 * @self: a view
 * @kinds: bits of #PostilMarkKind
 *
 * Switches kinds of marks off.
 */
void
postil_article_view_set_hidden_kinds (PostilArticleView *self, guint kinds)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  self->hidden_kinds = kinds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_article_view_set_pale_repeats:
 * @self: a view
 * @pale_repeats: whether a name is pale after its first time in a paragraph
 *
 * Chooses how repeated names look.
 */
void
postil_article_view_set_pale_repeats (PostilArticleView *self, gboolean pale_repeats)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (self->pale_repeats == pale_repeats)
    return;
  self->pale_repeats = pale_repeats;
  rebuild_marks (self);
}

/**
 * postil_article_view_set_font:
 * @self: a view
 * @font: (nullable): a Pango font description; %NULL: the font of the interface
 * @scale: factor on its size
 *
 * Sets the article's font. Column, line height and distances follow it.
 */
void
postil_article_view_set_font (PostilArticleView *self, const char *font, double scale)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  g_free (self->font);
  self->font = g_strdup (font);
  self->font_scale = CLAMP (scale, 0.5, 3.0);
  if (!self->palette_loaded)
    return;
  update_style (self);
  postil_article_text_measure_tables (self);
}

/**
 * postil_article_view_set_caret_mode:
 * @self: a view
 * @caret_mode: whether arrow keys move a caret instead of scrolling
 *
 * Shows the caret. When it was never placed it starts at the first visible line.
 */
void
postil_article_view_set_caret_mode (PostilArticleView *self, gboolean caret_mode)
{
  gsize start;
  gsize end;

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (self->caret_mode == caret_mode)
    return;
  self->caret_mode = caret_mode;
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self), caret_mode);
  if (caret_mode && !self->caret_placed && postil_article_draw_get_visible (self, &start, &end, NULL))
    {
      GtkTextIter iter;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) start);
      gtk_text_buffer_place_cursor (self->buffer, &iter);
    }
}

/**
 * postil_article_view_set_single_keys:
 * @self: a view
 * @single_keys: whether single letters act
 *
 * Chooses between letters alone and letters with Alt and Shift.
 */
void
postil_article_view_set_single_keys (PostilArticleView *self, gboolean single_keys)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  self->single_keys = single_keys;
}

/**
 * postil_article_view_set_rest:
 * @self: a view
 * @milliseconds: how long the pointer rests on a mark before its card opens; 0: never
 *
 * Turns cards on resting on and off.
 */
void
postil_article_view_set_rest (PostilArticleView *self, guint milliseconds)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  self->rest = milliseconds;
}

/**
 * postil_article_view_set_chips:
 * @self: a view
 * @names: (nullable) (array zero-terminated=1): what the signal of the byline says
 * @labels: (nullable) (array zero-terminated=1): what the buttons say
 *
 * Sets the buttons under the byline.
 */
void
postil_article_view_set_chips (PostilArticleView *self, const char *const *names, const char *const *labels)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  postil_byline_set_chips (POSTIL_BYLINE (self->byline), names, labels);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * postil_article_view_get_wide:
 * @self: a view
 *
 * Tells whether the margin lane has room.
 *
 * Returns: %FALSE on narrow windows
 */
gboolean
postil_article_view_get_wide (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), FALSE);
  return self->column.lane_width > 0;
}

/**
 * postil_article_view_get_margin:
 * @self: a view
 *
 * Gives the margin lane.
 *
 * Returns: (transfer none): a #PostilMargin
 */
GtkWidget *
postil_article_view_get_margin (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), NULL);
  return self->margin;
}

/**
 * postil_article_view_get_byline:
 * @self: a view
 *
 * Gives the header under the title.
 *
 * Returns: (transfer none): a #PostilByline
 */
GtkWidget *
postil_article_view_get_byline (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), NULL);
  return self->byline;
}

/**
 * postil_article_view_get_marks:
 * @self: a view
 *
 * Gives the machine's marks.
 *
 * Returns: (transfer none) (nullable): the table
 */
PostilMarkTable *
postil_article_view_get_marks (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), NULL);
  return self->marks;
}

/**
 * postil_article_view_get_note_marks:
 * @self: a view
 *
 * Gives the reader's highlights.
 *
 * Returns: (transfer none) (nullable): the table
 */
PostilMarkTable *
postil_article_view_get_note_marks (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), NULL);
  return self->note_marks;
}
