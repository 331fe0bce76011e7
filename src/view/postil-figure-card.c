/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a figure: what kind, as written, as a plain value, what it claims and who says so, and the sentence it stands in. What
 * the machine does not know is left out, except who says so: that nobody is named is worth knowing. */
#include "config.h"

#include "postil-figure-card.h"

#include "postil-card-frame.h"
#include "postil-sentence.h"
#include "postil-time.h"
#include "postil-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _PostilFigureCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *body;
  GtkLabel *kind;
  GtkLabel *written;
  GtkLabel *value;
  GtkWidget *copy;
  GtkLabel *claim;
  GtkLabel *change;
  GtkLabel *interval;
  GtkLabel *says;
  GtkWidget *sentence_section;
  GtkLabel *sentence;

  char *plain; /* owned: what is copied */
};

G_DEFINE_FINAL_TYPE (PostilFigureCard, postil_figure_card, GTK_TYPE_WIDGET)

static void
show_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
set_bold (GtkLabel *label, gsize start, gsize end)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = (guint) start;
  bold->end_index = (guint) end;
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static void
append_part (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

/* --- the value --- */

static char *
describe_value (const PostilFigure *figure)
{
  static const struct
  {
    const char *sign;
    const char *words;
  } approximations[] = {
    /* Translators: before a number that is not exact. */
    { "~", N_ ("about %s") },     { ">=", N_ ("at least %s") }, { "<=", N_ ("at most %s") },
    { ">", N_ ("more than %s") }, { "<", N_ ("less than %s") },
  };
  g_autofree char *value = postil_words_figure_value (figure);

  if (*value == '\0' || figure->approx == NULL || postil_mark_kind_of_figure (figure->kind) == POSTIL_MARK_KIND_DATE)
    return g_steal_pointer (&value);
  for (gsize i = 0; i < G_N_ELEMENTS (approximations); i++)
    {
      g_auto (GStrv) parts = NULL;

      if (!g_str_equal (figure->approx, approximations[i].sign))
        continue;
      parts = g_strsplit (_ (approximations[i].words), "%s", 2);
      return g_strjoinv (value, parts);
    }
  return g_steal_pointer (&value);
}

/* --- the date --- */

static char *
format_day (PostilDay day, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (day.year, day.month, day.day, 0, 0, 0.0);

  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

/* Two days of one year say the year once. */
static char *
describe_interval (const char *iso)
{
  g_auto (GStrv) ends = g_strsplit (iso, "/", 2);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  PostilDay from;
  PostilDay to;

  if (g_strv_length (ends) != 2 || !postil_day_from_iso (ends[0], &from) || !postil_day_from_iso (ends[1], &to))
    return postil_words_interval (iso);
  first = format_day (from, from.year == to.year ? _ ("%-e %b") : _ ("%-e %b %Y"));
  last = format_day (to, _ ("%-e %b %Y"));
  /* Translators: the first and the last day of an interval. */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

static char *
describe_date (const PostilFigure *figure, const char *written)
{
  g_autofree char *interval = NULL;

  if (postil_mark_kind_of_figure (figure->kind) != POSTIL_MARK_KIND_DATE || figure->iso == NULL || *figure->iso == '\0')
    return NULL;
  interval = describe_interval (figure->iso);
  if (g_str_equal (interval, written))
    return g_steal_pointer (&interval);
  /* Translators: the days a date stands for, and the words of the text, as in "1 May to 31 Aug 2025, from ‘mid-2025’". */
  return g_strdup_printf (_ ("%s, from ‘%s’"), interval, written);
}

/* --- the claim --- */

static char *
describe_claim (const PostilFigure *figure)
{
  const PostilClaim *claim = &figure->claim;
  GString *text = g_string_new (NULL);

  append_part (text, " · ", claim->subject);
  append_part (text, " · ", claim->measure != NULL || claim->subject != NULL ? claim->measure : figure->about);
  append_part (text, " · ", claim->period);
  append_part (text, " · ", claim->place);
  append_part (text, ", ", claim->hedge);
  return g_string_free (text, FALSE);
}

static char *
with_currency (double value, const char *currency)
{
  g_autofree char *number = postil_words_number (value);

  return *currency != '\0' ? g_strdup_printf ("%s %s", number, currency) : g_steal_pointer (&number);
}

static char *
describe_change (const PostilFigure *figure, const char *written)
{
  const PostilChange *change = &figure->change;
  g_autofree char *words = postil_words_figure_change (figure);
  const char *currency = change->currency[0] != '\0' ? change->currency : figure->currency;
  GString *text;

  if (words == NULL && !isfinite (change->from) && !isfinite (change->to))
    return NULL;
  text = g_string_new (words);
  if (isfinite (change->from))
    {
      g_autofree char *number = with_currency (change->from, currency);
      /* Translators: a change: the value before. */
      g_autofree char *part = g_strdup_printf (_ ("from %s"), number);

      append_part (text, " ", part);
    }
  if (isfinite (change->to))
    {
      /* The figure itself is quoted as it stands in the text. */
      g_autofree char *number = change->to == figure->value ? g_strdup (written) : with_currency (change->to, currency);
      /* Translators: a change: the value after. */
      g_autofree char *part = g_strdup_printf (_ ("to %s"), number);

      append_part (text, " ", part);
    }
  return g_string_free (text, FALSE);
}

/* --- the sentence --- */

static void
show_sentence (PostilFigureCard *self, PostilDocument *document, const PostilFigure *figure)
{
  gsize start;
  gsize end;
  g_autofree char *before = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  gsize from;

  if (!postil_sentence_find (document, figure->start, figure->end, &start, &end))
    {
      gtk_widget_set_visible (self->sentence_section, FALSE);
      return;
    }
  before = postil_document_dup_slice (document, start, figure->start);
  inside = postil_document_dup_slice (document, figure->start, figure->end);
  after = postil_document_dup_slice (document, figure->end, end);
  text = g_strconcat ("“", before, inside, after, "”", NULL);
  g_strdelimit (text, "\n\t", ' ');
  gtk_label_set_label (self->sentence, text);
  from = strlen ("“") + strlen (before);
  set_bold (self->sentence, from, from + strlen (inside));
}

static void
copy_clicked_cb (PostilFigureCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->plain);
}

static gboolean
postil_figure_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (POSTIL_FIGURE_CARD (widget)->copy);
}

static void
postil_figure_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (postil_figure_card_parent_class)->dispose (object);
}

