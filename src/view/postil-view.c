/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers the resources and loads the style sheets of the room. The shapes of things are in one sheet; the colours are in
 * small sheets of named colours that are exchanged when the appearance changes, so every widget finds them by name. */
#include "config.h"

#include "postil-view.h"

#include "postil-icons-resources.h"
#include "postil-view-resources.h"

#include <gtk/gtk.h>

#define UI_PATH POSTIL_RESOURCE_PATH "/ui/"

static GtkCssProvider *surface_provider; /* stands in for libadwaita's surfaces where the theme has none */
static GtkCssProvider *color_provider;
static GtkCssProvider *contrast_provider;
static gboolean is_dark;
static gboolean is_contrast;
static gboolean is_told; /* the program said which appearance it wants; GtkSettings is no longer asked */

static void
load_appearance (gboolean dark, gboolean high_contrast)
{
  is_dark = dark;
  is_contrast = high_contrast;
  gtk_css_provider_load_from_resource (surface_provider,
                                       dark ? UI_PATH "postil-surfaces-dark.css" : UI_PATH "postil-surfaces-light.css");
  gtk_css_provider_load_from_resource (color_provider, dark ? UI_PATH "postil-dark.css" : UI_PATH "postil-light.css");
  if (high_contrast)
    gtk_css_provider_load_from_resource (contrast_provider, UI_PATH "postil-contrast.css");
  else
    gtk_css_provider_load_from_data (contrast_provider, "", 0);
}

static void
follow_settings_cb (GtkSettings *settings)
{
  g_autofree char *theme = NULL;
  gboolean dark = FALSE;
  gboolean contrast;

  if (is_told)
    return;
  g_object_get (settings, "gtk-theme-name", &theme, "gtk-application-prefer-dark-theme", &dark, NULL);
  contrast = theme != NULL && strstr (theme, "HighContrast") != NULL;
  dark = dark || (theme != NULL && (g_str_has_suffix (theme, "-dark") || strstr (theme, "Inverse") != NULL));
  load_appearance (dark, contrast);
}

static GtkCssProvider *
add_provider (GdkDisplay *display, guint priority)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider), priority);
  return provider;
}

/**
 * postil_view_init:
 *
 * Registers the resources of the room and our icons, and loads the style sheet for the default display. Call once, after GTK was
 * initialised; more calls do nothing. Colours follow #GtkSettings until postil_view_set_appearance() is called.
 *
 * Thread: main.
 */
void
postil_view_init (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  GtkSettings *settings;
  GtkCssProvider *sheet;

  if (color_provider != NULL)
    return;
  g_return_if_fail (display != NULL);
  postil_view_register_resource ();
  postil_icons_register_resource ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), POSTIL_RESOURCE_PATH "/icons");

  surface_provider = add_provider (display, GTK_STYLE_PROVIDER_PRIORITY_FALLBACK);
  color_provider = add_provider (display, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
  sheet = add_provider (display, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  contrast_provider = add_provider (display, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  gtk_css_provider_load_from_resource (sheet, UI_PATH "postil.css");
  g_object_unref (sheet);
  sheet = add_provider (display, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_css_provider_load_from_resource (sheet, UI_PATH "postil-widgets.css");
  g_object_unref (sheet);

  settings = gtk_settings_get_for_display (display);
  g_signal_connect (settings, "notify::gtk-theme-name", G_CALLBACK (follow_settings_cb), NULL);
  g_signal_connect (settings, "notify::gtk-application-prefer-dark-theme", G_CALLBACK (follow_settings_cb), NULL);
  follow_settings_cb (settings);
}

/**
 * postil_view_set_appearance:
 * @dark: whether the surfaces are dark
 * @high_contrast: whether the reader asked for high contrast
 *
 * Exchanges the colours. A program with a style manager of its own calls this at start and whenever the manager changes.
 *
 * Thread: main.
 */
void
postil_view_set_appearance (gboolean dark, gboolean high_contrast)
{
  g_return_if_fail (color_provider != NULL);
  if (is_told && dark == is_dark && high_contrast == is_contrast)
    return;
  is_told = TRUE;
  load_appearance (dark, high_contrast);
}

/**
 * postil_view_get_high_contrast:
 *
 * Tells whether lines are drawn thicker and tints left out.
 *
 * Returns: %TRUE in high contrast
 */
gboolean
postil_view_get_high_contrast (void)
{
  return is_contrast;
}
