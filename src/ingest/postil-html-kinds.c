/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements of HTML by kind. Source: HTML, section 13.2.4.2, "special", "formatting" and "ordinary", and 13.2.6.4, "in body". */
#include "config.h"

#include "postil-html-kinds-private.h"

guint16 postil_html_kinds[GUMBO_TAG_LAST + 1];

static void
mark (const char *names, guint16 kind)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    postil_html_kinds[gumbo_tag_enum (list[i])] |= kind;
}

/* Fills the table once. Any thread. */
void
postil_html_kinds_fill (void)
{
  static gsize filled;

  if (!g_once_init_enter (&filled))
    return;
  mark ("area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr",
        POSTIL_HTML_KIND_VOID);
  mark ("address article aside blockquote center details dir div dl fieldset figcaption figure footer header hgroup hr main menu "
        "nav ol p pre section summary ul",
        POSTIL_HTML_KIND_BLOCK);
  mark ("a b big code em font i s small strike strong tt u", POSTIL_HTML_KIND_FORMATTING);
  mark ("iframe noembed noframes script style title", POSTIL_HTML_KIND_RAW);
  mark ("h1 h2 h3 h4 h5 h6", POSTIL_HTML_KIND_HEADING);
  mark ("body head html", POSTIL_HTML_KIND_FRAME);
  mark (
      "applet base basefont bgsound button form frame frameset image isindex listing marquee math nobr noscript object optgroup "
      "option plaintext rb rp rt rtc select svg template textarea xmp",
      POSTIL_HTML_KIND_ODD);
  mark ("dd dt li", POSTIL_HTML_KIND_ITEM);
  mark ("caption col colgroup tbody td tfoot th thead tr", POSTIL_HTML_KIND_PART);
  mark ("caption td th", POSTIL_HTML_KIND_CELL);
  mark ("table tbody tfoot thead tr", POSTIL_HTML_KIND_HOLDS_ROW);
  mark ("applet caption html marquee object table td template th", POSTIL_HTML_KIND_BORDER);
  postil_html_kinds[GUMBO_TAG_UNKNOWN] = 0;
  g_once_init_leave (&filled, 1);
}
