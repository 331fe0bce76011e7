/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed as it is read, element by element: RSS in its versions, RSS 1.0 and Atom. Elements are told apart by namespace and name; markup inside
 * a text is written out again, so that content is HTML whether it was escaped or not. */
#include "config.h"

#include "postil-feed-state-private.h"

#include "postil-link-private.h"

#include <string.h>

#define DC_DATE_RANK 3

typedef struct
{
  PostilFeedNamespace space;
  const char *name;
  PostilFeedField field;
  guint8 rank; /* among the elements for one field, the highest wins; among equals the first */
} FieldElement;

static const FieldElement field_elements[] = {
  { POSTIL_FEED_NS_NONE, "title", POSTIL_FEED_FIELD_TITLE, 3 },
  { POSTIL_FEED_NS_ATOM, "title", POSTIL_FEED_FIELD_TITLE, 2 },
  { POSTIL_FEED_NS_DC, "title", POSTIL_FEED_FIELD_TITLE, 1 },
  { POSTIL_FEED_NS_NONE, "link", POSTIL_FEED_FIELD_LINK, 3 },
  { POSTIL_FEED_NS_NONE, "guid", POSTIL_FEED_FIELD_ID, 3 },
  { POSTIL_FEED_NS_ATOM, "id", POSTIL_FEED_FIELD_ID, 2 },
  { POSTIL_FEED_NS_NONE, "id", POSTIL_FEED_FIELD_ID, 2 },
  { POSTIL_FEED_NS_DC, "identifier", POSTIL_FEED_FIELD_ID, 1 },
  { POSTIL_FEED_NS_NONE, "author", POSTIL_FEED_FIELD_AUTHOR, 2 },
  { POSTIL_FEED_NS_DC, "creator", POSTIL_FEED_FIELD_AUTHOR, 3 },
  { POSTIL_FEED_NS_DC, "author", POSTIL_FEED_FIELD_AUTHOR, 1 },
  { POSTIL_FEED_NS_NONE, "pubDate", POSTIL_FEED_FIELD_PUBLISHED, 5 },
  { POSTIL_FEED_NS_NONE, "pubdate", POSTIL_FEED_FIELD_PUBLISHED, 5 },
  { POSTIL_FEED_NS_ATOM, "published", POSTIL_FEED_FIELD_PUBLISHED, 5 },
  { POSTIL_FEED_NS_ATOM, "issued", POSTIL_FEED_FIELD_PUBLISHED, 4 },
  { POSTIL_FEED_NS_ATOM, "created", POSTIL_FEED_FIELD_PUBLISHED, 1 },
  { POSTIL_FEED_NS_DC, "date", POSTIL_FEED_FIELD_PUBLISHED, DC_DATE_RANK },
  { POSTIL_FEED_NS_NONE, "lastBuildDate", POSTIL_FEED_FIELD_UPDATED, 1 },
  { POSTIL_FEED_NS_ATOM, "updated", POSTIL_FEED_FIELD_UPDATED, 3 },
  { POSTIL_FEED_NS_ATOM, "modified", POSTIL_FEED_FIELD_UPDATED, 2 },
  { POSTIL_FEED_NS_DC, "modified", POSTIL_FEED_FIELD_UPDATED, 2 },
  { POSTIL_FEED_NS_NONE, "description", POSTIL_FEED_FIELD_SUMMARY, 3 },
  { POSTIL_FEED_NS_ATOM, "summary", POSTIL_FEED_FIELD_SUMMARY, 2 },
  { POSTIL_FEED_NS_DC, "description", POSTIL_FEED_FIELD_SUMMARY, 1 },
  { POSTIL_FEED_NS_CONTENT, "encoded", POSTIL_FEED_FIELD_CONTENT, 3 },
  { POSTIL_FEED_NS_ATOM, "content", POSTIL_FEED_FIELD_CONTENT, 2 },
  { POSTIL_FEED_NS_NONE, "body", POSTIL_FEED_FIELD_CONTENT, 1 },
  { POSTIL_FEED_NS_XHTML, "body", POSTIL_FEED_FIELD_CONTENT, 1 },
  { POSTIL_FEED_NS_XHTML, "div", POSTIL_FEED_FIELD_CONTENT, 1 },
  { POSTIL_FEED_NS_MEDIA, "title", POSTIL_FEED_FIELD_TITLE, 1 },
  { POSTIL_FEED_NS_MEDIA, "description", POSTIL_FEED_FIELD_SUMMARY, 1 },
  { POSTIL_FEED_NS_ITUNES, "summary", POSTIL_FEED_FIELD_SUMMARY, 1 },
  { POSTIL_FEED_NS_ITUNES, "author", POSTIL_FEED_FIELD_AUTHOR, 1 },
  { POSTIL_FEED_NS_NONE, "language", POSTIL_FEED_FIELD_LANGUAGE, 2 },
  { POSTIL_FEED_NS_DC, "language", POSTIL_FEED_FIELD_LANGUAGE, 1 },
  { POSTIL_FEED_NS_NONE, "ttl", POSTIL_FEED_FIELD_TTL, 1 },
  { POSTIL_FEED_NS_NONE, "hour", POSTIL_FEED_FIELD_SKIP_HOUR, 1 },
  { POSTIL_FEED_NS_NONE, "day", POSTIL_FEED_FIELD_SKIP_DAY, 1 },
  { POSTIL_FEED_NS_SY, "updatePeriod", POSTIL_FEED_FIELD_PERIOD, 1 },
  { POSTIL_FEED_NS_SY, "updateFrequency", POSTIL_FEED_FIELD_FREQUENCY, 1 },
};

