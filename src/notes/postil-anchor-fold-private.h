/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as it is compared: folded code points, each with the place in the original it came from. */
#pragma once

#ifndef POSTIL_NOTES_COMPILATION
#error "postil-anchor-fold-private.h belongs to src/notes"
#endif

#include <glib.h>

G_BEGIN_DECLS

/* Units of one original code point share its place; a unit made of several spans them all. */
typedef struct
{
  gunichar *chars;
  guint32 *starts; /* code point of the original where the unit begins */
  guint32 *ends;   /* code point of the original after the unit */
  gsize n;
} PostilFolded;

void postil_folded_init (PostilFolded *self, const char *text);
void postil_folded_clear (PostilFolded *self);
void postil_folded_trim (PostilFolded *self);

G_END_DECLS
