/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real program with a library in a directory of its own, and keeps what it said. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

typedef struct
{
  char *root;
  char *library;
  int status; /* exit code of the last run; -1: it died of a signal */
  char *output;
  char *complaints;
} Cli;

/* Takes the program from the arguments of the test. */
void cli_init (int *argc, char ***argv);
const char *cli_get_program (void);

void cli_set_up (Cli *cli, gconstpointer data);
void cli_tear_down (Cli *cli, gconstpointer data);
/* input: (nullable). Arguments end with NULL; --data-dir is given before them. */
void cli_run (Cli *cli, const char *input, ...) G_GNUC_NULL_TERMINATED;
char *cli_path (Cli *cli, const char *name);
char *cli_write (Cli *cli, const char *name, const char *text, gssize length);
/* The n-th line of the output as JSON. */
JsonObject *cli_parse_line (Cli *cli, guint n);
guint cli_count_lines (Cli *cli);

#define cli_assert_status(cli, wanted)                                                                                           \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    if ((cli)->status != (wanted))                                                                                               \
      g_test_message ("output: %s complaints: %s", (cli)->output, (cli)->complaints);                                            \
    g_assert_cmpint ((cli)->status, ==, (wanted));                                                                               \
  }                                                                                                                              \
  G_STMT_END
#define cli_assert_contains(text, part)                                                                                          \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    if (strstr ((text), (part)) == NULL)                                                                                         \
      g_error ("“%s” does not contain “%s”", (text), (part));                                                                    \
  }                                                                                                                              \
  G_STMT_END
