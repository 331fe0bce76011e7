/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups words that occur in the same places: every word moves to the cluster that tells most about its neighbours, until few move.
 * (Exchange algorithm on pairs of words: Martin, Liermann and Ney 1998.) */
#include "config.h"

#include "train-private.h"

#include <math.h>
#include <string.h>

#define LEAST 5
#define ROUNDS 5

typedef struct
{
  guint32 hash;
  guint32 count;
} Entry;

typedef struct
{
  guint32 other;
  guint32 count;
} Pair;

typedef struct
{
  guint n_words;
  guint n_clusters;
  guint32 *cluster; /* one a word */
  GArray **left;    /* Pair: the words before each */
  GArray **right;
  guint32 *pairs;   /* n_clusters x n_clusters */
  guint32 *befores; /* sums of rows */
  guint32 *afters;
  guint32 *own_left; /* of one word, by cluster */
  guint32 *own_right;
} Table;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static guint32
symbol_of (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_NUMBER ? 7 + MIN (token->end - token->start, 6) : token->hash;
}

static void
count_text (GHashTable *counts, const char *text)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));

  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      gpointer key = GUINT_TO_POINTER (symbol_of (&tokens->tokens[i])), count = g_hash_table_lookup (counts, key);

      g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
    }
}

typedef struct
{
  guint32 lower;
  guint32 capital;
} Habit;

/* Counts how a word is written where a capital would mean something. */
static void
count_habits (GHashTable *habits, const TrainSet *set, const TrainDoc *doc)
{
  g_autoptr (PostilNameModel) empty = postil_name_model_new (g_bytes_new_static ("", 0), NULL);
  TrainJob job;

  train_job_fill (&job, set, doc, empty, 0);
  for (guint i = 0; i < job.job.tokens->n_tokens; i++)
    {
      const PostilToken *token = &job.job.tokens->tokens[i];
      gpointer key = GUINT_TO_POINTER (token->hash);
      Habit *habit;

      if (token->kind != POSTIL_TOKEN_WORD || (job.job.traits[i] & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) != 0)
        continue;
      habit = g_hash_table_lookup (habits, key);
      if (habit == NULL)
        {
          habit = g_new0 (Habit, 1);
          g_hash_table_insert (habits, key, habit);
        }
      if (postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
        habit->capital++;
      else
        habit->lower++;
    }
  train_job_clear (&job);
}

static guint16
habit_of (const Habit *habit)
{
  if (habit == NULL || habit->lower + habit->capital < 3)
    return 0;
  return (guint16) (1 + habit->lower * 8 / (habit->lower + habit->capital));
}

static void
add_pair (GHashTable *pairs, guint32 a, guint32 b)
{
  const guint64 key = (guint64) a << 32 | b;
  guint64 *copy;
  gpointer count = g_hash_table_lookup (pairs, &key);

  if (count != NULL)
    {
      (*(guint32 *) count)++;
      return;
    }
  copy = g_new (guint64, 2);
  copy[0] = key;
  copy[1] = 0;
  *(guint32 *) &copy[1] = 1;
  g_hash_table_insert (pairs, copy, &copy[1]);
}

static void
pair_text (GHashTable *pairs, GHashTable *index, const char *text)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));
  guint32 before = 0;

  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      gpointer found = g_hash_table_lookup (index, GUINT_TO_POINTER (symbol_of (&tokens->tokens[i])));
      const guint32 word = GPOINTER_TO_UINT (found);

      if (tokens->tokens[i].flags & POSTIL_TOKEN_BLOCK_BEFORE)
        before = 1;
      add_pair (pairs, before, word);
      before = word;
    }
}

static double
n_log_n (guint32 n)
{
  static double table[65536];
  static gboolean filled = FALSE;

  if (!filled)
    for (guint i = 1; i < G_N_ELEMENTS (table); i++)
      table[i] = i * log (i);
  filled = TRUE;
  return n < G_N_ELEMENTS (table) ? table[n] : n * log (n);
}

/* Adds a word's pairs to its cluster or takes them out. */
static void
account (Table *table, guint word, guint cluster, int sign)
{
  const guint n = table->n_clusters;

  for (guint i = 0; i < table->left[word]->len; i++)
    {
      const Pair *pair = &g_array_index (table->left[word], Pair, i);

      if (pair->other != word)
        table->pairs[table->cluster[pair->other] * n + cluster] += sign * pair->count;
      table->afters[cluster] += sign * pair->count;
    }
  for (guint i = 0; i < table->right[word]->len; i++)
    {
      const Pair *pair = &g_array_index (table->right[word], Pair, i);

      table->pairs[cluster * n + (pair->other != word ? table->cluster[pair->other] : cluster)] += sign * pair->count;
      table->befores[cluster] += sign * pair->count;
    }
}

/* What the pairs would tell with the word in a cluster, less what they tell without it. */
static double
gain (const Table *table, guint cluster, const GArray *lefts, const GArray *rights, const guint32 sums[2])
{
  const guint n = table->n_clusters;
  double points = 0;

  for (guint i = 0; i < lefts->len; i++)
    {
      const guint other = g_array_index (lefts, guint, i);
      const guint32 now = table->pairs[other * n + cluster];

      points += n_log_n (now + table->own_left[other]) - n_log_n (now);
    }
  for (guint i = 0; i < rights->len; i++)
    {
      const guint other = g_array_index (rights, guint, i);
      const guint32 now = table->pairs[cluster * n + other];

      points += n_log_n (now + table->own_right[other]) - n_log_n (now);
    }
  points -= n_log_n (table->afters[cluster] + sums[0]) - n_log_n (table->afters[cluster]);
  points -= n_log_n (table->befores[cluster] + sums[1]) - n_log_n (table->befores[cluster]);
  return points;
}

