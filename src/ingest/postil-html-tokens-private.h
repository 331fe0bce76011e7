/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tags and texts of a fragment of HTML, one after the other, read where they stand. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-html-tokens-private.h belongs to the room ingest"
#endif

#include "postil-html-tree-private.h"

G_BEGIN_DECLS

#define POSTIL_HTML_MAX_QUICK_ATTRIBUTES 32

typedef enum
{
  POSTIL_HTML_TOKEN_START,
  POSTIL_HTML_TOKEN_END,
  POSTIL_HTML_TOKEN_TEXT,
  POSTIL_HTML_TOKEN_DONE,   /* there is no more */
  POSTIL_HTML_TOKEN_UNKNOWN /* what a full parser must read */
} PostilHtmlTokenKind;

typedef struct
{
  char *at; /* in a copy of the fragment that is written over, NUL-terminated */
  char *end;
  gboolean at_tag; /* `at` is where a '<' was that ended a text */

  /* The present token; strings lie in the copy. */
  char *text;
  const char *name; /* of a tag, in any case, not NUL-terminated */
  gsize name_length;
  PostilHtmlAttribute attributes[POSTIL_HTML_MAX_QUICK_ATTRIBUTES];
  guint n_attributes;
  gboolean closes_itself; /* ends in "/>" */
} PostilHtmlTokens;

PostilHtmlTokenKind postil_html_tokens_next (PostilHtmlTokens *self);
gboolean postil_html_tokens_skip_raw_text (PostilHtmlTokens *self);

G_END_DECLS
