/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on a new library in a folder of its own, and hands to work it with. */
#pragma once

#include "postil-library-notes.h"
#include "postil-window.h"
#include "window-wait.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  char *directory;
  AdwApplication *application;
  PostilLibrary *library;
  GSettings *settings;
  PostilWindow *window;
} WindowFixture;

void window_fixture_set_up (WindowFixture *fixture, gconstpointer data);
void window_fixture_tear_down (WindowFixture *fixture, gconstpointer data);
void window_fixture_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *window_fixture_wait_for (GAsyncResult **result);
void window_fixture_settle (WindowFixture *fixture);
void window_fixture_take_picture (WindowFixture *fixture, const char *name);
gboolean window_fixture_has_taken_in (WindowFixture *fixture, guint n_articles);
void window_fixture_import_samples (WindowFixture *fixture);
GtkWidget *window_fixture_find_widget (GtkWidget *widget, GType type);
GPtrArray *window_fixture_list_notes (WindowFixture *fixture);
void window_fixture_act (WindowFixture *fixture, const char *action);
gboolean window_fixture_is_enabled (WindowFixture *fixture, const char *name);
int window_fixture_main (int argc, char **argv, void (*add_tests) (void));

G_END_DECLS
