/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All notes as JSON Lines: a form that any program reads when this one and SQLite are long gone. Each line is a W3C Web
 * Annotation (w3.org/TR/annotation-model), with what that has no word for beside it. */
#include "config.h"

#include "postil-notes-private.h"

#include "postil-time.h"

static const char list_all[] = "SELECT " POSTIL_NOTES_COLUMNS " FROM annotation ORDER BY annotation.seq";

static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *byte = text ? text : ""; *byte; byte++)
    {
      if (*byte == '"' || *byte == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *byte < 0x20 || *byte == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *byte);
      else
        g_string_append_c (out, *byte);
    }
  g_string_append_c (out, '"');
}

/* name: with its quotation marks and colon, as it is to stand there */
static void
append_member (GString *out, const char *name, const char *text)
{
  g_string_append (out, name);
  append_string (out, text);
}

static void
append_time (GString *out, const char *name, gint64 time)
{
  g_autofree char *iso = postil_time_to_iso (time);

  append_member (out, name, iso);
}

static void
append_bodies (GString *out, const PostilNote *note)
{
  g_string_append (out, ",\"body\":[");
  if (*note->comment)
    {
      append_member (out, "{\"type\":\"TextualBody\",\"purpose\":\"commenting\",\"format\":\"text/markdown\",\"value\":",
                     note->comment);
      g_string_append_c (out, '}');
    }
  for (guint i = 0; note->tags[i]; i++)
    {
      if (i > 0 || *note->comment)
        g_string_append_c (out, ',');
      append_member (out, "{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":", note->tags[i]);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_target (GString *out, const PostilNote *note)
{
  g_autofree char *urn = g_strconcat ("urn:postil:article:", note->article_key, NULL);

  append_member (out, ",\"target\":{\"source\":", note->article_url ? note->article_url : urn);
  if (!postil_note_is_on_article (note))
    {
      append_member (out, ",\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":", note->quote);
      append_member (out, ",\"prefix\":", note->prefix);
      append_member (out, ",\"suffix\":", note->suffix);
      g_string_append_printf (out, "},{\"type\":\"TextPositionSelector\",\"start\":%u,\"end\":%u}]", note->start, note->end);
    }
  g_string_append_c (out, '}');
}

static void
append_note (GString *out, const PostilNote *note)
{
  char id[POSTIL_ID_STRING_SIZE];
  g_autofree char *urn = NULL;

  postil_id_to_string (&note->id, id);
  urn = g_strconcat ("urn:postil:note:", id, NULL);
  append_member (out, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"Annotation\",\"id\":", urn);
  append_time (out, ",\"created\":", note->created);
  append_time (out, ",\"modified\":", note->modified);
  if (note->author)
    {
      append_member (out, ",\"creator\":{\"type\":\"Person\",\"name\":", note->author);
      g_string_append_c (out, '}');
    }
  append_bodies (out, note);
  append_target (out, note);
  append_member (out, ",\"postil:title\":", note->article_title);
  append_member (out, ",\"postil:article\":", note->article_key);
  append_member (out, ",\"postil:document\":", note->document_hash);
  g_string_append_printf (out, ",\"postil:color\":%u,\"postil:revision\":%u,\"postil:orphan\":%s", note->color, note->revision,
                          note->orphan ? "true" : "false");
  if (note->deleted != 0)
    append_time (out, ",\"postil:deleted\":", note->deleted);
  g_string_append (out, "}\n");
}

/* Writes every note, those in the trash too, in the order they were made; the file is replaced when it is on the disk. */
gboolean
postil_notes_write_lines (PostilConnection *notes, const char *path, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) reason = NULL;
  int more;

  if (!postil_query_init (&query, notes, list_all, error))
    return FALSE;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      g_autoptr (PostilNote) note = postil_notes_read_row (&query);

      append_note (out, note);
    }
  if (more < 0)
    return FALSE;
  if (g_file_set_contents_full (path, out->str, (gssize) out->len, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &reason))
    return TRUE;
  g_set_error (error, POSTIL_STORE_ERROR,
               g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? POSTIL_STORE_ERROR_FULL : POSTIL_STORE_ERROR_IO, "%s",
               reason->message);
  return FALSE;
}
