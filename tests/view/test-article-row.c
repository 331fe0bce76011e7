/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of the article list: what it shows, says and hides, that it is filled again without new widgets, hits in snippets. */
#include "config.h"

#include "postil-article-row.h"
#include "postil-fact-chip.h"
#include "postil-time.h"
#include "widget-stage.h"

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

static GtkLabel *
label_of (GtkWidget *row, const char *name)
{
  return GTK_LABEL (gtk_widget_get_template_child (row, POSTIL_TYPE_ARTICLE_ROW, name));
}

static guint
count_widgets (GtkWidget *root)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

static GtkWidget *
set_up_row (void)
{
  GtkWidget *row = postil_article_row_new ();

  return g_object_ref_sink (row);
}

static void
test_shows_article (void)
{
  GtkWidget *row = set_up_row ();
  g_autoptr (PostilArticle) article = make_article ("Campus Review", "Alibaba’s models", "Clearance decided the contest.");
  GtkWidget *dot = GTK_WIDGET (gtk_widget_get_template_child (row, POSTIL_TYPE_ARTICLE_ROW, "dot"));

  article->n_notes = 2;
  article->starred = TRUE;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  g_assert_cmpstr (gtk_label_get_label (label_of (row, "title")), ==, "Alibaba’s models");
  g_assert_cmpstr (gtk_label_get_label (label_of (row, "source")), ==, "Campus Review");
  g_assert_cmpstr (gtk_label_get_label (label_of (row, "summary")), ==, "Clearance decided the contest.");
  g_assert_cmpstr (gtk_label_get_label (label_of (row, "date")), ==, "11 Feb 2021");
  g_assert_true (gtk_widget_has_css_class (row, "unread"));
  g_assert_cmpfloat (gtk_widget_get_opacity (dot), >, 0.9);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Unread, Alibaba’s models, Campus Review, 11 Feb 2021, starred, 2 notes");

  article->read = TRUE;
  article->starred = FALSE;
  article->n_notes = 0;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  g_assert_false (gtk_widget_has_css_class (row, "unread"));
  g_assert_cmpfloat (gtk_widget_get_opacity (dot), <, 0.1);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Alibaba’s models, Campus Review, 11 Feb 2021");
  g_object_unref (row);
}

static void
test_dates (void)
{
  GtkWidget *row = set_up_row ();
  g_autoptr (PostilArticle) article = make_article ("A", "B", "");
  const gint64 now = postil_time_now ();
  g_autofree char *day = NULL;

  article->published = now;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  g_assert_nonnull (strchr (gtk_label_get_label (label_of (row, "date")), ':'));

  /* A day without a time shows none, today either, and no other day west of Greenwich. */
  article->published = postil_time_from_day (postil_time_to_day (now));
  article->published_is_day = TRUE;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  g_assert_null (strchr (gtk_label_get_label (label_of (row, "date")), ':'));
  day = g_strdup_printf ("%d ", postil_time_to_day (now).day);
  g_assert_true (g_str_has_prefix (gtk_label_get_label (label_of (row, "date")), day));

  article->published = POSTIL_TIME_UNKNOWN;
  article->published_is_day = FALSE;
  article->added = postil_time_from_day ((PostilDay){ 2020, 5, 3 }) + G_GINT64_CONSTANT (43200) * G_USEC_PER_SEC;
  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, NULL);
  g_assert_cmpstr (gtk_label_get_label (label_of (row, "date")), ==, "3 May 2020");
  g_object_unref (row);
}

static void
test_filled_again (void)
{
  GtkWidget *row = set_up_row ();
  g_autoptr (PostilArticle) full = make_article ("Meridian Tech", "Is ByteDance next?", "The owner of Doubao.");
  g_autoptr (PostilArticle) bare = make_article ("The Ledger", "", "");
  const guint n = count_widgets (row);

  for (guint i = 0; i < POSTIL_ARTICLE_MAX_CHIPS; i++)
    add_chip (full, (PostilEntityType) i, "ByteDance");
  full->n_notes = 1;
  for (guint i = 0; i < 50; i++)
    {
      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), full,
                                      i % 3 == 0 ? "a " POSTIL_ROW_HIT_START "hit" POSTIL_ROW_HIT_END "" : NULL);
      g_assert_true (gtk_widget_get_visible (stage_find (row, POSTIL_TYPE_FACT_CHIP, POSTIL_ARTICLE_MAX_CHIPS)));
      g_assert_cmpuint (count_widgets (row), ==, n);
      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), bare, NULL);
      g_assert_cmpstr (gtk_label_get_label (label_of (row, "title")), ==, "Without a title");
      for (guint chip = 0; chip <= POSTIL_ARTICLE_MAX_CHIPS; chip++)
        g_assert_false (gtk_widget_get_visible (stage_find (row, POSTIL_TYPE_FACT_CHIP, chip)));
      g_assert_null (gtk_label_get_attributes (label_of (row, "summary")));
      postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), NULL, NULL);
      g_assert_cmpstr (gtk_label_get_label (label_of (row, "title")), ==, "");
      g_assert_cmpuint (count_widgets (row), ==, n);
    }
  g_object_unref (row);
}

static void
assert_snippet (const char *snippet, const char *plain, const char *attributes)
{
  GtkWidget *row = set_up_row ();
  g_autoptr (PostilArticle) article = make_article ("A", "B", "The summary");
  PangoAttrList *list;
  g_autofree char *text = NULL;

  postil_article_row_set_article (POSTIL_ARTICLE_ROW (row), article, snippet);
  g_assert_cmpstr (gtk_label_get_text (label_of (row, "summary")), ==, plain);
  list = gtk_label_get_attributes (label_of (row, "summary"));
  text = list != NULL ? pango_attr_list_to_string (list) : g_strdup ("");
  if (attributes == NULL)
    g_assert_cmpstr (text, ==, "");
  else
    g_assert_nonnull (strstr (text, attributes));
  g_object_unref (row);
}

static void
test_snippets (void)
{
  assert_snippet (NULL, "The summary", NULL);
  assert_snippet ("", "The summary", NULL);
  assert_snippet ("no hit", "no hit", NULL);
  assert_snippet ("a " POSTIL_ROW_HIT_START "hit" POSTIL_ROW_HIT_END " here", "a hit here", "2 5 weight bold");
  assert_snippet ("<b>" POSTIL_ROW_HIT_START "&amp;" POSTIL_ROW_HIT_END "</b>\n", "<b>&amp;</b> ", "3 8 weight bold");
  assert_snippet ("open " POSTIL_ROW_HIT_START "end", "open end", NULL);
  assert_snippet ("closed" POSTIL_ROW_HIT_END " only", "closed only", NULL);
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
  stage_settle ();
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
  g_test_add_func ("/article-row/pictures", test_pictures);
  return g_test_run ();
}
