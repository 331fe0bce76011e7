/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of an HTML page. The parser gets its memory from an arena with a cap: a page that makes it grow out of proportion
 * ends the parse instead of the process, and nothing is freed node by node, so no depth can overflow the stack. */
#include "config.h"

#include "postil-html-tree-private.h"

#include "postil-feed-state-private.h"
#include "postil-ingest-error.h"

#include <gumbo.h>
#include <setjmp.h>
#include <string.h>

#define CHUNK (256 * 1024)
#define SMALL_STEP 16 /* bytes */
#define N_SMALL 32
#define N_CLASSES (N_SMALL + 32)
#define MAX_STACK 1024

/* Bytes the parser may take: some pages are mostly tags. */
#define BUDGET(length) ((gsize) 32 * 1024 * 1024 + (length) *24)

typedef union _Cell
{
  union _Cell *next;   /* when free */
  guint64 class_index; /* when in use */
} Cell;

typedef struct _Chunk
{
  struct _Chunk *next;
  guint64 data[];
} Chunk;

struct _PostilHtmlTree
{
  PostilHtmlNode *root;
  char *guarded; /* the page the parser saw when it is not the caller's; its nodes point into it */
  char *quick;   /* a copy that was made before that, or for the quick parser */
  Chunk *chunks;
  char *at;
  gsize left;
  gsize used;
  gsize budget;
  gsize first_chunk;
  Cell *spare[N_CLASSES];
  jmp_buf exhausted;
};

/* In the order of PostilHtmlTag, from POSTIL_HTML_A. */
static const char *const tag_names[] = {
  "a",      "abbr",   "address", "article",  "aside",      "audio",  "b",      "base",    "blockquote", "body",     "br",
  "button", "canvas", "caption", "center",   "cite",       "code",   "dd",     "details", "dialog",     "div",      "dl",
  "dt",     "em",     "embed",   "fieldset", "figcaption", "figure", "footer", "form",    "h1",         "h2",       "h3",
  "h4",     "h5",     "h6",      "head",     "header",     "hr",     "html",   "i",       "iframe",     "img",      "input",
  "kbd",    "label",  "li",      "link",     "main",       "math",   "menu",   "meta",    "nav",        "noscript", "object",
  "ol",     "option", "p",       "picture",  "pre",        "samp",   "script", "section", "select",     "source",   "span",
  "strong", "style",  "sub",     "summary",  "sup",        "svg",    "table",  "tbody",   "td",         "template", "textarea",
  "tfoot",  "th",     "thead",   "time",     "title",      "tr",     "tt",     "ul",      "video",
};
G_STATIC_ASSERT (G_N_ELEMENTS (tag_names) == POSTIL_HTML_N_TAGS - POSTIL_HTML_A);

#define TAG(name) (G_GUINT64_CONSTANT (1) << (POSTIL_HTML_##name - 2) % 64)
#define BLOCK_TAGS_LOW                                                                                                           \
  (TAG (ADDRESS) | TAG (ARTICLE) | TAG (ASIDE) | TAG (BLOCKQUOTE) | TAG (BODY) | TAG (CAPTION) | TAG (CENTER) | TAG (DD)         \
   | TAG (DETAILS) | TAG (DIALOG) | TAG (DIV) | TAG (DL) | TAG (DT) | TAG (FIELDSET) | TAG (FIGCAPTION) | TAG (FIGURE)           \
   | TAG (FOOTER) | TAG (FORM) | TAG (H1) | TAG (H2) | TAG (H3) | TAG (H4) | TAG (H5) | TAG (H6) | TAG (HEADER) | TAG (HR)       \
   | TAG (HTML) | TAG (LI) | TAG (MAIN) | TAG (MENU) | TAG (NAV) | TAG (OL) | TAG (P) | TAG (PRE) | TAG (SECTION))
#define BLOCK_TAGS_HIGH                                                                                                          \
  (TAG (SUMMARY) | TAG (TABLE) | TAG (TBODY) | TAG (TD) | TAG (TFOOT) | TAG (TH) | TAG (THEAD) | TAG (TR) | TAG (UL))
#define SILENT_TAGS_LOW                                                                                                          \
  (TAG (AUDIO) | TAG (BUTTON) | TAG (CANVAS) | TAG (EMBED) | TAG (HEAD) | TAG (IFRAME) | TAG (INPUT) | TAG (LINK) | TAG (MATH)   \
   | TAG (META) | TAG (NOSCRIPT) | TAG (OBJECT) | TAG (OPTION) | TAG (SCRIPT) | TAG (SELECT))
