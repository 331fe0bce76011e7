/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the compiled lexicon is that the worker uses, for those who run the engine themselves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *postil_worker_find_lexicon (void);

G_END_DECLS
