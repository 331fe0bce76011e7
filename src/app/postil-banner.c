/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar along the bottom of the window. A warning stays as long as its cause does; an offer has a button for the deed and one to be
 * left alone. */
#include "config.h"

#include "postil-banner.h"

struct _PostilBanner
{
  AdwBin parent_instance;

  /* template children */
  GtkLabel *label;
  GtkButton *button;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (PostilBanner, postil_banner, ADW_TYPE_BIN)

static void
close_clicked_cb (PostilBanner *self)
{
  postil_banner_hide (self);
}

static void
postil_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_BANNER);
  G_OBJECT_CLASS (postil_banner_parent_class)->dispose (object);
}

static void
postil_banner_class_init (PostilBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_banner_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilBanner, label);
  gtk_widget_class_bind_template_child (widget_class, PostilBanner, button);
  gtk_widget_class_bind_template_child (widget_class, PostilBanner, close);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
postil_banner_init (PostilBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (PostilBanner *self, const char *message, gboolean warning)
{
  gtk_label_set_text (self->label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->button), !warning);
  gtk_widget_set_visible (self->close, !warning);
  if (warning)
    gtk_widget_add_css_class (GTK_WIDGET (self), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "warning");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * postil_banner_warn:
 * @self: a banner
 * @message: one sentence
 *
 * Says what the reader must know for as long as it holds. Main thread.
 */
void
postil_banner_warn (PostilBanner *self, const char *message)
{
  g_return_if_fail (POSTIL_IS_BANNER (self) && message != NULL);
  show (self, message, TRUE);
}

/**
 * postil_banner_offer:
 * @self: a banner
 * @message: one sentence
 * @label: what the button does
 * @action: the action of the button
 *
 * Offers one thing to do, until it is done or the bar is dismissed. Main thread.
 */
void
postil_banner_offer (PostilBanner *self, const char *message, const char *label, const char *action)
{
  g_return_if_fail (POSTIL_IS_BANNER (self) && message != NULL && label != NULL && action != NULL);
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  show (self, message, FALSE);
}

/**
 * postil_banner_hide:
 * @self: a banner
 *
 * Takes the bar away. Main thread.
 */
void
postil_banner_hide (PostilBanner *self)
{
  g_return_if_fail (POSTIL_IS_BANNER (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * postil_banner_get_message:
 * @self: a banner
 *
 * Tells what it says.
 *
 * Returns: (transfer none) (nullable): the sentence, %NULL while there is nothing to say; main thread
 */
const char *
postil_banner_get_message (PostilBanner *self)
{
  g_return_val_if_fail (POSTIL_IS_BANNER (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (self->label) : NULL;
}
