/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Describes a unit by hashed features: the words around it, how it is spelled, the run of capitals it stands in, what the lexicon
 * says, clusters of words, how the document writes the word elsewhere. The trainer calls the same code. */
#include "config.h"

#include "postil-name-job-private.h"

#include <string.h>

static const char *const names[] = {
  "bias",
  "word",
  "word as written",
  "word before",
  "word after",
  "second word before",
  "second word after",
  "word with the one before",
  "word with the one after",
  "words around",
  "beginning of the word",
  "ending of the word",
  "ending of the word before",
  "ending of the word after",
  "shape",
  "shapes around",
  "place in the text",
  "place and shape",
  "place and word",
  "place in the run of capitals",
  "first word of the run",
  "last word of the run",
  "word before the run",
  "word after the run",
  "length of the run and word after it",
  "what the lexicon says of the word",
  "what the lexicon says of the word and the one before",
  "what the lexicon says of the word and the one after",
  "what the lexicon says of the run's last word",
  "name in the lexicon",
  "kind of name in the lexicon",
  "names in the lexicon here and before",
  "names in the lexicon here and after",
  "name in the lexicon and place",
  "cue beside the run",
  "cue and name in the lexicon",
  "cluster",
  "cluster of the word before",
  "cluster of the word after",
  "cluster two before",
  "cluster two after",
  "clusters here and before",
  "clusters here and after",
  "marks around the run",
  "name in the lexicon and word after the run",
  "name in the lexicon and word before the run",
  "role or noun beside the run",
  "bound abbreviation",
  "words three away",
  "clusters around the run",
  "endings around",
  "whole run",
  "habit of the word",
  "habits around",
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  "the word elsewhere in the document",
  "the word's part elsewhere",
  "name known from the document",
  "neighbours decided",
  "the same name elsewhere",
  "long form in the document",
};

typedef enum
{
  T_BIAS,
  T_WORD,
  T_EXACT,
  T_BEFORE,
  T_AFTER,
  T_BEFORE_2,
  T_AFTER_2,
  T_WORD_BEFORE,
  T_WORD_AFTER,
  T_AROUND,
  T_PREFIX,
  T_SUFFIX,
  T_SUFFIX_BEFORE,
  T_SUFFIX_AFTER,
  T_SHAPE,
  T_SHAPES,
  T_PLACE,
  T_PLACE_SHAPE,
  T_PLACE_WORD,
  T_RUN,
  T_RUN_FIRST,
  T_RUN_LAST,
  T_RUN_BEFORE,
  T_RUN_AFTER,
  T_RUN_LENGTH_AFTER,
  T_TRAITS,
  T_TRAITS_BEFORE,
  T_TRAITS_AFTER,
  T_TRAITS_LAST,
  T_LEXIS,
  T_LEXIS_CLASS,
  T_LEXIS_BEFORE,
  T_LEXIS_AFTER,
  T_LEXIS_PLACE,
  T_CUES,
  T_CUES_LEXIS,
  T_CLUSTER,
  T_CLUSTER_BEFORE,
  T_CLUSTER_AFTER,
  T_CLUSTER_BEFORE_2,
  T_CLUSTER_AFTER_2,
  T_CLUSTERS_BEFORE,
  T_CLUSTERS_AFTER,
  T_MARKS,
  T_LEXIS_RUN_AFTER,
  T_LEXIS_RUN_BEFORE,
  T_ROLE,
  T_BOUND,
  T_THIRD,
  T_CLUSTERS_RUN,
  T_ENDINGS,
  T_WHOLE_RUN,
  T_HABIT,
  T_HABITS,
} Template;

/* A run of units that look like words of a name, with what glues them. */
typedef struct
{
  guint begin;
  guint end;
} Run;

static inline guint32
mix (guint32 a, guint32 b)
{
  guint32 h = (a ^ (b * 0x9e3779b1u)) * 0x85ebca6bu;

  h ^= h >> 15;
  h *= 0xc2b2ae35u;
  return h ^ (h >> 13);
}

static inline void
put (PostilNameFeatures *features, Template feature_template, guint32 value)
{
  features->keys[features->n] = mix (value, (guint32) feature_template + 1);
  features->templates[features->n++] = (guint8) feature_template;
}

static inline gboolean
is_part_of_run (const PostilNameJob *job, guint u)
{
  const PostilNameUnit *unit = &job->units[u];
  const PostilToken *token;

  if (unit->flags & POSTIL_NAME_UNIT_CAPITAL)
    return TRUE;
  if ((unit->flags & POSTIL_NAME_UNIT_CANDIDATE) == 0)
    return FALSE;
  token = &job->tokens->tokens[unit->begin];
  return token->kind == POSTIL_TOKEN_MARK && (token->c == '&' || (token->c == '-' && unit->flags & POSTIL_NAME_UNIT_GLUED));
}

