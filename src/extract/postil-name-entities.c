/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the mentions of one entity: the same name, an alias of the lexicon, a surname after a full name, a short form of a company's
 * name, an abbreviation bound to its long form in brackets. */
#include "config.h"

#include "postil-names-private.h"

#include <string.h>

typedef struct
{
  PostilNames *names;
  const PostilNameJob *job;
  GHashTable *by_name;  /* type and folded name to entity + 1 */
  GHashTable *by_short; /* chained hash of a short form, with the type, to entity + 1 */
} Joiner;

/* The tokens' text, white space runs as one blank. */
static char *
dup_surface (const PostilTokens *tokens, guint begin, guint end)
{
  GString *name = g_string_new (NULL);

  for (guint i = begin; i < end; i++)
    {
      const PostilToken *token = &tokens->tokens[i];

      if (i > begin && !postil_token_is_glued (token) && !(token->kind == POSTIL_TOKEN_HAN))
        g_string_append_c (name, ' ');
      g_string_append_len (name, tokens->text + token->byte, token->byte_end - token->byte);
    }
  return g_string_free (name, FALSE);
}

static char *
dup_canonical (const Joiner *joiner, const PostilName *name)
{
  static const struct
  {
    guint8 type, class;
  } rows[] = {
    { POSTIL_NAME_ORG, POSTIL_LEXICON_ORG },
    { POSTIL_NAME_LOC, POSTIL_LEXICON_LOC },
    { POSTIL_NAME_PRODUCT, POSTIL_LEXICON_PRODUCT },
  };
  const PostilLexiconQuery query
      = { .end = name->end, .classes = POSTIL_LEXICON_BIT (ORG) | POSTIL_LEXICON_BIT (LOC) | POSTIL_LEXICON_BIT (PRODUCT) };
  PostilLexiconMatch match;

  if (!postil_lexicon_match (joiner->job->lexicon, joiner->job->tokens, name->begin, &query, &match)
      || match.n_tokens != name->end - name->begin)
    return NULL;
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      const guint8 class = rows[r].class;
      const char *canonical;
      gsize length;

      if (rows[r].type != name->type || (match.classes & (1u << class)) == 0 || (match.flags[class] & POSTIL_LEXICON_ALIAS) == 0)
        continue;
      canonical = postil_lexicon_canonical (joiner->job->lexicon, match.entry[class], &length);
      if (canonical != NULL && length > 0)
        return g_strndup (canonical, length);
    }
  return NULL;
}

static gpointer
short_key (guint32 key, PostilNameType type)
{
  return GUINT_TO_POINTER (postil_lexicon_chain (key, type) | 1);
}

static guint32
chain (const PostilTokens *tokens, guint begin, guint end)
{
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;

  for (guint i = begin; i < end; i++)
    key = postil_lexicon_chain (key, tokens->tokens[i].hash);
  return key;
}

static guint
entity_for_name (Joiner *joiner, const PostilName *name, char *surface)
{
  g_autofree char *folded = g_utf8_strdown (surface, -1);
  g_autofree char *key = g_strdup_printf ("%u%s", name->type, folded);
  gpointer known = g_hash_table_lookup (joiner->by_name, key);
  PostilNamed entity = { .type = name->type, .name = surface, .begin = name->begin, .end = name->end };

  if (known != NULL)
    {
      g_free (surface);
      return GPOINTER_TO_UINT (known) - 1;
    }
  g_array_append_val (joiner->names->entities, entity);
  g_hash_table_insert (joiner->by_name, g_steal_pointer (&key), GUINT_TO_POINTER (joiner->names->entities->len));
  return joiner->names->entities->len - 1;
}

static void
offer_short (Joiner *joiner, guint begin, guint end, guint entity)
{
  const PostilNamed *named = &g_array_index (joiner->names->entities, PostilNamed, entity);
  gpointer key = short_key (chain (joiner->job->tokens, begin, end), named->type);

  if (begin < end && g_hash_table_lookup (joiner->by_short, key) == NULL)
    g_hash_table_insert (joiner->by_short, key, GUINT_TO_POINTER (entity + 1));
}

