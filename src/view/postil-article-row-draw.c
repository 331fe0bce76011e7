/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of a row stand, and their drawing. Everything is placed as if lines began at the left and mirrored at the end. */
#include "config.h"

#include "postil-article-row-private.h"

#include "postil-fact-chip.h"
#include "postil-letter-icon.h"
#include "postil-view.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SPACING 6 /* between dot, icon, source, star and date, and between chips */
#define DOT 8
#define DOT_DROP 0.32f /* of the font size */
#define ICON 12        /* the star and what stands in chips */
#define TITLE_GAP 2
#define SUMMARY_GAP 2
#define CHIPS_GAP 6
#define CHIP_SIDE 9
#define CHIP_TOP 1
#define CHIP_BOTTOM 2
#define CHIP_LEAST 17 /* height without top and bottom */
#define CHIP_SPACING 5
#define CHIP_CHARACTERS 22
#define CHIP_LEAST_CHARACTERS 3

/* Everything a drawing needs to know, looked up once. */
typedef struct
{
  GtkSnapshot *snapshot;
  PostilRowHost *host;
  GtkWidget *row;
  GdkDisplay *display;
  int width;
  gboolean mirrored;
  GdkRGBA text;
  GdkRGBA secondary;
  GdkRGBA accent;
  GdkRGBA chip;
  GdkRGBA line;
} Pen;

typedef struct
{
  const char *icon;
  const char *text;
  gboolean outlined;
  gboolean may_shrink;
} Chip;

/* A line of text, as if lines began at the left. */
typedef struct
{
  int x;
  int y;
  int width;
} Place;

static const char *
title_of (const PostilArticle *article)
{
  return article == NULL ? "" : *article->title != '\0' ? article->title : _ ("Without a title");
}

static PostilRowFont
title_font_of (const PostilArticle *article)
{
  return article == NULL || article->read ? POSTIL_ROW_FONT_TITLE : POSTIL_ROW_FONT_UNREAD;
}

static gboolean
has_chips (const PostilArticle *article)
{
  return article != NULL && (article->n_chips > 0 || article->n_notes > 0);
}

static void
look_up (Pen *pen, const char *name, GdkRGBA *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (pen->row), name, color))
    *color = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 0.4f };
}

/* The left edge of something that begins at x when lines begin at the left. */
static float
mirror (const Pen *pen, int x, int width)
{
  return (float) (pen->mirrored ? pen->width - x - width : x);
}

/* A text in the other direction than the window's begins where the others do. */
static void
draw_layout (Pen *pen, PangoLayout *layout, Place place, const GdkRGBA *color)
{
  PangoRectangle logical;
  float shift = 0.0f;

  if (pango_layout_get_width (layout) >= 0)
    {
      pango_layout_get_pixel_extents (layout, NULL, &logical);
      shift = (float) (pen->mirrored ? place.width - logical.x - logical.width : -logical.x);
    }
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (mirror (pen, place.x, place.width) + shift, (float) place.y));
  gtk_snapshot_append_layout (pen->snapshot, layout, color);
  gtk_snapshot_restore (pen->snapshot);
}

/* Half of a picture of twice the size is sharp, where three quarters of the next one would not be. */
static void
draw_icon (Pen *pen, const char *name, int x, int y, const GdkRGBA *color)
{
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  g_autoptr (GtkIconPaintable) icon
      = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (pen->display), name, NULL, 2 * ICON,
                                    gtk_widget_get_scale_factor (pen->row), gtk_widget_get_direction (pen->row), 0);

  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (mirror (pen, x, ICON), (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), pen->snapshot, ICON, ICON, colors,
                                            G_N_ELEMENTS (colors));
  gtk_snapshot_restore (pen->snapshot);
}

static void
draw_dot (Pen *pen)
{
  PangoContext *context = postil_row_host_get_context (pen->host);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  const int size = pango_font_description_get_size (font);
  const float y = floorf ((float) size * DOT_DROP / PANGO_SCALE);
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (mirror (pen, 0, DOT), y, DOT, DOT), DOT / 2.0f);
  gtk_snapshot_push_rounded_clip (pen->snapshot, &circle);
  gtk_snapshot_append_color (pen->snapshot, &pen->accent, &circle.bounds);
  gtk_snapshot_pop (pen->snapshot);
}

