/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says why a run of words was marked as a name: the features that spoke most for its labels and against them, in both readings. */
#include "config.h"

#include "postil-name-job-private.h"

#define SHOWN 6

typedef struct
{
  int points; /* for the label, over being outside */
  guint8 feature_template;
  guint8 stage;
} Reason;

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const Reason *x = a, *y = b;

  if (ABS (x->points) != ABS (y->points))
    return ABS (x->points) > ABS (y->points) ? -1 : 1;
  return (int) x->feature_template - (int) y->feature_template;
}

static void
collect_reasons (const PostilNameJob *job, guint unit, guint label, GArray *reasons)
{
  for (guint stage = 0; stage < POSTIL_NAME_N_STAGES; stage++)
    {
      PostilNameFeatures features = { 0 };

      if (stage == 0)
        postil_name_features_fill (job, unit, &features);
      else if (job->recall != NULL)
        postil_name_recall_fill (job, unit, &features);
      for (guint f = 0; f < features.n; f++)
        {
          gint8 row[POSTIL_NAME_LABELS];
          Reason reason = { .feature_template = features.templates[f], .stage = (guint8) stage };

          if (!postil_name_model_row (job->model, stage, features.keys[f], row))
            continue;
          reason.points = row[label] - row[0];
          if (reason.points != 0)
            g_array_append_val (reasons, reason);
        }
    }
  g_array_sort (reasons, compare_reasons);
}

static void
put_unit (const PostilNameJob *job, guint unit, guint label, GString *out)
{
  const PostilNameUnit *u = &job->units[unit];
  const guint32 start = job->tokens->tokens[u->begin].byte, end = job->tokens->tokens[u->end - 1].byte_end;
  const double one = postil_name_model_unit (job->model);
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (Reason));

  collect_reasons (job, unit, label, reasons);
  g_string_append_printf (out, "  %.*s:", (int) (end - start), job->tokens->text + start);
  for (guint i = 0; i < reasons->len && i < SHOWN; i++)
    {
      const Reason *reason = &g_array_index (reasons, Reason, i);
      char points[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (points, sizeof points, "%+.1f", reason->points / one);
      g_string_append_printf (out, "%s %s %s", i > 0 ? ";" : "", postil_name_features_name (reason->feature_template), points);
    }
  g_string_append_c (out, '\n');
}

/**
 * postil_name_explain:
 * @job: a job that was read
 * @name: one of its names
 * @out: where lines are appended, one for each word: what weighed most for the type over being no name, in natural logarithms
 *
 * Says why a name was marked.
 */
void
postil_name_explain (const PostilNameJob *job, const PostilName *name, GString *out)
{
  if (name->last == name->first)
    {
      g_string_append (out, "  the lexicon has it\n");
      return;
    }
  for (guint u = name->first; u < name->last; u++)
    put_unit (job, u, postil_name_label (name->type, u == name->first), out);
}