static const FieldElement *
find_element (PostilFeedNamespace space, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_elements); i++)
    if (field_elements[i].space == space && field_elements[i].name[0] == name[0] && strcmp (field_elements[i].name, name) == 0)
      return &field_elements[i];
  return NULL;
}

static const char *
get_attribute (const char **attributes, const char *name)
{
  for (; attributes[0] != NULL; attributes += 2)
    if (strcmp (attributes[0], name) == 0)
      return attributes[1];
  return NULL;
}

static PostilFeedDraft *
get_draft (PostilFeedState *self)
{
  return self->entry_depth > 0 ? &self->entry : &self->channel;
}

static const char *
get_base (const PostilFeedState *self)
{
  for (guint i = self->bases->len; i > 0; i--)
    if (g_ptr_array_index (self->bases, i - 1) != NULL)
      return g_ptr_array_index (self->bases, i - 1);
  /* A file without an address is read as if it came from the site it names. */
  if (self->url != NULL)
    return self->url;
  return self->self_link != NULL ? self->self_link : self->channel.fields[POSTIL_FEED_FIELD_LINK];
}

static void
set_field (PostilFeedDraft *draft, PostilFeedField field, guint8 rank, const char *value)
{
  if (value == NULL || *value == '\0' || (draft->fields[field] != NULL && draft->ranks[field] >= rank))
    return;
  g_free (draft->fields[field]);
  draft->fields[field] = g_strdup (value);
  draft->ranks[field] = rank;
}

/* Atom's link element, also as RSS feeds borrow it. */
static void
take_link_element (PostilFeedState *self, guint8 rank, const char **attributes)
{
  const char *rel = get_attribute (attributes, "rel");
  const char *raw = get_attribute (attributes, "href");
  g_autofree char *href = postil_link_resolve_web (get_base (self), raw);

  if (rel == NULL || strcmp (rel, "alternate") == 0)
    set_field (get_draft (self), POSTIL_FEED_FIELD_LINK, rank, href != NULL ? href : raw); /* its base may come yet */
  else if (strcmp (rel, "self") == 0 && self->entry_depth == 0 && self->self_link == NULL)
    self->self_link = g_steal_pointer (&href);
}

static void
begin_field (PostilFeedState *self, PostilFeedField field, guint8 rank)
{
  self->field = field;
  self->rank = rank;
  self->field_depth = self->depth;
  self->type = POSTIL_FEED_TEXT_HTML;
  g_string_truncate (self->text, 0);
}

