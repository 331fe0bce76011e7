/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading pane puts the article view, the find bar, the sheet for notes and the card together and gives them one face: records
 * in, intent out. Editing and finding are in files of their own. */
#include "config.h"

#include "postil-article-pane.h"

#include "postil-article-pane-private.h"
#include "postil-margin.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (PostilArticlePane, postil_article_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SHOW_NAMES,
  PROP_SHOW_FIGURES,
  PROP_SHOW_NOTES,
  PROP_HIDDEN_KINDS,
  PROP_EDITABLE,
  PROP_SINGLE_KEYS,
  PROP_CARET_MODE,
  PROP_COLOR_NAMES,
  PROP_TAG_NAMES,
  PROP_USE_DEFAULT_FONT,
  PROP_FONT,
  PROP_TEXT_SCALE,
  PROP_PALE_REPEATS,
  PROP_REST,
  PROP_WIDE,
  N_PROPS
};

enum
{
  EDIT_NOTE,
  KEEP_DRAFT,
  DELETE_NOTE,
  SHOW_CARD,
  OPEN_LINK,
  CHIP,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- used by the other files of the class --- */

/**
 * postil_article_pane_note_at:
 * @self: a pane
 * @index: among the notes as they were set
 *
 * Gives a note.
 *
 * Returns: (transfer none) (nullable): the note
 */
PostilNote *
postil_article_pane_note_at (PostilArticlePane *self, guint index)
{
  return self->notes != NULL && index < self->notes->len ? g_ptr_array_index (self->notes, index) : NULL;
}

/**
 * postil_article_pane_index_of:
 * @self: a pane
 * @id: of a note
 *
 * Finds a note among those that were set.
 *
 * Returns: its index, or -1
 */
int
postil_article_pane_index_of (PostilArticlePane *self, const PostilId *id)
{
  for (guint i = 0; self->notes != NULL && i < self->notes->len; i++)
    if (postil_id_equal (&postil_article_pane_note_at (self, i)->id, id))
      return (int) i;
  return -1;
}

/**
 * postil_article_pane_get_meaning:
 * @self: a pane
 * @color: 1-5
 *
 * Gives the reader's word for a colour.
 *
 * Returns: (transfer none) (nullable): the word
 */
const char *
postil_article_pane_get_meaning (PostilArticlePane *self, guint color)
{
  if (color < 1 || self->color_names == NULL || color > g_strv_length (self->color_names))
    return NULL;
  return self->color_names[color - 1];
}

/**
 * postil_article_pane_emit_edit:
 * @self: a pane
 * @note: what was edited
 * @color: the new colour; 0: unchanged
 * @comment: (nullable): the new comment; %NULL: unchanged
 * @tags: (nullable) (array zero-terminated=1): the new tags; %NULL: unchanged
 *
 * Says that a note is to be stored.
 */
void
postil_article_pane_emit_edit (PostilArticlePane *self, PostilNote *note, guint color, const char *comment,
                               const char *const *tags)
{
  g_signal_emit (self, signals[EDIT_NOTE], 0, note, color, comment, tags);
}

/**
 * postil_article_pane_emit_draft:
 * @self: a pane
 * @note: what is being written
 * @comment: the words so far
 *
 * Says that a draft is to be kept.
 */
void
postil_article_pane_emit_draft (PostilArticlePane *self, PostilNote *note, const char *comment)
{
  g_signal_emit (self, signals[KEEP_DRAFT], 0, note, comment);
}

/**
 * postil_article_pane_emit_delete:
 * @self: a pane
 * @note: what is to go
 *
 * Says that a note is to be deleted.
 */
void
postil_article_pane_emit_delete (PostilArticlePane *self, PostilNote *note)
{
  g_signal_emit (self, signals[DELETE_NOTE], 0, note);
}

/* --- private helpers --- */

static void
update_wide (PostilArticlePane *self)
{
  const gboolean wide = postil_article_view_get_wide (self->view);

  if (self->wide == wide)
    return;
  self->wide = wide;
  postil_article_pane_editing_follow_width (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDE]);
}

