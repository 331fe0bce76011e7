/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits valid UTF-8 into words, numbers, marks and ideographs, with the offsets and shapes every later step reads. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PostilWord PostilWord;

typedef enum
{
  POSTIL_TOKEN_WORD,
  POSTIL_TOKEN_NUMBER, /* begins with a digit; may hold , . ' and spaces between digits */
  POSTIL_TOKEN_MARK,   /* one code point of punctuation or a symbol */
  POSTIL_TOKEN_HAN,    /* one ideograph or kana */
} PostilTokenKind;

typedef enum
{
  POSTIL_TOKEN_SPACE_BEFORE = 1 << 0,
  POSTIL_TOKEN_LINE_BEFORE = 1 << 1,   /* a line feed stands between this token and the one before */
  POSTIL_TOKEN_BLOCK_BEFORE = 1 << 2,  /* nothing that crosses this border belongs together */
  POSTIL_TOKEN_CAPITAL = 1 << 3,       /* first letter upper case */
  POSTIL_TOKEN_ALL_CAPS = 1 << 4,      /* two letters or more, all upper case */
  POSTIL_TOKEN_INNER_CAPITAL = 1 << 5, /* an upper-case letter after a lower-case one: iPhone, ByteDance */
  POSTIL_TOKEN_DIGITS = 1 << 6,        /* a word that holds digits */
  POSTIL_TOKEN_DOTTED = 1 << 7,        /* U.S., a.m. */
  POSTIL_TOKEN_SENTENCE_START = 1 << 8,
  POSTIL_TOKEN_POSSESSIVE = 1 << 9, /* the token is ’s or a lone ’ after a name in s */
} PostilTokenFlags;

typedef struct
{
  guint32 byte;     /* where it starts, in bytes */
  guint32 byte_end; /* exclusive */
  guint32 start;    /* the same in code points */
  guint32 end;
  guint32 hash; /* of the case-folded text, curly apostrophes straightened */
  guint16 flags;
  guint8 kind;
  gunichar c;             /* the first code point */
  const PostilWord *word; /* (nullable) what the vocabulary knows about it */
} PostilToken;

typedef struct
{
  const char *text; /* borrowed */
  gsize length;     /* bytes */
  PostilToken *tokens;
  guint n_tokens;
} PostilTokens;

PostilTokens *postil_tokens_new (const char *text, gsize length);
void postil_tokens_free (PostilTokens *self);

guint32 postil_token_hash_folded (const char *text, gsize length);
gsize postil_token_fold (const char *text, gsize length, char *folded, gsize size);
gboolean postil_token_is (const PostilTokens *self, guint index, const char *folded);

/* A token of `self` that may lie outside; a mark of code point 0 then. */
static inline const PostilToken *
postil_tokens_at (const PostilTokens *self, gint64 index)
{
  static const PostilToken none = { .kind = POSTIL_TOKEN_MARK, .flags = POSTIL_TOKEN_BLOCK_BEFORE | POSTIL_TOKEN_SPACE_BEFORE };

  return index >= 0 && index < self->n_tokens ? &self->tokens[index] : &none;
}

static inline gboolean
postil_token_has (const PostilToken *token, guint flags)
{
  return (token->flags & flags) != 0;
}

static inline gboolean
postil_token_is_mark (const PostilToken *token, gunichar c)
{
  return token->kind == POSTIL_TOKEN_MARK && token->c == c;
}

/* Whether nothing but the token borders stands between `token` and the one before it. */
static inline gboolean
postil_token_is_glued (const PostilToken *token)
{
  return (token->flags & (POSTIL_TOKEN_SPACE_BEFORE | POSTIL_TOKEN_LINE_BEFORE | POSTIL_TOKEN_BLOCK_BEFORE)) == 0;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTokens, postil_tokens_free)

G_END_DECLS