/* Atom 0.3 says so; in Atom 1.0 a type that is neither text nor XML means it. Source: RFC 4287 section 4.1.3.3. */
static gboolean
is_base64 (const char *type, const char *mode)
{
  if (mode != NULL)
    return strcmp (mode, "base64") == 0;
  return type != NULL && strchr (type, '/') != NULL && g_ascii_strncasecmp (type, "text/", 5) != 0
         && g_ascii_strncasecmp (type, "multipart/", 10) != 0 && !g_str_has_suffix (type, "/xml")
         && !g_str_has_suffix (type, "+xml");
}

static void
set_text_type (PostilFeedState *self, PostilFeedNamespace space, const char **attributes)
{
  const char *type = get_attribute (attributes, "type");

  if (space != POSTIL_FEED_NS_ATOM)
    return;
  if (is_base64 (type, get_attribute (attributes, "mode")))
    self->type = POSTIL_FEED_TEXT_BASE64;
  else if (type == NULL || strcmp (type, "text") == 0 || strcmp (type, "text/plain") == 0)
    self->type = POSTIL_FEED_TEXT_PLAIN;
}

static void
begin_known (PostilFeedState *self, PostilFeedNamespace space, const char *name, const char **attributes)
{
  const char *permanent = get_attribute (attributes, "isPermaLink");
  const FieldElement *element;

  if (strcmp (name, "link") == 0
      && (space == POSTIL_FEED_NS_ATOM || (space == POSTIL_FEED_NS_NONE && get_attribute (attributes, "href") != NULL)))
    {
      take_link_element (self, space == POSTIL_FEED_NS_ATOM ? 2 : 4, attributes);
      return;
    }
  if (strcmp (name, "author") == 0 && (space == POSTIL_FEED_NS_ATOM || space == POSTIL_FEED_NS_NONE))
    self->author_depth = self->depth;
  if (self->author_depth > 0 && self->depth > self->author_depth)
    {
      if (strcmp (name, "name") == 0)
        begin_field (self, POSTIL_FEED_FIELD_AUTHOR, 4);
      return;
    }
  element = find_element (space, name);
  /* Elements of Atom among those of RSS that forgot their prefix. */
  if (element == NULL && space == POSTIL_FEED_NS_NONE)
    element = find_element (POSTIL_FEED_NS_ATOM, name);
  if (element == NULL)
    return;
  begin_field (self, element->field, element->rank);
  set_text_type (self, space, attributes);
  if (element->field == POSTIL_FEED_FIELD_ID)
    get_draft (self)->id_is_link = permanent == NULL || g_ascii_strcasecmp (permanent, "false") != 0;
}

static void
note_root (PostilFeedState *self, PostilFeedNamespace space, const char *name)
{
  self->root_seen = TRUE;
  if (space == POSTIL_FEED_NS_ATOM || strcmp (name, "feed") == 0)
    self->feed->format = g_strdup ("atom");
  else if (space == POSTIL_FEED_NS_RDF || g_ascii_strcasecmp (name, "rdf") == 0)
    self->feed->format = g_strdup ("rdf");
  else if (g_ascii_strcasecmp (name, "rss") == 0 || strcmp (name, "channel") == 0)
    self->feed->format = g_strdup ("rss");
}

/* Markup inside a text is part of it. */
static void
append_tag (PostilFeedState *self, const char *name, const char **attributes)
{
  self->type = POSTIL_FEED_TEXT_HTML;
  if (self->text->len > POSTIL_FEED_MAX_FIELD)
    return;
  g_string_append_printf (self->text, "<%s", name);
  for (; attributes[0] != NULL; attributes += 2)
    {
      g_autofree char *value = g_markup_escape_text (attributes[1], -1);

      if (strchr (attributes[0], ':') == NULL)
        g_string_append_printf (self->text, " %s=\"%s\"", attributes[0], value);
    }
  g_string_append_c (self->text, '>');
}

static gboolean
is_entry_name (PostilFeedNamespace space, const char *name)
{
  return (space == POSTIL_FEED_NS_NONE && strcmp (name, "item") == 0)
         || (space <= POSTIL_FEED_NS_ATOM && strcmp (name, "entry") == 0);
}

