/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of popovers. A scrolled window alone asks for the height its content would have at another width than it gets; this asks
 * height for width, so that a card ends where its last line ends. */
#include "config.h"

#include "postil-card-frame.h"

#define MAX_WIDTH 446
#define MAX_HEIGHT 460
#define MIN_HEIGHT 120

struct _PostilCardFrame
{
  GtkWidget parent_instance;

  /* children */
  GtkWidget *scroller;

  /* borrowed, inside the scroller */
  GtkWidget *content;

  int max_width;
  int max_height;
};

G_DEFINE_FINAL_TYPE (PostilCardFrame, postil_card_frame, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_MAX_WIDTH,
  PROP_MAX_HEIGHT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Lengths of the style sheets are px at 96 dots an inch; the reader's text scale is in the dots. */
static int
scale (PostilCardFrame *self, int length)
{
  int dots = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dots, NULL);
  return dots > 0 ? (int) (length * (double) dots / (96 * 1024)) : length;
}

static GtkSizeRequestMode
postil_card_frame_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postil_card_frame_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  PostilCardFrame *self = POSTIL_CARD_FRAME (widget);
  int least = 0;
  int wanted = 0;
  int height = 0;

  if (self->content == NULL)
    return;
  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  wanted = MAX (least, MIN (wanted, scale (self, self->max_width)));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = wanted;
      return;
    }
  /* A popover of GTK 4.8 asks for the height at its width with the shadow; never be measured wider than was asked for. */
  if (for_size >= 0)
    wanted = CLAMP (for_size, least, wanted);
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, wanted, &height, NULL, NULL, NULL);
  *natural = MIN (height, scale (self, self->max_height));
  *minimum = MIN (*natural, MIN_HEIGHT);
}

static void
postil_card_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilCardFrame *self = POSTIL_CARD_FRAME (widget);

  gtk_widget_size_allocate (self->scroller, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
set_child (PostilCardFrame *self, GtkWidget *child)
{
  self->content = child;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), child);
}

static void
postil_card_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostilCardFrame *self = POSTIL_CARD_FRAME (object);

  switch (id)
    {
    case PROP_CHILD:
      set_child (self, g_value_get_object (value));
      break;
    case PROP_MAX_WIDTH:
      self->max_width = g_value_get_int (value);
      break;
    case PROP_MAX_HEIGHT:
      self->max_height = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
postil_card_frame_dispose (GObject *object)
{
  PostilCardFrame *self = POSTIL_CARD_FRAME (object);

  self->content = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (postil_card_frame_parent_class)->dispose (object);
}

static void
postil_card_frame_class_init (PostilCardFrameClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = postil_card_frame_set_property;
  object_class->dispose = postil_card_frame_dispose;
  widget_class->get_request_mode = postil_card_frame_get_request_mode;
  widget_class->measure = postil_card_frame_measure;
  widget_class->size_allocate = postil_card_frame_size_allocate;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MAX_WIDTH] = g_param_spec_int ("max-width", NULL, NULL, 1, G_MAXINT16, MAX_WIDTH, flags);
  properties[PROP_MAX_HEIGHT] = g_param_spec_int ("max-height", NULL, NULL, 1, G_MAXINT16, MAX_HEIGHT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
postil_card_frame_init (PostilCardFrame *self)
{
  self->max_width = MAX_WIDTH;
  self->max_height = MAX_HEIGHT;
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
