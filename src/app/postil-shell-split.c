/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shell for libadwaita 1.5 and newer: an AdwNavigationSplitView inside another, collapsed by two breakpoints of an
 * AdwBreakpointBin. Header bars place their window buttons themselves. */
#include "config.h"

#include "postil-shell.h"

struct _PostilShell
{
  GtkWidget parent_instance;

  /* owned by the widget tree */
  GtkWidget *bin;
  GtkWidget *outer;
  GtkWidget *inner;

  /* borrowed */
  GtkWidget *panes[POSTIL_N_PANES];
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

static void
folded_changed_cb (PostilShell *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
set_pane (PostilShell *self, PostilPane pane, GtkWidget *child)
{
  static const char *const tags[] = { "sources", "list", "article" };
  AdwNavigationPage *page;

  self->panes[pane] = child;
  if (child == NULL)
    return;
  page = adw_navigation_page_new_with_tag (child, "Postil", tags[pane]);
  if (pane == POSTIL_PANE_SOURCES)
    adw_navigation_split_view_set_sidebar (ADW_NAVIGATION_SPLIT_VIEW (self->outer), page);
  else if (pane == POSTIL_PANE_LIST)
    adw_navigation_split_view_set_sidebar (ADW_NAVIGATION_SPLIT_VIEW (self->inner), page);
  else
    adw_navigation_split_view_set_content (ADW_NAVIGATION_SPLIT_VIEW (self->inner), page);
}

static void
postil_shell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostilShell *self = POSTIL_SHELL (object);

  switch (id)
    {
    case PROP_SOURCES:
    case PROP_LIST:
    case PROP_ARTICLE:
      set_pane (self, (PostilPane) (id - PROP_SOURCES), g_value_get_object (value));
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
postil_shell_dispose (GObject *object)
{
  PostilShell *self = POSTIL_SHELL (object);

  g_clear_pointer (&self->bin, gtk_widget_unparent);
  self->outer = NULL;
  self->inner = NULL;
  for (guint i = 0; i < POSTIL_N_PANES; i++)
    self->panes[i] = NULL;
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
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_breakpoint (PostilShell *self, double width, GtkWidget *also)
{
  AdwBreakpointCondition *condition
      = adw_breakpoint_condition_new_length (ADW_BREAKPOINT_CONDITION_MAX_WIDTH, width, ADW_LENGTH_UNIT_SP);
  AdwBreakpoint *breakpoint = adw_breakpoint_new (condition);
  g_auto (GValue) collapsed = G_VALUE_INIT;

  g_value_init (&collapsed, G_TYPE_BOOLEAN);
  g_value_set_boolean (&collapsed, TRUE);
  adw_breakpoint_add_setter (breakpoint, G_OBJECT (self->outer), "collapsed", &collapsed);
  if (also != NULL)
    adw_breakpoint_add_setter (breakpoint, G_OBJECT (also), "collapsed", &collapsed);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (self->bin), breakpoint);
}

static void
postil_shell_init (PostilShell *self)
{
  self->bin = adw_breakpoint_bin_new ();
  self->outer = adw_navigation_split_view_new ();
  self->inner = adw_navigation_split_view_new ();
  adw_navigation_split_view_set_min_sidebar_width (ADW_NAVIGATION_SPLIT_VIEW (self->outer), 180);
  adw_navigation_split_view_set_max_sidebar_width (ADW_NAVIGATION_SPLIT_VIEW (self->outer), 214);
  adw_navigation_split_view_set_min_sidebar_width (ADW_NAVIGATION_SPLIT_VIEW (self->inner), 260);
  adw_navigation_split_view_set_max_sidebar_width (ADW_NAVIGATION_SPLIT_VIEW (self->inner), 302);
  adw_navigation_split_view_set_content (ADW_NAVIGATION_SPLIT_VIEW (self->outer),
                                         adw_navigation_page_new_with_tag (self->inner, "Postil", "reading"));
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self->bin), self->outer);
  gtk_widget_set_size_request (self->bin, 360, 294);
  add_breakpoint (self, 1000, NULL);
  add_breakpoint (self, 560, self->inner);
  gtk_widget_set_parent (self->bin, GTK_WIDGET (self));
  g_signal_connect_object (self->inner, "notify::collapsed", G_CALLBACK (folded_changed_cb), self, G_CONNECT_SWAPPED);
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

  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->outer), pane != POSTIL_PANE_SOURCES);
  if (pane != POSTIL_PANE_SOURCES)
    adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->inner), pane == POSTIL_PANE_ARTICLE);
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

  if (!adw_navigation_split_view_get_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->outer)))
    return POSTIL_PANE_SOURCES;
  if (!adw_navigation_split_view_get_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->inner)))
    return POSTIL_PANE_LIST;
  return POSTIL_PANE_ARTICLE;
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

  if (pane == POSTIL_PANE_ARTICLE && adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (self->inner)))
    postil_shell_show_pane (self, POSTIL_PANE_LIST);
  else if (pane != POSTIL_PANE_SOURCES && adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (self->outer)))
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

  return self->inner != NULL && adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (self->inner));
}

/**
 * postil_shell_adopt_header:
 * @self: the shell
 * @pane: the pane it stands in
 * @header: its header bar
 * @back_button: (nullable): hidden here, since header bars bring their own
 *
 * Header bars place window buttons and back button themselves in this layout. Main thread.
 */
void
postil_shell_adopt_header (PostilShell *self, PostilPane pane, AdwHeaderBar *header, GtkWidget *back_button)
{
  g_return_if_fail (POSTIL_IS_SHELL (self));

  if (back_button != NULL)
    gtk_widget_set_visible (back_button, FALSE);
}
