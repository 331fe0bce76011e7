/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short word drawn with the real mark of its kind: legend of the marks menu and of the preferences. */
#pragma once

#include "postil-mark.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_MARK_SAMPLE (postil_mark_sample_get_type ())
G_DECLARE_FINAL_TYPE (PostilMarkSample, postil_mark_sample, POSTIL, MARK_SAMPLE, GtkWidget)

GtkWidget *postil_mark_sample_new (PostilMarkKind kind);
const char *postil_mark_kind_get_label (PostilMarkKind kind);

G_END_DECLS