/* "European Central Bank (ECB)": the abbreviation stands for the name before it. */
static void
offer_abbreviation (Joiner *joiner, const PostilName *name, guint entity)
{
  const PostilTokens *tokens = joiner->job->tokens;
  const PostilToken *token = postil_tokens_at (tokens, (gint64) name->end + 1);

  if (postil_token_is_mark (postil_tokens_at (tokens, name->end), '(') && token->kind == POSTIL_TOKEN_WORD
      && postil_token_has (token, POSTIL_TOKEN_ALL_CAPS)
      && postil_token_is_mark (postil_tokens_at (tokens, (gint64) name->end + 2), ')'))
    offer_short (joiner, name->end + 1, name->end + 2, entity);
}

/* Names of several words make entities first, so that a short form may stand before its long one. */
static void
join_long (Joiner *joiner, PostilName *name)
{
  const PostilNameJob *job = joiner->job;
  guint last = name->end;
  char *surface = dup_canonical (joiner, name);

  if (surface == NULL)
    surface = dup_surface (job->tokens, name->begin, name->end);
  name->entity = entity_for_name (joiner, name, surface);
  if (name->type == POSTIL_NAME_PER)
    {
      offer_short (joiner, name->end - 1, name->end, name->entity);
      offer_short (joiner, name->begin, name->begin + 1, name->entity);
      return;
    }
  if (name->type != POSTIL_NAME_ORG)
    return;
  offer_abbreviation (joiner, name, name->entity);
  while (last > name->begin + 1
         && (job->traits[last - 1] & POSTIL_TRAIT_ORG_SUFFIX || job->tokens->tokens[last - 1].kind == POSTIL_TOKEN_MARK))
    last--;
  if (last < name->end)
    offer_short (joiner, name->begin, last, name->entity);
  if ((job->traits[name->begin] & (POSTIL_TRAIT_ORG_HEAD | POSTIL_TRAIT_WORD | POSTIL_TRAIT_GIVEN)) == 0)
    offer_short (joiner, name->begin, name->begin + 1, name->entity);
}

static void
join_short (Joiner *joiner, PostilName *name)
{
  char *surface = dup_canonical (joiner, name);
  gpointer known;

  if (surface == NULL && !(name->known && name->type == POSTIL_NAME_LOC))
    {
      known = g_hash_table_lookup (joiner->by_short, short_key (chain (joiner->job->tokens, name->begin, name->end), name->type));
      if (known != NULL)
        {
          name->entity = GPOINTER_TO_UINT (known) - 1;
          return;
        }
    }
  if (surface == NULL)
    surface = dup_surface (joiner->job->tokens, name->begin, name->end);
  name->entity = entity_for_name (joiner, name, surface);
}

/**
 * postil_names_join:
 * @self: names without entities
 * @job: the job that found them
 *
 * Gives every name but those of type MISC its entity.
 */
void
postil_names_join (PostilNames *self, const PostilNameJob *job)
{
  Joiner joiner = { .names = self, .job = job };

  joiner.by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  joiner.by_short = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->names->len; i++)
    {
      PostilName *name = &g_array_index (self->names, PostilName, i);

      name->entity = POSTIL_NAME_NO_ENTITY;
      if (name->type != POSTIL_NAME_MISC && name->end - name->begin > 1)
        join_long (&joiner, name);
    }
  for (guint i = 0; i < self->names->len; i++)
    {
      PostilName *name = &g_array_index (self->names, PostilName, i);

      if (name->type != POSTIL_NAME_MISC && name->entity == POSTIL_NAME_NO_ENTITY)
        join_short (&joiner, name);
    }
  g_hash_table_unref (joiner.by_name);
  g_hash_table_unref (joiner.by_short);
}
