/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings an exported file up to date without touching what its reader wrote into it. Pure: text in, text out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What became of the blocks; a block is a note, or the table of figures. */
typedef struct
{
  guint n_added;     /* new in the file */
  guint n_updated;   /* ours to the letter, and replaced */
  guint n_same;      /* ours to the letter, and still right */
  guint n_kept;      /* edited by the reader, and not changed in the program */
  guint n_conflicts; /* edited by the reader and changed in the program: his stays, ours stands below */
  guint n_removed;   /* ours to the letter, and no note any more */
  guint n_released;  /* edited by the reader, and no note any more: only the markers went */
  guint n_withheld;  /* taken out by the reader, and stays out */
  gboolean front_matter_unreadable;
} PostilMarkdownMergeCounts;

char *postil_markdown_merge (const char *file_text, const char *made_text, gboolean restore, PostilMarkdownMergeCounts *counts);
char *postil_markdown_read_article_key (const char *file_text);
gboolean postil_markdown_is_exported (const char *file_text);

G_END_DECLS
