/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that list notes and change them: notes, and note with its verbs. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-facts-json-private.h"
#include "postil-library-notes.h"
#include "postil-library-places.h"

#include <stdio.h>
#include <string.h>

static void
append_indented (GString *out, const char *sign, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (out, sign);
      postil_text_append_line (out, lines[i]);
      g_string_append_c (out, '\n');
    }
}

static void
append_note (GString *out, const PostilNote *note)
{
  char id[POSTIL_ID_STRING_SIZE];
  g_autofree char *day = postil_day_to_iso (postil_time_to_day (note->modified));

  postil_id_to_string (&note->id, id);
  g_string_append_printf (out, "%s  %s  ", id, day);
  postil_text_append_line (out, note->article_title);
  if (note->color > 0)
    g_string_append_printf (out, "  [%u]", note->color);
  for (guint i = 0; note->tags[i] != NULL; i++)
    {
      g_string_append (out, " #");
      postil_text_append_line (out, note->tags[i]);
    }
  if (note->orphan)
    g_string_append (out, "  (lost its place)");
  if (note->deleted != 0)
    g_string_append (out, "  (in the trash)");
  g_string_append_c (out, '\n');
  if (note->quote[0] != '\0')
    append_indented (out, "  > ", note->quote);
  if (note->comment[0] != '\0')
    append_indented (out, "  ", note->comment);
}

static void
print_note (PostilCli *cli, const PostilNote *note)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };

  if (cli->json)
    {
      postil_json_begin_object (&writer, NULL);
      postil_facts_add_note (&writer, note);
      postil_json_end_object (&writer);
      g_string_append_c (out, '\n');
    }
  else
    {
      append_note (out, note);
    }
  postil_cli_print (cli, out);
}

static void
print_notes (PostilCli *cli, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len && !cli->deaf; i++)
    print_note (cli, g_ptr_array_index (notes, i));
}

