/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a part of a page into a document. One walk over the tree without recursion: a block of the document begins with the first text
 * after the border of a block element and takes its kind from the elements around it; spans that cross a border are ended and begun again. */
#include "config.h"

#include "postil-html-writer-private.h"

#include "postil-html-measure-private.h"
#include "postil-link-private.h"

#include <string.h>

static PostilHtmlContext *
get_context (PostilHtmlWriter *self)
{
  return &g_array_index (self->contexts, PostilHtmlContext, self->contexts->len - 1);
}

static void
end_block (PostilHtmlWriter *self)
{
  if (self->open)
    postil_document_builder_end_block (self->builder);
  self->open = FALSE;
  self->n_breaks = 0;
}

static void
open_block (PostilHtmlWriter *self)
{
  PostilHtmlContext *context = get_context (self);

  if (self->open)
    return;
  if (context->kind == POSTIL_BLOCK_LIST_ITEM && !context->fresh)
    postil_document_builder_begin_block (self->builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  else
    postil_document_builder_begin_block (self->builder, context->kind, context->level, context->number);
  context->fresh = FALSE;
  self->open = TRUE;
  for (guint i = 0; i < self->n_spans; i++)
    postil_document_builder_begin_span (self->builder, self->spans[i].kind, self->spans[i].href);
}

static void
push_context (PostilHtmlWriter *self, PostilBlockKind kind, guint level, guint number)
{
  PostilHtmlContext context = { .kind = kind, .level = level, .number = number, .fresh = TRUE };

  g_array_append_val (self->contexts, context);
}

/* Begins a span; `href` is (transfer full) (nullable). */
void
postil_html_writer_begin_span (PostilHtmlWriter *self, PostilSpanKind kind, char *href)
{
  if (self->n_spans == POSTIL_HTML_WRITER_MAX_SPANS)
    {
      self->n_lost_spans++;
      g_free (href);
      return;
    }
  self->spans[self->n_spans].kind = kind;
  self->spans[self->n_spans].href = href;
  self->n_spans++;
  if (self->open)
    postil_document_builder_begin_span (self->builder, kind, href);
}

/* Ends the innermost span. */
void
postil_html_writer_end_span (PostilHtmlWriter *self)
{
  if (self->n_lost_spans > 0)
    {
      self->n_lost_spans--;
      return;
    }
  self->n_spans--;
  g_clear_pointer (&self->spans[self->n_spans].href, g_free);
  if (self->open)
    postil_document_builder_end_span (self->builder);
}

static gboolean
get_span_kind (const PostilHtmlNode *node, PostilSpanKind *kind)
{
  switch ((int) node->tag)
    {
    case POSTIL_HTML_A:
      *kind = POSTIL_SPAN_LINK;
      return postil_html_node_get_attribute (node, "href") != NULL;
    case POSTIL_HTML_B:
    case POSTIL_HTML_STRONG:
      *kind = POSTIL_SPAN_STRONG;
      return TRUE;
    case POSTIL_HTML_I:
    case POSTIL_HTML_EM:
    case POSTIL_HTML_CITE:
      *kind = POSTIL_SPAN_EMPHASIS;
      return TRUE;
    case POSTIL_HTML_CODE:
    case POSTIL_HTML_KBD:
    case POSTIL_HTML_SAMP:
    case POSTIL_HTML_TT:
      *kind = POSTIL_SPAN_CODE;
      return TRUE;
    case POSTIL_HTML_SUP:
      *kind = POSTIL_SPAN_SUPERSCRIPT;
      return TRUE;
    case POSTIL_HTML_SUB:
      *kind = POSTIL_SPAN_SUBSCRIPT;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether the element makes a span; then it must be ended. */
gboolean
postil_html_writer_is_span (const PostilHtmlNode *node)
{
  PostilSpanKind kind;

  return get_span_kind (node, &kind);
}

/* Begins the span of an inline element; returns whether it has one. */
gboolean
postil_html_writer_enter_inline (PostilHtmlWriter *self, const PostilHtmlNode *node)
{
  PostilSpanKind kind;
  char *href = NULL;

  if (!get_span_kind (node, &kind))
    return FALSE;
  if (kind == POSTIL_SPAN_LINK)
    href = postil_link_resolve (self->base, postil_html_node_get_attribute (node, "href"));
  postil_html_writer_begin_span (self, kind, href);
  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n\f")] == '\0';
}

static void
write_text (PostilHtmlWriter *self, const char *text)
{
  gboolean code = get_context (self)->kind == POSTIL_BLOCK_CODE;

  if (!code && is_blank (text))
    {
      if (self->open)
        postil_document_builder_append (self->builder, " ", 1);
      return;
    }
  open_block (self);
  postil_document_builder_append (self->builder, text, -1);
  self->n_breaks = 0;
}

/* One break is a blank, two are the end of a paragraph. */
static void
write_break (PostilHtmlWriter *self)
{
  if (get_context (self)->kind == POSTIL_BLOCK_CODE)
    {
      if (self->open)
        postil_document_builder_append (self->builder, "\n", 1);
      return;
    }
  if (!self->open)
    return;
  if (++self->n_breaks >= 2)
    end_block (self);
  else
    postil_document_builder_append (self->builder, " ", 1);
}

/* The number an item of an ordered list has by its place, its value and the list's start. */
static guint
get_item_number (const PostilHtmlNode *item)
{
  const char *value = postil_html_node_get_attribute (item, "value");
  const char *start;
  guint64 number = 0;

  if (item->parent == NULL || item->parent->tag != POSTIL_HTML_OL)
    return 0;
  if (value != NULL && g_ascii_string_to_unsigned (value, 10, 1, 1000000, &number, NULL))
    return number;
  if (item->previous != NULL)
    {
      const PostilHtmlNode *before = item->previous;

      while (before != NULL && before->tag != POSTIL_HTML_LI)
        before = before->previous;
      if (before != NULL)
        return before->measure.index + 1;
    }
  start = postil_html_node_get_attribute (item->parent, "start");
  if (start != NULL && g_ascii_string_to_unsigned (start, 10, 1, 1000000, &number, NULL))
    return number;
  return 1;
}

static char *
fold_letters (const char *text)
{
  GString *key = g_string_new (NULL);
  g_autofree char *lower = g_utf8_casefold (text, -1);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (key, g_utf8_get_char (at));
  return g_string_free (key, FALSE);
}

/* The headline stands before everything already; the page's own copy of it is left out once. */
static gboolean
repeats_title (PostilHtmlWriter *self, const PostilHtmlNode *heading)
{
  g_autofree char *text = NULL, *a = NULL, *b = NULL;

  if (self->title == NULL || self->title_seen || heading->tag > POSTIL_HTML_H2)
    return FALSE;
  text = postil_html_node_dup_text (heading);
  a = fold_letters (text);
  b = fold_letters (self->title);
  if (*a == '\0' || strcmp (a, b) != 0)
    return FALSE;
  self->title_seen = TRUE;
  return TRUE;
}

static void
enter_list_item (PostilHtmlWriter *self, PostilHtmlNode *node)
{
  guint number = get_item_number (node);

  node->measure.index = number;
  push_context (self, POSTIL_BLOCK_LIST_ITEM, MAX (self->list_depth, 1), number);
}

/* Begins a block element. Returns FALSE when its children are not to be visited. */
static gboolean
enter_block (PostilHtmlWriter *self, PostilHtmlNode *node)
{
  end_block (self);
  switch ((int) node->tag)
    {
    case POSTIL_HTML_H1:
    case POSTIL_HTML_H2:
    case POSTIL_HTML_H3:
    case POSTIL_HTML_H4:
    case POSTIL_HTML_H5:
    case POSTIL_HTML_H6:
      if (repeats_title (self, node))
        return FALSE;
      push_context (self, POSTIL_BLOCK_HEADING, node->tag - POSTIL_HTML_H1 + 1, 0);
      return TRUE;
    case POSTIL_HTML_UL:
    case POSTIL_HTML_OL:
      self->list_depth++;
      return TRUE;
    case POSTIL_HTML_LI:
      enter_list_item (self, node);
      return TRUE;
    case POSTIL_HTML_BLOCKQUOTE:
      push_context (self, POSTIL_BLOCK_QUOTE, ++self->quote_depth, 0);
      return TRUE;
    case POSTIL_HTML_PRE:
      push_context (self, POSTIL_BLOCK_CODE, 0, 0);
      return TRUE;
    case POSTIL_HTML_FIGCAPTION:
    case POSTIL_HTML_CAPTION:
      push_context (self, POSTIL_BLOCK_CAPTION, 0, 0);
      return TRUE;
    case POSTIL_HTML_TABLE:
      if (!postil_html_writer_is_data_table (node))
        return TRUE;
      postil_html_writer_write_table (self, node);
      return FALSE;
    case POSTIL_HTML_HR:
      postil_document_builder_begin_block (self->builder, POSTIL_BLOCK_RULE, 0, 0);
      postil_document_builder_end_block (self->builder);
      return FALSE;
    default:
      return TRUE;
    }
}

static void
leave_block (PostilHtmlWriter *self, const PostilHtmlNode *node)
{
  end_block (self);
  switch ((int) node->tag)
    {
    case POSTIL_HTML_BLOCKQUOTE:
      self->quote_depth--;
      g_array_set_size (self->contexts, self->contexts->len - 1);
      break;
    case POSTIL_HTML_UL:
    case POSTIL_HTML_OL:
      self->list_depth--;
      break;
    case POSTIL_HTML_H1:
    case POSTIL_HTML_H2:
    case POSTIL_HTML_H3:
    case POSTIL_HTML_H4:
    case POSTIL_HTML_H5:
    case POSTIL_HTML_H6:
    case POSTIL_HTML_LI:
    case POSTIL_HTML_PRE:
    case POSTIL_HTML_FIGCAPTION:
    case POSTIL_HTML_CAPTION:
      g_array_set_size (self->contexts, self->contexts->len - 1);
      break;
    default:
      break;
    }
}

/* Returns FALSE when the children are not to be visited, and the node not to be left. */
static gboolean
enter (PostilHtmlWriter *self, PostilHtmlNode *node)
{
  if (node->measure.flags & POSTIL_HTML_DROPPED)
    return FALSE;
  if (node->text != NULL)
    {
      write_text (self, node->text);
      return FALSE;
    }
  if (node->tag == POSTIL_HTML_BR)
    {
      write_break (self);
      return FALSE;
    }
  if (node->tag == POSTIL_HTML_IMG)
    {
      postil_html_writer_write_image (self, node);
      return FALSE;
    }
  /* What a page shows without scripts was marked as dropped where it is not wanted. */
  if (postil_html_tag_is_silent (node->tag) && node->tag != POSTIL_HTML_NOSCRIPT)
    return FALSE;
  if (postil_html_tag_is_block (node->tag))
    return enter_block (self, node);
  postil_html_writer_enter_inline (self, node);
  return TRUE;
}

static void
leave (PostilHtmlWriter *self, const PostilHtmlNode *node)
{
  if (postil_html_tag_is_block (node->tag))
    leave_block (self, node);
  else if (postil_html_writer_is_span (node))
    postil_html_writer_end_span (self);
}

static void
walk (PostilHtmlWriter *self, PostilHtmlNode *root)
{
  PostilHtmlNode *node = root;

  while (node != NULL)
    {
      if (enter (self, node))
        {
          if (node->first_child != NULL)
            {
              node = node->first_child;
              continue;
            }
          leave (self, node);
        }
      while (node != NULL && node->next == NULL && node != root)
        {
          node = node->parent;
          leave (self, node);
        }
      node = node == root ? NULL : node->next;
    }
}

/*
 * postil_html_writer_write:
 * @builder: takes the blocks
 * @root: what to write, with its children; what is marked as dropped is left out
 * @base: (nullable): absolute address for relative links
 * @title: (nullable): a first heading that says the same is left out
 *
 * Writes a part of a page into a document.
 */
void
postil_html_writer_write (PostilDocumentBuilder *builder, PostilHtmlNode *root, const char *base, const char *title)
{
  PostilHtmlWriter self = { .builder = builder, .base = base, .title = title };

  self.contexts = g_array_new (FALSE, FALSE, sizeof (PostilHtmlContext));
  push_context (&self, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  walk (&self, root);
  end_block (&self);
  g_array_unref (self.contexts);
}
