/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The merge of an export with the file an earlier one made. Each block carries the hash of what we wrote, the last line of the file
 * what was ever written; with both, every question is answered by the file alone: what the reader changed stays his, what he took out
 * stays out, and all else follows the notes. What stands outside our markers is not touched. */
#include "config.h"

#include "postil-markdown-merge.h"

#include "postil-markdown-blocks.h"
#include "postil-markdown-edits-private.h"
#include "postil-markdown-front-private.h"
#include "postil-markdown-ledger-private.h"
#include "postil-markdown-lines-private.h"
#include "postil-markdown-place-private.h"

#include <string.h>

#define CHANGED "<!-- postil:changed "
#define END_CHANGED "<!-- postil:end-changed "

typedef struct
{
  const char *file;
  const char *made;
  GArray *blocks;      /* of the file */
  GArray *made_blocks; /* of the file as an export makes it */
  GHashTable *numbers; /* id -> 1 + index into made_blocks */
  PostilMarkdownLedger *base;
  PostilMarkdownLedger *next;
  PostilMarkdownEdits *edits;
  PostilMarkdownPlacer placer;
  PostilMarkdownMergeCounts *counts;
  gboolean has_notices; /* most files have none, and are not searched for each block's */
} Merge;

/* Ours that stands below one the reader edited. */
typedef struct
{
  gboolean found;
  gboolean intact;
  gsize start;
  gsize content_start;
  gsize content_end;
  gsize end;
} Notice;

static gboolean
read_notice (Notice *notice, PostilMarkdownLine line, const char *end_marker)
{
  g_autofree char *text = postil_markdown_line_dup (&line);
  g_autofree char *hash = NULL;
  const char *said
      = strrchr (text, ' ') != NULL ? text + strlen (text) - strlen (" -->") - POSTIL_MARKDOWN_BLOCK_HASH_LENGTH : "";

  notice->start = line.start;
  notice->content_start = line.next;
  while (postil_markdown_read_line (&line) && !postil_markdown_line_is (&line, end_marker))
    ;
  if (!postil_markdown_line_is (&line, end_marker))
    return FALSE;
  notice->content_end = line.start;
  notice->end = line.next;
  hash = postil_markdown_block_hash (line.text + notice->content_start, notice->content_end - notice->content_start);
  notice->intact = g_str_has_prefix (said, hash);
  return TRUE;
}

/* Wherever the reader moved it. */
static Notice
find_notice (const Merge *self, const char *id)
{
  const char *file = self->file;
  g_autofree char *marker = NULL;
  g_autofree char *end_marker = NULL;
  PostilMarkdownLine line = { .text = file, .size = strlen (file) };
  Notice notice = { .found = FALSE };

  if (!self->has_notices)
    return notice;
  marker = g_strdup_printf (CHANGED "%s ", id);
  end_marker = g_strdup_printf (END_CHANGED "%s -->", id);
  while (!notice.found && postil_markdown_read_line (&line))
    notice.found = line.length > strlen (marker) + POSTIL_MARKDOWN_BLOCK_HASH_LENGTH
                   && g_str_has_prefix (file + line.start, marker) && read_notice (&notice, line, end_marker);
  return notice;
}

static char *
make_notice (Merge *self, const PostilMarkdownBlockRange *made)
{
  g_autoptr (GString) body = g_string_new ("> [!note] changed in Postil\n>\n");
  PostilMarkdownLine line = { .text = self->made, .size = made->content_end, .next = made->content_start };
  g_autofree char *hash = NULL;

  while (postil_markdown_read_line (&line))
    {
      g_autofree char *text = postil_markdown_line_dup (&line);

      /* The block's name stays with the reader's own. */
      if (g_str_has_prefix (text, "^p-"))
        {
          postil_markdown_read_line (&line);
          continue;
        }
      g_string_append_printf (body, "%s%s\n", *text != '\0' ? "> " : ">", text);
    }
  hash = postil_markdown_block_hash (body->str, body->len);
  return g_strdup_printf (CHANGED "%s %s -->\n%s" END_CHANGED "%s -->\n", made->id, hash, body->str, made->id);
}

