/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the names of a text in two passes: the second knows what the first decided elsewhere in the document. */
#include "config.h"

#include "postil-names-private.h"

static void
clear_named (gpointer data)
{
  g_free (((PostilNamed *) data)->name);
}

/* In other languages, and of names in ideographs, the lexicon says what is a name; of a word that is an ordinary one too it does not. */
static void
read_lexicon (const PostilNameJob *job, gboolean han_only, GArray *names)
{
  static const struct
  {
    guint8 class, type;
  } rows[] = { { 0, POSTIL_NAME_ORG }, { 1, POSTIL_NAME_LOC }, { 2, POSTIL_NAME_PRODUCT }, { 3, POSTIL_NAME_MISC } };
  const guint n_tokens = job->tokens->n_tokens;

  for (guint i = 0; i < n_tokens; i++)
    {
      const PostilToken *token = &job->tokens->tokens[i];
      guint end = i + 1, row = 0, place = 0;

      if (token->kind != POSTIL_TOKEN_HAN && (han_only || token->kind != POSTIL_TOKEN_WORD))
        continue;
      for (row = 0; row < G_N_ELEMENTS (rows); row++)
        {
          const guint32 lexis = job->lexis[i] >> (rows[row].class * POSTIL_LEXIS_BITS) & POSTIL_LEXIS_MASK;

          place = lexis & POSTIL_LEXIS_PLACE;
          if ((place == POSTIL_LEXIS_WHOLE || place == POSTIL_LEXIS_FIRST) && (lexis & POSTIL_LEXIS_COMMON) == 0)
            break;
        }
      if (row == G_N_ELEMENTS (rows)
          || (token->kind == POSTIL_TOKEN_WORD && !postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL)))
        continue;
      while (place == POSTIL_LEXIS_FIRST && end < n_tokens
             && (job->lexis[end - 1] >> (rows[row].class * POSTIL_LEXIS_BITS) & POSTIL_LEXIS_PLACE) != POSTIL_LEXIS_LAST)
        end++;
      {
        const PostilName name = { .begin = i, .end = end, .type = rows[row].type, .margin = 900, .known = TRUE };

        g_array_append_val (names, name);
      }
      i = end - 1;
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PostilName *x = a, *y = b;

  return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/**
 * postil_name_job_read:
 * @job: a filled job
 * @language: the text's language; for another than English only the lexicon's names are found, for an unknown one none
 * @names: (element-type PostilName) (inout): names are appended, in the order of the text
 *
 * Reads the text twice: the second time with what the first decided elsewhere in the document.
 */
void
postil_name_job_read (PostilNameJob *job, PostilLanguage language, GArray *names)
{
  g_autofree PostilNameScore *scores = g_new (PostilNameScore, job->n_units + 1);
  guint n;

  if (language != POSTIL_LANGUAGE_EN)
    {
      if (language != POSTIL_LANGUAGE_OTHER)
        read_lexicon (job, FALSE, names);
      return;
    }
  job->labels = g_new0 (guint8, job->n_units + 1);
  postil_name_decode (job, scores, names);
  job->recall = postil_name_recall_new (job, names);
  g_array_set_size (names, 0);
  postil_name_decode (job, scores, names);
  for (guint i = 0; i < names->len; i++)
    {
      PostilName *name = &g_array_index (names, PostilName, i);

      name->margin = (int) postil_name_model_degree (job->model, name->margin / 1000.0);
    }
  postil_name_settle (job, names);
  n = names->len;
  read_lexicon (job, TRUE, names);
  if (names->len > n)
    g_array_sort (names, compare_names);
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
  PostilNameJob job = { .tokens = tokens, .lexicon = lexicon, .model = postil_lexicon_model (lexicon), .sentences = sentences };

  self->names = g_array_new (FALSE, FALSE, sizeof (PostilName));
  self->entities = g_array_new (FALSE, FALSE, sizeof (PostilNamed));
  g_array_set_clear_func (self->entities, clear_named);
  postil_name_job_fill (&job);
  postil_name_job_read (&job, language, self->names);
  postil_names_join (self, &job);
  self->numbered = g_steal_pointer (&job.numbered);
  postil_name_job_clear (&job);
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
