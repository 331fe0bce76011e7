/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of notes is known by what is in it, whatever it is called. Its bytes are from outside: they are bounded before a parser sees
 * them, and every text is checked before it becomes part of a note. */
#include "config.h"

#include "postil-foreign-notes-private.h"

#include "postil-export-error.h"
#include "postil-time.h"

#include <string.h>

#define OUR_NOTE "postil://note/"

/**
 * postil_foreign_notes_free:
 * @self: (transfer full): notes of a file
 *
 * Frees them.
 */
void
postil_foreign_notes_free (PostilForeignNotes *self)
{
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->skipped);
  g_free (self);
}

/**
 * postil_foreign_format_get_name:
 * @format: a format
 *
 * Returns: its name, as its makers write it
 */
const char *
postil_foreign_format_get_name (PostilForeignFormat format)
{
  static const char *const names[]
      = { "", "Web Annotation", "Hypothesis", "Readwise", "Omnivore", "wallabag", "KOReader", "Kindle" };

  return names[format];
}

/* --- what an entry becomes --- */

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_utf8_make_valid (text != NULL ? text : "", -1);
}

/* The last or the first of a context. */
static char *
cut_context (const char *text, gboolean last)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  glong length = g_utf8_strlen (valid, -1);

  if (length <= POSTIL_NOTE_CONTEXT)
    return g_steal_pointer (&valid);
  return last ? g_strdup (g_utf8_offset_to_pointer (valid, length - POSTIL_NOTE_CONTEXT))
              : g_utf8_substring (valid, 0, POSTIL_NOTE_CONTEXT);
}

/* The names other tools have for colours, as the nearest of ours. */
static guint
find_color (const char *name)
{
  static const struct
  {
    const char *name;
    guint color;
  } colors[] = { { "yellow", 1 }, { "green", 2 }, { "blue", 3 }, { "pink", 4 },   { "purple", 5 }, { "orange", 1 }, { "red", 4 },
                 { "olive", 2 },  { "cyan", 3 },  { "gray", 1 }, { "violet", 5 }, { "lime", 2 },   { "magenta", 4 } };

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (colors); i++)
    if (g_ascii_strcasecmp (colors[i].name, name) == 0)
      return colors[i].color;
  return 1;
}

static gint64
read_time (const char *text)
{
  gboolean day_only = FALSE;
  gint64 time = 0;

  return text != NULL && postil_time_from_iso (text, &time, &day_only) ? time : 0;
}

/* The same entry gets the same id whenever it is read, so that a file read twice brings nothing twice. */
static void
set_id (PostilForeignNotes *self, PostilNote *note, const PostilForeignEntry *entry)
{
  const char *const parts[] = { postil_foreign_format_get_name (self->format),
                                entry->id,
                                entry->url,
                                entry->title,
                                entry->quote,
                                entry->id == NULL ? entry->comment : NULL,
                                entry->id == NULL ? entry->created : NULL };
  g_autoptr (GChecksum) checksum = NULL;
  gsize size = 32;
  guint8 digest[32];

  if (entry->id != NULL && g_str_has_prefix (entry->id, OUR_NOTE)
      && postil_id_from_string (entry->id + strlen (OUR_NOTE), &note->id))
    return;
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_checksum_update (checksum, (const guchar *) (parts[i] != NULL ? parts[i] : ""), -1);
      g_checksum_update (checksum, (const guchar *) "\0", 1);
    }
  g_checksum_get_digest (checksum, digest, &size);
  memcpy (note->id.bytes, digest, sizeof note->id.bytes);
}

static void
set_passage (PostilNote *note, const PostilForeignEntry *entry)
{
  glong length = 0;

  set_text (&note->quote, entry->quote);
  g_strstrip (note->quote);
  if (*note->quote == '\0')
    return;
  length = g_utf8_strlen (note->quote, -1);
  note->start = entry->start > 0 && entry->start < G_MAXINT32 - length ? (guint32) entry->start : 0;
  note->end = note->start + (guint32) length;
  note->color = find_color (entry->color);
  g_free (note->prefix);
  note->prefix = cut_context (entry->prefix, TRUE);
  g_free (note->suffix);
  note->suffix = cut_context (entry->suffix, FALSE);
}

static void
set_tags (PostilNote *note, const char *const *tags)
{
  g_autoptr (GPtrArray) valid = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; tags != NULL && tags[i] != NULL && valid->len < POSTIL_NOTE_MAX_TAGS; i++)
    g_ptr_array_add (valid, g_utf8_make_valid (tags[i], -1));
  g_ptr_array_add (valid, NULL);
  g_strfreev (note->tags);
  note->tags = postil_tags_normalize ((const char *const *) valid->pdata);
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Returns: (transfer none) (nullable): the note, now part of self; NULL when it was skipped */
PostilNote *
postil_foreign_add (PostilForeignNotes *self, const PostilForeignEntry *entry)
{
  const char *name = is_filled (entry->title) ? entry->title : is_filled (entry->url) ? entry->url : "?";
  g_autoptr (PostilNote) note = postil_note_new ();

  if (!is_filled (entry->quote) && !is_filled (entry->comment) && (entry->tags == NULL || entry->tags[0] == NULL))
    {
      postil_foreign_skip (self, "“%s”: an entry without words", name);
      return NULL;
    }
  if ((entry->quote != NULL && strlen (entry->quote) > POSTIL_FOREIGN_MAX_QUOTE)
      || (entry->comment != NULL && strlen (entry->comment) > POSTIL_NOTE_MAX_COMMENT))
    {
      postil_foreign_skip (self, "“%s”: an entry is too long", name);
      return NULL;
    }
  if (self->notes->len >= POSTIL_FOREIGN_MAX_NOTES)
    {
      postil_foreign_skip (self, "“%s”: there are more than %d notes", name, POSTIL_FOREIGN_MAX_NOTES);
      return NULL;
    }
  set_id (self, note, entry);
  set_passage (note, entry);
  set_text (&note->article_title, entry->title);
  set_text (&note->comment, entry->comment);
  note->article_url = is_filled (entry->url) ? g_utf8_make_valid (entry->url, -1) : NULL;
  note->author = is_filled (entry->author) ? g_utf8_make_valid (entry->author, -1) : NULL;
  set_tags (note, entry->tags);
  note->created = read_time (entry->created);
  note->modified = MAX (read_time (entry->modified), note->created);
  g_ptr_array_add (self->notes, postil_note_ref (note));
  return note;
}

