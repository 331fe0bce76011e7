/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps between byte, code-point and UTF-16 offsets of one valid UTF-8 text, in constant time per question. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PostilUtf8Offsets PostilUtf8Offsets;

PostilUtf8Offsets *postil_utf8_offsets_new (const char *text, gsize length);
void postil_utf8_offsets_free (PostilUtf8Offsets *self);
gsize postil_utf8_offsets_get_length (const PostilUtf8Offsets *self);
gsize postil_utf8_offsets_get_utf16_length (const PostilUtf8Offsets *self);
gsize postil_utf8_offsets_to_byte (const PostilUtf8Offsets *self, gsize code_point);
gsize postil_utf8_offsets_from_byte (const PostilUtf8Offsets *self, gsize byte);
gsize postil_utf8_offsets_to_utf16 (const PostilUtf8Offsets *self, gsize code_point);
gsize postil_utf8_offsets_from_utf16 (const PostilUtf8Offsets *self, gsize utf16);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilUtf8Offsets, postil_utf8_offsets_free)

G_END_DECLS
