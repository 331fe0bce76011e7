/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of marks. What the article shows by lines and fills stands here in words, in the order of the text; Enter or a click goes
 * to the place. */
#include "config.h"

#include "postil-marks-list.h"

#include "postil-marks-model.h"

#include <glib/gi18n.h>

struct _PostilMarksList
{
  GtkWidget parent_instance;

  /* template */
  GtkStack *stack;
  GtkLabel *summary;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (PostilMarksList, postil_marks_list, GTK_TYPE_WIDGET)

enum
{
  JUMP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_line (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, "postil-secondary");
      gtk_widget_add_css_class (label, style);
    }
  return label;
}

static void
setup_cb (PostilMarksList *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_line (NULL));
  gtk_box_append (GTK_BOX (box), make_line ("caption"));
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (PostilMarksList *self, GtkListItem *list_item)
{
  PostilMarksItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *cell = gtk_widget_get_parent (box);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), postil_marks_item_get_surface (item));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), postil_marks_item_get_details (item));
  /* The cell has the focus, so it has to have the words; GTK before 4.12 lets only us give them. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, postil_marks_item_get_spoken (item), -1);
  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, postil_marks_item_get_spoken (item),
                                    -1);
}

static void
activate_cb (PostilMarksList *self, guint position)
{
  g_autoptr (PostilMarksItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (item != NULL)
    g_signal_emit (self, signals[JUMP], 0, postil_marks_item_get_start (item), postil_marks_item_get_end (item));
}

static gboolean
postil_marks_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (POSTIL_MARKS_LIST (widget)->list));
}

static void
postil_marks_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_MARKS_LIST);
  G_OBJECT_CLASS (postil_marks_list_parent_class)->dispose (object);
}

static void
postil_marks_list_class_init (PostilMarksListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_marks_list_dispose;
  widget_class->grab_focus = postil_marks_list_grab_focus;
  signals[JUMP] = g_signal_new ("jump", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "postil-marks-list");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-marks-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilMarksList, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksList, summary);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksList, list);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
postil_marks_list_init (PostilMarksList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * postil_marks_list_new:
 *
 * Makes an empty list. Its signal `jump` (guint start, guint end: code points of the document) says that the reader chose a mark.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_marks_list_new (void)
{
  return g_object_new (POSTIL_TYPE_MARKS_LIST, NULL);
}

static void
show_summary (PostilMarksList *self, PostilAnalysis *analysis, GPtrArray *notes)
{
  gsize n_mentions = 0;
  gsize n_figures = 0;
  const guint n_notes = notes != NULL ? notes->len : 0;
  g_autofree char *names = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *own = g_strdup_printf (ngettext ("%u note", "%u notes", n_notes), n_notes);
  g_autofree char *text = NULL;

  if (analysis != NULL)
    {
      postil_analysis_get_mentions (analysis, &n_mentions);
      postil_analysis_get_figures (analysis, &n_figures);
    }
  names = g_strdup_printf (ngettext ("%u name", "%u names", n_mentions), (guint) n_mentions);
  figures = g_strdup_printf (ngettext ("%u figure", "%u figures", n_figures), (guint) n_figures);
  text = analysis != NULL ? g_strdup_printf ("%s · %s · %s", names, figures, own)
                          : g_strdup_printf ("%s · %s", _ ("Marks come in a moment"), own);
  gtk_label_set_label (self->summary, text);
}

/**
 * postil_marks_list_set:
 * @self: a list
 * @document: (nullable): the text; %NULL empties the list
 * @analysis: (nullable): what the machine found in it
 * @notes: (nullable) (element-type PostilNote): the reader's notes on it
 * @color_names: (nullable) (array zero-terminated=1): what the colours 1-5 mean; copied
 *
 * Shows the marks of an article. References are kept.
 *
 * Thread: main.
 */
void
postil_marks_list_set (PostilMarksList *self, PostilDocument *document, PostilAnalysis *analysis, GPtrArray *notes,
                       const char *const *color_names)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  GListModel *model;

  g_return_if_fail (POSTIL_IS_MARKS_LIST (self));
  if (document == NULL)
    {
      gtk_list_view_set_model (self->list, NULL);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  model = G_LIST_MODEL (postil_marks_model_new (document, analysis, notes, color_names));
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (model) > 0 ? "list" : "empty");
  selection = gtk_no_selection_new (model);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  show_summary (self, analysis, notes);
}
