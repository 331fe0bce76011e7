/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the article list. A list keeps two hundred of them alive, so a row is one widget that keeps the article and a height; texts
 * are laid out when the row draws itself and dropped at once, since what was drawn is kept by GTK. */
#include "config.h"

#include "postil-article-row.h"

#include "postil-article-row-private.h"
#include "postil-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PostilArticleRow, postil_article_row, GTK_TYPE_WIDGET)

#define LEAST_WIDTH 120
#define USUAL_WIDTH 302

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
update_label (PostilArticleRow *self)
{
  const PostilArticle *article = self->article;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (article != NULL)
    {
      g_autofree char *notes
          = article->n_notes > 0 ? g_strdup_printf (ngettext ("%u note", "%u notes", article->n_notes), article->n_notes) : NULL;

      append_part (text, article->read ? NULL : _ ("Unread"));
      append_part (text, article->title);
      append_part (text, article->source);
      append_part (text, self->date);
      append_part (text, article->starred ? _ ("starred") : NULL);
      append_part (text, notes);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  if (parent != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (parent)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static GtkSizeRequestMode
postil_article_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postil_article_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (widget);
  PostilRowPlaces places;
  guint serial;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
      return;
    }
  if (self->host == NULL)
    return;
  for_size = for_size < 0 ? USUAL_WIDTH : for_size;
  serial = postil_row_host_get_serial (self->host);
  if (self->height == 0 || self->height_for != for_size || self->height_serial != serial)
    {
      postil_article_row_place (self, for_size, &places);
      self->height = places.height;
      self->height_for = for_size;
      self->height_serial = serial;
    }
  *minimum = *natural = self->height;
}

static void
postil_article_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (widget);

  if (self->host != NULL && self->article != NULL && postil_row_host_may_draw (self->host, widget, &self->nearness))
    postil_article_row_draw (self, snapshot);
}

/* The fonts are the list's, so GTK does not know that they matter here. */
static void
postil_article_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (widget);

  GTK_WIDGET_CLASS (postil_article_row_parent_class)->css_changed (widget, change);
  if (self->host == NULL)
    return;
  if (self->height != 0 && self->height_serial != postil_row_host_get_serial (self->host))
    gtk_widget_queue_resize (widget);
  else if (self->nearness.drawn)
    gtk_widget_queue_draw (widget);
}

static void
postil_article_row_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (postil_article_row_parent_class)->system_setting_changed (widget, setting);
  gtk_widget_queue_resize (widget);
}

static void
postil_article_row_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  GTK_WIDGET_CLASS (postil_article_row_parent_class)->direction_changed (widget, before);
  gtk_widget_queue_draw (widget);
}

static void
postil_article_row_root (GtkWidget *widget)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (widget);

  GTK_WIDGET_CLASS (postil_article_row_parent_class)->root (widget);
  self->host = postil_row_host_join (widget, &self->nearness);
  self->height = 0;
}

static void
postil_article_row_unroot (GtkWidget *widget)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (widget);

  postil_row_host_leave (self->host, widget);
  self->host = NULL;
  GTK_WIDGET_CLASS (postil_article_row_parent_class)->unroot (widget);
}

static void
postil_article_row_finalize (GObject *object)
{
  PostilArticleRow *self = POSTIL_ARTICLE_ROW (object);

  g_clear_pointer (&self->article, postil_article_unref);
  g_free (self->snippet);
  g_free (self->date);
  G_OBJECT_CLASS (postil_article_row_parent_class)->finalize (object);
}

static void
postil_article_row_class_init (PostilArticleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_article_row_finalize;
  widget_class->get_request_mode = postil_article_row_get_request_mode;
  widget_class->measure = postil_article_row_measure;
  widget_class->snapshot = postil_article_row_snapshot;
  widget_class->css_changed = postil_article_row_css_changed;
  widget_class->system_setting_changed = postil_article_row_system_setting_changed;
  widget_class->direction_changed = postil_article_row_direction_changed;
  widget_class->root = postil_article_row_root;
  widget_class->unroot = postil_article_row_unroot;
  gtk_widget_class_set_css_name (widget_class, "postil-article-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postil_article_row_init (PostilArticleRow *self)
{
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
 * @article: (nullable): the record, which does not change any more; %NULL leaves the row blank, as long as the article is being loaded
 * @snippet: (nullable): UTF-8 with hits between %POSTIL_ROW_HIT_START and %POSTIL_ROW_HIT_END, shown in place of the summary
 *
 * Shows an article; the row keeps a reference to it. The accessible label ("Unread, title, source, date") goes to the row and to the
 * list cell around it.
 *
 * Thread: main.
 */
void
postil_article_row_set_article (PostilArticleRow *self, PostilArticle *article, const char *snippet)
{
  int before;

  g_return_if_fail (POSTIL_IS_ARTICLE_ROW (self));
  before = self->height;
  g_clear_pointer (&self->article, postil_article_unref);
  g_clear_pointer (&self->snippet, g_free);
  g_clear_pointer (&self->date, g_free);
  if (article != NULL)
    {
      self->article = postil_article_ref (article);
      self->snippet = snippet != NULL && *snippet != '\0' ? g_strdup (snippet) : NULL;
      self->date = describe_date (article);
    }
  update_label (self);
  self->height = 0;
  if (self->host != NULL && before != 0 && self->height_serial == postil_row_host_get_serial (self->host))
    {
      PostilRowPlaces places;

      /* The same height asks for no new layout of the list. */
      postil_article_row_place (self, self->height_for, &places);
      self->height = places.height;
    }
  if (self->height == 0 || self->height != before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