void
postil_foreign_skip (PostilForeignNotes *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->skipped->len < POSTIL_FOREIGN_MAX_NOTES)
    g_ptr_array_add (self->skipped, g_utf8_make_valid (message, -1));
}

/* --- the file --- */

/* How deep it is nested, outside strings; parsers recurse. */
static gboolean
is_too_deep (const char *text)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (quoted && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (*p == '{' || *p == '['))
        depth++;
      else if (!quoted && (*p == '}' || *p == ']') && depth > 0)
        depth--;
      if (depth > POSTIL_FOREIGN_MAX_DEPTH)
        return TRUE;
    }
  return FALSE;
}

/* Valid UTF-8 without a byte order mark; NULL for what is no text. */
static char *
make_text (const char *data, gsize size)
{
  gsize mark = size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  if (size > POSTIL_FOREIGN_MAX_BYTES || memchr (data, '\0', size) != NULL)
    return NULL;
  return g_utf8_make_valid (data + mark, (gssize) (size - mark));
}

static JsonNode *
load_json (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (is_too_deep (text))
    {
      g_set_error (error, POSTIL_EXPORT_ERROR, POSTIL_EXPORT_ERROR_UNSAFE, "it is nested deeper than %d",
                   POSTIL_FOREIGN_MAX_DEPTH);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, -1, error) || json_parser_get_root (parser) == NULL)
    return NULL;
  return json_node_ref (json_parser_get_root (parser));
}

static gboolean
is_clippings (const char *text)
{
  const char *line = strchr (text, '\n');

  return line != NULL && g_str_has_prefix (line + 1, "- ") && strstr (text, "\n==========") != NULL;
}

static gboolean
is_readwise (const char *text)
{
  g_autofree char *head = g_strndup (text, strcspn (text, "\r\n"));

  return g_str_has_prefix (head, "Highlight,") && strstr (head, "Book Title") != NULL;
}

static PostilForeignFormat
detect (const char *text, JsonNode **json, GError **error)
{
  const char *p = text + strspn (text, " \t\r\n");

  *json = NULL;
  if (is_readwise (text))
    return POSTIL_FOREIGN_READWISE;
  if (is_clippings (text))
    return POSTIL_FOREIGN_KINDLE;
  if (*p != '{' && *p != '[')
    return POSTIL_FOREIGN_NONE;
  *json = load_json (p, error);
  return *json != NULL ? postil_foreign_detect_json (*json) : POSTIL_FOREIGN_NONE;
}

/**
 * postil_foreign_notes_detect:
 * @data: (array length=size): a file
 * @size: bytes
 *
 * Returns: whose notes the file holds, or %POSTIL_FOREIGN_NONE; any thread
 */
PostilForeignFormat
postil_foreign_notes_detect (const char *data, gsize size)
{
  g_autofree char *text = make_text (data, size);
  g_autoptr (JsonNode) json = NULL;

  return text != NULL ? detect (text, &json, NULL) : POSTIL_FOREIGN_NONE;
}

/**
 * postil_foreign_notes_parse:
 * @data: (array length=size): a file, from anywhere
 * @size: bytes
 * @error: return location; %POSTIL_EXPORT_ERROR_UNSAFE or a parser's words for a file of notes that cannot be read
 *
 * Reads Web Annotations, and what Hypothesis, Readwise, Omnivore, wallabag, KOReader and Kindle readers write. Linear in the input.
 *
 * Returns: (transfer full) (nullable): the notes; without any when it is no file of notes; any thread
 */
PostilForeignNotes *
postil_foreign_notes_parse (const char *data, gsize size, GError **error)
{
  g_autofree char *text = make_text (data, size);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (PostilForeignNotes) self = g_new0 (PostilForeignNotes, 1);
  g_autoptr (GError) problem = NULL;

  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  self->skipped = g_ptr_array_new_with_free_func (g_free);
  if (text == NULL)
    return g_steal_pointer (&self);
  self->format = detect (text, &json, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (self->format == POSTIL_FOREIGN_READWISE)
    postil_foreign_read_csv (self, text);
  else if (self->format == POSTIL_FOREIGN_KINDLE)
    postil_foreign_read_clippings (self, text);
  else if (self->format == POSTIL_FOREIGN_W3C)
    postil_foreign_read_w3c (self, json);
  else if (self->format != POSTIL_FOREIGN_NONE)
    postil_foreign_read_json (self, json);
  return g_steal_pointer (&self);
}
