/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of anything that was read, whatever the bytes were. */
#pragma once

#include "postil-document.h"

void fuzz_check_text (const char *text);
void fuzz_check_link (const char *link);
void fuzz_check_document (PostilDocument *document, gsize input_length);
