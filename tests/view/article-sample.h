/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article made by hand with every kind of block, mark and note, for the tests and the demonstration of the view. */
#pragma once

#include "postil-article.h"
#include "postil-document.h"
#include "postil-note.h"

typedef struct
{
  PostilArticle *article;
  PostilDocument *document;
  PostilAnalysis *analysis;
  GPtrArray *notes;
} ArticleSample;

ArticleSample *article_sample_new (gboolean long_text);
ArticleSample *article_sample_new_large (guint words, guint marks);
void article_sample_free (ArticleSample *sample);
gsize article_sample_find (ArticleSample *sample, const char *words);
void article_sample_add_note (ArticleSample *sample, const char *quote, guint color, const char *comment, const char *tags);
