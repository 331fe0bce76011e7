/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that leave the program: of files, safe on every file system and in wiki links, and of tags. */
#include "config.h"

#include "postil-markdown-export.h"

#include <string.h>

#define ENDING ".md"
#define MAX_CHARACTERS 120
#define MAX_BYTES 200
#define KEY_DIGITS 8
#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d

static gboolean
is_forbidden (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (c < 0x80)
    return g_ascii_iscntrl ((char) c) || strchr ("<>:\"/\\|?*#^[]", (char) c) != NULL;
  if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER || (c >= 0xe0020 && c <= 0xe007f))
    return FALSE;
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE || type == G_UNICODE_PRIVATE_USE
         || type == G_UNICODE_UNASSIGNED;
}

/* Keeps what may stand in a name; blanks of all kinds become one each. */
static char *
keep_allowed (const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !is_forbidden (c))
        g_string_append_unichar (out, c);
      else if (g_unichar_isspace (c) && out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  /* What stood apart may combine now. */
  return g_utf8_normalize (out->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/* A leading dot hides a file, a leading dash makes it an option, a trailing dot or blank gets lost on some systems. */
static void
trim_ends (char *name)
{
  gsize leading = strspn (name, ". -");
  gsize length = strlen (name) - leading;

  memmove (name, name + leading, length + 1);
  while (length > 0 && (name[length - 1] == '.' || name[length - 1] == ' '))
    name[--length] = '\0';
}

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Whether a character belongs to the one before it (the rules of UAX #29 that matter after composition). */
static gboolean
extends_grapheme (gunichar previous, gunichar c, gboolean odd_regional)
{
  GUnicodeBreakType type = g_unichar_break_type (c);

  if (g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER || previous == ZERO_WIDTH_JOINER)
    return TRUE;
  if ((c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f))
    return TRUE;
  if (is_regional (c) && is_regional (previous))
    return odd_regional;
  /* Hangul written in parts: a vowel after a leading part, a trailing part after anything before it. */
  return type == G_UNICODE_BREAK_HANGUL_V_JAMO || type == G_UNICODE_BREAK_HANGUL_T_JAMO;
}

/* Cuts a name at the limits, between two graphemes where there are two. */
static void
cut_name (char *name)
{
  const gsize max_bytes = MAX_BYTES - strlen (ENDING);
  const gsize max_characters = MAX_CHARACTERS - strlen (ENDING);
  gsize n = 0;
  gunichar previous = 0;
  gboolean odd_regional = FALSE;
  char *cut = name;
  char *p = name;

  for (; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);
      gsize length = (gsize) (g_utf8_next_char (p) - p);

      if (p > name && !extends_grapheme (previous, c, odd_regional))
        cut = p;
      if (n + 1 > max_characters || (gsize) (p - name) + length > max_bytes)
        break;
      odd_regional = is_regional (c) && !(is_regional (previous) && odd_regional);
      previous = c;
    }
  if (*p != '\0')
    *(cut > name ? cut : p) = '\0';
}

static gboolean
is_one_of (const char *name, gsize length, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (name, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

/* Device names of Windows, which hold with any ending too (Microsoft, "Naming Files, Paths, and Namespaces"). */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", NULL };
  static const char *const ports[] = { "COM", "LPT", NULL };
  static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³", NULL };
  gsize length = strcspn (name, ".");

  while (length > 0 && name[length - 1] == ' ')
    length--;
  if (is_one_of (name, length, devices))
    return TRUE;
  return length > 3 && is_one_of (name, 3, ports) && is_one_of (name + 3, length - 3, digits);
}

static char *
name_untitled (const char *article_key)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = article_key; p != NULL && *p != '\0' && digits->len < KEY_DIGITS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (digits, *p);
  return g_strconcat ("Untitled", digits->len > 0 ? " " : "", digits->str, ENDING, NULL);
}

/**
 * postil_markdown_export_file_name:
 * @title: (nullable): the article's title, from outside
 * @article_key: the article's key; stands in for a title that leaves nothing
 *
 * Makes a file name of a title: NFC; without control and format characters and `< > : " / \ | ? * # ^ [ ]`; single blanks; no leading
 * dot or dash, no trailing dot; Windows' device names behind "_"; with its ending at most 120 characters and 200 bytes, cut between
 * graphemes. It never holds a folder.
 *
 * Returns: (transfer full): a name ending in ".md"; not unique; any thread
 */
char *
postil_markdown_export_file_name (const char *title, const char *article_key)
{
  g_autofree char *name = keep_allowed (title != NULL ? title : "");
  g_autofree char *safe = NULL;

  trim_ends (name);
  if (*name == '\0')
    return name_untitled (article_key);
  safe = g_strconcat (is_device (name) ? "_" : "", name, NULL);
  cut_name (safe);
  trim_ends (safe);
  return *safe != '\0' ? g_strconcat (safe, ENDING, NULL) : name_untitled (article_key);
}

static gboolean
is_tag_character (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == '/' || c == '-' || c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER
         || (type == G_UNICODE_OTHER_SYMBOL && c >= 0x2190);
}

/* Underscores at the edge of a part would start emphasis. */
static void
append_tag_part (GString *out, const char *part)
{
  gsize leading = strspn (part, "_-");
  gsize length = strlen (part);

  while (length > leading && strchr ("_-", part[length - 1]) != NULL)
    length--;
  if (length == leading)
    return;
  if (out->len > 0)
    g_string_append_c (out, '/');
  g_string_append_len (out, part + leading, (gssize) (length - leading));
}

static gboolean
has_letter (const char *tag)
{
  for (; *tag != '\0'; tag = g_utf8_next_char (tag))
    {
      gunichar c = g_utf8_get_char (tag);

      if (c >= 0x80 || g_ascii_isalpha ((char) c))
        return TRUE;
    }
  return FALSE;
}

/**
 * postil_markdown_export_tag:
 * @tag: a tag, normalised or not
 *
 * Writes a tag as programs that keep Markdown understand it: blanks as "-", "/" between the parts of a nested one, no punctuation,
 * never figures alone ("2025" becomes "y2025").
 *
 * Returns: (transfer full) (nullable): the tag without "#", or %NULL when nothing of it is left; any thread
 */
char *
postil_markdown_export_tag (const char *tag)
{
  g_autofree char *normal = postil_tag_normalize (tag);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;

  for (const char *p = normal; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (is_tag_character (g_utf8_get_char (p)))
      g_string_append_unichar (kept, g_utf8_get_char (p));
  parts = g_strsplit (kept->str, "/", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    append_tag_part (out, parts[i]);
  if (out->len == 0)
    return NULL;
  if (!has_letter (out->str))
    g_string_prepend_c (out, 'y');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