#define SILENT_TAGS_HIGH (TAG (STYLE) | TAG (SVG) | TAG (TEMPLATE) | TAG (TEXTAREA) | TAG (TITLE) | TAG (VIDEO))

static guint16 tag_map[GUMBO_TAG_LAST + 1];

static void
fill_tag_map (void)
{
  static gsize filled;

  if (!g_once_init_enter (&filled))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (tag_map); i++)
    tag_map[i] = POSTIL_HTML_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (tag_names); i++)
    tag_map[gumbo_tag_enum (tag_names[i])] = POSTIL_HTML_A + i;
  tag_map[GUMBO_TAG_UNKNOWN] = POSTIL_HTML_OTHER;
  g_once_init_leave (&filled, 1);
}

static void
add_chunk (PostilHtmlTree *self, gsize size)
{
  Chunk *chunk = g_try_malloc (sizeof (Chunk) + size);

  if (chunk == NULL)
    longjmp (self->exhausted, 1);
  chunk->next = self->chunks;
  self->chunks = chunk;
  self->at = (char *) chunk->data;
  self->left = size;
}

/* Small cells come in steps of 16 bytes, large ones in powers of two. */
static guint
find_class (gsize size, gsize *whole)
{
  gsize needed = size + sizeof (Cell);
  guint bits;

  if (needed <= SMALL_STEP * N_SMALL)
    {
      guint class_index = (needed + SMALL_STEP - 1) / SMALL_STEP;

      *whole = (gsize) class_index * SMALL_STEP;
      return class_index;
    }
  bits = g_bit_storage (needed - 1);
  *whole = bits < 31 ? (gsize) 1 << bits : G_MAXSIZE;
  return MIN (N_SMALL + bits, N_CLASSES - 1);
}

static void *
allocate (void *user_data, size_t size)
{
  PostilHtmlTree *self = user_data;
  gsize whole;
  guint class_index = find_class (MIN (size, G_MAXINT32), &whole);
  Cell *cell = self->spare[class_index];

  if (cell != NULL)
    {
      self->spare[class_index] = cell->next;
    }
  else
    {
      if (whole > self->budget - self->used)
        longjmp (self->exhausted, 1);
      if (whole > self->left)
        add_chunk (self, MAX (self->used == 0 ? self->first_chunk : CHUNK, whole));
      cell = (Cell *) (void *) self->at;
      self->at += whole;
      self->left -= whole;
      self->used += whole;
    }
  cell->class_index = class_index;
  return cell + 1;
}

static void
deallocate (void *user_data, void *pointer)
{
  PostilHtmlTree *self = user_data;
  Cell *cell;
  guint64 class_index;

  if (pointer == NULL)
    return;
  cell = (Cell *) pointer - 1;
  class_index = cell->class_index;
  cell->next = self->spare[class_index];
  self->spare[class_index] = cell;
}

/* Adds a node at the end of its parent (nullable); while parsing only, for it may end the parse. */
PostilHtmlNode *
postil_html_tree_add (PostilHtmlTree *self, PostilHtmlNode *parent, PostilHtmlTag tag)
{
  PostilHtmlNode *node = allocate (self, sizeof (PostilHtmlNode));

  *node = (PostilHtmlNode){ .parent = parent, .tag = tag };
  if (parent == NULL)
    return node;
  node->previous = parent->last_child;
  if (parent->last_child != NULL)
    parent->last_child->next = node;
  else
    parent->first_child = node;
  parent->last_child = node;
  return node;
}

/* Gives a node its attributes; the list is copied, the strings are not. */
void
postil_html_tree_set_attributes (PostilHtmlTree *self, PostilHtmlNode *node, const PostilHtmlAttribute *attributes, guint n)
{
  PostilHtmlAttribute *copy;

  if (n == 0)
    return;
  copy = allocate (self, (n + 1) * sizeof *copy);
  memcpy (copy, attributes, n * sizeof *copy);
  copy[n] = (PostilHtmlAttribute){ NULL };
  node->attributes = copy;
}

/* Returns: the kind of element the parser's number means */
PostilHtmlTag
postil_html_tag_from_parser (guint tag)
{
  return tag_map[MIN (tag, GUMBO_TAG_LAST)];
}

static PostilHtmlNode *
copy_node (PostilHtmlTree *self, PostilHtmlNode *parent, const GumboNode *source)
{
  gboolean is_element = source->type == GUMBO_NODE_ELEMENT || source->type == GUMBO_NODE_TEMPLATE;
  PostilHtmlNode *node
      = postil_html_tree_add (self, parent, is_element ? tag_map[source->v.element.tag] : (guint16) POSTIL_HTML_TEXT);

  node->source = source;
  if (!is_element)
    node->text = source->v.text.text;
  return node;
}

