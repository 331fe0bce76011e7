/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quote made ready to be looked for with errors. */
#pragma once

#ifndef POSTIL_NOTES_COMPILATION
#error "postil-anchor-pattern-private.h belongs to src/notes"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PostilPattern PostilPattern;

/* A place where the pattern ends with few errors. */
typedef struct
{
  gsize end;      /* index after the last code point */
  gsize distance; /* insertions, deletions and replacements */
} PostilPatternHit;

PostilPattern *postil_pattern_new (const gunichar *chars, gsize n, gboolean backwards);
void postil_pattern_free (PostilPattern *self);
gsize postil_pattern_get_cost (const PostilPattern *self, gsize n);
void postil_pattern_search (PostilPattern *self, const gunichar *chars, gsize n, gsize max_distance, GArray *hits);
gsize postil_pattern_measure (PostilPattern *self, const gunichar *chars, gsize n, gboolean backwards);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilPattern, postil_pattern_free)

G_END_DECLS
