/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search that the reader keeps under a name. Plain data; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 id;      /* 0: not stored yet */
  char *name;     /* 1 to 200 characters */
  char *query;    /* in the search language */
  int position;   /* they are listed by it; 0 when stored: the last one */
  gint64 created; /* µs */
} PostilSavedSearch;

PostilSavedSearch *postil_saved_search_new (const char *name, const char *query);
void postil_saved_search_free (PostilSavedSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSavedSearch, postil_saved_search_free)

G_END_DECLS