/* Elements with a title or link of their own. */
static gboolean
is_ignored_name (PostilFeedNamespace space, const char *name)
{
  return (space == POSTIL_FEED_NS_NONE && (strcmp (name, "image") == 0 || g_ascii_strcasecmp (name, "textinput") == 0))
         || (space <= POSTIL_FEED_NS_ATOM && (strcmp (name, "source") == 0 || strcmp (name, "contributor") == 0));
}

static void
push_base (PostilFeedState *self, const char **attributes)
{
  const char *base = get_attribute (attributes, "xml:base");
  char *resolved = base != NULL ? postil_link_resolve_web (get_base (self), base) : NULL;

  g_ptr_array_add (self->bases, resolved);
}

/*
 * postil_feed_state_begin:
 * @self: a state
 * @space: of the element
 * @name: its local name
 * @attributes: names and values by turns, NULL-terminated
 *
 * Begins an element.
 */
void
postil_feed_state_begin (PostilFeedState *self, PostilFeedNamespace space, const char *name, const char **attributes)
{
  const char *language = get_attribute (attributes, "xml:lang");

  self->depth++;
  if (self->field_depth > 0)
    {
      append_tag (self, name, attributes);
      return;
    }
  push_base (self, attributes);
  if (!self->root_seen)
    note_root (self, space, name);
  if (self->ignored_depth > 0)
    return;
  if (self->depth <= 2 && language != NULL)
    set_field (&self->channel, POSTIL_FEED_FIELD_LANGUAGE, 1, language);
  if (self->entry_depth == 0 && is_entry_name (space, name))
    {
      self->entry_depth = self->depth;
      postil_feed_draft_clear (&self->entry);
      self->entry.base = g_strdup (get_base (self));
      set_field (&self->entry, POSTIL_FEED_FIELD_ID, 1, get_attribute (attributes, "rdf:about"));
    }
  else if (is_ignored_name (space, name))
    self->ignored_depth = self->depth;
  else
    begin_known (self, space, name, attributes);
}

static void
end_entry (PostilFeedState *self)
{
  self->entry_depth = 0;
  if (self->feed->entries->len == POSTIL_FEED_MAX_ENTRIES)
    {
      self->full = TRUE;
      return;
    }
  g_ptr_array_add (self->feed->entries, postil_feed_draft_make_entry (&self->entry));
  postil_feed_draft_clear (&self->entry);
}

/* What is no base64, whatever it was called, stays as it is; what was packed and is no text is dropped. */
static void
unpack (GString *text)
{
  g_autofree guchar *bytes = NULL;
  gsize n;

  for (const char *at = text->str; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && !g_ascii_isspace (*at) && strchr ("+/=", *at) == NULL)
      return;
  bytes = g_base64_decode (text->str, &n);
  g_string_truncate (text, 0);
  if (n > 0 && memchr (bytes, 0, n) == NULL && g_utf8_validate ((const char *) bytes, n, NULL))
    g_string_append_len (text, (const char *) bytes, n);
}

static void
end_field (PostilFeedState *self)
{
  PostilFeedDraft *draft = get_draft (self);

  if (self->type == POSTIL_FEED_TEXT_BASE64)
    unpack (self->text);
  if (self->field >= POSTIL_FEED_FIELD_TTL)
    {
      if (self->entry_depth == 0)
        postil_feed_schedule_take (self, self->field, self->text->str);
    }
  else if (self->type == POSTIL_FEED_TEXT_PLAIN && self->field != POSTIL_FEED_FIELD_LINK && self->field != POSTIL_FEED_FIELD_ID)
    {
      g_autofree char *escaped = g_markup_escape_text (self->text->str, self->text->len);

      set_field (draft, self->field, self->rank, escaped);
    }
  else
    set_field (draft, self->field, self->rank, self->text->str);
  /* Dublin Core's one date is both. */
  if (self->field == POSTIL_FEED_FIELD_PUBLISHED && self->rank == DC_DATE_RANK)
    set_field (draft, POSTIL_FEED_FIELD_UPDATED, 1, self->text->str);
  if ((self->field == POSTIL_FEED_FIELD_CONTENT || self->field == POSTIL_FEED_FIELD_SUMMARY) && self->entry_depth > 0)
    {
      g_free (draft->base);
      draft->base = g_strdup (get_base (self));
    }
  self->field_depth = 0;
  self->field = POSTIL_FEED_FIELD_NONE;
}

