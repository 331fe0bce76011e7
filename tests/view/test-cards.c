/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards, the menu and the list of marks: what they show of plain values, what they leave out, the signals they send, and the
 * sentence that is found around a figure. */
#include "config.h"

#include "article-sample.h"
#include "postil-bar-chart.h"
#include "postil-document-builder.h"
#include "postil-entity-card.h"
#include "postil-fact-chip.h"
#include "postil-figure-card.h"
#include "postil-mark-sample.h"
#include "postil-marks-list.h"
#include "postil-marks-menu.h"
#include "postil-marks-model.h"
#include "postil-sentence.h"
#include "widget-stage.h"
#include "window-wait.h"

#include <math.h>
#include <string.h>
#include <time.h>

static GObject *
part (GtkWidget *widget, const char *name)
{
  GObject *found = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (found);
  return found;
}

static void
assert_label (GtkWidget *widget, const char *name, const char *text)
{
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (part (widget, name))), ==, text);
}

static gboolean
is_shown (GtkWidget *widget, const char *name)
{
  return gtk_widget_get_visible (GTK_WIDGET (part (widget, name)));
}

/* A card as the reader sees it: in a box, since a popover has a window of its own. */
static GtkWidget *
frame (GtkWidget *card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_halign (card, GTK_ALIGN_START);
  gtk_widget_set_valign (card, GTK_ALIGN_START);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_margin_start (card, 12);
  gtk_widget_set_margin_top (card, 12);
  gtk_widget_set_margin_end (card, 12);
  gtk_box_append (GTK_BOX (box), card);
  return box;
}

/* --- entity card --- */

typedef struct
{
  gint64 article;
  guint start;
  guint type;
  char *name;
  guint n_sentences;
} Heard;

static void
open_figure_cb (PostilEntityCard *card, gint64 article, guint start, Heard *heard)
{
  heard->article = article;
  heard->start = start;
}

static void
open_entity_cb (PostilEntityCard *card, guint type, const char *name, Heard *heard)
{
  heard->type = type;
  g_free (heard->name);
  heard->name = g_strdup (name);
}

static void
sentences_cb (PostilEntityCard *card, Heard *heard)
{
  heard->n_sentences++;
}

static GtkWidget *
make_entity_card (gboolean long_text)
{
  static const char *const aliases[] = { "ByteDance Ltd.", "the owner of Doubao", "Beijing Bytedance Technology", NULL };
  static const guint weeks[] = { 1, 0, 2, 1, 2, 1, 3, 1, 4, 3, 4, 9 };
  PostilEntityCard *card = POSTIL_ENTITY_CARD (postil_entity_card_new ());

  postil_entity_card_set_entity (card, POSTIL_ENTITY_ORG,
                                 long_text ? "The Association for the Preservation of Unreasonably Long Names of Organisations"
                                           : "ByteDance",
                                 31, 9);
  postil_entity_card_set_aliases (card, aliases);
  postil_entity_card_set_weeks (card, weeks, G_N_ELEMENTS (weeks), postil_time_from_day ((PostilDay){ 2024, 11, 25 }));
  postil_entity_card_add_figure (card, &(PostilCardFigure){ "AI investment, 2025", "$22 billion", "Meridian Tech", 17, 204 });
  if (long_text)
    postil_entity_card_add_figure (card, &(PostilCardFigure){
                                             "capital expenditure on data centres abroad, fiscal year 2025, as planned",
                                             "between 160 billion and 200 billion yuan", "East Asia Markets", 18, 3 });
  else
    postil_entity_card_add_figure (card, &(PostilCardFigure){ "AI investment", "160 billion yuan", "East Asia Markets", 18, 3 });
  postil_entity_card_add_together (card, POSTIL_ENTITY_ORG, "Apple", 12);
  postil_entity_card_add_together (card, POSTIL_ENTITY_PRODUCT, "Doubao", 8);
  postil_entity_card_add_together (card, POSTIL_ENTITY_LOC, "China", 7);
  for (guint i = 0; long_text && i < 12; i++)
    postil_entity_card_add_together (card, POSTIL_ENTITY_PER, "Wolfeschlegelsteinhausenbergerdorff the Elder", 1);
  return GTK_WIDGET (card);
}

