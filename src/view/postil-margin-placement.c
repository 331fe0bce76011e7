/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places margin notes: order kept, nothing overlaps, the focused note beside its line, the others moved by as little as
 * that allows, folded before they move far. Linear but for the folding of one crowd, which happens once. */
#include "config.h"

#include "postil-margin-placement.h"

static double
slot_height (const PostilMarginSlot *slot)
{
  return slot->folded ? slot->folded_height : slot->height;
}

/* Folds the notes of the crowd that ends at @last, those before it that touch one another, and moves them up again. The note at
 * @fixed keeps its shape and place. */
static void
fold_crowd (PostilMarginSlot *slots, guint last, int fixed, double top)
{
  guint first = last;
  double floor_y;

  while (first > 0 && (int) first - 1 != fixed
         && slots[first].y <= slots[first - 1].y + slot_height (&slots[first - 1]) + POSTIL_MARGIN_GAP + 0.5)
    first--;
  floor_y = top;
  if (first > 0)
    floor_y = slots[first - 1].y + slot_height (&slots[first - 1]) + POSTIL_MARGIN_GAP;
  for (guint i = first; i <= last; i++)
    {
      slots[i].folded = slots[i].folded_height < slots[i].height;
      slots[i].y = MAX (slots[i].wanted, floor_y);
      floor_y = slots[i].y + slot_height (&slots[i]) + POSTIL_MARGIN_GAP;
    }
}

/* Pushes notes down from @from on, each below the one before it. */
static void
push_down (PostilMarginSlot *slots, guint n_slots, guint from, int fixed, double top)
{
  for (guint i = from; i < n_slots; i++)
    {
      const double floor_y = i > 0 ? slots[i - 1].y + slot_height (&slots[i - 1]) + POSTIL_MARGIN_GAP : top;

      slots[i].y = MAX (slots[i].wanted, floor_y);
      if (slots[i].y - slots[i].wanted <= POSTIL_MARGIN_FARTHEST)
        continue;
      if (i > from && slots[i - 1].folded)
        slots[i].folded = slots[i].folded_height < slots[i].height;
      else
        fold_crowd (slots, i, fixed, top);
    }
}

/* Pushes notes up above the focused one, the nearest first. Only those that would overlap it move. */
static void
push_up (PostilMarginSlot *slots, guint focused, double top)
{
  double ceiling = slots[focused].y - POSTIL_MARGIN_GAP;

  for (guint i = focused; i-- > 0;)
    {
      double y = MIN (slots[i].y, ceiling - slot_height (&slots[i]));

      if (slots[i].wanted - y > POSTIL_MARGIN_FARTHEST && !slots[i].folded && slots[i].folded_height < slots[i].height)
        {
          slots[i].folded = TRUE;
          y = MIN (MAX (slots[i].wanted, slots[i].y), ceiling - slot_height (&slots[i]));
        }
      if (y >= slots[i].y)
        y = slots[i].y;
      slots[i].y = y;
      ceiling = y - POSTIL_MARGIN_GAP;
    }
  /* Above the top of the lane there is nothing to read: give way downwards, the focused note as the last. */
  for (guint i = 0; i <= focused && slots[i].y < (i > 0 ? slots[i - 1].y + slot_height (&slots[i - 1]) + POSTIL_MARGIN_GAP : top);
       i++)
    slots[i].y = i > 0 ? slots[i - 1].y + slot_height (&slots[i - 1]) + POSTIL_MARGIN_GAP : top;
}

/**
 * postil_margin_place:
 * @slots: (array length=n_slots) (inout): notes sorted by place in the text
 * @n_slots: how many
 * @focused: index of the note that keeps its place, or -1
 * @top: no note stands above this, px
 *
 * Chooses a place for every note.
 *
 * Thread: any.
 */
void
postil_margin_place (PostilMarginSlot *slots, guint n_slots, int focused, double top)
{
  g_return_if_fail (slots != NULL || n_slots == 0);
  g_return_if_fail (focused < (int) n_slots);
  for (guint i = 0; i < n_slots; i++)
    slots[i].folded = FALSE;
  if (focused < 0)
    {
      push_down (slots, n_slots, 0, -1, top);
      return;
    }
  push_down (slots, (guint) focused, 0, -1, top);
  slots[focused].y = MAX (slots[focused].wanted, top);
  push_up (slots, (guint) focused, top);
  push_down (slots, n_slots, (guint) focused + 1, focused, top);
}
