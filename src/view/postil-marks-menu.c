/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of the marks. Its state is that of the reading pane's properties, which the header buttons and the settings share: the
 * menu keeps none of its own. A kind is a check button, so Space toggles it and the arrow keys walk through. */
#include "config.h"

#include "postil-marks-menu.h"

#include "postil-card-frame.h"
#include "postil-mark-sample.h"
#include "postil-mark-table.h"
#include "postil-note.h"
#include "postil-words.h"
#include "postil-wrap-box.h"

#include <glib/gi18n.h>

struct _PostilMarksMenu
{
  GtkPopover parent_instance;

  /* template */
  GtkCheckButton *names;
  GtkLabel *names_count;
  GtkBox *names_kinds;
  GtkCheckButton *figures;
  GtkLabel *figures_count;
  GtkBox *figures_kinds;
  GtkCheckButton *notes;
  GtkLabel *notes_count;
  PostilWrapBox *colors;
  GtkSizeGroup *samples;

  /* borrowed */
  GObject *pane;
  GtkCheckButton *checks[POSTIL_N_MARK_KINDS];
  GtkLabel *counts[POSTIL_N_MARK_KINDS];
  GtkLabel *meanings[POSTIL_NOTE_N_COLORS];

  gboolean reading; /* the pane's list of hidden kinds is being taken over */
};

G_DEFINE_FINAL_TYPE (PostilMarksMenu, postil_marks_menu, GTK_TYPE_POPOVER)

static void
write_hidden_kinds (PostilMarksMenu *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) hidden = NULL;

  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    if (!gtk_check_button_get_active (self->checks[i]))
      g_strv_builder_add (builder, postil_mark_kind_to_string ((PostilMarkKind) i));
  hidden = g_strv_builder_end (builder);
  g_object_set (self->pane, "hidden-kinds", hidden, NULL);
}

static void
kind_toggled_cb (PostilMarksMenu *self)
{
  if (!self->reading && self->pane != NULL)
    write_hidden_kinds (self);
}

static void
hidden_kinds_changed_cb (PostilMarksMenu *self)
{
  g_auto (GStrv) hidden = NULL;
  gboolean is_hidden[POSTIL_N_MARK_KINDS] = { FALSE };

  g_object_get (self->pane, "hidden-kinds", &hidden, NULL);
  for (guint i = 0; hidden != NULL && hidden[i] != NULL; i++)
    {
      PostilMarkKind kind;

      if (postil_mark_kind_from_string (hidden[i], &kind))
        is_hidden[kind] = TRUE;
    }
  self->reading = TRUE;
  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    gtk_check_button_set_active (self->checks[i], !is_hidden[i]);
  self->reading = FALSE;
}

static void
color_names_changed_cb (PostilMarksMenu *self)
{
  g_auto (GStrv) names = NULL;
  gboolean ended;

  g_object_get (self->pane, "color-names", &names, NULL);
  ended = names == NULL;
  for (guint i = 0; i < POSTIL_NOTE_N_COLORS; i++)
    {
      ended = ended || names[i] == NULL;
      gtk_label_set_label (self->meanings[i], ended ? "" : names[i]);
      gtk_widget_set_visible (GTK_WIDGET (self->meanings[i]), !ended && *names[i] != '\0');
    }
}

static GtkWidget *
make_number (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "postil-secondary");
  return label;
}

static void
add_kind (PostilMarksMenu *self, PostilMarkKind kind)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *sample = postil_mark_sample_new (kind);
  GtkWidget *label = gtk_label_new (postil_mark_kind_get_label (kind));
  GtkWidget *count = make_number ();

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_size_group_add_widget (self->samples, sample);
  gtk_box_append (GTK_BOX (box), sample);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, postil_mark_kind_get_label (kind), -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (kind_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (postil_mark_kind_is_name (kind) ? self->names_kinds : self->figures_kinds, check);
  self->checks[kind] = GTK_CHECK_BUTTON (check);
  self->counts[kind] = GTK_LABEL (count);
}

static void
add_color (PostilMarksMenu *self, guint color)
{
  const char digit[] = { (char) ('0' + color), '\0' };
  char style[] = "postil-color-0";
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_label_new (digit);
  GtkWidget *meaning = gtk_label_new (NULL);

  style[sizeof style - 2] = (char) ('0' + color);
  gtk_widget_add_css_class (swatch, "postil-digit");
  gtk_widget_add_css_class (swatch, style);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (meaning, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (meaning), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (meaning), 24);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), meaning);
  postil_wrap_box_append (self->colors, box);
  self->meanings[color - 1] = GTK_LABEL (meaning);
}

