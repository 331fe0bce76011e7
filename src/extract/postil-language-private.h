/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guesses the language of a text from its commonest words and its script. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-vocabulary-private.h"

G_BEGIN_DECLS

PostilLanguage postil_language_guess (const PostilTokens *tokens);
PostilLanguage postil_language_from_tag (const char *tag);
const char *postil_language_to_tag (PostilLanguage language);

G_END_DECLS
