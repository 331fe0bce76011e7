/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for marks, numbers and dates. Numbers by the locale, dates as lists and headers show them; what a screen reader says of a
 * mark is kind, name, and what differs. */
#include "config.h"

#include "postil-words.h"

#include "postil-time.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>

#define WORDS_A_MINUTE 230
#define LARGEST_IN_FULL 1e21      /* beyond it a number is written with its power of ten */
#define LARGEST_WITH_FRACTION 1e9 /* beyond it what follows the point is noise */

/**
 * postil_words_kind:
 * @kind: a kind of mark
 *
 * Names a kind.
 *
 * Returns: (transfer none): a word such as "Organisation"
 */
const char *
postil_words_kind (PostilMarkKind kind)
{
  switch (kind)
    {
    case POSTIL_MARK_KIND_PERSON:
      return _ ("Person");
    case POSTIL_MARK_KIND_PLACE:
      return _ ("Place");
    case POSTIL_MARK_KIND_PRODUCT:
      return _ ("Product");
    case POSTIL_MARK_KIND_EVENT:
      return _ ("Event");
    case POSTIL_MARK_KIND_MONEY:
      return _ ("Money");
    case POSTIL_MARK_KIND_PERCENT:
      return _ ("Percentage");
    case POSTIL_MARK_KIND_QUANTITY:
      return _ ("Quantity");
    case POSTIL_MARK_KIND_DATE:
      return _ ("Date");
    case POSTIL_MARK_KIND_ORGANISATION:
    case POSTIL_N_MARK_KINDS:
    default:
      return _ ("Organisation");
    }
}

/**
 * postil_words_kind_plural:
 * @kind: a kind of mark
 *
 * Names a kind as a heading over many.
 *
 * Returns: (transfer none): a word such as "Organisations"
 */
const char *
postil_words_kind_plural (PostilMarkKind kind)
{
  switch (kind)
    {
    case POSTIL_MARK_KIND_PERSON:
      return _ ("People");
    case POSTIL_MARK_KIND_PLACE:
      return _ ("Places");
    case POSTIL_MARK_KIND_PRODUCT:
      return _ ("Products");
    case POSTIL_MARK_KIND_EVENT:
      return _ ("Events");
    case POSTIL_MARK_KIND_MONEY:
      return C_ ("several", "Money");
    case POSTIL_MARK_KIND_PERCENT:
      return _ ("Percentages");
    case POSTIL_MARK_KIND_QUANTITY:
      return _ ("Quantities");
    case POSTIL_MARK_KIND_DATE:
      return _ ("Dates");
    case POSTIL_MARK_KIND_ORGANISATION:
    case POSTIL_N_MARK_KINDS:
    default:
      return _ ("Organisations");
    }
}

/**
 * postil_words_entity_type:
 * @type: an entity type
 *
 * Names a type.
 *
 * Returns: (transfer none): a word such as "Organisation"
 */
const char *
postil_words_entity_type (PostilEntityType type)
{
  return postil_words_kind (postil_mark_kind_of_entity (type));
}

/**
 * postil_words_figure_kind:
 * @kind: a figure kind
 *
 * Names what a figure is.
 *
 * Returns: (transfer none): a word such as "Money"
 */
const char *
postil_words_figure_kind (PostilFigureKind kind)
{
  switch (kind)
    {
    case POSTIL_FIGURE_MONEY:
      return _ ("Money");
    case POSTIL_FIGURE_PERCENT:
      return _ ("Percentage");
    case POSTIL_FIGURE_NUMBER:
      return _ ("Number");
    case POSTIL_FIGURE_ORDINAL:
      return _ ("Rank");
    case POSTIL_FIGURE_MULTIPLE:
      return _ ("Growth");
    case POSTIL_FIGURE_DATE:
      return _ ("Date");
    case POSTIL_FIGURE_PERIOD:
      return _ ("Period");
    case POSTIL_FIGURE_DURATION:
      return _ ("Duration");
    case POSTIL_FIGURE_TIME:
      return _ ("Time of day");
    case POSTIL_FIGURE_SET:
      return _ ("Repeated time");
    case POSTIL_FIGURE_AGE:
      return _ ("Age");
    case POSTIL_FIGURE_QUANTITY:
    case POSTIL_N_FIGURE_KINDS:
    default:
      return _ ("Quantity");
    }
}

