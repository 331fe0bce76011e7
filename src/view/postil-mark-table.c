/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sorted array of marks with the furthest end so far beside each, so that "which marks touch these lines" is two binary
 * searches and a walk over the answer, whatever the length of the article. */
#include "config.h"

#include "postil-mark-table.h"

struct _PostilMarkTable
{
  GArray *marks;    /* PostilMark, sorted by start, then longest first */
  guint32 *reaches; /* reaches[i]: the greatest end of marks 0..i */
};

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const PostilMark *left = a;
  const PostilMark *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  if (left->layer != right->layer)
    return left->layer < right->layer ? -1 : 1;
  return left->index < right->index ? -1 : left->index > right->index;
}

static PostilMarkTable *
table_take (GArray *marks)
{
  PostilMarkTable *self = g_new0 (PostilMarkTable, 1);
  guint32 reach = 0;

  g_array_sort (marks, compare_marks);
  self->marks = marks;
  self->reaches = g_new (guint32, MAX (marks->len, 1));
  for (guint i = 0; i < marks->len; i++)
    {
      const PostilMark *mark = &g_array_index (marks, PostilMark, i);

      reach = MAX (reach, mark->end);
      self->reaches[i] = reach;
    }
  return self;
}

/* Names said again within one block are pale: the eye is led to the first. Mentions come sorted. */
static void
add_mentions (GArray *marks, PostilDocument *document, PostilAnalysis *analysis, gboolean pale_repeats)
{
  gsize n_mentions = 0;
  gsize n_entities = 0;
  gsize n_blocks = 0;
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n_mentions);
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);
  const gsize length = postil_document_get_length (document);
  g_autofree guint *seen = g_new0 (guint, MAX (n_entities, 1)); /* 1 + the block an entity was last seen in */
  gsize block = 0;

  for (gsize i = 0; i < n_mentions; i++)
    {
      const PostilMention *mention = &mentions[i];
      PostilMark mark = { .start = mention->start, .end = mention->end, .index = (guint32) i, .layer = POSTIL_MARK_MENTION };

      if (mention->end > length || mention->start >= mention->end || mention->entity >= n_entities)
        continue;
      while (block < n_blocks && blocks[block].end <= mention->start)
        block++;
      mark.kind = postil_mark_kind_of_entity (entities[mention->entity].type);
      mark.pale = mention->confidence < POSTIL_MARK_SURE || (pale_repeats && seen[mention->entity] == block + 1);
      seen[mention->entity] = (guint) block + 1;
      g_array_append_val (marks, mark);
    }
}

/**
 * postil_mark_table_leaves_out:
 * @document: the text
 * @figure: a figure of it
 *
 * Tells whether a figure gets no mark, since its words only happen to be a number. It stays in the analysis, and searches find it.
 *
 * Thread: any.
 *
 * Returns: %TRUE when it is left unmarked
 */
gboolean
postil_mark_table_leaves_out (PostilDocument *document, const PostilFigure *figure)
{
  g_autofree char *surface = NULL;

  if (figure->start >= figure->end || figure->end > postil_document_get_length (document))
    return TRUE;
  if (postil_mark_kind_of_figure (figure->kind) != POSTIL_MARK_KIND_QUANTITY)
    return FALSE;
  surface = postil_document_dup_slice (document, figure->start, figure->end);
  return postil_figure_is_incidental (figure, surface);
}

static void
add_figures (GArray *marks, PostilDocument *document, PostilAnalysis *analysis)
{
  gsize n_figures = 0;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n_figures);

  for (gsize i = 0; i < n_figures; i++)
    {
      const PostilFigure *figure = &figures[i];
      PostilMark mark = { .start = figure->start, .end = figure->end, .index = (guint32) i, .layer = POSTIL_MARK_FIGURE };

      if (postil_mark_table_leaves_out (document, figure))
        continue;
      mark.kind = postil_mark_kind_of_figure (figure->kind);
      if (mark.kind == POSTIL_MARK_KIND_PERCENT)
        mark.direction = (guint8) figure->change.direction;
      g_array_append_val (marks, mark);
    }
}

/**
 * postil_mark_table_new:
 * @document: the text
 * @analysis: (nullable): what the machine found in it
 * @pale_repeats: whether a name is pale after its first time in a paragraph
 *
 * Makes the table of the machine's marks. Ranges outside the text are left out.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the table
 */
PostilMarkTable *
postil_mark_table_new (PostilDocument *document, PostilAnalysis *analysis, gboolean pale_repeats)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (PostilMark));

  if (analysis != NULL)
    {
      add_mentions (marks, document, analysis, pale_repeats);
      add_figures (marks, document, analysis);
    }
  return table_take (marks);
}

/**
 * postil_mark_table_new_for_notes:
 * @notes: (nullable) (element-type PostilNote): the reader's notes; a mark's index is the place in this array
 * @length: length of the text, code points
 *
 * Makes the table of the reader's highlights. Left out are notes on the whole article, without colour, orphans, and ranges
 * outside the text.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the table
 */
PostilMarkTable *
postil_mark_table_new_for_notes (GPtrArray *notes, gsize length)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (PostilMark));
  PostilMarkTable *self;
  guint32 reach = 0;

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);
      PostilMark mark = { .start = note->start, .end = note->end, .index = i, .layer = POSTIL_MARK_NOTE };

      if (note->orphan || note->deleted != 0 || note->color < 1 || note->color > POSTIL_NOTE_N_COLORS || note->start >= note->end
          || note->end > length)
        continue;
      mark.kind = (guint8) note->color;
      g_array_append_val (marks, mark);
    }
  self = table_take (marks);
  for (guint i = 0; i < marks->len; i++)
    {
      PostilMark *mark = &g_array_index (marks, PostilMark, i);

      mark->inner = i > 0 && mark->end <= reach;
      reach = MAX (reach, mark->end);
    }
  return self;
}

