/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random 128-bit identities, written as 32 lower-case hexadecimal digits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 bytes[16];
} PostilId;

/* Room for the text form and its NUL. */
#define POSTIL_ID_STRING_SIZE 33

gboolean postil_id_new_random (PostilId *id, GError **error);
void postil_id_to_string (const PostilId *id, char string[POSTIL_ID_STRING_SIZE]);
gboolean postil_id_from_string (const char *string, PostilId *id);
gboolean postil_id_equal (const PostilId *a, const PostilId *b);
gboolean postil_id_is_null (const PostilId *id);

G_END_DECLS
