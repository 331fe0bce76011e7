/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes of the marks as colour nodes. Lines lie 4.5 px under the baseline at the default text size and keep to whole pixels
 * vertically, so that they are crisp; only the wave and the arrow heads are drawn with cairo. */
#include "config.h"

#include "postil-mark-painter.h"

#include <math.h>

#define LINE_DROP 4.5f /* baseline to the middle of the line */
#define LINE_WIDTH 1.6f
#define CONTRAST_WIDTH 2.5f
#define UPRIGHT 6.0f
#define ARROW 7.0f
#define TINT_ALPHA 0.09f
#define PALE_ALPHA 0.38f
#define DIGIT_RADIUS 5.0f

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *area)
{
  if (area->size.width > 0.0f && area->size.height > 0.0f)
    gtk_snapshot_append_color (snapshot, color, area);
}

/* Strokes of `on` with gaps of `off`, stretched a little so that a stroke stands at both ends. */
static void
fill_dashes (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *line, float on, float off)
{
  const float width = line->size.width;
  const long n = MAX (1, lrintf ((width + off) / (on + off)));
  const float step = n > 1 ? (width - on) / (float) (n - 1) : 0.0f;

  for (long i = 0; i < n; i++)
    fill (snapshot, color,
          &GRAPHENE_RECT_INIT (line->origin.x + (float) i * step, line->origin.y, MIN (on, width), line->size.height));
}

static void
fill_dots (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *line, float size, float gap)
{
  const float width = line->size.width;
  const long n = MAX (1, lrintf ((width + gap) / (size + gap)));
  const float step = n > 1 ? (width - size) / (float) (n - 1) : 0.0f;
  const float y = line->origin.y + (line->size.height - size) / 2.0f;

  for (long i = 0; i < n; i++)
    {
      GskRoundedRect dot;
      const graphene_rect_t area = GRAPHENE_RECT_INIT (line->origin.x + (float) i * step, y, size, size);

      gsk_rounded_rect_init_from_rect (&dot, &area, size / 2.0f);
      gtk_snapshot_push_rounded_clip (snapshot, &dot);
      gtk_snapshot_append_color (snapshot, color, &area);
      gtk_snapshot_pop (snapshot);
    }
}

static void
draw_wave (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *line, float thickness)
{
  const graphene_rect_t area = GRAPHENE_RECT_INIT (line->origin.x - 1.0f, line->origin.y - 3.0f, line->size.width + 2.0f, 8.0f);
  const double middle = line->origin.y + 0.5;
  const double end = line->origin.x + line->size.width;
  const double unit = MAX (1.0, line->size.height / CONTRAST_WIDTH);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  double x = line->origin.x;
  double side = -1.0;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, thickness);
  cairo_rectangle (cr, line->origin.x, area.origin.y, line->size.width, area.size.height);
  cairo_clip (cr);
  cairo_move_to (cr, x, middle);
  while (x < end)
    {
      cairo_curve_to (cr, x + 1.1 * unit, middle + side * 2.0 * unit, x + 1.9 * unit, middle + side * 2.0 * unit, x + 3.0 * unit,
                      middle);
      x += 3.0 * unit;
      side = -side;
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* The head of a dimension line, 7 px wide, standing on the floor or hanging from it. */
static void
draw_arrow (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_point_t *end, float size, gboolean up)
{
  const float tip = up ? end->y - size * 0.8f : end->y + size * 0.8f;
  const graphene_rect_t area = GRAPHENE_RECT_INIT (end->x - size, end->y - size - 1.0f, 2.0f * size, 2.0f * size + 2.0f);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);

  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, end->x - size / 2.0f, end->y);
  cairo_line_to (cr, end->x + size / 2.0f, end->y);
  cairo_line_to (cr, end->x, tip);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* Lines grow with large text, and do not shrink with small. */
static float
get_unit (const PostilMarkPiece *piece)
{
  return MAX (1.0f, piece->unit);
}

