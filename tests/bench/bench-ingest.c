/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast feeds become records and pages become articles, each beside what the parser under it costs alone, in one run:
 *     bench-ingest feeds FILE…      MB per CPU second, libxml2's SAX parser first
 *     bench-ingest pages FILE…      pages per CPU second, gumbo first
 * CPU time, not the clock on the wall, so that a busy machine does not matter much. */
#include "config.h"

#include "postil-ingest.h"

#include <gumbo.h>
#include <libxml/parser.h>
#include <string.h>
#include <time.h>

#define MIN_SECONDS 1.5 /* of CPU for every figure */

typedef void (*Work) (GBytes *bytes);

static double
get_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static void
ignore_cb (void *user_data, xmlErrorPtr error)
{
}

static void
ignore_text_cb (void *user_data, const char *format, ...)
{
}

static void
count_cb (void *user_data, const xmlChar *text, int length)
{
  *(gsize *) user_data += length;
}

static void
run_libxml2 (GBytes *bytes)
{
  gsize length, n = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .characters = count_cb, .cdataBlock = count_cb, .serror = ignore_cb };
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt (&handler, &n, NULL, 0, NULL);

  xmlCtxtUseOptions (context, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlParseChunk (context, data, length, TRUE);
  xmlFreeParserCtxt (context);
}

static void
run_gumbo (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GumboOptions options = kGumboDefaultOptions;

  options.max_errors = 0;
  gumbo_destroy_output (&options, gumbo_parse_with_options (&options, data, length));
}

static void
run_feed (GBytes *bytes)
{
  g_autoptr (PostilFeed) feed G_GNUC_UNUSED = postil_ingest_feed (bytes, NULL, NULL);
}

static void
run_page (GBytes *bytes)
{
  g_autoptr (PostilDocument) document G_GNUC_UNUSED = postil_ingest_html (bytes, NULL, NULL);
}

/* Returns: rounds per CPU second */
static double
measure (GPtrArray *files, Work work)
{
  double start, used;
  guint n_rounds = 0;

  for (guint i = 0; i < files->len; i++)
    work (g_ptr_array_index (files, i));
  start = get_cpu_seconds ();
  do
    {
      for (guint i = 0; i < files->len; i++)
        work (g_ptr_array_index (files, i));
      n_rounds++;
      used = get_cpu_seconds () - start;
  } while (used < MIN_SECONDS);
  return n_rounds / used;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gboolean feeds = argc > 2 && strcmp (argv[1], "feeds") == 0;
  double size = 0, limit, ours, unit;

  if (argc < 3 || (!feeds && strcmp (argv[1], "pages") != 0))
    {
      g_printerr ("usage: %s feeds|pages FILE…\n", argv[0]);
      return 2;
    }
  for (int i = 2; i < argc; i++)
    {
      char *data;
      gsize length;

      if (!g_file_get_contents (argv[i], &data, &length, NULL))
        continue;
      g_ptr_array_add (files, g_bytes_new_take (data, length));
      size += length;
    }
  if (files->len == 0)
    return 1;
  xmlSetGenericErrorFunc (NULL, ignore_text_cb);
  unit = feeds ? size / 1e6 : files->len;
  limit = measure (files, feeds ? run_libxml2 : run_gumbo) * unit;
  ours = measure (files, feeds ? run_feed : run_page) * unit;
  g_print ("%s: %u files, %.2f MB\n", feeds ? "feeds to records" : "pages to articles", files->len, size / 1e6);
  g_print ("  %-20s %8.1f %s\n", feeds ? "libxml2 SAX alone" : "gumbo alone", limit, feeds ? "MB per CPU s" : "pages per CPU s");
  g_print ("  %-20s %8.1f %s, %.2f of it\n", "postil", ours, feeds ? "MB per CPU s" : "pages per CPU s", ours / limit);
  return 0;
}