static void
sum_side (const Table *table, const GArray *pairs, guint word, guint32 *own, GArray *used)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      const guint cluster = table->cluster[pair->other];

      if (pair->other == word)
        continue;
      if (own[cluster] == 0)
        g_array_append_val (used, cluster);
      own[cluster] += pair->count;
    }
}

static gboolean
move_word (Table *table, guint word)
{
  g_autoptr (GArray) lefts = g_array_new (FALSE, FALSE, sizeof (guint)), rights = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint from = table->cluster[word];
  guint32 sums[2] = { 0 };
  double most = -INFINITY;
  guint best = from;

  account (table, word, from, -1);
  sum_side (table, table->left[word], word, table->own_left, lefts);
  sum_side (table, table->right[word], word, table->own_right, rights);
  for (guint i = 0; i < table->left[word]->len; i++)
    sums[0] += g_array_index (table->left[word], Pair, i).count;
  for (guint i = 0; i < table->right[word]->len; i++)
    sums[1] += g_array_index (table->right[word], Pair, i).count;
  for (guint c = 0; c < table->n_clusters; c++)
    {
      const double points = gain (table, c, lefts, rights, sums);

      if (points > most)
        {
          most = points;
          best = c;
        }
    }
  for (guint i = 0; i < lefts->len; i++)
    table->own_left[g_array_index (lefts, guint, i)] = 0;
  for (guint i = 0; i < rights->len; i++)
    table->own_right[g_array_index (rights, guint, i)] = 0;
  table->cluster[word] = best;
  account (table, word, best, 1);
  return best != from;
}

static void
fill_table (Table *table, GHashTable *pairs)
{
  GHashTableIter iter;
  gpointer key, value;
  const guint n = table->n_clusters;

  for (guint w = 0; w < table->n_words; w++)
    {
      table->left[w] = g_array_new (FALSE, FALSE, sizeof (Pair));
      table->right[w] = g_array_new (FALSE, FALSE, sizeof (Pair));
      table->cluster[w] = w % n;
    }
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const guint32 a = (guint32) (*(guint64 *) key >> 32), b = (guint32) * (guint64 *) key, count = *(guint32 *) value;
      const Pair right = { b, count }, left = { a, count };

      g_array_append_val (table->right[a], right);
      g_array_append_val (table->left[b], left);
      table->pairs[table->cluster[a] * n + table->cluster[b]] += count;
      table->befores[table->cluster[a]] += count;
      table->afters[table->cluster[b]] += count;
    }
}

/**
 * train_words_cluster:
 * @set: texts; their marks are not looked at
 * @n_clusters: how many clusters
 *
 * Returns: (transfer full) (element-type TrainWord): words with clusters from 1.
 */
GArray *
train_words_cluster (const TrainSet *set, guint n_clusters)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL), index = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) habits = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GArray *words = g_array_new (FALSE, FALSE, sizeof (TrainWord));
  Table table = { .n_clusters = n_clusters };
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < set->docs->len; i++)
    {
      count_text (counts, ((TrainDoc *) g_ptr_array_index (set->docs, i))->text);
      count_habits (habits, set, g_ptr_array_index (set->docs, i));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_UINT (value) >= LEAST)
      {
        const Entry entry = { GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (value) };

        g_array_append_val (entries, entry);
      }
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    g_hash_table_insert (index, GUINT_TO_POINTER (g_array_index (entries, Entry, i).hash), GUINT_TO_POINTER (i + 2));
  for (guint i = 0; i < set->docs->len; i++)
    pair_text (pairs, index, ((TrainDoc *) g_ptr_array_index (set->docs, i))->text);
  table.n_words = entries->len + 2;
  table.cluster = g_new0 (guint32, table.n_words);
  table.left = g_new0 (GArray *, table.n_words);
  table.right = g_new0 (GArray *, table.n_words);
  table.pairs = g_new0 (guint32, (gsize) n_clusters * n_clusters);
  table.befores = g_new0 (guint32, n_clusters);
  table.afters = g_new0 (guint32, n_clusters);
  table.own_left = g_new0 (guint32, n_clusters);
  table.own_right = g_new0 (guint32, n_clusters);
  fill_table (&table, pairs);
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint moved = 0;

      for (guint w = 2; w < table.n_words; w++)
        moved += move_word (&table, w);
      g_printerr ("clusters: round %u, %u of %u words moved\n", round + 1, moved, table.n_words);
    }
  for (guint w = 2; w < table.n_words; w++)
    {
      const guint32 hash = g_array_index (entries, Entry, w - 2).hash;
      const TrainWord word
          = { hash, (guint16) (table.cluster[w] + 1), habit_of (g_hash_table_lookup (habits, GUINT_TO_POINTER (hash))) };

      g_array_append_val (words, word);
    }
  return words;
}
