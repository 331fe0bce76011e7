/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds on their way: fetched, read, stored and indexed side by side, with their progress. Thread: the library's. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What became of the feeds of one call. */
typedef struct
{
  guint n_feeds;
  guint n_unchanged;   /* feeds that had nothing new */
  guint n_failed;      /* feeds */
  guint n_postponed;   /* feeds that asked to be left alone */
  guint n_new;         /* articles */
  guint n_updated;     /* articles */
  guint64 n_bytes;     /* decoded */
  GPtrArray *problems; /* (element-type utf8) one sentence a feed, naming it and the cause */
} PostilRefreshReport;

void postil_refresh_report_free (PostilRefreshReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRefreshReport, postil_refresh_report_free)

#define POSTIL_TYPE_REFRESH (postil_refresh_get_type ())
G_DECLARE_FINAL_TYPE (PostilRefresh, postil_refresh, POSTIL, REFRESH, GObject)

/* Properties, all of them notify: running (boolean), n-feeds, n-done, n-failed (uint; of all that began since it was idle last),
 * n-new (uint; articles), n-bytes (uint64), n-indexing (uint; 0 when every listed article can be found by its words). */
void postil_refresh_stop (PostilRefresh *self);

G_END_DECLS
