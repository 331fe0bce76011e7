/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document has a text and what its maker said of it; a list needs a title, a source, a date and the first words, whatever
 * is missing. The key is what makes an article the same when it comes again: a page's own address, an entry's identity
 * in its feed, or, for a file that has neither, its text. */
#include "config.h"

#include "postil-article-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_LENGTH 32   /* hexadecimal digits */
#define MAX_TITLE 200   /* code points */
#define MAX_SUMMARY 320 /* code points */
#define ELLIPSIS "…"

static char *
make_key (const char *kind, const char *first, const char *second)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  char *key = NULL;

  g_checksum_update (checksum, (const guchar *) kind, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) first, -1);
  if (second != NULL)
    {
      g_checksum_update (checksum, (const guchar *) "\n", 1);
      g_checksum_update (checksum, (const guchar *) second, -1);
    }
  key = g_strdup (g_checksum_get_string (checksum));
  key[KEY_LENGTH] = '\0';
  return key;
}

/* An address without what does not change the page: letter case of scheme and host, the default port, the fragment. */
static char *
normalize_url (const char *url)
{
  const GUriFlags flags = G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED;
  g_autoptr (GUri) uri = g_uri_parse (url, flags, NULL);
  g_autofree char *host = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (url);
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  return g_uri_join (flags, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri),
                     NULL);
}

static char *
get_host (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || host[0] == '\0')
    return NULL;
  return g_strdup (g_str_has_prefix (host, "www.") ? host + 4 : host);
}

/* The first code points of a text, ended at a word and with an ellipsis when there is more. */
static char *
shorten (const char *text, glong limit)
{
  g_autofree char *head = NULL;
  char *blank = NULL;

  if (g_utf8_strlen (text, -1) <= limit)
    return g_strdup (text);
  head = g_utf8_substring (text, 0, limit);
  blank = strrchr (head, ' ');
  if (blank != NULL && blank > head + strlen (head) / 2)
    *blank = '\0';
  return g_strconcat (g_strchomp (head), ELLIPSIS, NULL);
}

static gboolean
is_prose (PostilBlockKind kind)
{
  return kind == POSTIL_BLOCK_PARAGRAPH || kind == POSTIL_BLOCK_LIST_ITEM || kind == POSTIL_BLOCK_QUOTE;
}

/* What a paragraph says beyond the title, where the title is the paragraph or was made of its first words. */
static char *
continue_title (const char *paragraph, const char *title)
{
  const gboolean is_cut = g_str_has_suffix (title, ELLIPSIS);
  const gsize length = strlen (title) - (is_cut ? strlen (ELLIPSIS) : 0);
  g_autofree char *rest = NULL;

  if (length == 0 || strncmp (paragraph, title, length) != 0 || (!is_cut && paragraph[length] != '\0'))
    return g_strdup (paragraph);
  rest = g_strstrip (g_strdup (paragraph + length));
  return rest[0] != '\0' ? g_strconcat (ELLIPSIS, rest, NULL) : g_strdup ("");
}

/* The first prose of the text, read forward from its start: an article is long, and all of them pass through here. */
static char *
make_summary (PostilDocument *document, const char *title)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);
  const char *at = postil_document_get_text (document);
  g_autoptr (GString) words = g_string_new (NULL);
  guint32 position = 0;
  glong n_taken = 0;

  for (gsize i = 0; i < n_blocks && n_taken <= MAX_SUMMARY; i++)
    {
      glong length = MIN (blocks[i].end - blocks[i].start, MAX_SUMMARY + 1);
      g_autofree char *slice = NULL;
      g_autofree char *paragraph = NULL;
      const char *end;

      if (!is_prose (blocks[i].kind))
        continue;
      at = g_utf8_offset_to_pointer (at, blocks[i].start - position);
      position = blocks[i].start;
      end = g_utf8_offset_to_pointer (at, length);
      slice = g_strndup (at, (gsize) (end - at));
      g_strstrip (g_strdelimit (slice, "\n\t", ' '));
      paragraph = words->len == 0 ? continue_title (slice, title) : g_strdup (slice);
      if (words->len > 0 && paragraph[0] != '\0')
        g_string_append_c (words, ' ');
      g_string_append (words, paragraph);
      n_taken += paragraph[0] != '\0' ? length : 0;
    }
  return shorten (words->str, MAX_SUMMARY);
}

static char *
make_title (PostilDocument *document, const char *given, const PostilOrigin *origin)
{
  const char *title = given != NULL && given[0] != '\0' ? given : postil_document_get_title (document);
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);

  if (title != NULL && title[0] != '\0')
    return g_strdup (title);
  for (gsize i = 0; i < n_blocks; i++)
    {
      g_autofree char *slice = NULL;

      if (!is_prose (blocks[i].kind) && blocks[i].kind != POSTIL_BLOCK_HEADING && blocks[i].kind != POSTIL_BLOCK_TITLE)
        continue;
      slice = postil_document_dup_slice (document, blocks[i].start, MIN (blocks[i].end, blocks[i].start + MAX_TITLE));
      return shorten (g_strstrip (g_strdelimit (slice, "\n\t", ' ')), 90);
    }
  return g_strdup (origin->name);
}