static void
remove_lines (Merge *self, gsize start, gsize end)
{
  postil_markdown_edits_add (self->edits, start, end - start, "");
}

/* With the empty line before it, where another or the end follows. */
static void
remove_block (Merge *self, gsize start, gsize end)
{
  const char *file = self->file;
  gsize before = start;

  if (file[end] == '\0' || file[end] == '\n' || (file[end] == '\r' && file[end + 1] == '\n'))
    {
      if (before >= 2 && file[before - 1] == '\n' && file[before - 2] == '\n')
        before--;
      else if (before >= 3 && file[before - 1] == '\n' && file[before - 2] == '\r' && file[before - 3] == '\n')
        before -= 2;
    }
  remove_lines (self, before, end);
}

/* A notice the reader worked on is his; only the markers go. */
static void
drop_notice (Merge *self, const Notice *notice)
{
  if (!notice->found)
    return;
  if (notice->intact)
    {
      remove_block (self, notice->start, notice->end);
      return;
    }
  remove_lines (self, notice->start, notice->content_start);
  remove_lines (self, notice->content_end, notice->end);
}

static void
set_marker_hash (Merge *self, const PostilMarkdownBlockRange *block, const char *hash)
{
  g_autofree char *marker = g_strdup_printf ("<!-- postil:begin %s %s -->\n", block->id, hash);

  postil_markdown_edits_add (self->edits, block->start, block->content_start - block->start, marker);
}

static void
merge_conflict (Merge *self, const PostilMarkdownBlockRange *block, const PostilMarkdownBlockRange *made)
{
  Notice old = find_notice (self, block->id);
  g_autofree char *text = make_notice (self, made);
  g_autofree char *behind = g_strconcat ("\n", text, NULL);

  set_marker_hash (self, block, made->hash);
  if (old.found && old.intact)
    postil_markdown_edits_add (self->edits, old.start, old.end - old.start, text);
  else
    {
      drop_notice (self, &old);
      postil_markdown_edits_add (self->edits, block->end, 0, behind);
    }
  self->counts->n_conflicts++;
}

static void
replace_block (Merge *self, const PostilMarkdownBlockRange *block, const PostilMarkdownBlockRange *made)
{
  g_autofree char *text = g_strndup (self->made + made->start, made->end - made->start);
  Notice notice = find_notice (self, block->id);

  postil_markdown_edits_add (self->edits, block->start, block->end - block->start, text);
  drop_notice (self, &notice);
  self->counts->n_updated++;
}

static void
merge_edited (Merge *self, const PostilMarkdownBlockRange *block, const PostilMarkdownBlockRange *made)
{
  g_autofree char *now
      = postil_markdown_block_hash (self->file + block->content_start, block->content_end - block->content_start);

  if (strcmp (now, made->hash) == 0)
    {
      Notice notice = find_notice (self, block->id);

      /* The reader took over what we had to say. */
      set_marker_hash (self, block, made->hash);
      drop_notice (self, &notice);
      self->counts->n_same++;
    }
  else if (strcmp (block->hash, made->hash) == 0)
    self->counts->n_kept++;
  else
    merge_conflict (self, block, made);
}

static void
merge_known (Merge *self, const PostilMarkdownBlockRange *block, guint number)
{
  const PostilMarkdownBlockRange *made = &g_array_index (self->made_blocks, PostilMarkdownBlockRange, number);
  PostilMarkdownSlot *slot = &g_array_index (self->placer.slots, PostilMarkdownSlot, number);
  Notice notice = find_notice (self, block->id);

  g_hash_table_add (self->next->ids, g_strdup (block->id));
  if (slot->stands)
    return;
  slot->stands = TRUE;
  slot->file_start = block->start;
  slot->file_end = notice.found && notice.end > block->end ? notice.end : block->end;
  if (block->state == POSTIL_MARKDOWN_BLOCK_BROKEN)
    self->counts->n_kept++;
  else if (block->state == POSTIL_MARKDOWN_BLOCK_EDITED)
    merge_edited (self, block, made);
  else if (strcmp (block->hash, made->hash) == 0)
    self->counts->n_same++;
  else
    replace_block (self, block, made);
}

