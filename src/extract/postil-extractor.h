/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: text in, sorted mentions and figures out. Pure, deterministic, linear; lexicons are passed in. */
#pragma once

#include "postil-analysis.h"
#include "postil-document.h"

G_BEGIN_DECLS

/* Raised whenever the same text may give another answer; stored beside every analysis. */
#define POSTIL_EXTRACTOR_VERSION 2

typedef struct _PostilExtractor PostilExtractor;

PostilExtractor *postil_extractor_new (GBytes *lexicon, GError **error);
void postil_extractor_free (PostilExtractor *self);
PostilAnalysis *postil_extractor_analyse_text (PostilExtractor *self, const char *text, gsize length, PostilDay reference_day);
PostilAnalysis *postil_extractor_analyse_document (PostilExtractor *self, PostilDocument *document, PostilDay reference_day);
char *postil_extractor_explain (PostilExtractor *self, const char *text, gsize length, PostilDay reference_day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExtractor, postil_extractor_free)

G_END_DECLS
