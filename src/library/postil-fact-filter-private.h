/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search over facts: words are looked for in what a row shows, conditions on figures are asked of the figure, all else of the
 * article it stands in. Database thread. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-fact-filter-private.h belongs to the room library"
#endif

#include "postil-figures-table.h"
#include "postil-filter.h"

G_BEGIN_DECLS

typedef struct _PostilFactFilter PostilFactFilter;

PostilFactFilter *postil_fact_filter_new (PostilDatabase *database, const char *query, GError **error);
void postil_fact_filter_free (PostilFactFilter *self);
void postil_fact_filter_narrow (PostilFactFilter *self, PostilFigureQuery *query);
gboolean postil_fact_filter_accepts_name (PostilFactFilter *self, const char *name, const char *type);
GHashTable *postil_fact_filter_get_articles (PostilFactFilter *self, PostilDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFactFilter, postil_fact_filter_free)

G_END_DECLS
