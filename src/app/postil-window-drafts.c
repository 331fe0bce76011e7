/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a crash left: a comment that was being written and never saved is told once, at the start, and opened in its place. */
#include "config.h"

#include "postil-window-private.h"

#include <glib/gi18n.h>

static void
offer (PostilWindow *self)
{
  const guint n = self->drafts != NULL ? self->drafts->len : 0;
  g_autofree char *message = g_strdup_printf (ngettext ("An unsaved comment was found", "%u unsaved comments were found", n), n);

  if (n > 0)
    postil_banner_offer (self->banner, message, _ ("Open"), "win.open-draft");
  else
    postil_banner_hide (self->banner);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = postil_library_list_drafts_finish (POSTIL_LIBRARY (source), result, &error);

  /* A draft that cannot be listed now is still offered when its note is opened. */
  if (notes == NULL || notes->len == 0 || self->library == NULL)
    return;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = g_steal_pointer (&notes);
  offer (self);
}

static void
open_draft (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  g_autoptr (PostilNote) note = NULL;

  if (self->drafts == NULL || self->drafts->len == 0)
    return;
  note = g_ptr_array_steal_index (self->drafts, 0);
  offer (self);
  self->wanted_editor = TRUE;
  postil_window_show_note (self, note);
}

/**
 * postil_window_offer_drafts:
 * @self: the window
 *
 * Asks for comments that were never saved, and offers them, the one written last first. Nothing is
 * offered where nothing can be saved. Main thread.
 */
void
postil_window_offer_drafts (PostilWindow *self)
{
  static const GActionEntry entries[] = { { .name = "open-draft", .activate = open_draft } };

  if (g_action_map_lookup_action (G_ACTION_MAP (self), "open-draft") == NULL)
    g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  if (!postil_library_get_read_only (self->library))
    postil_library_list_drafts_async (self->library, listed_cb, g_object_ref (self));
}
