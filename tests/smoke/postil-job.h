/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job, step by step as a reader does it: open an article, highlight, comment, tag, search, export. */
#pragma once

#include "postil-robot.h"

G_BEGIN_DECLS

gboolean postil_job_start (PostilRobot *robot, const char *const *argv, GError **error);
gboolean postil_job_quit (PostilRobot *robot, GError **error);
gboolean postil_job_open_article (PostilRobot *robot, const char *title, const char *words, GError **error);
gboolean postil_job_highlight (PostilRobot *robot, const char *words, const char *passage, const char *color_key, GError **error);
gboolean postil_job_comment (PostilRobot *robot, const char *comment, GError **error);
gboolean postil_job_tag (PostilRobot *robot, const char *tag, GError **error);
gboolean postil_job_finish_note (PostilRobot *robot, const char *comment, GError **error);
gboolean postil_job_show_card (PostilRobot *robot, const char *words, const char *mark, GError **error);
gboolean postil_job_search (PostilRobot *robot, const char *query, const char *expected, GError **error);
gboolean postil_job_open_export (PostilRobot *robot, GError **error);
gboolean postil_job_confirm_export (PostilRobot *robot, GError **error);
gboolean postil_job_press (PostilRobot *robot, const char *key, const char *expected, GError **error);

G_END_DECLS
