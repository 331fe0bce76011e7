/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up the named colours of the style sheet for code that draws by itself. */
#include "config.h"

#include "postil-palette.h"

#include "postil-view.h"

static const char *const mark_colors[POSTIL_N_MARK_KINDS] = {
  "postil_mark_org",    "postil_mark_per",    "postil_mark_loc",    "postil_mark_product", "postil_mark_event",
  "postil_mark_figure", "postil_mark_figure", "postil_mark_figure", "postil_mark_date",
};

static void
look_up (GtkStyleContext *context, const char *name, GdkRGBA *color)
{
  if (!gtk_style_context_lookup_color (context, name, color))
    *color = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 1.0f };
}

/**
 * postil_palette_load:
 * @palette: (out caller-allocates): filled
 * @widget: whose style is asked
 *
 * Reads every colour anew. Call it from the virtual function `css_changed` and at the first use. A name that no sheet defines gives
 * grey.
 *
 * Thread: main.
 */
void
postil_palette_load (PostilPalette *palette, GtkWidget *widget)
{
  GtkStyleContext *context;

  g_return_if_fail (palette != NULL && GTK_IS_WIDGET (widget));
  context = gtk_widget_get_style_context (widget);
  gtk_style_context_get_color (context, &palette->text);
  look_up (context, "postil_secondary", &palette->secondary);
  look_up (context, "postil_line", &palette->line);
  look_up (context, "postil_shade", &palette->shade);
  look_up (context, "postil_accent", &palette->accent);
  look_up (context, "postil_accent_text", &palette->link);
  look_up (context, "postil_hit", &palette->hit);
  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    look_up (context, mark_colors[i], &palette->marks[i]);
  for (guint i = 1; i <= 5; i++)
    {
      char name[] = "postil_fill_0";
      char ink[] = "postil_ink_0";

      name[sizeof name - 2] = (char) ('0' + i);
      ink[sizeof ink - 2] = (char) ('0' + i);
      look_up (context, name, &palette->fills[i]);
      look_up (context, ink, &palette->inks[i]);
    }
  palette->high_contrast = postil_view_get_high_contrast ();
}
