/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The find bar knows no text: it says what the reader types and shows how many places there are. Its insides are made when it opens
 * first: most articles are read without. */
#include "config.h"

#include "postil-find-bar.h"

#include <glib/gi18n.h>

struct _PostilFindBar
{
  GtkWidget parent_instance;

  /* template; NULL until the bar opens first */
  GtkRevealer *revealer;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (PostilFindBar, postil_find_bar, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  STEP,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (PostilFindBar *self)
{
  g_signal_emit (self, signals[CHANGED], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
next_cb (PostilFindBar *self)
{
  g_signal_emit (self, signals[STEP], 0, FALSE);
}

static void
previous_cb (PostilFindBar *self)
{
  g_signal_emit (self, signals[STEP], 0, TRUE);
}

static void
close_cb (PostilFindBar *self)
{
  postil_find_bar_close (self);
}

static gboolean
key_cb (PostilFindBar *self, guint key, guint code, GdkModifierType state)
{
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK) != 0)
    {
      previous_cb (self);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    {
      g_signal_emit (self, signals[STEP], 0, key == GDK_KEY_Up);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
postil_find_bar_dispose (GObject *object)
{
  if (POSTIL_FIND_BAR (object)->revealer != NULL)
    gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_FIND_BAR);
  G_OBJECT_CLASS (postil_find_bar_parent_class)->dispose (object);
}

static void
postil_find_bar_class_init (PostilFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_find_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, next);
  gtk_widget_class_bind_template_child (widget_class, PostilFindBar, close);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[STEP]
      = g_signal_new ("step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_find_bar_init (PostilFindBar *self)
{
}

static void
build (PostilFindBar *self)
{
  GtkEventController *keys;

  if (self->revealer != NULL)
    return;
  keys = gtk_event_controller_key_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "next-match", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "previous-match", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->previous, "clicked", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * postil_find_bar_open:
 * @self: a bar
 * @text: (nullable): what to begin with; %NULL keeps the last words
 *
 * Shows the bar with the focus in its entry and the words selected.
 */
void
postil_find_bar_open (PostilFindBar *self, const char *text)
{
  g_return_if_fail (POSTIL_IS_FIND_BAR (self));
  build (self);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  if (text != NULL && *text != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  changed_cb (self);
}

/**
 * postil_find_bar_close:
 * @self: a bar
 *
 * Hides the bar and says so.
 */
void
postil_find_bar_close (PostilFindBar *self)
{
  g_return_if_fail (POSTIL_IS_FIND_BAR (self));
  if (!postil_find_bar_get_is_open (self))
    return;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}

/**
 * postil_find_bar_get_is_open:
 * @self: a bar
 *
 * Tells whether the bar is shown.
 *
 * Returns: %TRUE while it is
 */
gboolean
postil_find_bar_get_is_open (PostilFindBar *self)
{
  g_return_val_if_fail (POSTIL_IS_FIND_BAR (self), FALSE);
  return self->revealer != NULL && gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * postil_find_bar_set_count:
 * @self: a bar
 * @current: number of the place that is looked at, from 1; 0: none
 * @total: how many places there are
 *
 * Shows where the reader is among the places.
 */
void
postil_find_bar_set_count (PostilFindBar *self, guint current, guint total)
{
  g_autofree char *label = NULL;
  gboolean empty;

  g_return_if_fail (POSTIL_IS_FIND_BAR (self));
  if (self->revealer == NULL)
    return;
  empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  if (empty)
    label = g_strdup ("");
  else if (total == 0)
    label = g_strdup (_ ("Nothing found"));
  else
    /* Translators: which of the places found is shown, as in "3 of 12". */
    label = g_strdup_printf (_ ("%u of %u"), current, total);
  gtk_label_set_label (self->count, label);
  gtk_widget_set_sensitive (self->next, total > 0);
  gtk_widget_set_sensitive (self->previous, total > 0);
  if (!empty && total == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}