/*
 * postil_feed_state_end:
 * @self: a state
 * @name: its local name
 *
 * Ends an element.
 */
void
postil_feed_state_end (PostilFeedState *self, const char *name)
{
  if (self->depth == 0)
    return;
  if (self->field_depth > 0 && self->depth > self->field_depth)
    {
      g_string_append_printf (self->text, "</%s>", name);
      self->depth--;
      return;
    }
  if (self->field_depth > 0)
    end_field (self);
  if (self->depth == self->entry_depth)
    end_entry (self);
  if (self->depth == self->author_depth)
    self->author_depth = 0;
  if (self->depth == self->ignored_depth)
    self->ignored_depth = 0;
  if (self->bases->len > 0)
    g_ptr_array_set_size (self->bases, self->bases->len - 1);
  self->depth--;
}

/*
 * postil_feed_state_append:
 * @self: a state
 * @text: `length` bytes
 * @length: in bytes
 *
 * Adds text of the innermost element.
 */
void
postil_feed_state_append (PostilFeedState *self, const char *text, gsize length)
{
  if (self->field_depth == 0 || self->text->len + length > POSTIL_FEED_MAX_FIELD)
    return;
  /* Once there is real markup around it, text is text. */
  if (self->depth > self->field_depth)
    {
      g_autofree char *escaped = g_markup_escape_text (text, length);

      g_string_append (self->text, escaped);
    }
  else
    g_string_append_len (self->text, text, length);
}

/* Makes a state for a feed from `url` (nullable). */
void
postil_feed_state_init (PostilFeedState *self, const char *url)
{
  *self = (PostilFeedState){ .url = url };
  self->feed = postil_feed_new ();
  self->bases = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_new (NULL);
}

/* Frees what the state owns, the feed with it if it was not taken. */
void
postil_feed_state_clear (PostilFeedState *self)
{
  postil_feed_draft_clear (&self->channel);
  postil_feed_draft_clear (&self->entry);
  g_clear_pointer (&self->feed, postil_feed_free);
  g_ptr_array_unref (self->bases);
  g_free (self->odd_namespace);
  g_free (self->self_link);
  g_string_free (self->text, TRUE);
}

/* Who wrote a feed wrote what names nobody else. Source: RFC 4287 section 4.2.1. */
static void
share_author (PostilFeedState *self)
{
  const char *author = self->channel.fields[POSTIL_FEED_FIELD_AUTHOR];

  for (guint i = 0; author != NULL && i < self->feed->entries->len; i++)
    {
      PostilFeedEntry *entry = g_ptr_array_index (self->feed->entries, i);

      if (entry->author == NULL)
        entry->author = postil_feed_draft_make_author (author);
    }
}

/* Puts what was read of the channel into the feed; an entry that the file breaks off in is kept. */
void
postil_feed_state_finish (PostilFeedState *self)
{
  if (self->field_depth > 0)
    end_field (self);
  if (self->entry_depth > 0)
    end_entry (self);
  self->feed->title = postil_feed_draft_make_line (self->channel.fields[POSTIL_FEED_FIELD_TITLE]);
  if (self->feed->title == NULL && self->channel.fields[POSTIL_FEED_FIELD_TITLE] != NULL)
    self->feed->title = g_strdup ("");
  self->feed->link = postil_link_resolve_web (get_base (self), self->channel.fields[POSTIL_FEED_FIELD_LINK]);
  if (self->feed->link == NULL && self->channel.id_is_link)
    self->feed->link = postil_link_resolve_web (NULL, self->channel.fields[POSTIL_FEED_FIELD_ID]);
  share_author (self);
  postil_feed_schedule_finish (self);
  self->feed->language = postil_feed_draft_make_line (self->channel.fields[POSTIL_FEED_FIELD_LANGUAGE]);
}
