/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the names of a text in two passes: the second knows what the first decided elsewhere in the document. */
#include "config.h"

#include "postil-names-private.h"

static void
clear_named (gpointer data)
{
  g_free (((PostilNamed *) data)->name);
}

static gboolean
is_analysed (PostilLanguage language)
{
  return language != POSTIL_LANGUAGE_OTHER;
}

/* "S&P 500", "737 Max": the number is no figure even where the name is not marked. */
static void
find_numbered (PostilNames *self, const PostilTokens *tokens, const PostilLexicon *lexicon)
{
  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      const PostilToken *token = &tokens->tokens[i];
      const PostilLexiconQuery query
          = { .end = MIN (i + 8, tokens->n_tokens),
              .classes = POSTIL_LEXICON_BIT (ORG) | POSTIL_LEXICON_BIT (PRODUCT) | POSTIL_LEXICON_BIT (MISC) };
      PostilLexiconMatch match;
      gboolean number = FALSE, letters = FALSE;

      if (token->kind == POSTIL_TOKEN_MARK
          || (token->kind == POSTIL_TOKEN_WORD && !postil_token_has (token, POSTIL_TOKEN_CAPITAL))
          || !postil_lexicon_match (lexicon, tokens, i, &query, &match))
        continue;
      for (guint j = i; j < i + match.n_tokens; j++)
        {
          number |= tokens->tokens[j].kind == POSTIL_TOKEN_NUMBER;
          letters |= postil_token_has (&tokens->tokens[j], POSTIL_TOKEN_CAPITAL);
        }
      for (guint j = i; number && letters && j < i + match.n_tokens; j++)
        self->numbered[j] = TRUE;
    }
}

/**
 * postil_names_new:
 * @tokens: annotated tokens
 * @lexicon: the lexicon
 * @sentences: (element-type PostilSentence): the sentences of @tokens
 * @language: the text's language; for another than English only the lexicon's names are found, for an unknown one none
 *
 * Finds the names of a text and joins those of one entity. Linear. Any thread.
 *
 * Returns: (transfer full): the names.
 */
PostilNames *
postil_names_new (PostilTokens *tokens, const PostilLexicon *lexicon, GArray *sentences, PostilLanguage language)
{
  PostilNames *self = g_new0 (PostilNames, 1);
  PostilNameJob job
      = { .tokens = tokens, .lexicon = lexicon, .sentences = sentences, .weights = postil_lexicon_weights (lexicon) };

  self->names = g_array_new (FALSE, FALSE, sizeof (PostilName));
  self->entities = g_array_new (FALSE, FALSE, sizeof (PostilNamed));
  g_array_set_clear_func (self->entities, clear_named);
  self->numbered = g_new0 (guint8, tokens->n_tokens + 1);
  find_numbered (self, tokens, lexicon);
  if (!is_analysed (language))
    return self;
  job.lexicon_only = language != POSTIL_LANGUAGE_EN;
  job.traits = g_new0 (guint32, tokens->n_tokens + 1);
  job.memory = postil_name_memory_new ();
  postil_name_traits_fill (&job);
  postil_name_memory_count_words (job.memory, &job);
  postil_name_zones_read (&job, self->names);
  for (guint i = 0; i < self->names->len; i++)
    postil_name_memory_learn (job.memory, &job, &g_array_index (self->names, PostilName, i));
  g_array_set_size (self->names, 0);
  job.second_pass = TRUE;
  postil_name_zones_read (&job, self->names);
  postil_names_join (self, &job);
  postil_name_memory_free (job.memory);
  g_free (job.traits);
  return self;
}

void
postil_names_free (PostilNames *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->names);
  g_array_unref (self->entities);
  g_free (self->numbered);
  g_free (self);
}

/**
 * postil_names_covering:
 * @self: names
 * @token: index of a token
 *
 * Returns: (nullable): the name that holds the token; owned by @self.
 */
const PostilName *
postil_names_covering (const PostilNames *self, guint token)
{
  guint low = 0, high = self->names->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const PostilName *name = &g_array_index (self->names, PostilName, middle);

      if (token < name->begin)
        high = middle;
      else if (token >= name->end)
        low = middle + 1;
      else
        return name;
    }
  return NULL;
}
