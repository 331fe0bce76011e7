/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: what Postil does in one sentence, and the ways to begin. */
#include "config.h"

#include "postil-welcome.h"

#include <glib/gi18n.h>

struct _PostilWelcome
{
  AdwBin parent_instance;

  /* template children */
  AdwHeaderBar *header;
  GtkImage *picture;
  GtkWidget *sample_box;
  AdwActionRow *sample_row;
};

G_DEFINE_FINAL_TYPE (PostilWelcome, postil_welcome, ADW_TYPE_BIN)

/* The picture is an SVG; a library with articles never needs the renderer. */
static void
postil_welcome_map (GtkWidget *widget)
{
  gtk_image_set_from_icon_name (POSTIL_WELCOME (widget)->picture, "postil-welcome");
  GTK_WIDGET_CLASS (postil_welcome_parent_class)->map (widget);
}

static void
postil_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_WELCOME);
  G_OBJECT_CLASS (postil_welcome_parent_class)->dispose (object);
}

static void
postil_welcome_class_init (PostilWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_welcome_dispose;
  widget_class->map = postil_welcome_map;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, header);
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, picture);
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, sample_box);
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, sample_row);
}

static void
postil_welcome_init (PostilWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * postil_welcome_get_header:
 * @self: the page
 *
 * Returns: (transfer none): its header bar; main thread
 */
AdwHeaderBar *
postil_welcome_get_header (PostilWelcome *self)
{
  return self->header;
}

/**
 * postil_welcome_set_n_samples:
 * @self: the page
 * @n_samples: how many sample files there are; 0 hides the offer
 *
 * Says how much the samples are. Main thread.
 */
void
postil_welcome_set_n_samples (PostilWelcome *self, guint n_samples)
{
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u file, removed again with one click", "%u files, removed again with one click", n_samples),
                         n_samples);

  adw_action_row_set_subtitle (self->sample_row, text);
  gtk_widget_set_visible (self->sample_box, n_samples > 0);
}