/* Its note is in the trash, or belongs to this file no more. */
static void
merge_gone (Merge *self, const PostilMarkdownBlockRange *block)
{
  Notice notice = find_notice (self, block->id);

  if (block->state == POSTIL_MARKDOWN_BLOCK_BROKEN)
    return;
  drop_notice (self, &notice);
  if (block->state == POSTIL_MARKDOWN_BLOCK_INTACT)
    {
      remove_block (self, block->start, block->end);
      self->counts->n_removed++;
      return;
    }
  remove_lines (self, block->start, block->content_start);
  remove_lines (self, block->content_end, block->end);
  self->counts->n_released++;
}

/* 1 and up; 0: an export makes no such block now. */
static guint
find_number (Merge *self, const char *id)
{
  gpointer number = g_hash_table_lookup (self->numbers, id);

  return GPOINTER_TO_UINT (number);
}

static void
merge_blocks (Merge *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const PostilMarkdownBlockRange *block = &g_array_index (self->blocks, PostilMarkdownBlockRange, i);
      guint number = find_number (self, block->id);

      if (number > 0)
        merge_known (self, block, number - 1);
      else
        merge_gone (self, block);
    }
}

static void
insert_missing (Merge *self, gboolean restore)
{
  for (guint i = 0; i < self->made_blocks->len; i++)
    {
      const PostilMarkdownBlockRange *made = &g_array_index (self->made_blocks, PostilMarkdownBlockRange, i);

      if (g_array_index (self->placer.slots, PostilMarkdownSlot, i).stands)
        continue;
      g_hash_table_add (self->next->ids, g_strdup (made->id));
      if (!restore && g_hash_table_contains (self->base->ids, made->id))
        {
          self->counts->n_withheld++;
          continue;
        }
      postil_markdown_placer_insert (&self->placer, i);
      self->counts->n_added++;
    }
}

/* The ledger stays where it is; a file that lost it gets it at its end. A file that came to what an export would make counts as one. */
static char *
finish (Merge *self)
{
  g_autofree char *line = postil_markdown_ledger_make_line (self->next, NULL);
  g_autofree char *with_gap = g_strconcat ("\n", line, NULL);
  g_autofree char *merged = NULL;
  g_autofree char *dressed = postil_markdown_dress (self->made, self->file);
  g_autoptr (PostilMarkdownLedger) now = NULL;
  g_autoptr (PostilMarkdownLedger) made = postil_markdown_ledger_read (dressed);

  if (self->base->found)
    postil_markdown_edits_add (self->edits, self->base->start, self->base->end - self->base->start, line);
  else
    postil_markdown_edits_add (self->edits, strlen (self->file), 0, with_gap);
  merged = postil_markdown_edits_apply (self->edits);
  now = postil_markdown_ledger_read (merged);
  if (now->start == made->start && strncmp (merged, dressed, now->start) == 0
      && strcmp (merged + now->end, dressed + made->end) == 0)
    return g_steal_pointer (&dressed);
  return g_steal_pointer (&merged);
}

static void
merge_clear (Merge *self)
{
  g_array_unref (self->blocks);
  g_array_unref (self->made_blocks);
  g_hash_table_unref (self->numbers);
  postil_markdown_ledger_free (self->base);
  postil_markdown_ledger_free (self->next);
  postil_markdown_edits_free (self->edits);
  postil_markdown_placer_clear (&self->placer);
}

