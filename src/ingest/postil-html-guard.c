/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear scan over a page before it is parsed: tags nested deeper than the parser bears, formatting elements that are never
 * closed and attributes by the hundred are left out; the text between them stays. The parser's time and stack grow with the
 * square of all three. The scan never takes something for text that the parser takes for a tag: where they could differ, it
 * counts. */
#include "config.h"

#include "postil-html-tree-private.h"

#include "postil-html-kinds-private.h"
#include "postil-ingest.h"

#include <string.h>

#define MAX_OPEN_FORMATTING 48
#define MAX_ATTRIBUTES 96
#define MAX_SCRIPT 128 /* bytes of a script that are not worth leaving out */

typedef struct
{
  guint8 tag;
  guint16 formatting; /* open before it, when it is a cell: its end ends all that was opened in it */
} Open;

typedef struct
{
  const char *html;
  gsize length;
  gsize kept;   /* up to here the page is copied to `out` */
  GString *out; /* NULL until something is left out */
  Open stack[POSTIL_INGEST_MAX_DEPTH];
  guint depth;
  guint overflow; /* open elements that were left out for depth */
  guint formatting;
  guint foreign; /* open svg, math and select elements: inside them nothing is raw text */
} Guard;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void
leave_out (Guard *guard, gsize from, gsize to)
{
  if (guard->out == NULL)
    guard->out = g_string_sized_new (guard->length);
  g_string_append_len (guard->out, guard->html + guard->kept, from - guard->kept);
  guard->kept = to;
}

/* Returns the place after the value that begins at `at`. */
static gsize
skip_value (const Guard *guard, gsize at)
{
  while (at < guard->length && is_blank (guard->html[at]))
    at++;
  if (at < guard->length && (guard->html[at] == '"' || guard->html[at] == '\''))
    {
      const char *end = memchr (guard->html + at + 1, guard->html[at], guard->length - at - 1);

      return end != NULL ? (gsize) (end - guard->html) + 1 : guard->length;
    }
  while (at < guard->length && !is_blank (guard->html[at]) && guard->html[at] != '>')
    at++;
  return at;
}

/* Returns the place of the '>' that ends a tag, or the length; `cut` is where the attributes become too many, or 0. */
static gsize
find_tag_end (const Guard *guard, gsize at, gsize *cut, gboolean *closes_itself)
{
  guint n_attributes = 0;

  *cut = 0;
  *closes_itself = FALSE;
  while (at < guard->length)
    {
      while (at < guard->length && (is_blank (guard->html[at]) || guard->html[at] == '/'))
        at++;
      if (at >= guard->length)
        break;
      if (guard->html[at] == '>')
        {
          *closes_itself = guard->html[at - 1] == '/';
          return at;
        }
      if (++n_attributes > MAX_ATTRIBUTES && *cut == 0)
        *cut = at;
      at++;
      while (at < guard->length && !is_blank (guard->html[at]) && guard->html[at] != '/' && guard->html[at] != '>'
             && guard->html[at] != '=')
        at++;
      while (at < guard->length && is_blank (guard->html[at]))
        at++;
      if (at < guard->length && guard->html[at] == '=')
        at = skip_value (guard, at + 1);
    }
  return guard->length;
}

static gsize
skip_markup (const Guard *guard, gsize at)
{
  const char *rest = guard->html + at;
  gsize left = guard->length - at;
  const char *end;

  if (left >= 4 && memcmp (rest, "<!--", 4) == 0)
    {
      if (left > 4 && rest[4] == '>')
        return at + 5;
      if (left > 5 && memcmp (rest + 4, "->", 2) == 0)
        return at + 6;
      for (end = memchr (rest + 4, '>', left - 4); end != NULL; end = memchr (end + 1, '>', left - (end + 1 - rest)))
        if (memcmp (end - 2, "--", 2) == 0 || (end - 3 >= rest + 4 && memcmp (end - 3, "--!", 3) == 0))
          return end - guard->html + 1;
      return guard->length;
    }
  end = memchr (rest, '>', left);
  return end != NULL ? (gsize) (end - guard->html) + 1 : guard->length;
}

/* Skips the text of a script or style element; stops before its end tag. */
static gsize
skip_raw_text (const Guard *guard, gsize at, const char *name, gsize n)
{
  while (at < guard->length)
    {
      const char *found = memchr (guard->html + at, '<', guard->length - at);
      gsize left;

      if (found == NULL)
        return guard->length;
      left = guard->length - (found - guard->html);
      if (left > n + 2 && found[1] == '/' && g_ascii_strncasecmp (found + 2, name, n) == 0)
        return found - guard->html;
      at = found - guard->html + 1;
    }
  return guard->length;
}

/* A link ends the one before it, so that links are never many. */
static gboolean
is_counted (GumboTag tag)
{
  return (postil_html_kinds[tag] & POSTIL_HTML_KIND_FORMATTING && tag != GUMBO_TAG_A) || tag == GUMBO_TAG_NOBR;
}

#define ANY_TABLE (POSTIL_HTML_KIND_PART | POSTIL_HTML_KIND_HOLDS_ROW)