static void
find_run (const PostilNameJob *job, guint u, Run *run)
{
  run->begin = u;
  run->end = u + 1;
  if (!is_part_of_run (job, u))
    return;
  while (u - run->begin < 8 && (job->units[run->begin].flags & POSTIL_NAME_UNIT_FIRST) == 0
         && is_part_of_run (job, run->begin - 1))
    run->begin--;
  while (run->end - u < 9 && run->end < job->n_units && (job->units[run->end].flags & POSTIL_NAME_UNIT_FIRST) == 0
         && is_part_of_run (job, run->end))
    run->end++;
}

/* A unit of the same sentence, or none. */
static const PostilNameUnit *
near (const PostilNameJob *job, guint u, int by)
{
  static const PostilNameUnit none = { .hash = 1, .ending = 1 };

  for (; by > 0; by--)
    {
      if (job->units[u].flags & POSTIL_NAME_UNIT_LAST)
        return &none;
      u++;
    }
  for (; by < 0; by++)
    {
      if (job->units[u].flags & POSTIL_NAME_UNIT_FIRST)
        return &none;
      u--;
    }
  return &job->units[u];
}

#define WORD_TRAITS                                                                                                              \
  (POSTIL_TRAIT_GIVEN | POSTIL_TRAIT_SURNAME | POSTIL_TRAIT_TITLE | POSTIL_TRAIT_TITLE_BEFORE | POSTIL_TRAIT_ORG_SUFFIX          \
   | POSTIL_TRAIT_LEGAL_FORM | POSTIL_TRAIT_ORG_HEAD | POSTIL_TRAIT_PLACE_WORD | POSTIL_TRAIT_EVENT_WORD | POSTIL_TRAIT_WORD     \
   | POSTIL_TRAIT_NO_NAME | POSTIL_TRAIT_PARTICLE | POSTIL_TRAIT_NOUN_AFTER | POSTIL_TRAIT_DEMONYM | POSTIL_TRAIT_ROLE_WORD)
#define PLACE_TRAITS                                                                                                             \
  (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE | POSTIL_TRAIT_CAPS_LINE | POSTIL_TRAIT_LOWER_IN | POSTIL_TRAIT_CAPITAL_IN            \
   | POSTIL_TRAIT_WORD | POSTIL_TRAIT_NO_NAME)

/* Which classes of the lexicon have a name here, a bit each, and five more bits for a name that goes on. */
static guint32
lexis_classes (guint32 lexis)
{
  guint32 classes = 0;

  for (guint class = 0; class < POSTIL_LEXIS_CLASSES; class ++)
    {
      const guint32 place = lexis >> (class * POSTIL_LEXIS_BITS) & POSTIL_LEXIS_PLACE;

      if (place != POSTIL_LEXIS_NONE)
        classes |= 1u << class | (place == POSTIL_LEXIS_INSIDE || place == POSTIL_LEXIS_LAST ? 32u << class : 0);
    }
  return classes;
}

static void
put_words (const PostilNameJob *job, guint u, PostilNameFeatures *features)
{
  const PostilNameUnit *unit = &job->units[u];
  const PostilNameUnit *before = near (job, u, -1), *after = near (job, u, 1);

  put (features, T_BIAS, 0);
  put (features, T_WORD, unit->hash);
  put (features, T_EXACT, unit->exact);
  put (features, T_BEFORE, before->hash);
  put (features, T_AFTER, after->hash);
  put (features, T_BEFORE_2, near (job, u, -2)->hash);
  put (features, T_AFTER_2, near (job, u, 2)->hash);
  put (features, T_WORD_BEFORE, mix (unit->hash, before->hash));
  put (features, T_WORD_AFTER, mix (unit->hash, after->hash));
  put (features, T_AROUND, mix (before->hash, after->hash));
  put (features, T_SUFFIX_BEFORE, before->ending);
  put (features, T_SUFFIX_AFTER, after->ending);
  put (features, T_ENDINGS, mix (before->ending, after->ending));
}

