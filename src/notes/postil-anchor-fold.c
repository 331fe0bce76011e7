/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folds a text for comparison: white space, quotation marks and dashes become one kind each, ligatures and ellipses their letters,
 * letters with marks their composed form (NFC), and what is not seen (soft hyphens, joiners, places of images) is left out. */
#include "config.h"

#include "postil-anchor-fold-private.h"

#include <string.h>

/* Longer runs of marks than UAX 15 calls stream-safe are not put in order: a hostile text must cost no more than its length. */
#define MAX_MARKS 30
/* The most units that one code point becomes. */
#define MAX_EXPANSION 18

typedef struct
{
  PostilFolded *out;
  gsize capacity;
  gsize segment; /* the unit that later marks join; G_MAXSIZE: none */
} Folder;

static gunichar
fold_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isspace ((char) c) || c == 0x0B ? ' ' : c;
  switch (c)
    {
    case 0x00B4:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039:
    case 0x203A:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
    case 0x2033:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return '-';
    default:
      return g_unichar_isspace (c) ? ' ' : c;
    }
}

static gboolean
is_dropped (gunichar c)
{
  if (c < 0xAD)
    return FALSE;
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064)
         || c == 0xFEFF || c == 0xFFFC || (c >= 0xFE00 && c <= 0xFE0F);
}

/* Neither does it decompose for good, nor do marks reorder around it. Latin letters with marks are kept whole here; where a further
 * mark follows, the caller takes the long way. */
static gboolean
is_plain (gunichar c)
{
  return c < 0x300 || (c >= 0x370 && c < 0x483 && c != 0x37E && c != 0x387 && c != 0x374) || (c >= 0x2010 && c <= 0x2060)
         || (c >= 0x3400 && c < 0xA000);
}

static void
append (Folder *folder, gunichar c, guint32 start, guint32 end)
{
  PostilFolded *out = folder->out;

  if (out->n == folder->capacity)
    {
      folder->capacity *= 2;
      out->chars = g_renew (gunichar, out->chars, folder->capacity);
      out->starts = g_renew (guint32, out->starts, folder->capacity);
      out->ends = g_renew (guint32, out->ends, folder->capacity);
    }
  out->chars[out->n] = c;
  out->starts[out->n] = start;
  out->ends[out->n] = end;
  out->n++;
}

static void
swap_units (PostilFolded *out, gsize a, gsize b)
{
  gunichar c = out->chars[a];
  guint32 start = out->starts[a];
  guint32 end = out->ends[a];

  out->chars[a] = out->chars[b];
  out->starts[a] = out->starts[b];
  out->ends[a] = out->ends[b];
  out->chars[b] = c;
  out->starts[b] = start;
  out->ends[b] = end;
}

/* A unit joins the one that begins the segment, if the two have a composed form. */
static gboolean
join (PostilFolded *out, gsize into, gunichar c, guint32 start, guint32 end)
{
  gunichar composed;

  if (!g_unichar_compose (out->chars[into], c, &composed))
    return FALSE;
  out->chars[into] = composed;
  out->starts[into] = MIN (out->starts[into], start);
  out->ends[into] = MAX (out->ends[into], end);
  return TRUE;
}

/* Composes what has been gathered since the segment began: the canonical composition of Unicode, section 3.11. */
static void
close_segment (Folder *folder)
{
  PostilFolded *out = folder->out;
  gsize kept;
  int last_class = 0;

  if (folder->segment == G_MAXSIZE || folder->segment + 1 >= out->n)
    return;
  kept = folder->segment + 1;
  for (gsize i = kept; i < out->n; i++)
    {
      int class = g_unichar_combining_class (out->chars[i]);

      if ((last_class == 0 || last_class < class) && join (out, folder->segment, out->chars[i], out->starts[i], out->ends[i]))
        continue;
      last_class = class;
      if (kept != i)
        swap_units (out, kept, i);
      kept++;
    }
  out->n = kept;
}

