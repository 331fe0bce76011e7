/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the article list. Binding it to another article exchanges texts and visibility only; no widget is made or destroyed, so a
 * list of ten thousand articles scrolls on some twenty rows. */
#include "config.h"

#include "postil-article-row.h"

#include "postil-chip-line.h"
#include "postil-fact-chip.h"
#include "postil-letter-icon.h"
#include "postil-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PostilArticleRow
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *dot;
  GtkWidget *body;
  PostilLetterIcon *icon;
  GtkLabel *source;
  GtkWidget *star;
  GtkLabel *date;
  GtkLabel *title;
  GtkLabel *summary;
  GtkWidget *chips;

  /* borrowed, children of the chips */
  PostilFactChip *names[POSTIL_ARTICLE_MAX_CHIPS];
  PostilFactChip *notes;

  /* owned */
  char *snippet; /* (nullable) with the signs of hits, while one is shown */
  GdkRGBA hit;   /* the colour under the hits as they stand */
};

G_DEFINE_FINAL_TYPE (PostilArticleRow, postil_article_row, GTK_TYPE_WIDGET)

static void
look_up_hit (PostilArticleRow *self, GdkRGBA *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "postil_hit", color))
    *color = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 0.4f };
}

static guint16
to_16_bits (float part)
{
  return (guint16) (CLAMP (part, 0.0f, 1.0f) * 65535.0f);
}

static void
add_hit (PangoAttrList *attributes, const GdkRGBA *color, gsize start, gsize end)
{
  PangoAttribute *all[] = {
    pango_attr_weight_new (PANGO_WEIGHT_BOLD),
    pango_attr_background_new (to_16_bits (color->red), to_16_bits (color->green), to_16_bits (color->blue)),
    pango_attr_background_alpha_new (MAX (1, to_16_bits (color->alpha))),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      all[i]->start_index = (guint) start;
      all[i]->end_index = (guint) end;
      pango_attr_list_insert (attributes, all[i]);
    }
}

/* Takes the signs out of the snippet and paints what stood between them. A sign without its partner is dropped. */
static void
show_snippet (PostilArticleRow *self)
{
  g_autoptr (GString) plain = g_string_sized_new (strlen (self->snippet));
  PangoAttrList *attributes = pango_attr_list_new ();
  gssize start = -1;

  look_up_hit (self, &self->hit);
  for (const char *at = self->snippet; *at != '\0';)
    {
      if (g_str_has_prefix (at, POSTIL_ROW_HIT_START))
        {
          start = (gssize) plain->len;
          at += strlen (POSTIL_ROW_HIT_START);
        }
      else if (g_str_has_prefix (at, POSTIL_ROW_HIT_END))
        {
          if (start >= 0)
            add_hit (attributes, &self->hit, (gsize) start, plain->len);
          start = -1;
          at += strlen (POSTIL_ROW_HIT_END);
        }
      else
        {
          g_string_append_c (plain, *at == '\n' || *at == '\t' ? ' ' : *at);
          at++;
        }
    }
  gtk_label_set_label (self->summary, plain->str);
  gtk_label_set_attributes (self->summary, attributes);
  pango_attr_list_unref (attributes);
}

static void
show_summary (PostilArticleRow *self, const char *summary, const char *snippet)
{
  const gboolean was_snippet = self->snippet != NULL;

  g_free (self->snippet);
  self->snippet = snippet != NULL && *snippet != '\0' ? g_strdup (snippet) : NULL;
  if (self->snippet != NULL)
    {
      show_snippet (self);
    }
  else
    {
      if (was_snippet)
        gtk_label_set_attributes (self->summary, NULL);
      gtk_label_set_label (self->summary, summary);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *gtk_label_get_label (self->summary) != '\0');
}

static void
show_chips (PostilArticleRow *self, const PostilArticle *article)
{
  const guint n = article != NULL ? MIN (article->n_chips, POSTIL_ARTICLE_MAX_CHIPS) : 0;
  const guint n_notes = article != NULL ? article->n_notes : 0;

  for (guint i = 0; i < POSTIL_ARTICLE_MAX_CHIPS; i++)
    {
      const gboolean shown = i < n && article->chip_names[i] != NULL;

      if (shown)
        postil_fact_chip_set (self->names[i], postil_fact_chip_icon_of (article->chip_types[i]), article->chip_names[i]);
      gtk_widget_set_visible (GTK_WIDGET (self->names[i]), shown);
    }
  if (n_notes > 0)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%u note", "%u notes", n_notes), n_notes);

      postil_fact_chip_set (self->notes, "postil-highlight-symbolic", label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes), n_notes > 0);
  gtk_widget_set_visible (self->chips, n > 0 || n_notes > 0);
}

/* A day that came without a time has none to show today, and is the same day in every zone. */
static char *
describe_date (const PostilArticle *article)
{
  const gint64 now = postil_time_now ();
  PostilDay day;
  g_autoptr (GDateTime) date = NULL;

  if (article->published == POSTIL_TIME_UNKNOWN)
    return postil_words_day_short (article->added, now);
  if (!article->published_is_day)
    return postil_words_day_short (article->published, now);
  day = postil_time_to_day (article->published);
  date = postil_day_is_valid (day) ? g_date_time_new_utc (day.year, day.month, day.day, 0, 0, 0.0) : NULL;
  if (date == NULL)
    return g_strdup ("");
  return g_date_time_format (date, day.year == postil_time_to_day (now).year ? _ ("%-e %b") : _ ("%-e %b %Y"));
}

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, part);
}

