/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a compiled lexicon file: little-endian, one open-addressed table over token sequences, used where it lies. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_LEXICON_MAGIC "PSTLLEX\n"
#define POSTIL_LEXICON_VERSION 2
#define POSTIL_LEXICON_HEADER_SIZE 48
#define POSTIL_LEXICON_SLOT_SIZE 12
#define POSTIL_LEXICON_ENTRY_SIZE 16
#define POSTIL_LEXICON_NO_STRING 0xffffffffu

/*
 * header  magic[8] version n_slots n_entries strings_size slots_at entries_at strings_at file_size model_size model_at (guint32 each)
 * slot    key:32 first_entry:32 n_entries:16 flags:16
 * entry   surface_at:32 canonical_at:32 surface_size:16 canonical_size:16 class:8 flags:8 n_tokens:16
 * model   the name model as it is (see postil-name-model-private.h), at a multiple of 64; may be empty
 * Strings are UTF-8 without NULs. n_slots is a power of two. A sequence's key is the chain of its tokens' folded hashes;
 * every proper prefix of a sequence has a slot with the prefix flag, so that a search stops at the first word it cannot extend.
 */
typedef enum
{
  POSTIL_LEXICON_SLOT_USED = 1 << 0,
  POSTIL_LEXICON_SLOT_PREFIX = 1 << 1,
} PostilLexiconSlotFlags;

typedef enum
{
  POSTIL_LEXICON_ORG,
  POSTIL_LEXICON_LOC,
  POSTIL_LEXICON_PRODUCT,
  POSTIL_LEXICON_MISC,
  POSTIL_LEXICON_DEMONYM,
  POSTIL_LEXICON_GIVEN,
  POSTIL_LEXICON_SURNAME,
  POSTIL_LEXICON_TITLE,
  POSTIL_LEXICON_ORG_SUFFIX,
  POSTIL_LEXICON_ORG_HEAD,
  POSTIL_LEXICON_CUE_ORG,
  POSTIL_LEXICON_CUE_PER,
  POSTIL_LEXICON_CUE_LOC,
  POSTIL_LEXICON_CUE_PRODUCT,
  POSTIL_LEXICON_CUE_MISC,
  POSTIL_LEXICON_COMMON_WORD,
  POSTIL_N_LEXICON_CLASSES
} PostilLexiconClass;

typedef enum
{
  POSTIL_LEXICON_COMMON = 1 << 0, /* also an ordinary word */
  POSTIL_LEXICON_ABBR = 1 << 1,
  POSTIL_LEXICON_ALIAS = 1 << 2,
  POSTIL_LEXICON_LOWER = 1 << 3, /* written in lower case */
} PostilLexiconFlags;

#define POSTIL_LEXICON_CHAIN_SEED 0x9e3779b9u

static inline guint32
postil_lexicon_chain (guint32 key, guint32 token_hash)
{
  key = (key ^ token_hash) * 0x85ebca6bu;
  return key ^ (key >> 13);
}

G_END_DECLS
