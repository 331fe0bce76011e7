/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The protocol's content: what is written is read back; what is cut short, stretched or changed anywhere is refused or still keeps every rule. */
#include "config.h"

#include "postil-messages-private.h"

#include "postil-document-builder.h"
#include "postil-ingest-error.h"

#include <string.h>

static PostilDocument *
make_document (const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "Title");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, text);
  return postil_document_builder_finish (builder, NULL);
}

static GByteArray *
make_feed_message (void)
{
  g_autoptr (PostilFeed) feed = postil_feed_new ();
  GByteArray *out = g_byte_array_new ();

  feed->format = g_strdup ("rss");
  feed->title = g_strdup ("Feed");
  feed->link = g_strdup ("https://example.org/");
  for (guint i = 0; i < 3; i++)
    {
      PostilFeedEntry *entry = postil_feed_entry_new ();

      entry->id = g_strdup_printf ("id-%u", i);
      entry->link = i == 0 ? NULL : g_strdup ("http://example.org/x");
      entry->published = 1000 * i;
      entry->document = make_document ("Text of the entry.");
      g_ptr_array_add (feed->entries, entry);
    }
  postil_message_put_feed (out, feed);
  return out;
}

static gboolean
read_ingested (const guint8 *bytes, gsize length, PostilDocument **document, PostilFeed **feed)
{
  PostilWireReader reader = { .at = bytes, .left = length };

  PostilOpml *opml = NULL;
  gboolean valid = postil_message_get_ingested (&reader, document, feed, &opml);

  g_assert_null (opml);
  return valid;
}

static void
test_round_trip (void)
{
  g_autoptr (GByteArray) feed_message = make_feed_message ();
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (PostilDocument) document = make_document ("Some text."), read = NULL, none = NULL;
  g_autoptr (PostilFeed) feed = NULL, no_feed = NULL;

  postil_message_put_article (message, document);
  g_assert_true (read_ingested (message->data, message->len, &read, &no_feed));
  g_assert_cmpstr (postil_document_get_text (read), ==, "Title\nSome text.");
  g_assert_null (no_feed);
  g_assert_true (read_ingested (feed_message->data, feed_message->len, &none, &feed));
  g_assert_cmpuint (feed->entries->len, ==, 3);
  g_assert_null (none);
}

static void
check_refused (const GByteArray *message)
{
  PostilDocument *document = NULL;
  PostilFeed *feed = NULL;

  g_assert_false (read_ingested (message->data, message->len, &document, &feed));
  g_assert_null (document);
  g_assert_null (feed);
}

static void
test_cut_and_stretched (void)
{
  g_autoptr (GByteArray) message = make_feed_message ();
  guint whole = message->len;

  for (guint length = 0; length < whole; length++)
    {
      g_autoptr (GByteArray) cut = g_byte_array_new ();

      g_byte_array_append (cut, message->data, length);
      check_refused (cut);
    }
  g_byte_array_append (message, (const guint8 *) "", 1);
  check_refused (message);
}

/* What is read of a changed message keeps every rule all the same. */
static void
check_changed (const GByteArray *message)
{
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilFeed) feed = NULL;

  read_ingested (message->data, message->len, &document, &feed);
  for (guint i = 0; feed != NULL && i < feed->entries->len; i++)
    {
      PostilFeedEntry *entry = g_ptr_array_index (feed->entries, i);

      g_assert_true (g_utf8_validate (entry->id, -1, NULL));
      g_assert_true (entry->link == NULL || g_str_has_prefix (entry->link, "http"));
      g_assert_nonnull (entry->document);
    }
}

static void
test_changed (void)
{
  static const guint8 values[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };
  g_autoptr (GByteArray) message = make_feed_message ();

  for (guint at = 0; at < message->len; at++)
    for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
      {
        guint8 kept = message->data[at];

        message->data[at] = values[i];
        check_changed (message);
        message->data[at] = kept;
      }
}

static void
test_bad_strings (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } cases[] = { { "\xff\xff", 2 }, { "a\0b", 3 }, { "\xed\xa0\x80", 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      PostilWireReader reader;

      postil_wire_put_bytes (out, cases[i].bytes, cases[i].length);
      reader = (PostilWireReader){ .at = out->data, .left = out->len };
      g_assert_null (postil_wire_get_string (&reader, 100));
      g_assert_true (reader.failed);
    }
}

static void
test_failure (void)
{
  g_autoptr (GError) error = g_error_new (POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_BINARY, "a.bin is not a text file");
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) read = NULL;
  PostilWireReader reader;

  postil_message_put_failure (out, error);
  reader = (PostilWireReader){ .at = out->data, .left = out->len };
  read = postil_message_get_failure (&reader);
  g_assert_error (read, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_BINARY);
  g_assert_cmpstr (read->message, ==, error->message);
}

static void
test_heads (void)
{
  const PostilWireHead head = { .type = 3, .id = 77, .length = 1000 };
  guint8 bytes[POSTIL_WIRE_HEAD];
  PostilWireHead read;

  postil_wire_write_head (bytes, &head);
  g_assert_true (postil_wire_read_head (bytes, 1000, &read));
  g_assert_cmpuint (read.id, ==, 77);
  g_assert_false (postil_wire_read_head (bytes, 999, &read));
  bytes[0] ^= 1;
  g_assert_false (postil_wire_read_head (bytes, 1000, &read));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/messages/round-trip", test_round_trip);
  g_test_add_func ("/worker/messages/cut-and-stretched", test_cut_and_stretched);
  g_test_add_func ("/worker/messages/changed", test_changed);
  g_test_add_func ("/worker/messages/bad-strings", test_bad_strings);
  g_test_add_func ("/worker/messages/failure", test_failure);
  g_test_add_func ("/worker/messages/heads", test_heads);
  return g_test_run ();
}
