/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the preferences: reading, analysis, privacy, backup. Every switch is a key of the settings; what protects the reader is
 * listed one by one, with what is missing said plainly. */
#include "config.h"

#include "postil-preferences.h"

#include "postil-library-export.h"
#include "postil-mark-sample.h"
#include "postil-protection.h"

#include <glib/gi18n.h>

static AdwPreferencesPage *
make_page (const char *name, const char *title, const char *icon)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_name (page, name);
  adw_preferences_page_set_title (page, title);
  adw_preferences_page_set_icon_name (page, icon);
  return page;
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (page, group);
  return group;
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  return row;
}

static GtkWidget *
add_switch (AdwActionRow *row)
{
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, toggle);
  adw_action_row_set_activatable_widget (row, toggle);
  return toggle;
}

static void
add_setting (AdwPreferencesGroup *group, GSettings *settings, const char *key, const char *title, const char *subtitle)
{
  GtkWidget *toggle = add_switch (add_row (group, title, subtitle));

  g_settings_bind (settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
}

static void
theme_selected_cb (AdwComboRow *row, GParamSpec *pspec, GSettings *settings)
{
  g_settings_set_enum (settings, "theme", (int) adw_combo_row_get_selected (row));
}

static void
add_theme (AdwPreferencesGroup *group, GSettings *settings)
{
  const char *const names[] = { _ ("Like the system"), _ ("Light"), _ ("Dark"), NULL };
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Appearance"));
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (row, (guint) g_settings_get_enum (settings, "theme"));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (theme_selected_cb), settings, 0);
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

static void
add_font (AdwPreferencesGroup *group, GSettings *settings)
{
  AdwActionRow *row = add_row (group, _ ("Font of articles"), NULL);
  GtkWidget *button = gtk_font_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_settings_bind (settings, "article-font", button, "font", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "use-default-font", button, "sensitive", G_SETTINGS_BIND_GET | G_SETTINGS_BIND_INVERT_BOOLEAN);
  adw_action_row_add_suffix (row, button);
}

static void
add_text_scale (AdwPreferencesGroup *group, GSettings *settings)
{
  AdwActionRow *row = add_row (group, _ ("Size of articles"), _ ("1 is the size of the font"));
  GtkWidget *number = gtk_spin_button_new_with_range (0.5, 3.0, 0.1);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (number), 1);
  gtk_widget_set_valign (number, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Size of articles"), -1);
  g_settings_bind (settings, "text-scale", number, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (row, number);
}

typedef struct
{
  GSettings *settings;
  guint index;
} Meaning;

static void
meaning_free (gpointer data, GClosure *closure)
{
  Meaning *meaning = data;

  g_object_unref (meaning->settings);
  g_free (meaning);
}

static void
meaning_changed_cb (GtkEditable *row, gpointer user_data)
{
  Meaning *meaning = user_data;
  g_auto (GStrv) meanings = g_settings_get_strv (meaning->settings, "highlight-meanings");

  if (meaning->index >= g_strv_length (meanings))
    return;
  g_free (meanings[meaning->index]);
  meanings[meaning->index] = g_strdup (gtk_editable_get_text (row));
  g_settings_set_strv (meaning->settings, "highlight-meanings", (const char *const *) meanings);
}

static void
add_meanings (AdwPreferencesGroup *group, GSettings *settings)
{
  static const char *const colors[] = { N_ ("1 Yellow"), N_ ("2 Green"), N_ ("3 Blue"), N_ ("4 Pink"), N_ ("5 Purple") };
  g_auto (GStrv) meanings = g_settings_get_strv (settings, "highlight-meanings");

  for (guint i = 0; i < G_N_ELEMENTS (colors) && meanings[i] != NULL; i++)
    {
      GtkWidget *row = adw_entry_row_new ();
      Meaning *meaning = g_new0 (Meaning, 1);

      meaning->settings = g_object_ref (settings);
      meaning->index = i;
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (colors[i]));
      gtk_editable_set_text (GTK_EDITABLE (row), meanings[i]);
      g_signal_connect_data (row, "changed", G_CALLBACK (meaning_changed_cb), meaning, meaning_free, 0);
      adw_preferences_group_add (group, row);
    }
}

static AdwPreferencesPage *
make_reading_page (GSettings *settings)
{
  AdwPreferencesPage *page = make_page ("reading", _ ("Reading"), "postil-article-symbolic");
  AdwPreferencesGroup *look = add_group (page, _ ("Look"), NULL);
  AdwPreferencesGroup *keys = add_group (page, _ ("Keys"), NULL);
  AdwPreferencesGroup *colors
      = add_group (page, _ ("What the colours mean"), _ ("The words stand beside every highlight of that colour."));

  add_theme (look, settings);
  add_setting (look, settings, "use-default-font", _ ("Font of the system"), NULL);
  add_font (look, settings);
  add_text_scale (look, settings);
  add_setting (keys, settings, "single-letter-keys", _ ("Single letters are commands"),
               _ ("Otherwise hold Alt and Shift with the letter."));
  add_meanings (colors, settings);
  return page;
}

typedef struct
{
  GSettings *settings;
  const char *kind;
} KindSwitch;

static void
kind_switch_free (gpointer data, GClosure *closure)
{
  KindSwitch *kind = data;

  g_object_unref (kind->settings);
  g_free (kind);
}

static void
kind_toggled_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  KindSwitch *kind = user_data;
  g_auto (GStrv) hidden = g_settings_get_strv (kind->settings, "hidden-kinds");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wanted = NULL;

  for (guint i = 0; hidden[i] != NULL; i++)
    if (!g_str_equal (hidden[i], kind->kind))
      g_strv_builder_add (builder, hidden[i]);
  if (!gtk_switch_get_active (toggle))
    g_strv_builder_add (builder, kind->kind);
  wanted = g_strv_builder_end (builder);
  g_settings_set_strv (kind->settings, "hidden-kinds", (const char *const *) wanted);
}