static gboolean
update_wide_cb (gpointer data)
{
  PostilArticlePane *self = data;

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    update_wide (self);
  return G_SOURCE_REMOVE;
}

static void
update_shown (PostilArticlePane *self)
{
  postil_article_view_set_shown (self->view, self->show_names, self->show_figures, self->show_notes);
}

static void
set_hidden_kinds (PostilArticlePane *self, const char *const *names)
{
  guint kinds = 0;

  g_strfreev (self->hidden_kinds);
  self->hidden_kinds = g_strdupv ((char **) names);

  for (char **name = self->hidden_kinds; name != NULL && *name != NULL; name++)
    {
      PostilMarkKind kind;

      if (postil_mark_kind_from_string (*name, &kind))
        kinds |= 1u << kind;
    }
  postil_article_view_set_hidden_kinds (self->view, kinds);
}

static void
update_font (PostilArticlePane *self)
{
  postil_article_view_set_font (self->view, self->use_default_font ? NULL : self->font, self->text_scale);
}

/* --- callbacks --- */

static void
activate_mark_cb (PostilArticlePane *self, guint layer, guint index)
{
  if (layer == POSTIL_MARK_NOTE)
    postil_article_pane_editing_activate (self, index, FALSE);
  else
    g_signal_emit (self, signals[SHOW_CARD], 0, layer, index);
}

static void
open_link_cb (PostilArticlePane *self, const char *uri)
{
  g_signal_emit (self, signals[OPEN_LINK], 0, uri);
}

static void
chip_cb (PostilArticlePane *self, const char *name)
{
  g_signal_emit (self, signals[CHIP], 0, name);
}

/* The width is known during allocation; what follows from it is done after. */
static void
layout_changed_cb (PostilArticlePane *self)
{
  if (self->wide != postil_article_view_get_wide (self->view))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_wide_cb, g_object_ref (self), g_object_unref);
  if (self->card != NULL && !postil_article_pane_card_point (self))
    gtk_popover_popdown (GTK_POPOVER (self->card));
}

/* --- virtual functions --- */

static void
postil_article_pane_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (POSTIL_ARTICLE_PANE (widget)->overlay, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
postil_article_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilArticlePane *self = POSTIL_ARTICLE_PANE (widget);

  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->card != NULL)
    gtk_popover_present (GTK_POPOVER (self->card));
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static gboolean
postil_article_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (POSTIL_ARTICLE_PANE (widget)->view));
}

static void
postil_article_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PostilArticlePane *self = POSTIL_ARTICLE_PANE (object);

  switch (id)
    {
    case PROP_SHOW_NAMES:
      g_value_set_boolean (value, self->show_names);
      break;
    case PROP_SHOW_FIGURES:
      g_value_set_boolean (value, self->show_figures);
      break;
    case PROP_SHOW_NOTES:
      g_value_set_boolean (value, self->show_notes);
      break;
    case PROP_HIDDEN_KINDS:
      g_value_set_boxed (value, self->hidden_kinds);
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, self->editable);
      break;
    case PROP_SINGLE_KEYS:
      g_value_set_boolean (value, self->single_keys);
      break;
    case PROP_CARET_MODE:
      g_value_set_boolean (value, self->caret_mode);
      break;
    case PROP_COLOR_NAMES:
      g_value_set_boxed (value, self->color_names);
      break;
    case PROP_TAG_NAMES:
      g_value_set_boxed (value, self->tag_names);
      break;
    case PROP_USE_DEFAULT_FONT:
      g_value_set_boolean (value, self->use_default_font);
      break;
    case PROP_FONT:
      g_value_set_string (value, self->font);
      break;
    case PROP_TEXT_SCALE:
      g_value_set_double (value, self->text_scale);
      break;
    case PROP_PALE_REPEATS:
      g_value_set_boolean (value, self->pale_repeats);
      break;
    case PROP_REST:
      g_value_set_uint (value, self->rest);
      break;
    case PROP_WIDE:
      g_value_set_boolean (value, self->wide);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
