/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few shared text tags an article is set with. Their sizes follow the font, their colours the style sheet. */
#include "config.h"

#include "postil-article-view-private.h"
#include "postil-readable-tag.h"

#define DEFAULT_POINTS 12.4
#define DEFAULT_PIXELS 16.5      /* what the distances below are given for */
#define LINE_RATIO (27.0 / 16.5) /* line height of body text in font sizes */
#define TITLE_SCALE (26.7 / 16.5)
#define TITLE_LINE (33.0 / 26.7)
#define HEADING_LINE 1.35
#define PARAGRAPH_GAP 15.0

static const double heading_scales[4] = { 1.36, 1.18, 1.06, 1.0 };

static GtkTextTag *
add_tag (PostilArticleView *self, const char *name)
{
  GtkTextTag *tag = postil_readable_tag_new (name);

  gtk_text_tag_table_add (gtk_text_buffer_get_tag_table (self->buffer), tag);
  g_object_unref (tag); /* the table owns it */
  return tag;
}

/* px at the default text size, to px at the present one. */
static int
scaled (PostilArticleView *self, double pixels)
{
  return (int) (pixels * self->metrics.unit + 0.5);
}

/* What to give `line-height` so that text of the font comes out at this many font sizes a line. */
static double
factor_for (PostilArticleView *self, double ratio)
{
  return self->metrics.factor * ratio / LINE_RATIO;
}

static PangoFontDescription *
describe_font (PostilArticleView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontDescription *font;

  if (self->font != NULL)
    {
      font = pango_font_description_from_string (self->font);
    }
  else
    {
      font = pango_font_description_new ();
      pango_font_description_set_family (font, pango_font_description_get_family (pango_context_get_font_description (context)));
    }
  if (pango_font_description_get_size (font) <= 0 || pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_size (font, (int) (DEFAULT_POINTS * PANGO_SCALE));
  pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * self->font_scale));
  return font;
}

static void
measure_font (PostilArticleView *self, const PangoFontDescription *font)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, font, NULL);
  PostilTextMetrics *measures = &self->metrics;
  int dpi = -1;
  double height;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  measures->scale = MAX (1.0, (dpi > 0 ? dpi / 1024.0 : 96.0) / 96.0);
  measures->size = pango_font_description_get_size (font) / (double) PANGO_SCALE * (dpi > 0 ? dpi / 1024.0 : 96.0) / 72.0;
  height = (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)) / (double) PANGO_SCALE;
  if (height <= 0.0)
    height = measures->size * 1.2;
  measures->unit = measures->size / DEFAULT_PIXELS;
  measures->line_height = measures->size * LINE_RATIO;
  measures->factor = measures->line_height / height;
  measures->ascent_share = pango_font_metrics_get_ascent (metrics) / (double) PANGO_SCALE / height;
  measures->character = pango_font_metrics_get_approximate_char_width (metrics) / (double) PANGO_SCALE;
  pango_font_metrics_unref (metrics);
}

/**
 * postil_article_tags_create:
 * @self: a view without tags
 *
 * Makes the tags, weakest first. Their sizes and colours come with postil_article_tags_update().
 */
void
postil_article_tags_create (PostilArticleView *self)
{
  static const char *const names[POSTIL_N_TEXT_TAGS] = {
    "body",      "title",   "heading-1", "heading-2", "heading-3",   "heading-4",  "code",   "code-first",
    "code-last", "caption", "aside",     "table",     "head",        "table-last", "figure", "tight",
    "emphasis",  "strong",  "span-code", "link",      "superscript", "subscript",
  };

  for (guint i = 0; i < POSTIL_N_TEXT_TAGS; i++)
    self->tags[i] = add_tag (self, names[i]);
  for (guint i = 1; i <= POSTIL_DEEPEST; i++)
    {
      self->list_tags[i] = add_tag (self, NULL);
      self->quote_tags[i] = add_tag (self, NULL);
    }
  for (guint i = 1; i <= POSTIL_NOTE_N_COLORS; i++)
    self->highlight_tags[i] = add_tag (self, NULL);
}

