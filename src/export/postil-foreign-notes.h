/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes in from other tools: a file's bytes become notes, by its content alone. Pure: stores and places nothing. */
#pragma once

#include "postil-note.h"

G_BEGIN_DECLS

#define POSTIL_FOREIGN_MAX_BYTES (64 * 1024 * 1024)
#define POSTIL_FOREIGN_MAX_NOTES 100000
#define POSTIL_FOREIGN_MAX_DEPTH 64
#define POSTIL_FOREIGN_MAX_QUOTE (256 * 1024) /* bytes */

typedef enum
{
  POSTIL_FOREIGN_NONE = 0, /* no file of notes */
  POSTIL_FOREIGN_W3C,
  POSTIL_FOREIGN_HYPOTHESIS,
  POSTIL_FOREIGN_READWISE,
  POSTIL_FOREIGN_OMNIVORE,
  POSTIL_FOREIGN_WALLABAG,
  POSTIL_FOREIGN_KOREADER,
  POSTIL_FOREIGN_KINDLE,
} PostilForeignFormat;

/* A note has an id (made from its content where the file has none of ours), quote, context, comment, tags, colour, article_title and
 * article_url as far as known; start is where its tool saw it, a hint; article_key only from our own files; times may be 0. */
typedef struct
{
  PostilForeignFormat format;
  GPtrArray *notes;   /* (element-type PostilNote) in the order of the file */
  GPtrArray *skipped; /* (element-type utf8) a sentence for each entry that is no note we can take */
} PostilForeignNotes;

PostilForeignFormat postil_foreign_notes_detect (const char *data, gsize size);
PostilForeignNotes *postil_foreign_notes_parse (const char *data, gsize size, GError **error);
void postil_foreign_notes_free (PostilForeignNotes *self);
const char *postil_foreign_format_get_name (PostilForeignFormat format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilForeignNotes, postil_foreign_notes_free)

G_END_DECLS
