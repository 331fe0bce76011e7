/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of one text and the entities they stand for. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-name-job-private.h"

G_BEGIN_DECLS

#define POSTIL_NAME_NO_ENTITY G_MAXUINT

typedef struct
{
  PostilNameType type;
  char *name;
  guint begin; /* tokens of the fullest mention */
  guint end;
} PostilNamed;

typedef struct
{
  GArray *names;    /* PostilName, sorted; those of type MISC have no entity */
  GArray *entities; /* PostilNamed */
  guint8 *numbered; /* per token: part of a name of the lexicon that holds a number, whether marked or not */
} PostilNames;

PostilNames *postil_names_new (PostilTokens *tokens, const PostilLexicon *lexicon, GArray *sentences, PostilLanguage language);
void postil_names_free (PostilNames *self);
const PostilName *postil_names_covering (const PostilNames *self, guint token);

void postil_names_join (PostilNames *self, const PostilNameJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilNames, postil_names_free)

G_END_DECLS
