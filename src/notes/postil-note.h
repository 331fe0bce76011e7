/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's note: a highlighted passage with colour, comment and tags, or a note on the whole article. */
#pragma once

#include "postil-document.h"
#include "postil-id.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define POSTIL_NOTE_N_COLORS 5
#define POSTIL_NOTE_CONTEXT 64                /* code points of prefix and suffix kept with a passage */
#define POSTIL_NOTE_MAX_COMMENT (1024 * 1024) /* bytes */
#define POSTIL_NOTE_MAX_TAGS 100

/* What a note says. Reference counted, immutable once shared; edit a copy. */
typedef struct
{
  PostilId id;
  gint64 sequence;   /* order of making, independent of clocks; 0 until stored */
  char *article_key; /* see PostilArticle.key */
  char *article_title;
  char *article_url;   /* (nullable) */
  char *document_hash; /* of the text the offsets count in */
  guint32 start;       /* code points; start == end == 0: on the whole article */
  guint32 end;
  char *quote;     /* the passage; "" for the whole article */
  char *prefix;    /* up to POSTIL_NOTE_CONTEXT code points before it */
  char *suffix;    /* as many after it */
  guint color;     /* 1-5; 0: no highlight (a note on the whole article) */
  char *comment;   /* Markdown source; never NULL */
  GStrv tags;      /* normalised, sorted, no two equal; never NULL */
  char *author;    /* (nullable) */
  gint64 created;  /* µs */
  gint64 modified; /* µs */
  gint64 deleted;  /* µs, or 0: not in the trash */
  guint revision;  /* 1, 2 … */
  gboolean orphan; /* its passage was not found in the newest text */
} PostilNote;

#define POSTIL_TYPE_NOTE (postil_note_get_type ())
GType postil_note_get_type (void) G_GNUC_CONST;
PostilNote *postil_note_new (void);
PostilNote *postil_note_copy (const PostilNote *note);
PostilNote *postil_note_ref (PostilNote *note);
void postil_note_unref (PostilNote *note);
gboolean postil_note_is_on_article (const PostilNote *note);
gboolean postil_note_validate (const PostilNote *note, GError **error);
void postil_note_set_passage (PostilNote *note, PostilDocument *document, gsize start, gsize end);
int postil_note_compare_position (const PostilNote *a, const PostilNote *b);

/* Tags: blanks to '-', no leading '#', no empty part between slashes, NFC, at most 100 code points; case kept, compared without. */
char *postil_tag_normalize (const char *tag);
GStrv postil_tags_unite (const char *const *tags);
GStrv postil_tags_normalize (const char *const *tags);
GStrv postil_tags_parse (const char *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilNote, postil_note_unref)

G_END_DECLS
