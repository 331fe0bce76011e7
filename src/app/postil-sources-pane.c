/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left pane. It shows what the library counts and says which list the reader wants; it keeps no state of its own but the
 * selection, which survives every recount. */
#include "config.h"

#include "postil-sources-pane.h"

#include "postil-late-menu.h"
#include "postil-letter-icon.h"
#include "postil-library-feeds.h"
#include "postil-library-search.h"

#include <glib/gi18n.h>
#include <string.h>

struct _PostilSourcesPane
{
  AdwBin parent_instance;

  /* template children */
  AdwHeaderBar *header;
  GtkMenuButton *menu_button;
  GMenuModel *main_menu;
  GtkListBox *lists;
  GtkListBox *pages;
  GtkRevealer *activity;
  GtkLabel *activity_label;
  GtkProgressBar *activity_bar;
  GtkWidget *stop_button;

  /* owned */
  PostilLibrary *library;
  PostilSources *sources;
  GCancellable *cancellable;
  gboolean loading;
  gboolean reload;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (PostilSourcesPane, postil_sources_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_LOADED,
  SIGNAL_SHOW_LIST,
  SIGNAL_ENTER_LIST,
  SIGNAL_REMOVE_LIST,
  SIGNAL_SHOW_PAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a row stands for; kept on the row. */
typedef struct
{
  PostilListKind kind;
  gint64 number;
  char *text;
  char *title;
  const char *section; /* heading above the first row of a section; NULL for the smart lists */
  const char *icon;    /* NULL: a letter badge */
  guint count;
  gboolean strong;
  guint depth;   /* in folders */
  char *failure; /* (nullable) why the feed could not be refreshed */
} RowFacts;

static void
row_facts_free (gpointer data)
{
  RowFacts *facts = data;

  g_free (facts->text);
  g_free (facts->title);
  g_free (facts->failure);
  g_free (facts);
}

static const RowFacts *
get_facts (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "postil-facts");
}

static void
show_count (GtkWidget *row, const char *title, guint count)
{
  GtkWidget *number = g_object_get_data (G_OBJECT (row), "postil-count");
  g_autofree char *text = g_strdup_printf ("%u", count);
  g_autofree char *spoken = count > 0 ? g_strdup_printf ("%s, %u", title, count) : g_strdup (title);

  gtk_label_set_label (GTK_LABEL (number), text);
  gtk_widget_set_visible (number, count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
make_row (const char *icon, const char *title, guint count, gboolean strong)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = icon != NULL ? gtk_image_new_from_icon_name (icon) : postil_letter_icon_new (title);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, strong ? "heading" : "postil-secondary");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "postil-count", number);
  show_count (row, title, count);
  return row;
}

static void
want_list (GPtrArray *wanted, RowFacts facts, const char *text, const char *title)
{
  RowFacts *kept = g_memdup2 (&facts, sizeof facts);

  kept->text = g_strdup (text);
  kept->title = g_strdup (title);
  g_ptr_array_add (wanted, kept);
}

static void
want_section (GPtrArray *wanted, GPtrArray *sources, PostilListKind kind, const char *section, const char *icon)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const PostilSource *source = g_ptr_array_index (sources, i);
      gboolean tags = kind == POSTIL_LIST_TAG;
      RowFacts facts = { kind, source->feed_id, NULL, NULL, section, icon, tags ? source->n_all : source->n_unread, !tags };

      want_list (wanted, facts, kind == POSTIL_LIST_FEED ? NULL : source->name, source->name);
    }
}

static void
want_searches (GPtrArray *wanted, GPtrArray *searches)
{
  for (guint i = 0; i < searches->len; i++)
    {
      const PostilSource *search = g_ptr_array_index (searches, i);
      const RowFacts facts = { POSTIL_LIST_SEARCH,       search->feed_id,  NULL, NULL, N_ ("Searches"),
                               "system-search-symbolic", search->n_unread, TRUE };

      want_list (wanted, facts, search->query, search->name);
    }
}