static void
merge_init (Merge *self, const char *file_text, const char *made_text)
{
  self->file = file_text;
  self->made = made_text;
  self->has_notices = strstr (file_text, CHANGED) != NULL;
  self->blocks = postil_markdown_scan_blocks (file_text);
  self->made_blocks = postil_markdown_scan_blocks (made_text);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->made_blocks->len; i++)
    g_hash_table_insert (self->numbers, g_array_index (self->made_blocks, PostilMarkdownBlockRange, i).id,
                         GUINT_TO_POINTER (i + 1));
  self->base = postil_markdown_ledger_read (file_text);
  self->next = postil_markdown_ledger_new ();
  self->edits = postil_markdown_edits_new (file_text);
  self->placer.edits = self->edits;
  self->placer.end = self->base->found && file_text[self->base->end] == '\0' ? self->base->start : strlen (file_text);
  postil_markdown_placer_init (&self->placer, file_text, made_text, self->blocks, self->made_blocks);
}

/* The file is as an export left it: what changed can only have changed in the program. */
static void
count_whole (Merge *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const PostilMarkdownBlockRange *block = &g_array_index (self->blocks, PostilMarkdownBlockRange, i);
      guint number = find_number (self, block->id);

      if (number == 0)
        self->counts->n_removed++;
      else if (strcmp (g_array_index (self->made_blocks, PostilMarkdownBlockRange, number - 1).hash, block->hash) == 0)
        self->counts->n_same++;
      else
        self->counts->n_updated++;
    }
  self->counts->n_added = self->made_blocks->len - self->counts->n_same - self->counts->n_updated;
}

/**
 * postil_markdown_merge:
 * @file_text: the file as it stands now, made by an earlier export and maybe edited since; LF or CR LF
 * @made_text: the file as an export makes it now; LF
 * @restore: whether blocks that the reader took out come back
 * @counts: (out) (optional): what became of the blocks
 *
 * Merges block by block and key by key. Merging the result with the same @made_text again changes no byte. Line ends and a byte order
 * mark stay as the file has them.
 *
 * Returns: (transfer full): the file as it should be; any thread
 */
char *
postil_markdown_merge (const char *file_text, const char *made_text, gboolean restore, PostilMarkdownMergeCounts *counts)
{
  PostilMarkdownMergeCounts unused;
  Merge self = { .counts = counts != NULL ? counts : &unused };
  PostilMarkdownFrontMerge front = { .file_text = file_text, .made_text = made_text };
  char *merged = NULL;

  g_return_val_if_fail (file_text != NULL && made_text != NULL, NULL);

  memset (self.counts, 0, sizeof *self.counts);
  merge_init (&self, file_text, made_text);
  if (self.base->found && self.base->whole)
    {
      count_whole (&self);
      merged = postil_markdown_dress (made_text, file_text);
      merge_clear (&self);
      return merged;
    }
  front.base = self.base;
  front.next = self.next;
  front.edits = self.edits;
  self.counts->front_matter_unreadable = postil_markdown_front_merge (&front) == POSTIL_MARKDOWN_FRONT_UNREADABLE;
  merge_blocks (&self);
  insert_missing (&self, restore);
  merged = finish (&self);
  merge_clear (&self);
  return merged;
}

/**
 * postil_markdown_read_article_key:
 * @file_text: a file, or its beginning
 *
 * Reads from the front matter which article a file belongs to, however an editor may have rewritten it.
 *
 * Returns: (transfer full) (nullable): the key; any thread
 */
char *
postil_markdown_read_article_key (const char *file_text)
{
  g_autoptr (PostilMarkdownFront) front = postil_markdown_front_read (file_text);
  const PostilMarkdownEntry *entry = postil_markdown_front_find (front, "postil_id");

  return entry != NULL && entry->values->len == 1 ? g_strdup (g_ptr_array_index (entry->values, 0)) : NULL;
}

/**
 * postil_markdown_is_exported:
 * @file_text: a file
 *
 * Returns: whether an export of ours ever wrote into it, as far as the file can tell; any thread
 */
gboolean
postil_markdown_is_exported (const char *file_text)
{
  g_autoptr (PostilMarkdownLedger) ledger = postil_markdown_ledger_read (file_text);
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (file_text);

  return ledger->found || blocks->len > 0;
}
