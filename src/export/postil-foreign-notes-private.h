/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of other tools' files share. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-foreign-notes-private.h belongs to the room export"
#endif

#include "postil-foreign-notes.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a file says of one note; every text is (nullable), borrowed and any length. */
typedef struct
{
  const char *id;
  const char *title;
  const char *url;
  const char *quote;
  const char *prefix;
  const char *suffix;
  const char *comment;
  const char *author;
  const char *color;
  const char *const *tags;
  const char *created;
  const char *modified;
  gint64 start; /* negative: not known */
} PostilForeignEntry;

PostilNote *postil_foreign_add (PostilForeignNotes *self, const PostilForeignEntry *entry);
void postil_foreign_skip (PostilForeignNotes *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

PostilForeignFormat postil_foreign_detect_json (JsonNode *root);
void postil_foreign_read_json (PostilForeignNotes *self, JsonNode *root);
void postil_foreign_read_w3c (PostilForeignNotes *self, JsonNode *root);
void postil_foreign_read_csv (PostilForeignNotes *self, const char *text);
void postil_foreign_read_clippings (PostilForeignNotes *self, const char *text);

/* Members that may be missing or of another type. */
const char *postil_foreign_get_string (JsonObject *object, const char *name);
JsonObject *postil_foreign_get_object (JsonObject *object, const char *name);
JsonArray *postil_foreign_get_array (JsonObject *object, const char *name);
gint64 postil_foreign_get_integer (JsonObject *object, const char *name, gint64 otherwise);

G_END_DECLS
