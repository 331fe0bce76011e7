/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The confined program: loads its lexicon and whatever would open files later, shuts itself in, then answers requests one after the other until
 * its input ends. Hostile bytes are parsed here and nowhere else. */
#include "config.h"

#include "postil-attempts-private.h"
#include "postil-confinement-private.h"
#include "postil-extractor.h"
#include "postil-ingest-error.h"
#include "postil-ingest.h"
#include "postil-messages-private.h"
#include "postil-worker-error.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What may be read when neither files nor system calls are fenced off. */
#define MAX_UNFENCED (1024 * 1024)
#define CPU_PER_JOB 12 /* seconds */
#define BYTES_PER_SECOND (1024 * 1024)

typedef struct
{
  PostilExtractor *extractor;
  PostilProtection protection;
  int output;
} Worker;

static char *lexicon_path = NULL;
static gboolean require_sandbox = FALSE;

static const GOptionEntry options[] = {
  { "lexicon", 0, 0, G_OPTION_ARG_FILENAME, &lexicon_path, "The compiled lexicon", "FILE" },
  { "require-sandbox", 0, 0, G_OPTION_ARG_NONE, &require_sandbox, "End when a layer of confinement is missing", NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
read_all (int descriptor, guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = read (descriptor, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

static gboolean
write_all (int descriptor, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (descriptor, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

/* An answer begins with room for its head, so that head and content go out in one call. */
static GByteArray *
new_answer (void)
{
  GByteArray *answer = g_byte_array_sized_new (4096);

  g_byte_array_set_size (answer, POSTIL_WIRE_HEAD);
  return answer;
}

static gboolean
send_answer (Worker *self, GByteArray *answer, guint32 type, guint32 id)
{
  PostilWireHead head = { .type = type, .id = id };

  if (answer->len - POSTIL_WIRE_HEAD > POSTIL_WIRE_MAX_REPLY)
    {
      g_autoptr (GError) error = g_error_new_literal (POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_LARGE, "too much text");

      g_byte_array_set_size (answer, POSTIL_WIRE_HEAD);
      postil_message_put_failure (answer, error);
      head.type = POSTIL_WIRE_FAILED;
    }
  head.length = answer->len - POSTIL_WIRE_HEAD;
  postil_wire_write_head (answer->data, &head);
  return write_all (self->output, answer->data, answer->len);
}

static gboolean
is_fenced (const Worker *self)
{
#ifdef POSTIL_SANITIZED
  return TRUE;
#else
  return (self->protection & (POSTIL_PROTECTION_LANDLOCK | POSTIL_PROTECTION_SECCOMP)) != 0;
#endif
}

static void
ingest_as (PostilFormat format, GBytes *bytes, const PostilIngestHints *hints, GByteArray *answer, GError **error)
{
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilFeed) feed = NULL;
  g_autoptr (PostilOpml) opml = NULL;

  if (format == POSTIL_FORMAT_FEED)
    feed = postil_ingest_feed (bytes, hints, error);
  else if (format == POSTIL_FORMAT_OPML)
    opml = postil_ingest_opml (bytes, hints, error);
  else if (format == POSTIL_FORMAT_HTML)
    document = postil_ingest_html (bytes, hints, error);
  else if (format == POSTIL_FORMAT_MHTML)
    document = postil_ingest_mhtml (bytes, hints, error);
  else if (format == POSTIL_FORMAT_MARKDOWN)
    document = postil_ingest_markdown (bytes, hints, error);
  else
    document = postil_ingest_text (bytes, hints, error);
  if (feed != NULL)
    postil_message_put_feed (answer, feed);
  else if (opml != NULL)
    postil_message_put_opml (answer, opml);
  else if (document != NULL)
    postil_message_put_article (answer, document);
}

/* A page whose feeds are wanted, not its article. */
static void
ingest_links (GBytes *bytes, const PostilIngestHints *hints, GByteArray *answer, GError **error)
{
  g_autoptr (PostilOpml) links = postil_ingest_feed_links (bytes, hints, error);

  if (links != NULL)
    postil_message_put_opml (answer, links);
}

static gboolean
handle_ingest (Worker *self, PostilWireReader *reader, GByteArray *answer, GError **error)
{
  PostilIngestRequest request = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  PostilIngestHints hints;
  PostilFormat format;

  if (!postil_message_get_ingest (reader, &request))
    {
      postil_ingest_request_clear (&request);
      return FALSE;
    }
  bytes = g_bytes_new_static (request.bytes, request.length);
  hints = (PostilIngestHints){ .name = request.name, .url = request.url, .content_type = request.content_type };
  format = postil_ingest_sniff (bytes, &hints);
  if (!is_fenced (self) && (format == POSTIL_FORMAT_HTML || format == POSTIL_FORMAT_MHTML || request.length > MAX_UNFENCED))
    g_set_error (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_REFUSED,
                 "%s is not read, because this system can fence off neither files nor system calls",
                 hints.name != NULL ? hints.name : "input");
  else if (format == POSTIL_FORMAT_HTML && g_strcmp0 (request.want, "feeds") == 0)
    ingest_links (bytes, &hints, answer, error);
  else
    ingest_as (format, bytes, &hints, answer, error);
  postil_ingest_request_clear (&request);
  return TRUE;
}

/* One block that kept every sign and line of its text: a text without a structure, whose lines tell what they are. */
static gboolean
is_plain_text (PostilDocument *document)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);

  return n_blocks == 1 && blocks[0].kind == POSTIL_BLOCK_CODE;
}

static gboolean
handle_analyse (Worker *self, PostilWireReader *reader, GByteArray *answer)
{
  g_autoptr (PostilDocument) document = postil_message_get_document (reader);
  g_autoptr (PostilAnalysis) analysis = NULL;
  PostilDay day = { 0 };
  gint64 published;

  if (document == NULL || !postil_wire_is_done (reader))
    return FALSE;
  published = postil_document_get_published (document);
  if (published != POSTIL_TIME_UNKNOWN)
    day = postil_time_to_day (published);
  if (is_plain_text (document))
    analysis = postil_extractor_analyse_text (self->extractor, postil_document_get_text (document),
                                              postil_document_get_byte_length (document), day);
  else
    analysis = postil_extractor_analyse_document (self->extractor, document, day);
  postil_message_put_analysis (answer, analysis);
  return TRUE;
}

/* Returns FALSE when the request cannot have come from our own program, or the answer cannot be sent. */
static gboolean
handle (Worker *self, const PostilWireHead *head, const guint8 *content)
{
  PostilWireReader reader = { .at = content, .left = head->length };
  g_autoptr (GByteArray) answer = new_answer ();
  g_autoptr (GError) error = NULL;
  gboolean understood = FALSE;
  guint32 type = head->type + 1;

  postil_confinement_renew_cpu (CPU_PER_JOB + head->length / BYTES_PER_SECOND);
  if (head->type == POSTIL_WIRE_INGEST)
    understood = handle_ingest (self, &reader, answer, &error);
  else if (head->type == POSTIL_WIRE_ANALYSE)
    understood = handle_analyse (self, &reader, answer);
  else if (head->type == POSTIL_WIRE_ATTEMPT)
    {
      g_autofree char *outcome = postil_attempts_make (postil_wire_get_u32 (&reader));

      postil_wire_put_string (answer, outcome);
      understood = TRUE;
    }
  if (!understood)
    return FALSE;
  if (error != NULL)
    {
      g_byte_array_set_size (answer, POSTIL_WIRE_HEAD);
      postil_message_put_failure (answer, error);
      type = POSTIL_WIRE_FAILED;
    }
  return send_answer (self, answer, type, head->id);
}

static int
serve (Worker *self)
{
  for (;;)
    {
      guint8 bytes[POSTIL_WIRE_HEAD];
      g_autofree guint8 *content = NULL;
      PostilWireHead head;

      if (!read_all (STDIN_FILENO, bytes, sizeof bytes))
        return EXIT_SUCCESS;
      if (!postil_wire_read_head (bytes, POSTIL_WIRE_MAX_REQUEST, &head))
        return EXIT_FAILURE;
      content = g_try_malloc (head.length + 1);
      if (content == NULL || !read_all (STDIN_FILENO, content, head.length) || !handle (self, &head, content))
        return EXIT_FAILURE;
    }
}

static PostilExtractor *
load_lexicon (GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (lexicon_path == NULL)
    {
      g_set_error_literal (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START, "no lexicon was named");
      return NULL;
    }
  file = g_mapped_file_new (lexicon_path, FALSE, error);
  if (file == NULL)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  return postil_extractor_new (bytes, error);
}

/* Everything runs once, so that what libraries load late is loaded now. */
static void
warm_up (Worker *self)
{
  static const char page[]
      = "<!DOCTYPE html><html lang=en><head><title>Warm</title><script type=\"application/ld+json\">{\"@type\":\"Article\","
        "\"headline\":\"Warm\"}</script></head><body><p>On 11 February 2025 <a href=\"http://example.org/a\">it</a> was "
        "warm.</p></body></html>";
  static const char feed[]
      = "<rss version=\"2.0\"><channel><title>a</title><item><title>b</title><description>c</description></item></channel></rss>";
  static const char legacy[] = "caf\xe9 au lait, na\xefvet\xe9";
  g_autoptr (GBytes) page_bytes = g_bytes_new_static (page, sizeof page - 1);
  g_autoptr (GBytes) feed_bytes = g_bytes_new_static (feed, sizeof feed - 1);
  g_autoptr (GBytes) legacy_bytes = g_bytes_new_static (legacy, sizeof legacy - 1);
  PostilDocument *document = postil_ingest_html (page_bytes, NULL, NULL);
  PostilDocument *text = postil_ingest_text (legacy_bytes, NULL, NULL);
  PostilFeed *read = postil_ingest_feed (feed_bytes, NULL, NULL);
  PostilAnalysis *analysis = postil_extractor_analyse_document (self->extractor, document, (PostilDay){ 0 });

  g_object_unref (analysis);
  g_object_unref (document);
  g_object_unref (text);
  postil_feed_free (read);
  tzset ();
  postil_ingest_open_converters ();
}

static gboolean
greet (Worker *self)
{
  const PostilHello hello
      = { .version = POSTIL_WIRE_VERSION, .protection = self->protection, .engine = POSTIL_EXTRACTOR_VERSION };
  g_autoptr (GByteArray) answer = new_answer ();

  postil_message_put_hello (answer, &hello);
  return send_answer (self, answer, POSTIL_WIRE_HELLO, 0);
}

static gboolean
parse_options (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && argc == 1)
    return TRUE;
  g_printerr ("postil-worker: %s\n", error != NULL ? error->message : "too many arguments");
  return FALSE;
}

int
main (int argc, char **argv)
{
  Worker self = { NULL };
  g_autoptr (GError) error = NULL;
  sigset_t none;
  int status;

  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  if (!parse_options (argc, argv))
    return POSTIL_WORKER_EXIT_USAGE;
  self.extractor = load_lexicon (&error);
  if (self.extractor == NULL)
    {
      g_printerr ("postil-worker: %s\n", error->message);
      return POSTIL_WORKER_EXIT_LEXICON;
    }
  warm_up (&self);
  self.output = postil_confinement_keep_output ();
  self.protection = postil_confinement_apply (g_getenv ("POSTIL_WORKER_STRICT") != NULL);
  if (self.output < 0 || (require_sandbox && self.protection != POSTIL_PROTECTION_ALL))
    status = POSTIL_WORKER_EXIT_SANDBOX;
  else
    status = greet (&self) ? serve (&self) : EXIT_FAILURE;
  postil_extractor_free (self.extractor);
  return status;
}
