/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole reading pane: header, article text, gutter, margin notes with their editor, find bar, card. Knows no database. */
#pragma once

#include "postil-analysis.h"
#include "postil-article.h"
#include "postil-document.h"
#include "postil-mark.h"
#include "postil-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ARTICLE_PANE (postil_article_pane_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticlePane, postil_article_pane, POSTIL, ARTICLE_PANE, GtkWidget)

/* Properties: show-names, show-figures, show-notes (boolean), hidden-kinds (GStrv: org per loc product event money percent
 * quantity date …), editable (boolean: FALSE in a read-only library), single-keys (boolean), caret-mode (boolean),
 * color-names (GStrv of five), tag-names (GStrv for completion, most used first; "name\tcount" shows the count),
 * use-default-font (boolean), font (string), text-scale (double), pale-repeats (boolean), rest (uint, ms the pointer rests on a
 * mark before show-card; 0: never), wide (boolean, read-only: the margin lane has room).
 * Signals (intent; the window acts on them):
 *   edit-note    (PostilNote *note, guint color, const char *comment, const char *const *tags)   0 / NULL: unchanged
 *   keep-draft   (PostilNote *note, const char *comment)
 *   delete-note  (PostilNote *note)
 *   show-card    (guint layer, guint index)        Enter, click or e on a name or figure: answer with present_card
 *   open-link    (const char *uri)
 *   chip         (const char *name)                a button under the byline
 */

GtkWidget *postil_article_pane_new (void);

/* analysis NULL: "Marks come in a moment"; notes (element-type PostilNote). Scrolls to the top. NULL article clears. */
void postil_article_pane_set_article (PostilArticlePane *self, PostilArticle *article, PostilDocument *document,
                                      PostilAnalysis *analysis, GPtrArray *notes);
/* The same article: keep scroll position, selection and an editor that is open. */
void postil_article_pane_set_analysis (PostilArticlePane *self, PostilAnalysis *analysis);
void postil_article_pane_set_notes (PostilArticlePane *self, GPtrArray *notes);
void postil_article_pane_set_record (PostilArticlePane *self, PostilArticle *article);

/* Offsets are code points of the document. Without a selection: the sentence at the caret. FALSE: nothing to highlight. */
gboolean postil_article_pane_has_selection (PostilArticlePane *self); /* the reader selected something, not merely a caret */
gboolean postil_article_pane_get_selection (PostilArticlePane *self, gsize *start, gsize *end);
void postil_article_pane_select (PostilArticlePane *self, gsize start, gsize end);
void postil_article_pane_clear_selection (PostilArticlePane *self);
void postil_article_pane_jump_to (PostilArticlePane *self, gsize start, gsize end);
PostilMarkLayer postil_article_pane_get_mark_at_caret (PostilArticlePane *self, guint *index);
PostilNote *postil_article_pane_get_note_at_caret (PostilArticlePane *self); /* (transfer none) (nullable) */
gboolean postil_article_pane_next_mark (PostilArticlePane *self, PostilMarkLayer layer, gboolean backwards);
gboolean postil_article_pane_page_down (PostilArticlePane *self); /* FALSE: already at the end */
gboolean postil_article_pane_page_up (PostilArticlePane *self);   /* FALSE: already at the beginning */

/* Opens the editor of a note in place, in the comment or in the tags; draft (nullable) replaces the stored comment. */
void postil_article_pane_edit_note (PostilArticlePane *self, const PostilId *id, gboolean in_tags, const char *draft);
void postil_article_pane_note_saved (PostilArticlePane *self, const PostilId *id, gint64 time);
void postil_article_pane_note_failed (PostilArticlePane *self, const PostilId *id, const char *message);
void postil_article_pane_finish_editing (PostilArticlePane *self); /* saves what is being written */

void postil_article_pane_find (PostilArticlePane *self); /* opens the find bar */
/* The first place of some words, whatever their case. FALSE: they are not in the article. */
gboolean postil_article_pane_find_place (PostilArticlePane *self, const char *words, gsize *start, gsize *end);
void postil_article_pane_present_card (PostilArticlePane *self, GtkWidget *card, PostilMarkLayer layer, guint index);
void postil_article_pane_dismiss_card (PostilArticlePane *self);
void postil_article_pane_set_header_chips (PostilArticlePane *self, const char *const *names, const char *const *labels);

G_END_DECLS
