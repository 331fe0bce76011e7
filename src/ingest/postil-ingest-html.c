/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page or a fragment of HTML to a document: decode, parse behind the guard, find metadata and article, write blocks. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-document-builder.h"
#include "postil-html-measure-private.h"
#include "postil-html-metadata-private.h"
#include "postil-html-tree-private.h"
#include "postil-html-writer-private.h"
#include "postil-ingest-error.h"

#include <string.h>

static void
set_metadata (PostilDocumentBuilder *builder, const PostilHtmlMetadata *metadata)
{
  postil_document_builder_set_byline (builder, metadata->byline);
  postil_document_builder_set_site (builder, metadata->site);
  postil_document_builder_set_url (builder, metadata->url);
  postil_document_builder_set_language (builder, metadata->language);
  postil_document_builder_set_published (builder, metadata->published, metadata->published_is_day);
  postil_document_builder_set_updated (builder, metadata->updated);
}

static PostilDocument *
finish (PostilDocumentBuilder *builder, const char *name, GError **error)
{
  PostilDocument *document = postil_document_builder_finish (builder, NULL);

  if (document == NULL)
    g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_EMPTY, "%s holds no text", name);
  return document;
}

static PostilDocument *
make_document (PostilHtmlNode *root, const PostilIngestHints *hints, GError **error)
{
  g_auto (PostilHtmlMetadata) metadata = { NULL };
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  PostilHtmlNode *article;

  article = postil_html_measure_find_article (root);
  postil_html_metadata_read (&metadata, root, article, hints != NULL ? hints->url : NULL);
  postil_html_measure_drop_credits (article, metadata.byline != NULL, metadata.published != POSTIL_TIME_UNKNOWN);
  set_metadata (builder, &metadata);
  if (metadata.title != NULL)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, metadata.title);
  postil_html_writer_write (builder, article, metadata.base, metadata.title);
  return finish (builder, postil_decode_get_name (hints), error);
}

/**
 * postil_ingest_html:
 * @bytes: a page
 * @hints: (nullable): its name for messages, its address for links and dates, its content type
 * @error: POSTIL_INGEST_ERROR_EMPTY, _BINARY, _TOO_LARGE, _TOO_COMPLEX
 *
 * Makes a document of the article in a page: the headline as title block, then the article's headings, paragraphs, lists, quotes, code,
 * tables, captions and images without what stands around it; author, dates, site, address and language as metadata. No word comes in that
 * is not in the page. Any thread.
 *
 * Returns: (transfer full) (nullable): the document
 */
PostilDocument *
postil_ingest_html (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autofree char *html = NULL;
  g_autoptr (PostilHtmlTree) tree = NULL;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_HTML, error))
    return NULL;
  html = postil_decode (bytes, hints, &length, NULL, error);
  if (html == NULL)
    return NULL;
  tree = postil_html_tree_parse (html, length, postil_decode_get_name (hints), error);
  return tree != NULL ? make_document (postil_html_tree_get_root (tree), hints, error) : NULL;
}

/**
 * postil_ingest_html_fragment:
 * @title: (nullable): plain text of the headline, which becomes the title block
 * @html: valid UTF-8, the content of a feed's entry
 * @base_url: (nullable): absolute address for relative links
 * @error: POSTIL_INGEST_ERROR_EMPTY, _TOO_LARGE, _TOO_COMPLEX
 *
 * Makes a document of a whole fragment of HTML; all of it is article. Any thread.
 *
 * Returns: (transfer full) (nullable): the document
 */
PostilDocument *
postil_ingest_html_fragment (const char *title, const char *html, const char *base_url, GError **error)
{
  g_autoptr (PostilHtmlTree) tree = NULL;
  g_autoptr (PostilDocumentBuilder) builder = NULL;
  const char *name = title != NULL ? title : "entry";
  gsize length;

  g_return_val_if_fail (html != NULL, NULL);
  length = strlen (html);
  if (length > POSTIL_INGEST_MAX_HTML)
    {
      g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_LARGE, "%s is too large to be read as a page", name);
      return NULL;
    }
  tree = postil_html_tree_parse_fragment (html, length, name, error);
  if (tree == NULL)
    return NULL;
  builder = postil_document_builder_new ();
  if (title != NULL)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, title);
  postil_html_measure_hide (postil_html_tree_get_root (tree));
  postil_html_writer_write (builder, postil_html_tree_get_root (tree), base_url, title);
  return finish (builder, name, error);
}
