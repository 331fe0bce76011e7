/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks by number, sorted once; the words of one are put together when its row comes into sight, since a long text has many
 * thousands of them. */
#include "config.h"

#include "postil-marks-model.h"

#include "postil-mark-table.h"
#include "postil-words.h"

#include <glib/gi18n.h>

#define LONGEST_SURFACE 300 /* code points of a highlight that are shown */

/* --- an item --- */

struct _PostilMarksItem
{
  GObject parent_instance;

  guint start;
  guint end;
  char *surface;
  char *details;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (PostilMarksItem, postil_marks_item, G_TYPE_OBJECT)

static void
postil_marks_item_finalize (GObject *object)
{
  PostilMarksItem *self = POSTIL_MARKS_ITEM (object);

  g_free (self->surface);
  g_free (self->details);
  g_free (self->spoken);
  G_OBJECT_CLASS (postil_marks_item_parent_class)->finalize (object);
}

static void
postil_marks_item_class_init (PostilMarksItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_marks_item_finalize;
}

static void
postil_marks_item_init (PostilMarksItem *self)
{
}

/**
 * postil_marks_item_get_start:
 * @self: an item
 *
 * Gets where the mark begins.
 *
 * Returns: code points of the document
 */
guint
postil_marks_item_get_start (PostilMarksItem *self)
{
  g_return_val_if_fail (POSTIL_IS_MARKS_ITEM (self), 0);
  return self->start;
}

/**
 * postil_marks_item_get_end:
 * @self: an item
 *
 * Gets where the mark ends.
 *
 * Returns: code points of the document, exclusive
 */
guint
postil_marks_item_get_end (PostilMarksItem *self)
{
  g_return_val_if_fail (POSTIL_IS_MARKS_ITEM (self), 0);
  return self->end;
}

/**
 * postil_marks_item_get_surface:
 * @self: an item
 *
 * Gets the words of the text under the mark, in one line.
 *
 * Returns: (transfer none): plain text
 */
const char *
postil_marks_item_get_surface (PostilMarksItem *self)
{
  g_return_val_if_fail (POSTIL_IS_MARKS_ITEM (self), NULL);
  return self->surface;
}

/**
 * postil_marks_item_get_details:
 * @self: an item
 *
 * Gets the kind in words and what is known beyond the surface.
 *
 * Returns: (transfer none): plain text, e.g. "Money · 22,000,000,000 USD"
 */
const char *
postil_marks_item_get_details (PostilMarksItem *self)
{
  g_return_val_if_fail (POSTIL_IS_MARKS_ITEM (self), NULL);
  return self->details;
}

/**
 * postil_marks_item_get_spoken:
 * @self: an item
 *
 * Gets what assistive technology says of the mark.
 *
 * Returns: (transfer none): plain text
 */
const char *
postil_marks_item_get_spoken (PostilMarksItem *self)
{
  g_return_val_if_fail (POSTIL_IS_MARKS_ITEM (self), NULL);
  return self->spoken;
}

/* --- the model --- */

typedef struct
{
  guint32 start;
  guint32 index;
  PostilMarkLayer layer;
} Entry;

struct _PostilMarksModel
{
  GObject parent_instance;

  PostilDocument *document;
  PostilAnalysis *analysis;
  GPtrArray *notes;
  GStrv color_names;
  GArray *entries; /* Entry, sorted by start; a note comes before what lies in it */
};

static void postil_marks_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostilMarksModel, postil_marks_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, postil_marks_model_list_model_init))

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  if (first->layer != second->layer)
    return first->layer > second->layer ? -1 : 1;
  return first->index < second->index ? -1 : 1;
}

static char *
join_details (const char *first, const char *second, const char *third)
{
  GString *text = g_string_new (first);

  if (second != NULL && *second != '\0')
    g_string_append_printf (text, " · %s", second);
  if (third != NULL && *third != '\0')
    g_string_append_printf (text, " · %s", third);
  return g_string_free (text, FALSE);
}

static char *
dup_surface (PostilMarksModel *self, gsize start, gsize end)
{
  const gboolean cut = end - start > LONGEST_SURFACE;
  g_autofree char *slice = postil_document_dup_slice (self->document, start, cut ? start + LONGEST_SURFACE : end);

  g_strdelimit (slice, "\n\t", ' ');
  return cut ? g_strconcat (slice, "…", NULL) : g_steal_pointer (&slice);
}

static char *
put_behind (const char *surface, const char *spoken)
{
  return g_strdup_printf ("%s, %s", surface, spoken);
}

static void
describe_mention (PostilMarksModel *self, guint index, PostilMarksItem *item)
{
  gsize n;
  const PostilMention *mention = &postil_analysis_get_mentions (self->analysis, &n)[index];
  const PostilEntity *entity = &postil_analysis_get_entities (self->analysis, &n)[mention->entity];
  const gboolean unsure = mention->confidence < POSTIL_MARK_SURE;
  g_autofree char *spoken = postil_words_mention (entity, unsure);
  gboolean same;

  item->start = mention->start;
  item->end = mention->end;
  item->surface = dup_surface (self, item->start, item->end);
  same = g_str_equal (item->surface, entity->name);
  item->details
      = join_details (postil_words_entity_type (entity->type), same ? NULL : entity->name, unsure ? _ ("unsure") : NULL);
  item->spoken = same ? g_steal_pointer (&spoken) : put_behind (item->surface, spoken);
}

static void
describe_figure (PostilMarksModel *self, guint index, PostilMarksItem *item)
{
  gsize n;
  const PostilFigure *figure = &postil_analysis_get_figures (self->analysis, &n)[index];
  g_autofree char *value = postil_words_figure_value (figure);
  g_autofree char *change = postil_words_figure_change (figure);

  item->start = figure->start;
  item->end = figure->end;
  item->surface = dup_surface (self, item->start, item->end);
  item->details
      = join_details (postil_words_figure_kind (figure->kind), g_str_equal (value, item->surface) ? NULL : value, change);
  item->spoken = postil_words_figure (figure, item->surface);
}