/* Words as a reader counts them: runs of letters and digits; each Chinese or Japanese sign is one. */
static guint
count_words (PostilDocument *document)
{
  const char *text = postil_document_get_text (document);
  guint count = 0;
  gboolean inside = FALSE;

  while (*text != '\0')
    {
      gboolean letter, sign = FALSE;

      if ((guchar) *text < 0x80)
        {
          letter = g_ascii_isalnum (*text);
          text++;
        }
      else
        {
          gunichar c = g_utf8_get_char (text);

          letter = g_unichar_isalnum (c);
          sign = c >= 0x2e80 && letter && g_unichar_iswide (c);
          text = g_utf8_next_char (text);
        }
      if (letter && (sign || !inside))
        count++;
      inside = letter && !sign;
    }
  return count;
}

static PostilArticle *
make_record (PostilDocument *document, const char *title, const PostilOrigin *origin)
{
  PostilArticle *article = postil_article_new ();

  g_free (article->title);
  article->title = make_title (document, title, origin);
  g_free (article->summary);
  article->summary = make_summary (document, article->title);
  article->byline = g_strdup (postil_document_get_byline (document));
  article->language = g_strdup (postil_document_get_language (document));
  article->published = postil_document_get_published (document);
  article->published_is_day = postil_document_get_published_is_day (document);
  article->updated = postil_document_get_updated (document);
  article->added = origin->now;
  article->words = count_words (document);
  article->sample = origin->sample;
  return article;
}

char *
postil_article_record_make_page_key (const char *url)
{
  g_autofree char *normal = normalize_url (url);

  return make_key ("page", normal, NULL);
}

char *
postil_article_record_make_title_key (const char *title)
{
  return make_key ("title", title, NULL);
}

/**
 * postil_article_record_from_document:
 * @document: a page or text
 * @origin: the file it came from
 *
 * Makes the record of an article opened from a file. Thread: any.
 *
 * Returns: (transfer full): a record without an id
 */
PostilArticle *
postil_article_record_from_document (PostilDocument *document, const PostilOrigin *origin)
{
  PostilArticle *article = make_record (document, NULL, origin);
  const char *url = postil_document_get_url (document);
  const char *site = postil_document_get_site (document);
  g_autofree char *normal = url != NULL ? normalize_url (url) : NULL;
  g_autofree char *hash = postil_document_hash_text (document);
  char *source = NULL;

  article->url = g_strdup (url);
  g_free (article->key);
  article->key = normal != NULL ? make_key ("page", normal, NULL) : make_key ("text", hash, NULL);
  source = site != NULL && site[0] != '\0' ? g_strdup (site) : get_host (url);
  if (source == NULL)
    source = g_strdup (origin->folder != NULL && origin->folder[0] != '\0' ? origin->folder : _ ("Files"));
  g_free (article->source);
  article->source = source;
  return article;
}

/**
 * postil_article_record_from_entry:
 * @feed: the feed
 * @entry: one of its entries
 * @origin: the file or the subscription the feed came from
 *
 * Makes the record of an article that came with a feed file. Thread: any.
 *
 * Returns: (transfer full): a record without an id
 */
PostilArticle *
postil_article_record_from_entry (const PostilFeed *feed, const PostilFeedEntry *entry, const PostilOrigin *origin)
{
  PostilArticle *article = make_record (entry->document, entry->title, origin);
  gboolean named = feed->title != NULL && feed->title[0] != '\0';
  g_autofree char *link = feed->link != NULL ? normalize_url (feed->link) : NULL;
  g_autofree char *host = get_host (feed->link);
  const char *identity = origin->feed_url != NULL ? origin->feed_url : link;

  if (identity == NULL)
    identity = named ? feed->title : origin->name;
  g_free (article->key);
  article->key = make_key ("entry", identity, entry->id != NULL ? entry->id : article->title);
  article->feed_id = origin->feed_id;
  g_free (article->source);
  article->source = g_strdup (named ? feed->title : (host != NULL ? host : origin->name));
  article->url = g_strdup (entry->link);
  if (entry->author != NULL)
    {
      g_free (article->byline);
      article->byline = g_strdup (entry->author);
    }
  if (entry->published != POSTIL_TIME_UNKNOWN && entry->published != article->published)
    {
      article->published = entry->published;
      article->published_is_day = FALSE;
    }
  if (entry->updated != POSTIL_TIME_UNKNOWN)
    article->updated = entry->updated;
  if (article->language == NULL)
    article->language = g_strdup (feed->language);
  return article;
}
