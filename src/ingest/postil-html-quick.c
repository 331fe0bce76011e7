/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a fragment of HTML that keeps to the rules, as nearly all of those in feeds do, many times faster than a full parser makes it.
 * What is read here becomes the tree that HTML's own rules make of it; where those rules would move elements about (formatting ended across
 * blocks, text between the cells of a table) and for forms, frames and foreign content the fragment is given back unread.
 * Source: HTML, section 13.2.6, tree construction, the modes "in body", "in table" and "in cell". */
#include "config.h"

#include "postil-html-tree-private.h"

#include "postil-html-kinds-private.h"
#include "postil-html-tokens-private.h"

#include <string.h>

#define MAX_DEPTH 200 /* a fragment nested deeper is left to the guard */
#define MAX_ACTIVE 32 /* formatting elements that are not ended */

typedef struct
{
  PostilHtmlNode *node;
  GumboTag tag;
  const char *name;
  gsize name_length;
} Open;

typedef struct
{
  PostilHtmlTree *tree;
  PostilHtmlTokens tokens;
  Open stack[MAX_DEPTH];
  guint depth;
  PostilHtmlNode
      *active[MAX_ACTIVE]; /* formatting elements that are not ended, open or to be opened again; NULL at the border of a cell */
  GumboTag active_tags[MAX_ACTIVE];
  guint n_active;
  gboolean after_pre;
} Quick;

static Open *
get_current (Quick *self)
{
  return &self->stack[self->depth - 1];
}

static PostilHtmlNode *
insert (Quick *self, GumboTag tag)
{
  PostilHtmlNode *parent = get_current (self)->node;

  return postil_html_tree_add (self->tree, parent, postil_html_tag_from_parser (tag));
}

static gboolean
push (Quick *self, GumboTag tag, PostilHtmlNode *node)
{
  if (self->depth == MAX_DEPTH)
    return FALSE;
  self->stack[self->depth++] = (Open){ node, tag, self->tokens.name, self->tokens.name_length };
  return TRUE;
}

static gboolean
add_active (Quick *self, GumboTag tag, PostilHtmlNode *node)
{
  if (self->n_active == MAX_ACTIVE)
    return FALSE;
  self->active[self->n_active] = node;
  self->active_tags[self->n_active++] = tag;
  return TRUE;
}

/* Inserts the element of the present start tag and makes it the current one. */
static gboolean
open_element (Quick *self, GumboTag tag)
{
  PostilHtmlNode *node = insert (self, tag);

  postil_html_tree_set_attributes (self->tree, node, self->tokens.attributes, self->tokens.n_attributes);
  if (postil_html_kinds[tag] & POSTIL_HTML_KIND_VOID)
    return TRUE;
  if (postil_html_kinds[tag] & (POSTIL_HTML_KIND_FORMATTING | POSTIL_HTML_KIND_CELL)
      && !add_active (self, tag, postil_html_kinds[tag] & POSTIL_HTML_KIND_CELL ? NULL : node))
    return FALSE;
  return push (self, tag, node);
}

/* Returns: the place of an open element; 0 for one that is not */
static guint
find_open (const Quick *self, const PostilHtmlNode *node)
{
  for (guint i = self->depth; i > 2; i--)
    if (self->stack[i - 1].node == node)
      return i - 1;
  return 0;
}

/* Opens formatting again that a block ended. Source: HTML, section 13.2.4.3. */
static gboolean
reopen (Quick *self)
{
  guint first = self->n_active;

  while (first > 0 && self->active[first - 1] != NULL && find_open (self, self->active[first - 1]) == 0)
    first--;
  for (guint i = first; i < self->n_active; i++)
    {
      PostilHtmlNode *node = insert (self, self->active_tags[i]);

      node->attributes = self->active[i]->attributes;
      self->active[i] = node;
      if (!push (self, self->active_tags[i], node))
        return FALSE;
    }
  return TRUE;
}

/* Ends a cell or a caption with all that is open in it. */
static void
close_cell (Quick *self, guint place)
{
  self->depth = place;
  while (self->n_active > 0 && self->active[--self->n_active] != NULL)
    continue;
}

