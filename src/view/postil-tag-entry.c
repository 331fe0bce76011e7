/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing tags: comma or Enter ends one, Backspace in an empty field takes the last away, the arrow keys choose among the tags that
 * begin with what was written. */
#include "config.h"

#include "postil-tag-entry.h"

#include "postil-note.h"
#include "postil-wrap-box.h"

#include <glib/gi18n.h>

#define MAX_OFFERS 6

struct _PostilTagEntry
{
  GtkWidget parent_instance;

  /* template */
  PostilWrapBox *box;
  GtkText *text;
  GtkPopover *popover;
  GtkListBox *list;

  /* owned */
  GPtrArray *tags;  /* char * */
  GPtrArray *chips; /* GtkWidget *, borrowed, as many as tags */
  GStrv names;
};

G_DEFINE_FINAL_TYPE (PostilTagEntry, postil_tag_entry, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
find_tag (PostilTagEntry *self, const char *tag)
{
  g_autofree char *folded = g_utf8_casefold (tag, -1);

  for (guint i = 0; i < self->tags->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (g_ptr_array_index (self->tags, i), -1);

      if (g_str_equal (folded, other))
        return (int) i;
    }
  return -1;
}

static void
remove_tag (PostilTagEntry *self, guint index)
{
  gtk_widget_unparent (g_ptr_array_index (self->chips, index));
  g_ptr_array_remove_index (self->chips, index);
  g_ptr_array_remove_index (self->tags, index);
}

static void
remove_clicked_cb (PostilTagEntry *self, GtkWidget *button)
{
  guint index;

  if (!g_ptr_array_find (self->chips, gtk_widget_get_ancestor (button, GTK_TYPE_BOX), &index))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  remove_tag (self, index);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_chip (PostilTagEntry *self, const char *tag)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: spoken label of a button; %s is a tag. */
  g_autofree char *spoken = g_strdup_printf (_ ("Remove tag %s"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_focusable (button, FALSE); /* Tab goes to the field; Backspace removes a tag from there */
  gtk_widget_add_css_class (box, "postil-chip");
  gtk_widget_add_css_class (box, "removable");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static gboolean
add_tag (PostilTagEntry *self, const char *text)
{
  g_autofree char *tag = postil_tag_normalize (text);
  GtkWidget *chip;

  if (tag == NULL || *tag == '\0' || find_tag (self, tag) >= 0 || self->tags->len >= POSTIL_NOTE_MAX_TAGS)
    return FALSE;
  chip = make_chip (self, tag);
  g_ptr_array_add (self->tags, g_steal_pointer (&tag));
  g_ptr_array_add (self->chips, chip);
  gtk_widget_insert_before (chip, GTK_WIDGET (self->box), GTK_WIDGET (self->text));
  return TRUE;
}

/* --- what is offered --- */

static void
add_offer (PostilTagEntry *self, const char *icon, const char *words, const char *count, const char *tag)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  if (count != NULL)
    {
      GtkWidget *number = gtk_label_new (count);

      gtk_widget_add_css_class (number, "caption");
      gtk_widget_add_css_class (number, "numeric");
      gtk_widget_add_css_class (number, "postil-secondary");
      gtk_box_append (GTK_BOX (box), number);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "postil-tag", g_strdup (tag), g_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
fits (const char *name, const char *folded)
{
  g_autofree char *other = g_utf8_casefold (name, -1);
  const char *part = strchr (other, '/');

  return g_str_has_prefix (other, folded) || (part != NULL && g_str_has_prefix (part + 1, folded));
}

static void
update_offers (PostilTagEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree char *tag = postil_tag_normalize (text);
  g_autofree char *folded = g_utf8_casefold (tag != NULL ? tag : "", -1);
  GtkListBoxRow *row;
  gboolean exact = FALSE;
  guint n = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (tag == NULL || *tag == '\0')
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  for (guint i = 0; self->names != NULL && self->names[i] != NULL && n < MAX_OFFERS; i++)
    {
      g_auto (GStrv) parts = g_strsplit (self->names[i], "\t", 2); /* the count after a tab is optional */
      g_autofree char *other = g_utf8_casefold (parts[0] != NULL ? parts[0] : "", -1);

      if (parts[0] == NULL || !fits (parts[0], folded) || find_tag (self, parts[0]) >= 0)
        continue;
      exact = exact || g_str_equal (other, folded);
      add_offer (self, "postil-tag-symbolic", parts[0], parts[1], parts[0]);
      n++;
    }
  if (!exact && find_tag (self, tag) < 0)
    {
      /* Translators: an offer to make a tag that does not exist yet. */
      g_autofree char *words = g_strdup_printf (_ ("New tag “%s”"), tag);

      add_offer (self, "list-add-symbolic", words, NULL, tag);
      n++;
    }
  row = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, n > 1 ? row : NULL);
  if (n > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) && gtk_widget_is_focus (GTK_WIDGET (self->text)))
    gtk_popover_popup (self->popover);
  else
    gtk_popover_popdown (self->popover);
}

static void
take (PostilTagEntry *self, const char *tag)
{
  const gboolean added = add_tag (self, tag);

  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_popover_popdown (self->popover);
  if (added)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
row_activated_cb (PostilTagEntry *self, GtkListBoxRow *row)
{
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (row), "postil-tag"));

  take (self, tag);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
move_selection (PostilTagEntry *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, (row != NULL ? gtk_list_box_row_get_index (row) : -1) + by);

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

/* --- keys --- */

static gboolean
end_tag (PostilTagEntry *self, gboolean chosen)
{
  GtkListBoxRow *row
      = chosen && gtk_widget_get_visible (GTK_WIDGET (self->popover)) ? gtk_list_box_get_selected_row (self->list) : NULL;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->text)) == '\0')
    return FALSE;
  if (row != NULL)
    row_activated_cb (self, row);
  else
    postil_tag_entry_commit (self);
  return TRUE;
}

