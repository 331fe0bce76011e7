/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new block goes beside its neighbours: before the next one of its section that stands in the file, else behind the last one, else
 * at the end of the section, and a section that is not there is begun. */
#include "config.h"

#include "postil-markdown-place-private.h"

#include "postil-markdown-blocks.h"
#include "postil-markdown-lines-private.h"

#include <string.h>

#define MAX_LEVEL 6

static void
heading_clear (gpointer data)
{
  g_free (((PostilMarkdownHeading *) data)->text);
}

/* 1 to 6; 0: no heading. */
static guint
get_level (const PostilMarkdownLine *line)
{
  const char *p = line->text + line->start;
  gsize level = strspn (p, "#");

  return level <= MAX_LEVEL && level < line->length && p[level] == ' ' ? (guint) level : 0;
}

static void
end_sections (PostilMarkdownPlacer *self, guint level, gsize at)
{
  for (guint i = self->headings->len; i > 0; i--)
    {
      PostilMarkdownHeading *heading = &g_array_index (self->headings, PostilMarkdownHeading, i - 1);

      if (heading->section_end == G_MAXSIZE && heading->level >= level)
        heading->section_end = at;
    }
}

/* A heading inside one of our blocks belongs to the block, one inside a fence to the code. */
static void
find_headings (PostilMarkdownPlacer *self, GArray *file_blocks)
{
  PostilMarkdownLine line = { .text = self->file_text, .size = self->end };
  guint block = 0;
  gboolean fenced = FALSE;

  while (postil_markdown_read_line (&line))
    {
      PostilMarkdownHeading heading = { .start = line.start, .next = line.next, .section_end = G_MAXSIZE };

      while (block < file_blocks->len && g_array_index (file_blocks, PostilMarkdownBlockRange, block).end <= line.start)
        block++;
      if (block < file_blocks->len && line.start >= g_array_index (file_blocks, PostilMarkdownBlockRange, block).start)
        continue;
      if (g_str_has_prefix (line.text + line.start, "```") || g_str_has_prefix (line.text + line.start, "~~~"))
        fenced = !fenced;
      heading.level = fenced ? 0 : get_level (&line);
      if (heading.level == 0)
        continue;
      end_sections (self, heading.level, line.start);
      heading.text = postil_markdown_line_dup (&line);
      g_array_append_val (self->headings, heading);
    }
  end_sections (self, 0, self->end);
}

static gboolean
is_empty_between (const char *text, gsize from, gsize to)
{
  PostilMarkdownLine line = { .text = text, .size = to, .next = from };

  while (postil_markdown_read_line (&line))
    if (!postil_markdown_line_is_empty (&line))
      return FALSE;
  return TRUE;
}

/* The place behind the line the last heading before `to` starts at, or behind what is no heading. */
static gsize
find_lead (const char *text, gsize from, gsize to)
{
  PostilMarkdownLine line = { .text = text, .size = to, .next = from };
  gsize lead = from;

  while (postil_markdown_read_line (&line))
    if (!postil_markdown_line_is_empty (&line) && get_level (&line) < 2)
      lead = line.next;
  return lead;
}

static void
find_slots (PostilMarkdownPlacer *self, GArray *made_blocks)
{
  gsize before = 0;
  guint group = 0;
  gsize lead = 0;
  gsize lead_end = 0;

  for (guint i = 0; i < made_blocks->len; i++)
    {
      const PostilMarkdownBlockRange *block = &g_array_index (made_blocks, PostilMarkdownBlockRange, i);
      PostilMarkdownSlot slot = { .start = block->start, .end = block->end };

      if (i == 0 || !is_empty_between (self->made_text, before, block->start))
        {
          group++;
          lead = find_lead (self->made_text, before, block->start);
          lead_end = block->start;
        }
      slot.group = group;
      slot.lead = lead;
      slot.lead_end = lead_end;
      before = block->end;
      g_array_append_val (self->slots, slot);
    }
}

/* end: set before; where text behind the last section goes. */
void
postil_markdown_placer_init (PostilMarkdownPlacer *self, const char *file_text, const char *made_text, GArray *file_blocks,
                             GArray *made_blocks)
{
  self->file_text = file_text;
  self->made_text = made_text;
  self->slots = g_array_new (FALSE, TRUE, sizeof (PostilMarkdownSlot));
  self->headings = g_array_new (FALSE, TRUE, sizeof (PostilMarkdownHeading));
  g_array_set_clear_func (self->headings, heading_clear);
  find_headings (self, file_blocks);
  find_slots (self, made_blocks);
}

void
postil_markdown_placer_clear (PostilMarkdownPlacer *self)
{
  g_array_unref (self->slots);
  g_array_unref (self->headings);
}

static PostilMarkdownSlot *
get_slot (PostilMarkdownPlacer *self, guint i)
{
  return &g_array_index (self->slots, PostilMarkdownSlot, i);
}

static const PostilMarkdownHeading *
find_heading (PostilMarkdownPlacer *self, const char *text)
{
  for (guint i = 0; i < self->headings->len; i++)
    {
      const PostilMarkdownHeading *heading = &g_array_index (self->headings, PostilMarkdownHeading, i);

      if (strcmp (heading->text, text) == 0)
        return heading;
    }
  return NULL;
}