static void
test_entity_card (void)
{
  Heard heard = { 0 };
  GtkWidget *card = make_entity_card (FALSE);

  stage_show (frame (card), 480, 500);
  assert_label (card, "name", "ByteDance");
  assert_label (card, "facts", "Organisation · 31 mentions, 9 articles");
  assert_label (card, "most", "at most 9");
  assert_label (card, "first_week", "25 Nov 2024");
  assert_label (card, "last_week", "10 Feb 2025");
  gtk_test_accessible_assert_property (
      GTK_WIDGET (part (card, "chart")), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Mentions in 12 weeks from 25 Nov 2024 to 10 Feb 2025; at most 9, in the week of 10 Feb 2025; 9 in the last");
  g_assert_cmpint (gtk_widget_get_width (card), <=, 446);
  g_assert_cmpint (gtk_widget_get_height (card), <=, 460);

  g_signal_connect (card, "open-figure", G_CALLBACK (open_figure_cb), &heard);
  g_signal_connect (card, "open-entity", G_CALLBACK (open_entity_cb), &heard);
  g_signal_connect (card, "sentences", G_CALLBACK (sentences_cb), &heard);
  g_signal_emit_by_name (stage_find (GTK_WIDGET (part (card, "figures")), GTK_TYPE_BUTTON, 1), "clicked");
  g_assert_cmpint (heard.article, ==, 18);
  g_assert_cmpuint (heard.start, ==, 3);
  g_signal_emit_by_name (stage_find (GTK_WIDGET (part (card, "together")), GTK_TYPE_BUTTON, 1), "clicked");
  g_assert_cmpuint (heard.type, ==, POSTIL_ENTITY_PRODUCT);
  g_assert_cmpstr (heard.name, ==, "Doubao");
  g_signal_emit_by_name (part (card, "sentences"), "clicked");
  g_assert_cmpuint (heard.n_sentences, ==, 1);
  g_free (heard.name);
  stage_save ("entity-light");
  stage_set_dark (TRUE);
  stage_save ("entity-dark");
  stage_clear ();
}

static void
test_entity_card_hides (void)
{
  const guint week = 3;
  GtkWidget *card = g_object_ref_sink (postil_entity_card_new ());

  postil_entity_card_set_entity (POSTIL_ENTITY_CARD (card), POSTIL_ENTITY_PER, "Lin Zhaoyu", 1, 1);
  postil_entity_card_set_aliases (POSTIL_ENTITY_CARD (card), NULL);
  postil_entity_card_set_weeks (POSTIL_ENTITY_CARD (card), &week, 1, 0);
  assert_label (card, "facts", "Person · 1 mention, 1 article");
  g_assert_false (is_shown (card, "aliases_box"));
  g_assert_false (is_shown (card, "weeks_section"));
  g_assert_false (is_shown (card, "figures_section"));
  g_assert_false (is_shown (card, "together_section"));
  /* Another type takes the place of the first. */
  postil_entity_card_set_entity (POSTIL_ENTITY_CARD (card), POSTIL_ENTITY_LOC, "Beijing", 2, 1);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (part (card, "icon")), "postil-kind-per"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (part (card, "icon")), "postil-kind-loc"));
  g_object_unref (card);
}

static void
test_entity_card_pictures (void)
{
  GtkWidget *card = make_entity_card (TRUE);

  stage_show (frame (card), 480, 560);
  g_assert_cmpint (gtk_widget_get_width (card), <=, 446);
  g_assert_cmpint (gtk_widget_get_height (card), <=, 460);
  stage_save ("entity-long");
  stage_clear ();
  stage_set_scale (1.5);
  stage_show (frame (make_entity_card (FALSE)), 480, 560);
  stage_save ("entity-scaled");
  stage_clear ();
  stage_set_direction (GTK_TEXT_DIR_RTL);
  stage_show (frame (make_entity_card (FALSE)), 480, 560);
  stage_save ("entity-mirrored");
  stage_clear ();
}

/* As the reading pane shows it: the focus is in the card, so Tab and Esc work at once. */
static void
test_entity_card_in_popover (void)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *card = make_entity_card (FALSE);
  GtkWidget *focus;

  gtk_popover_set_child (GTK_POPOVER (popover), card);
  gtk_widget_add_css_class (popover, "postil-card");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (box), "stage-popover", popover);
  stage_show (box, 600, 560);
  gtk_popover_popup (GTK_POPOVER (popover));
  WAIT_FOR ((focus = gtk_root_get_focus (gtk_widget_get_root (card))) != NULL && gtk_widget_is_ancestor (focus, card));
  stage_save ("entity-popover");
  gtk_popover_popdown (GTK_POPOVER (popover));
  window_wait_settle ();
  stage_clear ();
}