/**
 * postil_mark_table_free:
 * @self: (transfer full) (nullable): a table
 *
 * Frees a table.
 */
void
postil_mark_table_free (PostilMarkTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->marks);
  g_free (self->reaches);
  g_free (self);
}

/**
 * postil_mark_table_get_length:
 * @self: a table
 *
 * Counts the marks.
 *
 * Returns: their number
 */
guint
postil_mark_table_get_length (const PostilMarkTable *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->marks->len;
}

/**
 * postil_mark_table_get:
 * @self: a table
 * @position: a place in the order of the text
 *
 * Gives one mark.
 *
 * Returns: (transfer none) (nullable): the mark, or %NULL past the end
 */
const PostilMark *
postil_mark_table_get (const PostilMarkTable *self, guint position)
{
  g_return_val_if_fail (self != NULL, NULL);
  return position < self->marks->len ? &g_array_index (self->marks, PostilMark, position) : NULL;
}

/**
 * postil_mark_table_first_reaching:
 * @self: a table
 * @offset: code points
 *
 * Finds where to start walking for every mark that ends after an offset: no mark before the answer does. A mark after it may still
 * end earlier, so the walker tests each.
 *
 * Returns: a position; the number of marks when there is none
 */
guint
postil_mark_table_first_reaching (const PostilMarkTable *self, gsize offset)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL, 0);
  high = self->marks->len;
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (self->reaches[middle] > offset)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/**
 * postil_mark_table_first_from:
 * @self: a table
 * @offset: code points
 *
 * Finds the first mark that starts at or after an offset.
 *
 * Returns: a position; the number of marks when there is none
 */
guint
postil_mark_table_first_from (const PostilMarkTable *self, gsize offset)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL, 0);
  high = self->marks->len;
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (self->marks, PostilMark, middle).start >= offset)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/**
 * postil_mark_table_find_at:
 * @self: a table
 * @offset: code points
 * @hidden_kinds: bits of the #PostilMarkKind that are switched off; 0 for a table of notes
 *
 * Finds the innermost mark that covers an offset: of several the shortest.
 *
 * Returns: (transfer none) (nullable): the mark
 */
const PostilMark *
postil_mark_table_find_at (const PostilMarkTable *self, gsize offset, guint hidden_kinds)
{
  const PostilMark *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = postil_mark_table_first_reaching (self, offset); i < self->marks->len; i++)
    {
      const PostilMark *mark = &g_array_index (self->marks, PostilMark, i);

      if (mark->start > offset)
        break;
      if (mark->end <= offset || (mark->layer != POSTIL_MARK_NOTE && (hidden_kinds & (1u << mark->kind)) != 0))
        continue;
      if (found == NULL || mark->end - mark->start <= found->end - found->start)
        found = mark;
    }
  return found;
}

/**
 * postil_mark_table_find:
 * @self: a table
 * @layer: whose mark
 * @index: its index there
 *
 * Finds a mark by what it stands for. Linear: for single questions, not for drawing.
 *
 * Returns: (transfer none) (nullable): the mark
 */
const PostilMark *
postil_mark_table_find (const PostilMarkTable *self, PostilMarkLayer layer, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const PostilMark *mark = &g_array_index (self->marks, PostilMark, i);

      if (mark->layer == layer && mark->index == index)
        return mark;
    }
  return NULL;
}

static void
add_run (GArray *runs, guint32 start, guint32 end, guint color)
{
  PostilHighlightRun run = { start, end, color };
  PostilHighlightRun *last = runs->len > 0 ? &g_array_index (runs, PostilHighlightRun, runs->len - 1) : NULL;

  if (start >= end)
    return;
  if (last != NULL && last->end == start && last->color == color)
    last->end = end;
  else
    g_array_append_val (runs, run);
}

/**
 * postil_mark_table_flatten:
 * @self: a table of notes
 *
 * Lays highlights over one another: of those that cover a place, the one that starts last is on top. Cost: marks times the depth
 * of nesting.
 *
 * Returns: (transfer full) (element-type PostilHighlightRun): stretches, sorted, not overlapping
 */
GArray *
postil_mark_table_flatten (const PostilMarkTable *self)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (PostilHighlightRun));
  g_autoptr (GPtrArray) open = g_ptr_array_new (); /* PostilMark, the topmost last */
  guint32 at = 0;

  g_return_val_if_fail (self != NULL, runs);
  for (guint i = 0; i <= self->marks->len; i++)
    {
      const PostilMark *next = postil_mark_table_get (self, i);
      const guint32 until = next != NULL ? next->start : G_MAXUINT32;

      while (open->len > 0 && at < until)
        {
          const PostilMark *top = g_ptr_array_index (open, open->len - 1);

          add_run (runs, at, MIN (top->end, until), top->kind);
          if (top->end > until)
            break;
          at = MAX (at, top->end);
          g_ptr_array_set_size (open, (int) open->len - 1);
        }
      at = until;
      if (next != NULL)
        g_ptr_array_add (open, (gpointer) next);
    }
  return runs;
}
