/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzz target offers: one function for libFuzzer, and inputs to begin with for the driver that needs no libFuzzer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* (element-type GBytes) (transfer full): inputs worth changing */
GPtrArray *fuzz_target_seeds (void);
extern const char fuzz_target_name[];
/* How many inputs the short run tries. */
extern const guint fuzz_target_runs;

G_END_DECLS
