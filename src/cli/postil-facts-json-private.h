/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entities, figures, articles and notes as JSON: one spelling of each, for every command. */
#pragma once

#ifndef POSTIL_CLI_COMPILATION
#error "postil-facts-json-private.h belongs to the room cli"
#endif

#include "postil-analysis.h"
#include "postil-article.h"
#include "postil-document.h"
#include "postil-json-writer-private.h"
#include "postil-note.h"

G_BEGIN_DECLS

/* The members "entities" and "figures" of the open object; text: what the offsets count in. */
void postil_facts_add_analysis (PostilJsonWriter *writer, PostilDocument *text, PostilAnalysis *analysis);
/* The members of one figure; surface: what the text says. */
void postil_facts_add_figure (PostilJsonWriter *writer, const PostilFigure *figure, const char *surface);
void postil_facts_add_article (PostilJsonWriter *writer, const PostilArticle *article);
void postil_facts_add_note (PostilJsonWriter *writer, const PostilNote *note);
/* The article's text without headline, pictures and what is no part of it; blocks apart by a blank line. */
char *postil_facts_make_plain_text (PostilDocument *document);

G_END_DECLS
