/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents and feeds as JSON: what is unknown or empty is left out, so that expectations stay short. */
#include "config.h"

#include "case-record.h"

static const char *const block_names[POSTIL_N_BLOCK_KINDS]
    = { "paragraph", "title", "heading", "list-item", "quote", "code", "caption", "table", "rule", "image", "aside" };
static const char *const span_names[POSTIL_N_SPAN_KINDS] = { "emphasis", "strong", "code", "link", "superscript", "subscript" };
static const char *const error_names[] = { "empty", "binary", "too-large", "too-complex", "malformed", "unsupported" };

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value == 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time, gboolean day_only)
{
  g_autofree char *iso = NULL;

  if (time == POSTIL_TIME_UNKNOWN)
    return;
  iso = day_only ? postil_day_to_iso (postil_time_to_day (time)) : postil_time_to_iso (time);
  add_string (builder, name, iso);
}

static void
add_blocks (JsonBuilder *builder, PostilDocument *document)
{
  gsize n;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n);

  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = postil_document_dup_slice (document, blocks[i].start, blocks[i].end);

      json_builder_begin_object (builder);
      add_string (builder, "kind", block_names[blocks[i].kind]);
      add_number (builder, "level", blocks[i].level);
      if (blocks[i].kind != POSTIL_BLOCK_IMAGE)
        add_number (builder, "number", blocks[i].number);
      if (blocks[i].kind != POSTIL_BLOCK_IMAGE && blocks[i].kind != POSTIL_BLOCK_RULE)
        add_string (builder, "text", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_spans (JsonBuilder *builder, PostilDocument *document)
{
  gsize n;
  const PostilSpan *spans = postil_document_get_spans (document, &n);

  if (n == 0)
    return;
  json_builder_set_member_name (builder, "spans");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = postil_document_dup_slice (document, spans[i].start, spans[i].end);

      json_builder_begin_object (builder);
      add_string (builder, "kind", span_names[spans[i].kind]);
      add_string (builder, "text", text);
      add_string (builder, "href", spans[i].href);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_images (JsonBuilder *builder, PostilDocument *document)
{
  gsize n;
  const PostilImage *images = postil_document_get_images (document, &n);

  if (n == 0)
    return;
  json_builder_set_member_name (builder, "images");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "url", images[i].url);
      add_string (builder, "alt", images[i].alt);
      add_number (builder, "width", images[i].width);
      add_number (builder, "height", images[i].height);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
build_document (JsonBuilder *builder, PostilDocument *document)
{
  json_builder_begin_object (builder);
  add_string (builder, "title", postil_document_get_title (document));
  add_string (builder, "byline", postil_document_get_byline (document));
  add_string (builder, "site", postil_document_get_site (document));
  add_string (builder, "url", postil_document_get_url (document));
  add_string (builder, "language", postil_document_get_language (document));
  add_time (builder, "published", postil_document_get_published (document), postil_document_get_published_is_day (document));
  add_time (builder, "updated", postil_document_get_updated (document), FALSE);
  add_blocks (builder, document);
  add_spans (builder, document);
  add_images (builder, document);
  json_builder_end_object (builder);
}

static void
build_entry (JsonBuilder *builder, const PostilFeedEntry *entry)
{
  json_builder_begin_object (builder);
  add_string (builder, "id", entry->id);
  add_string (builder, "title", entry->title);
  add_string (builder, "link", entry->link);
  add_string (builder, "author", entry->author);
  add_time (builder, "published", entry->published, FALSE);
  add_time (builder, "updated", entry->updated, FALSE);
  add_blocks (builder, entry->document);
  add_spans (builder, entry->document);
  json_builder_end_object (builder);
}

/* Returns: (transfer full) */
JsonNode *
case_record_document (PostilDocument *document)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  build_document (builder, document);
  return json_builder_get_root (builder);
}

/* Returns: (transfer full) */
JsonNode *
case_record_feed (PostilFeed *feed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "format", feed->format);
  add_string (builder, "title", feed->title);
  add_string (builder, "link", feed->link);
  add_string (builder, "language", feed->language);
  json_builder_set_member_name (builder, "entries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < feed->entries->len; i++)
    build_entry (builder, g_ptr_array_index (feed->entries, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* Returns: (transfer full) */
JsonNode *
case_record_error (const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "error", error_names[error->code]);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* Returns: (transfer full): the record as it stands in expected.json */
char *
case_record_print (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
