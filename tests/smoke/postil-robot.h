/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives a program on an X display the way a person does: keys and pointer through XTest, eyes through the accessibility
 * bus, pictures of the whole screen. Shared by the smoke test and the tour. Main thread only. */
#pragma once

#include <atspi/atspi.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PostilRobot PostilRobot;

/* libatspi leaves these to its users. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiText, g_object_unref)

PostilRobot *postil_robot_new (GError **error);
void postil_robot_free (PostilRobot *self);

gboolean postil_robot_start (PostilRobot *self, const char *const *argv, int width, int height, GError **error);
gboolean postil_robot_wait_for_exit (PostilRobot *self, guint seconds, GError **error);
void postil_robot_kill (PostilRobot *self);
gboolean postil_robot_is_running (PostilRobot *self);
gboolean postil_robot_resize (PostilRobot *self, int width, int height);

void postil_robot_wait (PostilRobot *self, guint milliseconds);
void postil_robot_settle (PostilRobot *self);

AtspiAccessible *postil_robot_find (PostilRobot *self, AtspiRole role, const char *name, guint seconds);
AtspiAccessible *postil_robot_find_text (PostilRobot *self, const char *part, guint seconds);
gboolean postil_robot_wait_for_entry (PostilRobot *self, guint seconds);
char *postil_robot_get_text (AtspiAccessible *accessible);
char *postil_robot_describe (PostilRobot *self);

gboolean postil_robot_key (PostilRobot *self, const char *combination);
gboolean postil_robot_type (PostilRobot *self, const char *text);
void postil_robot_point (PostilRobot *self, int x, int y);
void postil_robot_click (PostilRobot *self, int x, int y);
void postil_robot_scroll (PostilRobot *self, int x, int y, int turns);
gboolean postil_robot_click_on (PostilRobot *self, AtspiAccessible *accessible);
gboolean postil_robot_click_on_text (PostilRobot *self, AtspiAccessible *accessible, const char *part);
gboolean postil_robot_select_text (PostilRobot *self, AtspiAccessible *accessible, const char *part);

gboolean postil_robot_take_picture (PostilRobot *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRobot, postil_robot_free)

G_END_DECLS
