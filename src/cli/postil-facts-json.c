/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of the program in the words of its JSON contract. What is not known is absent, never null or empty. */
#include "config.h"

#include "postil-facts-json-private.h"

#include <string.h>

static const char *
not_empty (const char *text)
{
  return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
add_change (PostilJsonWriter *writer, const PostilChange *change)
{
  if (change->direction == POSTIL_CHANGE_NONE)
    return;
  postil_json_begin_object (writer, "change");
  postil_json_add_string (writer, "direction", change->direction == POSTIL_CHANGE_UP ? "up" : "down");
  postil_json_add_number (writer, "percent", change->percent);
  postil_json_add_number (writer, "points", change->points);
  postil_json_add_number (writer, "by", change->by);
  postil_json_add_number (writer, "factor", change->factor);
  postil_json_add_number (writer, "from", change->from);
  postil_json_add_number (writer, "to", change->to);
  postil_json_add_string (writer, "currency", not_empty (change->currency));
  postil_json_end_object (writer);
}

static void
add_claim (PostilJsonWriter *writer, const PostilClaim *claim)
{
  const struct
  {
    const char *name;
    const char *value;
  } members[] = {
    { "subject", claim->subject },       { "measure", claim->measure }, { "period", claim->period },
    { "period_iso", claim->period_iso }, { "place", claim->place },     { "attribution", claim->attribution },
    { "hedge", claim->hedge },
  };
  gboolean open = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (not_empty (members[i].value) == NULL)
        continue;
      if (!open)
        postil_json_begin_object (writer, "claim");
      open = TRUE;
      postil_json_add_string (writer, members[i].name, members[i].value);
    }
  if (open)
    postil_json_end_object (writer);
}

void
postil_facts_add_figure (PostilJsonWriter *writer, const PostilFigure *figure, const char *surface)
{
  postil_json_add_integer (writer, "start", figure->start);
  postil_json_add_integer (writer, "end", figure->end);
  postil_json_add_string (writer, "text", surface);
  postil_json_add_string (writer, "kind", postil_figure_kind_to_string (figure->kind));
  postil_json_add_number (writer, "value", figure->value);
  postil_json_add_number (writer, "low", figure->low);
  postil_json_add_number (writer, "high", figure->high);
  postil_json_add_string (writer, "currency", not_empty (figure->currency));
  postil_json_add_string (writer, "unit", not_empty (figure->unit));
  postil_json_add_string (writer, "iso", not_empty (figure->iso));
  postil_json_add_string (writer, "mod", not_empty (figure->mod));
  postil_json_add_string (writer, "approx", not_empty (figure->approx));
  postil_json_add_string (writer, "per", not_empty (figure->per));
  postil_json_add_string (writer, "about", not_empty (figure->about));
  if (figure->rank)
    postil_json_add_boolean (writer, "rank", TRUE);
  add_change (writer, &figure->change);
  add_claim (writer, &figure->claim);
}

static void
add_entities (PostilJsonWriter *writer, PostilDocument *text, PostilAnalysis *analysis)
{
  gsize n_entities = 0, n_mentions = 0;
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n_mentions);

  postil_json_begin_array (writer, "entities");
  for (gsize i = 0; i < n_mentions; i++)
    {
      const PostilMention *mention = &mentions[i];
      const PostilEntity *entity = &entities[mention->entity];
      g_autofree char *surface = postil_document_dup_slice (text, mention->start, mention->end);

      postil_json_begin_object (writer, NULL);
      postil_json_add_integer (writer, "start", mention->start);
      postil_json_add_integer (writer, "end", mention->end);
      postil_json_add_string (writer, "type", postil_entity_type_to_string (entity->type));
      postil_json_add_string (writer, "text", surface);
      postil_json_add_string (writer, "name", entity->name);
      /* A confidence has no more than three places. */
      postil_json_add_number (writer, "confidence", (double) (gint64) ((double) mention->confidence * 1000.0 + 0.5) / 1000.0);
      postil_json_end_object (writer);
    }
  postil_json_end_array (writer);
}

