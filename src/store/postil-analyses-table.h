/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the machine found in each article, as one blob and as rows that can be asked. Database thread only. */
#pragma once

#include "postil-analysis.h"
#include "postil-document.h"
#include "postil-store.h"

G_BEGIN_DECLS

/* document: the text that was analysed; POSTIL_STORE_ERROR_CONSTRAINT when the article has another text by now. */
gboolean postil_analyses_put (PostilDatabase *database, gint64 article_id, PostilDocument *document, PostilAnalysis *analysis,
                              GError **error);
gboolean postil_analyses_fail (PostilDatabase *database, gint64 article_id, const char *reason, GError **error);
gboolean postil_analyses_retry (PostilDatabase *database, gint64 article_id, GError **error);
/* (nullable): NULL without an error when there is none of the present text */
PostilAnalysis *postil_analyses_load (PostilDatabase *database, gint64 article_id, GError **error);
char *postil_analyses_load_failure (PostilDatabase *database, gint64 article_id, GError **error);

G_END_DECLS
