/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was read of an entry to its record: identity, link, dates, author, and the document of its content. */
#include "config.h"

#include "postil-feed-state-private.h"

#include "postil-document-builder.h"
#include "postil-html-tree-private.h"
#include "postil-ingest.h"
#include "postil-link-private.h"
#include "postil-written-date-private.h"

#include <string.h>

#define MAX_LINE 8192 /* bytes of a title, a name or an id */

/* Frees the fields of a draft and makes it empty. */
void
postil_feed_draft_clear (PostilFeedDraft *draft)
{
  for (guint i = 0; i < POSTIL_FEED_N_FIELDS; i++)
    g_free (draft->fields[i]);
  g_free (draft->base);
  memset (draft, 0, sizeof *draft);
}

static char *
collapse (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean blank = g_ascii_isspace (*at);

      if (!blank)
        g_string_append_c (line, *at);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
  return g_strchomp (g_string_free (line, FALSE));
}

static void
cut_line (char *line)
{
  gsize length = strlen (line);

  if (length <= MAX_LINE)
    return;
  for (length = MAX_LINE; ((guchar) line[length] & 0xc0) == 0x80; length--)
    continue;
  line[length] = '\0';
}

/*
 * postil_feed_draft_make_line:
 * @markup: (nullable): a title or name, with or without markup
 *
 * Returns: (transfer full) (nullable): its text in one line; NULL for none
 */
char *
postil_feed_draft_make_line (const char *markup)
{
  g_autoptr (PostilHtmlTree) tree = NULL;
  char *line;

  if (markup == NULL)
    return NULL;
  if (strpbrk (markup, "<&") == NULL)
    line = collapse (markup);
  else
    {
      tree = postil_html_tree_parse_fragment (markup, strlen (markup), "title", NULL);
      if (tree == NULL)
        return NULL;
      line = postil_html_node_dup_text (postil_html_tree_get_root (tree));
    }
  if (*line == '\0')
    g_clear_pointer (&line, g_free);
  else
    cut_line (line);
  return line;
}

static gint64
read_time (const char *text)
{
  gint64 time;
  gboolean day_only;

  return postil_written_date_parse (text, &time, &day_only) ? time : POSTIL_TIME_UNKNOWN;
}

/*
 * postil_feed_draft_make_author:
 * @raw: (nullable): an author as read; "mail@example.org (Name)" and "Name <mail@example.org>" are written for the name
 *
 * Returns: (transfer full) (nullable): the name in one line
 */
char *
postil_feed_draft_make_author (const char *raw)
{
  const char *open = raw != NULL ? strchr (raw, '(') : NULL;
  const char *close = open != NULL ? strrchr (open, ')') : NULL;
  const char *at_sign = raw != NULL ? strchr (raw, '@') : NULL;
  const char *angle = raw != NULL ? strchr (raw, '<') : NULL;
  g_autofree char *name = NULL;

  if (open != NULL && close != NULL && at_sign != NULL && at_sign < open && close > open + 1)
    {
      name = g_strndup (open + 1, close - open - 1);
      return postil_feed_draft_make_line (name);
    }
  if (angle != NULL && at_sign != NULL && angle < at_sign && angle > raw)
    {
      name = g_strndup (raw, angle - raw);
      return postil_feed_draft_make_line (name);
    }
  return postil_feed_draft_make_line (raw);
}

static char *
make_id (const PostilFeedDraft *draft, const PostilFeedEntry *entry, const char *content)
{
  g_autofree char *said = draft->fields[POSTIL_FEED_FIELD_ID] != NULL ? collapse (draft->fields[POSTIL_FEED_FIELD_ID]) : NULL;
  g_autoptr (GChecksum) checksum = NULL;

  if (said != NULL && strlen (said) > MAX_LINE)
    return g_compute_checksum_for_string (G_CHECKSUM_SHA256, said, -1);
  if (said != NULL && *said != '\0')
    return g_steal_pointer (&said);
  if (entry->link != NULL)
    return g_strdup (entry->link);
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) (entry->title != NULL ? entry->title : ""), -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) (content != NULL ? content : ""), -1);
  /* Entries without a word are told apart by what else they say. */
  for (guint i = 0; entry->title == NULL && content == NULL && i < POSTIL_FEED_N_FIELDS; i++)
    if (draft->fields[i] != NULL)
      g_checksum_update (checksum, (const guchar *) draft->fields[i], -1);
  return g_strndup (g_checksum_get_string (checksum), 32);
}

/* An entry without a word has its link for a text, or a rule: no word is added. */
static PostilDocument *
make_bare_document (const PostilFeedEntry *entry)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  PostilDocument *document = NULL;

  if (entry->title != NULL || entry->link != NULL)
    {
      postil_document_builder_add_block (builder, entry->title != NULL ? POSTIL_BLOCK_TITLE : POSTIL_BLOCK_PARAGRAPH, 0, 0,
                                         entry->title != NULL ? entry->title : entry->link);
      document = postil_document_builder_finish (builder, NULL);
    }
  if (document != NULL)
    return document;
  /* A title may be made of characters that show nothing. */
  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  return postil_document_builder_finish (builder, NULL);
}

static PostilDocument *
make_document (const PostilFeedDraft *draft, const PostilFeedEntry *entry, const char *content)
{
  PostilDocument *document = NULL;
  const char *base = draft->base != NULL ? draft->base : entry->link;

  if (content != NULL)
    document = postil_ingest_html_fragment (entry->title, content, base, NULL);
  if (document == NULL)
    document = make_bare_document (entry);
  return document;
}

/*
 * postil_feed_draft_make_entry:
 * @draft: what was read
 *
 * Makes the record of an entry.
 *
 * Returns: (transfer full): the record, with a document
 */
PostilFeedEntry *
postil_feed_draft_make_entry (PostilFeedDraft *draft)
{
  PostilFeedEntry *entry = postil_feed_entry_new ();
  const char *content = draft->fields[POSTIL_FEED_FIELD_CONTENT];

  if (content == NULL || *content == '\0')
    content = draft->fields[POSTIL_FEED_FIELD_SUMMARY];
  entry->title = postil_feed_draft_make_line (draft->fields[POSTIL_FEED_FIELD_TITLE]);
  entry->link = postil_link_resolve_web (draft->base, draft->fields[POSTIL_FEED_FIELD_LINK]);
  if (entry->link == NULL && draft->id_is_link)
    entry->link = postil_link_resolve_web (NULL, draft->fields[POSTIL_FEED_FIELD_ID]);
  entry->author = postil_feed_draft_make_author (draft->fields[POSTIL_FEED_FIELD_AUTHOR]);
  entry->published = read_time (draft->fields[POSTIL_FEED_FIELD_PUBLISHED]);
  entry->updated = read_time (draft->fields[POSTIL_FEED_FIELD_UPDATED]);
  entry->id = make_id (draft, entry, content);
  entry->document = make_document (draft, entry, content);
  /* A title without a word, an image perhaps, is still not the same as none. */
  if (entry->title == NULL && draft->fields[POSTIL_FEED_FIELD_TITLE] != NULL)
    entry->title = g_strdup ("");
  return entry;
}
