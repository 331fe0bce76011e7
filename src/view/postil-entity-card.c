/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a name: who it is, when it was written of, which figures speak of it, with whom it is named. A part of which nothing
 * is known does not show. */
#include "config.h"

#include "postil-entity-card.h"

#include "postil-bar-chart.h"
#include "postil-card-frame.h"
#include "postil-fact-chip.h"
#include "postil-mark.h"
#include "postil-words.h"
#include "postil-wrap-box.h"

#include <glib/gi18n.h>

#define WEEK (7 * G_TIME_SPAN_DAY)

struct _PostilEntityCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *body;
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *facts;
  GtkWidget *aliases_box;
  PostilWrapBox *aliases;
  GtkWidget *weeks_section;
  GtkLabel *most;
  PostilBarChart *chart;
  GtkLabel *first_week;
  GtkLabel *last_week;
  GtkWidget *figures_section;
  GtkBox *figures;
  GtkWidget *together_section;
  PostilWrapBox *together;
  GtkWidget *buttons;
  GtkWidget *sentences;

  PostilEntityType type;
};

G_DEFINE_FINAL_TYPE (PostilEntityCard, postil_entity_card, GTK_TYPE_WIDGET)

enum
{
  OPEN_FIGURE,
  OPEN_ENTITY,
  SENTENCES,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As the style sheets name the types: style class of the tile, colour of the bars. */
static const struct
{
  const char *style;
  const char *color;
} looks[POSTIL_N_ENTITY_TYPES] = {
  [POSTIL_ENTITY_ORG] = { "postil-kind-org", "postil_mark_org" },
  [POSTIL_ENTITY_PER] = { "postil-kind-per", "postil_mark_per" },
  [POSTIL_ENTITY_LOC] = { "postil-kind-loc", "postil_mark_loc" },
  [POSTIL_ENTITY_PRODUCT] = { "postil-kind-product", "postil_mark_product" },
  [POSTIL_ENTITY_EVENT] = { "postil-kind-event", "postil_mark_event" },
};

/* Where a figure stands, or which name a button means; owned by the button. */
typedef struct
{
  gint64 article_id;
  guint start;
  PostilEntityType type;
  char *name;
} Target;

static GQuark
target_quark (void)
{
  return g_quark_from_static_string ("postil-entity-card-target");
}

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->name);
  g_free (target);
}

static void
figure_clicked_cb (PostilEntityCard *self, GtkWidget *button)
{
  const Target *target = g_object_get_qdata (G_OBJECT (button), target_quark ());

  g_signal_emit (self, signals[OPEN_FIGURE], 0, target->article_id, target->start);
}

static void
entity_clicked_cb (PostilEntityCard *self, GtkWidget *button)
{
  const Target *target = g_object_get_qdata (G_OBJECT (button), target_quark ());

  g_signal_emit (self, signals[OPEN_ENTITY], 0, (guint) target->type, target->name);
}

static void
sentences_clicked_cb (PostilEntityCard *self)
{
  g_signal_emit (self, signals[SENTENCES], 0);
}

static gboolean
postil_entity_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (POSTIL_ENTITY_CARD (widget)->sentences);
}

static void
postil_entity_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_ENTITY_CARD);
  G_OBJECT_CLASS (postil_entity_card_parent_class)->dispose (object);
}

