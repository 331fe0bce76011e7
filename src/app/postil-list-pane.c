/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle pane. Rows are recycled; an item fills itself when its row is bound and tells the row when it is ready. Moving through
 * the list opens articles, so that j and k read on. */
#include "config.h"

#include "postil-list-pane.h"

#include "postil-article-row.h"
#include "postil-late-menu.h"

#include <glib/gi18n.h>

struct _PostilListPane
{
  AdwBin parent_instance;

  /* template children */
  AdwHeaderBar *header;
  GtkMenuButton *menu_button;
  GMenuModel *sort_menu;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkStack *stack;
  GtkGridView *list; /* of one column: it keeps 30 rows, where a list view keeps 200 */

  AdwStatusPage *empty; /* (nullable) in place of the list; made when there is nothing to list */

  /* owned */
  PostilArticleList *articles;
  GtkSingleSelection *selection;
  PostilListKind kind;
  gint64 revealed;       /* to be selected when its row comes; 0: none */
  gboolean focus_wanted; /* the keyboard comes as soon as there is a row to take it */
  gboolean quiet;        /* a selection that the program makes opens nothing */
};

G_DEFINE_FINAL_TYPE (PostilListPane, postil_list_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPEN_ARTICLE,
  SIGNAL_FILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_item (PostilArticleRow *row, PostilArticleItem *item)
{
  postil_article_row_set_article (row, postil_article_item_get_article (item), postil_article_item_get_snippet (item));
}

static void
item_changed_cb (PostilArticleItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *pane = gtk_widget_get_ancestor (row, POSTIL_TYPE_LIST_PANE);

  show_item (POSTIL_ARTICLE_ROW (row), item);
  if (pane != NULL)
    g_signal_emit (pane, signals[SIGNAL_FILLED], 0);
}

/* Nobody listening should hear of the cells of a grid where there is one to a line. */
static void
row_placed_cb (GtkWidget *row)
{
  GtkWidget *cell = gtk_widget_get_parent (row);

  if (cell != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (cell)) == GTK_ACCESSIBLE_ROLE_GRID_CELL)
    g_object_set (cell, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *row = postil_article_row_new ();

  g_object_set_data (G_OBJECT (row), "postil-list-item", list_item);
  g_signal_connect (row, "notify::parent", G_CALLBACK (row_placed_cb), NULL);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  PostilArticleItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect (item, "notify::article", G_CALLBACK (item_changed_cb), list_item);
  show_item (POSTIL_ARTICLE_ROW (gtk_list_item_get_child (list_item)), item);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), item_changed_cb, list_item);
}

static const char *
empty_title (PostilListKind kind)
{
  switch (kind)
    {
    case POSTIL_LIST_UNREAD:
      return _ ("Everything is read");
    case POSTIL_LIST_STARRED:
      return _ ("No starred articles");
    case POSTIL_LIST_ANNOTATED:
      return _ ("No notes yet");
    case POSTIL_LIST_SEARCH:
      return _ ("Nothing matches");
    case POSTIL_LIST_ALL:
    case POSTIL_LIST_FEED:
    case POSTIL_LIST_TAG:
    case POSTIL_LIST_FILES:
    case POSTIL_LIST_SAMPLES:
    case POSTIL_LIST_SOURCE:
    default:
      return _ ("No articles here");
    }
}

static const char *
empty_hint (PostilListKind kind)
{
  switch (kind)
    {
    case POSTIL_LIST_STARRED:
      return _ ("Press s to star the article you read.");
    case POSTIL_LIST_ANNOTATED:
      return _ ("Select a passage and press h to highlight it.");
    case POSTIL_LIST_UNREAD:
    case POSTIL_LIST_SEARCH:
    case POSTIL_LIST_ALL:
    case POSTIL_LIST_FEED:
    case POSTIL_LIST_TAG:
    case POSTIL_LIST_FILES:
    case POSTIL_LIST_SAMPLES:
    case POSTIL_LIST_SOURCE:
    default:
      return "";
    }
}

static void
reveal_waiting (PostilListPane *self)
{
  if (self->revealed != 0 && postil_list_pane_select (self, self->revealed))
    self->revealed = 0;
}

