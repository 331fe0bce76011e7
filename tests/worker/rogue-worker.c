/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker that was taken over: greets like the real one, then answers as the path given as its lexicon says. The supervisor's tests run
 * it; it is installed nowhere. */
#include "config.h"

#include "postil-messages-private.h"

#include "postil-document-builder.h"
#include "postil-protection.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gboolean
read_all (void *bytes, gsize length)
{
  guint8 *at = bytes;

  while (length > 0)
    {
      gssize n = read (STDIN_FILENO, at, length);

      if (n <= 0)
        return FALSE;
      at += n;
      length -= n;
    }
  return TRUE;
}

static void
write_all (const void *bytes, gsize length)
{
  const guint8 *at = bytes;

  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, at, length);

      if (n <= 0)
        exit (EXIT_FAILURE);
      at += n;
      length -= n;
    }
}

static void
send_frame (guint32 type, guint32 id, const GByteArray *content)
{
  const PostilWireHead head = { type, id, content->len };
  guint8 bytes[POSTIL_WIRE_HEAD];

  postil_wire_write_head (bytes, &head);
  write_all (bytes, sizeof bytes);
  write_all (content->data, content->len);
}

static void
greet (guint32 version)
{
  const PostilHello hello = { version, POSTIL_PROTECTION_ALL, 1 };
  g_autoptr (GByteArray) content = g_byte_array_new ();

  postil_message_put_hello (content, &hello);
  send_frame (POSTIL_WIRE_HELLO, 0, content);
}

/* An analysis with one mention, written honestly and then bent at the place of its offsets. */
static void
put_bent_analysis (GByteArray *content, guint32 start, guint32 end)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
  PostilMention mention = { .start = start, .end = end, .confidence = 1 };

  mention.entity = postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Rogue");
  postil_analysis_add_mention (analysis, &mention);
  mention.start = start / 2;
  postil_analysis_add_mention (analysis, &mention);
  postil_message_put_analysis (content, analysis);
}

static void
answer_with_offsets (guint32 type, guint32 id, guint32 start, guint32 end)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  if (type == POSTIL_WIRE_ANALYSE)
    put_bent_analysis (content, start, end);
  else
    postil_wire_put_u32 (content, 99);
  send_frame (type + 1, id, content);
}

static void
answer_garbage (guint32 type, guint32 id)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  for (guint i = 0; i < 5000; i++)
    postil_wire_put_u32 (content, i * 2654435761u);
  write_all (content->data, content->len);
}

G_NORETURN static void
answer_half (guint32 type, guint32 id)
{
  const PostilWireHead head = { type + 1, id, 1000000 };
  guint8 bytes[POSTIL_WIRE_HEAD];

  postil_wire_write_head (bytes, &head);
  write_all (bytes, sizeof bytes);
  write_all ("half", 4);
  exit (EXIT_SUCCESS);
}

static void
answer_promise (guint32 type, guint32 id)
{
  const PostilWireHead head = { type + 1, id, 0xfffffff0u };
  guint8 bytes[POSTIL_WIRE_HEAD];

  postil_wire_write_head (bytes, &head);
  write_all (bytes, sizeof bytes);
}

/* A feed of a million entries that are not there. */
static void
answer_hollow (guint32 type, guint32 id)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  postil_wire_put_u32 (content, 2);
  postil_wire_put_string (content, "rss");
  for (guint i = 0; i < 3; i++)
    postil_wire_put_string (content, NULL);
  postil_wire_put_u32 (content, 20000);
  send_frame (POSTIL_WIRE_INGESTED, id, content);
}

static void
answer_other (guint32 type, guint32 id)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  postil_wire_put_u32 (content, 1);
  postil_wire_put_bytes (content, "xxxxxxxxxxxxxxxxxxxxxxxx", 24);
  send_frame (type + 1, id, content);
}

static void
answer_wrong_id (guint32 type, guint32 id)
{
  answer_other (type, id + 1);
}

static void
answer_wrong_type (guint32 type, guint32 id)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  send_frame (POSTIL_WIRE_HELLO, id, content);
}

static void
answer_negative (guint32 type, guint32 id)
{
  answer_with_offsets (type, id, 0xffffffffu, 0xfffffff0u);
}

static void
answer_huge (guint32 type, guint32 id)
{
  answer_with_offsets (type, id, 0x7ffffff0u, 0x7fffffffu);
}

static void
answer_overlapping (guint32 type, guint32 id)
{
  answer_with_offsets (type, id, 0, 4);
}

static void
hang (guint32 type, guint32 id)
{
  pause ();
}

static void
hang_stopped (guint32 type, guint32 id)
{
  raise (SIGSTOP);
}

G_NORETURN static void
end (guint32 type, guint32 id)
{
  exit (EXIT_SUCCESS);
}

static void
crash (guint32 type, guint32 id)
{
  signal (SIGSEGV, SIG_DFL);
  raise (SIGSEGV);
}

/* Sends without end, whether it was asked or not. */
G_NORETURN static void
flood (guint32 type, guint32 id)
{
  for (;;)
    answer_garbage (type, id);
}

/* Honest, but dies of one word. */
static void
answer_or_die (guint32 id, const guint8 *bytes, gsize length)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;

  if (memmem (bytes, length, "poison", 6) != NULL)
    raise (SIGKILL);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "An answer.");
  document = postil_document_builder_finish (builder, NULL);
  postil_message_put_article (content, document);
  send_frame (POSTIL_WIRE_INGESTED, id, content);
}

static const struct
{
  const char *name;
  void (*answer) (guint32 type, guint32 id);
} roles[] = {
  { "garbage", answer_garbage },
  { "half", answer_half },
  { "promise", answer_promise },
  { "hollow", answer_hollow },
  { "wrong-id", answer_wrong_id },
  { "wrong-type", answer_wrong_type },
  { "malformed", answer_other },
  { "negative", answer_negative },
  { "huge", answer_huge },
  { "overlapping", answer_overlapping },
  { "hang", hang },
  { "stop", hang_stopped },
  { "end", end },
  { "crash", crash },
  { "flood", flood },
};

static void
serve (const char *role)
{
  guint8 bytes[POSTIL_WIRE_HEAD];
  PostilWireHead head;

  while (read_all (bytes, sizeof bytes) && postil_wire_read_head (bytes, POSTIL_WIRE_MAX_REQUEST, &head))
    {
      g_autofree guint8 *content = g_malloc (head.length + 1);

      if (!read_all (content, head.length))
        return;
      if (strcmp (role, "poisoned") == 0)
        answer_or_die (head.id, content, head.length);
      for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
        if (strcmp (roles[i].name, role) == 0)
          roles[i].answer (head.type, head.id);
    }
}

int
main (int argc, char **argv)
{
  const char *role = argc >= 3 ? argv[2] : "end";

  if (strcmp (role, "mute") == 0)
    return EXIT_SUCCESS;
  greet (strcmp (role, "old") == 0 ? 0 : POSTIL_WIRE_VERSION);
  serve (role);
  return EXIT_SUCCESS;
}
