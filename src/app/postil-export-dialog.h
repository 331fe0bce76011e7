/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Export of an article's notes: the file as it will be, the folder, and only then the deed. */
#pragma once

#include "postil-library-export.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_EXPORT_DIALOG (postil_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PostilExportDialog, postil_export_dialog, POSTIL, EXPORT_DIALOG, AdwWindow)

/* Signals: exported (string message) after the files are written. article_id 0: all annotated articles. */
PostilExportDialog *postil_export_dialog_new (GtkWindow *parent, PostilLibrary *library, GSettings *settings, gint64 article_id);

G_END_DECLS
