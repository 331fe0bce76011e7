/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML through libxml2's SAX interface: no tree, no entities, no document type, no network, and no limits lifted. */
#include "config.h"

#include "postil-xml-private.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define CHUNK (64 * 1024) /* bytes given to the parser at a time */
#define MAX_ATTRIBUTES 64
#define MAX_DEPTH 512 /* nested elements; what goes deeper ends the reading, for the parser does not look in this mode */

typedef struct
{
  const PostilXmlHandler *handler;
  gpointer user_data;
  guint depth;
  gboolean too_deep;
} Parsing;

/* Where libxml2 is not to replace entities it leaves these two in attributes as numbers. */
static char *
copy_value (const char *start, const char *end)
{
  char *value = g_strndup (start, end - start);
  char *to = value;

  for (const char *from = value; *from != '\0'; to++)
    {
      gboolean is_amp = strncmp (from, "&#38;", 5) == 0;

      *to = is_amp ? '&' : strncmp (from, "&#60;", 5) == 0 ? '<' : *from;
      from += *to != *from || is_amp ? 5 : 1;
    }
  *to = '\0';
  return value;
}

/* libxml2 gives five pointers an attribute: name, prefix, namespace, first and last byte of the value. */
static void
start_element_cb (void *user_data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **declared, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  Parsing *self = user_data;
  const PostilXmlName name = { (const char *) local, (const char *) prefix, (const char *) uri };
  const char *pairs[MAX_ATTRIBUTES * 2 + 1] = { NULL };
  char *owned[MAX_ATTRIBUTES * 2];
  int n = MIN (n_attributes, MAX_ATTRIBUTES);

  self->too_deep |= ++self->depth > MAX_DEPTH;
  if (self->too_deep)
    return;
  for (int i = 0; i < n; i++)
    {
      const char *attribute_prefix = (const char *) attributes[i * 5 + 1];
      const char *attribute = (const char *) attributes[i * 5];

      owned[i * 2] = attribute_prefix != NULL ? g_strconcat (attribute_prefix, ":", attribute, NULL) : g_strdup (attribute);
      owned[i * 2 + 1] = copy_value ((const char *) attributes[i * 5 + 3], (const char *) attributes[i * 5 + 4]);
      pairs[i * 2] = owned[i * 2];
      pairs[i * 2 + 1] = owned[i * 2 + 1];
    }
  self->handler->begin (self->user_data, &name, pairs);
  for (int i = 0; i < n * 2; i++)
    g_free (owned[i]);
}

static void
end_element_cb (void *user_data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
  Parsing *self = user_data;
  const PostilXmlName name = { (const char *) local, (const char *) prefix, (const char *) uri };

  if (self->too_deep)
    return;
  self->depth--;
  self->handler->end (self->user_data, &name);
}

static void
characters_cb (void *user_data, const xmlChar *text, int length)
{
  const Parsing *self = user_data;

  if (!self->too_deep)
    self->handler->text (self->user_data, (const char *) text, length);
}

static void
error_cb (void *user_data, xmlErrorPtr error)
{
}

/*
 * postil_xml_parse:
 * @xml: valid UTF-8, `length` bytes, without XML declaration and document type
 * @length: in bytes
 * @handler: what to call
 * @user_data: for the handler
 * @stop: where the handler says that it has enough
 *
 * Parses XML and carries on after mistakes as well as can be.
 */
void
postil_xml_parse (const char *xml, gsize length, const PostilXmlHandler *handler, gpointer user_data, const gboolean *stop)
{
  Parsing parsing = { .handler = handler, .user_data = user_data };
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element_cb,
    .endElementNs = end_element_cb,
    .characters = characters_cb,
    .ignorableWhitespace = characters_cb,
    .cdataBlock = characters_cb,
    .serror = error_cb,
  };
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt (&sax, &parsing, NULL, 0, NULL);

  if (context == NULL)
    return;
  xmlCtxtUseOptions (context,
                     XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding (context, XML_CHAR_ENCODING_UTF8);
  for (gsize at = 0; at < length && !*stop && !parsing.too_deep; at += CHUNK)
    xmlParseChunk (context, xml + at, MIN (CHUNK, length - at), FALSE);
  if (!*stop && !parsing.too_deep)
    xmlParseChunk (context, NULL, 0, TRUE);
  xmlFreeParserCtxt (context);
}
