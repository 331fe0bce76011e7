/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command shares: the options before it, the library it asked for, waiting, printing, and how it ends. */
#pragma once

#ifndef POSTIL_CLI_COMPILATION
#error "postil-cli-private.h belongs to the room cli"
#endif

#include "postil-json-writer-private.h"
#include "postil-library.h"
#include "postil-text-output-private.h"
#include "postil-worker.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit codes; the manual page says the same. */
typedef enum
{
  POSTIL_EXIT_DONE = 0,
  POSTIL_EXIT_FAILED = 1,
  POSTIL_EXIT_USAGE = 2,
  POSTIL_EXIT_PARTLY = 3,
  POSTIL_EXIT_NEWER = 4,
} PostilExit;

typedef struct
{
  char *data_dir; /* (nullable) */
  gboolean json;
  PostilLibrary *library; /* of a command that needs one */
  PostilWorker *worker;   /* made on demand */
  guint n_done;           /* inputs that went well */
  guint n_failed;         /* inputs that did not; each was complained of */
  gboolean deaf;          /* nobody reads what we print */
} PostilCli;

typedef enum
{
  POSTIL_NEEDS_NOTHING,
  POSTIL_NEEDS_LIBRARY,  /* opened without background analysis */
  POSTIL_NEEDS_ANALYSIS, /* opened, and what waits is analysed meanwhile */
} PostilCliNeeds;

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  PostilCliNeeds needs;
  PostilExit (*run) (PostilCli *cli, char **arguments);
} PostilCliCommand;

/* The commands, by file. arguments: the command's name first, NULL-terminated; options may be taken out. */
PostilExit postil_cli_extract (PostilCli *cli, char **arguments);
PostilExit postil_cli_readable (PostilCli *cli, char **arguments);
PostilExit postil_cli_parse_feed (PostilCli *cli, char **arguments);
PostilExit postil_cli_anchor (PostilCli *cli, char **arguments);
PostilExit postil_cli_import (PostilCli *cli, char **arguments);
PostilExit postil_cli_articles (PostilCli *cli, char **arguments);
PostilExit postil_cli_show (PostilCli *cli, char **arguments);
PostilExit postil_cli_entities (PostilCli *cli, char **arguments);
PostilExit postil_cli_figures (PostilCli *cli, char **arguments);
PostilExit postil_cli_annotate (PostilCli *cli, char **arguments);
PostilExit postil_cli_mute (PostilCli *cli, char **arguments);
PostilExit postil_cli_notes (PostilCli *cli, char **arguments);
PostilExit postil_cli_note (PostilCli *cli, char **arguments);
PostilExit postil_cli_search (PostilCli *cli, char **arguments);
PostilExit postil_cli_searches (PostilCli *cli, char **arguments);
PostilExit postil_cli_export (PostilCli *cli, char **arguments);
/* The list of feeds, as OPML. */
PostilExit postil_cli_export_feeds (PostilCli *cli, const char *path);
PostilExit postil_cli_feeds (PostilCli *cli, char **arguments);
PostilExit postil_cli_refresh (PostilCli *cli, char **arguments);
PostilExit postil_cli_subscribe (PostilCli *cli, char **arguments);
PostilExit postil_cli_unsubscribe (PostilCli *cli, char **arguments);
PostilExit postil_cli_backup (PostilCli *cli, char **arguments);
PostilExit postil_cli_restore (PostilCli *cli, char **arguments);
PostilExit postil_cli_undo (PostilCli *cli, char **arguments);
PostilExit postil_cli_redo (PostilCli *cli, char **arguments);
PostilExit postil_cli_check (PostilCli *cli, char **arguments);
PostilExit postil_cli_stats (PostilCli *cli, char **arguments);
PostilExit postil_cli_self_test (PostilCli *cli, char **arguments);

extern const PostilCliCommand postil_cli_commands[]; /* ended by a NULL name */

/* Takes the options of a command out of its arguments; FALSE after a complaint. */
gboolean postil_cli_parse (PostilCli *cli, const GOptionEntry *entries, char ***arguments);
/* The words of a query that a shell handed over one by one, as valid UTF-8; (nullable) */
char *postil_cli_join_query (char **arguments);
PostilExit postil_cli_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* One answer awaited: give postil_cli_answer_cb and the address of a zeroed wait to an async function. */
typedef struct
{
  GAsyncResult *result;
} PostilCliWait;

void postil_cli_wait_clear (PostilCliWait *wait);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilCliWait, postil_cli_wait_clear)

void postil_cli_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *postil_cli_await (PostilCliWait *wait);
void postil_cli_await_analysis (PostilCli *cli);

PostilWorker *postil_cli_get_worker (PostilCli *cli);

/* Prints a whole text, or a line of JSON. */
void postil_cli_print (PostilCli *cli, const GString *text);
void postil_cli_end_json (PostilCli *cli, PostilJsonWriter *writer);
/* Complains of one input and counts it; takes the error. */
void postil_cli_fail (PostilCli *cli, const char *input, GError *error);
/* Says on the standard error when an article is in a language whose names are not analysed. */
void postil_cli_tell_language (const char *input, PostilAnalysis *analysis);
/* The exit code that the counts and an error (taken, nullable) come to. */
PostilExit postil_cli_end (PostilCli *cli, GError *error);

G_END_DECLS