static void
show_nothing (PostilListPane *self, const char *problem)
{
  if (self->empty == NULL)
    {
      self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
    }
  adw_status_page_set_title (self->empty, empty_title (self->kind));
  adw_status_page_set_description (self->empty, problem != NULL ? problem : empty_hint (self->kind));
}

static void
update_state (PostilListPane *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->articles));
  gboolean loading;
  guint unread;
  g_autofree char *problem = NULL;
  g_autofree char *all = NULL;
  g_autofree char *subtitle = NULL;

  g_object_get (self->articles, "loading", &loading, "n-unread", &unread, "error", &problem, NULL);
  all = g_strdup_printf (ngettext ("%u article", "%u articles", n), n);
  if (unread > 0)
    subtitle = g_strdup_printf (_ ("%u unread · %s"), unread, all);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : n > 0 ? all : "");
  if (n == 0 && loading)
    return;
  if (n == 0)
    {
      show_nothing (self, problem);
      g_signal_emit (self, signals[SIGNAL_FILLED], 0);
    }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  reveal_waiting (self);
  if (self->focus_wanted && n > 0)
    self->focus_wanted = !gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static gint64
id_at (PostilListPane *self, guint position)
{
  g_autoptr (PostilArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->articles), position);

  return item != NULL ? postil_article_item_get_id (item) : 0;
}

static void
open_at (PostilListPane *self, guint position, gboolean by_hand)
{
  gint64 id = id_at (self, position);

  if (id != 0)
    g_signal_emit (self, signals[SIGNAL_OPEN_ARTICLE], 0, id, by_hand);
}

static void
selected_cb (PostilListPane *self)
{
  if (!self->quiet)
    open_at (self, gtk_single_selection_get_selected (self->selection), FALSE);
}

static void
activate_cb (PostilListPane *self, guint position)
{
  open_at (self, position, TRUE);
}

/* The list would take Space to select and unselect; here it reads on. */
static gboolean
list_key_cb (PostilListPane *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (key != GDK_KEY_space || (held & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), held == 0 ? "win.page-then-next" : "win.page-then-previous", NULL);
  return GDK_EVENT_STOP;
}

static void
sort_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilListPane *self = user_data;
  gboolean oldest = g_str_equal (g_variant_get_string (target, NULL), "oldest");

  postil_article_list_set_sort (self->articles, oldest ? POSTIL_SORT_OLDEST : POSTIL_SORT_NEWEST);
  g_simple_action_set_state (action, target);
}

static void
postil_list_pane_dispose (GObject *object)
{
  PostilListPane *self = POSTIL_LIST_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_LIST_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->articles);
  G_OBJECT_CLASS (postil_list_pane_parent_class)->dispose (object);
}

static void
postil_list_pane_class_init (PostilListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_list_pane_dispose;
  signals[SIGNAL_OPEN_ARTICLE] = g_signal_new ("open-article", POSTIL_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);
  signals[SIGNAL_FILLED] = g_signal_new ("filled", POSTIL_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, header);
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, sort_menu);
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, title);
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, back_button);
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilListPane, list);
}