static void
set_count (GtkLabel *label, gboolean known, guint n)
{
  g_autofree char *text = known ? postil_words_number (n) : NULL;

  gtk_label_set_label (label, known ? text : "");
}

static void
postil_marks_menu_dispose (GObject *object)
{
  PostilMarksMenu *self = POSTIL_MARKS_MENU (object);

  g_clear_weak_pointer (&self->pane);
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_MARKS_MENU);
  G_OBJECT_CLASS (postil_marks_menu_parent_class)->dispose (object);
}

static void
postil_marks_menu_class_init (PostilMarksMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_marks_menu_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-marks-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, names);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, names_count);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, names_kinds);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, figures);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, figures_count);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, figures_kinds);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, notes);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, notes_count);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, colors);
  gtk_widget_class_bind_template_child (widget_class, PostilMarksMenu, samples);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
postil_marks_menu_init (PostilMarksMenu *self)
{
  g_type_ensure (POSTIL_TYPE_CARD_FRAME);
  g_type_ensure (POSTIL_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    add_kind (self, (PostilMarkKind) i);
  for (guint i = 1; i <= POSTIL_NOTE_N_COLORS; i++)
    add_color (self, i);
}

/**
 * postil_marks_menu_new:
 * @pane: what has the properties `show-names`, `show-figures`, `show-notes` (boolean), `hidden-kinds` and `color-names` (GStrv);
 *   no reference is kept
 *
 * Makes a menu that switches the marks of a reading pane. Several menus for one pane stay in step.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
postil_marks_menu_new (GObject *pane)
{
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  PostilMarksMenu *self;

  g_return_val_if_fail (G_IS_OBJECT (pane), NULL);
  self = g_object_new (POSTIL_TYPE_MARKS_MENU, NULL);
  g_set_weak_pointer (&self->pane, pane);
  g_object_bind_property (pane, "show-names", self->names, "active", both);
  g_object_bind_property (pane, "show-figures", self->figures, "active", both);
  g_object_bind_property (pane, "show-notes", self->notes, "active", both);
  g_signal_connect_object (pane, "notify::hidden-kinds", G_CALLBACK (hidden_kinds_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "notify::color-names", G_CALLBACK (color_names_changed_cb), self, G_CONNECT_SWAPPED);
  hidden_kinds_changed_cb (self);
  color_names_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * postil_marks_menu_set_analysis:
 * @self: a menu
 * @document: the text of the open article
 * @analysis: (nullable): what was found in it; %NULL shows no counts
 *
 * Counts the marks of each kind in this article. No reference is kept.
 *
 * Thread: main.
 */
void
postil_marks_menu_set_analysis (PostilMarksMenu *self, PostilDocument *document, PostilAnalysis *analysis)
{
  const PostilEntity *entities = NULL;
  const PostilMention *mentions = NULL;
  const PostilFigure *figures = NULL;
  gsize n_entities = 0;
  gsize n_mentions = 0;
  gsize n_figures = 0;
  guint counts[POSTIL_N_MARK_KINDS] = { 0 };
  guint n_shown = 0;

  g_return_if_fail (POSTIL_IS_MARKS_MENU (self));
  if (analysis != NULL)
    {
      entities = postil_analysis_get_entities (analysis, &n_entities);
      mentions = postil_analysis_get_mentions (analysis, &n_mentions);
      figures = postil_analysis_get_figures (analysis, &n_figures);
    }
  for (gsize i = 0; i < n_mentions; i++)
    counts[postil_mark_kind_of_entity (entities[mentions[i].entity].type)]++;
  for (gsize i = 0; i < n_figures; i++)
    if (!postil_mark_table_leaves_out (document, &figures[i]))
      {
        counts[postil_mark_kind_of_figure (figures[i].kind)]++;
        n_shown++;
      }
  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    set_count (self->counts[i], analysis != NULL, counts[i]);
  set_count (self->names_count, analysis != NULL, (guint) n_mentions);
  set_count (self->figures_count, analysis != NULL, n_shown);
}

/**
 * postil_marks_menu_set_n_notes:
 * @self: a menu
 * @n_notes: notes on the open article; negative shows no count
 *
 * Says how many notes there are.
 *
 * Thread: main.
 */
void
postil_marks_menu_set_n_notes (PostilMarksMenu *self, int n_notes)
{
  g_return_if_fail (POSTIL_IS_MARKS_MENU (self));
  set_count (self->notes_count, n_notes >= 0, (guint) MAX (n_notes, 0));
}