/* Ends all from a place on. */
static void
cut_stack (Guard *guard, guint place)
{
  while (guard->depth > place)
    {
      const Open *open = &guard->stack[--guard->depth];

      if (postil_html_kinds[open->tag] & POSTIL_HTML_KIND_CELL)
        guard->formatting = MIN (guard->formatting, open->formatting);
    }
}

/* Returns: one more than the place of an open element, which is not looked for beyond one of the kinds `borders`; 0 for none */
static guint
find_open (const Guard *guard, GumboTag tag, guint16 borders)
{
  for (guint i = guard->depth; i > 0; i--)
    {
      GumboTag open = guard->stack[i - 1].tag;

      if (open == tag)
        return i;
      if (postil_html_kinds[open] & borders || open == GUMBO_TAG_TEMPLATE)
        return 0;
    }
  return 0;
}

static void
close_part (Guard *guard, GumboTag tag)
{
  for (guint i = guard->depth; i > 0; i--)
    {
      GumboTag open = guard->stack[i - 1].tag;
      gboolean both_cells = postil_html_kinds[open] & postil_html_kinds[tag] & POSTIL_HTML_KIND_CELL;

      if (open == GUMBO_TAG_TABLE || open == GUMBO_TAG_TEMPLATE)
        return;
      if (open != tag && !both_cells)
        continue;
      cut_stack (guard, i - 1);
      return;
    }
}

static void
close_item (Guard *guard, GumboTag tag)
{
  for (guint i = guard->depth; i > 0; i--)
    {
      GumboTag open = guard->stack[i - 1].tag;

      if (open == tag || (tag != GUMBO_TAG_LI && (open == GUMBO_TAG_DD || open == GUMBO_TAG_DT)))
        {
          cut_stack (guard, i - 1);
          return;
        }
      if (postil_html_kinds[open] & POSTIL_HTML_KIND_SPECIAL && open != GUMBO_TAG_ADDRESS && open != GUMBO_TAG_DIV
          && open != GUMBO_TAG_P)
        return;
    }
}

/* Elements whose end tag is usually left out: the next one of the kind ends the one before. */
static void
close_implied (Guard *guard, GumboTag tag)
{
  guint16 kind = postil_html_kinds[tag];
  GumboTag top = guard->depth > 0 ? guard->stack[guard->depth - 1].tag : GUMBO_TAG_LAST;

  if (kind & POSTIL_HTML_KIND_ITEM)
    close_item (guard, tag);
  else if (kind & POSTIL_HTML_KIND_PART)
    close_part (guard, tag);
  else if (top == GUMBO_TAG_P && (kind & (POSTIL_HTML_KIND_BLOCK | POSTIL_HTML_KIND_HEADING) || tag == GUMBO_TAG_FORM))
    guard->depth--;
  else if (top == GUMBO_TAG_OPTION && (tag == GUMBO_TAG_OPTION || tag == GUMBO_TAG_OPTGROUP))
    guard->depth--;
}

/* Returns whether the start tag may stay. */
static gboolean
enter (Guard *guard, GumboTag tag, gboolean closes_itself)
{
  gboolean foreign = tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH;
  guint16 kind = postil_html_kinds[tag];

  if (kind & POSTIL_HTML_KIND_VOID || (closes_itself && (foreign || guard->foreign > 0)))
    return TRUE;
  if (is_counted (tag))
    {
      if (guard->formatting >= MAX_OPEN_FORMATTING)
        return FALSE;
      guard->formatting++;
    }
  close_implied (guard, tag);
  if (guard->depth == POSTIL_INGEST_MAX_DEPTH)
    {
      guard->overflow++;
      return FALSE;
    }
  guard->foreign += foreign || tag == GUMBO_TAG_SELECT;
  guard->stack[guard->depth].tag = tag;
  guard->stack[guard->depth++].formatting = guard->formatting;
  return TRUE;
}

/* Whether an element of the kinds `kinds` was opened after the first `place` ones. */
static gboolean
has_above (const Guard *guard, guint place, guint16 kinds)
{
  for (guint i = place; i < guard->depth; i++)
    if (postil_html_kinds[guard->stack[i].tag] & kinds)
      return TRUE;
  return FALSE;
}

/* Formatting that ends outside the block it began in leaves the block open; its end inside a cell that it is not in ends nothing. */
static void
leave_formatting (Guard *guard, GumboTag tag)
{
  guint found = find_open (guard, tag, POSTIL_HTML_KIND_BORDER);

  if (found == 0 && has_above (guard, 0, POSTIL_HTML_KIND_BORDER))
    return;
  if (guard->formatting > 0 && is_counted (tag))
    guard->formatting--;
  if (found == 0)
    return;
  if (has_above (guard, found, POSTIL_HTML_KIND_SPECIAL))
    {
      memmove (&guard->stack[found - 1], &guard->stack[found], (guard->depth - found) * sizeof guard->stack[0]);
      guard->depth--;
    }
  else
    cut_stack (guard, found - 1);
}

