/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A one-line label whose hits, marked by U+E000 and U+E001 in the text, stand bold on the first highlight's fill. The text itself is
 * never read as markup. */
#include "config.h"

#include "postil-hit-label.h"

#include <string.h>

#define HIT_START "\xee\x80\x80"
#define HIT_END "\xee\x80\x81"

/* The first highlight's fill, light and dark alike legible under the platform's text through its own alpha. */
static void
add_hit (PangoAttrList *attributes, guint start, guint end)
{
  PangoAttribute *all[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD), pango_attr_background_new (0xfbfb, 0xc9c9, 0x1313),
                            pango_attr_background_alpha_new (0x5fff) };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      all[i]->start_index = start;
      all[i]->end_index = end;
      pango_attr_list_insert (attributes, all[i]);
    }
}

/**
 * postil_hit_label_new:
 * @text: UTF-8 with hits between U+E000 and U+E001
 *
 * Makes a label of one line that ellipsizes.
 *
 * Returns: (transfer none): a floating label; main thread
 */
GtkWidget *
postil_hit_label_new (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  PangoAttrList *attributes = pango_attr_list_new ();
  GtkWidget *label;
  gssize start = -1;

  for (const char *p = text; *p != '\0';)
    {
      if (g_str_has_prefix (p, HIT_START))
        {
          start = (gssize) plain->len;
          p += strlen (HIT_START);
        }
      else if (g_str_has_prefix (p, HIT_END))
        {
          if (start >= 0)
            add_hit (attributes, (guint) start, (guint) plain->len);
          start = -1;
          p += strlen (HIT_END);
        }
      else
        g_string_append_c (plain, *p == '\n' ? ' ' : *p), p++;
    }
  label = gtk_label_new (plain->str);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}
