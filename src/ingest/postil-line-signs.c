/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a single line of an article gives away about itself: whether it begins with a list marker, ends a sentence, names the
 * author, or is a button of the page it was copied from. */
#include "config.h"

#include "postil-line-signs-private.h"

#include <string.h>

/* Words that introduce an author, lower case. */
static const char *const by_words[]
    = { "written by", "words by", "story by", "reported by", "posted by", "by", "von", "par", "por", "di", "door", "af", "av" };

/* Whole lines that are controls of a page, lower case, without punctuation. */
static const char *const boilerplate[] = {
  "advertisement",
  "advertisement continue reading the main story",
  "anzeige",
  "back to top",
  "comment",
  "comments",
  "commentaire",
  "commentaires",
  "comentarios",
  "commenti",
  "drucken",
  "email",
  "empfehlen",
  "facebook",
  "imprimer",
  "kommentar",
  "kommentare",
  "laisser un commentaire",
  "leave a comment",
  "leave a reply",
  "like",
  "linkedin",
  "lire la suite",
  "mehr zum thema",
  "newsletter",
  "no comments",
  "partager",
  "partager cet article",
  "pinterest",
  "post a comment",
  "print",
  "publicité",
  "read more",
  "read next",
  "related",
  "related articles",
  "related posts",
  "reply",
  "save",
  "schlagworte",
  "share",
  "share on facebook",
  "share on twitter",
  "share this",
  "share this article",
  "share this story",
  "sign up",
  "skip to content",
  "skip to main content",
  "subscribe",
  "subscribe now",
  "teilen",
  "tweet",
  "twitter",
  "view comments",
  "weiterlesen",
  "whatsapp",
  "you may also like",
  "評論",
  "评论",
  "发表评论",
  "分享",
  "分享到",
};

/*
 * postil_line_get_marker:
 * @line: `length` bytes of valid UTF-8
 * @length: in bytes
 * @number: (out): of the item, 0 for a bullet
 *
 * Returns: the length of the list marker with the blanks before and after it, in bytes; 0 when there is none
 */
gsize
postil_line_get_marker (const char *line, gsize length, guint *number)
{
  static const char *const bullets[] = { "-", "*", "+", "•", "‣", "◦", "▪", "●", "–", "—", "·" };
  gsize start = 0, at;
  guint value = 0;

  *number = 0;
  while (start < length && (line[start] == ' ' || line[start] == '\t'))
    start++;
  for (gsize i = 0; i < G_N_ELEMENTS (bullets); i++)
    {
      gsize n = strlen (bullets[i]);

      if (length - start > n + 1 && memcmp (line + start, bullets[i], n) == 0
          && (line[start + n] == ' ' || line[start + n] == '\t'))
        return start + n + 1;
    }
  for (at = start; at < length && at < start + 3 && g_ascii_isdigit (line[at]); at++)
    value = value * 10 + (line[at] - '0');
  if (at == start || at + 2 >= length || (line[at] != '.' && line[at] != ')') || (line[at + 1] != ' ' && line[at + 1] != '\t')
      || value == 0)
    return 0;
  *number = value;
  return at + 2;
}

static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x203a || c == 0x300d
         || c == 0xff09;
}

/* Whether a line ends as a sentence ends, quotes and brackets after the stop passed over. */
gboolean
postil_line_ends_sentence (const char *line, gsize length)
{
  const char *at = line + length;

  while (at > line)
    {
      gunichar c;

      at = g_utf8_prev_char (at);
      c = g_utf8_get_char (at);
      if (is_closing (c) || g_unichar_isspace (c))
        continue;
      return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 || c == 0xff1f || c == ':' || c == ';'
             || c == 0x061f;
    }
  return FALSE;
}

/* Whether the whole line is a button or a label of the page it came from. */
gboolean
postil_line_is_boilerplate (const char *line, gsize length)
{
  g_autofree char *lower = NULL;
  g_autoptr (GString) key = g_string_new (NULL);

  if (length > 64)
    return FALSE;
  lower = g_utf8_strdown (line, length);
  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalpha (c))
        g_string_append_unichar (key, c);
      else if (g_unichar_isspace (c) && key->len > 0 && key->str[key->len - 1] != ' ')
        g_string_append_c (key, ' ');
    }
  while (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (boilerplate); i++)
    if (strcmp (key->str, boilerplate[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
starts_with_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  return g_ascii_strncasecmp (text, word, length) == 0 && (text[length] == ' ' || text[length] == ':');
}

/* One to six words, most of them capitalised, no figures: "Ana María de la Cruz and Li Wei". */
static gboolean
looks_like_names (const char *text)
{
  static const char particles[] = " and und et y e de la le del der den van von di da dos du bin ibn al el ";
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  guint n_names = 0, n_words = 0;

  for (char **word = words; *word != NULL; word++)
    {
      g_autofree char *key = g_strconcat (" ", *word, " ", NULL);

      if (**word == '\0' || (strlen (*word) > 1 && strstr (particles, key) != NULL))
        continue;
      n_words++;
      for (const char *at = *word; *at != '\0'; at = g_utf8_next_char (at))
        if (!g_unichar_isalpha (g_utf8_get_char (at)) && strchr ("-'.", *at) == NULL && g_utf8_get_char (at) != 0x2019)
          return FALSE;
      n_names += g_unichar_isupper (g_utf8_get_char (*word));
    }
  return n_words >= 1 && n_words <= 12 && n_names == n_words;
}

/*
 * postil_line_dup_byline:
 * @line: `length` bytes of valid UTF-8
 * @length: in bytes
 * @needs_word: whether only a line that says "by" counts
 *
 * Returns: (transfer full) (nullable): who wrote it, when the line says nothing else
 */
char *
postil_line_dup_byline (const char *line, gsize length, gboolean needs_word)
{
  g_autofree char *text = g_strstrip (g_strndup (line, length));
  const char *names = text;
  gboolean said = FALSE;
  gsize n;

  if (length > 120)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (by_words) && !said; i++)
    if (starts_with_word (text, by_words[i]))
      {
        said = TRUE;
        names = text + strlen (by_words[i]);
        while (*names == ' ' || *names == ':')
          names++;
      }
  if (needs_word && !said)
    return NULL;
  n = strcspn (names, "|");
  text[(names - text) + n] = '\0';
  g_strchomp (text);
  return looks_like_names (names) ? g_strdup (names) : NULL;
}
