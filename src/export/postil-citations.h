/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article as a reference for other people's bibliographies. Pure. */
#pragma once

#include "postil-markdown-export.h"

G_BEGIN_DECLS

char *postil_citation_make_key (const PostilMarkdownInput *input);
char *postil_citation_make_csl (const PostilMarkdownInput *input);
char *postil_citation_make_bibtex (const PostilMarkdownInput *input);

G_END_DECLS
