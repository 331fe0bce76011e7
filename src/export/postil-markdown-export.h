/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article's notes as one Markdown file: front matter, quote blocks with block ids, figures. Pure: makes text, writes nothing. */
#pragma once

#include "postil-analysis.h"
#include "postil-article.h"
#include "postil-document.h"
#include "postil-note.h"

G_BEGIN_DECLS

/* For which program of notes a file is made. */
typedef enum
{
  POSTIL_MARKDOWN_OBSIDIAN = 0, /* with a block id below each note */
  POSTIL_MARKDOWN_JOPLIN,       /* nothing but CommonMark and front matter */
  POSTIL_MARKDOWN_LOGSEQ,       /* each note one item of an outline */
} PostilMarkdownStyle;

typedef struct
{
  PostilArticle *article;
  PostilDocument *document;       /* (nullable): lost with the cache; then no headings and no figures */
  PostilAnalysis *analysis;       /* (nullable) */
  GPtrArray *notes;               /* (element-type PostilNote) any order; trashed ones are left out */
  const char *const *color_names; /* POSTIL_NOTE_N_COLORS names and NULL */
  gboolean with_figures;
  gboolean with_entities;
  PostilMarkdownStyle style;
} PostilMarkdownInput;

/* (nullable) with an error set; POSTIL_EXPORT_ERROR_UNSAFE */
char *postil_markdown_export_article (const PostilMarkdownInput *input, GError **error);
char *postil_markdown_export_file_name (const char *title, const char *article_key);
char *postil_markdown_escape_text (const char *text);
/* (nullable): only http, https and mailto */
char *postil_markdown_escape_url (const char *url);
/* (nullable): without '#'; nothing is left of some tags */
char *postil_markdown_export_tag (const char *tag);
char *postil_markdown_yaml_string (const char *text);
gboolean postil_markdown_is_untouched (const char *file_text, const char *written_hash);
char *postil_markdown_hash (const char *file_text);

G_END_DECLS