set_color_names (PostilArticlePane *self, const char *const *names)
{
  const char *const meanings[] = { _ ("Claim"), _ ("Confirms"), _ ("Background"), _ ("Doubt"), _ ("Quote"), NULL };

  if (names == NULL || *names == NULL)
    names = meanings;
  g_strfreev (self->color_names);
  self->color_names = g_strdupv ((char **) names);
  postil_margin_set_meanings (POSTIL_MARGIN (postil_article_view_get_margin (self->view)), names);
  if (self->editor != NULL)
    postil_note_editor_set_meanings (self->editor, names);
}

static void
set_tag_names (PostilArticlePane *self, const char *const *names)
{
  g_strfreev (self->tag_names);
  self->tag_names = g_strdupv ((char **) names);
  if (self->editor != NULL)
    postil_note_editor_set_tag_names (self->editor, names);
}

static void
set_editable (PostilArticlePane *self, gboolean editable)
{
  self->editable = editable;
  postil_note_sheet_set_editable (self->sheet, editable);
  if (!editable)
    postil_article_pane_finish_editing (self);
}

static void
postil_article_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PostilArticlePane *self = POSTIL_ARTICLE_PANE (object);

  switch (id)
    {
    case PROP_SHOW_NAMES:
      self->show_names = g_value_get_boolean (value);
      update_shown (self);
      break;
    case PROP_SHOW_FIGURES:
      self->show_figures = g_value_get_boolean (value);
      update_shown (self);
      break;
    case PROP_SHOW_NOTES:
      self->show_notes = g_value_get_boolean (value);
      update_shown (self);
      break;
    case PROP_HIDDEN_KINDS:
      set_hidden_kinds (self, g_value_get_boxed (value));
      break;
    case PROP_EDITABLE:
      set_editable (self, g_value_get_boolean (value));
      break;
    case PROP_SINGLE_KEYS:
      postil_article_view_set_single_keys (self->view, self->single_keys = g_value_get_boolean (value));
      break;
    case PROP_CARET_MODE:
      postil_article_view_set_caret_mode (self->view, self->caret_mode = g_value_get_boolean (value));
      break;
    case PROP_COLOR_NAMES:
      set_color_names (self, g_value_get_boxed (value));
      break;
    case PROP_TAG_NAMES:
      set_tag_names (self, g_value_get_boxed (value));
      break;
    case PROP_USE_DEFAULT_FONT:
      self->use_default_font = g_value_get_boolean (value);
      update_font (self);
      break;
    case PROP_FONT:
      g_free (self->font);
      self->font = g_value_dup_string (value);
      update_font (self);
      break;
    case PROP_TEXT_SCALE:
      self->text_scale = g_value_get_double (value);
      update_font (self);
      break;
    case PROP_PALE_REPEATS:
      postil_article_view_set_pale_repeats (self->view, self->pale_repeats = g_value_get_boolean (value));
      break;
    case PROP_REST:
      postil_article_view_set_rest (self->view, self->rest = g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
postil_article_pane_dispose (GObject *object)
{
  PostilArticlePane *self = POSTIL_ARTICLE_PANE (object);
  GtkWidget *next;

  self->card = NULL;
  self->menu = NULL;
  /* A card that has just been closed is still there, and is not ours to know any more. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (GTK_IS_POPOVER (child))
        gtk_widget_unparent (child);
    }
  if (self->editor != NULL && gtk_widget_get_parent (GTK_WIDGET (self->editor)) != NULL)
    {
      postil_margin_set_editor (POSTIL_MARGIN (postil_article_view_get_margin (self->view)), NULL, -1);
      postil_note_sheet_set_editor (self->sheet, NULL);
    }
  g_clear_object (&self->editor);
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_ARTICLE_PANE);
  G_OBJECT_CLASS (postil_article_pane_parent_class)->dispose (object);
}

static void
postil_article_pane_finalize (GObject *object)
{
  PostilArticlePane *self = POSTIL_ARTICLE_PANE (object);

  g_clear_pointer (&self->article, postil_article_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->finder, postil_text_finder_free);
  g_strfreev (self->hidden_kinds);
  g_strfreev (self->color_names);
  g_strfreev (self->tag_names);
  g_free (self->font);
  G_OBJECT_CLASS (postil_article_pane_parent_class)->finalize (object);
}

static GParamSpec *
boolean_property (const char *name, gboolean value)
{
  return g_param_spec_boolean (name, NULL, NULL, value, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
strings_property (const char *name)
{
  return g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static void
install_properties (GObjectClass *klass)
{
  properties[PROP_SHOW_NAMES] = boolean_property ("show-names", TRUE);
  properties[PROP_SHOW_FIGURES] = boolean_property ("show-figures", TRUE);
  properties[PROP_SHOW_NOTES] = boolean_property ("show-notes", TRUE);
  properties[PROP_HIDDEN_KINDS] = strings_property ("hidden-kinds");
  properties[PROP_EDITABLE] = boolean_property ("editable", TRUE);
  properties[PROP_SINGLE_KEYS] = boolean_property ("single-keys", TRUE);
  properties[PROP_CARET_MODE] = boolean_property ("caret-mode", FALSE);
  properties[PROP_COLOR_NAMES] = strings_property ("color-names");
  properties[PROP_TAG_NAMES] = strings_property ("tag-names");
  properties[PROP_USE_DEFAULT_FONT] = boolean_property ("use-default-font", TRUE);
  properties[PROP_FONT] = g_param_spec_string ("font", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT_SCALE]
      = g_param_spec_double ("text-scale", NULL, NULL, 0.5, 3.0, 1.0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PALE_REPEATS] = boolean_property ("pale-repeats", TRUE);
  properties[PROP_REST] = g_param_spec_uint ("rest", NULL, NULL, 0, 5000, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
postil_article_pane_class_init (PostilArticlePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = postil_article_pane_get_property;
  object_class->set_property = postil_article_pane_set_property;
  object_class->dispose = postil_article_pane_dispose;
  object_class->finalize = postil_article_pane_finalize;
  widget_class->measure = postil_article_pane_measure;
  widget_class->size_allocate = postil_article_pane_size_allocate;
  widget_class->grab_focus = postil_article_pane_grab_focus;
  install_properties (object_class);

  signals[EDIT_NOTE] = g_signal_new ("edit-note", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, POSTIL_TYPE_NOTE,
                                     G_TYPE_UINT, G_TYPE_STRING, G_TYPE_STRV);
  signals[KEEP_DRAFT] = g_signal_new ("keep-draft", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                      POSTIL_TYPE_NOTE, G_TYPE_STRING);
  signals[DELETE_NOTE]
      = g_signal_new ("delete-note", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, POSTIL_TYPE_NOTE);
  signals[SHOW_CARD]
      = g_signal_new ("show-card", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[OPEN_LINK] = g_signal_new ("open-link", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHIP] = g_signal_new ("chip", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-article-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePane, overlay);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePane, view);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePane, find_bar);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePane, sheet);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePane, context_menu);
  postil_article_pane_menu_install (widget_class);
}

static void
postil_article_pane_init (PostilArticlePane *self)
{
  self->show_names = self->show_figures = self->show_notes = TRUE;
  self->editable = self->single_keys = self->use_default_font = self->pale_repeats = TRUE;
  self->text_scale = 1.0;
  g_type_ensure (POSTIL_TYPE_ARTICLE_VIEW);
  g_type_ensure (POSTIL_TYPE_FIND_BAR);
  g_type_ensure (POSTIL_TYPE_NOTE_SHEET);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_color_names (self, NULL);
  g_signal_connect_object (self->view, "activate-mark", G_CALLBACK (activate_mark_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "open-link", G_CALLBACK (open_link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "layout-changed", G_CALLBACK (layout_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (postil_article_view_get_byline (self->view), "chip", G_CALLBACK (chip_cb), self, G_CONNECT_SWAPPED);
  postil_article_pane_editing_connect (self);
  postil_article_pane_menu_connect (self);
  postil_article_pane_finding_connect (self);
}

/* --- public --- */

/**
 * postil_article_pane_new:
 *
 * Makes a pane without article. Call postil_view_init() before.
 *
 * Thread: main.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_article_pane_new (void)
{
  return g_object_new (POSTIL_TYPE_ARTICLE_PANE, NULL);
}

/**
 * postil_article_pane_set_article:
 * @self: a pane
 * @article: (nullable): the record; %NULL clears the pane
 * @document: (nullable): its text
 * @analysis: (nullable): what the machine found; %NULL: not yet
 * @notes: (nullable) (element-type PostilNote): the reader's notes; the pane takes a reference
 *
 * Shows an article from its top. What was being written is saved first.
 *
 * Thread: main.
 */
void
postil_article_pane_set_article (PostilArticlePane *self, PostilArticle *article, PostilDocument *document,
                                 PostilAnalysis *analysis, GPtrArray *notes)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  postil_article_pane_dismiss_card (self);
  postil_article_pane_finish_editing (self);
  postil_note_sheet_close (self->sheet);
  if (article != NULL)
    postil_article_ref (article);
  if (notes != NULL)
    g_ptr_array_ref (notes);
  g_clear_pointer (&self->article, postil_article_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->article = article;
  self->notes = notes;
  g_set_object (&self->document, document);
  g_set_object (&self->analysis, analysis);
  postil_article_pane_finding_text_changed (self);
  postil_article_view_set_chips (self->view, NULL, NULL);
  postil_article_view_set_article (self->view, article, document, analysis, notes);
}

/**
 * postil_article_pane_set_analysis:
 * @self: a pane
 * @analysis: (nullable): what the machine found in the text that is shown
 *
 * Exchanges the machine's marks; place, selection and an open editor stay.
 *
 * Thread: main.
 */
void
postil_article_pane_set_analysis (PostilArticlePane *self, PostilAnalysis *analysis)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  g_set_object (&self->analysis, analysis);
  if (self->card_layer != POSTIL_MARK_NOTE)
    postil_article_pane_dismiss_card (self);
  postil_article_view_set_analysis (self->view, analysis);
}

/**
 * postil_article_pane_set_notes:
 * @self: a pane
 * @notes: (nullable) (element-type PostilNote): the reader's notes on the text that is shown
 *
 * Exchanges the notes; place, selection and an open editor stay.
 *
 * Thread: main.
 */
void
postil_article_pane_set_notes (PostilArticlePane *self, GPtrArray *notes)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  if (notes != NULL)
    g_ptr_array_ref (notes);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  postil_article_view_set_notes (self->view, notes);
  postil_article_pane_editing_notes_changed (self);
}

/**
 * postil_article_pane_set_record:
 * @self: a pane
 * @article: (nullable): the same article with another state
 *
 * Updates the header.
 *
 * Thread: main.
 */
void
postil_article_pane_set_record (PostilArticlePane *self, PostilArticle *article)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  if (article != NULL)
    postil_article_ref (article);
  g_clear_pointer (&self->article, postil_article_unref);
  self->article = article;
  postil_article_view_set_record (self->view, article);
}

/**
 * postil_article_pane_set_header_chips:
 * @self: a pane
 * @names: (nullable) (array zero-terminated=1): what the signal `chip` says; one that begins with "differ" or "!" looks like a warning
 * @labels: (nullable) (array zero-terminated=1): what the buttons say, as many
 *
 * Sets the buttons under the byline. They are cleared with each article.
 *
 * Thread: main.
 */
void
postil_article_pane_set_header_chips (PostilArticlePane *self, const char *const *names, const char *const *labels)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  postil_article_view_set_chips (self->view, names, labels);
}
