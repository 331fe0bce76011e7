/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's three panes, which fold on narrow windows. Two implementations, chosen by the build: AdwLeaflet before libadwaita
 * 1.5, AdwNavigationSplitView from then on. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_PANE_SOURCES = 0,
  POSTIL_PANE_LIST = 1,
  POSTIL_PANE_ARTICLE = 2,
  POSTIL_N_PANES
} PostilPane;

#define POSTIL_TYPE_SHELL (postil_shell_get_type ())
G_DECLARE_FINAL_TYPE (PostilShell, postil_shell, POSTIL, SHELL, GtkWidget)

/* Properties: sources, list, article (GtkWidget, the panes); folded (boolean, read-only): one pane at a time. */
void postil_shell_show_pane (PostilShell *self, PostilPane pane);
PostilPane postil_shell_get_pane (PostilShell *self);
gboolean postil_shell_go_back (PostilShell *self);
gboolean postil_shell_get_folded (PostilShell *self);

/* Gives a pane's header bar its window buttons, as this layout wants them, and a back button where one is needed. */
void postil_shell_adopt_header (PostilShell *self, PostilPane pane, AdwHeaderBar *header, GtkWidget *back_button);

G_END_DECLS
