/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds cards for the notes near the visible lines and the editor of at most one note. The view tells where each highlight is; the
 * lane never scrolls by itself. */
#include "config.h"

#include "postil-margin.h"

#include "postil-margin-placement.h"
#include "postil-note-card.h"

#define TOP 6 /* px no note goes above */

struct _PostilMargin
{
  GtkWidget parent_instance;

  /* children */
  GHashTable *cards; /* index + 1 → PostilNoteCard */
  GtkWidget *editor; /* (nullable) */

  /* owned */
  GPtrArray *notes;
  GArray *anchors;
  char *meanings[POSTIL_NOTE_N_COLORS + 1];

  int editor_index;
  int focused;
  int hovered;
};

G_DEFINE_FINAL_TYPE (PostilMargin, postil_margin, GTK_TYPE_WIDGET)

enum
{
  NOTE_ACTIVATED,
  NOTE_HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PostilNote *
get_note (PostilMargin *self, guint index)
{
  return self->notes != NULL && index < self->notes->len ? g_ptr_array_index (self->notes, index) : NULL;
}

/* A highlight without words has no card. */
static gboolean
has_card (const PostilNote *note)
{
  return note != NULL && ((note->comment != NULL && *note->comment != '\0') || (note->tags != NULL && note->tags[0] != NULL));
}

static GtkWidget *
get_card (PostilMargin *self, guint index)
{
  return g_hash_table_lookup (self->cards, GUINT_TO_POINTER (index + 1));
}

static guint
index_of_card (GtkWidget *card)
{
  gpointer index = g_object_get_data (G_OBJECT (card), "postil-index");

  return GPOINTER_TO_UINT (index);
}

static void
activated_cb (PostilMargin *self, GtkWidget *card)
{
  g_signal_emit (self, signals[NOTE_ACTIVATED], 0, index_of_card (card));
}

static void
hovered_cb (PostilMargin *self, gboolean inside, GtkWidget *card)
{
  g_signal_emit (self, signals[NOTE_HOVERED], 0, inside ? (int) index_of_card (card) : -1);
}

static void
update_rings (PostilMargin *self)
{
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      const int index = (int) index_of_card (card);

      postil_note_card_set_ringed (card, index == self->focused || index == self->hovered);
    }
}

static void
make_card (PostilMargin *self, guint index, PostilNote *note)
{
  GtkWidget *card = postil_note_card_new ();

  postil_note_card_set_note (POSTIL_NOTE_CARD (card), note, self->meanings[MIN (note->color, POSTIL_NOTE_N_COLORS)]);
  g_object_set_data (G_OBJECT (card), "postil-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (card, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  g_hash_table_insert (self->cards, GUINT_TO_POINTER (index + 1), card);
}

static void
drop_all_cards (PostilMargin *self)
{
  g_hash_table_remove_all (self->cards);
}

/* --- virtual functions --- */

static void
postil_margin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

/* Height with the spacing of the style. */
static int
full_height (GtkWidget *child, int width)
{
  int height = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static int
folded_height (PostilNoteCard *card)
{
  GtkBorder padding;
  GtkBorder border;
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (card));

  gtk_style_context_get_padding (context, &padding);
  gtk_style_context_get_border (context, &border);
  return postil_note_card_get_folded_height (card) + padding.top + padding.bottom + border.top + border.bottom;
}

static void
fill_slot (PostilMargin *self, PostilMarginSlot *slot, GtkWidget *child, const PostilMarginAnchor *anchor, int lane)
{
  slot->wanted = anchor->y;
  if (child == self->editor)
    {
      slot->height = slot->folded_height = full_height (child, lane + 2 * (POSTIL_MARGIN_OVERHANG - 3));
      return;
    }
  slot->height = full_height (child, lane);
  slot->folded_height = MIN (slot->height, folded_height (POSTIL_NOTE_CARD (child)));
}

static void
place_children (PostilMargin *self, GtkWidget **children, PostilMarginSlot *slots, guint n, int lane)
{
  for (guint i = 0; i < n; i++)
    {
      GtkAllocation area = { POSTIL_MARGIN_OVERHANG, (int) slots[i].y, lane, 0 };

      if (children[i] == self->editor)
        {
          area.x = 3;
          area.width = lane + 2 * (POSTIL_MARGIN_OVERHANG - 3);
        }
      else
        {
          postil_note_card_set_folded (POSTIL_NOTE_CARD (children[i]), slots[i].folded);
        }
      area.height = (int) (slots[i].folded ? slots[i].folded_height : slots[i].height);
      gtk_widget_set_child_visible (children[i], TRUE);
      gtk_widget_size_allocate (children[i], &area, -1);
    }
}

/* A child that stays must not be hidden for a moment: it would lose the focus. */
static void
hide_others (PostilMargin *self, GtkWidget **children, guint n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean placed = FALSE;

      for (guint i = 0; i < n && !placed; i++)
        placed = children[i] == child;
      if (!placed)
        gtk_widget_set_child_visible (child, FALSE);
    }
}

