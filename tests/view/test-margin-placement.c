/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where margin notes stand: order kept, no overlap, the focused one beside its line, folding before long moves. No display. */
#include "config.h"

#include "postil-margin-placement.h"

static double
bottom (const PostilMarginSlot *slot)
{
  return slot->y + (slot->folded ? slot->folded_height : slot->height);
}

static void
assert_orderly (const PostilMarginSlot *slots, guint n)
{
  for (guint i = 1; i < n; i++)
    g_assert_cmpfloat (slots[i].y, >=, bottom (&slots[i - 1]) + POSTIL_MARGIN_GAP - 0.001);
}

static void
test_room_enough (void)
{
  PostilMarginSlot slots[] = { { 10, 100, 50 }, { 200, 100, 50 }, { 400, 80, 50 } };

  postil_margin_place (slots, G_N_ELEMENTS (slots), -1, 0);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_assert_cmpfloat (slots[i].y, ==, slots[i].wanted);
      g_assert_false (slots[i].folded);
    }
}

static void
test_least_move (void)
{
  PostilMarginSlot slots[] = { { 10, 100, 50 }, { 60, 100, 50 } };

  postil_margin_place (slots, G_N_ELEMENTS (slots), -1, 0);
  g_assert_cmpfloat (slots[0].y, ==, 10);
  g_assert_cmpfloat (slots[1].y, ==, 118); /* moved by 58: not folded yet */
  g_assert_false (slots[0].folded);
}

static void
test_fold_before_far_move (void)
{
  PostilMarginSlot slots[] = { { 10, 100, 50 }, { 57, 100, 50 }, { 400, 100, 50 } };

  postil_margin_place (slots, G_N_ELEMENTS (slots), -1, 0);
  g_assert_true (slots[0].folded);
  g_assert_true (slots[1].folded);
  g_assert_cmpfloat (slots[1].y, ==, 68);
  g_assert_false (slots[2].folded);
  g_assert_cmpfloat (slots[2].y, ==, 400);
  assert_orderly (slots, G_N_ELEMENTS (slots));
}

/* As in the picture of the editor: the note above gives way upwards, the one below folds. */
static void
test_focus_keeps_place (void)
{
  PostilMarginSlot slots[] = { { 289, 125, 57 }, { 360, 229, 229 }, { 453, 108, 57 } };

  postil_margin_place (slots, G_N_ELEMENTS (slots), 1, 6);
  g_assert_cmpfloat (slots[1].y, ==, 360);
  g_assert_true (slots[0].folded); /* 62 upwards would be too far */
  g_assert_cmpfloat (slots[0].y, ==, 289);
  g_assert_true (slots[2].folded);
  g_assert_cmpfloat (slots[2].y, ==, 597);
  assert_orderly (slots, G_N_ELEMENTS (slots));
}

static void
test_focus_pushes_up (void)
{
  PostilMarginSlot slots[] = { { 100, 60, 40 }, { 150, 60, 40 }, { 200, 60, 60 } };

  postil_margin_place (slots, G_N_ELEMENTS (slots), 2, 0);
  g_assert_cmpfloat (slots[2].y, ==, 200);
  assert_orderly (slots, G_N_ELEMENTS (slots));
}

static void
test_top_is_kept (void)
{
  PostilMarginSlot slots[] = { { 10, 60, 60 }, { 20, 60, 60 }, { 30, 60, 60 } };

  postil_margin_place (slots, G_N_ELEMENTS (slots), 2, 6);
  g_assert_cmpfloat (slots[0].y, >=, 6);
  assert_orderly (slots, G_N_ELEMENTS (slots));
}

static void
test_crowd (void)
{
  g_autofree PostilMarginSlot *slots = g_new0 (PostilMarginSlot, 1000);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int focused = -1; focused < 1000; focused += 111)
    {
      double wanted = 0;

      for (guint i = 0; i < 1000; i++)
        {
          wanted += g_rand_int_range (random, 0, 60);
          slots[i]
              = (PostilMarginSlot){ .wanted = wanted, .height = 40 + g_rand_int_range (random, 0, 120), .folded_height = 40 };
        }
      postil_margin_place (slots, 1000, focused, 0);
      assert_orderly (slots, 1000);
      for (guint i = 0; i < 1000; i++)
        g_assert_true (slots[i].folded || (int) i == focused || ABS (slots[i].y - slots[i].wanted) <= POSTIL_MARGIN_FARTHEST
                       || slots[i].height <= slots[i].folded_height);
    }
}

static void
test_nothing (void)
{
  postil_margin_place (NULL, 0, -1, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/margin-placement/room-enough", test_room_enough);
  g_test_add_func ("/view/margin-placement/least-move", test_least_move);
  g_test_add_func ("/view/margin-placement/fold-before-far-move", test_fold_before_far_move);
  g_test_add_func ("/view/margin-placement/focus-keeps-place", test_focus_keeps_place);
  g_test_add_func ("/view/margin-placement/focus-pushes-up", test_focus_pushes_up);
  g_test_add_func ("/view/margin-placement/top-is-kept", test_top_is_kept);
  g_test_add_func ("/view/margin-placement/crowd", test_crowd);
  g_test_add_func ("/view/margin-placement/nothing", test_nothing);
  return g_test_run ();
}
