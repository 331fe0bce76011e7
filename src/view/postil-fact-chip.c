/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chip of rows and cards. Its two children are made once; another fact only exchanges icon and words. */
#include "config.h"

#include "postil-fact-chip.h"

#define SPACING 5
#define MOST_CHARACTERS 22

struct _PostilFactChip
{
  GtkWidget parent_instance;

  /* children */
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (PostilFactChip, postil_fact_chip, GTK_TYPE_WIDGET)

static void
postil_fact_chip_dispose (GObject *object)
{
  PostilFactChip *self = POSTIL_FACT_CHIP (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_fact_chip_parent_class)->dispose (object);
}

static void
postil_fact_chip_class_init (PostilFactChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_fact_chip_dispose;
  gtk_widget_class_set_css_name (widget_class, "postil-fact-chip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postil_fact_chip_init (PostilFactChip *self)
{
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), MOST_CHARACTERS);
  gtk_label_set_single_line_mode (GTK_LABEL (self->label), TRUE);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), SPACING);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * postil_fact_chip_new:
 *
 * Makes an empty chip. It has no background of its own: add the style class `postil-chip`, or put it into a button.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_fact_chip_new (void)
{
  return g_object_new (POSTIL_TYPE_FACT_CHIP, NULL);
}

/**
 * postil_fact_chip_set:
 * @self: a chip
 * @icon_name: of a symbolic icon
 * @text: what the chip says; plain text, copied
 *
 * Shows another fact. Text that is too long ends in an ellipsis.
 *
 * Thread: main.
 */
void
postil_fact_chip_set (PostilFactChip *self, const char *icon_name, const char *text)
{
  g_return_if_fail (POSTIL_IS_FACT_CHIP (self) && icon_name != NULL && text != NULL);
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (self->icon)), icon_name) != 0)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (self->label), text);
}

/**
 * postil_fact_chip_icon_of:
 * @type: what a name is
 *
 * Chooses the icon that stands beside a name.
 *
 * Thread: any.
 *
 * Returns: (transfer none): the name of a symbolic icon
 */
const char *
postil_fact_chip_icon_of (PostilEntityType type)
{
  switch (type)
    {
    case POSTIL_ENTITY_PER:
      return "postil-person-symbolic";
    case POSTIL_ENTITY_LOC:
      return "find-location-symbolic";
    case POSTIL_ENTITY_PRODUCT:
      return "postil-product-symbolic";
    case POSTIL_ENTITY_EVENT:
      return "postil-event-symbolic";
    case POSTIL_ENTITY_ORG:
    case POSTIL_N_ENTITY_TYPES:
    default:
      return "postil-organisation-symbolic";
    }
}