static void
postil_list_pane_init (PostilListPane *self)
{
  static const GActionEntry actions[] = { { "sort", NULL, "s", "'newest'", sort_activated, { 0 } } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  postil_late_menu_set (self->menu_button, self->sort_menu);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (group));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  gtk_grid_view_set_factory (self->list, factory);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (list_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/**
 * postil_list_pane_set_library:
 * @self: the pane
 * @library: the library its articles come from; set once
 *
 * Binds the list to a library; nothing is shown until postil_list_pane_show(). Main thread.
 */
void
postil_list_pane_set_library (PostilListPane *self, PostilLibrary *library)
{
  g_return_if_fail (POSTIL_IS_LIST_PANE (self) && self->articles == NULL);

  self->articles = postil_article_list_new (library);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->articles)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_grid_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "items-changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->articles, "notify", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
}

/**
 * postil_list_pane_show:
 * @self: the pane
 * @kind: kind of the list
 * @number: its number, or 0
 * @text: (nullable): its text
 * @title: what to call it
 *
 * Shows a list; its rows come a moment later. Main thread.
 */
void
postil_list_pane_show (PostilListPane *self, PostilListKind kind, gint64 number, const char *text, const char *title)
{
  g_return_if_fail (POSTIL_IS_LIST_PANE (self) && self->articles != NULL);

  self->kind = kind;
  adw_window_title_set_title (self->title, title);
  self->quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->quiet = FALSE;
  postil_article_list_show (self->articles, kind, number, text);
  update_state (self);
}

/**
 * postil_list_pane_get_header:
 * @self: the pane
 *
 * Returns: (transfer none): its header bar; main thread
 */
AdwHeaderBar *
postil_list_pane_get_header (PostilListPane *self)
{
  return self->header;
}

/**
 * postil_list_pane_get_back_button:
 * @self: the pane
 *
 * Returns: (transfer none): the button that goes to the sources; main thread
 */
GtkWidget *
postil_list_pane_get_back_button (PostilListPane *self)
{
  return self->back_button;
}

/* The row of a position, if it has one now. */
static GtkWidget *
find_row (PostilListPane *self, guint position)
{
  for (GtkWidget *at = gtk_widget_get_first_child (GTK_WIDGET (self->list)); at != NULL; at = gtk_widget_get_next_sibling (at))
    {
      GtkWidget *row = gtk_widget_get_first_child (at);
      GtkListItem *item = row != NULL ? g_object_get_data (G_OBJECT (row), "postil-list-item") : NULL;

      if (item != NULL && gtk_list_item_get_position (item) == position)
        return at;
    }
  return NULL;
}

/* The keyboard goes along when it is in the list, so that arrow keys and j and k go on from the same row. */
static void
scroll_to (PostilListPane *self, guint position)
{
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  row = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL ? find_row (self, position) : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/**
 * postil_list_pane_move:
 * @self: the pane
 * @backwards: up instead of down
 * @unread: to the next unread one instead of the next
 *
 * Moves the selection and opens what it comes to.
 *
 * Returns: %FALSE at the end of the list; main thread
 */
gboolean
postil_list_pane_move (PostilListPane *self, gboolean backwards, gboolean unread)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->articles));
  guint at = gtk_single_selection_get_selected (self->selection);
  guint to;

  if (unread)
    to = postil_article_list_next_unread (self->articles, at, backwards);
  else if (at == GTK_INVALID_LIST_POSITION)
    to = backwards ? n - 1 : 0;
  else
    to = backwards ? at - 1 : at + 1;
  if (to >= n)
    return FALSE;
  scroll_to (self, to);
  gtk_single_selection_set_selected (self->selection, to);
  return TRUE;
}

/**
 * postil_list_pane_select:
 * @self: the pane
 * @id: an article
 *
 * Selects an article that is already open, without opening it again.
 *
 * Returns: %FALSE when the list does not hold it; main thread
 */
gboolean
postil_list_pane_select (PostilListPane *self, gint64 id)
{
  guint position = postil_article_list_find (self->articles, id);

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  self->quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->quiet = FALSE;
  scroll_to (self, position);
  return TRUE;
}

/**
 * postil_list_pane_reveal:
 * @self: the pane
 * @id: an article that is open or about to be
 *
 * Selects an article now, or as soon as its row comes. Main thread.
 */
void
postil_list_pane_reveal (PostilListPane *self, gint64 id)
{
  self->revealed = id;
  reveal_waiting (self);
}

/**
 * postil_list_pane_focus:
 * @self: the pane
 *
 * Brings the keyboard to the list, at once or when it has rows. Main thread.
 */
void
postil_list_pane_focus (PostilListPane *self)
{
  self->focus_wanted = !gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/**
 * postil_list_pane_dup_unread:
 * @self: the pane
 *
 * Collects the unread articles of the list that is shown.
 *
 * Returns: (transfer full) (element-type gint64): their ids, in order; main thread
 */
GArray *
postil_list_pane_dup_unread (PostilListPane *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint at = postil_article_list_next_unread (self->articles, GTK_INVALID_LIST_POSITION, FALSE);

  while (at != GTK_INVALID_LIST_POSITION)
    {
      gint64 id = id_at (self, at);

      g_array_append_val (ids, id);
      at = postil_article_list_next_unread (self->articles, at, FALSE);
    }
  return ids;
}

G_STATIC_ASSERT (G_MAXUINT == GTK_INVALID_LIST_POSITION);
