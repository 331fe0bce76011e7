/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as pages and articles write them: ISO and mail forms first, then day, month by name and year in any usual order, then
 * figures alone where the order cannot be mistaken. A date that could mean two days is none. */
#include "config.h"

#include "postil-written-date-private.h"

#include <string.h>

#define MAX_TOKENS 48
#define MAX_WORD 24

typedef struct
{
  char word[MAX_WORD]; /* lower case; empty for a number */
  int number;          /* -1 for a word */
  guint digits;
  char before; /* the character before it, for 2/11/2025 and 2.11.2025 */
} Token;

/* First letters of the months, long enough to be told apart; each list is blank-separated. */
static const char *const months[12] = {
  "jan januar january janvier enero ene gennaio gen januari jänner janeiro styczeń stycznia ocak januára ledna january",
  "feb februar february février fevrier fév fev febrero febbraio februari feber fevereiro lutego şubat februára",
  "mar march märz maerz mär mars marzo maart março marca mart mrz",
  "apr april avril avr abril abr aprile kwietnia nisan apríla",
  "may mai mayo maggio mag mei maio maja mayıs mája maj",
  "jun june juni juin junio giugno giu junho czerwca haziran júna",
  "jul july juli juillet juil julio luglio lug julho lipca temmuz júla",
  "aug august août aout agosto ago augustus sierpnia ağustos augusta augusti",
  "sep sept september septembre septiembre settembre set setembro września eylül septembra",
  "oct oktober october okt octobre octubre ottobre ott outubro out października ekim októbra",
  "nov november novembre noviembre novembro listopada kasım novembra",
  "dec december dez dezember décembre decembre déc diciembre dic dicembre dezembro grudnia aralık decembra desember",
};