static void
postil_margin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilMargin *self = POSTIL_MARGIN (widget);
  const int lane = MAX (1, width - 2 * POSTIL_MARGIN_OVERHANG);
  g_autofree PostilMarginSlot *slots = g_new0 (PostilMarginSlot, self->anchors->len + 1);
  g_autofree GtkWidget **children = g_new0 (GtkWidget *, self->anchors->len + 1);
  double top = TOP;
  int fixed = -1;
  guint n = 0;

  for (guint i = 0; i < self->anchors->len; i++)
    {
      const PostilMarginAnchor *anchor = &g_array_index (self->anchors, PostilMarginAnchor, i);
      GtkWidget *child = get_card (self, anchor->index);

      if (self->editor != NULL && (int) anchor->index == self->editor_index)
        child = self->editor;
      if (child == NULL)
        continue;
      if (child == self->editor || (self->editor == NULL && (int) anchor->index == self->focused))
        fixed = (int) n;
      top = MIN (top, anchor->y);
      fill_slot (self, &slots[n], child, anchor, lane);
      children[n++] = child;
    }
  hide_others (self, children, n);
  postil_margin_place (slots, n, fixed, top);
  place_children (self, children, slots, n, lane);
}

static gboolean
postil_margin_contains (GtkWidget *widget, double x, double y)
{
  return FALSE; /* only its cards are there; between them is the article */
}

static void
postil_margin_dispose (GObject *object)
{
  PostilMargin *self = POSTIL_MARGIN (object);

  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_margin_parent_class)->dispose (object);
}

static void
postil_margin_finalize (GObject *object)
{
  PostilMargin *self = POSTIL_MARGIN (object);

  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_array_unref (self->anchors);
  for (guint i = 0; i < G_N_ELEMENTS (self->meanings); i++)
    g_free (self->meanings[i]);
  G_OBJECT_CLASS (postil_margin_parent_class)->finalize (object);
}