/* The row of each folder above a feed that the feed before it was not in. */
static void
want_folders (GPtrArray *wanted, GPtrArray *feeds, guint at, char **names)
{
  const PostilSource *before = at > 0 ? g_ptr_array_index (feeds, at - 1) : NULL;
  g_auto (GStrv) others = before != NULL && before->folder != NULL ? g_strsplit (before->folder, "\n", -1) : NULL;
  gboolean same = TRUE;
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *lines = NULL;
      g_autofree char *query = NULL;
      RowFacts facts = { POSTIL_LIST_SEARCH, 0, NULL, NULL, N_ ("Feeds"), "folder-open-symbolic", 0, TRUE, i, NULL };

      g_string_append_printf (path, "%s%s", i > 0 ? "/" : "", names[i]);
      same = same && others != NULL && i < g_strv_length (others) && g_str_equal (others[i], names[i]);
      if (same)
        continue;
      lines = g_strdelimit (g_strdup (path->str), "/", '\n');
      for (guint j = at; j < feeds->len; j++)
        {
          const PostilSource *feed = g_ptr_array_index (feeds, j);

          if (feed->folder != NULL && g_str_has_prefix (feed->folder, lines)
              && (feed->folder[strlen (lines)] == '\0' || feed->folder[strlen (lines)] == '\n'))
            facts.count += feed->n_unread;
        }
      query = g_strdup_printf ("folder:\"%s\"", path->str);
      want_list (wanted, facts, query, names[i]);
    }
}

static void
want_feeds (GPtrArray *wanted, GPtrArray *feeds)
{
  for (guint i = 0; i < feeds->len; i++)
    {
      const PostilSource *feed = g_ptr_array_index (feeds, i);
      g_auto (GStrv) names = feed->folder != NULL ? g_strsplit (feed->folder, "\n", -1) : g_new0 (char *, 1);
      RowFacts facts = { POSTIL_LIST_FEED, feed->feed_id, NULL, NULL, N_ ("Feeds"), NULL, feed->n_unread, TRUE, 0, NULL };

      want_folders (wanted, feeds, i, names);
      facts.depth = g_strv_length (names);
      facts.failure = g_strdup (feed->failure);
      want_list (wanted, facts, NULL, feed->name);
    }
}

static gboolean
facts_match (const RowFacts *facts, PostilListKind kind, gint64 number, const char *text)
{
  return facts != NULL && facts->kind == kind && facts->number == number && g_strcmp0 (facts->text, text) == 0;
}

static GtkListBoxRow *
find_row (PostilSourcesPane *self, PostilListKind kind, gint64 number, const char *text)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->lists, i)) != NULL; i++)
    if (facts_match (get_facts (row), kind, number, text))
      return row;
  return NULL;
}

static void
clear_rows (GtkListBox *box)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}

/* The rows there should be, in order. */
static GPtrArray *
list_wanted (const PostilSources *sources)
{
  GPtrArray *wanted = g_ptr_array_new_with_free_func (row_facts_free);

  want_list (wanted, (RowFacts){ POSTIL_LIST_ALL, 0, NULL, NULL, NULL, "view-list-symbolic", sources->n_articles, FALSE }, NULL,
             _ ("All articles"));
  want_list (wanted, (RowFacts){ POSTIL_LIST_UNREAD, 0, NULL, NULL, NULL, "postil-unread-symbolic", sources->n_unread, TRUE },
             NULL, _ ("Unread"));
  want_list (wanted, (RowFacts){ POSTIL_LIST_STARRED, 0, NULL, NULL, NULL, "postil-starred-symbolic", sources->n_starred, FALSE },
             NULL, _ ("Starred"));
  want_list (wanted,
             (RowFacts){ POSTIL_LIST_ANNOTATED, 0, NULL, NULL, NULL, "postil-highlight-symbolic", sources->n_annotated, FALSE },
             NULL, _ ("Annotated"));
  want_searches (wanted, sources->searches);
  want_feeds (wanted, sources->feeds);
  want_section (wanted, sources->sources, POSTIL_LIST_SOURCE, N_ ("Opened files"), NULL);
  want_section (wanted, sources->tags, POSTIL_LIST_TAG, N_ ("Tags"), "postil-tag-symbolic");
  return wanted;
}

