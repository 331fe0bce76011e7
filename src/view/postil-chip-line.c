/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out the chips of a row in reading direction. The last child is the one that matters most and keeps its place; of the others as
 * many are shown as fit whole, and the first shrinks before it goes. Unlike a wrap box it spends no room on counting the rest. */
#include "config.h"

#include "postil-chip-line.h"

#define GAP 6

struct _PostilChipLine
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PostilChipLine, postil_chip_line, GTK_TYPE_WIDGET)

static int
width_of (GtkWidget *child, gboolean least)
{
  int minimum = 0;
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return least ? minimum : natural;
}

static GtkSizeRequestMode
postil_chip_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
postil_chip_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;
      int wanted = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          /* Any of them can be left out. */
          *minimum = MAX (*minimum, least);
          *natural += wanted + (*natural > 0 ? GAP : 0);
        }
      else
        {
          *minimum = *natural = MAX (*natural, wanted);
        }
    }
}

static void
place (GtkWidget *line, GtkWidget *child, int x, int width)
{
  const int height = gtk_widget_get_height (line);
  GtkAllocation area = { x, 0, width, height };

  if (gtk_widget_get_direction (line) == GTK_TEXT_DIR_RTL)
    area.x = gtk_widget_get_width (line) - x - width;
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &area, -1);
}

static void
postil_chip_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *last = gtk_widget_get_last_child (widget);
  const gboolean with_last = last != NULL && gtk_widget_should_layout (last);
  const int reserve = with_last ? MIN (width_of (last, FALSE), width) : 0;
  const int limit = with_last ? width - reserve - GAP : width;
  gboolean full = FALSE;
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != last; child = gtk_widget_get_next_sibling (child))
    {
      int own;

      if (!gtk_widget_should_layout (child))
        continue;
      own = width_of (child, FALSE);
      if (x == 0 && own > limit && width_of (child, TRUE) <= limit)
        own = limit;
      full = full || x + own > limit;
      if (full)
        {
          gtk_widget_set_child_visible (child, FALSE);
          continue;
        }
      place (widget, child, x, own);
      x += own + GAP;
    }
  if (with_last)
    place (widget, last, x, reserve);
}

static void
postil_chip_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (postil_chip_line_parent_class)->dispose (object);
}

static void
postil_chip_line_class_init (PostilChipLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_chip_line_dispose;
  widget_class->get_request_mode = postil_chip_line_get_request_mode;
  widget_class->measure = postil_chip_line_measure;
  widget_class->size_allocate = postil_chip_line_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postil_chip_line_init (PostilChipLine *self)
{
}

/**
 * postil_chip_line_append:
 * @self: a line
 * @child: (transfer floating): a widget
 *
 * Adds a child at the end; the one added last keeps its place while it is visible.
 *
 * Thread: main.
 */
void
postil_chip_line_append (PostilChipLine *self, GtkWidget *child)
{
  g_return_if_fail (POSTIL_IS_CHIP_LINE (self) && GTK_IS_WIDGET (child));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
