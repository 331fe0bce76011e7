/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of the article list: what it shows, says and hides, that it is filled again without new widgets, hits in snippets. */
#include "config.h"

#include "postil-article-row.h"
#include "postil-line-meter.h"
#include "postil-time.h"
#include "widget-stage.h"
#include "window-wait.h"

#include <string.h>

static PostilArticle *
make_article (const char *source, const char *title, const char *summary)
{
  PostilArticle *article = postil_article_new ();

  g_free (article->source);
  g_free (article->title);
  g_free (article->summary);
  article->source = g_strdup (source);
  article->title = g_strdup (title);
  article->summary = g_strdup (summary);
  article->published = postil_time_from_day ((PostilDay){ 2021, 2, 11 }) + G_GINT64_CONSTANT (43200) * G_USEC_PER_SEC;
  return article;
}

static void
add_chip (PostilArticle *article, PostilEntityType type, const char *name)
{
  article->chip_types[article->n_chips] = type;
  article->chip_names[article->n_chips++] = g_strdup (name);
}

static GtkWidget *
set_up_row (void)
{
  GtkWidget *row = postil_article_row_new ();

  return g_object_ref_sink (row);
}

static void
assert_label (GtkWidget *row, const char *label)
{
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

static void
test_shows_article (void)
{
  GtkWidget *row = set_up_row ();
  g_autoptr (PostilArticle) article = make_article ("Campus Review", "Alibaba’s models", "Clearance decided the contest.");

  article->n_notes = 2;
  article->starred = TRUE;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  assert_label (row, "Unread, Alibaba’s models, Campus Review, 11 Feb 2021, starred, 2 notes");

  article->read = TRUE;
  article->starred = FALSE;
  article->n_notes = 0;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  assert_label (row, "Alibaba’s models, Campus Review, 11 Feb 2021");
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), NULL, NULL);
  assert_label (row, "");
  g_object_unref (row);
}

static void
test_dates (void)
{
  GtkWidget *row = set_up_row ();
  g_autoptr (PostilArticle) article = make_article ("A", "B", "");
  const gint64 now = postil_time_now ();
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (local, "Unread, B, A, %H:%M");
  g_autofree char *day = NULL;
  const PostilDay today = postil_time_to_day (now);
  g_autoptr (GDateTime) date = g_date_time_new_utc (today.year, today.month, today.day, 0, 0, 0.0);

  article->published = now;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  assert_label (row, time);

  /* A day without a time shows none, today either, and no other day west of Greenwich. */
  article->published = postil_time_from_day (today);
  article->published_is_day = TRUE;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  day = g_date_time_format (date, "Unread, B, A, %-e %b");
  assert_label (row, day);

  article->published = POSTIL_TIME_UNKNOWN;
  article->published_is_day = FALSE;
  article->added = postil_time_from_day ((PostilDay){ 2020, 5, 3 }) + G_GINT64_CONSTANT (43200) * G_USEC_PER_SEC;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  assert_label (row, "Unread, B, A, 3 May 2020");
  g_object_unref (row);
}

static int
height_of (GtkWidget *row, int width)
{
  int height = 0;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

/* What is far away costs nothing; what is seen is drawn. */
static guint
count_nodes (GtkWidget *row)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint n = 0;

  GTK_WIDGET_GET_CLASS (row)->snapshot (row, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return 0;
  bytes = gsk_render_node_serialize (node);
  for (const char *at = g_bytes_get_data (bytes, NULL); (at = strstr (at, "text {")) != NULL; at++)
    n++;
  return n;
}

static void
test_filled_again (void)
{
  GtkWidget *row = postil_article_row_new ();
  GtkWidget *box = gtk_list_box_new ();
  g_autoptr (PostilArticle) full = make_article ("Meridian Tech", "Is ByteDance next?", "The owner of Doubao.");
  g_autoptr (PostilArticle) bare = make_article ("The Ledger", "", "");
  int tall;
  int low;

  gtk_list_box_append (GTK_LIST_BOX (box), row);
  stage_show (box, 402, 300);
  for (guint i = 0; i < POSTIL_ARTICLE_MAX_CHIPS; i++)
    add_chip (full, (PostilEntityType) i, "ByteDance");
  full->n_notes = 1;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), full, NULL);
  tall = height_of (row, 302);
  g_assert_cmpuint (count_nodes (row), >=, 8);
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), bare, NULL);
  low = height_of (row, 302);
  g_assert_cmpint (low, <, tall);
  /* letter, source, date, “Without a title” */
  g_assert_cmpuint (count_nodes (row), ==, 4);
  for (guint i = 0; i < 50; i++)
    {
      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), full,
                                      i % 3 == 0 ? "a " POSTIL_ROW_HIT_START "hit" POSTIL_ROW_HIT_END "" : NULL);
      g_assert_cmpint (height_of (row, 302), ==, tall);
      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), bare, NULL);
      g_assert_cmpint (height_of (row, 302), ==, low);
      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), NULL, NULL);
      g_assert_cmpuint (count_nodes (row), ==, 0);
    }
  stage_clear ();
}

