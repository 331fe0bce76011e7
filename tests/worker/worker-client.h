/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor's calls as blocking ones, for the tests of this folder. */
#pragma once

#include "postil-worker.h"

G_BEGIN_DECLS

/* The name of an error's domain does not matter to most tests: each helper returns NULL and sets the error. */
PostilIngested *worker_client_ingest (PostilWorker *worker, const void *bytes, gssize length, const char *name, GError **error);
PostilAnalysis *worker_client_analyse (PostilWorker *worker, PostilDocument *document, GError **error);
GVariant *worker_client_self_test (PostilWorker *worker, GError **error);
char *worker_client_find_rogue (void);

G_END_DECLS
