/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note as a Web Annotation: its words and place as two selectors, the state of the text it was made on, comment and tags as
 * bodies. What the standard has no word for stands under a name of ours, which others ignore. */
#include "config.h"

#include "postil-notes-jsonld.h"

#include "postil-time.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define CONTEXT "http://www.w3.org/ns/anno.jsonld"
#define PREFIX_URN "urn:postil:"

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *iso = time != 0 && time != POSTIL_TIME_UNKNOWN ? postil_time_to_iso (time) : NULL;

  if (iso != NULL)
    add_string (builder, name, iso);
}

static void
add_body (JsonBuilder *builder, const char *value, const char *purpose, const char *format)
{
  json_builder_begin_object (builder);
  add_string (builder, "type", "TextualBody");
  add_string (builder, "value", value);
  if (format != NULL)
    add_string (builder, "format", format);
  add_string (builder, "purpose", purpose);
  json_builder_end_object (builder);
}

static void
add_bodies (JsonBuilder *builder, const PostilNote *note)
{
  if (*note->comment == '\0' && note->tags[0] == NULL)
    return;
  json_builder_set_member_name (builder, "body");
  json_builder_begin_array (builder);
  if (*note->comment != '\0')
    add_body (builder, note->comment, "commenting", "text/markdown");
  for (gsize i = 0; note->tags[i] != NULL; i++)
    add_body (builder, note->tags[i], "tagging", NULL);
  json_builder_end_array (builder);
}

static void
add_selectors (JsonBuilder *builder, const PostilNote *note)
{
  json_builder_set_member_name (builder, "selector");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "type", "TextQuoteSelector");
  add_string (builder, "exact", note->quote);
  add_string (builder, "prefix", note->prefix);
  add_string (builder, "suffix", note->suffix);
  json_builder_end_object (builder);
  json_builder_begin_object (builder);
  add_string (builder, "type", "TextPositionSelector");
  json_builder_set_member_name (builder, "start");
  json_builder_add_int_value (builder, note->start);
  json_builder_set_member_name (builder, "end");
  json_builder_add_int_value (builder, note->end);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_target (JsonBuilder *builder, const PostilNote *note, const char *color_name)
{
  g_autofree char *urn = g_strconcat (PREFIX_URN "article:", note->article_key, NULL);

  json_builder_set_member_name (builder, "target");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "source");
  json_builder_begin_object (builder);
  add_string (builder, "id", note->article_url != NULL && *note->article_url != '\0' ? note->article_url : urn);
  add_string (builder, "type", "Text");
  add_string (builder, "postil:title", note->article_title);
  json_builder_end_object (builder);
  if (color_name != NULL)
    add_string (builder, "styleClass", color_name);
  add_string (builder, "postil:articleKey", note->article_key);
  if (*note->document_hash != '\0')
    add_string (builder, "postil:documentHash", note->document_hash);
  if (!postil_note_is_on_article (note))
    add_selectors (builder, note);
  json_builder_set_member_name (builder, "state");
  json_builder_begin_object (builder);
  add_string (builder, "type", "TimeState");
  add_time (builder, "sourceDate", note->created);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static const char *
get_motivation (const PostilNote *note)
{
  if (*note->comment != '\0')
    return "commenting";
  return postil_note_is_on_article (note) ? "tagging" : "highlighting";
}

/**
 * postil_notes_jsonld_make_item:
 * @note: a note
 * @color_name: (nullable): of its colour
 *
 * Makes one annotation, without the context of its file. Offsets are code points.
 *
 * Returns: (transfer full): a JSON object on one line; any thread
 */
char *
postil_notes_jsonld_make_item (const PostilNote *note, const char *color_name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char id[POSTIL_ID_STRING_SIZE];
  g_autofree char *uri = NULL;

  postil_id_to_string (&note->id, id);
  uri = g_strconcat ("postil://note/", id, NULL);
  json_builder_begin_object (builder);
  add_string (builder, "id", uri);
  add_string (builder, "type", "Annotation");
  add_string (builder, "motivation", get_motivation (note));
  add_time (builder, "created", note->created);
  add_time (builder, "modified", note->modified);
  if (note->author != NULL)
    {
      json_builder_set_member_name (builder, "creator");
      json_builder_begin_object (builder);
      add_string (builder, "type", "Person");
      add_string (builder, "name", note->author);
      json_builder_end_object (builder);
    }
  add_bodies (builder, note);
  add_target (builder, note, color_name);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * postil_notes_jsonld_make_file:
 * @items: (element-type utf8): what postil_notes_jsonld_make_item() made
 *
 * Makes a collection with one page, one annotation a line.
 *
 * Returns: (transfer full): a JSON-LD document with a final line feed; any thread
 */
char *
postil_notes_jsonld_make_file (GPtrArray *items)
{
  GString *out
      = g_string_new ("{\"@context\":[\"" CONTEXT "\",{\"postil\":\"" PREFIX_URN "\"}],\"type\":\"AnnotationCollection\",");

  g_string_append_printf (out, "\"total\":%u,\"first\":{\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[", items->len);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (out, "%s\n%s", i > 0 ? "," : "", (const char *) g_ptr_array_index (items, i));
  g_string_append (out, "\n]}}\n");
  return g_string_free (out, FALSE);
}
