/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library in a folder of its own, opened on the test's thread, with documents and notes to put in it. */
#pragma once

#include "postil-analysis.h"
#include "postil-article.h"
#include "postil-document.h"
#include "postil-note.h"

#include "postil-database-private.h"

G_BEGIN_DECLS

/* A fixed clock: 2026-11-20T12:00:00Z. */
#define NOW G_GINT64_CONSTANT (1795176000000000)
#define DAY G_GINT64_CONSTANT (86400000000)

typedef struct
{
  char *directory;
  PostilDatabase *database; /* (nullable) */
} Library;

void library_set_up (Library *library, gconstpointer unused);
void library_tear_down (Library *library, gconstpointer unused);
void library_open (Library *library);
void library_close (Library *library);
char *library_path (Library *library, const char *name);

void remove_folder (const char *path);
char *hash_of_file (const char *path);
char *make_folder (void);
gint64 ask_number (PostilConnection *connection, const char *sql);
char *ask_file (const char *path, const char *sql);
int exec_file (const char *path, const char *sql);

PostilDocument *make_document (const char *title, const char *text);
PostilArticle *make_article (const char *key, const char *title);
gint64 put_article (PostilDatabase *database, const char *key, const char *title, const char *text);
PostilNote *make_note (const char *article_key, const char *quote, const char *comment, const char *const *tags);
PostilNote *put_note (PostilDatabase *database, const char *article_key, const char *quote, const char *comment);

G_END_DECLS