static void
postil_margin_class_init (PostilMarginClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_margin_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_margin_finalize;
  widget_class->measure = postil_margin_measure;
  widget_class->size_allocate = postil_margin_size_allocate;
  widget_class->contains = postil_margin_contains;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[NOTE_ACTIVATED] = g_signal_new ("note-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[NOTE_HOVERED] = g_signal_new ("note-hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
postil_margin_init (PostilMargin *self)
{
  self->cards = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gtk_widget_unparent);
  self->anchors = g_array_new (FALSE, FALSE, sizeof (PostilMarginAnchor));
  self->editor_index = self->focused = self->hovered = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * postil_margin_new:
 *
 * Makes an empty lane.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_margin_new (void)
{
  return g_object_new (POSTIL_TYPE_MARGIN, NULL);
}

/**
 * postil_margin_set_notes:
 * @self: a lane
 * @notes: (nullable) (element-type PostilNote): the notes of the article; anchors count in this array
 *
 * Exchanges the notes. Cards come with the next anchors; an open editor stays.
 */
void
postil_margin_set_notes (PostilMargin *self, GPtrArray *notes)
{
  g_return_if_fail (POSTIL_IS_MARGIN (self));
  if (notes != NULL)
    g_ptr_array_ref (notes);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  self->focused = self->hovered = -1;
  drop_all_cards (self);
  g_array_set_size (self->anchors, 0);
}

/**
 * postil_margin_set_meanings:
 * @self: a lane
 * @meanings: (nullable) (array zero-terminated=1): what the five colours mean, from the first
 *
 * Sets the words in the headers of the cards.
 */
void
postil_margin_set_meanings (PostilMargin *self, const char *const *meanings)
{
  GHashTableIter iter;
  gpointer card;

  g_return_if_fail (POSTIL_IS_MARGIN (self));
  for (guint i = 1; i <= POSTIL_NOTE_N_COLORS; i++)
    {
      g_free (self->meanings[i]);
      self->meanings[i] = meanings != NULL && *meanings != NULL ? g_strdup (*meanings++) : NULL;
    }
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    {
      PostilNote *note = get_note (self, index_of_card (card));

      if (note != NULL)
        postil_note_card_set_note (card, note, self->meanings[MIN (note->color, POSTIL_NOTE_N_COLORS)]);
    }
}

/**
 * postil_margin_set_anchors:
 * @self: a lane
 * @anchors: (element-type PostilMarginAnchor): the notes near the visible lines, in their order in the text
 *
 * Makes the cards that are missing and drops those far away. Not to be called during allocation.
 */
void
postil_margin_set_anchors (PostilMargin *self, GArray *anchors)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;
  gboolean changed = FALSE;

  g_return_if_fail (POSTIL_IS_MARGIN (self) && anchors != NULL);
  for (guint i = 0; i < anchors->len; i++)
    {
      const guint index = g_array_index (anchors, PostilMarginAnchor, i).index;
      PostilNote *note = get_note (self, index);

      if (!has_card (note))
        continue;
      g_hash_table_add (wanted, GUINT_TO_POINTER (index + 1));
      if (get_card (self, index) == NULL)
        {
          make_card (self, index, note);
          changed = TRUE;
        }
    }
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (wanted, key))
      {
        g_hash_table_iter_remove (&iter);
        changed = TRUE;
      }
  postil_margin_move_anchors (self, anchors);
  if (changed)
    update_rings (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * postil_margin_move_anchors:
 * @self: a lane
 * @anchors: (element-type PostilMarginAnchor): where the highlights are now
 *
 * Notes new places; the cards follow at the next allocation.
 */
void
postil_margin_move_anchors (PostilMargin *self, GArray *anchors)
{
  g_return_if_fail (POSTIL_IS_MARGIN (self) && anchors != NULL);
  g_array_set_size (self->anchors, 0);
  if (anchors->len > 0)
    g_array_append_vals (self->anchors, anchors->data, anchors->len);
}

/**
 * postil_margin_set_focused:
 * @self: a lane
 * @index: of a note, or -1
 *
 * Rings a note and lets it keep its place.
 */
void
postil_margin_set_focused (PostilMargin *self, int index)
{
  g_return_if_fail (POSTIL_IS_MARGIN (self));
  self->focused = index;
  update_rings (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * postil_margin_set_hovered:
 * @self: a lane
 * @index: of a note, or -1
 *
 * Rings the note whose highlight is under the pointer.
 */
void
postil_margin_set_hovered (PostilMargin *self, int index)
{
  g_return_if_fail (POSTIL_IS_MARGIN (self));
  if (self->hovered == index)
    return;
  self->hovered = index;
  update_rings (self);
}

/**
 * postil_margin_set_editor:
 * @self: a lane
 * @editor: (nullable): a widget without parent that takes the place of a card; %NULL removes it
 * @index: of its note
 *
 * Puts an editor in the place of a card.
 */
void
postil_margin_set_editor (PostilMargin *self, GtkWidget *editor, int index)
{
  g_return_if_fail (POSTIL_IS_MARGIN (self));
  self->editor_index = editor != NULL ? index : -1;
  if (self->editor != editor)
    {
      g_clear_pointer (&self->editor, gtk_widget_unparent);
      self->editor = editor;
      if (editor != NULL)
        gtk_widget_set_parent (editor, GTK_WIDGET (self));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * postil_margin_get_editor_index:
 * @self: a lane
 *
 * Tells which note is being edited here.
 *
 * Returns: an index, or -1
 */
int
postil_margin_get_editor_index (PostilMargin *self)
{
  g_return_val_if_fail (POSTIL_IS_MARGIN (self), -1);
  return self->editor_index;
}

/**
 * postil_margin_get_card_area:
 * @self: a lane
 * @index: of a note
 * @area: (out): px of the lane
 *
 * Tells where the card or editor of a note stands.
 *
 * Returns: %FALSE when it is not there
 */
gboolean
postil_margin_get_card_area (PostilMargin *self, int index, GdkRectangle *area)
{
  GtkWidget *child;
  graphene_rect_t bounds;

  g_return_val_if_fail (POSTIL_IS_MARGIN (self) && area != NULL, FALSE);
  if (index < 0)
    return FALSE;
  child = self->editor != NULL && self->editor_index == index ? self->editor : get_card (self, (guint) index);
  if (child == NULL || !gtk_widget_get_child_visible (child) || !gtk_widget_compute_bounds (child, GTK_WIDGET (self), &bounds))
    return FALSE;
  *area = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height };
  return TRUE;
}
