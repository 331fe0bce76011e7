/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the card of the model: what it learned from and under which licences, how it scores, how far its confidence can be trusted. */
#include "config.h"

#include "train-private.h"

#include <string.h>

static const char *const learned_from[] = { "own", "gmb", "gum-derived", "redocred", "crossner", "wikigold", "uner-ewt" };

double
train_score_found (const TrainScore *score)
{
  guint found = 1;

  for (guint d = 0; d < POSTIL_NAME_N_DEGREES; d++)
    found += score->degree_found[d];
  return found;
}

/* The paragraphs of a corpus's licence file, without the heading of each. */
static void
put_licences (GString *out, const char *corpora)
{
  for (guint i = 0; i < G_N_ELEMENTS (learned_from); i++)
    {
      g_autofree char *path = g_build_filename (corpora, learned_from[i], "LICENCE-ORIGIN.txt", NULL), *content = NULL;
      const char *end;

      if (!g_file_get_contents (path, &content, NULL, NULL))
        continue;
      end = g_strstr_len (content, -1, "\n\nWHAT WE DID");
      g_string_append_printf (out, "### %s\n\n```\n%.*s\n```\n\n", learned_from[i],
                              (int) (end != NULL ? (gsize) (end - content) : strlen (content) - 1), content);
    }
}

static void
put_scores (GString *out, const TrainScore scores[TRAIN_N_SCORES])
{
  static const char *const types[] = { "", "ORG", "PER", "LOC", "PRODUCT", "MISC" };

  g_string_append (out, "| set |");
  for (guint t = 1; t < POSTIL_N_NAME_TYPES; t++)
    g_string_append_printf (out, " %s |", types[t]);
  g_string_append (out, " ORG PER LOC: P | R | F1 |\n|---|---|---|---|---|---|---|---|---|\n");
  for (guint c = 0; c < TRAIN_N_SCORES; c++)
    {
      const TrainScore *score = &scores[c];
      guint right = 0, found = 0, wanted = 0;

      g_string_append_printf (out, "| %s |", score->name);
      for (guint t = 1; t < POSTIL_N_NAME_TYPES; t++)
        {
          if (score->wanted[t] > 0)
            g_string_append_printf (out, " %.1f |", 200.0 * score->right[t] / MAX (score->found[t] + score->wanted[t], 1));
          else
            g_string_append (out, " |");
          right += t <= POSTIL_NAME_LOC ? score->right[t] : 0;
          found += t <= POSTIL_NAME_LOC ? score->found[t] : 0;
          wanted += t <= POSTIL_NAME_LOC ? score->wanted[t] : 0;
        }
      g_string_append_printf (out, " %.1f | %.1f | %.1f |\n", 100.0 * right / MAX (found, 1), 100.0 * right / MAX (wanted, 1),
                              200.0 * right / MAX (found + wanted, 1));
    }
  g_string_append_c (out, '\n');
}

/* Of names reported with a confidence, how many are right. */
static void
put_reliability (GString *out, const TrainParts *parts, const TrainScore *score)
{
  static const guint bounds[] = { 0, 500, 600, 700, 800, 850, 900, 950, 1001 };

  g_string_append_printf (out, "| %s: confidence | names | right |\n|---|---|---|\n", score->name);
  for (guint b = 0; b + 1 < G_N_ELEMENTS (bounds); b++)
    {
      guint right = 0, found = 0;

      for (guint d = 0; d < POSTIL_NAME_N_DEGREES; d++)
        if ((guint) parts->degrees[d] >= bounds[b] && (guint) parts->degrees[d] < bounds[b + 1])
          {
            right += score->degree_right[d];
            found += score->degree_found[d];
          }
      if (found > 0)
        g_string_append_printf (out, "| %.2f to %.2f | %u | %.1f %% |\n", bounds[b] / 1000.0, MIN (bounds[b + 1], 1000) / 1000.0,
                                found, 100.0 * right / found);
    }
  g_string_append_c (out, '\n');
}

/**
 * train_card_write:
 * @path: of the card
 * @corpora: folder of the corpora, for their licences
 * @parts: the model
 * @scores: of the first reading and of both, on texts kept out of learning
 * @error: where to put a #GFileError
 *
 * Returns: whether it was written.
 */
gboolean
train_card_write (const char *path, const char *corpora, const TrainParts *parts, TrainScore scores[2][TRAIN_N_SCORES],
                  GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append (
      out,
      "# The model of names\n\n"
      "`names.bin` is learned by `build-aux/train CORPORA`, which writes this card too; the same corpora and lexicons give the\n"
      "same bytes. It is a linear-chain conditional random field over eleven labels (ORG PER LOC PRODUCT MISC, begun or gone on\n"
      "with), read twice: the second time with what the first decided elsewhere in the document. The lexicons beside it\n"
      "(`data/lexicons`) are features of it.\n\n");
  g_string_append_printf (out,
                          "- rows of weights: up to %u and %u, eight bits each\n- words in clusters: %u\n"
                          "- size: %u KiB with %u-byte lines, one line a feature\n\n",
                          parts->n_lines[0] * POSTIL_NAME_LINE_ROWS, parts->n_lines[1] * POSTIL_NAME_LINE_ROWS, parts->words->len,
                          (parts->n_lines[0] + parts->n_lines[1]) * POSTIL_NAME_LINE_SIZE / 1024, POSTIL_NAME_LINE_SIZE);
  g_string_append (out,
                   "## Scores\n\nStrict F1 (span and type) of a model that has not seen the texts; the shipped one learned from"
                   " `own` as a whole, so\nits own score there would mean nothing. `uner-pud` is news, never learned from; the"
                   " types it does not mark have no score.\n\nFirst reading alone:\n\n");
  put_scores (out, scores[0]);
  g_string_append (out, "Both readings, as the engine does it:\n\n");
  put_scores (out, scores[1]);
  g_string_append (out,
                   "## How far the confidence can be trusted\n\nA mention's confidence is the share of right ones among names of"
                   " that probability in texts kept out of learning (`own` and\n`uner-pud` counted alike).\n\n");
  put_reliability (out, parts, &scores[1][0]);
  put_reliability (out, parts, &scores[1][1]);
  g_string_append (
      out,
      "## Known weaknesses\n\n"
      "- Organisations that are named like people, funds and their managers, sports tables, headlines without a verb.\n"
      "- A product that has its maker's name, a paper or a club that has its city's.\n"
      "- Governments named by their country or seat are places here; some guides call them organisations.\n"
      "- Names written in lower case are found only when the lexicon has them. Other languages than English: lexicon alone.\n\n"
      "## Learned from\n\nNo text of these corpora is in the model or in this tree. Attributions as their licences ask:\n\n");
  put_licences (out, corpora);
  g_string_truncate (out, out->len - 1);
  return g_file_set_contents (path, out->str, out->len, error);
}