/* Where the locale says nothing of groups, as the C locale does, digits are grouped all the same: nobody counts twelve zeros. */
static char *
group_digits (char *number)
{
  const struct lconv *locale = localeconv ();
  const char *separator = *locale->decimal_point == '.' ? "," : "\xe2\x80\xaf"; /* U+202F */
  const gsize sign = *number == '-' ? 1 : 0;
  const gsize n_digits = strspn (number + sign, "0123456789");
  GString *grouped;

  if (*locale->thousands_sep != '\0' || n_digits <= 3)
    return number;
  grouped = g_string_new (NULL);
  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % 3 == 0)
        g_string_append (grouped, separator);
      g_string_append_c (grouped, number[sign + i]);
    }
  g_string_append (grouped, number + sign + n_digits);
  if (sign > 0)
    g_string_prepend_c (grouped, '-');
  g_free (number);
  return g_string_free (grouped, FALSE);
}

/**
 * postil_words_number:
 * @value: a finite number
 *
 * Writes a number in full, grouped as the locale groups, with no more digits after the point than it has.
 *
 * Returns: (transfer full): the number, e.g. "22,000,000,000"; "" for one that is not known
 */
char *
postil_words_number (double value)
{
  char *text;
  char *point;

  if (!isfinite (value))
    return g_strdup ("");
  if (fabs (value) >= LARGEST_IN_FULL)
    return g_strdup_printf ("%.6g", value);
  if (fabs (value - nearbyint (value)) < 1e-9 || fabs (value) >= LARGEST_WITH_FRACTION)
    return group_digits (g_strdup_printf ("%'.0f", nearbyint (value)));
  text = g_strdup_printf ("%'.6f", value);
  point = text + strlen (text);
  while (point > text && point[-1] == '0')
    *--point = '\0';
  return group_digits (text);
}

static char *
with_unit (const char *number, const PostilFigure *figure)
{
  if (figure->kind == POSTIL_FIGURE_PERCENT)
    /* Translators: a percentage; the first %s is the number. */
    return g_strdup_printf (_ ("%s%%"), number);
  if (figure->kind == POSTIL_FIGURE_MULTIPLE)
    /* Translators: a multiple, as in "2 times". */
    return g_strdup_printf (_ ("%s times"), number);
  if (figure->currency[0] != '\0')
    return g_strdup_printf ("%s %s", number, figure->currency);
  if (figure->unit != NULL && *figure->unit != '\0')
    return g_strdup_printf ("%s %s", number, figure->unit);
  return g_strdup (number);
}

/**
 * postil_words_figure_value:
 * @figure: a figure
 *
 * Writes a figure as a plain number with its currency or unit, a range with both ends, or the interval of a date.
 *
 * Returns: (transfer full): e.g. "22,000,000,000 USD"; "" when nothing is known
 */
char *
postil_words_figure_value (const PostilFigure *figure)
{
  g_autofree char *number = NULL;
  g_autofree char *plain = NULL;

  g_return_val_if_fail (figure != NULL, g_strdup (""));
  if (postil_mark_kind_of_figure (figure->kind) == POSTIL_MARK_KIND_DATE)
    return postil_words_interval (figure->iso);
  if (isfinite (figure->value))
    {
      number = postil_words_number (figure->value);
    }
  else if (isfinite (figure->low) && isfinite (figure->high))
    {
      g_autofree char *low = postil_words_number (figure->low);
      g_autofree char *high = postil_words_number (figure->high);

      /* Translators: a range of numbers. */
      number = g_strdup_printf (_ ("%s to %s"), low, high);
    }
  else if (isfinite (figure->low) || isfinite (figure->high))
    {
      number = postil_words_number (isfinite (figure->low) ? figure->low : figure->high);
    }
  else
    {
      return g_strdup ("");
    }
  plain = with_unit (number, figure);
  if (figure->per != NULL && *figure->per != '\0')
    /* Translators: a rate, as in "40 USD per month". */
    return g_strdup_printf (_ ("%s per %s"), plain, figure->per);
  return g_steal_pointer (&plain);
}

/**
 * postil_words_figure_change:
 * @figure: a figure
 *
 * Says what a figure states about a change.
 *
 * Returns: (transfer full) (nullable): e.g. "down 11%"
 */