static void
add_unit (Folder *folder, gunichar c, guint32 start, guint32 end)
{
  PostilFolded *out = folder->out;
  int class = g_unichar_combining_class (c);

  if (class != 0 && folder->segment != G_MAXSIZE && out->n - folder->segment <= MAX_MARKS)
    {
      append (folder, c, start, end);
      for (gsize i = out->n - 1; i > folder->segment + 1 && g_unichar_combining_class (out->chars[i - 1]) > class; i--)
        swap_units (out, i - 1, i);
      return;
    }
  close_segment (folder);
  /* Two units that both begin a segment may be one: the letters of a Korean syllable. */
  if (class == 0 && folder->segment != G_MAXSIZE && folder->segment + 1 == out->n && join (out, folder->segment, c, start, end))
    return;
  append (folder, c, start, end);
  folder->segment = out->n - 1;
}

static void
add_decomposed (Folder *folder, gunichar c, guint32 place)
{
  gunichar units[MAX_EXPANSION];
  gsize n = g_unichar_fully_decompose (c, c >= 0xFB00 && c <= 0xFB06, units, G_N_ELEMENTS (units));

  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (units)); i++)
    add_unit (folder, fold_char (units[i]), place, place + 1);
}

static void
add_plain (Folder *folder, gunichar c, guint32 place)
{
  PostilFolded *out = folder->out;

  close_segment (folder);
  folder->segment = G_MAXSIZE;
  if ((c == ' ' || c == '-') && out->n > 0 && out->chars[out->n - 1] == c)
    {
      if (c == '-')
        out->ends[out->n - 1] = place + 1;
      return;
    }
  append (folder, c, place, place + 1);
  if (c != ' ')
    folder->segment = out->n - 1;
}

/* Letters and marks of ASCII are most of most texts and stand for themselves, unless a mark follows. Returns the first byte that
 * is something else, and adds to @place how many there were. */
static const char *
add_ascii (Folder *folder, const char *p, guint32 *place)
{
  PostilFolded *out = folder->out;
  const char *from = p;
  gsize n = out->n;

  while (g_ascii_isgraph (*p) && *p != '-' && (gint8) p[1] > 0 && n < folder->capacity)
    {
      out->chars[n] = (gunichar) *p;
      out->starts[n] = (*place)++;
      out->ends[n] = *place;
      n++;
      p++;
    }
  if (p == from)
    return p;
  out->n = n;
  folder->segment = n - 1;
  return p;
}

/**
 * postil_folded_init:
 * @self: what to fill; afterwards owned, to be cleared with postil_folded_clear()
 * @text: (nullable): UTF-8; %NULL is an empty text
 *
 * Folds a text. The cost is linear in it. Any thread.
 */
void
postil_folded_init (PostilFolded *self, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  Folder folder = { self, length + 1, G_MAXSIZE };
  guint32 place = 0;

  self->chars = g_new (gunichar, folder.capacity);
  self->starts = g_new (guint32, folder.capacity);
  self->ends = g_new (guint32, folder.capacity);
  self->n = 0;
  for (const char *p = text; length > 0 && *p != '\0'; place++)
    {
      gunichar c;

      if (g_ascii_isgraph (*p))
        {
          close_segment (&folder);
          p = add_ascii (&folder, p, &place);
        }
      c = g_utf8_get_char (p);
      p = g_utf8_next_char (p);
      if (is_dropped (c))
        continue;
      if (c == 0x2026)
        for (guint i = 0; i < 3; i++)
          add_plain (&folder, '.', place);
      else if (is_plain (c) && (c < 0xC0 || is_plain (g_utf8_get_char (p))))
        add_plain (&folder, fold_char (c), place);
      else
        add_decomposed (&folder, c, place);
    }
  close_segment (&folder);
}

/**
 * postil_folded_clear:
 * @self: a folded text
 *
 * Frees what it owns. Any thread.
 */
void
postil_folded_clear (PostilFolded *self)
{
  g_clear_pointer (&self->chars, g_free);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->ends, g_free);
  self->n = 0;
}

/**
 * postil_folded_trim:
 * @self: a folded text
 *
 * Takes the blanks off both ends, where they mean nothing. Any thread.
 */
void
postil_folded_trim (PostilFolded *self)
{
  gsize skip = 0;

  while (self->n > 0 && self->chars[self->n - 1] == ' ')
    self->n--;
  while (skip < self->n && self->chars[skip] == ' ')
    skip++;
  self->n -= skip;
  memmove (self->chars, self->chars + skip, self->n * sizeof (gunichar));
  memmove (self->starts, self->starts + skip, self->n * sizeof (guint32));
  memmove (self->ends, self->ends + skip, self->n * sizeof (guint32));
}