static gboolean
rows_match (PostilSourcesPane *self, GPtrArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      const RowFacts *facts = g_ptr_array_index (wanted, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->lists, (int) i);

      if (row == NULL || !facts_match (get_facts (row), facts->kind, facts->number, facts->text)
          || g_strcmp0 (get_facts (row)->title, facts->title) != 0 || get_facts (row)->depth != facts->depth
          || g_strcmp0 (get_facts (row)->failure, facts->failure) != 0)
        return FALSE;
    }
  return gtk_list_box_get_row_at_index (self->lists, (int) wanted->len) == NULL;
}

/* Below its folder; with a sign and the reason when the feed could not be refreshed. */
static void
place_row (GtkWidget *row, const RowFacts *facts)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *sign;

  gtk_widget_set_margin_start (box, (int) MIN (facts->depth, 6) * 18);
  if (facts->failure == NULL)
    return;
  sign = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (sign, "warning");
  gtk_box_insert_child_after (GTK_BOX (box), sign, gtk_widget_get_prev_sibling (gtk_widget_get_last_child (box)));
  gtk_widget_set_tooltip_text (row, facts->failure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, facts->failure, -1);
}

/* Takes the facts over. Returns whether the list that is shown is still there. */
static gboolean
rebuild (PostilSourcesPane *self, GPtrArray *wanted)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->lists);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->lists)) != NULL;
  RowFacts kept = { POSTIL_LIST_ALL, 0, NULL, NULL, NULL, NULL, 0, FALSE, 0, NULL };
  GtkListBoxRow *row;
  gboolean there;

  if (selected != NULL)
    {
      kept = *get_facts (selected);
      kept.text = g_strdup (kept.text);
    }
  clear_rows (self->lists);
  while (wanted->len > 0)
    {
      RowFacts *facts = g_ptr_array_steal_index (wanted, 0);
      GtkWidget *widget = make_row (facts->icon, facts->title, facts->count, facts->strong);

      g_object_set_data_full (G_OBJECT (widget), "postil-facts", facts, row_facts_free);
      place_row (widget, facts);
      gtk_list_box_append (self->lists, widget);
    }
  row = find_row (self, kept.kind, kept.number, kept.text);
  there = row != NULL;
  if (!there)
    row = gtk_list_box_get_row_at_index (self->lists, 0);
  gtk_list_box_select_row (self->lists, row);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  g_free (kept.text);
  return there;
}

static void
row_selected_cb (PostilSourcesPane *self, GtkListBoxRow *row)
{
  const RowFacts *facts = row != NULL ? get_facts (row) : NULL;

  if (facts != NULL && !self->filling)
    g_signal_emit (self, signals[SIGNAL_SHOW_LIST], 0, (int) facts->kind, facts->number, facts->text, facts->title);
}

/* Counts change far more often than rows, and a row that stays keeps the keyboard. */
static void
fill (PostilSourcesPane *self)
{
  g_autoptr (GPtrArray) wanted = list_wanted (self->sources);
  gboolean there = TRUE;

  self->filling = TRUE;
  if (!rows_match (self, wanted))
    there = rebuild (self, wanted);
  for (guint i = 0; i < wanted->len; i++)
    {
      const RowFacts *facts = g_ptr_array_index (wanted, i);

      show_count (GTK_WIDGET (gtk_list_box_get_row_at_index (self->lists, (int) i)), facts->title, facts->count);
    }
  self->filling = FALSE;
  if (!there)
    row_selected_cb (self, gtk_list_box_get_selected_row (self->lists));
}

static void reload (PostilSourcesPane *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilSourcesPane) self = user_data;
  g_autoptr (GError) error = NULL;
  PostilSources *sources = postil_library_load_sources_finish (POSTIL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->loading = FALSE;
  if (sources == NULL)
    {
      g_warning ("the list of sources could not be read, the old one stays: %s", error->message);
      return;
    }
  g_clear_pointer (&self->sources, postil_sources_free);
  self->sources = sources;
  fill (self);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (self->reload)
    reload (self);
}

/* One question at a time; what changes meanwhile is asked once more afterwards. */
static void
reload (PostilSourcesPane *self)
{
  self->reload = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  postil_library_load_sources_async (self->library, self->cancellable, loaded_cb, g_object_ref (self));
}

