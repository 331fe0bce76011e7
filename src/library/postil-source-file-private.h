/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a file the reader chose, after looking at what kind of file it is. Blocks: for a thread of its own. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-source-file-private.h belongs to the room library"
#endif

#include <gio/gio.h>

G_BEGIN_DECLS

/* Nothing larger is any format we read; looked at before the first byte is. */
#define POSTIL_SOURCE_FILE_MAX (64 * 1000 * 1000) /* bytes */

GBytes *postil_source_file_read (GFile *file, const char *label, GCancellable *cancellable, GError **error);

G_END_DECLS
