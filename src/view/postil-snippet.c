/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the signs out of a snippet and paints what stood between them. The text is never read as markup. */
#include "config.h"

#include "postil-snippet.h"

#include <string.h>

static guint16
to_16_bits (float part)
{
  return (guint16) (CLAMP (part, 0.0f, 1.0f) * 65535.0f);
}

static void
add_hit (PangoAttrList *attributes, const GdkRGBA *color, gsize start, gsize end)
{
  PangoAttribute *all[] = {
    pango_attr_weight_new (PANGO_WEIGHT_BOLD),
    pango_attr_background_new (to_16_bits (color->red), to_16_bits (color->green), to_16_bits (color->blue)),
    pango_attr_background_alpha_new (MAX (1, to_16_bits (color->alpha))),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      all[i]->start_index = (guint) start;
      all[i]->end_index = (guint) end;
      pango_attr_list_insert (attributes, all[i]);
    }
}

/**
 * postil_snippet_to_plain:
 * @snippet: UTF-8 with hits between %POSTIL_ROW_HIT_START and %POSTIL_ROW_HIT_END
 * @color: what stands under a hit
 * @attributes: (out) (transfer full): bold text on that colour for every hit, in bytes of the returned text; empty without hits
 *
 * Takes the signs out; line breaks and tabs become blanks. A sign without its partner is dropped.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the text, UTF-8
 */
char *
postil_snippet_to_plain (const char *snippet, const GdkRGBA *color, PangoAttrList **attributes)
{
  GString *plain;
  gssize start = -1;

  g_return_val_if_fail (snippet != NULL && color != NULL && attributes != NULL, NULL);
  plain = g_string_sized_new (strlen (snippet));
  *attributes = pango_attr_list_new ();
  for (const char *at = snippet; *at != '\0';)
    {
      if (g_str_has_prefix (at, POSTIL_ROW_HIT_START))
        {
          start = (gssize) plain->len;
          at += strlen (POSTIL_ROW_HIT_START);
        }
      else if (g_str_has_prefix (at, POSTIL_ROW_HIT_END))
        {
          if (start >= 0)
            add_hit (*attributes, color, (gsize) start, plain->len);
          start = -1;
          at += strlen (POSTIL_ROW_HIT_END);
        }
      else
        {
          g_string_append_c (plain, *at == '\n' || *at == '\t' ? ' ' : *at);
          at++;
        }
    }
  return g_string_free (plain, FALSE);
}