static gboolean
key_cb (PostilTagEntry *self, guint key, guint code, GdkModifierType state)
{
  const gboolean offered = gtk_widget_get_visible (GTK_WIDGET (self->popover));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_comma:
    case GDK_KEY_semicolon:
      end_tag (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return end_tag (self, TRUE);
    case GDK_KEY_Tab:
      postil_tag_entry_commit (self);
      return GDK_EVENT_PROPAGATE;
    case GDK_KEY_BackSpace:
      if (self->tags->len == 0 || *gtk_editable_get_text (GTK_EDITABLE (self->text)) != '\0')
        return GDK_EVENT_PROPAGATE;
      remove_tag (self, self->tags->len - 1);
      g_signal_emit (self, signals[CHANGED], 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      if (offered)
        move_selection (self, key == GDK_KEY_Down ? 1 : -1);
      return offered;
    case GDK_KEY_Escape:
      gtk_popover_popdown (self->popover);
      return offered;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (PostilTagEntry *self)
{
  gtk_popover_popdown (self->popover);
}

/* --- virtual functions --- */

static void
postil_tag_entry_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (POSTIL_TAG_ENTRY (widget)->box), orientation, for_size, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
postil_tag_entry_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postil_tag_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilTagEntry *self = POSTIL_TAG_ENTRY (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->box), &(GtkAllocation){ 0, 0, width, height }, -1);
  gtk_popover_present (self->popover);
}

static void
postil_tag_entry_dispose (GObject *object)
{
  PostilTagEntry *self = POSTIL_TAG_ENTRY (object);

  g_clear_pointer (&self->chips, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_TAG_ENTRY);
  G_OBJECT_CLASS (postil_tag_entry_parent_class)->dispose (object);
}

static void
postil_tag_entry_finalize (GObject *object)
{
  PostilTagEntry *self = POSTIL_TAG_ENTRY (object);

  g_ptr_array_unref (self->tags);
  g_strfreev (self->names);
  G_OBJECT_CLASS (postil_tag_entry_parent_class)->finalize (object);
}

static void
postil_tag_entry_class_init (PostilTagEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_tag_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_tag_entry_finalize;
  widget_class->measure = postil_tag_entry_measure;
  widget_class->get_request_mode = postil_tag_entry_get_request_mode;
  widget_class->size_allocate = postil_tag_entry_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-tag-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilTagEntry, box);
  gtk_widget_class_bind_template_child (widget_class, PostilTagEntry, text);
  gtk_widget_class_bind_template_child (widget_class, PostilTagEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, PostilTagEntry, list);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_tag_entry_init (PostilTagEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->chips = g_ptr_array_new ();
  g_type_ensure (POSTIL_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), focus);
  g_signal_connect_object (self->text, "changed", G_CALLBACK (update_offers), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

/**
 * postil_tag_entry_new:
 *
 * Makes an entry without tags.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_tag_entry_new (void)
{
  return g_object_new (POSTIL_TYPE_TAG_ENTRY, NULL);
}

/**
 * postil_tag_entry_set_tags:
 * @self: an entry
 * @tags: (nullable) (array zero-terminated=1): tags
 *
 * Replaces the tags; what is being written stays. Does not emit `changed`.
 */
void
postil_tag_entry_set_tags (PostilTagEntry *self, const char *const *tags)
{
  g_return_if_fail (POSTIL_IS_TAG_ENTRY (self));
  while (self->tags->len > 0)
    remove_tag (self, self->tags->len - 1);
  for (; tags != NULL && *tags != NULL; tags++)
    add_tag (self, *tags);
}

/**
 * postil_tag_entry_get_tags:
 * @self: an entry
 *
 * Gives the tags that were ended.
 *
 * Returns: (transfer full) (array zero-terminated=1): tags in the order of writing
 */
GStrv
postil_tag_entry_get_tags (PostilTagEntry *self)
{
  GStrv tags;

  g_return_val_if_fail (POSTIL_IS_TAG_ENTRY (self), NULL);
  tags = g_new0 (char *, self->tags->len + 1);
  for (guint i = 0; i < self->tags->len; i++)
    tags[i] = g_strdup (g_ptr_array_index (self->tags, i));
  return tags;
}

/**
 * postil_tag_entry_set_names:
 * @self: an entry
 * @names: (nullable) (array zero-terminated=1): the tags there are, most used first; after a tab a count may stand
 *
 * Sets what is offered while writing.
 */
void
postil_tag_entry_set_names (PostilTagEntry *self, const char *const *names)
{
  g_return_if_fail (POSTIL_IS_TAG_ENTRY (self));
  g_strfreev (self->names);
  self->names = g_strdupv ((char **) names);
}

/**
 * postil_tag_entry_commit:
 * @self: an entry
 *
 * Ends the tag that is being written, as it stands.
 */
void
postil_tag_entry_commit (PostilTagEntry *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (POSTIL_IS_TAG_ENTRY (self));
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text)));
  if (*text != '\0')
    take (self, text);
}

/**
 * postil_tag_entry_focus:
 * @self: an entry
 *
 * Puts the keyboard where a tag is written.
 */
void
postil_tag_entry_focus (PostilTagEntry *self)
{
  g_return_if_fail (POSTIL_IS_TAG_ENTRY (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
