/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits valid UTF-8 into words, numbers, marks and ideographs in one pass. Hyphens are tokens of their own ("Coca" "-" "Cola"),
 * possessives are split off ("Apple" "’s"), numbers keep their inner separators ("1,200.5"), a scale glued to its number is the next
 * token ("18.5" "bn"), and dotted abbreviations stay whole ("U.S.", "a.m."). The lexicon compiler uses the same code. */
#include "config.h"

#include "postil-tokenizer-private.h"

#include <string.h>

typedef struct
{
  const char *text;
  gsize length;
  gsize byte;
  guint32 code_point;
  guint pending; /* flags of the white space passed */
  GArray *tokens;
} Scanner;

/* One code point and its width; the caller keeps byte inside the text. */
static inline gunichar
peek (const Scanner *scanner, gsize byte, guint *width)
{
  const guchar *p = (const guchar *) scanner->text + byte;
  guint n;

  if (byte >= scanner->length)
    {
      *width = 0;
      return 0;
    }
  if (p[0] < 0x80)
    {
      *width = 1;
      return p[0];
    }
  n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  if (byte + n > scanner->length)
    n = scanner->length - byte;
  *width = n;
  if (n == 2)
    return ((gunichar) (p[0] & 0x1f) << 6) | (p[1] & 0x3f);
  if (n == 3)
    return ((gunichar) (p[0] & 0x0f) << 12) | ((gunichar) (p[1] & 0x3f) << 6) | (p[2] & 0x3f);
  if (n == 4)
    return ((gunichar) (p[0] & 0x07) << 18) | ((gunichar) (p[1] & 0x3f) << 12) | ((gunichar) (p[2] & 0x3f) << 6) | (p[3] & 0x3f);
  return 0xfffd;
}

static inline gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff)
         || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x2fa1f);
}

static inline gboolean
is_letter (gunichar c)
{
  if (c < 0x80)
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !is_ideograph (c) && (g_unichar_isalpha (c) || g_unichar_ismark (c));
}

static inline gboolean
is_upper (gunichar c)
{
  return c < 0x80 ? c >= 'A' && c <= 'Z' : g_unichar_isupper (c) || g_unichar_istitle (c);
}

static inline gboolean
is_lower (gunichar c)
{
  return c < 0x80 ? c >= 'a' && c <= 'z' : g_unichar_islower (c);
}

static inline gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc;
}

static inline gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'
         || (c >= 0x80 && (g_unichar_isspace (c) || c == 0x200b || c == 0xfeff));
}

/**
 * postil_token_fold:
 * @text: valid UTF-8, not NUL-terminated
 * @length: its length in bytes
 * @folded: (out caller-allocated): room for the folded form
 * @size: room in bytes
 *
 * Folds case one code point at a time and straightens curly apostrophes; the result is not NUL-terminated.
 * What does not fit is left out.
 *
 * Returns: bytes written.
 */
gsize
postil_token_fold (const char *text, gsize length, char *folded, gsize size)
{
  const Scanner scanner = { .text = text, .length = length };
  gsize written = 0;
  guint width;

  for (gsize byte = 0; byte < length; byte += width)
    {
      gunichar c = peek (&scanner, byte, &width);
      char buffer[6];
      int n;

      if (is_apostrophe (c))
        c = '\'';
      else if (c < 0x80)
        c = c >= 'A' && c <= 'Z' ? c + 32 : c;
      else
        c = g_unichar_tolower (c);
      n = g_unichar_to_utf8 (c, buffer);
      if (written + n > size)
        break;
      memcpy (folded + written, buffer, n);
      written += n;
    }
  return written;
}

/**
 * postil_token_hash_folded:
 * @text: valid UTF-8, not NUL-terminated
 * @length: its length in bytes
 *
 * Returns: a hash that does not depend on case nor on the form of apostrophes (FNV-1a, 32 bits).
 */
guint32
postil_token_hash_folded (const char *text, gsize length)
{
  const Scanner scanner = { .text = text, .length = length };
  guint32 hash = 2166136261u;
  guint width;

  for (gsize byte = 0; byte < length; byte += width)
    {
      gunichar c = peek (&scanner, byte, &width);

      if (c >= 'A' && c <= 'Z')
        c += 32;
      else if (is_apostrophe (c))
        c = '\'';
      else if (c >= 0x80)
        c = g_unichar_tolower (c);
      hash = (hash ^ (c & 0xff)) * 16777619u;
      if (c >= 0x80)
        hash = (hash ^ (c >> 8)) * 16777619u;
    }
  return hash;
}

