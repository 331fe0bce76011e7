/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear scan over a page before it is parsed: tags nested deeper than the parser bears, formatting elements that are never
 * closed and attributes by the hundred are left out; the text between them stays. The parser's time and stack grow with the
 * square of all three. The scan never takes something for text that the parser takes for a tag: where they could differ, it
 * counts. */
#include "config.h"

#include "postil-html-tree-private.h"

#include "postil-ingest.h"

#include <string.h>

#define MAX_OPEN_FORMATTING 48
#define MAX_ATTRIBUTES 96
#define MAX_NAME 16

typedef struct
{
  const char *html;
  gsize length;
  gsize kept;   /* up to here the page is copied to `out` */
  GString *out; /* NULL until something is left out */
  char stack[POSTIL_INGEST_MAX_DEPTH][MAX_NAME];
  guint depth;
  guint overflow; /* open elements that were left out for depth */
  guint formatting;
  guint foreign; /* open svg, math and select elements: inside them nothing is raw text */
} Guard;

static const char void_names[]
    = " area base br col embed hr img input keygen link meta param source track wbr basefont bgsound frame image ";
static const char formatting_names[] = " b big code em font i nobr s small strike strong tt u ";
static const char paragraph_enders[] = " address article aside blockquote center details dialog dir div dl dd dt fieldset "
                                       "figcaption figure footer form h1 h2 h3 h4 h5 h6 "
                                       "header hgroup hr li main menu nav ol p pre section summary table ul ";

static gboolean
is_one_of (const char *names, const char *name)
{
  char key[MAX_NAME + 2];

  g_snprintf (key, sizeof key, " %s ", name);
  return strstr (names, key) != NULL;
}

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
skip_raw_text (const Guard *guard, gsize at, const char *name)
{
  gsize n = strlen (name);

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

static gboolean
pop_to (Guard *guard, const char *name, const char *boundaries)
{
  for (guint i = guard->depth; i > 0; i--)
    {
      if (strcmp (guard->stack[i - 1], name) == 0)
        {
          guard->depth = i - 1;
          return TRUE;
        }
      if (boundaries != NULL && is_one_of (boundaries, guard->stack[i - 1]))
        return FALSE;
    }
  return FALSE;
}

/* Elements whose end tag is usually left out: the next one of the kind ends the one before. */
static void
close_implied (Guard *guard, const char *name)
{
  if (guard->depth > 0 && strcmp (guard->stack[guard->depth - 1], "p") == 0 && is_one_of (paragraph_enders, name))
    guard->depth--;
  if (strcmp (name, "li") == 0)
    pop_to (guard, "li", " ul ol menu dir table td div ");
  else if (strcmp (name, "dd") == 0 || strcmp (name, "dt") == 0)
    {
      if (!pop_to (guard, "dd", " dl dt table td div "))
        pop_to (guard, "dt", " dl table td div ");
    }
  else if (strcmp (name, "td") == 0 || strcmp (name, "th") == 0)
    {
      if (!pop_to (guard, "td", " tr th table "))
        pop_to (guard, "th", " tr table ");
    }
  else if (strcmp (name, "tr") == 0)
    pop_to (guard, "tr", " table tbody thead tfoot ");
  else if (strcmp (name, "tbody") == 0 || strcmp (name, "tfoot") == 0)
    {
      if (!pop_to (guard, "tbody", " table thead "))
        pop_to (guard, "thead", " table ");
    }
  else if (strcmp (name, "option") == 0)
    pop_to (guard, "option", " select ");
}

/* Returns whether the start tag may stay. */
static gboolean
enter (Guard *guard, const char *name, gboolean closes_itself)
{
  gboolean foreign = strcmp (name, "svg") == 0 || strcmp (name, "math") == 0;

  if (is_one_of (void_names, name) || (closes_itself && (foreign || guard->foreign > 0)))
    return TRUE;
  if (is_one_of (formatting_names, name))
    {
      if (guard->formatting >= MAX_OPEN_FORMATTING)
        return FALSE;
      guard->formatting++;
    }
  close_implied (guard, name);
  if (guard->depth == POSTIL_INGEST_MAX_DEPTH)
    {
      guard->overflow++;
      return FALSE;
    }
  guard->foreign += foreign || strcmp (name, "select") == 0;
  g_strlcpy (guard->stack[guard->depth++], name, MAX_NAME);
  return TRUE;
}

/* Returns whether the end tag may stay. */
static gboolean
leave (Guard *guard, const char *name)
{
  if (guard->overflow > 0)
    {
      guard->overflow--;
      return FALSE;
    }
  if (guard->formatting > 0 && is_one_of (formatting_names, name))
    guard->formatting--;
  if (guard->foreign > 0 && is_one_of (" svg math select ", name))
    guard->foreign--;
  pop_to (guard, name, NULL);
  return TRUE;
}

static void
read_name (const Guard *guard, gsize at, char name[MAX_NAME])
{
  gsize n = 0;

  while (at < guard->length && !is_blank (guard->html[at]) && guard->html[at] != '/' && guard->html[at] != '>')
    {
      if (n < MAX_NAME - 1)
        name[n++] = g_ascii_tolower (guard->html[at]);
      at++;
    }
  name[n] = '\0';
}

static gsize
scan_tag (Guard *guard, gsize at)
{
  gboolean ends = guard->html[at + 1] == '/';
  gsize name_at = at + 1 + ends;
  char name[MAX_NAME];
  gsize cut, end;
  gboolean closes_itself;

  read_name (guard, name_at, name);
  end = find_tag_end (guard, name_at + strlen (name), &cut, &closes_itself);
  if (end >= guard->length)
    return guard->length;
  if (ends ? !leave (guard, name) : !enter (guard, name, closes_itself))
    leave_out (guard, at, end + 1);
  else if (cut != 0)
    leave_out (guard, cut, end);
  if (!ends && guard->foreign == 0 && is_one_of (" script style ", name))
    return skip_raw_text (guard, end + 1, name);
  return end + 1;
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
