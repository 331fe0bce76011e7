/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine with the lexicon that the build made, for the tests of this room. */
#pragma once

#include "postil-extractor.h"

PostilExtractor *engine_fixture_new (void);
GBytes *engine_fixture_lexicon (void);
char *engine_fixture_slice (const char *text, guint start, guint end);
