/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTML inside feeds is cut from pages and written as XML: a frame that ends in "/>", an object or a comment that never ends. A browser would
 * take all that follows for its content and show none of it. Such beginnings are taken out or become text before the HTML is parsed. One pass. */
#include "config.h"

#include "postil-feed-state-private.h"

#include <string.h>

/* Elements whose content is not shown. */
static const char *const swallowing[] = { "iframe", "object", "noscript", "video", "audio", "textarea", "select", "template" };

typedef struct
{
  const char *at;
  const char *end;
  GString *out;
  const char
      *ends[G_N_ELEMENTS (swallowing)]; /* where the next end tag was found, `end` for none more, NULL before the first look */
  const char *comment_end;              /* the same of the ends of comments */
  const char *tag_end;                  /* and of tags */
} Markup;

static const char *
find_caseless (const char *at, const char *end, const char *name)
{
  gsize length = strlen (name);

  for (; (at = memchr (at, '<', end - at)) != NULL; at++)
    if ((gsize) (end - at) > length + 1 && at[1] == '/' && g_ascii_strncasecmp (at + 2, name, length) == 0)
      return at;
  return end;
}

/* Returns: which of the swallowing elements begins here, or -1 */
static int
find_swallowing (const Markup *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (swallowing); i++)
    {
      gsize length = strlen (swallowing[i]);

      if ((gsize) (self->end - self->at) > length + 1 && g_ascii_strncasecmp (self->at + 1, swallowing[i], length) == 0
          && strchr (" \t\r\n/>", self->at[1 + length]) != NULL)
        return i;
    }
  return -1;
}

/* Each end is looked for once, so that many beginnings without one cost no more than few. */
static const char *
find_tag_end (Markup *self)
{
  if (self->tag_end == NULL || self->tag_end < self->at)
    self->tag_end = memchr (self->at, '>', self->end - self->at);
  if (self->tag_end == NULL)
    self->tag_end = self->end;
  return self->tag_end;
}

static void
copy_tag (Markup *self)
{
  gboolean named = g_ascii_isalpha (self->at[1]) || self->at[1] == '/';
  int i = find_swallowing (self);
  const char *close = named ? find_tag_end (self) : self->end;

  /* A tag that the text breaks off in is not shown, as browsers have it; what is left of it costs the parser more than it is worth. */
  if (named && close == self->end)
    {
      self->at = self->end;
      return;
    }
  if (i < 0)
    {
      g_string_append_c (self->out, *self->at++);
      return;
    }
  if (self->ends[i] == NULL || self->ends[i] < close)
    self->ends[i] = find_caseless (close, self->end, swallowing[i]);
  if (close[-1] != '/' && self->ends[i] < self->end)
    g_string_append_len (self->out, self->at, close + 1 - self->at);
  self->at = close + 1;
}

/* A declaration that has an end is one, else it is text; a comment without end is passed over. */
static void
copy_declaration (Markup *self)
{
  gboolean comment = self->end - self->at >= 4 && memcmp (self->at, "<!--", 4) == 0;
  gboolean known = comment || g_ascii_isalpha (self->at[2]) || self->at[2] == '[';

  if (comment && (self->comment_end == NULL || self->comment_end < self->at + 2))
    {
      self->comment_end = g_strstr_len (self->at + 2, self->end - self->at - 2, "-->");
      if (self->comment_end == NULL)
        self->comment_end = self->end;
    }
  if (comment && self->comment_end == self->end)
    {
      self->at += 4;
      return;
    }
  g_string_append (self->out, known && find_tag_end (self) < self->end ? "<" : "&lt;");
  self->at++;
}

/*
 * postil_feed_markup_mend:
 * @html: HTML from a feed
 *
 * Returns: (transfer full) (nullable): the same without beginnings that would hide what follows; NULL when nothing is to be mended
 */
char *
postil_feed_markup_mend (const char *html)
{
  Markup self = { .at = html, .end = html + strlen (html) };

  if (strchr (html, '<') == NULL)
    return NULL;
  self.out = g_string_sized_new (self.end - html + 16);
  while (self.at < self.end)
    {
      const char *tag = memchr (self.at, '<', self.end - self.at);

      g_string_append_len (self.out, self.at, (tag != NULL ? tag : self.end) - self.at);
      self.at = tag != NULL ? tag : self.end;
      if (tag != NULL && tag[1] == '!')
        copy_declaration (&self);
      else if (tag != NULL)
        copy_tag (&self);
    }
  return g_string_free (self.out, FALSE);
}
