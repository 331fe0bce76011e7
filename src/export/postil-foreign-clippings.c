/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "My Clippings.txt" of a Kindle: title and author, a line that says what it is, where and when, an empty line, the words, a row of
 * equals signs. A note follows the highlight it was written on. The second line is in the reader's language. */
#include "config.h"

#include "postil-foreign-notes-private.h"

#include <stdio.h>
#include <string.h>

#define SEPARATOR "=========="

typedef enum
{
  CLIPPING_HIGHLIGHT,
  CLIPPING_NOTE,
  CLIPPING_BOOKMARK,
} ClippingKind;

/* Other languages are taken for highlights when they say none of these. */
static ClippingKind
find_kind (const char *line)
{
  static const char *const bookmarks[] = { "bookmark", "lesezeichen", "marcador", "signet", "segnalibro", NULL };
  static const char *const notes[] = { "note ", "notiz", "nota ", NULL };
  g_autofree char *lower = g_utf8_strdown (line, -1);

  for (gsize i = 0; bookmarks[i] != NULL; i++)
    if (strstr (lower, bookmarks[i]) != NULL)
      return CLIPPING_BOOKMARK;
  for (gsize i = 0; notes[i] != NULL; i++)
    if (strstr (lower, notes[i]) != NULL)
      return CLIPPING_NOTE;
  return CLIPPING_HIGHLIGHT;
}

/* The number at which it ends: of a range of locations the second. 0: none. */
static guint
find_place (const char *line)
{
  const char *bar = strchr (line, '|');
  const char *p = bar != NULL && strpbrk (bar, "0123456789") != NULL && strchr (bar + 1, '|') != NULL ? bar : line;
  guint place = 0;

  p = strpbrk (p, "0123456789");
  if (p == NULL)
    return 0;
  place = (guint) g_ascii_strtoull (p, (char **) &p, 10);
  return *p == '-' && g_ascii_isdigit (p[1]) ? (guint) g_ascii_strtoull (p + 1, NULL, 10) : place;
}

static int
find_month (const char *line)
{
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };

  for (int i = 0; i < (int) G_N_ELEMENTS (months); i++)
    if (strstr (line, months[i]) != NULL)
      return i + 1;
  return 0;
}

/* (nullable): English dates, day before month or behind it; the clock is the device's own, so only the day is kept. */
static char *
find_day (const char *line)
{
  const char *added = strstr (line, "Added on");
  int month = added != NULL ? find_month (added) : 0;
  guint day = 0;
  guint year = 0;

  for (const char *p = added; month > 0 && p != NULL && year == 0 && (p = strpbrk (p, "0123456789")) != NULL;)
    {
      guint number = (guint) g_ascii_strtoull (p, (char **) &p, 10);

      if (number > 1900)
        year = number;
      else if (day == 0)
        day = number;
    }
  return year > 0 && year < 3000 && day >= 1 && day <= 31 ? g_strdup_printf ("%04u-%02d-%02u", year, month, day) : NULL;
}

/* What a highlight leaves for the note that may follow. */
typedef struct
{
  PostilNote *note; /* (nullable) borrowed */
  guint place;
} LastHighlight;

static void
add_comment (PostilNote *note, const char *text)
{
  char *comment = *note->comment != '\0' ? g_strconcat (note->comment, "\n\n", text, NULL) : g_strdup (text);

  g_free (note->comment);
  note->comment = comment;
}

static void
read_clipping (PostilForeignNotes *self, char *title, const char *info, char *words, LastHighlight *last)
{
  ClippingKind kind = find_kind (info);
  g_autofree char *day = find_day (info);
  guint place = find_place (info);
  PostilForeignEntry entry = { .title = title, .created = day, .start = -1 };

  g_strstrip (words);
  if (kind == CLIPPING_BOOKMARK)
    {
      postil_foreign_skip (self, "“%s”: a bookmark", title);
      return;
    }
  if (kind == CLIPPING_NOTE && last->note != NULL && last->place == place && strcmp (last->note->article_title, title) == 0
      && strlen (words) + strlen (last->note->comment) < POSTIL_NOTE_MAX_COMMENT - 2)
    {
      add_comment (last->note, words);
      return;
    }
  if (kind == CLIPPING_NOTE)
    entry.comment = words;
  else
    entry.quote = words;
  last->note = postil_foreign_add (self, &entry);
  last->place = place;
}

/* "Title (Author)" */
static void
cut_author (char *title)
{
  char *open = strrchr (title, '(');

  g_strstrip (title);
  if (open != NULL && open > title && g_str_has_suffix (title, ")"))
    *open = '\0';
  g_strstrip (title);
}

void
postil_foreign_read_clippings (PostilForeignNotes *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n" SEPARATOR, -1);
  LastHighlight last = { .note = NULL };

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      char *title = parts[i] + strspn (parts[i], "=\r\n\t \xef\xbb\xbf");
      char *info = strchr (title, '\n');
      char *words = info != NULL ? strchr (info + 1, '\n') : NULL;

      if (*title == '\0')
        continue;
      if (words == NULL || !g_str_has_prefix (info + 1, "- "))
        {
          postil_foreign_skip (self, "entry %" G_GSIZE_FORMAT " is no clipping", i + 1);
          continue;
        }
      *info++ = '\0';
      *words++ = '\0';
      cut_author (title);
      read_clipping (self, title, info, words, &last);
    }
}