/* --- figure card --- */

#define TEXT                                                                                                                     \
  "The timing hurts. Revenue from iPhones sold in China fell by 11% to $18.5 billion in the three months to March, J. Smith of " \
  "the U.S. "                                                                                                                    \
  "Census said. Features come by mid-2025; nobody doubts it."

static PostilDocument *
make_document (const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  PostilDocument *document;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "A title. With a stop.");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, text);
  document = postil_document_builder_finish (builder, NULL);
  g_assert_nonnull (document);
  return document;
}

static void
locate (PostilDocument *document, const char *words, guint32 *start, guint32 *end)
{
  const char *text = postil_document_get_text (document);
  const char *at = strstr (text, words);

  g_assert_nonnull (at);
  *start = (guint32) g_utf8_pointer_to_offset (text, at);
  *end = *start + (guint32) g_utf8_strlen (words, -1);
}

static void
assert_sentence (const char *text, const char *words, const char *sentence)
{
  g_autoptr (PostilDocument) document = make_document (text);
  g_autofree char *found = NULL;
  guint32 start;
  guint32 end;
  gsize from;
  gsize to;

  locate (document, words, &start, &end);
  g_assert_true (postil_sentence_find (document, start, end, &from, &to));
  found = postil_document_dup_slice (document, from, to);
  g_assert_cmpstr (found, ==, sentence);
}

static void
test_sentences (void)
{
  g_autoptr (PostilDocument) document = make_document ("Short.");
  gsize from;
  gsize to;

  assert_sentence (
      TEXT, "11%",
      "Revenue from iPhones sold in China fell by 11% to $18.5 billion in the three months to March, J. Smith of the U.S. "
      "Census said.");
  assert_sentence (TEXT, "mid-2025", "Features come by mid-2025; nobody doubts it.");
  assert_sentence (TEXT, "The timing", "The timing hurts.");
  assert_sentence ("It rose 3.5 per cent approx. on the day. Then it fell.", "day", "It rose 3.5 per cent approx. on the day.");
  assert_sentence ("He said: “We sold 9.” She left!", "9", "He said: “We sold 9.”");
  assert_sentence ("He said: “We sold 9.” She left!", "She", "She left!");
  assert_sentence ("销量下降了11%。收入为185亿。", "185亿", "收入为185亿。");
  assert_sentence ("No stop at all 5", "5", "No stop at all 5");
  assert_sentence ("One 1. Two 2. Three", "1. Two", "One 1. Two 2.");
  g_assert_false (postil_sentence_find (document, 2, 5000, &from, &to));
  g_assert_false (postil_sentence_find (document, 5, 2, &from, &to));
}

static GtkWidget *
make_money_card (void)
{
  g_autoptr (PostilDocument) document = make_document (TEXT);
  PostilFigure figure;
  GtkWidget *card;

  postil_figure_init (&figure);
  locate (document, "$18.5 billion", &figure.start, &figure.end);
  figure.kind = POSTIL_FIGURE_MONEY;
  figure.value = 18.5e9;
  strcpy (figure.currency, "USD");
  figure.approx = g_strdup ("~");
  figure.change.direction = POSTIL_CHANGE_DOWN;
  figure.change.percent = 11;
  figure.change.to = 18.5e9;
  figure.claim.subject = g_strdup ("Apple");
  figure.claim.measure = g_strdup ("iPhone sales");
  figure.claim.period = g_strdup ("three months to March");
  figure.claim.place = g_strdup ("China");
  figure.claim.hedge = g_strdup ("reportedly");
  figure.claim.attribution = g_strdup ("J. Smith");
  card = postil_figure_card_new (document, &figure);
  postil_figure_clear (&figure);
  return card;
}

static void
test_figure_card (void)
{
  GtkWidget *card = make_money_card ();

  stage_show (frame (card), 480, 400);
  assert_label (card, "kind", "Money");
  assert_label (card, "written", "$18.5 billion");
  assert_label (card, "value", "about 18,500,000,000 USD");
  assert_label (card, "claim", "Apple · iPhone sales · three months to March · China, reportedly");
  assert_label (card, "change", "down 11% to $18.5 billion");
  assert_label (card, "says", "J. Smith");
  g_assert_false (is_shown (card, "interval"));
  g_assert_cmpint (gtk_widget_get_width (card), <=, 446);
  stage_save ("figure-light");
  stage_set_dark (TRUE);
  stage_save ("figure-dark");
  stage_clear ();
  stage_set_scale (1.5);
  stage_show (frame (make_money_card ()), 420, 560);
  stage_save ("figure-scaled");
  stage_clear ();
  stage_set_direction (GTK_TEXT_DIR_RTL);
  stage_show (frame (make_money_card ()), 480, 400);
  stage_save ("figure-mirrored");
  stage_clear ();
}

