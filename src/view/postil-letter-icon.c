/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the letter of a source, white on one of seven colours that all keep 4.5:1 with it. Pure ornament for assistive technology:
 * the name stands beside it. */
#include "config.h"

#include "postil-letter-icon.h"

#include <math.h>

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
  *minimum = *natural = POSTIL_LETTER_ICON_SIZE;
}

/* The first letter or digit and the colour of a name. */
static guint
choose (const char *name, char letter[8])
{
  int length;

  while (name != NULL && *name != '\0' && !g_unichar_isalnum (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);
  length = name != NULL && *name != '\0' ? g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), letter) : 0;
  letter[length] = '\0';
  return postil_letter_icon_color_of (name);
}

static void
draw (GtkSnapshot *snapshot, PangoContext *context, const char *letter, guint color)
{
  const GdkRGBA white = { 1.0f, 1.0f, 1.0f, 1.0f };
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  PangoRectangle ink;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, POSTIL_LETTER_ICON_SIZE, POSTIL_LETTER_ICON_SIZE),
                                   RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colors[color], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  pango_font_description_set_absolute_size (font, 10.5 * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_HEAVY);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, letter, -1);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (roundf ((float) (POSTIL_LETTER_ICON_SIZE - ink.width) / 2.0f) - (float) ink.x,
                                                roundf ((float) (POSTIL_LETTER_ICON_SIZE - ink.height) / 2.0f) - (float) ink.y));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
postil_letter_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilLetterIcon *self = POSTIL_LETTER_ICON (widget);
  const float x = floorf ((float) (gtk_widget_get_width (widget) - POSTIL_LETTER_ICON_SIZE) / 2.0f);
  const float y = floorf ((float) (gtk_widget_get_height (widget) - POSTIL_LETTER_ICON_SIZE) / 2.0f);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  draw (snapshot, gtk_widget_get_pango_context (widget), self->letter, self->color);
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
  g_return_if_fail (POSTIL_IS_LETTER_ICON (self));
  self->color = choose (name, self->letter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_letter_icon_draw:
 * @snapshot: drawn on, %POSTIL_LETTER_ICON_SIZE px wide and high from the origin
 * @context: (transfer none): whose font is taken
 * @name: (nullable): name of a source
 *
 * Draws the icon of a source for a widget that draws itself.
 *
 * Thread: main.
 */
void
postil_letter_icon_draw (GtkSnapshot *snapshot, PangoContext *context, const char *name)
{
  char letter[8];
  const guint color = choose (name, letter);

  g_return_if_fail (GTK_IS_SNAPSHOT (snapshot) && PANGO_IS_CONTEXT (context));
  draw (snapshot, context, letter, color);
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
