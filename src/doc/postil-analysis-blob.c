/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An analysis as one blob, for the pipe between worker and program and for the cache; checked whole on its way back. */
#include "config.h"

#include "postil-analysis.h"

#include "postil-analysis-private.h"
#include "postil-blob-private.h"
#include "postil-doc-error.h"
#include "postil-figure-private.h"

#include <string.h>

#define MAGIC "PSTA"
#define VERSION 1

/* Smallest sizes of the records; bytes. */
#define ENTITY_SIZE 8
#define MENTION_SIZE 16
#define FIGURE_SIZE (4 * 4 + 2 + 2 * 4 + 8 * POSTIL_FIGURE_N_NUMBERS + 4 * POSTIL_FIGURE_N_STRINGS)

static void
write_figure (GByteArray *blob, const PostilFigure *figure)
{
  PostilFigure *rows = (PostilFigure *) figure;

  postil_blob_write_u32 (blob, figure->start);
  postil_blob_write_u32 (blob, figure->end);
  postil_blob_write_u32 (blob, figure->kind);
  postil_blob_write_u32 (blob, figure->change.direction);
  postil_blob_write_u16 (blob, figure->rank != FALSE);
  postil_blob_write_data (blob, figure->currency, sizeof figure->currency);
  postil_blob_write_data (blob, figure->change.currency, sizeof figure->change.currency);
  for (guint i = 0; i < POSTIL_FIGURE_N_NUMBERS; i++)
    postil_blob_write_double (blob, *postil_figure_number_at (rows, i));
  for (guint i = 0; i < POSTIL_FIGURE_N_STRINGS; i++)
    postil_blob_write_string (blob, *postil_figure_string_at (rows, i));
}

/**
 * postil_analysis_serialize:
 * @self: an analysis
 *
 * Writes the analysis as one blob. The same content always makes the same bytes.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the blob
 */
GBytes *
postil_analysis_serialize (PostilAnalysis *self)
{
  const PostilEntity *entities;
  const PostilMention *mentions;
  const PostilFigure *figures;
  gsize n_entities;
  gsize n_mentions;
  gsize n_figures;
  GByteArray *blob;

  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), NULL);

  entities = postil_analysis_get_entities (self, &n_entities);
  mentions = postil_analysis_get_mentions (self, &n_mentions);
  figures = postil_analysis_get_figures (self, &n_figures);
  blob = g_byte_array_new ();
  postil_blob_write_data (blob, MAGIC, strlen (MAGIC));
  postil_blob_write_u16 (blob, VERSION);
  postil_blob_write_u16 (blob, (guint16) postil_analysis_get_names_analysed (self));
  postil_blob_write_u32 (blob, postil_analysis_get_engine_version (self));
  postil_blob_write_string (blob, postil_analysis_get_language (self));

  postil_blob_write_u32 (blob, (guint32) n_entities);
  for (gsize i = 0; i < n_entities; i++)
    {
      postil_blob_write_u32 (blob, entities[i].type);
      postil_blob_write_string (blob, entities[i].name);
    }
  postil_blob_write_u32 (blob, (guint32) n_mentions);
  for (gsize i = 0; i < n_mentions; i++)
    {
      postil_blob_write_u32 (blob, mentions[i].start);
      postil_blob_write_u32 (blob, mentions[i].end);
      postil_blob_write_u32 (blob, mentions[i].entity);
      postil_blob_write_float (blob, mentions[i].confidence);
    }
  postil_blob_write_u32 (blob, (guint32) n_figures);
  for (gsize i = 0; i < n_figures; i++)
    write_figure (blob, &figures[i]);

  return g_byte_array_free_to_bytes (blob);
}

static void
read_entities (PostilBlobReader *reader, PostilAnalysis *self)
{
  guint32 n_entities = postil_blob_read_count (reader, POSTIL_ANALYSIS_MAX_MENTIONS, ENTITY_SIZE);

  for (guint32 i = 0; i < n_entities && !reader->failed; i++)
    {
      PostilEntityType type = postil_blob_read_enum (reader, POSTIL_N_ENTITY_TYPES);
      char *name = postil_blob_read_string (reader);

      if (name == NULL || !postil_analysis_take_entity (self, type, name))
        reader->failed = TRUE;
    }
}

