/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The room's resources and style sheet. Static libraries lose what registers itself, so this is called. */
#include "config.h"

#include "postil-app-style.h"

#include "postil-app-resources.h"

#include <gtk/gtk.h>

/**
 * postil_app_style_register:
 *
 * Registers the room's resources: templates, style sheet, the window of shortcuts, which the application looks for when it starts.
 * Main thread, once, first of all.
 */
void
postil_app_style_register (void)
{
  postil_app_register_resource ();
}

/**
 * postil_app_style_load:
 *
 * Adds the room's style sheet above that of the reading pane. Main thread, once, after GTK is there.
 */
void
postil_app_style_load (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, POSTIL_RESOURCE_PATH "/ui/postil-app.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}
