/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzz target offers: one function that takes any bytes. */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);
