/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the standard input as they come, without stopping the main loop for the next one. */
#pragma once

#ifndef POSTIL_CLI_COMPILATION
#error "postil-line-reader-private.h belongs to the room cli"
#endif

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define POSTIL_LINE_MAX (64 * 1024 * 1024) /* bytes */

typedef struct _PostilLineReader PostilLineReader;

PostilLineReader *postil_line_reader_new (int fd);
void postil_line_reader_free (PostilLineReader *self);
/* (transfer full) (nullable): the next whole line; NULL when there is none yet, or none any more. Empty lines are left out. */
char *postil_line_reader_try_next (PostilLineReader *self);
gboolean postil_line_reader_at_end (PostilLineReader *self);
/* Lets the main loop wake up when more can be read. */
void postil_line_reader_arm (PostilLineReader *self);
guint postil_line_reader_get_number (PostilLineReader *self);

/* One line as a JSON object. What UTF-8 cannot hold (NUL, half a surrogate pair) becomes U+FFFD, one for one. */
JsonObject *postil_line_parse (JsonParser *parser, const char *line, GError **error);
/* (nullable): NULL when there is no such member or it is no string */
const char *postil_line_get_string (JsonObject *object, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLineReader, postil_line_reader_free)

G_END_DECLS