static void
draw_name (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece)
{
  const GdkRGBA *color = &palette->marks[piece->kind];
  const float unit = get_unit (piece);
  const float width = (palette->high_contrast ? CONTRAST_WIDTH : LINE_WIDTH) * unit;
  const float y = roundf (piece->baseline + LINE_DROP * unit - width / 2.0f);
  const graphene_rect_t line = GRAPHENE_RECT_INIT (piece->left, y, piece->right - piece->left, width);

  switch (piece->kind)
    {
    case POSTIL_MARK_KIND_PERSON:
      {
        const float size = (palette->high_contrast ? 3.0f : 2.2f) * unit;
        const graphene_rect_t dots = GRAPHENE_RECT_INIT (piece->left, y - 0.1f, piece->right - piece->left, size);

        fill_dots (snapshot, color, &dots, size, 2.2f * unit);
        break;
      }
    case POSTIL_MARK_KIND_PLACE:
      fill_dashes (snapshot, color, &line, 6.0f * unit, 3.0f * unit);
      break;
    case POSTIL_MARK_KIND_PRODUCT:
      {
        const float thin = (palette->high_contrast ? 1.6f : 1.1f) * unit;

        fill (snapshot, color, &GRAPHENE_RECT_INIT (piece->left, y - 0.5f, line.size.width, thin));
        fill (snapshot, color, &GRAPHENE_RECT_INIT (piece->left, y - 0.5f + thin + 1.5f * unit, line.size.width, thin));
        break;
      }
    case POSTIL_MARK_KIND_EVENT:
      draw_wave (snapshot, color, &line, (palette->high_contrast ? 1.8f : 1.0f) * unit);
      break;
    case POSTIL_MARK_KIND_ORGANISATION:
    case POSTIL_MARK_KIND_MONEY:
    case POSTIL_MARK_KIND_PERCENT:
    case POSTIL_MARK_KIND_QUANTITY:
    case POSTIL_MARK_KIND_DATE:
    case POSTIL_N_MARK_KINDS:
    default:
      fill (snapshot, color, &line);
      break;
    }
}

/* Uprights at the ends that are the figure's own, or an arrow where it says in which direction something went. */
static void
draw_ends (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece, const graphene_rect_t *floor_line)
{
  const GdkRGBA *color = &palette->marks[piece->kind];
  const float unit = get_unit (piece);
  const float width = floor_line->size.height;
  const float top = floor_line->origin.y + width - UPRIGHT * unit;
  const float right = floor_line->origin.x + floor_line->size.width;

  if (piece->starts)
    fill (snapshot, color, &GRAPHENE_RECT_INIT (floor_line->origin.x, top, width, UPRIGHT * unit));
  if (!piece->ends)
    return;
  if (piece->kind == POSTIL_MARK_KIND_PERCENT && piece->direction != POSTIL_CHANGE_NONE)
    {
      const gboolean up = piece->direction == POSTIL_CHANGE_UP;

      draw_arrow (snapshot, color, &GRAPHENE_POINT_INIT (right, floor_line->origin.y + (up ? width : 0.0f)), ARROW * unit, up);
    }
  else
    {
      fill (snapshot, color, &GRAPHENE_RECT_INIT (right - width, top, width, UPRIGHT * unit));
    }
}

static void
draw_figure (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece)
{
  const GdkRGBA *color = &palette->marks[piece->kind];
  const float unit = get_unit (piece);
  const float width = (palette->high_contrast ? CONTRAST_WIDTH : LINE_WIDTH) * unit;
  const float floor_y = roundf (piece->baseline + LINE_DROP * unit - width / 2.0f);
  const float left = piece->starts ? piece->left - 1.0f : piece->left;
  graphene_rect_t line = GRAPHENE_RECT_INIT (left, floor_y, piece->right - left, width);

  draw_ends (snapshot, palette, piece, &line);
  if (piece->kind == POSTIL_MARK_KIND_QUANTITY || piece->kind == POSTIL_MARK_KIND_DATE)
    {
      /* The floor keeps a gap to the uprights, which are strokes of their own. */
      const float gap = (piece->kind == POSTIL_MARK_KIND_DATE ? 1.8f : 2.4f) * unit;

      if (piece->starts)
        graphene_rect_init (&line, left + width + gap, floor_y, line.size.width - width - gap, width);
      if (piece->ends)
        line.size.width -= width + gap;
    }
  if (line.size.width <= 0.0f)
    return;
  if (piece->kind == POSTIL_MARK_KIND_QUANTITY)
    fill_dashes (snapshot, color, &line, 5.0f * unit, 3.0f * unit);
  else if (piece->kind == POSTIL_MARK_KIND_DATE)
    fill_dashes (snapshot, color, &line, (palette->high_contrast ? 2.5f : 1.8f) * unit, 2.0f * unit);
  else
    fill (snapshot, color, &line);
}