/* Copies the parser's tree, without comments, on a stack of its own. */
static void
copy_tree (PostilHtmlTree *self, const GumboNode *root)
{
  struct
  {
    const GumboVector *children;
    guint next;
    PostilHtmlNode *node;
  } stack[MAX_STACK];
  guint depth = 1;

  self->root = copy_node (self, NULL, root);
  stack[0].children = &root->v.element.children;
  stack[0].next = 0;
  stack[0].node = self->root;
  while (depth > 0)
    {
      const GumboNode *source;
      PostilHtmlNode *node;

      if (stack[depth - 1].next == stack[depth - 1].children->length)
        {
          depth--;
          continue;
        }
      source = stack[depth - 1].children->data[stack[depth - 1].next++];
      if (source->type == GUMBO_NODE_COMMENT || source->type == GUMBO_NODE_DOCUMENT)
        continue;
      node = copy_node (self, stack[depth - 1].node, source);
      if (node->text != NULL || depth == MAX_STACK)
        continue;
      stack[depth].children = &source->v.element.children;
      stack[depth].next = 0;
      stack[depth].node = node;
      depth++;
    }
}

static gboolean
parse_within_budget (PostilHtmlTree *self, const char *html, gsize length)
{
  GumboOptions options = kGumboDefaultOptions;
  const GumboOutput *output;

  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = self;
  options.max_errors = 0;
  if (setjmp (self->exhausted) != 0)
    return FALSE;
  output = gumbo_parse_with_options (&options, html, length);
  copy_tree (self, output->root);
  return TRUE;
}

/*
 * postil_html_tree_parse:
 * @html: valid UTF-8, `length` bytes; must outlive the tree
 * @length: in bytes
 * @name: how messages call the page
 * @error: POSTIL_INGEST_ERROR_TOO_COMPLEX
 *
 * Parses a page or a fragment as HTML 5 says, behind the guard and within a memory budget.
 *
 * Returns: (transfer full) (nullable): free with postil_html_tree_free()
 */
PostilHtmlTree *
postil_html_tree_parse (const char *html, gsize length, const char *name, GError **error)
{
  PostilHtmlTree *self = g_new0 (PostilHtmlTree, 1);

  fill_tag_map ();
  self->guarded = postil_html_guard (html, length, &length);
  self->budget = BUDGET (length);
  self->first_chunk = CHUNK;
  if (parse_within_budget (self, self->guarded != NULL ? self->guarded : html, length))
    return self;
  postil_html_tree_free (self);
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_COMPLEX, "%s is too complex to be read as a page", name);
  return NULL;
}

/* The quick parser wants no carriage returns. Returns: (transfer full): a copy to write over */
static char *
copy_lines (const char *html, gsize *length)
{
  char *copy = g_malloc (*length + 1);
  char *to = copy;

  if (memchr (html, '\r', *length) == NULL)
    {
      memcpy (copy, html, *length);
      copy[*length] = '\0';
      return copy;
    }
  for (gsize i = 0; i < *length; i++)
    if (html[i] != '\r')
      *to++ = html[i];
    else if (i + 1 == *length || html[i + 1] != '\n')
      *to++ = '\n';
  *to = '\0';
  *length = to - copy;
  return copy;
}

static gboolean
parse_quickly (PostilHtmlTree *self, gsize length)
{
  if (setjmp (self->exhausted) != 0)
    return FALSE;
  self->root = postil_html_quick_parse (self, self->quick, length);
  return self->root != NULL;
}

/*
 * postil_html_tree_parse_fragment:
 * @html: valid UTF-8, `length` bytes; must outlive the tree
 * @length: in bytes
 * @name: how messages call it
 * @error: POSTIL_INGEST_ERROR_TOO_COMPLEX
 *
 * Parses the content of a feed's entry: quickly if it keeps to the rules, else mended and as a page.
 *
 * Returns: (transfer full) (nullable): free with postil_html_tree_free()
 */
PostilHtmlTree *
postil_html_tree_parse_fragment (const char *html, gsize length, const char *name, GError **error)
{
  PostilHtmlTree *self = g_new0 (PostilHtmlTree, 1);
  gsize new_length = length;
  char *mended;

  fill_tag_map ();
  self->budget = BUDGET (length);
  self->first_chunk = MIN (CHUNK, 1024 + length * 2);
  self->quick = copy_lines (html, &new_length);
  if (parse_quickly (self, new_length))
    return self;
  postil_html_tree_free (self);
  mended = postil_feed_markup_mend (html);
  self = postil_html_tree_parse (mended != NULL ? mended : html, mended != NULL ? strlen (mended) : length, name, error);
  if (self != NULL)
    self->quick = mended;
  else
    g_free (mended);
  return self;
}

