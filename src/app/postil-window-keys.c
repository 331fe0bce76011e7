/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys. Keys with a modifier are accelerators of the application; single letters wait in the bubble phase, where a text field
 * that has the keyboard has already taken them. With single letters switched off, Alt+Shift and the letter does the same. */
#include "config.h"

#include "postil-window-private.h"

/* Two keys in a row count as one command within this time. */
#define SEQUENCE_TIME (2 * G_USEC_PER_SEC)

typedef struct
{
  guint key; /* as typed, shift included */
  const char *action;
} Key;

static const Key single_keys[] = {
  { GDK_KEY_j, "win.next-article" },
  { GDK_KEY_k, "win.previous-article" },
  { GDK_KEY_n, "win.next-unread" },
  { GDK_KEY_p, "win.previous-unread" },
  { GDK_KEY_o, "win.open-article" },
  { GDK_KEY_v, "win.open-original" },
  { GDK_KEY_m, "win.toggle-read" },
  { GDK_KEY_A, "win.mark-all-read" },
  { GDK_KEY_s, "win.toggle-star" },
  { GDK_KEY_h, "win.highlight-passage" },
  { GDK_KEY_1, "win.highlight(1)" },
  { GDK_KEY_2, "win.highlight(2)" },
  { GDK_KEY_3, "win.highlight(3)" },
  { GDK_KEY_4, "win.highlight(4)" },
  { GDK_KEY_5, "win.highlight(5)" },
  { GDK_KEY_c, "win.comment" },
  { GDK_KEY_t, "win.tag" },
  { GDK_KEY_bracketright, "win.next-highlight" },
  { GDK_KEY_bracketleft, "win.previous-highlight" },
  { GDK_KEY_braceright, "win.next-figure" },
  { GDK_KEY_braceleft, "win.previous-figure" },
  { GDK_KEY_e, "win.show-card" },
  { GDK_KEY_f, "win.marks-list" },
  { GDK_KEY_r, "win.refresh" },
  { GDK_KEY_R, "win.refresh-all" },
  { GDK_KEY_slash, "win.find" },
  { GDK_KEY_question, "win.show-help-overlay" },
};

static const Key go_keys[] = {
  { GDK_KEY_u, "win.go('unread')" }, { GDK_KEY_s, "win.go('starred')" }, { GDK_KEY_h, "win.go('notes')" },
  { GDK_KEY_l, "win.go('all')" },    { GDK_KEY_f, "win.go('figures')" },
};

static gboolean
run_action (PostilWindow *self, const char *detailed)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    g_return_val_if_reached (FALSE);
  return gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static gboolean
run_key (PostilWindow *self, const Key *keys, gsize n_keys, guint key)
{
  for (gsize i = 0; i < n_keys; i++)
    if (keys[i].key == key)
      return run_action (self, keys[i].action);
  return FALSE;
}

static gboolean
is_single_key (PostilWindow *self, guint *key, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (held == (GDK_ALT_MASK | GDK_SHIFT_MASK))
    {
      *key = gdk_keyval_to_lower (*key);
      return TRUE;
    }
  return (held & ~GDK_SHIFT_MASK) == 0 && g_settings_get_boolean (self->settings, "single-letter-keys");
}

/* Keys that are no letters: they act whether or not single letters do. */
static const char *
plain_key_action (guint key, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (key == GDK_KEY_space && (held & ~GDK_SHIFT_MASK) == 0)
    return held == 0 ? "win.page-then-next" : "win.page-then-previous";
  if ((key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete) && held == 0)
    return "win.delete-note";
  return NULL;
}

static gboolean
key_pressed_cb (PostilWindow *self, guint key, guint code, GdkModifierType state)
{
  gint64 now = g_get_monotonic_time ();
  const char *plain = plain_key_action (key, state);

  if (plain != NULL)
    return run_action (self, plain);
  if (!is_single_key (self, &key, state))
    return GDK_EVENT_PROPAGATE;
  if (self->go_pending && now - self->go_time < SEQUENCE_TIME)
    {
      self->go_pending = FALSE;
      if (run_key (self, go_keys, G_N_ELEMENTS (go_keys), key))
        return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_g)
    {
      self->go_pending = TRUE;
      self->go_time = now;
      return GDK_EVENT_STOP;
    }
  return run_key (self, single_keys, G_N_ELEMENTS (single_keys), key);
}

/**
 * postil_window_add_keys:
 * @self: the window
 *
 * Listens for single keys. Main thread.
 */
void
postil_window_add_keys (PostilWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
