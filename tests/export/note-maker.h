/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles, documents and notes for the tests of the room export: fixed ids, fixed times. */
#pragma once

#include "postil-markdown-export.h"

#define NOTE_MAKER_KEY "0123456789abcdef0123456789abcdef"
#define NOTE_MAKER_TIME G_GINT64_CONSTANT (1795132800000000) /* 2026-11-20 00:00 UTC */

extern const char *const note_maker_colors[POSTIL_NOTE_N_COLORS + 1];

PostilArticle *note_maker_article (const char *title, const char *url);
PostilNote *note_maker_note (guint number, const char *comment, const char *tags);
PostilNote *note_maker_quote (guint number, const char *quote, const char *comment);
PostilNote *note_maker_passage (guint number, PostilDocument *document, const char *passage, const char *comment);
GPtrArray *note_maker_list (PostilNote *note);
char *note_maker_export (PostilArticle *article, PostilDocument *document, GPtrArray *notes);
