/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters a document may hold, and how text from outside is repaired until it holds no other. */
#pragma once

#ifndef POSTIL_DOC_COMPILATION
#error "postil-safe-text-private.h belongs to the room doc"
#endif

#include <glib.h>

G_BEGIN_DECLS

/* More combining marks in a row than any script writes only serve to draw over other lines. */
#define POSTIL_SAFE_TEXT_MAX_MARKS 32

typedef enum
{
  POSTIL_CHAR_PLAIN,   /* stays */
  POSTIL_CHAR_BLANK,   /* stays, but shows nothing (no-break spaces, format characters) */
  POSTIL_CHAR_MARK,    /* combines with the character before */
  POSTIL_CHAR_SPACE,   /* a blank, a tab, or a control that means one */
  POSTIL_CHAR_LINE,    /* ends a line */
  POSTIL_CHAR_DROPPED, /* control or bidi override: never in a document */
  POSTIL_CHAR_REPLACED /* NUL, object character, no character: U+FFFD instead */
} PostilCharClass;

gunichar postil_safe_text_decode (const char **cursor, const char *end);
PostilCharClass postil_safe_text_classify (gunichar c);
gboolean postil_safe_text_passes_mark (gunichar c, PostilCharClass char_class, guint *n_marks);
char *postil_safe_text_make_line (const char *text, gsize max_length);
char *postil_safe_text_make_url (const char *url, gboolean mail_too);
char *postil_safe_text_make_language (const char *language);
gboolean postil_safe_text_is_line (const char *text, gsize length);
gboolean postil_safe_text_is_url (const char *url, gsize length, gboolean mail_too);
gboolean postil_safe_text_is_language (const char *language, gsize length);

G_END_DECLS