static void
postil_figure_card_finalize (GObject *object)
{
  g_free (POSTIL_FIGURE_CARD (object)->plain);
  G_OBJECT_CLASS (postil_figure_card_parent_class)->finalize (object);
}

static void
postil_figure_card_class_init (PostilFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_figure_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_figure_card_finalize;
  widget_class->grab_focus = postil_figure_card_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "postil-card");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, body);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, kind);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, written);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, value);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, copy);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, claim);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, change);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, interval);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, says);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, sentence_section);
  gtk_widget_class_bind_template_child (widget_class, PostilFigureCard, sentence);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
postil_figure_card_init (PostilFigureCard *self)
{
  g_type_ensure (POSTIL_TYPE_CARD_FRAME);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_claim (PostilFigureCard *self, const PostilFigure *figure, const char *written)
{
  const PostilClaim *claim = &figure->claim;
  const gboolean is_date = postil_mark_kind_of_figure (figure->kind) == POSTIL_MARK_KIND_DATE;
  const gboolean named = claim->attribution != NULL && *claim->attribution != '\0';
  g_autofree char *text = describe_claim (figure);
  g_autofree char *change = describe_change (figure, written);

  show_line (self->claim, text);
  if (claim->subject != NULL)
    set_bold (self->claim, 0, strlen (claim->subject));
  show_line (self->change, change);
  /* A date claims nothing by itself, so nobody need be named for it. */
  show_line (self->says, named ? claim->attribution : is_date ? NULL : _ ("Nobody named"));
  if (!named)
    gtk_widget_add_css_class (GTK_WIDGET (self->says), "postil-secondary");
}

/**
 * postil_figure_card_new:
 * @document: the text
 * @figure: a figure of it; copied as far as needed
 *
 * Makes the card of a figure, at most 446 px wide and 460 px high; more content scrolls.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_figure_card_new (PostilDocument *document, const PostilFigure *figure)
{
  PostilFigureCard *self;
  g_autofree char *written = NULL;
  g_autofree char *value = NULL;
  g_autofree char *date = NULL;
  g_autofree char *spoken = NULL;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT (document) && figure != NULL, NULL);
  g_return_val_if_fail (figure->start <= figure->end && figure->end <= postil_document_get_length (document), NULL);
  self = g_object_new (POSTIL_TYPE_FIGURE_CARD, NULL);
  written = postil_document_dup_slice (document, figure->start, figure->end);
  g_strdelimit (written, "\n\t", ' ');
  value = describe_value (figure);
  date = describe_date (figure, written);
  spoken = postil_words_figure (figure, written);
  self->plain = g_strdup (*value != '\0' ? value : written);

  gtk_label_set_label (self->kind, postil_words_figure_kind (figure->kind));
  gtk_label_set_label (self->written, written);
  show_line (self->value, date != NULL || g_str_equal (value, written) ? NULL : value);
  show_line (self->interval, date);
  show_claim (self, figure, written);
  show_sentence (self, document, figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}