/* Returns: the place of the innermost element of a tag inside the innermost cell or table, `borders` included; 0 for none */
static guint
find_in_scope (const Quick *self, GumboTag tag, GumboTag border_a, GumboTag border_b)
{
  for (guint i = self->depth; i > 2; i--)
    {
      GumboTag open = self->stack[i - 1].tag;

      if (open == tag)
        return i - 1;
      if (open == GUMBO_TAG_TABLE || postil_html_kinds[open] & POSTIL_HTML_KIND_CELL || open == border_a || open == border_b)
        return 0;
    }
  return 0;
}

static void
close_paragraph (Quick *self)
{
  guint place = find_in_scope (self, GUMBO_TAG_P, GUMBO_TAG_LAST, GUMBO_TAG_LAST);

  if (place != 0)
    self->depth = place;
}

static gboolean
start_item (Quick *self, GumboTag tag)
{
  for (guint i = self->depth; i > 2; i--)
    {
      GumboTag open = self->stack[i - 1].tag;
      gboolean same = tag == GUMBO_TAG_LI ? open == tag : open == GUMBO_TAG_DD || open == GUMBO_TAG_DT;

      if (same)
        self->depth = i - 1;
      if (same
          || ((postil_html_kinds[open] & POSTIL_HTML_KIND_SPECIAL) && open != GUMBO_TAG_ADDRESS && open != GUMBO_TAG_DIV
              && open != GUMBO_TAG_P))
        break;
    }
  close_paragraph (self);
  return open_element (self, tag);
}

static gboolean
start_raw (Quick *self, GumboTag tag)
{
  PostilHtmlNode *node = insert (self, tag);

  postil_html_tree_set_attributes (self->tree, node, self->tokens.attributes, self->tokens.n_attributes);
  return self->tokens.closes_itself || postil_html_tokens_skip_raw_text (&self->tokens);
}

/* Inserts an element that was left out. */
static gboolean
imply (Quick *self, GumboTag tag)
{
  return push (self, tag, insert (self, tag));
}

static gboolean
is_between_cells (Quick *self)
{
  return (postil_html_kinds[get_current (self)->tag] & POSTIL_HTML_KIND_HOLDS_ROW) != 0;
}

static gboolean
start_between_cells (Quick *self, GumboTag tag)
{
  switch ((int) tag)
    {
    case GUMBO_TAG_COL:
    case GUMBO_TAG_COLGROUP:
      return TRUE;
    case GUMBO_TAG_CAPTION:
      return get_current (self)->tag == GUMBO_TAG_TABLE && open_element (self, tag);
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      while (get_current (self)->tag != GUMBO_TAG_TABLE)
        self->depth--;
      return open_element (self, tag);
    case GUMBO_TAG_TR:
      if (get_current (self)->tag == GUMBO_TAG_TR)
        self->depth--;
      if (get_current (self)->tag == GUMBO_TAG_TABLE && !imply (self, GUMBO_TAG_TBODY))
        return FALSE;
      return open_element (self, tag);
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      if (get_current (self)->tag == GUMBO_TAG_TABLE && !imply (self, GUMBO_TAG_TBODY))
        return FALSE;
      if (get_current (self)->tag != GUMBO_TAG_TR && !imply (self, GUMBO_TAG_TR))
        return FALSE;
      return open_element (self, tag);
    default:
      return FALSE;
    }
}

/* Returns: the place of the cell around the present place; 0 for none */
static guint
find_cell (const Quick *self)
{
  for (guint i = self->depth; i > 2; i--)
    if (postil_html_kinds[self->stack[i - 1].tag] & POSTIL_HTML_KIND_CELL)
      return i - 1;
  return 0;
}

/* Ends a formatting element; blocks begun in it would have to be moved out, which is not done here. */
static gboolean
end_formatting (Quick *self, GumboTag tag)
{
  guint i = self->n_active;
  guint place;

  while (i > 0 && self->active[i - 1] != NULL && self->active_tags[i - 1] != tag)
    i--;
  if (i == 0 || self->active[i - 1] == NULL)
    return TRUE;
  place = find_open (self, self->active[i - 1]);
  for (guint above = place; place > 0 && above < self->depth; above++)
    if (postil_html_kinds[self->stack[above].tag] & POSTIL_HTML_KIND_SPECIAL)
      return FALSE;
  if (place > 0)
    self->depth = place;
  self->n_active--;
  memmove (&self->active[i - 1], &self->active[i], (self->n_active - (i - 1)) * sizeof self->active[0]);
  memmove (&self->active_tags[i - 1], &self->active_tags[i], (self->n_active - (i - 1)) * sizeof self->active_tags[0]);
  return TRUE;
}

