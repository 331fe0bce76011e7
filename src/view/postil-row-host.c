/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list view keeps two hundred rows alive and snapshots them all, though ten are seen. The host stands at the scrolled widget, knows
 * its rows, and after every layout has those that come near drawn and those that went far forgotten, a few a frame. */
#include "config.h"

#include "postil-row-host-private.h"

#define AHEAD_PAGES 0.5 /* so far beyond the visible part rows are drawn before they come */
#define FAR_PAGES 2.0   /* and so far they are forgotten */
#define AHEAD_A_FRAME 2
#define CAPTION_SCALE (9.0 / 11.0) /* libadwaita's .caption beside its usual size */
#define CHIP_SCALE 0.852           /* .postil-chip */

struct _PostilRowHost
{
  GtkWidget *anchor;    /* borrowed: it owns us */
  GHashTable *rows;     /* (element-type GtkWidget PostilRowNearness) borrowed */
  GdkFrameClock *clock; /* (nullable) while the anchor is realized */
  gulong handler;
  PostilLineMeter *meters[POSTIL_N_ROW_FONTS]; /* (nullable) */
  guint serial;                                /* of the context the meters were made for */
};

static void
forget_fonts (PostilRowHost *self)
{
  for (guint i = 0; i < POSTIL_N_ROW_FONTS; i++)
    g_clear_pointer (&self->meters[i], postil_line_meter_free);
}

static void
forget_clock (PostilRowHost *self)
{
  if (self->clock != NULL)
    g_signal_handler_disconnect (self->clock, self->handler);
  g_clear_object (&self->clock);
}

static void
host_free (gpointer data)
{
  PostilRowHost *self = data;

  forget_clock (self);
  forget_fonts (self);
  g_hash_table_unref (self->rows);
  g_free (self);
}

/* Whether a row is at most so many heights of the visible part away from it. */
static gboolean
is_near (PostilRowHost *self, GtkWidget *row, double pages)
{
  const double page = gtk_widget_get_height (self->anchor);
  double x;
  double y;

  if (!gtk_widget_translate_coordinates (row, self->anchor, 0.0, 0.0, &x, &y))
    return FALSE;
  return y < page * (1.0 + pages) && y + gtk_widget_get_height (row) > -page * pages;
}

/* Draws what is seen, a few of those that come next, and drops what is far away. Drawing what is seen cannot wait. */
static void
laid_out_cb (GdkFrameClock *clock, PostilRowHost *self)
{
  GHashTableIter iter;
  gpointer row;
  gpointer value;
  guint ahead = 0;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, &value))
    {
      PostilRowNearness *nearness = value;

      if (!gtk_widget_get_mapped (row))
        continue;
      if (nearness->drawn && !is_near (self, row, FAR_PAGES))
        {
          nearness->ahead = FALSE;
          gtk_widget_queue_draw (row);
        }
      else if (!nearness->drawn && is_near (self, row, 0.0))
        {
          gtk_widget_queue_draw (row);
        }
      else if (!nearness->drawn && !nearness->ahead && is_near (self, row, AHEAD_PAGES) && ahead++ < AHEAD_A_FRAME)
        {
          nearness->ahead = TRUE;
          gtk_widget_queue_draw (row);
        }
    }
  if (ahead > AHEAD_A_FRAME)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

static void
unrealized_cb (GtkWidget *anchor, PostilRowHost *self)
{
  forget_clock (self);
}

static void
follow_clock (PostilRowHost *self)
{
  if (self->clock != NULL || !gtk_widget_get_realized (self->anchor))
    return;
  self->clock = g_object_ref (gtk_widget_get_frame_clock (self->anchor));
  self->handler = g_signal_connect_after (self->clock, "layout", G_CALLBACK (laid_out_cb), self);
}

/* The widget whose visible part decides: what scrolls, or the window. */
static GtkWidget *
find_anchor (GtkWidget *row)
{
  GtkWidget *scrollable = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLABLE);

  return scrollable != NULL ? scrollable : GTK_WIDGET (gtk_widget_get_root (row));
}

/**
 * postil_row_host_join:
 * @row: a row that has a root
 * @nearness: the row's own; filled as long as the row stays
 *
 * Finds the host of the list a row is in, or makes it.
 *
 * Thread: main.
 *
 * Returns: (transfer none): the host, to be left before the row loses its root
 */
PostilRowHost *
postil_row_host_join (GtkWidget *row, PostilRowNearness *nearness)
{
  GtkWidget *anchor = find_anchor (row);
  PostilRowHost *self = g_object_get_data (G_OBJECT (anchor), "postil-row-host");

  if (self == NULL)
    {
      self = g_new0 (PostilRowHost, 1);
      self->anchor = anchor;
      self->rows = g_hash_table_new (NULL, NULL);
      g_object_set_data_full (G_OBJECT (anchor), "postil-row-host", self, host_free);
      g_signal_connect (anchor, "unrealize", G_CALLBACK (unrealized_cb), self);
    }
  *nearness = (PostilRowNearness){ FALSE, FALSE };
  g_hash_table_insert (self->rows, row, nearness);
  return self;
}

/**
 * postil_row_host_leave:
 * @self: a host
 * @row: a row that joined it
 *
 * Forgets a row. Thread: main.
 */
void
postil_row_host_leave (PostilRowHost *self, GtkWidget *row)
{
  g_hash_table_remove (self->rows, row);
}

/**
 * postil_row_host_get_context:
 * @self: a host
 *
 * Returns: (transfer none): fonts, resolution and direction of the rows; main thread
 */
PangoContext *
postil_row_host_get_context (PostilRowHost *self)
{
  return gtk_widget_get_pango_context (self->anchor);
}

/**
 * postil_row_host_get_serial:
 * @self: a host
 *
 * Returns: a number that is another one after fonts, resolution or direction changed; main thread
 */
guint
postil_row_host_get_serial (PostilRowHost *self)
{
  return pango_context_get_serial (postil_row_host_get_context (self));
}

/**
 * postil_row_host_get_meter:
 * @self: a host
 * @font: which of the row's fonts
 *
 * Returns: (transfer none): the meter, good until the serial changes; main thread
 */
PostilLineMeter *
postil_row_host_get_meter (PostilRowHost *self, PostilRowFont font)
{
  static const double scales[POSTIL_N_ROW_FONTS] = { 1.0, 1.0, CAPTION_SCALE, CHIP_SCALE };
  const guint serial = postil_row_host_get_serial (self);

  if (serial != self->serial)
    forget_fonts (self);
  self->serial = serial;
  if (self->meters[font] == NULL)
    self->meters[font] = postil_line_meter_new (postil_row_host_get_context (self), scales[font],
                                                font == POSTIL_ROW_FONT_UNREAD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return self->meters[font];
}

/**
 * postil_row_host_may_draw:
 * @self: a host
 * @row: a row that joined it and is asked for its picture
 * @nearness: the row's own
 *
 * Decides whether the row draws itself now. When it may not, it is asked again as soon as it comes near.
 *
 * Returns: %TRUE to draw; main thread
 */
gboolean
postil_row_host_may_draw (PostilRowHost *self, GtkWidget *row, PostilRowNearness *nearness)
{
  follow_clock (self);
  nearness->drawn = nearness->ahead || is_near (self, row, 0.0);
  return nearness->drawn;
}
