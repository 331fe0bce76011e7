/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts stop words of each language in the first part of a text; the most frequent language wins when it wins clearly. */
#include "config.h"

#include "postil-language-private.h"

#include <string.h>

#define SAMPLE_TOKENS 1200
#define SHORT_TEXT 30

static const struct
{
  const char *tag;
  const char *words; /* folded, blank before and after each */
} languages[] = {
  [POSTIL_LANGUAGE_EN]
  = { "en", " the and of to in is that for it with as was on are by at from this be has have its said which will not an a "
            "over after more than were their " },
  [POSTIL_LANGUAGE_DE]
  = { "de", " der die das und ist nicht ein eine den dem des mit für auf von zu im sich auch es wird sind bei nach aus wie "
            "um einen einer hat werden über wurde wurden am im vom zum zur seit bis nach sie er es wir ich war sind aber oder "
            "noch nur so wenn dass kein keine mehr unter vor gegen durch " },
  [POSTIL_LANGUAGE_FR]
  = { "fr", " le la les des et est un une du dans pour que qui sur avec au par pas plus ce cette sont aux ont son ses mais "
            "en de il elle nous vous je ne se leur leurs été être fait comme entre depuis sous deux d'un d'une l'an " },
  [POSTIL_LANGUAGE_ES]
  = { "es", " el la los las y es que un una del en por con para se su al lo más como pero sus fue ha este de " },
};

/* Languages the engine does not analyse, so that their texts are not taken for one that it does. */
static const char *const others[] = {
  " het een van en dat niet voor op zijn met aan er ook maar bij naar uit deze wordt ",
  " il di che e la per una con non del della sono gli anche nel alla più dei ",
  " o que e do da em um uma para com não os as no na por mais dos ao foi ",
  " och att det som en på är av för med till inte den har om ett ",
  " og at det som en på er af for med til ikke den har om et ",
  " i w na z do się nie to że jest o jak po za od dla przez ",
  " ja on ei että se oli ovat kun mutta myös tai kuin ",
  " ve bir bu için ile da de çok olarak daha gibi olan ",
  " dan yang di dengan untuk ini itu dari pada tidak adalah ke ",
  " és a az hogy nem egy is volt meg ez csak de ",
  " a na je se v že to do s by jsou ale za jako ",
};

/* Letters that mark a language: a word that holds one counts as one of its common words. */
static const char *const letters[] = {
  [POSTIL_LANGUAGE_EN] = "",
  [POSTIL_LANGUAGE_DE] = "äöüß",
  [POSTIL_LANGUAGE_FR] = "èêàçœùîôû",
  [POSTIL_LANGUAGE_ES] = "ñáíóú¿¡",
};

static guint
count_letters (const PostilTokens *tokens, const char *marks)
{
  guint limit = MIN (tokens->n_tokens, SAMPLE_TOKENS), count = 0;

  for (guint i = 0; marks[0] != '\0' && i < limit; i++)
    {
      const PostilToken *token = &tokens->tokens[i];
      const char *end = tokens->text + token->byte_end;

      for (const char *p = tokens->text + token->byte; p < end; p = g_utf8_next_char (p))
        if ((guchar) *p >= 0x80 && g_utf8_strchr (marks, -1, g_utf8_get_char (p)) != NULL)
          {
            count++;
            break;
          }
    }
  return count;
}

static guint
count_words (const PostilTokens *tokens, const char *words)
{
  guint limit = MIN (tokens->n_tokens, SAMPLE_TOKENS), count = 0;
  char word[24];

  for (guint i = 0; i < limit; i++)
    {
      const PostilToken *token = &tokens->tokens[i];
      gsize length;

      if (token->kind != POSTIL_TOKEN_WORD || token->byte_end - token->byte > 12)
        continue;
      word[0] = ' ';
      length = 1 + postil_token_fold (tokens->text + token->byte, token->byte_end - token->byte, word + 1, sizeof word - 3);
      word[length] = ' ';
      word[length + 1] = '\0';
      count += strstr (words, word) != NULL;
    }
  return count;
}

/* Letters that no analysed language uses outnumber the others: Cyrillic, Arabic, Hangul, Devanagari. */
static gboolean
is_other_script (const PostilTokens *tokens, guint *n_words, guint *n_han)
{
  guint limit = MIN (tokens->n_tokens, SAMPLE_TOKENS), n_other = 0, n_kana = 0;

  *n_words = *n_han = 0;
  for (guint i = 0; i < limit; i++)
    {
      const PostilToken *token = &tokens->tokens[i];

      *n_words += token->kind == POSTIL_TOKEN_WORD;
      n_other += token->kind == POSTIL_TOKEN_WORD && token->c >= 0x370 && !(token->c >= 0x1e00 && token->c < 0x2100);
      *n_han += token->kind == POSTIL_TOKEN_HAN;
      n_kana += token->kind == POSTIL_TOKEN_HAN && token->c < 0x3100;
    }
  return n_other * 2 > *n_words + *n_han || n_kana * 6 > *n_han + 5;
}

/**
 * postil_language_guess:
 * @tokens: tokens of a text
 *
 * Guesses the language; a text too short to tell counts as English.
 *
 * Returns: the language, %POSTIL_LANGUAGE_OTHER for one that the engine does not know.
 */
PostilLanguage
postil_language_guess (const PostilTokens *tokens)
{
  guint n_words, n_han, best_count = 0, other = 0;
  PostilLanguage best = POSTIL_LANGUAGE_EN;

  if (is_other_script (tokens, &n_words, &n_han))
    return POSTIL_LANGUAGE_OTHER;
  if (n_han > n_words * 2)
    return POSTIL_LANGUAGE_ZH;
  for (guint language = POSTIL_LANGUAGE_EN; language <= POSTIL_LANGUAGE_ES; language++)
    {
      guint count = count_words (tokens, languages[language].words) + count_letters (tokens, letters[language]);

      if (count > best_count)
        {
          best_count = count;
          best = language;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    other = MAX (other, count_words (tokens, others[i]));
  if (other > best_count + 1 && other * 8 > n_words)
    return POSTIL_LANGUAGE_OTHER;
  if (n_words < SHORT_TEXT && best != POSTIL_LANGUAGE_EN && best_count < 2)
    return POSTIL_LANGUAGE_EN;
  return best;
}

/**
 * postil_language_from_tag:
 * @tag: (nullable): a BCP 47 tag
 *
 * Returns: the analysed language it names, else %POSTIL_LANGUAGE_OTHER.
 */
PostilLanguage
postil_language_from_tag (const char *tag)
{
  static const char *const tags[] = { "", "en", "de", "fr", "es", "zh" };

  for (guint i = 1; tag != NULL && i < G_N_ELEMENTS (tags); i++)
    if (g_ascii_strncasecmp (tag, tags[i], 2) == 0 && (tag[2] == '\0' || tag[2] == '-' || tag[2] == '_'))
      return i;
  return POSTIL_LANGUAGE_OTHER;
}

const char *
postil_language_to_tag (PostilLanguage language)
{
  static const char *const tags[] = { "und", "en", "de", "fr", "es", "zh" };

  return tags[language];
}
