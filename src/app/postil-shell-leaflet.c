/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shell for libadwaita before 1.5: one AdwLeaflet inside another. The outer one holds the sources and the inner one; the inner
 * one the list and the article. A pane's header bar shows window buttons where the pane touches the window's edge. */
#include "config.h"

#include "postil-shell.h"

/* Widths from which panes stand side by side, as in the interface's description. */
#define THREE_PANES_WIDTH 1000
#define TWO_PANES_WIDTH 700

struct _PostilShell
{
  GtkWidget parent_instance;

  /* owned by the widget tree */
  GtkWidget *outer;
  GtkWidget *inner;

  /* borrowed */
  GtkWidget *panes[POSTIL_N_PANES];
  AdwHeaderBar *headers[POSTIL_N_PANES];
  GtkWidget *back_buttons[POSTIL_N_PANES];
  PostilPane pane; /* in front wherever panes take turns */
};

G_DEFINE_FINAL_TYPE (PostilShell, postil_shell, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SOURCES,
  PROP_LIST,
  PROP_ARTICLE,
  PROP_FOLDED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static gboolean
outer_is_folded (PostilShell *self)
{
  return adw_leaflet_get_folded (ADW_LEAFLET (self->outer));
}

static gboolean
inner_is_folded (PostilShell *self)
{
  return adw_leaflet_get_folded (ADW_LEAFLET (self->inner));
}

static void
update_headers (PostilShell *self)
{
  gboolean outer = outer_is_folded (self);
  gboolean inner = inner_is_folded (self);
  gboolean start[POSTIL_N_PANES] = { TRUE, outer, inner };
  gboolean end[POSTIL_N_PANES] = { outer, inner, TRUE };
  gboolean back[POSTIL_N_PANES] = { FALSE, outer, inner };

  for (guint i = 0; i < POSTIL_N_PANES; i++)
    {
      if (self->headers[i] != NULL)
        {
          adw_header_bar_set_show_start_title_buttons (self->headers[i], start[i]);
          adw_header_bar_set_show_end_title_buttons (self->headers[i], end[i]);
        }
      if (self->back_buttons[i] != NULL)
        gtk_widget_set_visible (self->back_buttons[i], back[i]);
    }
}

/* Only where panes take turns: a leaflet that is told of another child takes the keyboard there, even side by side. */
static void
bring_forward (PostilShell *self)
{
  PostilPane pane = self->pane;

  if (self->panes[pane] == NULL)
    return;
  if (outer_is_folded (self))
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->outer),
                                   pane == POSTIL_PANE_SOURCES ? self->panes[POSTIL_PANE_SOURCES] : self->inner);
  if (inner_is_folded (self) && pane != POSTIL_PANE_SOURCES)
    adw_leaflet_set_visible_child (ADW_LEAFLET (self->inner), self->panes[pane]);
}

/* A swipe or a leaflet's own back key turned the page. */
static void
turned_cb (PostilShell *self)
{
  gboolean list = adw_leaflet_get_visible_child (ADW_LEAFLET (self->inner)) == self->panes[POSTIL_PANE_LIST];

  if (outer_is_folded (self) && adw_leaflet_get_visible_child (ADW_LEAFLET (self->outer)) != self->inner)
    self->pane = POSTIL_PANE_SOURCES;
  else if (inner_is_folded (self))
    self->pane = list ? POSTIL_PANE_LIST : POSTIL_PANE_ARTICLE;
  else if (self->pane == POSTIL_PANE_SOURCES)
    self->pane = POSTIL_PANE_LIST;
}

