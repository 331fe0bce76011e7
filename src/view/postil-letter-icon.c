/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the letter of a source, white on one of seven colours that all keep 4.5:1 with it. Pure ornament for assistive technology:
 * the name stands beside it. */
#include "config.h"

#include "postil-letter-icon.h"

#include <math.h>

#define SIZE 16
#define RADIUS 4.0f

struct _PostilLetterIcon
{
  GtkWidget parent_instance;

  char letter[8];
  guint color;
};

G_DEFINE_FINAL_TYPE (PostilLetterIcon, postil_letter_icon, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SOURCE_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const GdkRGBA colors[] = {
  { 0x1a / 255.0f, 0x5f / 255.0f, 0xb4 / 255.0f, 1.0f }, { 0x0f / 255.0f, 0x6e / 255.0f, 0x46 / 255.0f, 1.0f },
  { 0xa5 / 255.0f, 0x1d / 255.0f, 0x2d / 255.0f, 1.0f }, { 0x6b / 255.0f, 0x3a / 255.0f, 0x9a / 255.0f, 1.0f },
  { 0x95 / 255.0f, 0x5a / 255.0f, 0x05 / 255.0f, 1.0f }, { 0x5e / 255.0f, 0x5e / 255.0f, 0x63 / 255.0f, 1.0f },
  { 0x0b / 255.0f, 0x6b / 255.0f, 0x75 / 255.0f, 1.0f },
};

static void
postil_letter_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
postil_letter_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilLetterIcon *self = POSTIL_LETTER_ICON (widget);
  const float x = floorf ((float) (gtk_widget_get_width (widget) - SIZE) / 2.0f);
  const float y = floorf ((float) (gtk_widget_get_height (widget) - SIZE) / 2.0f);
  const GdkRGBA white = { 1.0f, 1.0f, 1.0f, 1.0f };
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->letter);
  PangoFontDescription *font;
  PangoRectangle ink;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colors[self->color], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  font = pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
  pango_font_description_set_absolute_size (font, 10.5 * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_HEAVY);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + roundf ((float) (SIZE - ink.width) / 2.0f) - (float) ink.x,
                                                          y + roundf ((float) (SIZE - ink.height) / 2.0f) - (float) ink.y));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
postil_letter_icon_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SOURCE_NAME)
    postil_letter_icon_set_name (POSTIL_LETTER_ICON (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postil_letter_icon_class_init (PostilLetterIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = postil_letter_icon_set_property;
  widget_class->measure = postil_letter_icon_measure;
  widget_class->snapshot = postil_letter_icon_snapshot;
  properties[PROP_SOURCE_NAME] = g_param_spec_string ("source-name", NULL, NULL, NULL,
                                                      G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "postil-letter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
postil_letter_icon_init (PostilLetterIcon *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * postil_letter_icon_new:
 * @name: (nullable): name of a source
 *
 * Makes the icon of a source.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_letter_icon_new (const char *name)
{
  return g_object_new (POSTIL_TYPE_LETTER_ICON, "source-name", name, NULL);
}

/**
 * postil_letter_icon_set_name:
 * @self: an icon
 * @name: (nullable): name of a source
 *
 * Shows another source.
 */
void
postil_letter_icon_set_name (PostilLetterIcon *self, const char *name)
{
  int length;

  g_return_if_fail (POSTIL_IS_LETTER_ICON (self));
  while (name != NULL && *name != '\0' && !g_unichar_isalnum (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);
  length = name != NULL && *name != '\0' ? g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), self->letter) : 0;
  self->letter[length] = '\0';
  self->color = postil_letter_icon_color_of (name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_letter_icon_color_of:
 * @name: (nullable): name of a source
 *
 * Chooses the colour of a source from its name alone.
 *
 * Thread: any.
 *
 * Returns: the number of a colour, 0-6
 */
guint
postil_letter_icon_color_of (const char *name)
{
  guint32 hash = 2166136261u;

  for (const char *at = name != NULL ? name : ""; *at != '\0'; at++)
    hash = (hash ^ (guint8) *at) * 16777619u;
  return (hash ^ (hash >> 15)) % G_N_ELEMENTS (colors);
}