/* Beginnings and endings of one to four letters. */
static void
put_affixes (const PostilNameJob *job, const PostilNameUnit *unit, PostilNameFeatures *features)
{
  const PostilToken *token = &job->tokens->tokens[unit->begin];
  char folded[64];
  gsize length, at[5];
  guint n;

  if (token->kind != POSTIL_TOKEN_WORD)
    return;
  length = postil_token_fold (job->tokens->text + token->byte, token->byte_end - token->byte, folded, sizeof folded);
  n = 0;
  for (gsize i = 0; i < length && n < 5; i++)
    if ((folded[i] & 0xc0) != 0x80)
      at[n++] = i;
  for (guint i = 1; i < n; i++)
    put (features, T_PREFIX, postil_token_hash_folded (folded, at[i]) + i);
  n = 0;
  for (gsize i = length; i > 0 && n < 4; i--)
    if ((folded[i - 1] & 0xc0) != 0x80)
      {
        n++;
        if (i > 1)
          put (features, T_SUFFIX, postil_token_hash_folded (folded + i - 1, length - i + 1) + n);
      }
}

static void
put_shapes (const PostilNameJob *job, guint u, PostilNameFeatures *features)
{
  const PostilNameUnit *unit = &job->units[u];
  const guint32 around = (guint32) near (job, u, -1)->shape << 16 | (guint32) unit->shape << 8 | near (job, u, 1)->shape;
  const guint32 place = unit->traits & PLACE_TRAITS;

  put (features, T_SHAPE, unit->shape);
  put (features, T_SHAPES, around);
  put (features, T_PLACE, place);
  put (features, T_PLACE_SHAPE, mix (place, unit->shape));
  put (features, T_HABIT, unit->habit);
  put (features, T_HABIT, mix (unit->habit + 16u, place & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE | POSTIL_TRAIT_WORD)));
  put (features, T_HABITS, (guint32) near (job, u, -1)->habit << 8 | (guint32) unit->habit << 4 | near (job, u, 1)->habit);
  put (features, T_PLACE_WORD, mix (place & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE | POSTIL_TRAIT_LOWER_IN), unit->hash));
}

static void
put_traits (const PostilNameJob *job, guint u, PostilNameFeatures *features)
{
  const guint32 own = job->units[u].traits & WORD_TRAITS;

  put (features, T_TRAITS, own);
  put (features, T_TRAITS_BEFORE, mix (own, near (job, u, -1)->traits & WORD_TRAITS));
  put (features, T_TRAITS_AFTER, mix (own, near (job, u, 1)->traits & WORD_TRAITS));
}

static void
put_lexis (const PostilNameJob *job, guint u, PostilNameFeatures *features)
{
  const PostilNameUnit *unit = &job->units[u];
  const guint32 before = lexis_classes (near (job, u, -1)->lexis), after = lexis_classes (near (job, u, 1)->lexis);
  const guint32 classes = lexis_classes (unit->lexis);

  put (features, T_LEXIS, unit->lexis);
  for (guint class = 0; class < POSTIL_LEXIS_CLASSES; class ++)
    {
      const guint32 bits = unit->lexis >> (class * POSTIL_LEXIS_BITS) & POSTIL_LEXIS_MASK;

      if (bits != 0)
        put (features, T_LEXIS_CLASS, class << 8 | bits);
    }
  put (features, T_LEXIS_BEFORE, before << 16 | classes);
  put (features, T_LEXIS_AFTER, after << 16 | classes | 1u << 31);
  if (classes != 0)
    put (features, T_LEXIS_PLACE, mix (unit->lexis, unit->traits & PLACE_TRAITS));
}