static void
test_figure_card_date (void)
{
  g_autoptr (PostilDocument) document = make_document (TEXT);
  PostilFigure figure;
  GtkWidget *card;

  postil_figure_init (&figure);
  locate (document, "mid-2025", &figure.start, &figure.end);
  figure.kind = POSTIL_FIGURE_DATE;
  figure.iso = g_strdup ("2025-05-01/2025-08-31");
  card = g_object_ref_sink (postil_figure_card_new (document, &figure));
  assert_label (card, "interval", "1 May to 31 Aug 2025, from ‘mid-2025’");
  g_assert_false (is_shown (card, "says")); /* a date claims nothing */
  g_assert_false (is_shown (card, "value"));
  g_object_unref (card);

  g_free (figure.iso);
  figure.iso = g_strdup ("2024-12-01/2025-02-28");
  card = g_object_ref_sink (postil_figure_card_new (document, &figure));
  assert_label (card, "interval", "1 Dec 2024 to 28 Feb 2025, from ‘mid-2025’");
  g_object_unref (card);
  postil_figure_clear (&figure);
}

static void
test_figure_card_bare (void)
{
  g_autoptr (PostilDocument) document = make_document ("Sales were 7.");
  PostilFigure figure;
  GtkWidget *card;

  postil_figure_init (&figure);
  locate (document, "7", &figure.start, &figure.end);
  figure.kind = POSTIL_FIGURE_NUMBER;
  card = g_object_ref_sink (postil_figure_card_new (document, &figure));
  assert_label (card, "says", "Nobody named");
  g_assert_false (is_shown (card, "value"));
  g_assert_false (is_shown (card, "claim"));
  g_assert_false (is_shown (card, "change"));
  assert_label (card, "sentence", "“Sales were 7.”");
  g_object_unref (card);
  postil_figure_clear (&figure);
}

/* --- menu: a pane that has the properties alone --- */

#define TEST_TYPE_PANE (test_pane_get_type ())
G_DECLARE_FINAL_TYPE (TestPane, test_pane, TEST, PANE, GObject)

struct _TestPane
{
  GObject parent_instance;

  gboolean shown[3];
  GStrv lists[2];
};

G_DEFINE_FINAL_TYPE (TestPane, test_pane, G_TYPE_OBJECT)

static void
test_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id <= 3)
    g_value_set_boolean (value, TEST_PANE (object)->shown[id - 1]);
  else
    g_value_set_boxed (value, TEST_PANE (object)->lists[id - 4]);
}

static void
test_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id <= 3)
    {
      TEST_PANE (object)->shown[id - 1] = g_value_get_boolean (value);
      return;
    }
  g_strfreev (TEST_PANE (object)->lists[id - 4]);
  TEST_PANE (object)->lists[id - 4] = g_value_dup_boxed (value);
}

static void
test_pane_finalize (GObject *object)
{
  g_strfreev (TEST_PANE (object)->lists[0]);
  g_strfreev (TEST_PANE (object)->lists[1]);
  G_OBJECT_CLASS (test_pane_parent_class)->finalize (object);
}

static void
test_pane_class_init (TestPaneClass *klass)
{
  static const char *const names[] = { "show-names", "show-figures", "show-notes", "hidden-kinds", "color-names" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_pane_get_property;
  object_class->set_property = test_pane_set_property;
  object_class->finalize = test_pane_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_class_install_property (object_class, i + 1,
                                     i < 3 ? g_param_spec_boolean (names[i], NULL, NULL, TRUE, G_PARAM_READWRITE)
                                           : g_param_spec_boxed (names[i], NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE));
}

static void
test_pane_init (TestPane *self)
{
  self->shown[0] = self->shown[1] = self->shown[2] = TRUE;
}

static GtkCheckButton *
check_of (GtkWidget *menu, PostilMarkKind kind)
{
  const gboolean is_name = postil_mark_kind_is_name (kind);
  GtkWidget *box = GTK_WIDGET (part (menu, is_name ? "names_kinds" : "figures_kinds"));

  return GTK_CHECK_BUTTON (stage_find (box, GTK_TYPE_CHECK_BUTTON, is_name ? kind : kind - POSTIL_MARK_KIND_MONEY));
}

static void
assert_hidden (TestPane *pane, const char *expected)
{
  g_autofree char *hidden = pane->lists[0] != NULL ? g_strjoinv (" ", pane->lists[0]) : g_strdup ("");

  g_assert_cmpstr (hidden, ==, expected);
}

static void
show_menu (GtkWidget *menu, int width, int height)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), menu);
  gtk_box_append (GTK_BOX (box), button);
  g_object_set_data (G_OBJECT (box), "stage-popover", menu);
  stage_show (box, width, height);
  gtk_popover_popup (GTK_POPOVER (menu));
  WAIT_FOR (gtk_widget_get_mapped (menu));
  window_wait_settle ();
}

