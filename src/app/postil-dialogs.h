/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogs whose classes changed in libadwaita 1.5 and GTK 4.10; two implementations, chosen by the build. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Plain data of the About dialog, filled from one place. */
typedef struct
{
  const char *name;
  const char *icon;
  const char *version;
  const char *comments;
  const char *const *developers;
  const char *debug_info;
} PostilAboutFacts;

void postil_dialogs_present_about (GtkWindow *parent, const PostilAboutFacts *facts);

/* pages: (element-type AdwPreferencesPage), taken over. */
void postil_dialogs_present_preferences (GtkWindow *parent, GPtrArray *pages);

/* The result is a GListModel of GFile; cancelled by the person: NULL without an error. */
void postil_dialogs_open_files_async (GtkWindow *parent, const char *title, GAsyncReadyCallback callback, gpointer user_data);
GListModel *postil_dialogs_open_files_finish (GAsyncResult *result, GError **error);
void postil_dialogs_choose_folder_async (GtkWindow *parent, const char *title, GAsyncReadyCallback callback, gpointer user_data);
GFile *postil_dialogs_choose_folder_finish (GAsyncResult *result, GError **error);

G_END_DECLS