static void
emit (Scanner *scanner, gsize end, guint32 n_code_points, PostilTokenKind kind, guint flags)
{
  PostilToken token = { .byte = scanner->byte, .byte_end = end, .start = scanner->code_point, .kind = kind };
  guint width;

  token.end = token.start + n_code_points;
  token.flags = flags | scanner->pending;
  token.c = peek (scanner, scanner->byte, &width);
  token.hash = postil_token_hash_folded (scanner->text + scanner->byte, end - scanner->byte);
  g_array_append_val (scanner->tokens, token);
  scanner->byte = end;
  scanner->code_point = token.end;
  scanner->pending = 0;
}

/* "1,200", "18.5", "1.200,50", "1'000": a separator belongs to the number when a digit follows. */
static void
scan_number (Scanner *scanner)
{
  gsize byte = scanner->byte;
  guint32 n = 0;
  guint width, next_width;

  for (;;)
    {
      gunichar c = peek (scanner, byte, &width);
      gunichar next = peek (scanner, byte + width, &next_width);

      if (is_digit (c) || (n > 0 && (c == ',' || c == '.' || is_apostrophe (c)) && is_digit (next)))
        {
          byte += width;
          n++;
          continue;
        }
      break;
    }
  emit (scanner, byte, n, POSTIL_TOKEN_NUMBER, 0);
}

/* Length in bytes of a dotted abbreviation at the scanner ("U.S.", "a.m.", "J.P."), else 0. */
static gsize
dotted_length (const Scanner *scanner, guint32 *n_code_points)
{
  gsize byte = scanner->byte, good = 0;
  guint32 n = 0, letters = 0;
  guint width, dot_width;

  for (;;)
    {
      gunichar c = peek (scanner, byte, &width);

      if (width == 0 || !is_letter (c) || peek (scanner, byte + width, &dot_width) != '.')
        break;
      byte += width + 1;
      n += 2;
      letters++;
      good = byte;
    }
  if (letters < 2 || is_letter (peek (scanner, byte, &width)))
    return 0;
  *n_code_points = n;
  return good - scanner->byte;
}

static guint
shape_of (const char *text, gsize from, gsize to)
{
  const Scanner scanner = { .text = text, .length = to };
  guint flags = 0, letters = 0, upper = 0, width;
  gboolean lower_seen = FALSE;

  for (gsize byte = from; byte < to; byte += width)
    {
      gunichar c = peek (&scanner, byte, &width);

      if (is_digit (c))
        flags |= POSTIL_TOKEN_DIGITS;
      if (!is_letter (c))
        continue;
      if (is_upper (c))
        {
          if (letters == 0)
            flags |= POSTIL_TOKEN_CAPITAL;
          if (lower_seen)
            flags |= POSTIL_TOKEN_INNER_CAPITAL;
          upper++;
        }
      else if (is_lower (c))
        lower_seen = TRUE;
      letters++;
    }
  if (letters > 1 && upper == letters)
    flags |= POSTIL_TOKEN_ALL_CAPS;
  return flags;
}

/* Whether the apostrophe at byte starts a possessive ending: ’s with no letter after it. */
static gboolean
is_possessive (const Scanner *scanner, gsize byte, guint width)
{
  guint s_width, after_width;
  gunichar s = peek (scanner, byte + width, &s_width);

  return (s == 's' || s == 'S') && !is_letter (peek (scanner, byte + width + s_width, &after_width))
         && !is_digit (peek (scanner, byte + width + s_width, &after_width));
}

/* "RMB120bn": a currency's code is a word of its own before digits. Codes that are also words are left out. */
static gboolean
is_currency_code (const char *text, gsize length)
{
  static const char codes[]
      = " RMB Rs RM Rp KSh Ksh SFr kr AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BRL BSD BTC BTN BWP "
        "BYN "
        "BZD CAD CDF CHF CLP CNH CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
        "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
        "MKD MMK MNT MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NIS NOK NPR NZD OMR PAB PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
        "SBD SCR SDG SEK SGD SHP SRD SSP STN SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD "
        "XOF XPF YER ZAR ZMW ";
  char word[8] = " ";

  if (length < 2 || length > 3)
    return FALSE;
  memcpy (word + 1, text, length);
  word[length + 1] = ' ';
  return strstr (codes, word) != NULL;
}

/* "R11.6bn", "R19bn": rand, unlike the names "R2" and "R34". */
static gboolean
is_rand (const Scanner *scanner, gsize byte)
{
  const char *text = scanner->text;
  gsize i = byte;

  if (i != scanner->byte + 1 || text[scanner->byte] != 'R')
    return FALSE;
  while (i < scanner->length && i < byte + 6 && text[i] >= '0' && text[i] <= '9')
    i++;
  if (i + 2 > scanner->length)
    return FALSE;
  return ((text[i] == '.' || text[i] == ',') && text[i + 1] >= '0' && text[i + 1] <= '9')
         || (text[i] == 'b' && text[i + 1] == 'n');
}

