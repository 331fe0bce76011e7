/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the interface says of marks, numbers and dates, in the reader's language. */
#pragma once

#include "postil-article.h"
#include "postil-mark.h"

G_BEGIN_DECLS

const char *postil_words_kind (PostilMarkKind kind);
const char *postil_words_kind_plural (PostilMarkKind kind);
const char *postil_words_entity_type (PostilEntityType type);
const char *postil_words_figure_kind (PostilFigureKind kind);
char *postil_words_number (double value);
char *postil_words_figure_value (const PostilFigure *figure);
char *postil_words_figure_change (const PostilFigure *figure);
char *postil_words_interval (const char *iso);
char *postil_words_day_short (gint64 time, gint64 now);
char *postil_words_day_long (gint64 time);
char *postil_words_clock (gint64 time);
char *postil_words_reading_time (guint words);
char *postil_words_mention (const PostilEntity *entity, gboolean unsure);
char *postil_words_figure (const PostilFigure *figure, const char *as_written);
char *postil_words_note (guint color, const char *meaning, gboolean has_comment, guint n_tags);

G_END_DECLS
