/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The insides of PostilArticleView, shared by the files that fill its text, draw its marks and answer pointer and keys. */
#pragma once

#ifndef POSTIL_VIEW_COMPILATION
#error "postil-article-view-private.h is private to the room view"
#endif

#include "postil-article-view.h"
#include "postil-column.h"
#include "postil-mark-painter.h"
#include "postil-palette.h"

G_BEGIN_DECLS

/* Measures of the article's font, px; everything that holds text is derived from them. */
typedef struct
{
  double size;         /* of the font */
  double line_height;  /* of body text, 1.64 of the size */
  double factor;       /* line_height in heights of the font, for the tag property `line-height` */
  double ascent_share; /* ascent / (ascent + descent) */
  double character;    /* average width */
  double scale;        /* of the text of the interface, at least 1.0: for the gutter and the lane */
  double unit;         /* 1.0 at the default size: for distances that grow with the text */
} PostilTextMetrics;

/* A range of marks laid out on the lines that are visible now. */
typedef struct
{
  PostilMarkPiece piece;
  PostilMarkLayer layer;
  guint index;
} PostilPlacedPiece;

typedef enum
{
  POSTIL_TAG_BODY,
  POSTIL_TAG_TITLE,
  POSTIL_TAG_HEADING_1,
  POSTIL_TAG_HEADING_2,
  POSTIL_TAG_HEADING_3,
  POSTIL_TAG_HEADING_4,
  POSTIL_TAG_CODE,
  POSTIL_TAG_CODE_FIRST,
  POSTIL_TAG_CODE_LAST,
  POSTIL_TAG_CAPTION,
  POSTIL_TAG_ASIDE,
  POSTIL_TAG_TABLE,
  POSTIL_TAG_TABLE_HEAD,
  POSTIL_TAG_TABLE_LAST,
  POSTIL_TAG_FIGURE, /* the line of a picture or rule */
  POSTIL_TAG_TIGHT,
  POSTIL_TAG_EMPHASIS,
  POSTIL_TAG_STRONG,
  POSTIL_TAG_SPAN_CODE,
  POSTIL_TAG_LINK,
  POSTIL_TAG_SUPERSCRIPT,
  POSTIL_TAG_SUBSCRIPT,
  POSTIL_N_TEXT_TAGS
} PostilTextTag;

#define POSTIL_DEEPEST 9 /* levels of lists and quotes */

#define POSTIL_BOTTOM_EDGE 120 /* px below the last line, so that it can be read in the middle */

struct _PostilArticleView
{
  GtkTextView parent_instance;

  /* children */
  GtkWidget *source_line;
  GtkWidget *byline;
  GtkWidget *margin;

  /* borrowed */
  GtkTextBuffer *buffer;
  GtkTextTag *tags[POSTIL_N_TEXT_TAGS];
  GtkTextTag *list_tags[POSTIL_DEEPEST + 1];
  GtkTextTag *quote_tags[POSTIL_DEEPEST + 1];
  GtkTextTag *highlight_tags[6];
  GtkAdjustment *adjustment;

  /* owned */
  PostilArticle *article;
  PostilDocument *document;
  PostilAnalysis *analysis;
  GPtrArray *notes;
  PostilMarkTable *marks;
  PostilMarkTable *note_marks;
  GPtrArray *table_tags; /* GtkTextTag, of the tables of this document only */
  GPtrArray *pictures;   /* PostilBlockPaintable of this document */
  GArray *pieces;        /* PostilPlacedPiece of the snapshot under way */
  GArray *hits;          /* PostilHighlightRun, sorted; color unused */
  char *font;
  char *hover_uri;

  PostilPalette palette;
  PostilTextMetrics metrics;
  PostilColumn column;
  double font_scale;
  int header_height; /* px reserved in the text for the byline under the title */
  int current_hit;
  int focused_note; /* index or -1 */
  int covered;      /* px at the foot that something lies over */
  guint hidden_kinds;
  guint rest; /* ms the pointer rests before a card opens; 0: never */
  guint rest_source;
  guint cards_source;
  guint flash_tick;
  gint64 flash_start;
  gsize flash_from;
  gsize flash_to;
  PostilMarkLayer active_layer; /* the mark under the caret or last jumped to */
  guint active_index;
  PostilMarkLayer hover_layer;
  guint hover_index;
  double pointer_x;
  double pointer_y;
  gboolean show_names;
  gboolean show_figures;
  gboolean show_notes;
  gboolean pale_repeats;
  gboolean caret_mode;
  gboolean single_keys;
  gboolean caret_placed; /* the reader put the caret somewhere */
  gboolean palette_loaded;
  gboolean filling;
};

/* postil-article-tags.c */
void postil_article_tags_create (PostilArticleView *self);
void postil_article_tags_update (PostilArticleView *self);
void postil_article_tags_apply_highlights (PostilArticleView *self);
double postil_article_tags_get_factor (PostilArticleView *self, const PostilBlock *block);

/* postil-article-text.c */
void postil_article_text_fill (PostilArticleView *self);
void postil_article_text_measure_tables (PostilArticleView *self);
void postil_article_text_restyle (PostilArticleView *self);
void postil_article_text_set_width (PostilArticleView *self, int width);

/* postil-article-draw.c */
void postil_article_draw_below (PostilArticleView *self, GtkSnapshot *snapshot);
void postil_article_draw_above (PostilArticleView *self, GtkSnapshot *snapshot);
void postil_article_draw_over_children (PostilArticleView *self, GtkSnapshot *snapshot);
gboolean postil_article_draw_get_visible (PostilArticleView *self, gsize *start, gsize *end, GdkRectangle *area);
void postil_article_draw_add_pieces (PostilArticleView *self, const PostilMark *mark, GArray *pieces);

/* postil-article-blocks.c */
void postil_article_blocks_draw (PostilArticleView *self, GtkSnapshot *snapshot, gsize start, gsize end);

/* postil-article-layout.c */
gboolean postil_article_layout_has_title (PostilArticleView *self);
void postil_article_layout_reserve_header (PostilArticleView *self);
void postil_article_layout_place_header (PostilArticleView *self);
void postil_article_layout_place_margin (PostilArticleView *self);
void postil_article_layout_update_cards (PostilArticleView *self);

/* postil-article-input.c */
void postil_article_input_connect (PostilArticleView *self);
void postil_article_input_forget (PostilArticleView *self);
const PostilMark *postil_article_input_mark_at (PostilArticleView *self, gsize offset);
const char *postil_article_input_link_at (PostilArticleView *self, gsize offset);

/* postil-article-focus.c */

/* postil-article-view.c */
void postil_article_view_activate_mark (PostilArticleView *self, PostilMarkLayer layer, guint index);
void postil_article_view_open_link (PostilArticleView *self, const char *uri);
gsize postil_article_view_get_caret (PostilArticleView *self);
gboolean postil_article_view_layer_is_shown (PostilArticleView *self, PostilMarkLayer layer);

G_END_DECLS
