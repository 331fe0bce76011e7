/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of months, weekdays, seasons, units of time and days near today, by language. */
#include "config.h"

#include "postil-vocabulary-private.h"

#define EN (1 << POSTIL_LANGUAGE_EN | 1 << POSTIL_LANGUAGE_OTHER | 1 << POSTIL_LANGUAGE_ZH)
#define DE (1 << POSTIL_LANGUAGE_DE)
#define FR (1 << POSTIL_LANGUAGE_FR)
#define ES (1 << POSTIL_LANGUAGE_ES)

#define MONTH(words, value, languages)                                                                                           \
  {                                                                                                                              \
    words, POSTIL_CALENDAR_MONTH, value, languages                                                                               \
  }
#define WEEKDAY(words, value, languages)                                                                                         \
  {                                                                                                                              \
    words, POSTIL_CALENDAR_WEEKDAY, value, languages                                                                             \
  }
#define SPAN(words, value, languages)                                                                                            \
  {                                                                                                                              \
    words, POSTIL_CALENDAR_SPAN_UNIT, POSTIL_SPAN_UNIT_##value, languages                                                        \
  }

const PostilCalendarRow postil_calendar_rows[] = {
  MONTH ("january jan", 1, EN),
  MONTH ("february feb", 2, EN),
  MONTH ("march mar", 3, EN),
  MONTH ("april apr", 4, EN),
  MONTH ("may", 5, EN),
  MONTH ("june jun", 6, EN),
  MONTH ("july jul", 7, EN),
  MONTH ("august aug", 8, EN),
  MONTH ("september sep sept", 9, EN),
  MONTH ("october oct", 10, EN),
  MONTH ("november nov", 11, EN),
  MONTH ("december dec", 12, EN),
  MONTH ("januar jänner", 1, DE),
  MONTH ("februar", 2, DE),
  MONTH ("märz", 3, DE),
  MONTH ("april", 4, DE),
  MONTH ("mai", 5, DE),
  MONTH ("juni", 6, DE),
  MONTH ("juli", 7, DE),
  MONTH ("august", 8, DE),
  MONTH ("september", 9, DE),
  MONTH ("oktober", 10, DE),
  MONTH ("november", 11, DE),
  MONTH ("dezember", 12, DE),
  MONTH ("janvier", 1, FR),
  MONTH ("février", 2, FR),
  MONTH ("mars", 3, FR),
  MONTH ("avril", 4, FR),
  MONTH ("mai", 5, FR),
  MONTH ("juin", 6, FR),
  MONTH ("juillet", 7, FR),
  MONTH ("août", 8, FR),
  MONTH ("septembre", 9, FR),
  MONTH ("octobre", 10, FR),
  MONTH ("novembre", 11, FR),
  MONTH ("décembre", 12, FR),
  MONTH ("enero", 1, ES),
  MONTH ("febrero", 2, ES),
  MONTH ("marzo", 3, ES),
  MONTH ("abril", 4, ES),
  MONTH ("mayo", 5, ES),
  MONTH ("junio", 6, ES),
  MONTH ("julio", 7, ES),
  MONTH ("agosto", 8, ES),
  MONTH ("septiembre", 9, ES),
  MONTH ("octubre", 10, ES),
  MONTH ("noviembre", 11, ES),
  MONTH ("diciembre", 12, ES),
  WEEKDAY ("monday mon", 1, EN),
  WEEKDAY ("tuesday tue tues", 2, EN),
  WEEKDAY ("wednesday wed weds", 3, EN),
  WEEKDAY ("thursday thu thur thurs", 4, EN),
  WEEKDAY ("friday fri", 5, EN),
  WEEKDAY ("saturday sat", 6, EN),
  WEEKDAY ("sunday sun", 7, EN),
  WEEKDAY ("montag lundi lunes", 1, DE | FR | ES),
  WEEKDAY ("dienstag mardi martes", 2, DE | FR | ES),
  WEEKDAY ("mittwoch mercredi miércoles", 3, DE | FR | ES),
  WEEKDAY ("donnerstag jeudi jueves", 4, DE | FR | ES),
  WEEKDAY ("freitag vendredi viernes", 5, DE | FR | ES),
  WEEKDAY ("samstag samedi sábado", 6, DE | FR | ES),
  WEEKDAY ("sonntag dimanche domingo", 7, DE | FR | ES),
  SPAN ("second seconds sec secs", SECOND, EN),
  SPAN ("minute minutes min mins", MINUTE, EN),
  SPAN ("hour hours hr hrs", HOUR, EN),
  SPAN ("day days", DAY, EN),
  SPAN ("weekend weekends wkend", WEEKEND, EN),
  SPAN ("week weeks wk wks workweek workweeks", WEEK, EN),
  SPAN ("fortnight fortnights", FORTNIGHT, EN),
  SPAN ("month months mo mos", MONTH, EN),
  SPAN ("quarter quarters qtr qtrs", QUARTER, EN),
  SPAN ("half", HALF, EN),
  SPAN ("season seasons", SEASON, EN),
  SPAN ("year years yr yrs", YEAR, EN),
  SPAN ("decade decades", DECADE, EN),
  SPAN ("century centuries", CENTURY, EN),
  SPAN ("minuten minute minutes minuto minutos", MINUTE, DE | FR | ES),
  SPAN ("stunde stunden heure heures hora horas", HOUR, DE | FR | ES),
  SPAN ("tag tage tagen jour jours día días", DAY, DE | FR | ES),
  SPAN ("woche wochen semaine semaines semana semanas", WEEK, DE | FR | ES),
  SPAN ("monat monate monaten mois mes meses", MONTH, DE | FR | ES),
  SPAN ("quartal quartale trimestre trimestres", QUARTER, DE | FR | ES),
  SPAN ("jahr jahre jahren jahres an ans année années año años", YEAR, DE | FR | ES),
  { "spring", POSTIL_CALENDAR_SEASON, 1, EN },
  { "summer summers", POSTIL_CALENDAR_SEASON, 2, EN },
  { "autumn autumns", POSTIL_CALENDAR_SEASON, 3, EN },
  { "winter winters", POSTIL_CALENDAR_SEASON, 4, EN },
  { "yesterday", POSTIL_CALENDAR_DAY_SHIFT, 2, EN },
  { "today tonight", POSTIL_CALENDAR_DAY_SHIFT, 3, EN },
  { "tomorrow", POSTIL_CALENDAR_DAY_SHIFT, 4, EN },
  { "gestern hier ayer", POSTIL_CALENDAR_DAY_SHIFT, 2, DE | FR | ES },
  { "heute aujourd'hui hoy", POSTIL_CALENDAR_DAY_SHIFT, 3, DE | FR | ES },
  { "demain mañana", POSTIL_CALENDAR_DAY_SHIFT, 4, FR | ES },
  { NULL, 0, 0, 0 },
};
