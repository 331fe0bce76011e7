/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: what Postil does in one sentence, and the ways to begin. It is made when there is a library without articles to
 * show it for. */
#include "config.h"

#include "postil-welcome.h"

#include <glib/gi18n.h>

struct _PostilWelcome
{
  AdwBin parent_instance;

  /* template children; NULL until postil_welcome_show() */
  AdwHeaderBar *header;
  GtkImage *picture;
  GtkWidget *sample_box;
  AdwActionRow *sample_row;
};

G_DEFINE_FINAL_TYPE (PostilWelcome, postil_welcome, ADW_TYPE_BIN)

static void
postil_welcome_dispose (GObject *object)
{
  if (POSTIL_WELCOME (object)->header != NULL)
    gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_WELCOME);
  G_OBJECT_CLASS (postil_welcome_parent_class)->dispose (object);
}

static void
postil_welcome_class_init (PostilWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, header);
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, picture);
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, sample_box);
  gtk_widget_class_bind_template_child (widget_class, PostilWelcome, sample_row);
}

static void
postil_welcome_init (PostilWelcome *self)
{
}

/**
 * postil_welcome_show:
 * @self: the page
 * @n_samples: how many sample files there are; 0 hides the offer
 *
 * Makes the page, if it is not there yet, and says how much the samples are. Main thread.
 */
void
postil_welcome_show (PostilWelcome *self, guint n_samples)
{
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u file, removed again with one click", "%u files, removed again with one click", n_samples),
                         n_samples);

  if (self->header == NULL)
    {
      gtk_widget_init_template (GTK_WIDGET (self));
      gtk_image_set_from_icon_name (self->picture, "postil-welcome");
    }
  adw_action_row_set_subtitle (self->sample_row, text);
  gtk_widget_set_visible (self->sample_box, n_samples > 0);
}
