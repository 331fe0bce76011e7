/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many articles bring to one file, as they come. */
#include "config.h"

#include "postil-export-collect-private.h"

#include "postil-citations.h"
#include "postil-figures-csv.h"
#include "postil-notes-jsonld.h"

struct _PostilExportCollector
{
  PostilExportFormat format;
  GPtrArray *items; /* (element-type utf8) */
  GString *text;
};

const char *
postil_export_format_get_file_name (PostilExportFormat format)
{
  static const char *const names[] = { "", "annotations.jsonld", "figures.csv", "references.json", "references.bib" };

  return names[format];
}

PostilExportCollector *
postil_export_collector_new (PostilExportFormat format)
{
  PostilExportCollector *self = g_new0 (PostilExportCollector, 1);

  self->format = format;
  self->items = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_new (format == POSTIL_EXPORT_CSV ? postil_figures_csv_get_header () : NULL);
  return self;
}

void
postil_export_collector_free (PostilExportCollector *self)
{
  g_ptr_array_unref (self->items);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
add_notes (PostilExportCollector *self, const PostilExportSource *source)
{
  for (guint i = 0; i < source->notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (source->notes, i);

      if (note->deleted == 0)
        g_ptr_array_add (self->items,
                         postil_notes_jsonld_make_item (note,
                                                        note->color > 0 ? postil_export_color_names[note->color - 1] : NULL));
    }
}

/* Any thread, one at a time. */
void
postil_export_collector_add (PostilExportCollector *self, const PostilExportSource *source)
{
  const PostilMarkdownInput input = { .article = source->article, .document = source->document, .analysis = source->analysis };
  g_autofree char *entry = NULL;

  switch (self->format)
    {
    case POSTIL_EXPORT_JSONLD:
      add_notes (self, source);
      return;
    case POSTIL_EXPORT_CSV:
      postil_figures_csv_append (self->text, &input);
      return;
    case POSTIL_EXPORT_CSL:
      g_ptr_array_add (self->items, postil_citation_make_csl (&input));
      return;
    case POSTIL_EXPORT_BIBTEX:
      entry = postil_citation_make_bibtex (&input);
      g_string_append_printf (self->text, "%s%s", self->text->len > 0 ? "\n" : "", entry);
      return;
    case POSTIL_EXPORT_MARKDOWN:
    default:
      g_return_if_reached ();
    }
}

/* Returns: (transfer full): the file */
char *
postil_export_collector_finish (PostilExportCollector *self)
{
  GString *out = NULL;

  if (self->format == POSTIL_EXPORT_JSONLD)
    return postil_notes_jsonld_make_file (self->items);
  if (self->format != POSTIL_EXPORT_CSL)
    return g_strdup (self->text->str);
  out = g_string_new ("[");
  for (guint i = 0; i < self->items->len; i++)
    g_string_append_printf (out, "%s\n%s", i > 0 ? "," : "", (const char *) g_ptr_array_index (self->items, i));
  g_string_append (out, "\n]\n");
  return g_string_free (out, FALSE);
}