/* What stands in a line. A link ends the one before it. */
static gboolean
start_inline (Quick *self, GumboTag tag)
{
  if (tag == GUMBO_TAG_A && !end_formatting (self, tag))
    return FALSE;
  /* A film that is written as XML has no content; in HTML it would swallow all that follows. */
  if (self->tokens.closes_itself && (tag == GUMBO_TAG_VIDEO || tag == GUMBO_TAG_AUDIO))
    return TRUE;
  return reopen (self) && open_element (self, tag);
}

static gboolean
start (Quick *self, GumboTag tag)
{
  guint16 kind = postil_html_kinds[tag];

  if (kind & POSTIL_HTML_KIND_ODD)
    return FALSE;
  if (is_between_cells (self))
    return start_between_cells (self, tag);
  if (kind & POSTIL_HTML_KIND_PART)
    {
      guint cell = find_cell (self);

      if (cell == 0)
        return TRUE;
      close_cell (self, cell);
      return start_between_cells (self, tag);
    }
  if (kind & POSTIL_HTML_KIND_RAW)
    return start_raw (self, tag);
  if (kind & POSTIL_HTML_KIND_ITEM)
    return start_item (self, tag);
  if (kind & POSTIL_HTML_KIND_FRAME)
    return TRUE;
  if (tag != GUMBO_TAG_TABLE && !(kind & (POSTIL_HTML_KIND_BLOCK | POSTIL_HTML_KIND_HEADING)))
    return start_inline (self, tag);
  if (tag != GUMBO_TAG_TABLE)
    close_paragraph (self);
  if (kind & POSTIL_HTML_KIND_HEADING && postil_html_kinds[get_current (self)->tag] & POSTIL_HTML_KIND_HEADING)
    self->depth--;
  self->after_pre = tag == GUMBO_TAG_PRE;
  return open_element (self, tag);
}

static gboolean
end_between_cells (Quick *self, GumboTag tag)
{
  switch ((int) tag)
    {
    case GUMBO_TAG_TABLE:
      while (get_current (self)->tag != GUMBO_TAG_TABLE)
        self->depth--;
      self->depth--;
      return TRUE;
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      if (get_current (self)->tag == GUMBO_TAG_TR && self->stack[self->depth - 2].tag == tag)
        self->depth--;
      if (get_current (self)->tag == tag)
        self->depth--;
      return TRUE;
    case GUMBO_TAG_TR:
      if (get_current (self)->tag == tag)
        self->depth--;
      return TRUE;
    default:
      return (postil_html_kinds[tag] & POSTIL_HTML_KIND_PART) != 0;
    }
}

/* The end of a part of a table, seen inside one of its cells or outside all tables. */
static gboolean
end_part (Quick *self, GumboTag tag)
{
  guint cell = find_cell (self);

  if (cell == 0)
    return TRUE;
  if (postil_html_kinds[tag] & POSTIL_HTML_KIND_CELL)
    {
      if (self->stack[cell].tag == tag)
        close_cell (self, cell);
      return TRUE;
    }
  if (!(postil_html_kinds[tag] & POSTIL_HTML_KIND_HOLDS_ROW))
    return TRUE;
  if (self->stack[cell].tag == GUMBO_TAG_CAPTION)
    return FALSE;
  if (tag != GUMBO_TAG_TABLE && tag != GUMBO_TAG_TR && self->stack[cell - 2].tag != tag)
    return TRUE;
  close_cell (self, cell);
  return end_between_cells (self, tag);
}

static void
end_heading (Quick *self)
{
  for (guint i = self->depth; i > 2; i--)
    {
      GumboTag open = self->stack[i - 1].tag;

      if (open == GUMBO_TAG_TABLE || postil_html_kinds[open] & POSTIL_HTML_KIND_CELL)
        return;
      if (postil_html_kinds[open] & POSTIL_HTML_KIND_HEADING)
        {
          self->depth = i - 1;
          return;
        }
    }
}

static gboolean
is_same (const Quick *self, const Open *open, GumboTag tag)
{
  if (open->tag != tag)
    return FALSE;
  return tag != GUMBO_TAG_UNKNOWN
         || (open->name_length == self->tokens.name_length
             && g_ascii_strncasecmp (open->name, self->tokens.name, open->name_length) == 0);
}