static void
postil_entity_card_class_init (PostilEntityCardClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_entity_card_dispose;
  widget_class->grab_focus = postil_entity_card_grab_focus;
  signals[OPEN_FIGURE]
      = g_signal_new ("open-figure", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  signals[OPEN_ENTITY]
      = g_signal_new ("open-entity", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[SENTENCES] = g_signal_new ("sentences", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "postil-card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-entity-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, body);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, icon);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, name);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, facts);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, aliases_box);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, aliases);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, weeks_section);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, most);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, chart);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, first_week);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, last_week);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, figures_section);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, figures);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, together_section);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, together);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, PostilEntityCard, sentences);
  gtk_widget_class_bind_template_callback (widget_class, sentences_clicked_cb);
}

static void
postil_entity_card_init (PostilEntityCard *self)
{
  g_type_ensure (POSTIL_TYPE_BAR_CHART);
  g_type_ensure (POSTIL_TYPE_CARD_FRAME);
  g_type_ensure (POSTIL_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * postil_entity_card_new:
 *
 * Makes an empty card, at most 446 px wide and 460 px high; more content scrolls. Signals, all intent: `open-figure` (gint64
 * article, guint start: code points), `open-entity` (guint type: #PostilEntityType, const char *name), `sentences` (go to the next
 * mention in this article).
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_entity_card_new (void)
{
  return g_object_new (POSTIL_TYPE_ENTITY_CARD, NULL);
}

/**
 * postil_entity_card_set_entity:
 * @self: a card
 * @type: what it is
 * @name: its canonical name; copied
 * @n_mentions: how often it is named, in all articles
 * @n_articles: in how many articles
 *
 * Shows the head of the card.
 *
 * Thread: main.
 */
void
postil_entity_card_set_entity (PostilEntityCard *self, PostilEntityType type, const char *name, guint n_mentions,
                               guint n_articles)
{
  g_autofree char *mentions = g_strdup_printf (ngettext ("%u mention", "%u mentions", n_mentions), n_mentions);
  g_autofree char *articles = g_strdup_printf (ngettext ("%u article", "%u articles", n_articles), n_articles);
  g_autofree char *facts = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (POSTIL_IS_ENTITY_CARD (self) && name != NULL && type < POSTIL_N_ENTITY_TYPES);
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[self->type].style);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[type].style);
  self->type = type;
  gtk_image_set_from_icon_name (self->icon, postil_fact_chip_icon_of (type));
  gtk_label_set_label (self->name, name);
  /* Translators: under a name: what it is, "31 mentions", "9 articles". */
  facts = g_strdup_printf (_ ("%s · %s, %s"), postil_words_entity_type (type), mentions, articles);
  gtk_label_set_label (self->facts, facts);
  postil_bar_chart_set_color (self->chart, looks[type].color);
  label = g_strdup_printf ("%s, %s", name, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * postil_entity_card_set_aliases:
 * @self: a card
 * @aliases: (nullable) (array zero-terminated=1): other names for it, most used first; copied
 *
 * Shows other names. Those without place in one line are counted; all of them are in the tooltip.
 *
 * Thread: main.
 */
void
postil_entity_card_set_aliases (PostilEntityCard *self, const char *const *aliases)
{
  g_autofree char *all = NULL;

  g_return_if_fail (POSTIL_IS_ENTITY_CARD (self));
  postil_wrap_box_clear (self->aliases);
  for (guint i = 0; aliases != NULL && aliases[i] != NULL; i++)
    {
      GtkWidget *chip = gtk_label_new (aliases[i]);

      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (chip), 28);
      gtk_widget_add_css_class (chip, "postil-chip");
      postil_wrap_box_append (self->aliases, chip);
    }
  all = aliases != NULL ? g_strjoinv (", ", (char **) aliases) : NULL;
  gtk_widget_set_tooltip_text (self->aliases_box, all);
  gtk_widget_set_visible (self->aliases_box, aliases != NULL && aliases[0] != NULL);
}

static char *
describe_week (gint64 time)
{
  const PostilDay day = postil_time_to_day (time);
  g_autoptr (GDateTime) date = postil_day_is_valid (day) ? g_date_time_new_utc (day.year, day.month, day.day, 0, 0, 0.0) : NULL;

  return date != NULL ? g_date_time_format (date, _ ("%-e %b %Y")) : g_strdup ("");
}

/**
 * postil_entity_card_set_weeks:
 * @self: a card
 * @weeks: (nullable) (array length=n_weeks): mentions by week without gaps, oldest first; copied
 * @n_weeks: their number; with fewer than two there is nothing to compare and no chart
 * @first_week: µs since the epoch, UTC: when the first week begins
 *
 * Shows when the name was written of.
 *
 * Thread: main.
 */
void
postil_entity_card_set_weeks (PostilEntityCard *self, const guint *weeks, guint n_weeks, gint64 first_week)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *most = NULL;
  g_autofree char *busiest = NULL;
  g_autofree char *summary = NULL;
  guint peak = 0;

  g_return_if_fail (POSTIL_IS_ENTITY_CARD (self) && (weeks != NULL || n_weeks == 0));
  gtk_widget_set_visible (self->weeks_section, n_weeks > 1);
  postil_bar_chart_set_values (self->chart, weeks, n_weeks);
  if (n_weeks < 2)
    return;
  for (guint i = 0; i < n_weeks; i++)
    if (weeks[i] > weeks[peak])
      peak = i;
  first = describe_week (first_week);
  last = describe_week (first_week + (gint64) (n_weeks - 1) * WEEK);
  busiest = describe_week (first_week + (gint64) peak * WEEK);
  /* Translators: over a chart of mentions by week: the count of the busiest week. */
  most = g_strdup_printf (_ ("at most %u"), weeks[peak]);
  /* Translators: spoken text of a chart: number of weeks, first and last week, count and date of the busiest, count of the last. */
  summary = g_strdup_printf (_ ("Mentions in %u weeks from %s to %s; at most %u, in the week of %s; %u in the last"), n_weeks,
                             first, last, weeks[peak], busiest, weeks[n_weeks - 1]);
  gtk_label_set_label (self->most, most);
  gtk_label_set_label (self->first_week, first);
  gtk_label_set_label (self->last_week, last);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
}

static GtkWidget *
make_figure (const PostilCardFigure *figure)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_label_new (figure->label);
  GtkWidget *number = gtk_label_new (figure->value);

  gtk_label_set_xalign (GTK_LABEL (first), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (first), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (first), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (words), first);
  if (figure->source != NULL && *figure->source != '\0' && !g_str_equal (figure->source, figure->label))
    {
      GtkWidget *second = gtk_label_new (figure->source);

      gtk_label_set_xalign (GTK_LABEL (second), 0.0f);
      gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (second, "caption");
      gtk_widget_add_css_class (second, "postil-secondary");
      gtk_box_append (GTK_BOX (words), second);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_xalign (GTK_LABEL (number), 1.0f);
  gtk_label_set_wrap (GTK_LABEL (number), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (number), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (number), 7);
  gtk_label_set_max_width_chars (GTK_LABEL (number), 22);
  gtk_label_set_justify (GTK_LABEL (number), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (number, "heading");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), number);
  return box;
}

/**
 * postil_entity_card_add_figure:
 * @self: a card
 * @figure: label and value are never %NULL; copied
 *
 * Adds a figure that speaks of this name. It is a button that asks to go there.
 *
 * Thread: main.
 */
void
postil_entity_card_add_figure (PostilEntityCard *self, const PostilCardFigure *figure)
{
  GtkWidget *button;
  Target *target;
  g_autofree char *spoken = NULL;

  g_return_if_fail (POSTIL_IS_ENTITY_CARD (self) && figure != NULL && figure->label != NULL && figure->value != NULL);
  button = gtk_button_new ();
  target = g_new0 (Target, 1);
  target->article_id = figure->article_id;
  target->start = figure->start;
  spoken = figure->source != NULL ? g_strdup_printf ("%s, %s, %s", figure->label, figure->value, figure->source)
                                  : g_strdup_printf ("%s, %s", figure->label, figure->value);
  gtk_button_set_child (GTK_BUTTON (button), make_figure (figure));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "postil-card-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_qdata_full (G_OBJECT (button), target_quark (), target, target_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (figure_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->figures, button);
  gtk_widget_set_visible (self->figures_section, TRUE);
}

/**
 * postil_entity_card_add_together:
 * @self: a card
 * @type: what the other name is
 * @name: the other name; copied
 * @n_articles: in how many articles both are named
 *
 * Adds a name that is often named together with this one. It is a button that asks for its card.
 *
 * Thread: main.
 */
void
postil_entity_card_add_together (PostilEntityCard *self, PostilEntityType type, const char *name, guint n_articles)
{
  GtkWidget *button;
  GtkWidget *chip;
  Target *target;
  g_autofree char *label = NULL;
  g_autofree char *articles = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (POSTIL_IS_ENTITY_CARD (self) && name != NULL && type < POSTIL_N_ENTITY_TYPES);
  button = gtk_button_new ();
  chip = postil_fact_chip_new ();
  target = g_new0 (Target, 1);
  target->type = type;
  target->name = g_strdup (name);
  label = g_strdup_printf ("%s · %u", name, n_articles);
  articles = g_strdup_printf (ngettext ("%u article", "%u articles", n_articles), n_articles);
  spoken = g_strdup_printf ("%s, %s, %s", postil_words_entity_type (type), name, articles);
  postil_fact_chip_set (POSTIL_FACT_CHIP (chip), postil_fact_chip_icon_of (type), label);
  gtk_button_set_child (GTK_BUTTON (button), chip);
  gtk_widget_add_css_class (button, "postil-pill");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_qdata_full (G_OBJECT (button), target_quark (), target, target_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (entity_clicked_cb), self, G_CONNECT_SWAPPED);
  postil_wrap_box_append (self->together, button);
  gtk_widget_set_visible (self->together_section, TRUE);
}