char *
postil_words_figure_change (const PostilFigure *figure)
{
  const PostilChange *change;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (figure != NULL, NULL);
  change = &figure->change;
  if (isfinite (change->factor) && (change->direction != POSTIL_CHANGE_NONE || isfinite (change->from)))
    {
      amount = postil_words_number (change->factor);
      /* Translators: a change: the value became so many times what it was. */
      return g_strdup_printf (_ ("%s times as much"), amount);
    }
  if (isfinite (change->percent))
    {
      g_autofree char *number = postil_words_number (fabs (change->percent));

      amount = g_strdup_printf (_ ("%s%%"), number);
    }
  else if (isfinite (change->points))
    {
      g_autofree char *number = postil_words_number (fabs (change->points));

      amount = g_strdup_printf (_ ("%s points"), number);
    }
  else if (isfinite (change->by))
    {
      g_autofree char *number = postil_words_number (fabs (change->by));

      amount = change->currency[0] != '\0' ? g_strdup_printf ("%s %s", number, change->currency) : g_strdup (number);
    }
  if (change->direction == POSTIL_CHANGE_NONE)
    return NULL;
  if (amount == NULL)
    return g_strdup (change->direction == POSTIL_CHANGE_UP ? _ ("rising") : _ ("falling"));
  /* Translators: a change, as in "up 11%". */
  return g_strdup_printf (change->direction == POSTIL_CHANGE_UP ? _ ("up %s") : _ ("down %s"), amount);
}

/* --- dates --- */

static char *
format_day (const PostilDay *day, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (day->year, day->month, day->day, 0, 0, 0.0);

  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

/* A length of time of one unit, as in "PT24H" or "P1.5Y"; as it stands when it is of another form. */
static char *
format_duration (const char *iso)
{
  const gboolean clock = iso[1] == 'T';
  const char *digits = iso + (clock ? 2 : 1);
  char *unit = NULL;
  const double value = g_ascii_strtod (digits, &unit);
  const gulong count = isfinite (value) && value == 1.0 ? 1 : 2;
  g_autofree char *number = NULL;

  if (*unit == '\0' || unit[1] != '\0' || unit == digits || !isfinite (value))
    return g_strdup (iso);
  number = postil_words_number (value);
  if (clock && *unit == 'S')
    return g_strdup_printf (ngettext ("%s second", "%s seconds", count), number);
  if (clock && *unit == 'M')
    return g_strdup_printf (ngettext ("%s minute", "%s minutes", count), number);
  if (clock && *unit == 'H')
    return g_strdup_printf (ngettext ("%s hour", "%s hours", count), number);
  if (*unit == 'D')
    return g_strdup_printf (ngettext ("%s day", "%s days", count), number);
  if (*unit == 'W')
    return g_strdup_printf (ngettext ("%s week", "%s weeks", count), number);
  if (*unit == 'M')
    return g_strdup_printf (ngettext ("%s month", "%s months", count), number);
  if (*unit == 'Y')
    return g_strdup_printf (ngettext ("%s year", "%s years", count), number);
  return g_strdup (iso);
}

/* One end of an interval: a year, a month or a day, as exact as it was said. */
static char *
format_point (const char *iso)
{
  PostilDay day = { 0, 1, 1 };
  const gsize length = strlen (iso);

  if (*iso == 'P')
    return format_duration (iso);
  if (postil_day_from_iso (iso, &day))
    return format_day (&day, _ ("%-e %B %Y"));
  if (length == 7 && iso[4] == '-' && g_ascii_isdigit (iso[5]))
    {
      day.year = (int) g_ascii_strtoll (iso, NULL, 10);
      day.month = (int) g_ascii_strtoll (iso + 5, NULL, 10);
      if (day.month >= 1 && day.month <= 12)
        return format_day (&day, _ ("%B %Y"));
    }
  if (length == 7 && iso[5] == 'Q')
    /* Translators: a quarter of a year: its number, then the year. */
    return g_strdup_printf (_ ("quarter %c of %.4s"), iso[6], iso);
  return g_strdup (iso);
}

/**
 * postil_words_interval:
 * @iso: (nullable): a day, month, quarter or year, or two of them with a slash between
 *
 * Writes the interval a date stands for.
 *
 * Returns: (transfer full): e.g. "1 May 2025 to 31 August 2025"; "" when nothing is known
 */
char *
postil_words_interval (const char *iso)
{
  const char *slash;
  g_autofree char *head = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (iso == NULL || *iso == '\0')
    return g_strdup ("");
  slash = strchr (iso, '/');
  if (slash == NULL)
    return format_point (iso);
  head = g_strndup (iso, (gsize) (slash - iso));
  from = format_point (head);
  to = format_point (slash + 1);
  if (*from == '\0' || g_str_equal (head, ".."))
    /* Translators: an interval without a beginning. */
    return g_strdup_printf (_ ("until %s"), to);
  if (*to == '\0' || g_str_equal (slash + 1, ".."))
    /* Translators: an interval without an end. */
    return g_strdup_printf (C_ ("interval", "from %s"), from);
  /* Translators: an interval of days. */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

/**
 * postil_words_day_short:
 * @time: µs since the epoch, or %POSTIL_TIME_UNKNOWN
 * @now: µs since the epoch
 *
 * Writes a date for a list: the time today, day and month this year, else with the year. In the local zone.
 *
 * Returns: (transfer full): e.g. "11 Feb"
 */
char *
postil_words_day_short (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) utc_now = NULL;
  g_autoptr (GDateTime) local_now = NULL;

  if (time == POSTIL_TIME_UNKNOWN)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  utc_now = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  local_now = utc_now != NULL ? g_date_time_to_local (utc_now) : NULL;
  if (local == NULL || local_now == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (local) != g_date_time_get_year (local_now))
    return g_date_time_format (local, _ ("%-e %b %Y"));
  if (g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (local_now))
    return g_date_time_format (local, _ ("%H:%M"));
  return g_date_time_format (local, _ ("%-e %b"));
}

/**
 * postil_words_day_long:
 * @time: µs since the epoch, or %POSTIL_TIME_UNKNOWN
 *
 * Writes a date in full, in the local zone.
 *
 * Returns: (transfer full): e.g. "11 February 2025"; "" when not known
 */
char *
postil_words_day_long (gint64 time)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == POSTIL_TIME_UNKNOWN)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, _ ("%-e %B %Y")) : g_strdup ("");
}

