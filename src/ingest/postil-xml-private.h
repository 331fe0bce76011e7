/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML as a sequence of begins, texts and ends: the only interface to the XML parser, for feeds and lists of subscriptions. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-xml-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *local;
  const char *prefix; /* (nullable) as written */
  const char *uri;    /* (nullable) of the namespace, if it was declared */
} PostilXmlName;

/* Strings are lent for the length of the call. */
typedef struct
{
  void (*begin) (gpointer user_data, const PostilXmlName *name,
                 const char *const *attributes); /* names as written, values by turns */
  void (*end) (gpointer user_data, const PostilXmlName *name);
  void (*text) (gpointer user_data, const char *text, gsize length);
} PostilXmlHandler;

void postil_xml_parse (const char *xml, gsize length, const PostilXmlHandler *handler, gpointer user_data, const gboolean *stop);

G_END_DECLS
