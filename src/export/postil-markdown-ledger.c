/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a memory of what was written, a note the reader took out of a file looks like one that was never in it. The file itself
 * remembers: it may be renamed, copied, or written by another computer's library. */
#include "config.h"

#include "postil-markdown-ledger-private.h"

#include "postil-markdown-blocks.h"
#include "postil-markdown-front-private.h"
#include "postil-markdown-lines-private.h"

#include <string.h>

#define PREFIX "<!-- postil:file "
#define TAIL " -->"
#define DIGEST_LENGTH 16
#define NO_DIGEST "-"

PostilMarkdownLedger *
postil_markdown_ledger_new (void)
{
  PostilMarkdownLedger *self = g_new0 (PostilMarkdownLedger, 1);

  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
postil_markdown_ledger_free (PostilMarkdownLedger *self)
{
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static void
update (GChecksum *checksum, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; p < end; p++)
    if (*p != '\r' || p + 1 == end || p[1] != '\n')
      g_checksum_update (checksum, (const guchar *) p, 1);
}

/* Of a file without its ledger, whose two parts these are; line ends and a byte order mark do not count. */
char *
postil_markdown_ledger_digest (const char *before, gsize before_length, const char *after)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize mark = g_str_has_prefix (before, "\xef\xbb\xbf") && before_length >= 3 ? 3 : 0;

  update (checksum, before + mark, before_length - mark);
  update (checksum, after, strlen (after));
  return g_strndup (g_checksum_get_string (checksum), DIGEST_LENGTH);
}

static void
read_token (PostilMarkdownLedger *self, const char *token)
{
  const char *equals = strchr (token, '=');

  if (equals == NULL)
    g_hash_table_add (self->ids, g_strdup (token));
  else
    g_hash_table_replace (self->keys, g_strndup (token, (gsize) (equals - token)), g_strdup (equals + 1));
}

static void
read_ledger (PostilMarkdownLedger *self, const PostilMarkdownLine *line)
{
  gsize inner = line->length - strlen (PREFIX) - strlen (TAIL);
  g_autofree char *content = g_strndup (line->text + line->start + strlen (PREFIX), inner);
  g_auto (GStrv) tokens = g_strsplit (content, " ", -1);
  g_autofree char *digest = postil_markdown_ledger_digest (line->text, line->start, line->text + line->next);

  self->found = TRUE;
  self->start = line->start;
  self->end = line->next;
  self->whole = tokens[0] != NULL && strcmp (tokens[0], digest) == 0;
  g_hash_table_remove_all (self->keys);
  g_hash_table_remove_all (self->ids);
  for (gsize i = 1; tokens[0] != NULL && tokens[i] != NULL; i++)
    if (*tokens[i] != '\0')
      read_token (self, tokens[i]);
}

static gboolean
is_ledger (const PostilMarkdownLine *line)
{
  const char *p = line->text + line->start;

  return line->length >= strlen (PREFIX TAIL) && g_str_has_prefix (p, PREFIX)
         && memcmp (p + line->length - strlen (TAIL), TAIL, strlen (TAIL)) == 0;
}

/* The last one of the file; found is FALSE when there is none. */
PostilMarkdownLedger *
postil_markdown_ledger_read (const char *file_text)
{
  PostilMarkdownLedger *self = postil_markdown_ledger_new ();
  PostilMarkdownLine line = { .text = file_text, .size = strlen (file_text) };
  PostilMarkdownLine last = { .text = NULL };

  while (postil_markdown_read_line (&line))
    if (is_ledger (&line))
      last = line;
  if (last.text != NULL)
    read_ledger (self, &last);
  return self;
}

static GList *
sort_keys (GHashTable *table)
{
  return g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);
}

/* digest: (nullable): NULL when the file holds more than what one export made. With LF. */
char *
postil_markdown_ledger_make_line (const PostilMarkdownLedger *self, const char *digest)
{
  g_autoptr (GList) keys = sort_keys (self->keys);
  g_autoptr (GList) ids = sort_keys (self->ids);
  GString *out = g_string_new (PREFIX);

  g_string_append (out, digest != NULL ? digest : NO_DIGEST);
  for (const GList *l = keys; l != NULL; l = l->next)
    g_string_append_printf (out, " %s=%s", (const char *) l->data, (const char *) g_hash_table_lookup (self->keys, l->data));
  for (const GList *l = ids; l != NULL; l = l->next)
    g_string_append_printf (out, " %s", (const char *) l->data);
  g_string_append (out, TAIL "\n");
  return g_string_free (out, FALSE);
}

/* Ends a file that was just made, with LF, with its ledger. */
void
postil_markdown_append_ledger (GString *file_text)
{
  g_autoptr (PostilMarkdownLedger) self = postil_markdown_ledger_new ();
  g_autoptr (PostilMarkdownFront) front = postil_markdown_front_read (file_text->str);
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (file_text->str);
  g_autofree char *digest = NULL;
  g_autofree char *line = NULL;

  for (guint i = 0; i < front->entries->len; i++)
    {
      const PostilMarkdownEntry *entry = g_ptr_array_index (front->entries, i);

      g_hash_table_replace (self->keys, g_strdup (entry->key), postil_markdown_entry_hash (entry));
    }
  for (guint i = 0; i < blocks->len; i++)
    g_hash_table_add (self->ids, g_strdup (g_array_index (blocks, PostilMarkdownBlockRange, i).id));
  g_string_append_c (file_text, '\n');
  digest = postil_markdown_ledger_digest (file_text->str, file_text->len, "");
  line = postil_markdown_ledger_make_line (self, digest);
  g_string_append (file_text, line);
}
