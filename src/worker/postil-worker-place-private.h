/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the worker program and its lexicon are. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-worker-place-private.h belongs to the room worker"
#endif

#include <glib.h>

G_BEGIN_DECLS

char *postil_worker_place_find_program (void);
char *postil_worker_place_find_lexicon (const char *program);

G_END_DECLS
