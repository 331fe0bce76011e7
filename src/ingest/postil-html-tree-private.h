/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of an HTML page: the only interface to the parser, with limits on depth, memory and attributes before it. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-html-tree-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

/* Elements the room tells apart; all others are OTHER. */
typedef enum
{
  POSTIL_HTML_TEXT, /* not an element */
  POSTIL_HTML_OTHER,
  POSTIL_HTML_A,
  POSTIL_HTML_ABBR,
  POSTIL_HTML_ADDRESS,
  POSTIL_HTML_ARTICLE,
  POSTIL_HTML_ASIDE,
  POSTIL_HTML_AUDIO,
  POSTIL_HTML_B,
  POSTIL_HTML_BASE,
  POSTIL_HTML_BLOCKQUOTE,
  POSTIL_HTML_BODY,
  POSTIL_HTML_BR,
  POSTIL_HTML_BUTTON,
  POSTIL_HTML_CANVAS,
  POSTIL_HTML_CAPTION,
  POSTIL_HTML_CENTER,
  POSTIL_HTML_CITE,
  POSTIL_HTML_CODE,
  POSTIL_HTML_DD,
  POSTIL_HTML_DETAILS,
  POSTIL_HTML_DIALOG,
  POSTIL_HTML_DIV,
  POSTIL_HTML_DL,
  POSTIL_HTML_DT,
  POSTIL_HTML_EM,
  POSTIL_HTML_EMBED,
  POSTIL_HTML_FIELDSET,
  POSTIL_HTML_FIGCAPTION,
  POSTIL_HTML_FIGURE,
  POSTIL_HTML_FOOTER,
  POSTIL_HTML_FORM,
  POSTIL_HTML_H1,
  POSTIL_HTML_H2,
  POSTIL_HTML_H3,
  POSTIL_HTML_H4,
  POSTIL_HTML_H5,
  POSTIL_HTML_H6,
  POSTIL_HTML_HEAD,
  POSTIL_HTML_HEADER,
  POSTIL_HTML_HR,
  POSTIL_HTML_HTML,
  POSTIL_HTML_I,
  POSTIL_HTML_IFRAME,
  POSTIL_HTML_IMG,
  POSTIL_HTML_INPUT,
  POSTIL_HTML_KBD,
  POSTIL_HTML_LABEL,
  POSTIL_HTML_LI,
  POSTIL_HTML_LINK,
  POSTIL_HTML_MAIN,
  POSTIL_HTML_MATH,
  POSTIL_HTML_MENU,
  POSTIL_HTML_META,
  POSTIL_HTML_NAV,
  POSTIL_HTML_NOSCRIPT,
  POSTIL_HTML_OBJECT,
  POSTIL_HTML_OL,
  POSTIL_HTML_OPTION,
  POSTIL_HTML_P,
  POSTIL_HTML_PICTURE,
  POSTIL_HTML_PRE,
  POSTIL_HTML_SAMP,
  POSTIL_HTML_SCRIPT,
  POSTIL_HTML_SECTION,
  POSTIL_HTML_SELECT,
  POSTIL_HTML_SOURCE,
  POSTIL_HTML_SPAN,
  POSTIL_HTML_STRONG,
  POSTIL_HTML_STYLE,
  POSTIL_HTML_SUB,
  POSTIL_HTML_SUMMARY,
  POSTIL_HTML_SUP,
  POSTIL_HTML_SVG,
  POSTIL_HTML_TABLE,
  POSTIL_HTML_TBODY,
  POSTIL_HTML_TD,
  POSTIL_HTML_TEMPLATE,
  POSTIL_HTML_TEXTAREA,
  POSTIL_HTML_TFOOT,
  POSTIL_HTML_TH,
  POSTIL_HTML_THEAD,
  POSTIL_HTML_TIME,
  POSTIL_HTML_TITLE,
  POSTIL_HTML_TR,
  POSTIL_HTML_TT,
  POSTIL_HTML_UL,
  POSTIL_HTML_VIDEO,
  POSTIL_HTML_N_TAGS
} PostilHtmlTag;

typedef struct
{
  const char *name; /* lower case; NULL ends a list */
  const char *value;
} PostilHtmlAttribute;

/* A node; strings live as long as the tree. The fields below `measure` belong to postil-html-measure.c. */
typedef struct _PostilHtmlNode PostilHtmlNode;
struct _PostilHtmlNode
{
  PostilHtmlNode *parent;
  PostilHtmlNode *first_child;
  PostilHtmlNode *last_child;
  PostilHtmlNode *previous;
  PostilHtmlNode *next;
  const void *source;                    /* (nullable) the parser's own node */
  const PostilHtmlAttribute *attributes; /* (nullable) when there is no such node */
  const char *text;                      /* of a text node */
  guint16 tag;                           /* PostilHtmlTag */

  struct
  {
    guint16 flags;
    guint32 length;      /* visible text, in bytes, blanks not counted */
    guint32 link_length; /* of it, inside links */
    guint32 commas;
    float mass;    /* how much of it reads like an article */
    guint32 index; /* in document order */
  } measure;
};

typedef struct _PostilHtmlTree PostilHtmlTree;

PostilHtmlTree *postil_html_tree_parse (const char *html, gsize length, const char *name, GError **error);
PostilHtmlTree *postil_html_tree_parse_fragment (const char *html, gsize length, const char *name, GError **error);
void postil_html_tree_free (PostilHtmlTree *self);
PostilHtmlNode *postil_html_tree_get_root (PostilHtmlTree *self);
const char *postil_html_node_get_attribute (const PostilHtmlNode *node, const char *name);
PostilHtmlNode *postil_html_node_next (const PostilHtmlNode *node, const PostilHtmlNode *root, gboolean into);
PostilHtmlNode *postil_html_node_find (PostilHtmlNode *root, PostilHtmlTag tag);
gboolean postil_html_node_is_inside (const PostilHtmlNode *node, const PostilHtmlNode *ancestor);
gboolean postil_html_tag_is_block (PostilHtmlTag tag);
gboolean postil_html_tag_is_silent (PostilHtmlTag tag);
void postil_html_node_append_text (const PostilHtmlNode *node, GString *text);
char *postil_html_node_dup_text (const PostilHtmlNode *node);

/* For the quick parser of fragments, and it. */
PostilHtmlNode *postil_html_tree_add (PostilHtmlTree *self, PostilHtmlNode *parent, PostilHtmlTag tag);
void postil_html_tree_set_attributes (PostilHtmlTree *self, PostilHtmlNode *node, const PostilHtmlAttribute *attributes, guint n);
PostilHtmlTag postil_html_tag_from_parser (guint tag);
PostilHtmlNode *postil_html_quick_parse (PostilHtmlTree *tree, char *html, gsize length);

/* The guard, for its tests: NULL when the page may be parsed as it is. */
char *postil_html_guard (const char *html, gsize length, gsize *new_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilHtmlTree, postil_html_tree_free)

G_END_DECLS
