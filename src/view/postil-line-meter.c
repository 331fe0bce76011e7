/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list measures two hundred rows for the ten it shows. A text that is far shorter or far longer than its line needs no layout to
 * tell how many lines it takes: the widths of its characters, each asked for once, say so. Where they leave a doubt, and in scripts
 * whose letters change with their neighbours, the layout decides. */
#include "config.h"

#include "postil-line-meter.h"

#define N_PLAIN 0x250   /* up to the end of Latin Extended-B, in a vector */
#define DOUBT 0.08      /* kerning and hinting move a line by less */
#define BOLD_DOUBT 0.25 /* and a few bold words by less than this */

struct _PostilLineMeter
{
  PangoContext *context;
  PangoFontDescription *font;
  float plain[N_PLAIN]; /* px; 0: not asked yet */
  GHashTable *others;   /* of characters: what a layout of one says */
  int char_width;       /* px */
  int line_height;      /* px, as the font says */
  int heights[2];       /* px, of a layout of one and of two lines */
};

/* Width and line height of one character, both in px, in one pointer. */
typedef union
{
  gpointer pointer;
  struct
  {
    guint16 width; /* eighths of a px */
    guint16 height;
  } size;
} CharSize;

G_STATIC_ASSERT (sizeof (CharSize) == sizeof (gpointer));

static CharSize
ask (PostilLineMeter *self, gunichar c)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  CharSize result = { NULL };
  char text[8];
  int length = g_unichar_to_utf8 (c, text);
  int width = 0;
  int height = 0;

  pango_layout_set_font_description (layout, self->font);
  pango_layout_set_text (layout, text, length);
  pango_layout_get_size (layout, &width, NULL);
  pango_layout_get_pixel_size (layout, NULL, &height);
  result.size.width = (guint16) CLAMP (width * 8 / PANGO_SCALE, 1, G_MAXUINT16);
  result.size.height = (guint16) CLAMP (height, 1, G_MAXUINT16);
  return result;
}

static CharSize
look_up (PostilLineMeter *self, gunichar c)
{
  CharSize size = { g_hash_table_lookup (self->others, GUINT_TO_POINTER (c)) };

  if (size.pointer == NULL)
    {
      size = ask (self, c);
      g_hash_table_insert (self->others, GUINT_TO_POINTER (c), size.pointer);
    }
  return size;
}

/* Whether the letters of a script stand beside each other without changing shape. */
static gboolean
is_simple (gunichar c)
{
  static const GUnicodeScript simple[]
      = { G_UNICODE_SCRIPT_LATIN,    G_UNICODE_SCRIPT_GREEK,    G_UNICODE_SCRIPT_CYRILLIC, G_UNICODE_SCRIPT_HAN,
          G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA, G_UNICODE_SCRIPT_HANGUL,   G_UNICODE_SCRIPT_BOPOMOFO };
  const GUnicodeScript script = g_unichar_get_script (c);

  if (script == G_UNICODE_SCRIPT_COMMON)
    return c != 0x200D && c != 0x2028 && c != 0x2029 && c < 0x1F000;
  for (gsize i = 0; i < G_N_ELEMENTS (simple); i++)
    if (script == simple[i])
      return TRUE;
  return FALSE;
}

/* The sum of the widths in px, or -1 where only a layout can tell: another script, a line break, a letter from another font that is
 * higher than the line. */
static double
sum_up (PostilLineMeter *self, const char *text)
{
  double sum = 0.0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (c < ' ')
        return -1.0;
      if (c < N_PLAIN)
        {
          if (self->plain[c] <= 0.0f)
            self->plain[c] = (float) ask (self, c).size.width / 8.0f;
          sum += (double) self->plain[c];
        }
      else
        {
          CharSize size;

          if (!is_simple (c))
            return -1.0;
          size = look_up (self, c);
          if (size.size.height > self->heights[0])
            return -1.0;
          sum += size.size.width / 8.0;
        }
    }
  return sum;
}

/**
 * postil_line_meter_new:
 * @context: (transfer none): font, resolution, language and direction of the texts; kept
 * @scale: of the font's size
 * @weight: of the font
 *
 * Makes a meter for one font. When the context changes, make a new one.
 *
 * Thread: main.
 *
 * Returns: (transfer full): the meter
 */
