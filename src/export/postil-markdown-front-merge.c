/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the front matter of a file up to date key by key. A key is ours as long as it says what we wrote last; what the reader
 * changed, added, took out or put in another order stays so, and so does every other key. */
#include "config.h"

#include "postil-markdown-front-private.h"

#include "postil-markdown-yaml-private.h"

#include <string.h>

typedef struct
{
  const PostilMarkdownFrontMerge *merge;
  const PostilMarkdownFront *file;
  gsize place; /* where a new key goes */
} Merge;

/* Keys that only say how things stand; a file that lost its ledger still gets them right. */
static gboolean
is_state (const char *key)
{
  static const char *const keys[] = { "updated", "postil_notes", "postil_id", NULL };

  return g_strv_contains (keys, key);
}

static void
keep_base (Merge *self, const char *key)
{
  const char *base = g_hash_table_lookup (self->merge->base->keys, key);

  if (base != NULL)
    g_hash_table_replace (self->merge->next->keys, g_strdup (key), g_strdup (base));
}

static void
note_written (Merge *self, const PostilMarkdownEntry *made)
{
  g_hash_table_replace (self->merge->next->keys, g_strdup (made->key), postil_markdown_entry_hash (made));
}

static void
put_entry (Merge *self, const PostilMarkdownEntry *made, gsize at, gsize removed)
{
  g_autofree char *lines = g_strndup (self->merge->made_text + made->start, made->end - made->start);

  postil_markdown_edits_add (self->merge->edits, at, removed, lines);
}

static void
merge_text (Merge *self, const PostilMarkdownEntry *entry, const PostilMarkdownEntry *made)
{
  const char *base = g_hash_table_lookup (self->merge->base->keys, made->key);
  g_autofree char *now = postil_markdown_entry_hash (entry);
  g_autofree char *new = postil_markdown_entry_hash (made);
  gboolean ours = base != NULL ? strcmp (now, base) == 0 : !self->merge->base->found && is_state (made->key);

  if (!entry->is_list && strcmp (now, new) == 0)
    note_written (self, made);
  else if (!entry->is_list && ours)
    {
      put_entry (self, made, entry->start, entry->end - entry->start);
      note_written (self, made);
    }
  else
    keep_base (self, made->key);
}

static GHashTable *
split_hashes (const char *hashes)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_strsplit (hashes != NULL ? hashes : "", ",", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_hash_table_add (set, g_strdup (parts[i]));
  return set;
}

static GHashTable *
hash_values (const PostilMarkdownEntry *entry)
{
  g_autofree char *hashes = entry != NULL ? postil_markdown_entry_hash (entry) : NULL;

  return split_hashes (hashes);
}

/* What the list will hold, and which of its items go. (element-type utf8) */
static GPtrArray *
find_left (const PostilMarkdownEntry *entry, GHashTable *base, GHashTable *new, GArray *gone)
{
  GPtrArray *left = g_ptr_array_new ();

  for (guint i = 0; i < entry->values->len; i++)
    {
      g_autofree char *hash = postil_markdown_value_hash (g_ptr_array_index (entry->values, i));

      if (g_hash_table_contains (base, hash) && !g_hash_table_contains (new, hash))
        g_array_append_val (gone, i);
      else
        g_ptr_array_add (left, g_ptr_array_index (entry->values, i));
    }
  return left;
}

/* (element-type utf8) values of ours that are new, and not in the list by the reader's own hand. */
static GPtrArray *
find_fresh (const PostilMarkdownEntry *entry, const PostilMarkdownEntry *made, GHashTable *base)
{
  GPtrArray *fresh = g_ptr_array_new ();
  g_autoptr (GHashTable) now = hash_values (entry);

  for (guint i = 0; made != NULL && i < made->values->len; i++)
    {
      g_autofree char *hash = postil_markdown_value_hash (g_ptr_array_index (made->values, i));

      if (!g_hash_table_contains (base, hash) && !g_hash_table_contains (now, hash))
        g_ptr_array_add (fresh, g_ptr_array_index (made->values, i));
    }
  return fresh;
}

static void
append_items (GString *out, GPtrArray *values, guint indent)
{
  for (guint i = 0; i < values->len; i++)
    {
      g_autofree char *scalar = postil_markdown_yaml_string (g_ptr_array_index (values, i));

      g_string_append_printf (out, "%*s- %s\n", (int) indent, "", scalar);
    }
}

