/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a server and what it answered. */
#pragma once

#include "postil-fetch-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTIL_FETCH_MAX_REDIRECTS 10
#define POSTIL_FETCH_IDLE_TIMEOUT 30   /* seconds without a byte */
#define POSTIL_FETCH_TOTAL_TIMEOUT 120 /* seconds */
#define POSTIL_FETCH_MAX_VALIDATOR 256 /* bytes of an ETag: a longer one is a mark to know the reader by */

/* A request; every string may be NULL but url. */
typedef struct
{
  const char *url;
  gboolean typed; /* the reader named this very host, so it may be one of this machine or network */
  const char *etag;
  const char *last_modified;
  const char *authorization; /* the whole value of the header; sent over https to the host of url, nowhere else */
  gsize max_bytes;           /* decoded */
} PostilFetchRequest;

/* An answer, whatever its status; strings are (nullable) but url. */
typedef struct
{
  guint status;
  char *url;   /* where the answer came from, after redirects */
  char *moved; /* where the address moved for good, when it did */
  char *content_type;
  char *etag;
  char *last_modified;
  GBytes *bytes;       /* (nullable) decoded; with a status of 200 to 299 */
  gint64 max_age;      /* seconds it may be kept without asking, 0: not said */
  gint64 retry_after;  /* seconds to leave the server alone, 0: not said */
  gboolean is_private; /* it came from an address of this machine or network */
} PostilFetched;

void postil_fetched_free (PostilFetched *fetched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFetched, postil_fetched_free)

gboolean postil_fetched_check (const PostilFetched *fetched, GError **error);

G_END_DECLS