static void
read_mentions (PostilBlobReader *reader, PostilAnalysis *self)
{
  guint32 n_mentions = postil_blob_read_count (reader, POSTIL_ANALYSIS_MAX_MENTIONS, MENTION_SIZE);

  for (guint32 i = 0; i < n_mentions && !reader->failed; i++)
    {
      PostilMention mention;

      mention.start = postil_blob_read_u32 (reader);
      mention.end = postil_blob_read_u32 (reader);
      mention.entity = postil_blob_read_u32 (reader);
      mention.confidence = postil_blob_read_float (reader);
      postil_analysis_add_mention (self, &mention);
    }
}

static void
read_currency (PostilBlobReader *reader, char currency[4])
{
  const guint8 *data = postil_blob_read_data (reader, 4);

  if (data != NULL)
    memcpy (currency, data, 4);
}

static void
read_figures (PostilBlobReader *reader, PostilAnalysis *self)
{
  guint32 n_figures = postil_blob_read_count (reader, POSTIL_ANALYSIS_MAX_FIGURES, FIGURE_SIZE);

  for (guint32 i = 0; i < n_figures && !reader->failed; i++)
    {
      PostilFigure figure;

      postil_figure_init (&figure);
      figure.start = postil_blob_read_u32 (reader);
      figure.end = postil_blob_read_u32 (reader);
      figure.kind = postil_blob_read_enum (reader, POSTIL_N_FIGURE_KINDS);
      figure.change.direction = postil_blob_read_enum (reader, POSTIL_CHANGE_DOWN + 1);
      figure.rank = postil_blob_read_flag (reader);
      read_currency (reader, figure.currency);
      read_currency (reader, figure.change.currency);
      for (guint j = 0; j < POSTIL_FIGURE_N_NUMBERS; j++)
        *postil_figure_number_at (&figure, j) = postil_blob_read_double (reader);
      for (guint j = 0; j < POSTIL_FIGURE_N_STRINGS; j++)
        *postil_figure_string_at (&figure, j) = postil_blob_read_string (reader);
      postil_analysis_take_figure_unrepaired (self, &figure);
    }
}

/**
 * postil_analysis_deserialize:
 * @blob: what postil_analysis_serialize() wrote, or anything else
 * @text_length: length of the text it is about, code points
 * @error: return location for an error of %POSTIL_DOC_ERROR
 *
 * Reads an analysis and holds it to every rule of postil_analysis_validate(). The blob may come from anywhere.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the analysis, or %NULL with %POSTIL_DOC_ERROR_VERSION when the blob is of a newer version,
 *   %POSTIL_DOC_ERROR_TOO_LARGE when it is over a cap, %POSTIL_DOC_ERROR_MALFORMED when it is anything else
 */
PostilAnalysis *
postil_analysis_deserialize (GBytes *blob, gsize text_length, GError **error)
{
  g_autoptr (PostilAnalysis) self = NULL;
  g_autofree char *language = NULL;
  PostilBlobReader reader = { NULL };
  gboolean names_analysed;
  guint32 engine_version;

  g_return_val_if_fail (blob != NULL, NULL);

  reader.data = g_bytes_get_data (blob, &reader.size);
  if (!postil_blob_read_head (&reader, MAGIC, VERSION, error))
    return NULL;

  names_analysed = postil_blob_read_flag (&reader);
  engine_version = postil_blob_read_u32 (&reader);
  language = postil_blob_read_string (&reader);
  self = postil_analysis_new (language, engine_version);
  /* A tag that was left out or changed on the way in is none the engine wrote. */
  if (g_strcmp0 (language, postil_analysis_get_language (self)) != 0)
    reader.failed = TRUE;
  postil_analysis_set_names_analysed (self, names_analysed);
  read_entities (&reader, self);
  read_mentions (&reader, self);
  read_figures (&reader, self);
  if (!postil_blob_read_end (&reader, error) || !postil_analysis_validate (self, text_length, error))
    return NULL;

  return g_steal_pointer (&self);
}