static void
close_menu (GtkWidget *menu)
{
  gtk_popover_popdown (GTK_POPOVER (menu));
  window_wait_settle ();
}

static void
test_menu (void)
{
  static const char *const colors[] = { "Claim", "Confirms", "Background", "Doubt", "Quote", NULL };
  static const char *const hidden[] = { "org", "date", NULL };
  ArticleSample *sample = article_sample_new (FALSE);
  TestPane *pane = g_object_new (TEST_TYPE_PANE, NULL);
  GtkWidget *menu;

  g_object_set (pane, "color-names", colors, "hidden-kinds", hidden, NULL);
  menu = postil_marks_menu_new (G_OBJECT (pane));
  g_assert_false (gtk_check_button_get_active (check_of (menu, POSTIL_MARK_KIND_ORGANISATION)));
  g_assert_true (gtk_check_button_get_active (check_of (menu, POSTIL_MARK_KIND_MONEY)));
  assert_label (menu, "names_count", "");
  postil_marks_menu_set_analysis (POSTIL_MARKS_MENU (menu), sample->document, sample->analysis);
  postil_marks_menu_set_n_notes (POSTIL_MARKS_MENU (menu), 2);
  assert_label (menu, "notes_count", "2");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (part (menu, "names_count"))), !=, "");

  gtk_check_button_set_active (check_of (menu, POSTIL_MARK_KIND_QUANTITY), FALSE);
  assert_hidden (pane, "organisation quantity date");
  gtk_check_button_set_active (check_of (menu, POSTIL_MARK_KIND_DATE), TRUE);
  assert_hidden (pane, "organisation quantity");
  g_object_set (pane, "hidden-kinds", NULL, NULL);
  g_assert_true (gtk_check_button_get_active (check_of (menu, POSTIL_MARK_KIND_ORGANISATION)));
  assert_hidden (pane, "");

  g_object_set (pane, "show-figures", FALSE, NULL);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (part (menu, "figures"))));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (check_of (menu, POSTIL_MARK_KIND_MONEY))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (part (menu, "figures")), TRUE);
  g_assert_true (pane->shown[1]);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (part (menu, "notes")), FALSE);
  g_assert_false (pane->shown[2]);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (part (menu, "notes")), TRUE);

  show_menu (menu, 420, 700);
  stage_save ("menu-light");
  stage_set_dark (TRUE);
  window_wait_settle ();
  stage_save ("menu-dark");
  close_menu (menu);
  stage_clear ();
  g_object_unref (pane);
  article_sample_free (sample);
}

/* The menu is as high as its last line needs: a popover's own measure once cut it. */
static void
assert_whole (GtkWidget *menu)
{
  GtkWidget *frame_widget = gtk_popover_get_child (GTK_POPOVER (menu));
  GtkWidget *content = gtk_widget_get_parent (GTK_WIDGET (part (menu, "colors")));

  g_assert_cmpint (gtk_widget_get_height (frame_widget), >=, gtk_widget_get_height (content));
}

static void
take_menu (GObject *pane, const char *name)
{
  GtkWidget *menu = postil_marks_menu_new (pane);

  show_menu (menu, 420, 700);
  assert_whole (menu);
  stage_save (name);
  close_menu (menu);
  stage_clear ();
}

static void
test_menu_pictures (void)
{
  static const char *const colors[] = { "Claim", "Confirms", "Background of what is said elsewhere", "Doubt", "Quote", NULL };
  GObject *pane = g_object_new (TEST_TYPE_PANE, "color-names", colors, NULL);

  stage_set_scale (1.5);
  take_menu (pane, "menu-scaled");
  stage_set_direction (GTK_TEXT_DIR_RTL);
  take_menu (pane, "menu-mirrored");
  g_object_unref (pane);
}