/* The cell of a list has the focus, so it has to have the words; GTK before 4.12 lets only us give them. */
static void
update_label (PostilArticleRow *self, const PostilArticle *article, const char *date)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (article != NULL)
    {
      g_autofree char *notes
          = article->n_notes > 0 ? g_strdup_printf (ngettext ("%u note", "%u notes", article->n_notes), article->n_notes) : NULL;

      append_part (text, article->read ? NULL : _ ("Unread"));
      append_part (text, article->title);
      append_part (text, article->source);
      append_part (text, date);
      append_part (text, article->starred ? _ ("starred") : NULL);
      append_part (text, notes);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  if (parent != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (parent)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
show_blank (PostilArticleRow *self)
{
  gtk_label_set_label (self->source, "");
  gtk_label_set_label (self->date, "");
  gtk_label_set_label (self->title, "");
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), 0.0);
  gtk_widget_set_opacity (self->dot, 0.0);
  gtk_widget_set_visible (self->star, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
  show_summary (self, "", NULL);
  /* A line that is empty keeps its height, so that the list does not jump when the article comes. */
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  show_chips (self, NULL);
  update_label (self, NULL, NULL);
}

static PostilFactChip *
add_chip (PostilArticleRow *self)
{
  GtkWidget *chip = postil_fact_chip_new ();

  gtk_widget_add_css_class (chip, "postil-chip");
  gtk_widget_set_visible (chip, FALSE);
  postil_chip_line_append (POSTIL_CHIP_LINE (self->chips), chip);
  return POSTIL_FACT_CHIP (chip);
}

static void
postil_article_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (widget);
  GdkRGBA hit;

  GTK_WIDGET_CLASS (postil_article_row_parent_class)->css_changed (widget, change);
  if (self->snippet == NULL)
    return;
  look_up_hit (self, &hit);
  if (!gdk_rgba_equal (&hit, &self->hit))
    show_snippet (self);
}

static void
postil_article_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_ARTICLE_ROW);
  G_OBJECT_CLASS (postil_article_row_parent_class)->dispose (object);
}

static void
postil_article_row_finalize (GObject *object)
{
  g_free (POSTIL_ARTICLE_ROW (object)->snippet);
  G_OBJECT_CLASS (postil_article_row_parent_class)->finalize (object);
}

static void
postil_article_row_class_init (PostilArticleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = postil_article_row_dispose;
  object_class->finalize = postil_article_row_finalize;
  widget_class->css_changed = postil_article_row_css_changed;
  gtk_widget_class_set_css_name (widget_class, "postil-article-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-article-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, dot);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, body);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, source);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, star);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, date);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, title);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, summary);
  gtk_widget_class_bind_template_child (widget_class, PostilArticleRow, chips);
}

static void
postil_article_row_init (PostilArticleRow *self)
{
  g_type_ensure (POSTIL_TYPE_CHIP_LINE);
  g_type_ensure (POSTIL_TYPE_LETTER_ICON);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < POSTIL_ARTICLE_MAX_CHIPS; i++)
    self->names[i] = add_chip (self);
  self->notes = add_chip (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->notes), "outlined");
  show_blank (self);
}

/**
 * postil_article_row_new:
 *
 * Makes a blank row.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_article_row_new (void)
{
  return g_object_new (POSTIL_TYPE_ARTICLE_ROW, NULL);
}

/**
 * postil_article_row_set_article:
 * @self: a row
 * @article: (nullable): the record; %NULL leaves the row blank, as long as the article is being loaded
 * @snippet: (nullable): UTF-8 with hits between %POSTIL_ROW_HIT_START and %POSTIL_ROW_HIT_END, shown in place of the summary
 *
 * Shows an article. Everything is copied; the row keeps no reference. The accessible label ("Unread, title, source, date") goes to
 * the row and to the list cell around it.
 *
 * Thread: main.
 */
void
postil_article_row_set_article (PostilArticleRow *self, PostilArticle *article, const char *snippet)
{
  g_autofree char *date = NULL;

  g_return_if_fail (POSTIL_IS_ARTICLE_ROW (self));
  if (article == NULL)
    {
      show_blank (self);
      return;
    }
  date = describe_date (article);
  postil_letter_icon_set_name (self->icon, article->source);
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), 1.0);
  gtk_widget_set_opacity (self->dot, article->read ? 0.0 : 1.0);
  gtk_label_set_label (self->source, article->source);
  gtk_label_set_label (self->date, date);
  gtk_label_set_label (self->title, *article->title != '\0' ? article->title : _ ("Without a title"));
  gtk_widget_set_visible (self->star, article->starred);
  if (article->read)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  show_summary (self, article->summary, snippet);
  show_chips (self, article);
  update_label (self, article, date);
}
