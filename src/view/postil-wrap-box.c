/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out like words: height for width, in reading direction. In a single line those without place are hidden and
 * counted by a chip at the end ("2 more"). */
#include "config.h"

#include "postil-wrap-box.h"

#include <glib/gi18n.h>

#define GAP 6

struct _PostilWrapBox
{
  GtkWidget parent_instance;

  GtkWidget *more; /* child, last */
  gboolean single_line;
};

static void postil_wrap_box_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostilWrapBox, postil_wrap_box, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, postil_wrap_box_buildable_init))

enum
{
  PROP_0,
  PROP_SINGLE_LINE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static gboolean
takes_part (PostilWrapBox *self, GtkWidget *child)
{
  return child != self->more && gtk_widget_should_layout (child);
}

static int
natural_width (GtkWidget *child)
{
  int width = 0;

  /* What grows to fill its line asks for no more than it needs. */
  if (gtk_widget_get_hexpand (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  else
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static int
natural_height (GtkWidget *child, int width)
{
  int height = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

/* The area is given for reading from the left; @total is the width of the box. */
static void
place (PostilWrapBox *self, GtkWidget *child, GtkAllocation area, int total)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    area.x = total - area.x - area.width;
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &area, -1);
}

/* Goes through the lines; with @allocate it also places the children. Returns the height. */
static int
flow (PostilWrapBox *self, int width, gboolean allocate)
{
  int x = 0;
  int y = 0;
  int line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int own;
      int height;

      if (!takes_part (self, child))
        continue;
      own = MIN (natural_width (child), MAX (width, 1));
      height = natural_height (child, own);
      if (x > 0 && x + own > width)
        {
          x = 0;
          y += line + GAP;
          line = 0;
        }
      if (allocate)
        {
          int smallest = 0;

          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, NULL, NULL, NULL);
          own = MAX (own, smallest);
          /* A field that wants to grow takes the rest of its line. */
          place (self, child, (GtkAllocation){ x, y, gtk_widget_get_hexpand (child) ? MAX (own, width - x) : own, height },
                 width);
        }
      x += own + GAP;
      line = MAX (line, height);
    }
  return y + line;
}

static int
set_more (PostilWrapBox *self, int n)
{
  g_autofree char *label = g_strdup_printf (ngettext ("%d more", "%d more", (gulong) n), n);

  gtk_label_set_label (GTK_LABEL (self->more), label);
  return natural_width (self->more);
}

static void
allocate_single (PostilWrapBox *self, int width, int height)
{
  int n = 0;
  int fitting = 0;
  int used = 0;
  int reserve;
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (takes_part (self, child))
      {
        used += (n > 0 ? GAP : 0) + natural_width (child);
        n++;
      }
  reserve = used > width && n > 1 ? set_more (self, n - 1) + GAP : 0;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int own;
      int own_height;

      if (!takes_part (self, child))
        continue;
      own = natural_width (child);
      if (fitting == 0)
        own = MIN (own, MAX (width - reserve, 1));
      if (x + own > width - reserve)
        {
          gtk_widget_set_child_visible (child, FALSE);
          x = width + 1; /* nothing after it either */
          continue;
        }
      own_height = natural_height (child, own);
      place (self, child, (GtkAllocation){ x, (height - own_height) / 2, own, own_height }, width);
      x += own + GAP;
      used = x;
      fitting++;
    }
  if (fitting < n)
    {
      const int own = set_more (self, n - fitting);
      const int own_height = natural_height (self->more, own);

      place (self, self->more, (GtkAllocation){ MIN (used, MAX (width - own, 0)), (height - own_height) / 2, own, own_height },
             width);
    }
  else
    {
      gtk_widget_set_child_visible (self->more, FALSE);
    }
}

static GtkSizeRequestMode
postil_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postil_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  PostilWrapBox *self = POSTIL_WRAP_BOX (widget);
  int widest = 0;
  int sum = 0;
  int tallest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int smallest = 0;

      if (!takes_part (self, child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, NULL, NULL, NULL);
      widest = MAX (widest, smallest);
      sum += (sum > 0 ? GAP : 0) + natural_width (child);
      tallest = MAX (tallest, natural_height (child, -1));
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (sum, widest);
    }
  else if (self->single_line)
    {
      *minimum = *natural = tallest;
    }
  else
    {
      *minimum = *natural = flow (self, for_size >= 0 ? for_size : MAX (sum, widest), FALSE);
    }
}

static void
postil_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilWrapBox *self = POSTIL_WRAP_BOX (widget);

  if (self->single_line)
    {
      allocate_single (self, width, height);
      return;
    }
  gtk_widget_set_child_visible (self->more, FALSE);
  flow (self, width, TRUE);
}

static void
postil_wrap_box_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    postil_wrap_box_append (POSTIL_WRAP_BOX (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
postil_wrap_box_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = postil_wrap_box_add_child;
}

static void
postil_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  POSTIL_WRAP_BOX (object)->more = NULL;
  G_OBJECT_CLASS (postil_wrap_box_parent_class)->dispose (object);
}

static void
postil_wrap_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SINGLE_LINE)
    postil_wrap_box_set_single_line (POSTIL_WRAP_BOX (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
postil_wrap_box_class_init (PostilWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = postil_wrap_box_dispose;
  object_class->set_property = postil_wrap_box_set_property;
  widget_class->get_request_mode = postil_wrap_box_get_request_mode;
  widget_class->measure = postil_wrap_box_measure;
  widget_class->size_allocate = postil_wrap_box_size_allocate;
  properties[PROP_SINGLE_LINE] = g_param_spec_boolean ("single-line", NULL, NULL, FALSE,
                                                       G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postil_wrap_box_init (PostilWrapBox *self)
{
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "postil-chip");
  gtk_widget_add_css_class (self->more, "outlined");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->more, FALSE);
}

/**
 * postil_wrap_box_new:
 *
 * Makes an empty box.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_wrap_box_new (void)
{
  return g_object_new (POSTIL_TYPE_WRAP_BOX, NULL);
}

/**
 * postil_wrap_box_append:
 * @self: a box
 * @child: (transfer floating): a widget
 *
 * Adds a child at the end. Remove one with gtk_widget_unparent().
 */
void
postil_wrap_box_append (PostilWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (POSTIL_IS_WRAP_BOX (self) && GTK_IS_WIDGET (child));
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->more);
}

/**
 * postil_wrap_box_clear:
 * @self: a box
 *
 * Removes all children.
 */
void
postil_wrap_box_clear (PostilWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (POSTIL_IS_WRAP_BOX (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != self->more)
    gtk_widget_unparent (child);
}

/**
 * postil_wrap_box_set_single_line:
 * @self: a box
 * @single_line: whether there is one line only, with a count of what it cannot hold
 *
 * Chooses between wrapping and counting.
 */
void
postil_wrap_box_set_single_line (PostilWrapBox *self, gboolean single_line)
{
  g_return_if_fail (POSTIL_IS_WRAP_BOX (self));
  self->single_line = single_line;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
