/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows where an article comes from. On narrow windows the date stands here and the byline goes. */
#include "config.h"

#include "postil-source-line.h"

#include "postil-letter-icon.h"
#include "postil-words.h"

struct _PostilSourceLine
{
  GtkWidget parent_instance;

  /* template */
  PostilLetterIcon *icon;
  GtkLabel *source;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (PostilSourceLine, postil_source_line, GTK_TYPE_WIDGET)

static void
postil_source_line_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_SOURCE_LINE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child); /* those the template does not bind */
  G_OBJECT_CLASS (postil_source_line_parent_class)->dispose (object);
}

static void
postil_source_line_class_init (PostilSourceLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_source_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-source-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilSourceLine, icon);
  gtk_widget_class_bind_template_child (widget_class, PostilSourceLine, source);
  gtk_widget_class_bind_template_child (widget_class, PostilSourceLine, title);
}

static void
postil_source_line_init (PostilSourceLine *self)
{
  g_type_ensure (POSTIL_TYPE_LETTER_ICON);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * postil_source_line_new:
 *
 * Makes an empty line.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_source_line_new (void)
{
  return g_object_new (POSTIL_TYPE_SOURCE_LINE, NULL);
}

/**
 * postil_source_line_set:
 * @self: a line
 * @article: (nullable): the record
 * @with_title: whether the title is shown here
 * @with_date: whether the date is shown here
 *
 * Shows an article.
 */
void
postil_source_line_set (PostilSourceLine *self, PostilArticle *article, gboolean with_title, gboolean with_date)
{
  g_return_if_fail (POSTIL_IS_SOURCE_LINE (self));
  if (article == NULL)
    return;
  postil_letter_icon_set_name (self->icon, article->source);
  if (with_date && article->published != POSTIL_TIME_UNKNOWN)
    {
      g_autofree char *date = postil_words_day_short (article->published, g_get_real_time ());
      g_autofree char *both = g_strdup_printf ("%s · %s", article->source, date);

      gtk_label_set_label (self->source, both);
    }
  else
    {
      gtk_label_set_label (self->source, article->source);
    }
  gtk_label_set_label (self->title, article->title != NULL ? article->title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), with_title && article->title != NULL && *article->title != '\0');
}