/* What the feeds are doing, in words and as a share; FALSE when nothing. */
static gboolean
show_refresh (PostilSourcesPane *self)
{
  guint n_feeds = 0, n_done = 0;
  gboolean running = FALSE;
  g_autofree char *text = NULL;

  g_object_get (postil_library_get_refresh (self->library), "running", &running, "n-feeds", &n_feeds, "n-done", &n_done, NULL);
  gtk_widget_set_visible (self->stop_button, running);
  if (!running)
    return FALSE;
  text
      = g_strdup_printf (ngettext ("Asking %u of %u feed", "Asking %u of %u feeds", n_feeds), MIN (n_done + 1, n_feeds), n_feeds);
  gtk_label_set_text (self->activity_label, text);
  gtk_progress_bar_set_fraction (self->activity_bar, n_feeds > 0 ? (double) n_done / n_feeds : 0);
  return TRUE;
}

static void
update_activity (PostilSourcesPane *self)
{
  gboolean refreshing = show_refresh (self);
  guint importing;
  guint analysing;
  guint analysed;
  g_autofree char *text = NULL;

  g_object_get (self->library, "n-importing", &importing, "n-analysing", &analysing, "n-analysed", &analysed, NULL);
  gtk_revealer_set_reveal_child (self->activity, importing + analysing > 0 || refreshing);
  if (refreshing)
    return;
  if (importing > 0)
    text = g_strdup_printf (ngettext ("Reading %u file", "Reading %u files", importing), importing);
  else if (analysing > 0)
    text = g_strdup_printf (_ ("Marking %u of %u"), MIN (analysed + 1, analysed + analysing), analysed + analysing);
  else
    return;
  gtk_label_set_text (self->activity_label, text);
  gtk_progress_bar_set_fraction (self->activity_bar, importing > 0 ? 0 : (double) analysed / (analysed + analysing));
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *unused, gpointer user_data)
{
  PostilSourcesPane *self = POSTIL_SOURCES_PANE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->lists);
  const RowFacts *facts = row != NULL ? get_facts (row) : NULL;

  if (facts == NULL || facts->number == 0 || (facts->kind != POSTIL_LIST_SEARCH && facts->kind != POSTIL_LIST_FEED)
      || !gtk_widget_has_focus (GTK_WIDGET (row)))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_REMOVE_LIST], 0, (int) facts->kind, facts->number);
  return GDK_EVENT_STOP;
}

/* The list is shown since its row was selected; now the reader goes there. */
static void
row_activated_cb (PostilSourcesPane *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTER_LIST], 0);
}

static void
page_activated_cb (PostilSourcesPane *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_PAGE], 0, g_object_get_data (G_OBJECT (row), "postil-page"));
}

static void
section_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *section = get_facts (row)->section;
  GtkWidget *label;

  if (section == NULL || (before != NULL && g_strcmp0 (section, get_facts (before)->section) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (section));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "postil-secondary");
  gtk_widget_add_css_class (label, "postil-section");
  gtk_list_box_row_set_header (row, label);
}

static void
add_page (PostilSourcesPane *self, const char *name, const char *icon, const char *title)
{
  GtkWidget *row = make_row (icon, title, 0, FALSE);

  g_object_set_data (G_OBJECT (row), "postil-page", (gpointer) name);
  gtk_list_box_append (self->pages, row);
}

static void
postil_sources_pane_dispose (GObject *object)
{
  PostilSourcesPane *self = POSTIL_SOURCES_PANE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_SOURCES_PANE);
  g_clear_object (&self->library);
  g_clear_pointer (&self->sources, postil_sources_free);
  G_OBJECT_CLASS (postil_sources_pane_parent_class)->dispose (object);
}

static void
postil_sources_pane_finalize (GObject *object)
{
  g_clear_object (&POSTIL_SOURCES_PANE (object)->cancellable);
  G_OBJECT_CLASS (postil_sources_pane_parent_class)->finalize (object);
}