/**
 * postil_words_clock:
 * @time: µs since the epoch
 *
 * Writes a time of day, in the local zone.
 *
 * Returns: (transfer full): e.g. "14:32"
 */
char *
postil_words_clock (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, _ ("%H:%M")) : g_strdup ("");
}

/**
 * postil_words_reading_time:
 * @words: of the article
 *
 * Says how long reading takes.
 *
 * Returns: (transfer full): e.g. "4 minutes"
 */
char *
postil_words_reading_time (guint words)
{
  const guint minutes = MAX (1, (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE);

  return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
}

/* --- what is spoken --- */

/**
 * postil_words_mention:
 * @entity: what is meant
 * @unsure: whether the machine was unsure
 *
 * Says what a name is.
 *
 * Returns: (transfer full): e.g. "Organisation, ByteDance"
 */
char *
postil_words_mention (const PostilEntity *entity, gboolean unsure)
{
  g_return_val_if_fail (entity != NULL, NULL);
  if (unsure)
    /* Translators: spoken text of a name: its type, the name. */
    return g_strdup_printf (_ ("%s, %s, unsure"), postil_words_entity_type (entity->type), entity->name);
  return g_strdup_printf ("%s, %s", postil_words_entity_type (entity->type), entity->name);
}

static void
append_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, ", %s", part);
}

/**
 * postil_words_figure:
 * @figure: a figure
 * @as_written: the words of the text
 *
 * Says what a figure is: kind, words, plain value when it differs, subject, measure and period.
 *
 * Returns: (transfer full): e.g. "Money, $22 billion, 22,000,000,000 USD, ByteDance, AI investment 2025"
 */
char *
postil_words_figure (const PostilFigure *figure, const char *as_written)
{
  g_autofree char *value = NULL;
  g_autofree char *change = NULL;
  GString *text;

  g_return_val_if_fail (figure != NULL, NULL);
  text = g_string_new (postil_words_figure_kind (figure->kind));
  value = postil_words_figure_value (figure);
  change = postil_words_figure_change (figure);
  append_part (text, as_written);
  if (g_strcmp0 (value, as_written) != 0)
    append_part (text, value);
  append_part (text, change);
  append_part (text, figure->claim.subject);
  append_part (text, figure->claim.measure);
  append_part (text, figure->claim.period);
  return g_string_free (text, FALSE);
}

/**
 * postil_words_note:
 * @color: 1-5
 * @meaning: what the colour means to the reader
 * @has_comment: whether there is a comment
 * @n_tags: how many tags
 *
 * Says what a highlight is.
 *
 * Returns: (transfer full): e.g. "Highlight 1, Claim, with comment"
 */
char *
postil_words_note (guint color, const char *meaning, gboolean has_comment, guint n_tags)
{
  /* Translators: spoken text of a highlight: its number and meaning. */
  g_autofree char *head = g_strdup_printf (_ ("Highlight %u, %s"), color, meaning != NULL ? meaning : "");
  g_autofree char *tags = n_tags > 0 ? g_strdup_printf (ngettext ("%u tag", "%u tags", n_tags), n_tags) : NULL;
  GString *text = g_string_new (head);

  if (has_comment)
    append_part (text, _ ("with comment"));
  append_part (text, tags);
  return g_string_free (text, FALSE);
}