/**
 * postil_mark_paint_tint:
 * @snapshot: where to
 * @palette: the colours
 * @piece: one stretch of a figure
 *
 * Lays the faint colour behind the words of a figure. Nothing for names, and nothing in high contrast.
 *
 * Thread: main.
 */
void
postil_mark_paint_tint (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece)
{
  GdkRGBA tint;
  float left;
  float bottom;

  if (postil_mark_kind_is_name (piece->kind) || palette->high_contrast)
    return;
  tint = palette->marks[piece->kind];
  tint.alpha *= TINT_ALPHA;
  left = piece->starts ? piece->left - 1.0f : piece->left;
  bottom = roundf (piece->baseline + LINE_DROP * get_unit (piece));
  fill (snapshot, &tint, &GRAPHENE_RECT_INIT (left, piece->top + 3.0f, piece->right - left, bottom - piece->top - 3.0f));
}

/**
 * postil_mark_paint_line:
 * @snapshot: where to
 * @palette: the colours
 * @piece: one stretch of a mark
 *
 * Draws the line of a name or the bracket of a figure.
 *
 * Thread: main.
 */
void
postil_mark_paint_line (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece)
{
  g_return_if_fail (piece->kind < POSTIL_N_MARK_KINDS);
  if (piece->right <= piece->left)
    return;
  if (piece->pale)
    gtk_snapshot_push_opacity (snapshot, PALE_ALPHA);
  if (postil_mark_kind_is_name (piece->kind))
    draw_name (snapshot, palette, piece);
  else
    draw_figure (snapshot, palette, piece);
  if (piece->pale)
    gtk_snapshot_pop (snapshot);
}

/**
 * postil_mark_paint_ring:
 * @snapshot: where to
 * @area: the inner edge of the ring
 * @radius: of the outer corners, px
 * @width: of the ring, px; it lies outside @area
 * @color: its colour
 *
 * Draws a ring around words.
 *
 * Thread: main.
 */
void
postil_mark_paint_ring (GtkSnapshot *snapshot, const graphene_rect_t *area, float radius, float width, const GdkRGBA *color)
{
  GskRoundedRect outline;
  graphene_rect_t outer;
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  graphene_rect_inset_r (area, -width, -width, &outer);
  gsk_rounded_rect_init_from_rect (&outline, &outer, radius);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

/**
 * postil_mark_paint_digit:
 * @snapshot: where to
 * @palette: the colours
 * @context: of the widget
 * @color: the highlight, 1-5
 * @area: the swatch, usually 17 px square
 *
 * Draws the swatch of a highlight: its fill, its ring, its digit.
 *
 * Thread: main.
 */
void
postil_mark_paint_digit (GtkSnapshot *snapshot, const PostilPalette *palette, PangoContext *context, guint color,
                         const graphene_rect_t *area)
{
  const char text[2] = { (char) ('0' + color), '\0' };
  g_autoptr (PangoLayout) layout = NULL;
  PangoFontDescription *font;
  GskRoundedRect outline;
  PangoRectangle ink;
  graphene_rect_t inner;

  g_return_if_fail (color >= 1 && color <= 5);
  gsk_rounded_rect_init_from_rect (&outline, area, DIGIT_RADIUS * area->size.width / 17.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->fills[color], area);
  gtk_snapshot_pop (snapshot);
  graphene_rect_inset_r (area, 1.2f, 1.2f, &inner);
  postil_mark_paint_ring (snapshot, &inner, DIGIT_RADIUS * area->size.width / 17.0f, 1.2f, &palette->inks[color]);

  layout = pango_layout_new (context);
  font = pango_font_description_copy (pango_context_get_font_description (context));
  pango_font_description_set_absolute_size (font, 0.64 * area->size.height * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_HEAVY);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, 1);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (roundf (area->origin.x + (area->size.width - (float) ink.width) / 2.0f) - (float) ink.x,
                                      roundf (area->origin.y + (area->size.height - (float) ink.height) / 2.0f) - (float) ink.y));
  gtk_snapshot_append_layout (snapshot, layout, &palette->text);
  gtk_snapshot_restore (snapshot);
}