static void
scan_word (Scanner *scanner)
{
  guint32 n = 0;
  gsize byte = scanner->byte, dotted = dotted_length (scanner, &n);
  guint width, next_width;

  if (dotted > 0)
    {
      emit (scanner, byte + dotted, n, POSTIL_TOKEN_WORD, POSTIL_TOKEN_DOTTED | shape_of (scanner->text, byte, byte + dotted));
      return;
    }
  for (n = 0;; n++)
    {
      gunichar c = peek (scanner, byte, &width);

      if (width == 0)
        break;
      if (is_apostrophe (c) && n > 0 && is_letter (peek (scanner, byte + width, &next_width))
          && !is_possessive (scanner, byte, width))
        {
          byte += width;
          continue;
        }
      if (!is_letter (c)
          && !(n > 0 && is_digit (c) && !is_currency_code (scanner->text + scanner->byte, byte - scanner->byte)
               && !is_rand (scanner, byte)))
        break;
      byte += width;
    }
  emit (scanner, byte, n, POSTIL_TOKEN_WORD, shape_of (scanner->text, scanner->byte, byte));
}

static void
scan_mark (Scanner *scanner, gunichar c, guint width)
{
  guint next_width;
  gboolean after_word = scanner->pending == 0 && scanner->tokens->len > 0
                        && g_array_index (scanner->tokens, PostilToken, scanner->tokens->len - 1).kind != POSTIL_TOKEN_MARK;

  if (is_apostrophe (c) && after_word && is_possessive (scanner, scanner->byte, width))
    {
      peek (scanner, scanner->byte + width, &next_width);
      emit (scanner, scanner->byte + width + next_width, 2, POSTIL_TOKEN_MARK, POSTIL_TOKEN_POSSESSIVE);
      return;
    }
  emit (scanner, scanner->byte + width, 1, POSTIL_TOKEN_MARK, 0);
}

static void
skip_space (Scanner *scanner, gunichar c, guint width)
{
  if (c == '\n')
    {
      if (scanner->pending & POSTIL_TOKEN_LINE_BEFORE)
        scanner->pending |= POSTIL_TOKEN_BLOCK_BEFORE;
      scanner->pending |= POSTIL_TOKEN_LINE_BEFORE;
    }
  scanner->pending |= POSTIL_TOKEN_SPACE_BEFORE;
  scanner->byte += width;
  scanner->code_point++;
}

/**
 * postil_tokens_new:
 * @text: valid UTF-8; borrowed, must outlive the tokens
 * @length: its length in bytes
 *
 * Splits a text into tokens, sorted, not overlapping, white space left out. Linear in @length. Any thread.
 *
 * Returns: (transfer full): the tokens.
 */
PostilTokens *
postil_tokens_new (const char *text, gsize length)
{
  PostilTokens *self = g_new0 (PostilTokens, 1);
  Scanner scanner = { .text = text, .length = length, .pending = POSTIL_TOKEN_BLOCK_BEFORE | POSTIL_TOKEN_LINE_BEFORE };
  gsize n_tokens;
  guint width;

  scanner.tokens = g_array_sized_new (FALSE, FALSE, sizeof (PostilToken), length / 5 + 16);
  while (scanner.byte < length)
    {
      gunichar c = peek (&scanner, scanner.byte, &width);

      if (is_space (c))
        skip_space (&scanner, c, width);
      else if (is_digit (c))
        scan_number (&scanner);
      else if (is_ideograph (c))
        emit (&scanner, scanner.byte + width, 1, POSTIL_TOKEN_HAN, 0);
      else if (is_letter (c))
        scan_word (&scanner);
      else
        scan_mark (&scanner, c, width);
    }
  self->text = text;
  self->length = length;
  self->tokens = g_array_steal (scanner.tokens, &n_tokens);
  self->tokens = g_renew (PostilToken, self->tokens, n_tokens);
  self->n_tokens = n_tokens;
  g_array_unref (scanner.tokens);
  return self;
}

void
postil_tokens_free (PostilTokens *self)
{
  if (self == NULL)
    return;
  g_free (self->tokens);
  g_free (self);
}

/**
 * postil_token_is:
 * @self: tokens
 * @index: any index; one outside the text is no token
 * @folded: a lower-case word, NUL-terminated
 *
 * Returns: whether that token reads @folded, whatever its case.
 */
gboolean
postil_token_is (const PostilTokens *self, guint index, const char *folded)
{
  const PostilToken *token = postil_tokens_at (self, index);
  gsize length = strlen (folded);

  if (token->byte_end - token->byte != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_tolower (self->text[token->byte + i]) != folded[i])
      return FALSE;
  return TRUE;
}
