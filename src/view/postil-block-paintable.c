/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paintable that stands for one U+FFFC of the text. A picture that came with the file is shown, never wider than the column; one
 * that would have to be fetched is a quiet frame with its description, for nothing is loaded by itself. */
#include "config.h"

#include "postil-block-paintable.h"

#include <glib/gi18n.h>

#define RULE_HEIGHT 25
#define FRAME_HEIGHT 56
#define RADIUS 9.0f
#define PADDING 14

struct _PostilBlockPaintable
{
  GObject parent_instance;

  GdkTexture *texture; /* (nullable) */
  PangoLayout *layout; /* (nullable) */
  char *words;         /* (nullable): a rule has none */
  GdkRGBA ink;
  GdkRGBA line;
  GdkRGBA shade;
  int width; /* of the column, px */
};

static void postil_block_paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostilBlockPaintable, postil_block_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, postil_block_paintable_iface_init))

static void
draw_frame (PostilBlockPaintable *self, GtkSnapshot *snapshot, double width, double height)
{
  const graphene_rect_t area = GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) width, (float) height);
  const float widths[4] = { 1.0f, 1.0f, 1.0f, 1.0f };
  const GdkRGBA colors[4] = { self->line, self->line, self->line, self->line };
  GskRoundedRect outline;
  int text_height = 0;

  gsk_rounded_rect_init_from_rect (&outline, &area, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->shade, &area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
  if (self->layout == NULL)
    return;
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (PADDING, (float) (((int) height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, &self->ink);
  gtk_snapshot_restore (snapshot);
}

static void
postil_block_paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  PostilBlockPaintable *self = POSTIL_BLOCK_PAINTABLE (paintable);
  GskRoundedRect outline;

  if (self->words == NULL)
    {
      gtk_snapshot_append_color (snapshot, &self->line,
                                 &GRAPHENE_RECT_INIT ((float) width * 0.36f, (float) ((int) height / 2), (float) width * 0.28f,
                                                      1.0f));
      return;
    }
  if (self->texture == NULL)
    {
      draw_frame (self, snapshot, width, height);
      return;
    }
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0.0f, 0.0f, (float) width, (float) height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_texture (snapshot, self->texture, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static int
postil_block_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  PostilBlockPaintable *self = POSTIL_BLOCK_PAINTABLE (paintable);

  if (self->texture == NULL)
    return self->width;
  return MIN (self->width, gdk_texture_get_width (self->texture));
}

static int
postil_block_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  PostilBlockPaintable *self = POSTIL_BLOCK_PAINTABLE (paintable);
  int width;

  if (self->words == NULL)
    return RULE_HEIGHT;
  if (self->texture == NULL)
    return FRAME_HEIGHT;
  width = gdk_texture_get_width (self->texture);
  if (width <= self->width)
    return gdk_texture_get_height (self->texture);
  return MAX (1, (int) ((gint64) gdk_texture_get_height (self->texture) * self->width / width));
}

static void
postil_block_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = postil_block_paintable_snapshot;
  iface->get_intrinsic_width = postil_block_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = postil_block_paintable_get_intrinsic_height;
}

static void
postil_block_paintable_finalize (GObject *object)
{
  PostilBlockPaintable *self = POSTIL_BLOCK_PAINTABLE (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->layout);
  g_free (self->words);
  G_OBJECT_CLASS (postil_block_paintable_parent_class)->finalize (object);
}

static void
postil_block_paintable_class_init (PostilBlockPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_block_paintable_finalize;
}

static void
postil_block_paintable_init (PostilBlockPaintable *self)
{
  self->width = 400;
}

/**
 * postil_block_paintable_new_rule:
 *
 * Makes what a rule between paragraphs is drawn with.
 *
 * Returns: (transfer full): the paintable
 */
PostilBlockPaintable *
postil_block_paintable_new_rule (void)
{
  return g_object_new (POSTIL_TYPE_BLOCK_PAINTABLE, NULL);
}

/**
 * postil_block_paintable_new_image:
 * @image: (nullable): a picture of the document; %NULL when the document names one it does not have
 *
 * Makes what a picture is drawn with: its pixels, or a frame with its description.
 *
 * Returns: (transfer full): the paintable
 */
PostilBlockPaintable *
postil_block_paintable_new_image (const PostilImage *image)
{
  PostilBlockPaintable *self = g_object_new (POSTIL_TYPE_BLOCK_PAINTABLE, NULL);
  const gboolean described = image != NULL && image->alt != NULL && *image->alt != '\0';

  /* Translators: stands in the article where a picture is that was not loaded; %s is the picture's description. */
  self->words = described ? g_strdup_printf (_ ("Picture: %s"), image->alt) : g_strdup (_ ("Picture, not loaded"));
  if (image != NULL && image->pixels != NULL && image->width > 0 && image->height > 0
      && g_bytes_get_size (image->pixels) >= (gsize) image->width * image->height * 4)
    self->texture = gdk_memory_texture_new ((int) image->width, (int) image->height, GDK_MEMORY_R8G8B8A8, image->pixels,
                                            (gsize) image->width * 4);
  return self;
}

/**
 * postil_block_paintable_set_width:
 * @self: a paintable
 * @width: of the column, px
 *
 * Fits the paintable to the column.
 *
 * Returns: whether its size changed
 */
gboolean
postil_block_paintable_set_width (PostilBlockPaintable *self, int width)
{
  g_return_val_if_fail (POSTIL_IS_BLOCK_PAINTABLE (self), FALSE);
  if (self->width == width)
    return FALSE;
  self->width = width;
  if (self->layout != NULL)
    pango_layout_set_width (self->layout, MAX (1, width - 2 * PADDING) * PANGO_SCALE);
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  return TRUE;
}

/**
 * postil_block_paintable_set_style:
 * @self: a paintable
 * @context: the text context of the widget that shows it
 * @ink: colour of words
 * @line: colour of lines
 * @shade: colour of the frame's inside
 *
 * Gives the colours, and the font for the description.
 */
void
postil_block_paintable_set_style (PostilBlockPaintable *self, PangoContext *context, const GdkRGBA *ink, const GdkRGBA *line,
                                  const GdkRGBA *shade)
{
  g_return_if_fail (POSTIL_IS_BLOCK_PAINTABLE (self));
  self->ink = *ink;
  self->line = *line;
  self->shade = *shade;
  if (self->words != NULL && self->texture == NULL)
    {
      g_set_object (&self->layout, NULL);
      self->layout = pango_layout_new (context);
      pango_layout_set_text (self->layout, self->words, -1);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (self->layout, -2);
      pango_layout_set_width (self->layout, MAX (1, self->width - 2 * PADDING) * PANGO_SCALE);
    }
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}
