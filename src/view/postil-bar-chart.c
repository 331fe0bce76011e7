/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars on a thin floor, the newest in full colour and the others paler, oldest first in reading direction. At most as many as leave
 * every bar 3 px: of more, the newest are drawn. What it shows is said by its owner as accessible description. */
#include "config.h"

#include "postil-bar-chart.h"

#include <math.h>
#include <string.h>

#define HEIGHT 38
#define WIDTH 120    /* px, at least */
#define WIDEST 26.0f /* px of one bar */
#define STEP 4.0f    /* px of one bar with its gap, at least */
#define LOWEST 2.0f  /* px of a bar that stands for one */
#define PALE 0.62f
#define RADIUS 2.0f

struct _PostilBarChart
{
  GtkWidget parent_instance;

  guint *values; /* owned */
  guint n_values;
  char *color_name; /* owned */
};

G_DEFINE_FINAL_TYPE (PostilBarChart, postil_bar_chart, GTK_TYPE_WIDGET)

static void
postil_bar_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
draw_bar (GtkSnapshot *snapshot, const GdkRGBA *color, const graphene_rect_t *area)
{
  GskRoundedRect outline;
  const graphene_size_t round = GRAPHENE_SIZE_INIT (RADIUS, RADIUS);
  const graphene_size_t sharp = GRAPHENE_SIZE_INIT (0, 0);

  gsk_rounded_rect_init (&outline, area, &round, &round, &sharp, &sharp);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, area);
  gtk_snapshot_pop (snapshot);
}

static void
look_up (GtkWidget *widget, const char *name, GdkRGBA *color)
{
  if (name == NULL || !gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}

static void
postil_bar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PostilBarChart *self = POSTIL_BAR_CHART (widget);
  const int whole_width = gtk_widget_get_width (widget);
  const int whole_height = gtk_widget_get_height (widget);
  const float width = (float) whole_width;
  const float height = (float) whole_height;
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const guint shown = MIN (self->n_values, MAX (1, (guint) (width / STEP)));
  const guint first = self->n_values - shown;
  const float thickness = CLAMP (width / (float) MAX (shown, 1) - 2.0f, 2.0f, WIDEST);
  const float step = shown > 1 ? (width - thickness) / (float) (shown - 1) : 0.0f;
  guint most = 1;
  GdkRGBA color;
  GdkRGBA line;

  look_up (widget, self->color_name, &color);
  look_up (widget, "postil_line", &line);
  for (guint i = first; i < self->n_values; i++)
    most = MAX (most, self->values[i]);
  for (guint i = 0; i < shown; i++)
    {
      const guint value = self->values[first + i];
      const float left = (float) i * step;
      const float bar = MAX (LOWEST, roundf ((height - 2.0f) * (float) value / (float) most));
      GdkRGBA own = color;

      if (value == 0)
        continue;
      if (i + 1 < shown)
        own.alpha *= PALE;
      draw_bar (snapshot, &own,
                &GRAPHENE_RECT_INIT (mirrored ? width - left - thickness : left, height - 1.0f - bar, thickness, bar));
    }
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, height - 1.0f, width, 1.0f));
}

static void
postil_bar_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (postil_bar_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
postil_bar_chart_finalize (GObject *object)
{
  PostilBarChart *self = POSTIL_BAR_CHART (object);

  g_free (self->values);
  g_free (self->color_name);
  G_OBJECT_CLASS (postil_bar_chart_parent_class)->finalize (object);
}

static void
postil_bar_chart_class_init (PostilBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_bar_chart_finalize;
  widget_class->measure = postil_bar_chart_measure;
  widget_class->snapshot = postil_bar_chart_snapshot;
  widget_class->css_changed = postil_bar_chart_css_changed;
  gtk_widget_class_set_css_name (widget_class, "postil-bar-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
postil_bar_chart_init (PostilBarChart *self)
{
}

/**
 * postil_bar_chart_new:
 *
 * Makes a chart without bars.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_bar_chart_new (void)
{
  return g_object_new (POSTIL_TYPE_BAR_CHART, NULL);
}

/**
 * postil_bar_chart_set_values:
 * @self: a chart
 * @values: (array length=n_values): oldest first; copied
 * @n_values: their number
 *
 * Shows other values.
 *
 * Thread: main.
 */
void
postil_bar_chart_set_values (PostilBarChart *self, const guint *values, guint n_values)
{
  g_return_if_fail (POSTIL_IS_BAR_CHART (self) && (values != NULL || n_values == 0));
  g_free (self->values);
  self->values = g_memdup2 (values, sizeof *values * n_values);
  self->n_values = n_values;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_bar_chart_set_color:
 * @self: a chart
 * @color_name: (nullable): a colour of the style sheets by name; %NULL for the colour of text
 *
 * Chooses the colour of the bars.
 *
 * Thread: main.
 */
void
postil_bar_chart_set_color (PostilBarChart *self, const char *color_name)
{
  g_autofree char *old = NULL;

  g_return_if_fail (POSTIL_IS_BAR_CHART (self));
  old = self->color_name;
  self->color_name = g_strdup (color_name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