static void
update_blocks (PostilArticleView *self)
{
  GtkTextTag **tags = self->tags;
  const double unit = self->metrics.unit;

  g_object_set (tags[POSTIL_TAG_TITLE], "scale", TITLE_SCALE, "weight", PANGO_WEIGHT_ULTRABOLD, "line-height",
                factor_for (self, TITLE_LINE), "pixels-below-lines", self->header_height, NULL);
  for (guint i = 0; i < 4; i++)
    g_object_set (tags[POSTIL_TAG_HEADING_1 + i], "scale", heading_scales[i], "weight", PANGO_WEIGHT_BOLD, "line-height",
                  factor_for (self, HEADING_LINE), "pixels-above-lines", scaled (self, 7.0), "pixels-below-lines",
                  scaled (self, 6.0), NULL);
  for (int i = 1; i <= POSTIL_DEEPEST; i++)
    {
      g_object_set (self->list_tags[i], "accumulative-margin", TRUE, "left-margin", scaled (self, 26.0 * i), NULL);
      g_object_set (self->quote_tags[i], "accumulative-margin", TRUE, "left-margin", scaled (self, 20.0 * i), NULL);
    }
  g_object_set (tags[POSTIL_TAG_CODE], "family", "Monospace", "scale", 0.86, "line-height", factor_for (self, 1.45),
                "pixels-below-lines", 0, "accumulative-margin", TRUE, "left-margin", scaled (self, 12.0), "right-margin",
                scaled (self, 12.0), "wrap-mode", GTK_WRAP_WORD_CHAR, NULL);
  g_object_set (tags[POSTIL_TAG_CODE_FIRST], "pixels-above-lines", scaled (self, 9.0), NULL);
  g_object_set (tags[POSTIL_TAG_CODE_LAST], "pixels-below-lines", scaled (self, PARAGRAPH_GAP + 9.0), NULL);
  g_object_set (tags[POSTIL_TAG_CAPTION], "scale", 0.85, "line-height", factor_for (self, 1.45), "foreground-rgba",
                &self->palette.secondary, NULL);
  g_object_set (tags[POSTIL_TAG_ASIDE], "scale", 0.85, "line-height", factor_for (self, 1.45), "foreground-rgba",
                &self->palette.secondary, NULL);
  g_object_set (tags[POSTIL_TAG_TABLE], "line-height", factor_for (self, 1.4), "pixels-above-lines", scaled (self, 5.0),
                "pixels-below-lines", scaled (self, 5.0), NULL);
  g_object_set (tags[POSTIL_TAG_TABLE_HEAD], "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (tags[POSTIL_TAG_TABLE_LAST], "pixels-below-lines", scaled (self, PARAGRAPH_GAP + 5.0), NULL);
  g_object_set (tags[POSTIL_TAG_FIGURE], "line-height", 1.0, "pixels-below-lines", scaled (self, 9.0), NULL);
  g_object_set (tags[POSTIL_TAG_TIGHT], "pixels-below-lines", scaled (self, 5.0), NULL);
  g_object_set (tags[POSTIL_TAG_EMPHASIS], "style", PANGO_STYLE_ITALIC, NULL);
  g_object_set (tags[POSTIL_TAG_STRONG], "weight", PANGO_WEIGHT_BOLD, NULL);
  g_object_set (tags[POSTIL_TAG_SPAN_CODE], "family", "Monospace", "scale", 0.9, "line-height", self->metrics.factor * 0.98,
                NULL);
  g_object_set (tags[POSTIL_TAG_LINK], "foreground-rgba", &self->palette.link, NULL);
  g_object_set (tags[POSTIL_TAG_SUPERSCRIPT], "scale", 0.75, "rise", (int) (5.0 * unit * PANGO_SCALE), "line-height", 1.0, NULL);
  g_object_set (tags[POSTIL_TAG_SUBSCRIPT], "scale", 0.75, "rise", (int) (-2.0 * unit * PANGO_SCALE), "line-height", 1.0, NULL);
}

/**
 * postil_article_tags_update:
 * @self: a view with its palette loaded
 *
 * Measures the font anew and gives every tag its sizes and colours.
 */
void
postil_article_tags_update (PostilArticleView *self)
{
  PangoFontDescription *font = describe_font (self);

  measure_font (self, font);
  g_object_set (self->tags[POSTIL_TAG_BODY], "font-desc", font, "line-height", self->metrics.factor, "pixels-below-lines",
                scaled (self, PARAGRAPH_GAP), "foreground-rgba", &self->palette.text, NULL);
  pango_font_description_free (font);
  update_blocks (self);
  for (guint i = 1; i <= POSTIL_NOTE_N_COLORS; i++)
    g_object_set (self->highlight_tags[i], "background-rgba", &self->palette.fills[i], NULL);
}

/**
 * postil_article_tags_apply_highlights:
 * @self: a view
 *
 * Paints the reader's highlights: at each place the tag of the topmost one, or none while notes are hidden.
 */
void
postil_article_tags_apply_highlights (PostilArticleView *self)
{
  g_autoptr (GArray) runs = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  for (guint i = 1; i <= POSTIL_NOTE_N_COLORS; i++)
    gtk_text_buffer_remove_tag (self->buffer, self->highlight_tags[i], &start, &end);
  if (!self->show_notes || self->note_marks == NULL)
    return;
  runs = postil_mark_table_flatten (self->note_marks);
  for (guint i = 0; i < runs->len; i++)
    {
      const PostilHighlightRun *run = &g_array_index (runs, PostilHighlightRun, i);

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) run->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) run->end);
      gtk_text_buffer_apply_tag (self->buffer, self->highlight_tags[run->color], &start, &end);
    }
}

/**
 * postil_article_tags_get_factor:
 * @self: a view
 * @block: (nullable): a block
 *
 * Gives the line height of a block in heights of its font, from which the baseline within a line box follows.
 *
 * Returns: the factor
 */
double
postil_article_tags_get_factor (PostilArticleView *self, const PostilBlock *block)
{
  if (block == NULL)
    return self->metrics.factor;
  switch (block->kind)
    {
    case POSTIL_BLOCK_TITLE:
      return factor_for (self, TITLE_LINE);
    case POSTIL_BLOCK_HEADING:
      return factor_for (self, HEADING_LINE);
    case POSTIL_BLOCK_CODE:
    case POSTIL_BLOCK_CAPTION:
    case POSTIL_BLOCK_ASIDE:
      return factor_for (self, 1.45);
    case POSTIL_BLOCK_TABLE:
      return factor_for (self, 1.4);
    case POSTIL_BLOCK_PARAGRAPH:
    case POSTIL_BLOCK_LIST_ITEM:
    case POSTIL_BLOCK_QUOTE:
    case POSTIL_BLOCK_RULE:
    case POSTIL_BLOCK_IMAGE:
    case POSTIL_N_BLOCK_KINDS:
    default:
      return self->metrics.factor;
    }
}