static void
folded_changed_cb (PostilShell *self)
{
  bring_forward (self);
  update_headers (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
set_pane (PostilShell *self, PostilPane pane, GtkWidget *child)
{
  self->panes[pane] = child;
  if (child == NULL)
    return;
  if (pane == POSTIL_PANE_SOURCES)
    {
      adw_leaflet_prepend (ADW_LEAFLET (self->outer), child);
      gtk_widget_set_hexpand (child, FALSE);
      return;
    }
  if (pane == POSTIL_PANE_LIST)
    adw_leaflet_prepend (ADW_LEAFLET (self->inner), child);
  else
    adw_leaflet_append (ADW_LEAFLET (self->inner), child);
}

static void
postil_shell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostilShell *self = POSTIL_SHELL (object);

  switch (id)
    {
    case PROP_SOURCES:
      set_pane (self, POSTIL_PANE_SOURCES, g_value_get_object (value));
      break;
    case PROP_LIST:
      set_pane (self, POSTIL_PANE_LIST, g_value_get_object (value));
      break;
    case PROP_ARTICLE:
      set_pane (self, POSTIL_PANE_ARTICLE, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_shell_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostilShell *self = POSTIL_SHELL (object);

  switch (id)
    {
    case PROP_SOURCES:
    case PROP_LIST:
    case PROP_ARTICLE:
      g_value_set_object (value, self->panes[id - PROP_SOURCES]);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, postil_shell_get_folded (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_shell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  PostilShell *self = POSTIL_SHELL (widget);

  gtk_widget_measure (self->outer, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

/* Which panes stand side by side follows from the width alone, so that nothing inside a pane can make it fold and unfold in turn. */
static void
postil_shell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilShell *self = POSTIL_SHELL (widget);

  adw_leaflet_set_can_unfold (ADW_LEAFLET (self->outer), width >= THREE_PANES_WIDTH);
  adw_leaflet_set_can_unfold (ADW_LEAFLET (self->inner), width >= TWO_PANES_WIDTH);
  gtk_widget_allocate (self->outer, width, height, baseline, NULL);
}

static void
postil_shell_dispose (GObject *object)
{
  PostilShell *self = POSTIL_SHELL (object);

  g_clear_pointer (&self->outer, gtk_widget_unparent);
  self->inner = NULL;
  for (guint i = 0; i < POSTIL_N_PANES; i++)
    {
      self->panes[i] = NULL;
      self->headers[i] = NULL;
      self->back_buttons[i] = NULL;
    }
  G_OBJECT_CLASS (postil_shell_parent_class)->dispose (object);
}

static void
postil_shell_class_init (PostilShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = postil_shell_set_property;
  object_class->get_property = postil_shell_get_property;
  object_class->dispose = postil_shell_dispose;
  properties[PROP_SOURCES] = g_param_spec_object ("sources", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_ARTICLE] = g_param_spec_object ("article", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  GTK_WIDGET_CLASS (klass)->measure = postil_shell_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = postil_shell_size_allocate;
}

static void
postil_shell_init (PostilShell *self)
{
  self->pane = POSTIL_PANE_LIST;
  self->outer = adw_leaflet_new ();
  self->inner = adw_leaflet_new ();
  gtk_widget_set_hexpand (self->inner, TRUE);
  adw_leaflet_append (ADW_LEAFLET (self->outer), self->inner);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->outer), TRUE);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->inner), TRUE);
  adw_leaflet_set_can_unfold (ADW_LEAFLET (self->outer), TRUE);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  g_signal_connect_object (self->outer, "notify::folded", G_CALLBACK (folded_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "notify::folded", G_CALLBACK (folded_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outer, "notify::child-transition-running", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inner, "notify::child-transition-running", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
}

/**
 * postil_shell_show_pane:
 * @self: the shell
 * @pane: the pane to bring forward
 *
 * Shows a pane; where several stand side by side nothing moves. Main thread.
 */
void
postil_shell_show_pane (PostilShell *self, PostilPane pane)
{
  g_return_if_fail (POSTIL_IS_SHELL (self));

  self->pane = pane;
  bring_forward (self);
  self->pane = pane; /* whatever a leaflet said on the way */
}

/**
 * postil_shell_get_pane:
 * @self: the shell
 *
 * Tells which pane a narrow window shows.
 *
 * Returns: the pane in front; main thread
 */
PostilPane
postil_shell_get_pane (PostilShell *self)
{
  g_return_val_if_fail (POSTIL_IS_SHELL (self), POSTIL_PANE_ARTICLE);

  return self->pane;
}

/**
 * postil_shell_go_back:
 * @self: the shell
 *
 * Goes from article to list, from list to sources, where they are folded.
 *
 * Returns: %FALSE when there is nowhere to go; main thread
 */
gboolean
postil_shell_go_back (PostilShell *self)
{
  PostilPane pane = postil_shell_get_pane (self);

  if (pane == POSTIL_PANE_ARTICLE && inner_is_folded (self))
    postil_shell_show_pane (self, POSTIL_PANE_LIST);
  else if (pane != POSTIL_PANE_SOURCES && outer_is_folded (self))
    postil_shell_show_pane (self, POSTIL_PANE_SOURCES);
  else
    return FALSE;
  return TRUE;
}

/**
 * postil_shell_get_folded:
 * @self: the shell
 *
 * Tells whether list and article take turns.
 *
 * Returns: %TRUE on a narrow window; main thread
 */
gboolean
postil_shell_get_folded (PostilShell *self)
{
  g_return_val_if_fail (POSTIL_IS_SHELL (self), FALSE);

  return self->inner != NULL && inner_is_folded (self);
}

/**
 * postil_shell_adopt_header:
 * @self: the shell
 * @pane: the pane it stands in
 * @header: its header bar; lives as long as the shell
 * @back_button: (nullable): shown only where there is something to go back to
 *
 * Keeps window buttons and back button of a header bar right as the panes fold. Main thread.
 */
void
postil_shell_adopt_header (PostilShell *self, PostilPane pane, AdwHeaderBar *header, GtkWidget *back_button)
{
  g_return_if_fail (POSTIL_IS_SHELL (self));

  self->headers[pane] = header;
  self->back_buttons[pane] = back_button;
  update_headers (self);
}
