/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a document written down a second time, by hand, for tests; and documents and analyses to try them on. */
#pragma once

#include "postil-analysis.h"
#include "postil-document-builder.h"

G_BEGIN_DECLS

/* Asserts every rule the headers promise. */
void check_document (PostilDocument *document);
void check_analysis (PostilAnalysis *analysis, gsize text_length);

/* Reads a blob that anybody may have written: TRUE when it was taken, after checking what came of it. */
typedef gboolean (*ReadBlob) (const guint8 *data, gsize size);
/* No blob that was cut or stretched is taken. */
void check_truncations (GBytes *blob, ReadBlob read);
/* Of blobs with flipped bits some are taken (a flipped letter is still a letter) and some are not. */
void check_flips (GBytes *blob, ReadBlob read, guint32 seed);

/* A document with every kind of block, span, image and field. */
PostilDocument *make_full_document (void);
/* An analysis of a text of 200 code points with every field set somewhere. */
PostilAnalysis *make_full_analysis (void);
/* Random text: words, white space, controls, overrides, marks, wide characters, broken bytes. */
GString *make_random_text (GRand *random, int max_pieces);
/* A document of random calls in random order; NULL when nothing visible came of them. */
PostilDocument *make_random_document (GRand *random);

G_END_DECLS
