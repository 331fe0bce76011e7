/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend of the marks. The word is laid out in the widget's own font and marked by the painter of the article, so legend and
 * article cannot differ. */
#include "config.h"

#include "postil-mark-sample.h"

#include "postil-mark-painter.h"
#include "postil-words.h"

#include <glib/gi18n.h>

#define SIDE 2  /* px beside the word: the left upright stands outside the advance, */
#define ARROW 4 /* and so does half an arrow */
#define ABOVE 3 /* px between the line box and the tint */
#define BELOW 8 /* px under the baseline for line and arrow, at least */

struct _PostilMarkSample
{
  GtkWidget parent_instance;

  PostilMarkKind kind;
  PangoLayout *layout; /* owned; made anew when the font changes */
  PostilPalette palette;
  gboolean palette_loaded;
};

G_DEFINE_FINAL_TYPE (PostilMarkSample, postil_mark_sample, GTK_TYPE_WIDGET)

/* Translators: words that show a mark. Take ones of the same kind that readers of your language know. */
static const char *const samples[POSTIL_N_MARK_KINDS] = {
  [POSTIL_MARK_KIND_ORGANISATION] = N_ ("ByteDance"),
  [POSTIL_MARK_KIND_PERSON] = N_ ("Lin Zhaoyu"),
  [POSTIL_MARK_KIND_PLACE] = N_ ("mainland China"),
  [POSTIL_MARK_KIND_PRODUCT] = N_ ("Doubao"),
  [POSTIL_MARK_KIND_EVENT] = N_ ("Spring Festival"),
  [POSTIL_MARK_KIND_MONEY] = N_ ("$22 billion"),
  [POSTIL_MARK_KIND_PERCENT] = N_ ("11%"),
  [POSTIL_MARK_KIND_QUANTITY] = N_ ("second"),
  [POSTIL_MARK_KIND_DATE] = N_ ("mid-2025"),
};

static PangoLayout *
ensure_layout (PostilMarkSample *self)
{
  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), _ (samples[self->kind]));
  return self->layout;
}

static void
postil_mark_sample_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  PangoLayout *layout = ensure_layout (POSTIL_MARK_SAMPLE (widget));
  const int baseline = PANGO_PIXELS_CEIL (pango_layout_get_baseline (layout));
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = SIDE + width + ARROW;
      return;
    }
  *minimum = *natural = ABOVE + MAX (height, baseline + BELOW);
  *minimum_baseline = *natural_baseline = ABOVE + baseline;
}

static void
postil_mark_sample_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilMarkSample *self = POSTIL_MARK_SAMPLE (widget);
  PangoLayout *layout = ensure_layout (self);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PostilMarkPiece piece = { .kind = self->kind, .starts = TRUE, .ends = TRUE };
  const int baseline = pango_layout_get_baseline (layout);
  float top;
  int spare;
  int width;
  int height;

  if (!self->palette_loaded)
    postil_palette_load (&self->palette, widget);
  self->palette_loaded = TRUE;
  pango_layout_get_pixel_size (layout, &width, &height);
  spare = gtk_widget_get_height (widget) - ABOVE - MAX (height, PANGO_PIXELS_CEIL (baseline) + BELOW);
  top = (float) (ABOVE + spare / 2);
  piece.left = (float) (mirrored ? gtk_widget_get_width (widget) - ARROW - width : SIDE);
  piece.right = piece.left + (float) width;
  piece.top = top - ABOVE;
  piece.bottom = top + (float) height;
  piece.baseline = top + (float) baseline / PANGO_SCALE;
  if (self->kind == POSTIL_MARK_KIND_PERCENT)
    piece.direction = POSTIL_CHANGE_DOWN;

  postil_mark_paint_tint (snapshot, &self->palette, &piece);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (piece.left, top));
  gtk_snapshot_append_layout (snapshot, layout, &self->palette.text);
  gtk_snapshot_restore (snapshot);
  postil_mark_paint_line (snapshot, &self->palette, &piece);
}

static void
postil_mark_sample_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PostilMarkSample *self = POSTIL_MARK_SAMPLE (widget);

  GTK_WIDGET_CLASS (postil_mark_sample_parent_class)->css_changed (widget, change);
  self->palette_loaded = FALSE;
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (widget);
}

static void
postil_mark_sample_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (postil_mark_sample_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&POSTIL_MARK_SAMPLE (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
postil_mark_sample_dispose (GObject *object)
{
  g_clear_object (&POSTIL_MARK_SAMPLE (object)->layout);
  G_OBJECT_CLASS (postil_mark_sample_parent_class)->dispose (object);
}

static void
postil_mark_sample_class_init (PostilMarkSampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_mark_sample_dispose;
  widget_class->measure = postil_mark_sample_measure;
  widget_class->snapshot = postil_mark_sample_snapshot;
  widget_class->css_changed = postil_mark_sample_css_changed;
  widget_class->system_setting_changed = postil_mark_sample_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "postil-mark-sample");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
postil_mark_sample_init (PostilMarkSample *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * postil_mark_sample_new:
 * @kind: a kind of mark
 *
 * Makes a sample. Assistive technology passes over it: the name of the kind belongs beside it.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_mark_sample_new (PostilMarkKind kind)
{
  PostilMarkSample *self;

  g_return_val_if_fail (kind < POSTIL_N_MARK_KINDS, NULL);
  self = g_object_new (POSTIL_TYPE_MARK_SAMPLE, NULL);
  self->kind = kind;
  return GTK_WIDGET (self);
}

/**
 * postil_mark_kind_get_label:
 * @kind: a kind of mark
 *
 * Names a kind as a heading over many: "Organisations".
 *
 * Thread: any.
 *
 * Returns: (transfer none): translated
 */
const char *
postil_mark_kind_get_label (PostilMarkKind kind)
{
  return postil_words_kind_plural (kind);
}