static void
add_kind (AdwPreferencesGroup *group, GSettings *settings, PostilMarkKind kind)
{
  AdwActionRow *row = add_row (group, postil_mark_kind_get_label (kind), NULL);
  GtkWidget *toggle = add_switch (row);
  KindSwitch *data = g_new0 (KindSwitch, 1);
  g_auto (GStrv) hidden = g_settings_get_strv (settings, "hidden-kinds");

  data->settings = g_object_ref (settings);
  data->kind = postil_mark_kind_to_string (kind);
  gtk_switch_set_active (GTK_SWITCH (toggle), !g_strv_contains ((const char *const *) hidden, data->kind));
  g_signal_connect_data (toggle, "notify::active", G_CALLBACK (kind_toggled_cb), data, kind_switch_free, 0);
  adw_action_row_add_prefix (row, postil_mark_sample_new (kind));
}

static AdwPreferencesPage *
make_analysis_page (GSettings *settings)
{
  AdwPreferencesPage *page = make_page ("analysis", _ ("Analysis"), "postil-names-symbolic");
  AdwPreferencesGroup *marks
      = add_group (page, _ ("Marks"), _ ("What Postil finds is a thin line under the words; what you do is a filled band."));
  AdwPreferencesGroup *calm;

  for (int kind = 0; kind < POSTIL_N_MARK_KINDS; kind++)
    add_kind (marks, settings, (PostilMarkKind) kind);
  calm = add_group (page, _ ("Calm"), NULL);
  add_setting (calm, settings, "pale-repeats", _ ("Repeated names paler"), _ ("after the first in a paragraph"));
  add_setting (calm, settings, "hover-cards", _ ("Cards when the pointer rests on a mark"), _ ("otherwise on a click or Enter"));
  return page;
}

static void
add_protection (AdwPreferencesGroup *group, gboolean holds, const char *title, const char *missing)
{
  AdwActionRow *row = add_row (group, title, holds ? NULL : missing);
  GtkWidget *image = gtk_image_new_from_icon_name (holds ? "object-select-symbolic" : "dialog-warning-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, holds ? _ ("In force") : _ ("Missing"),
                                  -1);
  adw_action_row_add_prefix (row, image);
}

static AdwPreferencesPage *
make_privacy_page (PostilLibrary *library)
{
  AdwPreferencesPage *page = make_page ("privacy", _ ("Privacy"), "postil-privacy-symbolic");
  AdwPreferencesGroup *network = add_group (
      page, _ ("Connections"),
      _ ("Postil asks the feeds you follow and nobody else, and loads no picture from the net. It reports nothing to anyone."));
  AdwPreferencesGroup *worker
      = add_group (page, _ ("How articles are read"), _ ("What you open is taken apart in a closed process."));
  guint held = postil_library_get_protection (library);
  const char *kernel = _ ("not in force here");

  add_row (network, _ ("Pictures"), _ ("only those that came inside the file"));
  if (held == POSTIL_PROTECTION_NONE)
    {
      add_row (worker, _ ("Not started yet"), _ ("It starts with the first article and is listed here then."));
      return page;
    }
  add_protection (worker, (held & POSTIL_PROTECTION_LANDLOCK) != 0, _ ("No files (Landlock)"), kernel);
  add_protection (worker, (held & POSTIL_PROTECTION_SECCOMP) != 0, _ ("No network, few system calls (seccomp)"), kernel);
  add_protection (worker, (held & POSTIL_PROTECTION_LIMITS) != 0, _ ("Time and memory limits"), kernel);
  add_protection (worker, (held & POSTIL_PROTECTION_NO_NEW_PRIVS) != 0, _ ("No new rights"), kernel);
  add_protection (worker, (held & POSTIL_PROTECTION_DESCRIPTORS) != 0, _ ("No open files of ours"), kernel);
  return page;
}

static AdwPreferencesPage *
make_backup_page (PostilLibrary *library)
{
  AdwPreferencesPage *page = make_page ("backup", _ ("Backup"), "document-save-symbolic");
  AdwPreferencesGroup *group = add_group (
      page, _ ("Your notes"),
      _ ("Every note is on the disk before it is shown as saved. Copies are checked before they replace an older one."));
  AdwActionRow *where = add_row (group, _ ("Library"), postil_library_get_directory (library));
  AdwActionRow *now = add_row (group, _ ("Copies"), _ ("12 daily, 10 weekly and 9 monthly ones are kept"));
  GtkWidget *button = gtk_button_new_with_label (_ ("Back up now"));

  adw_action_row_set_subtitle_lines (where, 2);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.backup-now");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (now, button);
  return page;
}

/**
 * postil_preferences_make_pages:
 * @library: the library they speak of
 * @settings: the settings they change
 *
 * Makes the pages of the preferences.
 *
 * Returns: (transfer container) (element-type AdwPreferencesPage): the pages, in order, each with a floating reference; main thread
 */
GPtrArray *
postil_preferences_make_pages (PostilLibrary *library, GSettings *settings)
{
  GPtrArray *pages = g_ptr_array_new ();

  g_ptr_array_add (pages, make_reading_page (settings));
  g_ptr_array_add (pages, make_analysis_page (settings));
  g_ptr_array_add (pages, make_privacy_page (library));
  g_ptr_array_add (pages, make_backup_page (library));
  return pages;
}
