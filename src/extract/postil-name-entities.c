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
  GHashTable *by_short; /* chained hash of a short form, with the type, to entity + 1: the first that offers it */
  GHashTable *by_last;  /* the same, the last that offers it before a mention */
  gboolean reading;     /* in the order of the text */
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

/* What two mentions of one entity have in common whatever else they say: a company without its legal form, a person's first and
 * last name. */
static char *
key_of (const Joiner *joiner, const PostilName *name)
{
  const PostilTokens *tokens = joiner->job->tokens;
  GString *key = g_string_new (NULL);
  guint end = name->end;

  g_string_append_printf (key, "%u", name->type);
  while (name->type == POSTIL_NAME_ORG && end > name->begin + 1
         && (joiner->job->traits[end - 1] & POSTIL_TRAIT_LEGAL_FORM
             || (tokens->tokens[end - 1].kind == POSTIL_TOKEN_MARK && tokens->tokens[end - 1].c != '!'
                 && tokens->tokens[end - 1].c != '+' && !postil_token_has (&tokens->tokens[end - 1], POSTIL_TOKEN_POSSESSIVE))))
    end--;
  for (guint i = name->begin; i < end; i++)
    {
      const PostilToken *token = &tokens->tokens[i];
      g_autofree char *word = NULL;

      if (name->type == POSTIL_NAME_PER && i > name->begin && i + 1 < end
          && (token->kind == POSTIL_TOKEN_MARK
              || (token->end - token->start == 1 && postil_token_has (token, POSTIL_TOKEN_CAPITAL))))
        continue;
      word = g_utf8_strdown (tokens->text + token->byte, token->byte_end - token->byte);
      g_string_append_c (key, ' ');
      g_string_append (key, word);
    }
  return g_string_free (key, FALSE);
}

static guint
add_entity (Joiner *joiner, const PostilName *name, char *surface)
{
  const PostilNamed entity = { .type = name->type, .name = surface, .begin = name->begin, .end = name->end };

  g_array_append_val (joiner->names->entities, entity);
  return joiner->names->entities->len;
}

/* The entity that the lexicon or the text calls by this name, made when there is none. */
static guint
entity_for_name (Joiner *joiner, const PostilName *name)
{
  char *canonical = dup_canonical (joiner, name);
  g_autofree char *own = key_of (joiner, name), *folded = canonical != NULL ? g_utf8_strdown (canonical, -1) : NULL;
  g_autofree char *shared = canonical != NULL ? g_strdup_printf ("%u %s", name->type, folded) : NULL;
  gpointer known = g_hash_table_lookup (joiner->by_name, own);
  guint entity;

  if (known == NULL && shared != NULL)
    known = g_hash_table_lookup (joiner->by_name, shared);
  entity = GPOINTER_TO_UINT (known);
  if (entity != 0)
    g_free (canonical);
  else
    entity = add_entity (joiner, name, canonical != NULL ? canonical : dup_surface (joiner->job->tokens, name->begin, name->end));
  if (shared != NULL)
    g_hash_table_insert (joiner->by_name, g_steal_pointer (&shared), GUINT_TO_POINTER (entity));
  g_hash_table_insert (joiner->by_name, g_steal_pointer (&own), GUINT_TO_POINTER (entity));
  return entity - 1;
}

/* The first long name that offers a short form holds it for mentions before it; the last one before a mention holds it there. */
static void
offer (Joiner *joiner, guint32 chained, guint entity)
{
  const PostilNamed *named = &g_array_index (joiner->names->entities, PostilNamed, entity);
  gpointer key = short_key (chained, named->type);

  if (!joiner->reading && g_hash_table_lookup (joiner->by_short, key) == NULL)
    g_hash_table_insert (joiner->by_short, key, GUINT_TO_POINTER (entity + 1));
  if (joiner->reading)
    g_hash_table_insert (joiner->by_last, key, GUINT_TO_POINTER (entity + 1));
}

static void
offer_short (Joiner *joiner, guint begin, guint end, guint entity)
{
  if (begin < end)
    offer (joiner, chain (joiner->job->tokens, begin, end), entity);
}