PostilExit
postil_cli_notes (PostilCli *cli, char **arguments)
{
  gboolean trash = FALSE;
  const GOptionEntry entries[] = { { "trash", 0, 0, G_OPTION_ARG_NONE, &trash, NULL, NULL }, { NULL } };
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  query = postil_cli_join_query (arguments);
  postil_library_list_notes_async (cli->library, query, trash ? POSTIL_NOTES_WITH_TRASH : POSTIL_NOTES_KEPT, NULL,
                                   postil_cli_answer_cb, &wait);
  notes = postil_library_list_notes_finish (cli->library, postil_cli_await (&wait), &error);
  if (notes != NULL)
    print_notes (cli, notes);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- one note --- */

typedef struct
{
  char *comment;
  char *color;
  char *range;
  GStrv tags;
  gboolean no_tags;
} Change;

static PostilNote *
find_note (PostilCli *cli, const char *name, GError **error)
{
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_find_note_async (cli->library, name, postil_cli_answer_cb, &wait);
  return postil_library_find_note_finish (cli->library, postil_cli_await (&wait), error);
}

static PostilExit
edit (PostilCli *cli, const PostilNote *note, const Change *change)
{
  static const char *const none[] = { NULL };
  PostilNoteContent content = { 0, change->comment, (const char *const *) change->tags };
  g_autoptr (PostilNote) edited = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (change->color != NULL && (strlen (change->color) != 1 || change->color[0] < '1' || change->color[0] > '5'))
    return postil_cli_usage ("note edit: a colour is 1 to 5");
  if (change->color != NULL)
    content.color = (guint) (change->color[0] - '0');
  if (change->no_tags)
    content.tags = none;
  if (content.color == 0 && content.comment == NULL && content.tags == NULL)
    return postil_cli_usage ("note edit: nothing to change; give --note, --color, --tag or --no-tags");
  postil_library_edit_note_async (cli->library, &note->id, &content, postil_cli_answer_cb, &wait);
  edited = postil_library_edit_note_finish (cli->library, postil_cli_await (&wait), &error);
  if (edited != NULL)
    print_note (cli, edited);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

static PostilExit
set_deleted (PostilCli *cli, const PostilNote *note, gboolean deleted)
{
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (deleted)
    postil_library_delete_note_async (cli->library, &note->id, postil_cli_answer_cb, &wait);
  else
    postil_library_restore_note_async (cli->library, &note->id, postil_cli_answer_cb, &wait);
  postil_library_delete_note_finish (cli->library, postil_cli_await (&wait), &error);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

static PostilExit
show_history (PostilCli *cli, const PostilNote *note)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_note_history_async (cli->library, &note->id, postil_cli_answer_cb, &wait);
  notes = postil_library_note_history_finish (cli->library, postil_cli_await (&wait), &error);
  if (notes != NULL)
    print_notes (cli, notes);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- where a note belongs --- */

static char *
dup_line (PostilDocument *document, gsize start, gsize end)
{
  g_autofree char *words = postil_document_dup_slice (document, start, end);

  return g_strdelimit (g_steal_pointer (&words), "\n", ' ');
}

static void
append_place (GString *out, PostilDocument *now, const PostilNotePlace *place)
{
  g_autofree char *words = dup_line (now, place->start, place->end);

  g_string_append_printf (out, "%zu:%zu  %3.0f %%  ", place->start, place->end, place->confidence * 100);
  postil_text_append_line (out, words);
  g_string_append_c (out, '\n');
}

static PostilExit
show_places (PostilCli *cli, const PostilNote *note)
{
  g_autoptr (PostilLostNote) lost = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_look_for_note_async (cli->library, &note->id, postil_cli_answer_cb, &wait);
  lost = postil_library_look_for_note_finish (cli->library, postil_cli_await (&wait), &error);
  for (guint i = 0; lost != NULL && i < lost->places->len; i++)
    {
      const PostilNotePlace *place = &g_array_index (lost->places, PostilNotePlace, i);
      g_autofree char *words = dup_line (lost->now, place->start, place->end);
      PostilJsonWriter writer = { .out = out };

      if (!cli->json)
        {
          append_place (out, lost->now, place);
          continue;
        }
      postil_json_begin_object (&writer, NULL);
      postil_json_add_integer (&writer, "start", (gint64) place->start);
      postil_json_add_integer (&writer, "end", (gint64) place->end);
      postil_json_add_number (&writer, "confidence", place->confidence);
      postil_json_add_string (&writer, "text", words);
      postil_json_end_object (&writer);
      g_string_append_c (out, '\n');
    }
  postil_cli_print (cli, out);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

static PostilExit
place (PostilCli *cli, const PostilNote *note, const Change *change)
{
  g_autoptr (PostilNote) placed = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };
  guint start = 0, end = 0;

  if (change->range == NULL || sscanf (change->range, "%u:%u", &start, &end) != 2)
    return postil_cli_usage ("note place: say where with --range START:END; note places shows what comes into question");
  postil_library_place_note_async (cli->library, &note->id, start, end, postil_cli_answer_cb, &wait);
  placed = postil_library_place_note_finish (cli->library, postil_cli_await (&wait), &error);
  if (placed != NULL)
    print_note (cli, placed);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

static PostilExit
run_verb (PostilCli *cli, const char *verb, const char *name, const Change *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = find_note (cli, name, &error);

  if (note == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  if (strcmp (verb, "edit") == 0)
    return edit (cli, note, change);
  if (strcmp (verb, "delete") == 0 || strcmp (verb, "restore") == 0)
    return set_deleted (cli, note, strcmp (verb, "delete") == 0);
  if (strcmp (verb, "history") == 0)
    return show_history (cli, note);
  if (strcmp (verb, "places") == 0)
    return show_places (cli, note);
  if (strcmp (verb, "place") == 0)
    return place (cli, note, change);
  print_note (cli, note);
  return postil_cli_end (cli, NULL);
}

PostilExit
postil_cli_note (PostilCli *cli, char **arguments)
{
  static const char *const verbs[] = { "show", "edit", "delete", "restore", "history", "places", "place", NULL };
  Change change = { NULL };
  const GOptionEntry entries[] = { { "note", 0, 0, G_OPTION_ARG_STRING, &change.comment, NULL, NULL },
                                   { "range", 0, 0, G_OPTION_ARG_STRING, &change.range, NULL, NULL },
                                   { "color", 0, 0, G_OPTION_ARG_STRING, &change.color, NULL, NULL },
                                   { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &change.tags, NULL, NULL },
                                   { "no-tags", 0, 0, G_OPTION_ARG_NONE, &change.no_tags, NULL, NULL },
                                   { NULL } };
  PostilExit status = POSTIL_EXIT_USAGE;

  if (!postil_cli_parse (cli, entries, &arguments))
    status = POSTIL_EXIT_USAGE;
  else if (arguments[1] == NULL || !g_strv_contains (verbs, arguments[1]))
    status = postil_cli_usage ("note: what to do is one of show, edit, delete, restore, history, places, place");
  else if (arguments[2] == NULL || arguments[3] != NULL)
    status = postil_cli_usage ("note %s: name one note, by the first digits of its id", arguments[1]);
  else
    status = run_verb (cli, arguments[1], arguments[2], &change);
  g_free (change.comment);
  g_free (change.color);
  g_free (change.range);
  g_strfreev (change.tags);
  return status;
}
