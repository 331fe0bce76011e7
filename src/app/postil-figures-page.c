/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger of figures. Who or what, which measure, for when, how much, in whose words, where it was read. */
#include "config.h"

#include "postil-figures-page.h"

#include "postil-ledger.h"
#include "postil-modal.h"
#include "postil-time.h"
#include "postil-words.h"

#include <glib/gi18n.h>

#define NARROW 700 /* px; below it only subject, measure and value have room */

struct _PostilFiguresPage
{
  AdwWindow parent_instance;

  /* template children */
  GtkWidget *entry;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkLabel *summary;
  GtkColumnView *table;

  /* owned */
  PostilLibrary *library;
  gint64 now;
  guint serial; /* of the question sent last: an older answer is dropped */
};

G_DEFINE_FINAL_TYPE (PostilFiguresPage, postil_figures_page, ADW_TYPE_WINDOW)

enum
{
  OPEN_FIGURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- cells --- */

typedef char *(*CellText) (PostilFiguresPage *self, const PostilLedgerRow *row);

static char *
get_subject (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  return g_strdup (row->figure.claim.subject != NULL ? row->figure.claim.subject : "–");
}

static char *
get_measure (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  return g_strdup (row->figure.claim.measure != NULL ? row->figure.claim.measure : "");
}

static char *
get_period (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  return g_strdup (row->figure.claim.period != NULL ? row->figure.claim.period : "");
}

static char *
get_value (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  char *value = postil_words_figure_value (&row->figure);

  if (*value != '\0')
    return value;
  g_free (value);
  return g_strdup (row->surface);
}

static char *
get_words (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  /* Translators: the words of a text, quoted. */
  return g_strdup_printf (_ ("“%s”"), row->surface);
}

static char *
get_source (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  g_autofree char *day = postil_words_day_short (row->published, self->now);

  return *day != '\0' ? g_strdup_printf ("%s, %s", row->source, day) : g_strdup (row->source);
}

static const struct
{
  const char *title;
  CellText get_text;
  gboolean number;
  gboolean expands;
  gboolean when_wide;
} columns[] = {
  { N_ ("Subject"), get_subject, FALSE, TRUE, FALSE },    { N_ ("Measure"), get_measure, FALSE, TRUE, FALSE },
  { N_ ("Period"), get_period, FALSE, FALSE, TRUE },      { N_ ("Value"), get_value, TRUE, FALSE, FALSE },
  { N_ ("In its words"), get_words, FALSE, FALSE, TRUE }, { N_ ("Source"), get_source, FALSE, TRUE, TRUE },
};

static void
setup_cell_cb (PostilFiguresPage *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  const guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "postil-column"));
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), columns[column].number ? 1.0f : 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (label), columns[column].number ? 14 : 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  if (columns[column].number)
    gtk_widget_add_css_class (label, "numeric");
  if (columns[column].when_wide)
    gtk_widget_add_css_class (label, "postil-secondary");
  gtk_list_item_set_child (list_item, label);
}

/* Every cell of a row says the whole claim: a screen reader may stand in any of them. */
static char *
describe (PostilFiguresPage *self, const PostilLedgerRow *row)
{
  g_autofree char *figure = postil_words_figure (&row->figure, row->surface);
  g_autofree char *source = get_source (self, row);

  return g_strdup_printf ("%s, %s", figure, source);
}

static void
bind_cell_cb (PostilFiguresPage *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  const guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "postil-column"));
  const PostilLedgerRow *row = postil_ledger_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *label = gtk_list_item_get_child (list_item);
  g_autofree char *text = columns[column].get_text (self, row);

  g_strdelimit (text, "\n\t", ' ');
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, column + 1 == G_N_ELEMENTS (columns) ? row->title : NULL);
  if (column == 0)
    {
      g_autofree char *spoken = describe (self, row);

      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
}

static void
add_columns (PostilFiguresPage *self, gboolean narrow)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkListItemFactory) factory = NULL;
      g_autoptr (GtkColumnViewColumn) column = NULL;

      if (narrow && columns[i].when_wide)
        continue;
      factory = gtk_signal_list_item_factory_new ();
      g_object_set_data (G_OBJECT (factory), "postil-column", GUINT_TO_POINTER (i));
      g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, G_CONNECT_SWAPPED);
      column = gtk_column_view_column_new (_ (columns[i].title), g_object_ref (factory));
      gtk_column_view_column_set_expand (column, columns[i].expands);
      gtk_column_view_column_set_resizable (column, !narrow);
      gtk_column_view_append_column (self->table, column);
    }
}