/* "European Central Bank (ECB)": the abbreviation stands for the name before it. Without brackets the initials do. */
static void
offer_abbreviation (Joiner *joiner, const PostilName *name, guint entity)
{
  const PostilTokens *tokens = joiner->job->tokens;
  const PostilToken *token = postil_tokens_at (tokens, (gint64) name->end + 1);
  char letters[12];
  guint n = 0;

  if (postil_token_is_mark (postil_tokens_at (tokens, name->end), '(') && token->kind == POSTIL_TOKEN_WORD
      && postil_token_has (token, POSTIL_TOKEN_ALL_CAPS)
      && postil_token_is_mark (postil_tokens_at (tokens, (gint64) name->end + 2), ')'))
    offer_short (joiner, name->end + 1, name->end + 2, entity);
  for (guint i = name->begin; i < name->end && n < sizeof letters; i++)
    if (tokens->tokens[i].kind == POSTIL_TOKEN_WORD && postil_token_has (&tokens->tokens[i], POSTIL_TOKEN_CAPITAL)
        && tokens->tokens[i].c < 0x80)
      letters[n++] = (char) tokens->tokens[i].c;
  if (n >= 3 && n < sizeof letters)
    offer (joiner, postil_lexicon_chain (POSTIL_LEXICON_CHAIN_SEED, postil_token_hash_folded (letters, n)), entity);
}

/* "J. Lindqvist" of "Jan Lindqvist". */
static void
offer_initial (Joiner *joiner, const PostilName *name)
{
  const PostilTokens *tokens = joiner->job->tokens;
  const PostilToken *first = &tokens->tokens[name->begin];
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;
  char letter;

  if (first->end - first->start < 2 || first->c >= 0x80 || postil_token_has (first, POSTIL_TOKEN_DOTTED))
    return;
  letter = (char) first->c;
  key = postil_lexicon_chain (key, postil_token_hash_folded (&letter, 1));
  key = postil_lexicon_chain (key, postil_token_hash_folded (".", 1));
  offer (joiner, postil_lexicon_chain (key, tokens->tokens[name->end - 1].hash), name->entity);
}

static void
offer_all (Joiner *joiner, const PostilName *name)
{
  const PostilNameJob *job = joiner->job;
  guint last = name->end;

  if (name->type == POSTIL_NAME_PER)
    {
      offer_short (joiner, name->end - 1, name->end, name->entity);
      offer_short (joiner, name->begin, name->begin + 1, name->entity);
      offer_initial (joiner, name);
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

static gboolean
is_initial (const PostilTokens *tokens, const PostilName *name)
{
  return name->type == POSTIL_NAME_PER && name->end - name->begin == 3
         && postil_token_is_mark (&tokens->tokens[name->begin + 1], '.');
}

/* A short form is the long name's that holds it here, unless the lexicon knows it as a name of its own. */
static void
join_short (Joiner *joiner, PostilName *name)
{
  g_autofree char *canonical = dup_canonical (joiner, name);
  gpointer key = short_key (chain (joiner->job->tokens, name->begin, name->end), name->type), known = NULL;

  if (canonical == NULL && !(name->known && name->type == POSTIL_NAME_LOC))
    {
      known = g_hash_table_lookup (joiner->by_last, key);
      if (known == NULL)
        known = g_hash_table_lookup (joiner->by_short, key);
    }
  name->entity = known != NULL ? GPOINTER_TO_UINT (known) - 1 : entity_for_name (joiner, name);
}

/**
 * postil_names_join:
 * @self: names without entities
 * @job: the job that found them
 *
 * Gives every name but those of type MISC its entity. Names of several words make entities first, so that a short form may stand
 * before its long one.
 */
void
postil_names_join (PostilNames *self, const PostilNameJob *job)
{
  Joiner joiner = { .names = self, .job = job };

  joiner.by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  joiner.by_short = g_hash_table_new (NULL, NULL);
  joiner.by_last = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->names->len; i++)
    {
      PostilName *name = &g_array_index (self->names, PostilName, i);

      name->entity = POSTIL_NAME_NO_ENTITY;
      if (name->type == POSTIL_NAME_MISC || name->end - name->begin == 1 || is_initial (job->tokens, name))
        continue;
      name->entity = entity_for_name (&joiner, name);
      offer_all (&joiner, name);
    }
  joiner.reading = TRUE;
  for (guint i = 0; i < self->names->len; i++)
    {
      PostilName *name = &g_array_index (self->names, PostilName, i);

      if (name->entity != POSTIL_NAME_NO_ENTITY)
        offer_all (&joiner, name);
      else if (name->type != POSTIL_NAME_MISC)
        join_short (&joiner, name);
    }
  g_hash_table_unref (joiner.by_name);
  g_hash_table_unref (joiner.by_short);
  g_hash_table_unref (joiner.by_last);
}
