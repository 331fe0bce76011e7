/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines between title and text. The state of the analysis is said in one quiet sentence; nothing turns or blinks. */
#include "config.h"

#include "postil-byline.h"

#include "postil-words.h"
#include "postil-wrap-box.h"

#include <glib/gi18n.h>

struct _PostilByline
{
  GtkWidget parent_instance;

  /* template */
  GtkLabel *byline;
  GtkLabel *state;
  PostilWrapBox *chips;
};

G_DEFINE_FINAL_TYPE (PostilByline, postil_byline, GTK_TYPE_WIDGET)

enum
{
  CHIP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
append_part (GString *line, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

static const char *
describe_state (PostilArticle *article, PostilAnalysis *analysis)
{
  if (analysis != NULL)
    return postil_analysis_get_names_analysed (analysis) ? NULL : _ ("Names are not analysed in this language");
  switch (article->analysis)
    {
    case POSTIL_ANALYSIS_FAILED:
      return _ ("Not analysed: this text could not be read in time. Your own highlights work as always.");
    case POSTIL_ANALYSIS_WAITING:
    case POSTIL_ANALYSIS_DONE:
    default:
      return _ ("Marks come in a moment");
    }
}

static void
chip_clicked_cb (PostilByline *self, GtkButton *button)
{
  g_signal_emit (self, signals[CHIP], 0, (const char *) g_object_get_data (G_OBJECT (button), "postil-chip-name"));
}

static GtkWidget *
make_chip (PostilByline *self, const char *name, const char *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (label);
  const gboolean warning = *name == '!' || g_str_has_prefix (name, "differ") || g_str_has_prefix (name, "disagree");

  if (warning)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), text);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "postil-pill");
  gtk_widget_add_css_class (button, warning ? "warning" : "outlined");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "postil-chip-name", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chip_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
postil_byline_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_BYLINE);
  G_OBJECT_CLASS (postil_byline_parent_class)->dispose (object);
}

static void
postil_byline_class_init (PostilBylineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_byline_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-byline.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilByline, byline);
  gtk_widget_class_bind_template_child (widget_class, PostilByline, state);
  gtk_widget_class_bind_template_child (widget_class, PostilByline, chips);
  signals[CHIP]
      = g_signal_new ("chip", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
postil_byline_init (PostilByline *self)
{
  g_type_ensure (POSTIL_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * postil_byline_new:
 *
 * Makes an empty byline.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_byline_new (void)
{
  return g_object_new (POSTIL_TYPE_BYLINE, NULL);
}

/**
 * postil_byline_set:
 * @self: a byline
 * @article: (nullable): the record
 * @analysis: (nullable): what the machine found
 * @narrow: whether author, date and length are left out for want of room
 *
 * Shows an article.
 */
void
postil_byline_set (PostilByline *self, PostilArticle *article, PostilAnalysis *analysis, gboolean narrow)
{
  g_autoptr (GString) line = NULL;
  g_autofree char *date = NULL;
  g_autofree char *minutes = NULL;
  const char *state;

  g_return_if_fail (POSTIL_IS_BYLINE (self));
  if (article == NULL)
    return;
  line = g_string_new (NULL);
  date = postil_words_day_long (article->published);
  append_part (line, article->byline);
  append_part (line, date);
  if (article->words > 0)
    {
      minutes = postil_words_reading_time (article->words);
      append_part (line, minutes);
    }
  state = describe_state (article, analysis);
  /* What passes in a moment stands on the same line, so that the text does not move when it goes. */
  if (analysis == NULL && article->analysis != POSTIL_ANALYSIS_FAILED && !narrow)
    {
      append_part (line, state);
      state = NULL;
    }
  gtk_label_set_label (self->byline, line->str);
  gtk_widget_set_visible (GTK_WIDGET (self->byline), !narrow && line->len > 0);
  gtk_label_set_label (self->state, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), state != NULL);
}

/**
 * postil_byline_set_chips:
 * @self: a byline
 * @names: (nullable) (array zero-terminated=1): what the signal `chip` says; one that begins with "differ" or "!" is a warning
 * @labels: (nullable) (array zero-terminated=1): what the buttons say, as many as names
 *
 * Sets the buttons.
 */
void
postil_byline_set_chips (PostilByline *self, const char *const *names, const char *const *labels)
{
  guint n = 0;

  g_return_if_fail (POSTIL_IS_BYLINE (self));
  postil_wrap_box_clear (self->chips);
  for (; names != NULL && labels != NULL && names[n] != NULL && labels[n] != NULL; n++)
    postil_wrap_box_append (self->chips, make_chip (self, names[n], labels[n]));
  gtk_widget_set_visible (GTK_WIDGET (self->chips), n > 0);
}
