/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes one JSON value on one line: strictly valid, numbers in their shortest form, control characters escaped. */
#pragma once

#ifndef POSTIL_CLI_COMPILATION
#error "postil-json-writer-private.h belongs to the room cli"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *out;
  gboolean comma; /* before the next value */
} PostilJsonWriter;

void postil_json_begin_object (PostilJsonWriter *self, const char *name);
void postil_json_end_object (PostilJsonWriter *self);
void postil_json_begin_array (PostilJsonWriter *self, const char *name);
void postil_json_end_array (PostilJsonWriter *self);
/* name: (nullable) in an array. A value that is NULL or NAN is left out, name and all. */
void postil_json_add_string (PostilJsonWriter *self, const char *name, const char *value);
void postil_json_add_number (PostilJsonWriter *self, const char *name, double value);
void postil_json_add_integer (PostilJsonWriter *self, const char *name, gint64 value);
void postil_json_add_boolean (PostilJsonWriter *self, const char *name, gboolean value);
void postil_json_add_null (PostilJsonWriter *self, const char *name);
/* µs since the epoch as ISO 8601; the unknown time is left out. */
void postil_json_add_time (PostilJsonWriter *self, const char *name, gint64 time, gboolean day_only);

G_END_DECLS