PostilLineMeter *
postil_line_meter_new (PangoContext *context, double scale, PangoWeight weight)
{
  PostilLineMeter *self = g_new0 (PostilLineMeter, 1);
  PangoFontMetrics *metrics;
  int size;

  self->context = g_object_ref (context);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  size = (int) (pango_font_description_get_size (self->font) * scale);
  if (pango_font_description_get_size_is_absolute (self->font))
    pango_font_description_set_absolute_size (self->font, size);
  else
    pango_font_description_set_size (self->font, size);
  pango_font_description_set_weight (self->font, weight);
  self->others = g_hash_table_new (NULL, NULL);
  metrics = pango_context_get_metrics (context, self->font, pango_context_get_language (context));
  self->char_width = PANGO_PIXELS (
      MAX (pango_font_metrics_get_approximate_char_width (metrics), pango_font_metrics_get_approximate_digit_width (metrics)));
  self->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));
  pango_font_metrics_unref (metrics);
  for (int lines = 1; lines <= 2; lines++)
    {
      g_autoptr (PangoLayout) layout = postil_line_meter_lay_out (self, lines == 1 ? "X" : "X\nX", NULL, G_MAXINT16, 4);

      pango_layout_get_pixel_size (layout, NULL, &self->heights[lines - 1]);
    }
  return self;
}

/**
 * postil_line_meter_free:
 * @self: (transfer full) (nullable): a meter
 *
 * Frees it.
 */
void
postil_line_meter_free (PostilLineMeter *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->context);
  pango_font_description_free (self->font);
  g_hash_table_unref (self->others);
  g_free (self);
}

/**
 * postil_line_meter_get_line_height:
 * @self: a meter
 *
 * Returns: the height of a line as the font gives it, in px, whatever stands in the line
 */
int
postil_line_meter_get_line_height (PostilLineMeter *self)
{
  return self->line_height;
}

/**
 * postil_line_meter_get_char_width:
 * @self: a meter
 *
 * Returns: the width of a character on average, in px
 */
int
postil_line_meter_get_char_width (PostilLineMeter *self)
{
  return self->char_width;
}

/**
 * postil_line_meter_measure:
 * @self: a meter
 * @text: UTF-8
 * @attributes: (nullable): bold words and colours
 * @width: of the lines, px
 * @lines: how many there may be, 1 or 2
 *
 * Tells the height of a text that is cut after so many lines.
 *
 * Thread: main.
 *
 * Returns: px
 */
int
postil_line_meter_measure (PostilLineMeter *self, const char *text, PangoAttrList *attributes, int width, int lines)
{
  const double doubt = attributes != NULL ? BOLD_DOUBT : DOUBT;
  const double sum = sum_up (self, text);
  g_autoptr (PangoLayout) layout = NULL;
  int height = 0;

  g_return_val_if_fail (lines == 1 || lines == 2, 0);
  if (sum >= 0.0 && (lines == 1 || sum < width * (1.0 - doubt)))
    return self->heights[0];
  if (sum >= 0.0 && sum > width * (1.0 + doubt))
    return self->heights[1];
  layout = postil_line_meter_lay_out (self, text, attributes, width, lines);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/**
 * postil_line_meter_lay_out:
 * @self: a meter
 * @text: UTF-8
 * @attributes: (nullable): bold words and colours
 * @width: of the lines, px, or -1: one line as long as it wants
 * @lines: after so many the text ends in an ellipsis
 *
 * Lays a text out, lines beginning at the side where the context's direction begins.
 *
 * Thread: main.
 *
 * Returns: (transfer full): the layout
 */
PangoLayout *
postil_line_meter_lay_out (PostilLineMeter *self, const char *text, PangoAttrList *attributes, int width, int lines)
{
  PangoLayout *layout = pango_layout_new (self->context);
  const gboolean mirrored = pango_context_get_base_dir (self->context) == PANGO_DIRECTION_RTL;

  pango_layout_set_font_description (layout, self->font);
  pango_layout_set_text (layout, text, -1);
  if (attributes != NULL)
    pango_layout_set_attributes (layout, attributes);
  if (width >= 0)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -lines);
    }
  pango_layout_set_alignment (layout, mirrored ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  return layout;
}
