/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letter and digit badges: labels with style classes, so that they cost a row next to nothing. */
#include "config.h"

#include "postil-source-badge.h"

#define N_BADGE_COLORS 6

static const char *const color_classes[N_BADGE_COLORS]
    = { "postil-badge-0", "postil-badge-1", "postil-badge-2", "postil-badge-3", "postil-badge-4", "postil-badge-5" };
static const char *const digit_classes[]
    = { "postil-digit-1", "postil-digit-2", "postil-digit-3", "postil-digit-4", "postil-digit-5" };

/* FNV-1a, so that a source keeps its colour on every machine. */
static guint
color_of (const char *source)
{
  guint32 hash = 2166136261u;

  for (const char *p = source; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * 16777619u;
  return hash % N_BADGE_COLORS;
}

static char *
letter_of (const char *source)
{
  for (const char *p = source; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        {
          char letter[7] = { 0 };

          g_unichar_to_utf8 (g_unichar_toupper (c), letter);
          return g_strdup (letter);
        }
    }
  return g_strdup ("·");
}

static GtkWidget *
make_badge (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "postil-badge");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return label;
}

/**
 * postil_source_badge_new:
 * @source: name of a source
 *
 * Makes the badge of a source. Its name is spoken beside it, so the badge itself is silent.
 *
 * Returns: (transfer none): a floating label; main thread
 */
GtkWidget *
postil_source_badge_new (const char *source)
{
  GtkWidget *badge = make_badge ("");

  postil_source_badge_set_source (badge, source);
  return badge;
}

/**
 * postil_source_badge_set_source:
 * @badge: a badge of postil_source_badge_new()
 * @source: name of a source
 *
 * Makes the badge stand for another source, for rows that are used again. Main thread.
 */
void
postil_source_badge_set_source (GtkWidget *badge, const char *source)
{
  g_autofree char *letter = letter_of (source);
  guint color = color_of (source);

  for (guint i = 0; i < N_BADGE_COLORS; i++)
    if (i != color)
      gtk_widget_remove_css_class (badge, color_classes[i]);
  gtk_widget_add_css_class (badge, color_classes[color]);
  gtk_label_set_text (GTK_LABEL (badge), letter);
}

/**
 * postil_source_badge_new_for_color:
 * @color: 1-5
 *
 * Makes the badge of a highlight's colour: its digit on its fill.
 *
 * Returns: (transfer none): a floating label; main thread
 */
GtkWidget *
postil_source_badge_new_for_color (guint color)
{
  char digit[] = { (char) ('0' + color), '\0' };
  GtkWidget *badge = make_badge (digit);

  g_return_val_if_fail (color >= 1 && color <= G_N_ELEMENTS (digit_classes), badge);
  gtk_widget_add_css_class (badge, digit_classes[color - 1]);
  return badge;
}