static void
assert_snippet (const char *snippet, const char *plain, const char *attributes)
{
  const GdkRGBA color = { 1.0f, 1.0f, 0.0f, 1.0f };
  PangoAttrList *list = NULL;
  g_autofree char *result = postil_snippet_to_plain (snippet, &color, &list);
  g_autofree char *text = pango_attr_list_to_string (list);

  g_assert_cmpstr (result, ==, plain);
  if (attributes == NULL)
    g_assert_cmpstr (text, ==, "");
  else
    g_assert_nonnull (strstr (text, attributes));
  pango_attr_list_unref (list);
}

static void
test_snippets (void)
{
  assert_snippet ("", "", NULL);
  assert_snippet ("no hit", "no hit", NULL);
  assert_snippet ("a " POSTIL_ROW_HIT_START "hit" POSTIL_ROW_HIT_END " here", "a hit here", "2 5 weight bold");
  assert_snippet ("<b>" POSTIL_ROW_HIT_START "&amp;" POSTIL_ROW_HIT_END "</b>\n", "<b>&amp;</b> ", "3 8 weight bold");
  assert_snippet ("open " POSTIL_ROW_HIT_START "end", "open end", NULL);
  assert_snippet ("closed" POSTIL_ROW_HIT_END " only", "closed only", NULL);
}

/* The sum of the widths tells what the layout would, at every width. */
static void
test_line_meter (void)
{
  static const char *const texts[] = {
    "",
    "Short",
    "Alibaba’s models will carry Apple’s AI features in China",
    "AVAVAV Yo. To Wa fi ffi — “kerning” … everywhere: AVAVAV",
    "阿里巴巴的模型将在中国承载苹果的人工智能功能",
    "هل تكون الشركة الشريك القادم لشركة أخرى في الصين؟",
    "Größe und Überfluss: Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
  };
  GtkWidget *box = gtk_list_box_new ();
  PangoContext *context = gtk_widget_create_pango_context (box);

  g_object_ref_sink (box);
  for (guint weight = 0; weight < 2; weight++)
    {
      g_autoptr (PostilLineMeter) meter
          = postil_line_meter_new (context, 1.0, weight == 0 ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);

      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        for (int width = 60; width < 700; width += 7)
          {
            g_autoptr (PangoLayout) layout = postil_line_meter_lay_out (meter, texts[i], NULL, width, 2);
            int height = 0;

            pango_layout_get_pixel_size (layout, NULL, &height);
            g_assert_cmpint (postil_line_meter_measure (meter, texts[i], NULL, width, 2), ==, height);
          }
    }
  g_object_unref (context);
  g_object_unref (box);
}

static GtkWidget *
make_list (gboolean long_text)
{
  GtkWidget *box = gtk_list_box_new ();
  PostilArticle *articles[] = {
    make_article ("Campus Review", "Alibaba’s models will carry Apple’s AI features in China",
                  "Clearance already in hand decided the contest, two people close to the talks say."),
    make_article ("Meridian Tech", "Is ByteDance Apple’s next partner?",
                  "The owner of Doubao doubles its AI budget. Approval, not capacity, may decide."),
    make_article (long_text ? "The Gazette of Very Long Names and Even Longer Explanations" : "Pacific Wire",
                  long_text
                      ? "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft meets the general "
                        "assembly of the association for the preservation of long words"
                      : "iPhone sales in China slide again as Huawei gains",
                  ""),
    make_article ("صحيفة", "هل تكون الشركة الشريك القادم؟", "الموافقة، لا القدرة، قد تحسم الأمر."),
    make_article ("East Asia Markets", "ByteDance sets aside 160 billion yuan for AI", "unused"),
  };

  articles[0]->starred = TRUE;
  add_chip (articles[0], POSTIL_ENTITY_ORG, "Alibaba");
  add_chip (articles[0], POSTIL_ENTITY_ORG, "Apple");
  add_chip (articles[0], POSTIL_ENTITY_LOC, "China");
  add_chip (articles[1], POSTIL_ENTITY_ORG, "ByteDance");
  add_chip (articles[1], POSTIL_ENTITY_PRODUCT, "Doubao");
  articles[1]->read = TRUE;
  articles[1]->n_notes = 2;
  articles[1]->published = postil_time_now ();
  add_chip (articles[2], POSTIL_ENTITY_PER, long_text ? "Wolfeschlegelsteinhausenbergerdorff the Elder" : "Lin Zhaoyu");
  add_chip (articles[2], POSTIL_ENTITY_EVENT, "Spring Festival");
  add_chip (articles[2], POSTIL_ENTITY_LOC, "mainland China");
  articles[2]->n_notes = 12;
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      GtkWidget *row = postil_article_row_new ();

      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), articles[i],
                                      i == 4 ? "will spend " POSTIL_ROW_HIT_START "160 billion" POSTIL_ROW_HIT_END
                                               " yuan, most of it on data centres abroad"
                                             : NULL);
      gtk_list_box_append (GTK_LIST_BOX (box), row);
      postil_article_unref (articles[i]);
    }
  gtk_list_box_append (GTK_LIST_BOX (box), postil_article_row_new ());
  gtk_widget_add_css_class (box, "navigation-sidebar");
  gtk_widget_add_css_class (box, "postil-articles");
  gtk_list_box_select_row (GTK_LIST_BOX (box), gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), 1));
  return box;
}

