/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: it joins the panes to one library and carries out what the reader wants. */
#pragma once

#include "postil-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_WINDOW (postil_window_get_type ())
G_DECLARE_FINAL_TYPE (PostilWindow, postil_window, POSTIL, WINDOW, AdwApplicationWindow)

PostilWindow *postil_window_new (GtkApplication *application, PostilLibrary *library, GSettings *settings);
void postil_window_present_filled (PostilWindow *self);
void postil_window_import (PostilWindow *self, GListModel *files, gboolean samples);
void postil_window_show_message (PostilWindow *self, const char *message);

G_END_DECLS
