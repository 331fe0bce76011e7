/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes leave as files, databases as checked copies. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_written;
  guint n_unchanged;
  guint n_beside;         /* written under another name, since what stood there is no file of ours any more */
  GPtrArray *paths;       /* (element-type filename) of the files that hold the notes now */
  GPtrArray *problems;    /* (element-type utf8) files that were not written, and why */
  GPtrArray *warnings;    /* (element-type utf8) what was written otherwise than asked */
  GPtrArray *differences; /* (element-type utf8) of a dry run: a unified difference for each path; "" for none */
  guint n_added;          /* notes new in a file */
  guint n_updated;        /* notes brought up to date in one */
  guint n_same;           /* notes that stood there as they should */
  guint n_kept;           /* notes the reader edited in a file, which stay as he left them */
  guint n_conflicts;      /* the same, but they changed in the program too: both stand there */
  guint n_removed;        /* notes taken out of a file, since they were deleted */
  guint n_released;       /* the same, but the reader had edited them: the text stays, without our markers */
  guint n_withheld;       /* notes the reader took out of a file, which stay out */
} PostilExportReport;

typedef enum
{
  POSTIL_EXPORT_MARKDOWN = 0, /* a file for each article */
  POSTIL_EXPORT_JSONLD,       /* Web Annotations; this and the others one file */
  POSTIL_EXPORT_CSV,          /* the figures */
  POSTIL_EXPORT_CSL,          /* references as CSL-JSON */
  POSTIL_EXPORT_BIBTEX,       /* references for BibLaTeX */
} PostilExportFormat;

/* For which program of notes Markdown is made. */
typedef enum
{
  POSTIL_EXPORT_OBSIDIAN = 0,
  POSTIL_EXPORT_JOPLIN, /* plain CommonMark */
  POSTIL_EXPORT_LOGSEQ,
} PostilExportTemplate;

gboolean postil_export_template_from_string (const char *name, PostilExportTemplate *template);
gboolean postil_export_format_from_string (const char *name, PostilExportFormat *format);

typedef struct
{
  PostilExportFormat format;
  PostilExportTemplate template;
  gint64 article_id; /* one article, or 0: every annotated one that matches query */
  const char *query; /* (nullable): all */
  gboolean dry_run;  /* decide and count everything, write nothing */
  gboolean restore;  /* notes that the reader took out of a file come back */
} PostilExportOptions;

void postil_export_report_free (PostilExportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportReport, postil_export_report_free)

void postil_library_export_with_async (PostilLibrary *self, const PostilExportOptions *options, GFile *folder,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same with the options most exports need. article_id 0: every annotated article that matches query (NULL: all). Files are written below folder, never outside it. */
void postil_library_export_async (PostilLibrary *self, gint64 article_id, const char *query, GFile *folder, gboolean dry_run,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PostilExportReport *postil_library_export_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* The text that an export of this article would write. */
void postil_library_preview_async (PostilLibrary *self, gint64 article_id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
char *postil_library_preview_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* file NULL: the next name in the library's own backup folder. Returns where it is. */
void postil_library_backup_async (PostilLibrary *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data);
GFile *postil_library_backup_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* (element-type utf8) one sentence a finding; empty when all is well. Full-text indexes out of step are rebuilt with repair. */
void postil_library_check_async (PostilLibrary *self, gboolean repair, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_check_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