/* --- questions and answers --- */

static void
show_empty (PostilFiguresPage *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_rows (PostilFiguresPage *self, GPtrArray *rows, gboolean searched)
{
  g_autoptr (PostilLedger) ledger = postil_ledger_new (rows);
  const guint n_claims = g_list_model_get_n_items (G_LIST_MODEL (ledger));
  g_autoptr (GHashTable) articles = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GtkSingleSelection) selection = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *where = NULL;
  g_autofree char *summary = NULL;

  if (n_claims == 0)
    {
      show_empty (self, searched ? _ ("Nothing matches") : _ ("No figures yet"),
                  searched ? _ ("Try fewer words or conditions.") : _ ("Figures that articles state about somebody come here."));
      return;
    }
  for (guint i = 0; i < n_claims; i++)
    {
      g_autoptr (PostilLedgerItem) item = g_list_model_get_item (G_LIST_MODEL (ledger), i);

      g_hash_table_add (articles, (gpointer) &postil_ledger_item_get_row (item)->article_id);
    }
  claims = g_strdup_printf (ngettext ("%u figure", "%u figures", n_claims), n_claims);
  where = g_strdup_printf (ngettext ("%u article", "%u articles", g_hash_table_size (articles)), g_hash_table_size (articles));
  /* Translators: how many figures, and in how many articles: both come with their number. */
  summary = g_strdup_printf (_ ("%s in %s"), claims, where);
  gtk_label_set_label (self->summary, summary);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (ledger)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->stack, "table");
}

typedef struct
{
  PostilFiguresPage *self;
  guint serial;
  gboolean searched;
} Asking;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (PostilFiguresPage) self = asking->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = postil_library_list_figures_finish (POSTIL_LIBRARY (source), result, &error);

  if (asking->serial != self->serial || self->library == NULL)
    return;
  if (rows != NULL)
    {
      show_rows (self, rows, asking->searched);
    }
  else
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      show_empty (self, _ ("This search cannot be read"), escaped);
    }
}

static void
ask (PostilFiguresPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const PostilFactQuery query = { *text != '\0' ? text : NULL, 0, 0 };
  Asking *asking = g_new0 (Asking, 1);

  asking->self = g_object_ref (self);
  asking->serial = ++self->serial;
  asking->searched = query.query != NULL;
  postil_library_list_figures_async (self->library, &query, listed_cb, asking);
}

static void
activate_cb (PostilFiguresPage *self, guint position)
{
  g_autoptr (PostilLedgerItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (self->table)), position);
  const PostilLedgerRow *row;

  if (item == NULL)
    return;
  row = postil_ledger_item_get_row (item);
  g_signal_emit (self, signals[OPEN_FIGURE], 0, row->article_id, row->figure.start);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
entry_key_cb (PostilFiguresPage *self, guint keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
}

/* --- the object --- */

static void
postil_figures_page_dispose (GObject *object)
{
  PostilFiguresPage *self = POSTIL_FIGURES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_FIGURES_PAGE);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (postil_figures_page_parent_class)->dispose (object);
}

static void
postil_figures_page_class_init (PostilFiguresPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_figures_page_dispose;
  signals[OPEN_FIGURE] = g_signal_new ("open-figure", POSTIL_TYPE_FIGURES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-figures-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilFiguresPage, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilFiguresPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilFiguresPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PostilFiguresPage, summary);
  gtk_widget_class_bind_template_child (widget_class, PostilFiguresPage, table);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
postil_figures_page_init (PostilFiguresPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->now = postil_time_now ();
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
}

/**
 * postil_figures_page_new:
 * @parent: the window it stands over
 * @library: whose figures
 *
 * Makes the page; it asks for its rows at once.
 *
 * Returns: (transfer none): a window, to be presented; main thread
 */
PostilFiguresPage *
postil_figures_page_new (GtkWindow *parent, PostilLibrary *library)
{
  PostilFiguresPage *self = g_object_new (POSTIL_TYPE_FIGURES_PAGE, "transient-for", parent, NULL);

  self->library = g_object_ref (library);
  postil_modal_fit (GTK_WINDOW (self), parent);
  add_columns (self, gtk_widget_get_width (GTK_WIDGET (parent)) < NARROW);
  ask (self);
  return self;
}
