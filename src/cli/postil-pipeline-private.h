/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines in, lines out, in the same order, with several of them under way at once. */
#pragma once

#ifndef POSTIL_CLI_COMPILATION
#error "postil-pipeline-private.h belongs to the room cli"
#endif

#include "postil-cli-private.h"
#include "postil-line-reader-private.h"

G_BEGIN_DECLS

/* One line under way. The worker of a pipeline writes the answer and calls postil_pipeline_answer(). */
typedef struct
{
  PostilCli *cli;
  char *id;   /* as JSON, to be given back as it came */
  gsize cost; /* bytes it holds on to */
  gboolean done;
  gpointer data; /* the command's own */
  GDestroyNotify data_free;
  GString *answer;
} PostilPipelineItem;

typedef void (*PostilPipelineStart) (PostilPipelineItem *item, JsonObject *input);

PostilExit postil_pipeline_run (PostilCli *cli, PostilPipelineStart start);
/* A writer at the place after the id, inside the object of the answer. */
PostilJsonWriter postil_pipeline_begin_answer (PostilPipelineItem *item);
void postil_pipeline_answer (PostilPipelineItem *item, PostilJsonWriter *writer);
/* The answer is an error; message is copied. */
void postil_pipeline_fail (PostilPipelineItem *item, const char *message);

G_END_DECLS
