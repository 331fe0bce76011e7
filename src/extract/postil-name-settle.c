/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settles what two readings left at odds with the rest of the document: one name that is two others side by side, and a name that
 * no list knows, taken for one kind here and for another there. */
#include "config.h"

#include "postil-names-private.h"

#define MOST_PARTS 6 /* units of a name that may be two */
#define N_TYPES (POSTIL_NAME_MISC + 1)

/* What the document says of one run of words. */
typedef struct
{
  guint n;
  guint n_known;        /* of these: the lexicon has the name */
  int weights[N_TYPES]; /* sums of their probabilities, thousandths */
} Opinion;

static guint64
hash_units (const PostilNameJob *job, guint first, guint last)
{
  guint64 hash = last - first;

  for (guint i = first; i < last; i++)
    hash = (hash ^ job->units[i].exact) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

static Opinion *
find_opinion (GHashTable *opinions, const PostilNameJob *job, guint first, guint last)
{
  const guint64 hash = hash_units (job, first, last);

  return g_hash_table_lookup (opinions, &hash);
}

static GHashTable *
gather (const PostilNameJob *job, const GArray *names)
{
  GHashTable *opinions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < names->len; i++)
    {
      const PostilName *name = &g_array_index (names, PostilName, i);
      const guint64 hash = hash_units (job, name->first, name->last);
      Opinion *opinion = g_hash_table_lookup (opinions, &hash);

      if (!opinion)
        {
          opinion = g_new0 (Opinion, 1);
          g_hash_table_insert (opinions, g_memdup2 (&hash, sizeof hash), opinion);
        }
      opinion->n++;
      opinion->n_known += name->known;
      opinion->weights[name->type] += MAX (name->margin, 1);
    }
  return opinions;
}

static PostilNameType
get_type (const Opinion *opinion)
{
  guint best = 0;

  for (guint type = 1; type < N_TYPES; type++)
    if (opinion->weights[type] > opinion->weights[best])
      best = type;
  return (PostilNameType) best;
}

/* Where a name that no list has parts into two that the lexicon knows and the document names by themselves; 0: nowhere. */
static guint
find_joint (GHashTable *opinions, const PostilNameJob *job, const PostilName *name)
{
  if (name->known || name->last - name->first < 2 || name->last - name->first > MOST_PARTS)
    return 0;
  for (guint joint = name->first + 1; joint < name->last; joint++)
    {
      const Opinion *left = find_opinion (opinions, job, name->first, joint);
      const Opinion *right = find_opinion (opinions, job, joint, name->last);

      if (left && right && left->n_known > 0 && right->n_known > 0)
        return joint;
    }
  return 0;
}

static void
part (GHashTable *opinions, const PostilNameJob *job, GArray *names)
{
  g_autoptr (GArray) parted = g_array_sized_new (FALSE, FALSE, sizeof (PostilName), names->len + 4);

  for (guint i = 0; i < names->len; i++)
    {
      PostilName left = g_array_index (names, PostilName, i);
      PostilName right = left;
      const guint joint = find_joint (opinions, job, &left);

      if (joint == 0)
        {
          g_array_append_val (parted, left);
          continue;
        }
      left.last = right.first = joint;
      left.end = job->units[joint - 1].end;
      right.begin = job->units[joint].begin;
      left.type = get_type (find_opinion (opinions, job, left.first, left.last));
      right.type = get_type (find_opinion (opinions, job, right.first, right.last));
      left.known = right.known = TRUE;
      g_array_append_val (parted, left);
      g_array_append_val (parted, right);
    }
  g_array_set_size (names, 0);
  g_array_append_vals (names, parted->data, parted->len);
}

/* Settles the names of a document. names: (element-type PostilName) (inout) in the order of the text. Linear. */
void
postil_name_settle (const PostilNameJob *job, GArray *names)
{
  g_autoptr (GHashTable) opinions = gather (job, names);

  for (guint i = 0; i < names->len; i++)
    {
      PostilName *name = &g_array_index (names, PostilName, i);
      const Opinion *opinion = find_opinion (opinions, job, name->first, name->last);

      if (!name->known && opinion->n > 1)
        name->type = get_type (opinion);
    }
  part (opinions, job, names);
}
