/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortest way from one list of lines to another (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), written
 * in the unified form that patch programs read. */
#include "config.h"

#include "postil-line-diff.h"

#include <string.h>

#define CONTEXT 3
#define MAX_STEPS 1000 /* beyond so many differences, all in the middle is shown as one */

typedef struct
{
  GPtrArray *a;   /* (element-type utf8) lines */
  GPtrArray *b;   /* the same */
  GString *marks; /* one sign a line of the result: ' ' '-' '+' */
} Diff;

static GPtrArray *
split_lines (char *text)
{
  GPtrArray *lines = g_ptr_array_new ();

  while (*text != '\0')
    {
      char *feed = strchr (text, '\n');

      g_ptr_array_add (lines, text);
      if (feed == NULL)
        break;
      *feed = '\0';
      text = feed + 1;
    }
  return lines;
}

static gboolean
are_equal (const Diff *diff, int x, int y)
{
  return strcmp (g_ptr_array_index (diff->a, (guint) x), g_ptr_array_index (diff->b, (guint) y)) == 0;
}

/* One round of the search: how far each diagonal comes with one difference more; TRUE at the end of both. */
static gboolean
advance (const Diff *diff, int *far, int offset, int steps)
{
  int n = (int) diff->a->len;
  int m = (int) diff->b->len;

  for (int k = -steps; k <= steps; k += 2)
    {
      gboolean down = k == -steps || (k != steps && far[offset + k - 1] < far[offset + k + 1]);
      int x = down ? far[offset + k + 1] : far[offset + k - 1] + 1;

      while (x < n && x - k < m && x - k >= 0 && are_equal (diff, x, x - k))
        x++;
      far[offset + k] = x;
      if (x >= n && x - k >= m)
        return TRUE;
    }
  return FALSE;
}

/* From the end back to the start, with the state of every round. */
static void
trace_back (Diff *diff, GPtrArray *rounds, int offset)
{
  int x = (int) diff->a->len;
  int y = (int) diff->b->len;

  for (int steps = (int) rounds->len - 1; steps >= 0; steps--)
    {
      const int *far = g_ptr_array_index (rounds, (guint) steps);
      int k = x - y;
      gboolean down = k == -steps || (k != steps && far[offset + k - 1] < far[offset + k + 1]);
      int from_x = down ? far[offset + k + 1] : far[offset + k - 1];
      int from_y = from_x - (down ? k + 1 : k - 1);

      for (; x > MAX (from_x, 0) && y > MAX (from_y, 0) && x > 0 && y > 0 && are_equal (diff, x - 1, y - 1); x--, y--)
        g_string_append_c (diff->marks, ' ');
      if (steps == 0)
        break;
      g_string_append_c (diff->marks, down ? '+' : '-');
      x = from_x;
      y = from_y;
    }
  g_strreverse (diff->marks->str);
}

static void
find_way (Diff *diff)
{
  int most = MIN ((int) (diff->a->len + diff->b->len), MAX_STEPS);
  int offset = most + 1;
  g_autofree int *far = g_new0 (int, (gsize) offset * 2 + 1);
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func (g_free);

  for (int steps = 0; steps <= most; steps++)
    {
      g_ptr_array_add (rounds, g_memdup2 (far, ((gsize) offset * 2 + 1) * sizeof (int)));
      if (!advance (diff, far, offset, steps))
        continue;
      trace_back (diff, rounds, offset);
      return;
    }
  for (guint i = 0; i < diff->a->len; i++)
    g_string_append_c (diff->marks, '-');
  for (guint i = 0; i < diff->b->len; i++)
    g_string_append_c (diff->marks, '+');
}

/* A hunk reaches from the first mark that changes something to where six lines in a row change nothing. */
static gsize
find_hunk_end (const char *marks, gsize from)
{
  gsize last = from;

  for (gsize i = from; marks[i] != '\0' && i <= last + 2 * CONTEXT; i++)
    if (marks[i] != ' ')
      last = i;
  return last + 1;
}

static void
append_hunk (GString *out, const Diff *diff, gsize start, gsize end)
{
  const char *marks = diff->marks->str;
  guint x = 0, y = 0, n_a = 0, n_b = 0;

  for (gsize i = 0; i < start; i++)
    {
      x += marks[i] != '+' ? 1 : 0;
      y += marks[i] != '-' ? 1 : 0;
    }
  for (gsize i = start; i < end; i++)
    {
      n_a += marks[i] != '+' ? 1 : 0;
      n_b += marks[i] != '-' ? 1 : 0;
    }
  g_string_append_printf (out, "@@ -%u,%u +%u,%u @@\n", n_a > 0 ? x + 1 : x, n_a, n_b > 0 ? y + 1 : y, n_b);
  for (gsize i = start; i < end; i++)
    {
      const char *line = marks[i] == '+' ? g_ptr_array_index (diff->b, y) : g_ptr_array_index (diff->a, x);

      g_string_append_printf (out, "%c%s\n", marks[i], line);
      x += marks[i] != '+' ? 1 : 0;
      y += marks[i] != '-' ? 1 : 0;
    }
}

static void
append_hunks (GString *out, const Diff *diff)
{
  const char *marks = diff->marks->str;
  gsize length = diff->marks->len;

  for (gsize i = 0; i < length;)
    {
      gsize end = 0;

      if (marks[i] == ' ')
        {
          i++;
          continue;
        }
      end = find_hunk_end (marks, i);
      append_hunk (out, diff, i > CONTEXT ? i - CONTEXT : 0, MIN (end + CONTEXT, length));
      i = end;
    }
}

/**
 * postil_line_diff:
 * @before: (nullable): what stands there; %NULL: nothing
 * @after: what will
 * @name: of the file
 *
 * Writes the unified difference of two texts with three lines of context.
 *
 * Returns: (transfer full): "" when they are equal; any thread
 */
char *
postil_line_diff (const char *before, const char *after, const char *name)
{
  g_autofree char *a = g_strdup (before != NULL ? before : "");
  g_autofree char *b = g_strdup (after);
  g_autoptr (GPtrArray) a_lines = split_lines (a);
  g_autoptr (GPtrArray) b_lines = split_lines (b);
  g_autoptr (GString) marks = g_string_new (NULL);
  Diff diff = { a_lines, b_lines, marks };
  GString *out = g_string_new (NULL);

  if (g_strcmp0 (before, after) == 0)
    return g_string_free (out, FALSE);
  g_string_append_printf (out, "--- %s\n+++ %s\n", before != NULL ? name : "/dev/null", name);
  find_way (&diff);
  append_hunks (out, &diff);
  return g_string_free (out, FALSE);
}
