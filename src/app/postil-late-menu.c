/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button with a menu model builds the whole menu with its popover at once. Three of them, which most starts never open, cost as much
 * memory as the list of articles and a tenth of the time to the first frame. */
#include "config.h"

#include "postil-late-menu.h"

static void
open_cb (GtkMenuButton *button, gpointer model)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, model);
}

/**
 * postil_late_menu_set:
 * @button: the button that opens the menu
 * @model: (transfer none): what is in it; kept
 *
 * Gives a button its menu, which is built when it is opened first. Main thread.
 */
void
postil_late_menu_set (GtkMenuButton *button, GMenuModel *model)
{
  gtk_menu_button_set_create_popup_func (button, open_cb, g_object_ref (model), g_object_unref);
}