static void
put_run (const PostilNameJob *job, guint u, const Run *run, PostilNameFeatures *features)
{
  const PostilNameUnit *unit = &job->units[u];
  const PostilNameUnit *first = &job->units[run->begin], *last = &job->units[run->end - 1];
  const PostilNameUnit *before = near (job, run->begin, -1), *after = near (job, run->end - 1, 1);
  const guint n = MIN (run->end - run->begin, 6), from = MIN (u - run->begin, 3), to = MIN (run->end - 1 - u, 3);
  const guint32 place = n << 8 | from << 4 | to, classes = lexis_classes (unit->lexis);
  const guint32 begins = from == 0 ? 1 : 0,
                cues = (first->traits & POSTIL_TRAIT_CUES_BEFORE) ^ (after->traits & POSTIL_TRAIT_CUES_AFTER);

  put (features, T_RUN, place);
  put (features, T_RUN_FIRST, mix (first->hash, begins));
  put (features, T_RUN_LAST, mix (last->hash, to == 0 ? 2 + begins : begins));
  put (features, T_RUN_BEFORE, mix (before->hash, begins));
  put (features, T_RUN_AFTER, mix (after->hash, begins));
  put (features, T_RUN_LENGTH_AFTER, mix (after->hash, place));
  put (features, T_TRAITS_LAST, mix (last->traits & WORD_TRAITS, from << 4 | to));
  put (features, T_CUES, mix (cues, begins));
  if (cues != 0 && classes != 0)
    put (features, T_CUES_LEXIS, mix (cues, classes));
  put (features, T_LEXIS_RUN_AFTER, mix (after->hash, classes));
  put (features, T_LEXIS_RUN_BEFORE, mix (before->hash, classes));
  put (features, T_CLUSTERS_RUN, mix (before->cluster, (guint32) after->cluster << 1 | begins));
  put (features, T_ROLE,
       mix (first->traits & POSTIL_TRAIT_ROLE, (after->traits & (POSTIL_TRAIT_NOUN_AFTER | POSTIL_TRAIT_TITLE)) | begins));
  put (features, T_MARKS,
       mix (job->tokens->tokens[before->begin].kind == POSTIL_TOKEN_MARK ? before->hash : 0,
            mix (job->tokens->tokens[after->begin].kind == POSTIL_TOKEN_MARK ? after->hash : 0, begins)));
  if (n > 1)
    {
      guint32 whole = 0;

      for (guint i = run->begin; i < run->end; i++)
        whole = mix (whole, job->units[i].hash);
      put (features, T_WHOLE_RUN, mix (whole, from));
    }
}

static void
put_clusters (const PostilNameJob *job, guint u, PostilNameFeatures *features)
{
  const guint32 own = job->units[u].cluster, before = near (job, u, -1)->cluster, after = near (job, u, 1)->cluster;

  put (features, T_CLUSTER, own);
  put (features, T_CLUSTER_BEFORE, before);
  put (features, T_CLUSTER_AFTER, after);
  put (features, T_CLUSTER_BEFORE_2, near (job, u, -2)->cluster);
  put (features, T_CLUSTER_AFTER_2, near (job, u, 2)->cluster);
  put (features, T_CLUSTERS_BEFORE, before << 16 | own);
  put (features, T_CLUSTERS_AFTER, after << 16 | own);
  put (features, T_THIRD, near (job, u, -3)->cluster);
  put (features, T_THIRD, 1u << 16 | near (job, u, 3)->cluster);
}

/* "Bank of Japan (BOJ)": whether the unit abbreviates what stands before its bracket. */
static guint
bound_to (const PostilNameJob *job, guint u)
{
  const PostilTokens *tokens = job->tokens;
  const PostilToken *token = &tokens->tokens[job->units[u].begin];
  guint letters = token->byte_end - token->byte, matched = 0;
  const char *text = tokens->text + token->byte;
  gint64 i = (gint64) job->units[u].begin - 2;

  if (!postil_token_has (token, POSTIL_TOKEN_ALL_CAPS) || letters > 8 || i < 0 || tokens->tokens[i + 1].c != '(')
    return 0;
  for (; i >= 0 && matched < letters && (gint64) job->units[u].begin - i < 12; i--)
    {
      const PostilToken *word = &tokens->tokens[i];

      if (word->kind == POSTIL_TOKEN_WORD && postil_token_has (word, POSTIL_TOKEN_CAPITAL)
          && word->c == (gunichar) (guchar) text[letters - 1 - matched])
        matched++;
      else if (word->kind == POSTIL_TOKEN_WORD && postil_token_has (word, POSTIL_TOKEN_CAPITAL))
        break;
    }
  return matched == letters ? 2 : 1;
}

/**
 * postil_name_features_fill:
 * @job: a filled job
 * @unit: a unit that may be part of a name
 * @features: (out caller-allocated): its features
 *
 * Describes a unit for the first reading.
 */
void
postil_name_features_fill (const PostilNameJob *job, guint unit, PostilNameFeatures *features)
{
  Run run;

  features->n = 0;
  find_run (job, unit, &run);
  put_words (job, unit, features);
  put_affixes (job, &job->units[unit], features);
  put_shapes (job, unit, features);
  put_traits (job, unit, features);
  put_lexis (job, unit, features);
  put_run (job, unit, &run, features);
  put_clusters (job, unit, features);
  put (features, T_BOUND, bound_to (job, unit));
}

/**
 * postil_name_features_name:
 * @feature_template: of a feature
 *
 * Returns: what such features are about.
 */
const char *
postil_name_features_name (guint feature_template)
{
  return feature_template < G_N_ELEMENTS (names) && names[feature_template] != NULL ? names[feature_template] : "";
}
