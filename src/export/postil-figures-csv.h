/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger of figures as a table for spreadsheets (RFC 4180). Pure. */
#pragma once

#include "postil-markdown-export.h"

G_BEGIN_DECLS

const char *postil_figures_csv_get_header (void);
void postil_figures_csv_append (GString *out, const PostilMarkdownInput *input);

G_END_DECLS