/* --- list of marks --- */

static void
jump_cb (PostilMarksList *list, guint start, guint end, guint *place)
{
  place[0] = start;
  place[1] = end;
}

static void
test_marks_model (void)
{
  static const char *const colors[] = { "Claim", "Confirms", NULL };
  ArticleSample *sample = article_sample_new (FALSE);
  g_autoptr (PostilMarksModel) model = postil_marks_model_new (sample->document, sample->analysis, sample->notes, colors);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  guint last = 0;
  gboolean found_money = FALSE;
  gboolean found_note = FALSE;

  g_assert_cmpuint (n, >, 20);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PostilMarksItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_cmpuint (postil_marks_item_get_start (item), >=, last);
      last = postil_marks_item_get_start (item);
      found_money = found_money || g_str_equal (postil_marks_item_get_details (item), "Money · 22,000,000,000 USD");
      found_note
          = found_note || g_str_has_prefix (postil_marks_item_get_spoken (item), "Highlight 1, Claim, with comment, 2 tags");
    }
  g_assert_true (found_money);
  g_assert_true (found_note);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), n));
  article_sample_free (sample);
}

/* A note made on a longer text must not reach beyond this one. */
static void
test_marks_model_beyond (void)
{
  ArticleSample *sample = article_sample_new (FALSE);
  g_autoptr (PostilMarksModel) model = NULL;
  PostilNote *note = g_ptr_array_index (sample->notes, 0);

  note->start = 10000000;
  note->end = 10000010;
  model = postil_marks_model_new (sample->document, NULL, sample->notes, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  article_sample_free (sample);
}

static void
test_marks_list (void)
{
  static const char *const colors[] = { "Claim", "Confirms", "Background", "Doubt", "Quote", NULL };
  ArticleSample *sample = article_sample_new (TRUE);
  GtkWidget *list = postil_marks_list_new ();
  GtkWidget *stack = GTK_WIDGET (part (list, "stack"));
  guint place[2] = { 0, 0 };

  stage_show (list, 480, 560);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  postil_marks_list_set (POSTIL_MARKS_LIST (list), sample->document, sample->analysis, sample->notes, colors);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "list");
  g_signal_connect (list, "jump", G_CALLBACK (jump_cb), place);
  g_signal_emit_by_name (part (list, "list"), "activate", 2u);
  g_assert_cmpuint (place[1], >, place[0]);
  stage_save ("marks-light");
  stage_set_dark (TRUE);
  stage_save ("marks-dark");
  postil_marks_list_set (POSTIL_MARKS_LIST (list), NULL, NULL, NULL, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  stage_clear ();
  article_sample_free (sample);
}

/* Ten thousand marks fill the list without making ten thousand items. */
static void
test_marks_list_large (void)
{
  ArticleSample *sample = article_sample_new_large (40000, 10000);
  GtkWidget *list = postil_marks_list_new ();
  const clock_t start = clock (); /* of this process: what else the machine does is not counted */

  postil_marks_list_set (POSTIL_MARKS_LIST (list), sample->document, sample->analysis, NULL, NULL);
  g_assert_cmpfloat ((double) (clock () - start) / CLOCKS_PER_SEC, <, 0.4);
  g_object_unref (g_object_ref_sink (list));
  article_sample_free (sample);
}

int
main (int argc, char **argv)
{
  if (!stage_init (&argc, &argv))
    return 77;
  g_test_add_func ("/cards/entity", test_entity_card);
  g_test_add_func ("/cards/entity/hides", test_entity_card_hides);
  g_test_add_func ("/cards/entity/pictures", test_entity_card_pictures);
  g_test_add_func ("/cards/entity/in-popover", test_entity_card_in_popover);
  g_test_add_func ("/cards/sentences", test_sentences);
  g_test_add_func ("/cards/figure", test_figure_card);
  g_test_add_func ("/cards/figure/date", test_figure_card_date);
  g_test_add_func ("/cards/figure/bare", test_figure_card_bare);
  g_test_add_func ("/cards/menu", test_menu);
  g_test_add_func ("/cards/menu/pictures", test_menu_pictures);
  g_test_add_func ("/cards/marks-model", test_marks_model);
  g_test_add_func ("/cards/marks-model/beyond", test_marks_model_beyond);
  g_test_add_func ("/cards/marks-list", test_marks_list);
  g_test_add_func ("/cards/marks-list/large", test_marks_list_large);
  return g_test_run ();
}
