/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which article is analysed next: the one on screen, then the newest, then those an older engine analysed. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-analysis-queue-private.h belongs to the room library"
#endif

#include "postil-library-private.h"

G_BEGIN_DECLS

PostilAnalysisQueue *postil_analysis_queue_new (PostilLibrary *library);
void postil_analysis_queue_free (PostilAnalysisQueue *self);
void postil_analysis_queue_wake (PostilAnalysisQueue *self);
void postil_analysis_queue_add_waiting (PostilAnalysisQueue *self, guint n_articles);
void postil_analysis_queue_hurry (PostilAnalysisQueue *self, gint64 article_id);
void postil_analysis_queue_set_paused (PostilAnalysisQueue *self, gboolean paused);
guint postil_analysis_queue_get_n_waiting (PostilAnalysisQueue *self);
guint postil_analysis_queue_get_n_done (PostilAnalysisQueue *self);

G_END_DECLS