void
postil_facts_add_analysis (PostilJsonWriter *writer, PostilDocument *text, PostilAnalysis *analysis)
{
  gsize n_figures = 0;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n_figures);

  add_entities (writer, text, analysis);
  postil_json_begin_array (writer, "figures");
  for (gsize i = 0; i < n_figures; i++)
    {
      g_autofree char *surface = postil_document_dup_slice (text, figures[i].start, figures[i].end);

      postil_json_begin_object (writer, NULL);
      postil_facts_add_figure (writer, &figures[i], surface);
      postil_json_end_object (writer);
    }
  postil_json_end_array (writer);
}

static const char *
get_state_name (PostilAnalysisState state)
{
  switch (state)
    {
    case POSTIL_ANALYSIS_DONE:
      return "done";
    case POSTIL_ANALYSIS_FAILED:
      return "failed";
    case POSTIL_ANALYSIS_WAITING:
    default:
      return "waiting";
    }
}

void
postil_facts_add_article (PostilJsonWriter *writer, const PostilArticle *article)
{
  postil_json_add_integer (writer, "id", article->id);
  postil_json_add_string (writer, "key", article->key);
  postil_json_add_string (writer, "title", article->title);
  postil_json_add_string (writer, "source", article->source);
  postil_json_add_string (writer, "byline", article->byline);
  postil_json_add_string (writer, "url", article->url);
  postil_json_add_string (writer, "language", article->language);
  postil_json_add_time (writer, "published", article->published, article->published_is_day);
  postil_json_add_time (writer, "updated", article->updated, FALSE);
  postil_json_add_time (writer, "added", article->added, FALSE);
  postil_json_add_integer (writer, "version", article->version);
  postil_json_add_integer (writer, "words", article->words);
  postil_json_add_boolean (writer, "read", article->read);
  postil_json_add_boolean (writer, "starred", article->starred);
  postil_json_add_boolean (writer, "sample", article->sample);
  postil_json_add_integer (writer, "notes", article->n_notes);
  postil_json_add_string (writer, "analysis", get_state_name (article->analysis));
}

void
postil_facts_add_note (PostilJsonWriter *writer, const PostilNote *note)
{
  char id[POSTIL_ID_STRING_SIZE];

  postil_id_to_string (&note->id, id);
  postil_json_add_string (writer, "id", id);
  postil_json_add_string (writer, "article", note->article_key);
  postil_json_add_string (writer, "title", note->article_title);
  postil_json_add_string (writer, "url", note->article_url);
  if (!postil_note_is_on_article (note))
    {
      postil_json_add_integer (writer, "start", note->start);
      postil_json_add_integer (writer, "end", note->end);
      postil_json_add_string (writer, "quote", note->quote);
    }
  if (note->color > 0)
    postil_json_add_integer (writer, "color", note->color);
  postil_json_add_string (writer, "note", not_empty (note->comment));
  postil_json_begin_array (writer, "tags");
  for (guint i = 0; note->tags[i] != NULL; i++)
    postil_json_add_string (writer, NULL, note->tags[i]);
  postil_json_end_array (writer);
  postil_json_add_string (writer, "author", note->author);
  postil_json_add_time (writer, "created", note->created, FALSE);
  postil_json_add_time (writer, "modified", note->modified, FALSE);
  if (note->deleted != 0)
    postil_json_add_time (writer, "deleted", note->deleted, FALSE);
  postil_json_add_integer (writer, "revision", note->revision);
  if (note->orphan)
    postil_json_add_boolean (writer, "orphan", TRUE);
}

static gboolean
is_text (PostilBlockKind kind)
{
  return kind != POSTIL_BLOCK_TITLE && kind != POSTIL_BLOCK_RULE && kind != POSTIL_BLOCK_IMAGE && kind != POSTIL_BLOCK_ASIDE;
}

char *
postil_facts_make_plain_text (PostilDocument *document)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_blocks; i++)
    {
      g_autofree char *slice = NULL;

      if (!is_text (blocks[i].kind))
        continue;
      slice = postil_document_dup_slice (document, blocks[i].start, blocks[i].end);
      if (text->len > 0)
        g_string_append (text, "\n\n");
      g_string_append (text, slice);
    }
  return g_string_free (text, FALSE);
}
