/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text for a terminal: whatever an article says, it cannot move the cursor, change a title or turn the writing around. */
#pragma once

#ifndef POSTIL_CLI_COMPILATION
#error "postil-text-output-private.h belongs to the room cli"
#endif

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* C0, DEL, C1 and the characters that direct the writing. */
gboolean postil_text_is_control (gunichar c);
/* Appends text without controls; line feeds and tabs stay, or become blanks in a line. */
void postil_text_append_lines (GString *out, const char *text);
void postil_text_append_line (GString *out, const char *text);
/* Writes and flushes; FALSE when nobody reads any more or the disk is full. */
gboolean postil_text_write (FILE *file, const char *text, gsize length);
void postil_text_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
