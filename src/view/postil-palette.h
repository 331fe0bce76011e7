/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours marks and highlights are drawn with, looked up by name in the style sheet in force. */
#pragma once

#include "postil-mark.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GdkRGBA text;
  GdkRGBA secondary;
  GdkRGBA line;  /* thin rules and frames */
  GdkRGBA shade; /* behind code and pictures that are not here */
  GdkRGBA accent;
  GdkRGBA link;
  GdkRGBA hit; /* search hits in lists */
  GdkRGBA marks[POSTIL_N_MARK_KINDS];
  GdkRGBA fills[6]; /* 1-5 */
  GdkRGBA inks[6];  /* 1-5 */
  gboolean high_contrast;
} PostilPalette;

void postil_palette_load (PostilPalette *palette, GtkWidget *widget);

G_END_DECLS