/* The line above the title. The source gives way to star and date. */
static void
draw_head (Pen *pen, const PostilArticle *article, const char *date, int height)
{
  PostilLineMeter *meter = postil_row_host_get_meter (pen->host, POSTIL_ROW_FONT_CAPTION);
  const int left = DOT + SPACING + POSTIL_LETTER_ICON_SIZE + SPACING;
  int right = pen->width;
  int width = 0;
  int own = 0;
  PangoAttrList *digits = pango_attr_list_new ();
  g_autoptr (PangoLayout) day = NULL;
  g_autoptr (PangoLayout) source = NULL;

  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (mirror (pen, DOT + SPACING, POSTIL_LETTER_ICON_SIZE),
                                                               (float) ((height - POSTIL_LETTER_ICON_SIZE) / 2)));
  postil_letter_icon_draw (pen->snapshot, postil_row_host_get_context (pen->host), article->source);
  gtk_snapshot_restore (pen->snapshot);

  pango_attr_list_insert (digits, pango_attr_font_features_new ("tnum=1"));
  day = postil_line_meter_lay_out (meter, date, digits, -1, 1);
  pango_attr_list_unref (digits);
  pango_layout_get_pixel_size (day, &width, &own);
  right -= width;
  draw_layout (pen, day, (Place){ right, (height - own) / 2, width }, &pen->secondary);
  right -= SPACING;
  if (article->starred)
    {
      right -= ICON;
      draw_icon (pen, "postil-starred-symbolic", right, (height - ICON) / 2, &pen->secondary);
      right -= SPACING;
    }
  source = postil_line_meter_lay_out (meter, article->source, NULL, MAX (right - left, 0), 1);
  pango_layout_get_pixel_size (source, NULL, &own);
  draw_layout (pen, source, (Place){ left, (height - own) / 2, MAX (right - left, 0) }, &pen->secondary);
}

static void
draw_text (Pen *pen, PostilRowFont font, const char *text, PangoAttrList *attributes, int y)
{
  const int left = DOT + SPACING;
  const int width = MAX (pen->width - left, 0);
  g_autoptr (PangoLayout) layout
      = postil_line_meter_lay_out (postil_row_host_get_meter (pen->host, font), text, attributes, width, 2);

  draw_layout (pen, layout, (Place){ left, y, width }, font == POSTIL_ROW_FONT_CAPTION ? &pen->secondary : &pen->text);
}

static void
draw_summary (Pen *pen, PostilArticleRow *self, int y)
{
  PangoAttrList *attributes = NULL;
  g_autofree char *plain = NULL;
  GdkRGBA hit;

  if (self->snippet == NULL)
    {
      draw_text (pen, POSTIL_ROW_FONT_CAPTION, self->article->summary, NULL, y);
      return;
    }
  look_up (pen, "postil_hit", &hit);
  plain = postil_snippet_to_plain (self->snippet, &hit, &attributes);
  draw_text (pen, POSTIL_ROW_FONT_CAPTION, plain, attributes, y);
  pango_attr_list_unref (attributes);
}

static int
chip_height (PostilRowHost *host)
{
  return MAX (CHIP_LEAST, postil_line_meter_get_line_height (postil_row_host_get_meter (host, POSTIL_ROW_FONT_CHIP))) + CHIP_TOP
         + CHIP_BOTTOM;
}

/* Draws a chip no wider than so many px; returns the width, or 0 where it had no room and was not drawn. */
static int
draw_chip (Pen *pen, const Chip *chip, int x, int y, int limit)
{
  PostilLineMeter *meter = postil_row_host_get_meter (pen->host, POSTIL_ROW_FONT_CHIP);
  const int around = 2 * CHIP_SIDE + ICON + CHIP_SPACING;
  const int one = postil_line_meter_get_char_width (meter);
  const int height = chip_height (pen->host);
  g_autoptr (PangoLayout) layout = postil_line_meter_lay_out (meter, chip->text, NULL, -1, 1);
  GskRoundedRect outline;
  int width = 0;
  int own = 0;

  pango_layout_get_pixel_size (layout, &width, &own);
  width = MIN (width, one * CHIP_CHARACTERS);
  if (width + around > limit && chip->may_shrink && limit - around >= MIN (width, one * CHIP_LEAST_CHARACTERS))
    width = limit - around;
  if (width + around > limit)
    return 0;
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (mirror (pen, x, width + around), (float) y, (float) (width + around),
                                                        (float) height),
                                   (float) height / 2.0f);
  if (!chip->outlined)
    {
      gtk_snapshot_push_rounded_clip (pen->snapshot, &outline);
      gtk_snapshot_append_color (pen->snapshot, &pen->chip, &outline.bounds);
      gtk_snapshot_pop (pen->snapshot);
    }
  if (chip->outlined || postil_view_get_high_contrast ())
    {
      const GdkRGBA *ink = postil_view_get_high_contrast () ? &pen->text : &pen->line;

      gtk_snapshot_append_border (pen->snapshot, &outline, (const float[4]){ 1, 1, 1, 1 },
                                  (const GdkRGBA[4]){ *ink, *ink, *ink, *ink });
    }
  draw_icon (pen, chip->icon, x + CHIP_SIDE, y + CHIP_TOP + (height - CHIP_TOP - CHIP_BOTTOM - ICON) / 2, &pen->text);
  draw_layout (pen, layout,
               (Place){ x + CHIP_SIDE + ICON + CHIP_SPACING, y + CHIP_TOP + (height - CHIP_TOP - CHIP_BOTTOM - own) / 2, width },
               &pen->text);
  return width + around;
}