static void
postil_sources_pane_class_init (PostilSourcesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_sources_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_sources_pane_finalize;
  signals[SIGNAL_LOADED]
      = g_signal_new ("loaded", POSTIL_TYPE_SOURCES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SHOW_LIST] = g_signal_new ("show-list", POSTIL_TYPE_SOURCES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 4, G_TYPE_INT, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_ENTER_LIST]
      = g_signal_new ("enter-list", POSTIL_TYPE_SOURCES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE_LIST] = g_signal_new ("remove-list", POSTIL_TYPE_SOURCES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT64);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, (GdkModifierType) 0, delete_cb, NULL);
  signals[SIGNAL_SHOW_PAGE] = g_signal_new ("show-page", POSTIL_TYPE_SOURCES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-sources-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, header);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, main_menu);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, lists);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, pages);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, activity);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, activity_label);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, activity_bar);
  gtk_widget_class_bind_template_child (widget_class, PostilSourcesPane, stop_button);
}

static void
postil_sources_pane_init (PostilSourcesPane *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  postil_late_menu_set (self->menu_button, self->main_menu);
  gtk_list_box_set_header_func (self->lists, section_header_cb, NULL, NULL);
  g_signal_connect_object (self->lists, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lists, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "row-activated", G_CALLBACK (page_activated_cb), self, G_CONNECT_SWAPPED);
  add_page (self, "search", "system-search-symbolic", _ ("Search everything"));
  add_page (self, "notes", "postil-notes-symbolic", _ ("Notes"));
  add_page (self, "figures", "postil-figures-symbolic", _ ("Figures"));
}

/**
 * postil_sources_pane_set_library:
 * @self: the pane
 * @library: the library it counts; set once
 *
 * Shows a library and follows its changes. Main thread.
 */
void
postil_sources_pane_set_library (PostilSourcesPane *self, PostilLibrary *library)
{
  g_return_if_fail (POSTIL_IS_SOURCES_PANE (self) && self->library == NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "sources-changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-importing", G_CALLBACK (update_activity), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-analysing", G_CALLBACK (update_activity), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (postil_library_get_refresh (library), "notify::n-done", G_CALLBACK (update_activity), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  update_activity (self);
}

/**
 * postil_sources_pane_get_header:
 * @self: the pane
 *
 * Returns: (transfer none): its header bar; main thread
 */
AdwHeaderBar *
postil_sources_pane_get_header (PostilSourcesPane *self)
{
  return self->header;
}

/**
 * postil_sources_pane_select:
 * @self: the pane
 * @kind: kind of the list
 * @number: its number, or 0
 * @text: (nullable): its text
 *
 * Selects a list as if the reader had, which shows it.
 *
 * Returns: %FALSE when there is no such row; main thread
 */
gboolean
postil_sources_pane_select (PostilSourcesPane *self, PostilListKind kind, gint64 number, const char *text)
{
  GtkListBoxRow *row = find_row (self, kind, number, text);

  if (row != NULL)
    gtk_list_box_select_row (self->lists, row);
  return row != NULL;
}

/**
 * postil_sources_pane_focus:
 * @self: the pane
 *
 * Brings the keyboard to the list that is shown. Main thread.
 */
void
postil_sources_pane_focus (PostilSourcesPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->lists);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->lists));
}

/**
 * postil_sources_pane_get_feed:
 * @self: the pane
 *
 * Returns: the id of the feed whose articles are shown, 0 when it is another list; main thread
 */
gint64
postil_sources_pane_get_feed (PostilSourcesPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->lists);

  return row != NULL && get_facts (row)->kind == POSTIL_LIST_FEED ? get_facts (row)->number : 0;
}

/**
 * postil_sources_pane_get_n_articles:
 * @self: the pane
 *
 * Returns: how many articles the library had at the last count; main thread
 */
guint
postil_sources_pane_get_n_articles (PostilSourcesPane *self)
{
  return self->sources != NULL ? self->sources->n_articles : 0;
}

/**
 * postil_sources_pane_dup_tag_names:
 * @self: the pane
 *
 * Returns: (transfer full): the names of all tags, for completion; main thread
 */
GStrv
postil_sources_pane_dup_tag_names (PostilSourcesPane *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->sources != NULL && i < self->sources->tags->len; i++)
    g_strv_builder_add (builder, ((PostilSource *) g_ptr_array_index (self->sources->tags, i))->name);
  return g_strv_builder_end (builder);
}