static guint
find_heading (const Guard *guard)
{
  for (guint i = guard->depth; i > 0; i--)
    {
      guint16 kind = postil_html_kinds[guard->stack[i - 1].tag];

      if (kind & POSTIL_HTML_KIND_HEADING)
        return i;
      if (kind & POSTIL_HTML_KIND_BORDER)
        return 0;
    }
  return 0;
}

/* Returns: one more than the place of the element that an end tag ends; 0 for none */
static guint
find_ended (const Guard *guard, GumboTag tag)
{
  guint16 kind = postil_html_kinds[tag];
  guint list;

  if (tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_SELECT || tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH || guard->foreign > 0)
    return find_open (guard, tag, 0);
  if (kind & POSTIL_HTML_KIND_HEADING)
    return find_heading (guard);
  if (kind & ANY_TABLE)
    {
      guint table = find_open (guard, GUMBO_TAG_TABLE, 0);
      guint found = find_open (guard, tag, 0);

      return found >= table ? found : 0;
    }
  if (kind & (POSTIL_HTML_KIND_BLOCK | POSTIL_HTML_KIND_ITEM | POSTIL_HTML_KIND_ODD))
    {
      guint found = find_open (guard, tag, POSTIL_HTML_KIND_BORDER);

      list = MAX (find_open (guard, GUMBO_TAG_UL, 0), find_open (guard, GUMBO_TAG_OL, 0));
      return tag == GUMBO_TAG_LI && list > found ? 0 : found;
    }
  return find_open (guard, tag, POSTIL_HTML_KIND_SPECIAL | POSTIL_HTML_KIND_BORDER);
}

/* Returns whether the end tag may stay. */
static gboolean
leave (Guard *guard, GumboTag tag)
{
  guint found;

  if (guard->overflow > 0)
    {
      guard->overflow--;
      return FALSE;
    }
  if (guard->foreign > 0 && (tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH || tag == GUMBO_TAG_SELECT))
    guard->foreign--;
  if (postil_html_kinds[tag] & POSTIL_HTML_KIND_FORMATTING || tag == GUMBO_TAG_NOBR || tag == GUMBO_TAG_FORM)
    {
      leave_formatting (guard, tag);
      return TRUE;
    }
  found = find_ended (guard, tag);
  if (found > 0)
    cut_stack (guard, found - 1);
  return TRUE;
}

static gsize
find_name_end (const Guard *guard, gsize at)
{
  while (at < guard->length && !is_blank (guard->html[at]) && guard->html[at] != '/' && guard->html[at] != '>')
    at++;
  return at;
}

static gsize
scan_tag (Guard *guard, gsize at)
{
  gboolean ends = guard->html[at + 1] == '/';
  gsize name_at = at + 1 + ends;
  gsize name_end = find_name_end (guard, name_at);
  GumboTag tag = gumbo_tagn_enum (guard->html + name_at, name_end - name_at);
  gsize cut, end, text_end;
  gboolean closes_itself;

  end = find_tag_end (guard, name_end, &cut, &closes_itself);
  if (end >= guard->length)
    return guard->length;
  if (ends ? !leave (guard, tag) : !enter (guard, tag, closes_itself))
    leave_out (guard, at, end + 1);
  else if (cut != 0)
    leave_out (guard, cut, end);
  if (ends || guard->foreign > 0 || (tag != GUMBO_TAG_SCRIPT && tag != GUMBO_TAG_STYLE))
    return end + 1;
  text_end = skip_raw_text (guard, end + 1, guard->html + name_at, name_end - name_at);
  /* Scripts are half of many pages, and only the data among them is ever looked at. */
  if (text_end - end > MAX_SCRIPT && !memmem (guard->html + at, end - at, "json", 4))
    leave_out (guard, end + 1, text_end);
  return text_end;
}

/*
 * postil_html_guard:
 * @html: valid UTF-8, `length` bytes
 * @length: in bytes
 * @new_length: (out): of the page returned, in bytes
 *
 * Leaves out of a page what the parser cannot bear: tags nested deeper than POSTIL_INGEST_MAX_DEPTH, formatting elements beyond
 * what anyone leaves open, attributes beyond what anyone writes. Linear in the length.
 *
 * Returns: (transfer full) (nullable): the page without them, NULL when it may be parsed as it is
 */
char *
postil_html_guard (const char *html, gsize length, gsize *new_length)
{
  Guard guard = { .html = html, .length = length };
  gsize at = 0;

  postil_html_kinds_fill ();
  while (at < length)
    {
      const char *found = memchr (html + at, '<', length - at);

      if (found == NULL || found + 1 >= html + length)
        break;
      at = found - html;
      if (g_ascii_isalpha (found[1]) || (found[1] == '/' && at + 2 < length && g_ascii_isalpha (found[2])))
        at = scan_tag (&guard, at);
      else if (found[1] == '!' || found[1] == '?' || found[1] == '/')
        at = skip_markup (&guard, at);
      else
        at++;
    }
  if (guard.out == NULL)
    return NULL;
  g_string_append_len (guard.out, html + guard.kept, length - guard.kept);
  *new_length = guard.out->len;
  return g_string_free (guard.out, FALSE);
}