static int
chip_width (Pen *pen, const char *text)
{
  PostilLineMeter *meter = postil_row_host_get_meter (pen->host, POSTIL_ROW_FONT_CHIP);
  g_autoptr (PangoLayout) layout = postil_line_meter_lay_out (meter, text, NULL, -1, 1);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + 2 * CHIP_SIDE + ICON + CHIP_SPACING;
}

/* The number of notes keeps its place; of the names as many are shown as fit whole, and the first shrinks before it goes. */
static void
draw_chips (Pen *pen, const PostilArticle *article, int y)
{
  const int left = DOT + SPACING;
  const guint n_names = MIN (article->n_chips, POSTIL_ARTICLE_MAX_CHIPS);
  g_autofree char *notes = NULL;
  int right = pen->width;
  int x = left;
  int drawn = 1;

  if (article->n_notes > 0)
    {
      notes = g_strdup_printf (ngettext ("%u note", "%u notes", article->n_notes), article->n_notes);
      right -= chip_width (pen, notes) + SPACING;
    }
  for (guint i = 0; i < n_names && drawn > 0; i++)
    {
      const Chip chip = { postil_fact_chip_icon_of (article->chip_types[i]), article->chip_names[i], FALSE, x == left };

      if (chip.text == NULL)
        continue;
      drawn = draw_chip (pen, &chip, x, y, right - x);
      x += drawn > 0 ? drawn + SPACING : 0;
    }
  if (notes != NULL)
    draw_chip (pen, &(Chip){ "postil-highlight-symbolic", notes, TRUE, TRUE }, x, y, MAX (pen->width - x, 0));
}

/*
 * postil_article_row_place:
 * @self: a row that has a host
 * @width: of its content, px
 * @places: (out caller-allocates): filled
 *
 * Computes where the parts stand, mostly without laying out a text. A blank row has the height of one with a line each, so that the
 * list hardly moves when the article comes.
 */
void
postil_article_row_place (PostilArticleRow *self, int width, PostilRowPlaces *places)
{
  static const GdkRGBA any = { 0.0f, 0.0f, 0.0f, 1.0f };
  const PostilArticle *article = self->article;
  PostilLineMeter *title = postil_row_host_get_meter (self->host, title_font_of (article));
  PostilLineMeter *caption = postil_row_host_get_meter (self->host, POSTIL_ROW_FONT_CAPTION);
  PangoAttrList *attributes = NULL;
  g_autofree char *plain = self->snippet != NULL ? postil_snippet_to_plain (self->snippet, &any, &attributes) : NULL;
  const char *summary = plain != NULL ? plain : article != NULL ? article->summary : NULL;

  width = MAX (width - DOT - SPACING, 1);
  places->head = MAX (POSTIL_LETTER_ICON_SIZE, postil_line_meter_get_line_height (caption));
  places->title = places->head + TITLE_GAP;
  places->height = places->title + postil_line_meter_measure (title, title_of (article), NULL, width, 2);
  places->summary = -1;
  places->chips = -1;
  if (summary == NULL || *summary != '\0')
    {
      places->summary = places->height + SUMMARY_GAP;
      places->height
          = places->summary + postil_line_meter_measure (caption, summary != NULL ? summary : "", attributes, width, 2);
    }
  if (has_chips (article))
    {
      places->chips = places->height + CHIPS_GAP;
      places->height = places->chips + chip_height (self->host);
    }
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

/*
 * postil_article_row_draw:
 * @self: a row that has a host and an article
 * @snapshot: where to
 *
 * Draws the row. Its layouts live as long as this call; GTK keeps what they drew.
 */
void
postil_article_row_draw (PostilArticleRow *self, GtkSnapshot *snapshot)
{
  GtkWidget *row = GTK_WIDGET (self);
  Pen pen = { .snapshot = snapshot,
              .host = self->host,
              .row = row,
              .display = gtk_widget_get_display (row),
              .width = gtk_widget_get_width (row),
              .mirrored = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL };
  PostilRowPlaces places;

  gtk_style_context_get_color (gtk_widget_get_style_context (row), &pen.text);
  look_up (&pen, "postil_secondary", &pen.secondary);
  look_up (&pen, "postil_accent", &pen.accent);
  look_up (&pen, "postil_chip", &pen.chip);
  look_up (&pen, "postil_line", &pen.line);
  postil_article_row_place (self, pen.width, &places);
  if (!self->article->read)
    draw_dot (&pen);
  draw_head (&pen, self->article, self->date, places.head);
  draw_text (&pen, title_font_of (self->article), title_of (self->article), NULL, places.title);
  if (places.summary >= 0)
    draw_summary (&pen, self, places.summary);
  if (places.chips >= 0)
    draw_chips (&pen, self->article, places.chips);
}