/* A list with a line each keeps its lines; any other form is written anew. */
static void
change_list (Merge *self, const PostilMarkdownEntry *entry, GPtrArray *left, GPtrArray *fresh, GArray *gone)
{
  PostilMarkdownEdits *edits = self->merge->edits;
  g_autoptr (GString) out = g_string_new (NULL);

  if (left->len + fresh->len == 0)
    {
      postil_markdown_edits_add (edits, entry->start, entry->end - entry->start, "");
      return;
    }
  if (entry->items->len == 0)
    {
      g_string_append_printf (out, "%s:\n", entry->key);
      append_items (out, left, 2);
      append_items (out, fresh, 2);
      postil_markdown_edits_add (edits, entry->start, entry->end - entry->start, out->str);
      return;
    }
  for (guint i = 0; i < gone->len; i++)
    {
      const PostilMarkdownItem *item = &g_array_index (entry->items, PostilMarkdownItem, g_array_index (gone, guint, i));

      postil_markdown_edits_add (edits, item->start, item->end - item->start, "");
    }
  append_items (out, fresh, g_array_index (entry->items, PostilMarkdownItem, 0).indent);
  if (out->len > 0)
    postil_markdown_edits_add (edits, entry->end, 0, out->str);
}

/* made: (nullable): no such key any more */
static void
merge_list (Merge *self, const PostilMarkdownEntry *entry, const PostilMarkdownEntry *made)
{
  g_autoptr (GHashTable) base = split_hashes (g_hash_table_lookup (self->merge->base->keys, entry->key));
  g_autoptr (GHashTable) new = hash_values (made);
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) left = find_left (entry, base, new, gone);
  g_autoptr (GPtrArray) fresh = find_fresh (entry, made, base);

  if (fresh->len + gone->len > 0)
    change_list (self, entry, left, fresh, gone);
  if (made != NULL)
    note_written (self, made);
}

static void
merge_entry (Merge *self, const PostilMarkdownEntry *made)
{
  const PostilMarkdownEntry *entry = postil_markdown_front_find (self->file, made->key);

  if (entry == NULL && g_hash_table_contains (self->merge->base->keys, made->key))
    {
      keep_base (self, made->key);
      return;
    }
  if (entry == NULL)
    {
      put_entry (self, made, self->place, 0);
      note_written (self, made);
      return;
    }
  self->place = entry->end;
  if (entry->is_other)
    keep_base (self, made->key);
  else if (made->is_list)
    merge_list (self, entry, made);
  else
    merge_text (self, entry, made);
}

/* A key we wrote and have nothing to say for any more. */
static void
drop_entry (Merge *self, const PostilMarkdownEntry *entry)
{
  const char *base = g_hash_table_lookup (self->merge->base->keys, entry->key);
  g_autofree char *now = postil_markdown_entry_hash (entry);

  if (base == NULL || entry->is_other)
    return;
  if (entry->is_list)
    merge_list (self, entry, NULL);
  else if (strcmp (now, base) == 0)
    postil_markdown_edits_add (self->merge->edits, entry->start, entry->end - entry->start, "");
}

/* Returns how the file's front matter was found; only a readable one is changed. */
PostilMarkdownFrontState
postil_markdown_front_merge (const PostilMarkdownFrontMerge *merge)
{
  g_autoptr (PostilMarkdownFront) file = postil_markdown_front_read (merge->file_text);
  g_autoptr (PostilMarkdownFront) made = postil_markdown_front_read (merge->made_text);
  Merge self = { .merge = merge, .file = file, .place = file->end };

  for (guint i = 0; i < made->entries->len; i++)
    {
      const PostilMarkdownEntry *entry = g_ptr_array_index (made->entries, i);

      if (file->state == POSTIL_MARKDOWN_FRONT_READ)
        merge_entry (&self, entry);
      else
        keep_base (&self, entry->key);
    }
  for (guint i = 0; i < file->entries->len; i++)
    {
      const PostilMarkdownEntry *entry = g_ptr_array_index (file->entries, i);

      if (postil_markdown_front_find (made, entry->key) == NULL)
        drop_entry (&self, entry);
    }
  return file->state;
}