static void
test_pictures (void)
{
  stage_show (make_list (FALSE), 302, 760);
  stage_save ("row-light");
  stage_set_dark (TRUE);
  stage_save ("row-dark");
  stage_clear ();
  stage_show (make_list (TRUE), 262, 800);
  stage_save ("row-long");
  stage_set_scale (1.5);
  window_wait_settle ();
  stage_save ("row-scaled");
  stage_clear ();
  stage_set_direction (GTK_TEXT_DIR_RTL);
  stage_show (make_list (FALSE), 302, 760);
  stage_save ("row-mirrored");
  stage_clear ();
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_autoptr (PostilArticle) article = make_article ("Pacific Wire", "iPhone sales", "Down.");

  postil_article_row_set_article (POSTIL_ARTICLE_ROW (gtk_list_item_get_child (item)), article, NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, postil_article_row_new ());
}

/* The cell has the focus, so it has the words too. */
static void
test_in_list (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *strings = gtk_string_list_new ((const char *const[]){ "a", "b", NULL });
  GtkWidget *list;
  GtkWidget *row;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
  stage_show (list, 302, 300);
  row = stage_find (list, POSTIL_TYPE_ARTICLE_ROW, 0);
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Unread, iPhone sales, Pacific Wire, 11 Feb 2021");
  stage_clear ();
}

/* Of two hundred rows those that are seen are drawn, after scrolling others. */
static void
test_far_rows (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;
  guint n = 0;
  guint far = 0;

  for (guint i = 0; i < 150; i++)
    gtk_string_list_append (strings, "a");
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  stage_show (scroller, 302, 300);
  g_assert_cmpuint (count_nodes (stage_find (list, POSTIL_TYPE_ARTICLE_ROW, 0)), >=, 4);
  g_assert_cmpuint (count_nodes (stage_find (list, POSTIL_TYPE_ARTICLE_ROW, 100)), ==, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 2500.0);
  window_wait_settle ();
  stage_save ("row-scrolled");
  for (GtkWidget *row; (row = stage_find (list, POSTIL_TYPE_ARTICLE_ROW, n)) != NULL; n++)
    {
      double y = 0.0;
      const gboolean drawn = count_nodes (row) > 0;

      gtk_widget_translate_coordinates (row, list, 0.0, 0.0, NULL, &y);
      if (gtk_widget_get_mapped (row) && y > -20.0 && y < 280.0)
        g_assert_true (drawn);
      if (y < -600.0 || y > 900.0)
        g_assert_false (drawn);
      far += drawn ? 0 : 1;
    }
  g_assert_cmpuint (far, >, 50);
  stage_clear ();
}

int
main (int argc, char **argv)
{
  if (!stage_init (&argc, &argv))
    return 77;
  g_test_add_func ("/article-row/shows-article", test_shows_article);
  g_test_add_func ("/article-row/dates", test_dates);
  g_test_add_func ("/article-row/filled-again", test_filled_again);
  g_test_add_func ("/article-row/snippets", test_snippets);
  g_test_add_func ("/article-row/in-list", test_in_list);
  g_test_add_func ("/article-row/line-meter", test_line_meter);
  g_test_add_func ("/article-row/far-rows", test_far_rows);
  g_test_add_func ("/article-row/pictures", test_pictures);
  return g_test_run ();
}
