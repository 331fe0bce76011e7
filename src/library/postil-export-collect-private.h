/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports that come to one file: annotations, figures, references. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-export-collect-private.h belongs to the room library"
#endif

#include "postil-export-gather-private.h"
#include "postil-library-export.h"

G_BEGIN_DECLS

typedef struct _PostilExportCollector PostilExportCollector;

PostilExportCollector *postil_export_collector_new (PostilExportFormat format);
void postil_export_collector_free (PostilExportCollector *self);
void postil_export_collector_add (PostilExportCollector *self, const PostilExportSource *source);
char *postil_export_collector_finish (PostilExportCollector *self);
const char *postil_export_format_get_file_name (PostilExportFormat format);

G_END_DECLS
