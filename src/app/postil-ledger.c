/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims out of all figures, by subject, measure and period. Of ten thousand rows only those on the screen become objects. */
#include "config.h"

#include "postil-ledger.h"

#include <string.h>

struct _PostilLedgerItem
{
  GObject parent_instance;

  GPtrArray *rows; /* keeps the row alive */
  const PostilLedgerRow *row;
};

G_DEFINE_FINAL_TYPE (PostilLedgerItem, postil_ledger_item, G_TYPE_OBJECT)

struct _PostilLedger
{
  GObject parent_instance;

  GPtrArray *rows;   /* (element-type PostilLedgerRow) as they came */
  GPtrArray *sorted; /* (element-type PostilLedgerRow) borrowed from rows: claims only */
};

static void ledger_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostilLedger, postil_ledger, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ledger_model_init))

/* --- one row --- */

static void
postil_ledger_item_finalize (GObject *object)
{
  g_ptr_array_unref (POSTIL_LEDGER_ITEM (object)->rows);
  G_OBJECT_CLASS (postil_ledger_item_parent_class)->finalize (object);
}

static void
postil_ledger_item_class_init (PostilLedgerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_ledger_item_finalize;
}

static void
postil_ledger_item_init (PostilLedgerItem *self)
{
}

/**
 * postil_ledger_item_get_row:
 * @self: an item
 *
 * Gives what the item stands for.
 *
 * Returns: (transfer none): the row, which lives as long as the item; main thread
 */
const PostilLedgerRow *
postil_ledger_item_get_row (PostilLedgerItem *self)
{
  g_return_val_if_fail (POSTIL_IS_LEDGER_ITEM (self), NULL);
  return self->row;
}

/* --- the model --- */

static GType
ledger_get_item_type (GListModel *model)
{
  return POSTIL_TYPE_LEDGER_ITEM;
}

static guint
ledger_get_n_items (GListModel *model)
{
  return POSTIL_LEDGER (model)->sorted->len;
}

static gpointer
ledger_get_item (GListModel *model, guint position)
{
  PostilLedger *self = POSTIL_LEDGER (model);
  PostilLedgerItem *item;

  if (position >= self->sorted->len)
    return NULL;
  item = g_object_new (POSTIL_TYPE_LEDGER_ITEM, NULL);
  item->rows = g_ptr_array_ref (self->rows);
  item->row = g_ptr_array_index (self->sorted, position);
  return item;
}

static void
ledger_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ledger_get_item_type;
  iface->get_n_items = ledger_get_n_items;
  iface->get_item = ledger_get_item;
}

static void
postil_ledger_finalize (GObject *object)
{
  PostilLedger *self = POSTIL_LEDGER (object);

  g_clear_pointer (&self->sorted, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (postil_ledger_parent_class)->finalize (object);
}

static void
postil_ledger_class_init (PostilLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_ledger_finalize;
}

static void
postil_ledger_init (PostilLedger *self)
{
  self->sorted = g_ptr_array_new ();
}

/* A date claims nothing by itself, and a number of which nobody knows what it counts does not either. */
static gboolean
is_claim (const PostilLedgerRow *row)
{
  const PostilFigure *figure = &row->figure;

  switch (figure->kind)
    {
    case POSTIL_FIGURE_DATE:
    case POSTIL_FIGURE_PERIOD:
    case POSTIL_FIGURE_DURATION:
    case POSTIL_FIGURE_TIME:
    case POSTIL_FIGURE_SET:
      return FALSE;
    case POSTIL_FIGURE_MONEY:
    case POSTIL_FIGURE_PERCENT:
    case POSTIL_FIGURE_NUMBER:
    case POSTIL_FIGURE_ORDINAL:
    case POSTIL_FIGURE_QUANTITY:
    case POSTIL_FIGURE_MULTIPLE:
    case POSTIL_FIGURE_AGE:
    case POSTIL_N_FIGURE_KINDS:
    default:
      return (figure->claim.subject != NULL || figure->claim.measure != NULL)
             && !postil_figure_is_incidental (figure, row->surface);
    }
}

/* Subjects are few and rows are many: each subject's place in the alphabet of the reader is worked out once. */
static const char *
get_key (GHashTable *keys, const char *words)
{
  const char *name = words != NULL ? words : "";
  char *key = g_hash_table_lookup (keys, name);

  if (key == NULL)
    {
      key = g_utf8_collate_key (name, -1);
      g_hash_table_insert (keys, (gpointer) name, key);
    }
  return key;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer keys)
{
  const PostilLedgerRow *first = *(PostilLedgerRow *const *) a;
  const PostilLedgerRow *second = *(PostilLedgerRow *const *) b;
  const PostilClaim *one = &first->figure.claim;
  const PostilClaim *other = &second->figure.claim;
  int order;

  /* What nobody is named for comes last. */
  if ((one->subject == NULL) != (other->subject == NULL))
    return one->subject == NULL ? 1 : -1;
  order = strcmp (get_key (keys, one->subject), get_key (keys, other->subject));
  if (order == 0)
    order = strcmp (get_key (keys, one->measure), get_key (keys, other->measure));
  if (order == 0)
    order = g_strcmp0 (other->period_iso, one->period_iso);
  return order != 0 ? order : (first->published < second->published) - (first->published > second->published);
}

/**
 * postil_ledger_new:
 * @rows: (element-type PostilLedgerRow): figures of any kind; a reference is kept
 *
 * Makes the list of claims among them, by subject, measure and period, the latest first. Main thread.
 *
 * Returns: (transfer full): a list of #PostilLedgerItem
 */
PostilLedger *
postil_ledger_new (GPtrArray *rows)
{
  PostilLedger *self = g_object_new (POSTIL_TYPE_LEDGER, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  self->rows = g_ptr_array_ref (rows);
  for (guint i = 0; i < rows->len; i++)
    if (is_claim (g_ptr_array_index (rows, i)))
      g_ptr_array_add (self->sorted, g_ptr_array_index (rows, i));
  g_ptr_array_sort_with_data (self->sorted, compare_rows, keys);
  return self;
}