static void
end_other (Quick *self, GumboTag tag)
{
  for (guint i = self->depth; i > 2; i--)
    {
      const Open *open = &self->stack[i - 1];

      if (is_same (self, open, tag))
        {
          self->depth = i - 1;
          return;
        }
      if (postil_html_kinds[open->tag] & POSTIL_HTML_KIND_SPECIAL)
        return;
    }
}

static void
end_block (Quick *self, GumboTag tag)
{
  gboolean item = tag == GUMBO_TAG_LI;
  guint place = find_in_scope (self, tag, item ? GUMBO_TAG_UL : GUMBO_TAG_LAST, item ? GUMBO_TAG_OL : GUMBO_TAG_LAST);

  if (place != 0)
    self->depth = place;
  else if (tag == GUMBO_TAG_P && self->stack[1].node->first_child != NULL)
    insert (self, tag);
}

static gboolean
end (Quick *self, GumboTag tag)
{
  guint16 kind = postil_html_kinds[tag];

  if (kind & POSTIL_HTML_KIND_ODD || tag == GUMBO_TAG_BR)
    return FALSE;
  if (is_between_cells (self))
    return end_between_cells (self, tag);
  if (kind & POSTIL_HTML_KIND_PART || tag == GUMBO_TAG_TABLE)
    return end_part (self, tag);
  if (kind & POSTIL_HTML_KIND_FORMATTING)
    return end_formatting (self, tag);
  if (kind & POSTIL_HTML_KIND_FRAME)
    return TRUE;
  if (kind & POSTIL_HTML_KIND_HEADING)
    end_heading (self);
  else if (kind & (POSTIL_HTML_KIND_BLOCK | POSTIL_HTML_KIND_ITEM))
    end_block (self, tag);
  else if (!(kind & (POSTIL_HTML_KIND_VOID | POSTIL_HTML_KIND_RAW)))
    end_other (self, tag);
  return TRUE;
}

static gboolean
add_text (Quick *self)
{
  char *text = self->tokens.text;

  if (self->after_pre && *text == '\n')
    text++;
  self->after_pre = FALSE;
  if (is_between_cells (self))
    return text[strspn (text, " \t\n\f")] == '\0';
  if (*text == '\0')
    return TRUE;
  if (!reopen (self))
    return FALSE;
  postil_html_tree_add (self->tree, get_current (self)->node, POSTIL_HTML_TEXT)->text = text;
  return TRUE;
}

static gboolean
take_token (Quick *self, PostilHtmlTokenKind token)
{
  GumboTag tag;

  if (token == POSTIL_HTML_TOKEN_TEXT)
    return add_text (self);
  self->after_pre = FALSE;
  tag = gumbo_tagn_enum (self->tokens.name, self->tokens.name_length);
  return token == POSTIL_HTML_TOKEN_START ? start (self, tag) : end (self, tag);
}

/*
 * postil_html_quick_parse:
 * @tree: takes the nodes
 * @html: (inout): a copy of the fragment, valid UTF-8, NUL-terminated, without carriage returns; it is written over and must live as long
 *   as the tree
 * @length: in bytes
 *
 * Makes the tree of a fragment.
 *
 * Returns: (transfer none) (nullable): its root; NULL when a full parser must read it
 */
PostilHtmlNode *
postil_html_quick_parse (PostilHtmlTree *tree, char *html, gsize length)
{
  Quick self;
  PostilHtmlTokenKind token;
  PostilHtmlNode *root;

  postil_html_kinds_fill ();
  self.tree = tree;
  self.after_pre = FALSE;
  self.tokens.at = html;
  self.tokens.end = html + length;
  self.tokens.at_tag = FALSE;
  self.tokens.name_length = 0;
  root = postil_html_tree_add (tree, NULL, POSTIL_HTML_HTML);
  self.stack[0] = (Open){ .node = root, .tag = GUMBO_TAG_HTML };
  self.stack[1] = (Open){ .node = postil_html_tree_add (tree, root, POSTIL_HTML_BODY), .tag = GUMBO_TAG_BODY };
  self.depth = 2;
  self.n_active = 0;
  while ((token = postil_html_tokens_next (&self.tokens)) != POSTIL_HTML_TOKEN_DONE)
    if (token == POSTIL_HTML_TOKEN_UNKNOWN || !take_token (&self, token))
      return NULL;
  for (guint i = 2; i < self.depth; i++)
    if (postil_html_tag_is_silent (self.stack[i].node->tag))
      return NULL;
  return root;
}