static void
describe_note (PostilMarksModel *self, guint index, PostilMarksItem *item)
{
  const PostilNote *note = g_ptr_array_index (self->notes, index);
  const gboolean named = self->color_names != NULL && note->color >= 1 && note->color <= g_strv_length (self->color_names);
  const char *meaning = named ? self->color_names[note->color - 1] : "";
  g_autofree char *spoken = NULL;
  g_autofree char *head = NULL;

  item->start = note->start;
  item->end = note->end;
  if (postil_note_is_on_article (note))
    {
      item->surface = g_strdup (note->comment);
      item->details = g_strdup (_ ("Note on the whole article"));
      item->spoken = put_behind (item->details, item->surface);
      return;
    }
  item->surface = dup_surface (self, item->start, item->end);
  spoken = postil_words_note (note->color, meaning, *note->comment != '\0', g_strv_length (note->tags));
  /* Translators: a highlight in a list: its number and what it means to the reader. */
  head = *meaning != '\0' ? g_strdup_printf (_ ("Highlight %u, %s"), note->color, meaning)
                          : g_strdup_printf (_ ("Highlight %u"), note->color);
  item->details = join_details (head, note->comment, NULL);
  g_strdelimit (item->details, "\n\t", ' ');
  item->spoken = *note->comment != '\0' ? g_strdup_printf ("%s, %s, %s", spoken, item->surface, note->comment)
                                        : put_behind (spoken, item->surface);
}

static GType
postil_marks_model_get_item_type (GListModel *model)
{
  return POSTIL_TYPE_MARKS_ITEM;
}

static guint
postil_marks_model_get_n_items (GListModel *model)
{
  return POSTIL_MARKS_MODEL (model)->entries->len;
}

static gpointer
postil_marks_model_get_item (GListModel *model, guint position)
{
  PostilMarksModel *self = POSTIL_MARKS_MODEL (model);
  PostilMarksItem *item;
  const Entry *entry;

  if (position >= self->entries->len)
    return NULL;
  entry = &g_array_index (self->entries, Entry, position);
  item = g_object_new (POSTIL_TYPE_MARKS_ITEM, NULL);
  if (entry->layer == POSTIL_MARK_MENTION)
    describe_mention (self, entry->index, item);
  else if (entry->layer == POSTIL_MARK_FIGURE)
    describe_figure (self, entry->index, item);
  else
    describe_note (self, entry->index, item);
  return item;
}

static void
postil_marks_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = postil_marks_model_get_item_type;
  iface->get_n_items = postil_marks_model_get_n_items;
  iface->get_item = postil_marks_model_get_item;
}

static void
postil_marks_model_finalize (GObject *object)
{
  PostilMarksModel *self = POSTIL_MARKS_MODEL (object);

  g_clear_object (&self->document);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_strfreev (self->color_names);
  g_array_unref (self->entries);
  G_OBJECT_CLASS (postil_marks_model_parent_class)->finalize (object);
}

static void
postil_marks_model_class_init (PostilMarksModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_marks_model_finalize;
}

static void
postil_marks_model_init (PostilMarksModel *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

/* Ranges come from a file of another version of the text at worst: one that the text does not have is left out. */
static void
add_entry (PostilMarksModel *self, PostilMarkLayer layer, gsize index, guint32 start, guint32 end)
{
  const Entry entry = { start, (guint32) index, layer };

  if (start <= end && end <= postil_document_get_length (self->document))
    g_array_append_val (self->entries, entry);
}

/**
 * postil_marks_model_new:
 * @document: the text
 * @analysis: (nullable): what the machine found in it
 * @notes: (nullable) (element-type PostilNote): the reader's notes on it; those whose passage is lost are left out
 * @color_names: (nullable) (array zero-terminated=1): what the colours 1-5 mean; copied
 *
 * Sorts all marks of an article. References are kept; notes in the array must not be exchanged.
 *
 * Thread: main.
 *
 * Returns: (transfer full): a list of #PostilMarksItem
 */
PostilMarksModel *
postil_marks_model_new (PostilDocument *document, PostilAnalysis *analysis, GPtrArray *notes, const char *const *color_names)
{
  PostilMarksModel *self;
  const PostilMention *mentions = NULL;
  const PostilFigure *figures = NULL;
  gsize n_mentions = 0;
  gsize n_figures = 0;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT (document), NULL);
  self = g_object_new (POSTIL_TYPE_MARKS_MODEL, NULL);
  self->document = g_object_ref (document);
  self->color_names = g_strdupv ((GStrv) color_names);
  if (analysis != NULL)
    {
      self->analysis = g_object_ref (analysis);
      mentions = postil_analysis_get_mentions (analysis, &n_mentions);
      figures = postil_analysis_get_figures (analysis, &n_figures);
    }
  for (gsize i = 0; i < n_mentions; i++)
    add_entry (self, POSTIL_MARK_MENTION, i, mentions[i].start, mentions[i].end);
  for (gsize i = 0; i < n_figures; i++)
    if (!postil_mark_table_leaves_out (document, &figures[i]))
      add_entry (self, POSTIL_MARK_FIGURE, i, figures[i].start, figures[i].end);
  if (notes != NULL)
    self->notes = g_ptr_array_ref (notes);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);

      if (!note->orphan && note->deleted == 0)
        add_entry (self, POSTIL_MARK_NOTE, i, note->start, note->end);
    }
  g_array_sort (self->entries, compare_entries);
  return self;
}