/*
 * postil_html_tree_free:
 * @self: (transfer full): a tree
 *
 * Frees a tree with all its nodes and strings.
 */
void
postil_html_tree_free (PostilHtmlTree *self)
{
  Chunk *chunk = self->chunks;

  while (chunk != NULL)
    {
      Chunk *next = chunk->next;

      g_free (chunk);
      chunk = next;
    }
  g_free (self->guarded);
  g_free (self->quick);
  g_free (self);
}

/* Returns: (transfer none): the html element; never NULL */
PostilHtmlNode *
postil_html_tree_get_root (PostilHtmlTree *self)
{
  return self->root;
}

/* Returns: (nullable) (transfer none): the value of an attribute, by its lower-case name */
const char *
postil_html_node_get_attribute (const PostilHtmlNode *node, const char *name)
{
  const GumboNode *source = node->source;
  const GumboAttribute *attribute;

  for (const PostilHtmlAttribute *own = node->attributes; own != NULL && own->name != NULL; own++)
    if (strcmp (own->name, name) == 0)
      return own->value;
  if (node->tag == POSTIL_HTML_TEXT || source == NULL)
    return NULL;
  attribute = gumbo_get_attribute (&source->v.element.attributes, name);
  return attribute != NULL ? attribute->value : NULL;
}

/*
 * postil_html_node_next:
 * @node: a node
 * @root: where the walk began
 * @into: whether to visit the children of `node`
 *
 * Returns: (nullable): the node after it in document order inside `root`
 */
PostilHtmlNode *
postil_html_node_next (const PostilHtmlNode *node, const PostilHtmlNode *root, gboolean into)
{
  if (into && node->first_child != NULL)
    return node->first_child;
  while (node != root)
    {
      if (node->next != NULL)
        return node->next;
      node = node->parent;
    }
  return NULL;
}

/* Returns: (nullable): the first element of a kind inside `root`, itself included */
PostilHtmlNode *
postil_html_node_find (PostilHtmlNode *root, PostilHtmlTag tag)
{
  for (PostilHtmlNode *node = root; node != NULL; node = postil_html_node_next (node, root, TRUE))
    if (node->tag == tag)
      return node;
  return NULL;
}

/* Whether `node` is `ancestor` or lies in it. */
gboolean
postil_html_node_is_inside (const PostilHtmlNode *node, const PostilHtmlNode *ancestor)
{
  while (node != NULL && node != ancestor)
    node = node->parent;
  return node != NULL;
}

/* Whether an element of this kind begins and ends a line. */
gboolean
postil_html_tag_is_block (PostilHtmlTag tag)
{
  if (tag < POSTIL_HTML_A)
    return FALSE;
  return ((tag - 2 < 64 ? BLOCK_TAGS_LOW : BLOCK_TAGS_HIGH) >> (tag - 2) % 64 & 1) != 0;
}

/* Whether what is inside an element of this kind is not shown as text. */
gboolean
postil_html_tag_is_silent (PostilHtmlTag tag)
{
  if (tag < POSTIL_HTML_A)
    return FALSE;
  return ((tag - 2 < 64 ? SILENT_TAGS_LOW : SILENT_TAGS_HIGH) >> (tag - 2) % 64 & 1) != 0;
}

/* Appends the visible text of a node as it stands; blocks and line breaks give a blank. */
void
postil_html_node_append_text (const PostilHtmlNode *node, GString *text)
{
  const PostilHtmlNode *at = node;

  while (at != NULL)
    {
      gboolean silent = at != node && postil_html_tag_is_silent (at->tag);

      if (at->text != NULL)
        g_string_append (text, at->text);
      else if (at->tag == POSTIL_HTML_BR || postil_html_tag_is_block (at->tag))
        g_string_append_c (text, ' ');
      at = postil_html_node_next (at, node, !silent);
    }
}

/* Returns: (transfer full): the visible text of a node in one line, blanks collapsed */
char *
postil_html_node_dup_text (const PostilHtmlNode *node)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  GString *line = g_string_new (NULL);

  postil_html_node_append_text (node, raw);
  for (const char *at = raw->str; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == 0xa0)
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
        }
      else if (c != 0xad && c != 0x200b)
        g_string_append_unichar (line, c);
    }
  if (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  return g_string_free (line, FALSE);
}