static int
find_month (const char *word)
{
  gsize length = strlen (word);

  for (int month = 0; month < 12; month++)
    {
      const char *at = months[month];

      while ((at = strstr (at, word)) != NULL)
        {
          if ((at == months[month] || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return month + 1;
          at += length;
        }
    }
  return 0;
}

static gsize
read_token (const char **cursor, Token *token)
{
  const char *at = *cursor;
  g_autofree char *lower = NULL;
  const char *start;

  *token = (Token){ .number = -1 };
  if (g_ascii_isdigit (*at))
    {
      token->number = 0;
      for (; g_ascii_isdigit (*at); at++, token->digits++)
        if (token->digits < 8)
          token->number = token->number * 10 + (*at - '0');
      *cursor = at;
      return 1;
    }
  start = at;
  while (*at != '\0' && (g_unichar_isalpha (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);
  lower = g_utf8_strdown (start, at - start);
  g_strlcpy (token->word, lower, MAX_WORD);
  *cursor = at;
  return at > start;
}

static guint
tokenize (const char *string, Token tokens[MAX_TOKENS])
{
  guint n = 0;
  const char *at = string;

  while (*at != '\0' && n < MAX_TOKENS)
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalpha (c) && !g_ascii_isdigit (*at))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      tokens[n].before = '\0';
      {
        char before = at > string ? at[-1] : '\0';

        read_token (&at, &tokens[n]);
        tokens[n++].before = before;
      }
    }
  return n;
}

static gboolean
is_year (const Token *token)
{
  return token->digits == 4 && token->number >= 1900 && token->number <= 2100;
}

static gboolean
is_day (const Token *token)
{
  return token->number >= 1 && token->number <= 31 && token->digits <= 2;
}

static gboolean
is_filler (const Token *token)
{
  return token->number < 0
         && strstr (" of de st nd rd th er den le el del the a am pm um at on uhr h gmt utc est edt pst pdt cet cest bst et "
                    "updated published posted "
                    "last modified date à mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday "
                    "montag dienstag "
                    "mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche mo di mi do "
                    "fr sa so tues thurs weds ",
                    token->word)
                != NULL;
}

static gboolean
take_day (int year, int month, int day, gint64 *time)
{
  PostilDay found = { year, month, day };

  if (!postil_day_is_valid (found))
    return FALSE;
  *time = postil_time_from_day (found);
  return TRUE;
}

/* A date by words that begins at token i: 11 February 2025, February 11th, 2025, 11. Februar 2025, 11 de febrero de 2025. */
static guint
match_words (const Token *tokens, guint n, guint i, gint64 *time)
{
  const Token *used[3];
  guint n_used = 0, j = i;

  while (j < n && n_used < 3)
    {
      if (tokens[j].number >= 0 || find_month (tokens[j].word) > 0)
        used[n_used++] = &tokens[j];
      else if (n_used == 0 || !strstr (" of de st nd rd th er den del ", tokens[j].word))
        return 0;
      j++;
    }
  if (n_used < 3)
    return 0;
  if (is_day (used[0]) && used[1]->number < 0 && is_year (used[2]))
    return take_day (used[2]->number, find_month (used[1]->word), used[0]->number, time) ? j - i : 0;
  if (used[0]->number < 0 && is_day (used[1]) && is_year (used[2]))
    return take_day (used[2]->number, find_month (used[0]->word), used[1]->number, time) ? j - i : 0;
  if (is_year (used[0]) && used[1]->number < 0 && is_day (used[2]))
    return take_day (used[0]->number, find_month (used[1]->word), used[2]->number, time) ? j - i : 0;
  return 0;
}

/* A date by figures: 2025-02-11, 2025/02/11, 11.02.2025, and with slashes only where one of the two cannot be a month. */
static guint
match_figures (const Token *tokens, guint n, guint i, gint64 *time)
{
  const Token *a = &tokens[i], *b = &tokens[i + 1], *c = &tokens[i + 2];

  if (i + 2 >= n || a->number < 0 || b->number < 0 || c->number < 0 || b->before != c->before || strchr ("-/.", b->before) == NULL
      || b->before == '\0')
    return 0;
  if (is_year (a) && b->digits <= 2 && c->digits <= 2)
    return take_day (a->number, b->number, c->number, time) ? 3 : 0;
  if (!is_year (c) || !is_day (a) || !is_day (b))
    return 0;
  if (b->before == '.' || a->number > 12 || a->number == b->number)
    return take_day (c->number, b->number, a->number, time) ? 3 : 0;
  if (b->number > 12)
    return take_day (c->number, a->number, b->number, time) ? 3 : 0;
  return 0;
}

/*
 * postil_written_date_find:
 * @string: valid UTF-8
 * @whole: whether there may be nothing else than weekday, time of day and such words around the date
 * @time: (out): first moment of the day, µs UTC
 *
 * Finds the first full date (day, month, year) in a line.
 *
 * Returns: whether there is one
 */
gboolean
postil_written_date_find (const char *string, gboolean whole, gint64 *time)
{
  Token tokens[MAX_TOKENS];
  guint n = tokenize (string, tokens);
  guint found_at = 0, used = 0;

  if (whole && strlen (string) > 96)
    return FALSE;
  for (guint i = 0; i + 2 < n && used == 0; i++)
    {
      found_at = i;
      used = match_words (tokens, n, i, time);
      if (used == 0)
        used = match_figures (tokens, n, i, time);
    }
  if (used == 0)
    return FALSE;
  for (guint i = 0; whole && i < n; i++)
    {
      if (i >= found_at && i < found_at + used)
        continue;
      if (!is_filler (&tokens[i]) && (tokens[i].number < 0 || tokens[i].digits > 2))
        return FALSE;
    }
  return TRUE;
}

/*
 * postil_written_date_parse:
 * @string: (nullable): valid UTF-8, a date and nothing else to speak of
 * @time: (out): µs UTC
 * @day_only: (out): whether the time of day is unknown
 *
 * Reads a date in ISO 8601, in the form of mail, or as people write it.
 *
 * Returns: whether it is one
 */
gboolean
postil_written_date_parse (const char *string, gint64 *time, gboolean *day_only)
{
  g_autofree char *stripped = string != NULL ? g_strstrip (g_strdup (string)) : NULL;

  if (stripped == NULL || *stripped == '\0' || strlen (stripped) > 200)
    return FALSE;
  *day_only = FALSE;
  if (postil_time_from_iso (stripped, time, day_only))
    return TRUE;
  if (postil_time_from_rfc822 (stripped, time))
    {
      *day_only = strchr (stripped, ':') == NULL;
      return TRUE;
    }
  *day_only = TRUE;
  return postil_written_date_find (stripped, FALSE, time);
}