/* The headings of a lead that the file lacks, with the empty lines around them; last: (out) (nullable): the innermost that it has. */
static char *
make_lead (PostilMarkdownPlacer *self, const PostilMarkdownSlot *slot, const PostilMarkdownHeading **last)
{
  PostilMarkdownLine line = { .text = self->made_text, .size = slot->lead_end, .next = slot->lead };
  GString *out = g_string_new (NULL);

  *last = NULL;
  while (postil_markdown_read_line (&line))
    {
      g_autofree char *text = postil_markdown_line_dup (&line);
      const PostilMarkdownHeading *found = get_level (&line) > 0 && out->len == 0 ? find_heading (self, text) : NULL;

      if (found != NULL)
        *last = found;
      else if (!postil_markdown_line_is_empty (&line))
        g_string_append_printf (out, "%s\n\n", text);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_block_between (PostilMarkdownPlacer *self, gsize from, gsize to)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      const PostilMarkdownSlot *slot = get_slot (self, i);

      if (slot->stands && slot->file_start >= from && slot->file_start < to)
        return TRUE;
    }
  return FALSE;
}

/* Back over the group's own headings, and what the reader wrote below them. */
static gsize
step_before_lead (PostilMarkdownPlacer *self, const PostilMarkdownSlot *slot)
{
  gsize at = slot->file_start;

  for (guint i = self->headings->len; i > 0; i--)
    {
      const PostilMarkdownHeading *heading = &g_array_index (self->headings, PostilMarkdownHeading, i - 1);
      g_autofree char *lead = NULL;

      if (heading->start >= at)
        continue;
      lead = g_strndup (self->made_text + slot->lead, slot->lead_end - slot->lead);
      if (has_block_between (self, heading->start, at) || strstr (lead, heading->text) == NULL)
        break;
      at = heading->start;
    }
  return at;
}

/* Back over empty lines, so that a block at the end of a section stands right behind what is there. */
static gsize
step_over_empty (const char *text, gsize from, gsize at)
{
  while (at > from && (text[at - 1] == '\n' || text[at - 1] == '\r' || text[at - 1] == ' '))
    at--;
  /* Behind the line end, which belongs to the last line. */
  if (text[at] == '\r')
    at++;
  return text[at] == '\n' ? at + 1 : at;
}

static void
put (PostilMarkdownPlacer *self, PostilMarkdownSlot *slot, gsize at, const char *text)
{
  postil_markdown_edits_add (self->edits, at, 0, text);
  slot->stands = TRUE;
  slot->file_start = at;
  slot->file_end = at;
  slot->gap_behind = *text != '\n';
}

/* Behind another block; one that was put before something brought the empty line that follows it. */
static void
put_behind (PostilMarkdownPlacer *self, PostilMarkdownSlot *slot, const PostilMarkdownSlot *other, const char *text)
{
  g_autofree char *placed = other->gap_behind ? g_strconcat (text, "\n", NULL) : g_strconcat ("\n", text, NULL);

  put (self, slot, other->file_end, placed);
}

static char *
dup_block (PostilMarkdownPlacer *self, const PostilMarkdownSlot *slot)
{
  return g_strndup (self->made_text + slot->start, slot->end - slot->start);
}

/* Beside a block of the same group. */
static gboolean
insert_in_group (PostilMarkdownPlacer *self, guint number)
{
  PostilMarkdownSlot *slot = get_slot (self, number);
  g_autofree char *block = dup_block (self, slot);
  g_autofree char *before = g_strconcat (block, "\n", NULL);

  for (guint i = number + 1; i < self->slots->len && get_slot (self, i)->group == slot->group; i++)
    if (get_slot (self, i)->stands)
      {
        put (self, slot, get_slot (self, i)->file_start, before);
        return TRUE;
      }
  for (guint i = number; i > 0 && get_slot (self, i - 1)->group == slot->group; i--)
    if (get_slot (self, i - 1)->stands)
      {
        put_behind (self, slot, get_slot (self, i - 1), block);
        return TRUE;
      }
  return FALSE;
}

static void
insert_group (PostilMarkdownPlacer *self, guint number)
{
  PostilMarkdownSlot *slot = get_slot (self, number);
  const PostilMarkdownHeading *last = NULL;
  g_autofree char *lead = make_lead (self, slot, &last);
  g_autofree char *block = dup_block (self, slot);
  g_autofree char *text = g_strconcat (lead, block, NULL);
  g_autofree char *before = g_strconcat (text, "\n", NULL);
  g_autofree char *behind = g_strconcat ("\n", text, NULL);

  if (last != NULL && *lead == '\0')
    {
      put (self, slot, step_over_empty (self->file_text, last->next, last->section_end), behind);
      return;
    }
  for (guint i = number + 1; i < self->slots->len; i++)
    if (get_slot (self, i)->stands && (last == NULL || get_slot (self, i)->file_start < last->section_end))
      {
        put (self, slot, step_before_lead (self, get_slot (self, i)), before);
        return;
      }
  for (guint i = number; last == NULL && i > 0; i--)
    if (get_slot (self, i - 1)->stands)
      {
        put_behind (self, slot, get_slot (self, i - 1), text);
        return;
      }
  put (self, slot,
       last != NULL ? step_over_empty (self->file_text, last->next, last->section_end)
                    : step_over_empty (self->file_text, 0, self->end),
       behind);
}

/* Slots are inserted from the first to the last. */
void
postil_markdown_placer_insert (PostilMarkdownPlacer *self, guint slot)
{
  if (!insert_in_group (self, slot))
    insert_group (self, slot);
}
