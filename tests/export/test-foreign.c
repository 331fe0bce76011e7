/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of other tools, in small, as they write them; and files that mean harm. */
#include "config.h"

#include "postil-foreign-notes.h"
#include "postil-notes-jsonld.h"
#include "postil-time.h"

#include <string.h>

static PostilForeignNotes *
parse (const char *text, PostilForeignFormat format, guint n_notes, guint n_skipped)
{
  g_autoptr (GError) error = NULL;
  PostilForeignNotes *notes = postil_foreign_notes_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (postil_foreign_notes_detect (text, strlen (text)), ==, format);
  g_assert_cmpint (notes->format, ==, format);
  g_assert_cmpuint (notes->notes->len, ==, n_notes);
  g_assert_cmpuint (notes->skipped->len, ==, n_skipped);
  return notes;
}

static const PostilNote *
get (const PostilForeignNotes *notes, guint i)
{
  return g_ptr_array_index (notes->notes, i);
}

static void
test_hypothesis (void)
{
  static const char text[]
      = "{\"total\":2,\"rows\":[{\"id\":\"a1\",\"created\":\"2025-01-02T03:04:05+00:00\",\"user\":\"acct:ida@example.org\","
        "\"uri\":\"https://news.example/a\",\"text\":\"A *word*\",\"tags\":[\"two "
        "words\",\"b\"],\"document\":{\"title\":[\"A\"]},"
        "\"target\":[{\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":7,\"end\":9},"
        "{\"type\":\"TextQuoteSelector\",\"exact\":\"quoted \\ud83d\\ude00\",\"prefix\":\"p\",\"suffix\":\"s\"}]}]},"
        "{\"id\":\"a2\",\"uri\":\"https://news.example/a\",\"text\":\"no\",\"references\":[\"a1\"],\"target\":[{}]}]}";
  g_autoptr (PostilForeignNotes) notes = parse (text, POSTIL_FOREIGN_HYPOTHESIS, 1, 1);
  const PostilNote *note = get (notes, 0);

  g_assert_cmpstr (note->quote, ==, "quoted 😀");
  g_assert_cmpstr (note->prefix, ==, "p");
  g_assert_cmpuint (note->start, ==, 7);
  g_assert_cmpuint (note->end, ==, 15);
  g_assert_cmpstr (note->comment, ==, "A *word*");
  g_assert_cmpstr (note->author, ==, "acct:ida@example.org");
  g_assert_cmpstr (note->article_title, ==, "A");
  g_assert_cmpuint (g_strv_length (note->tags), ==, 2);
  g_assert_cmpint (note->created, >, 0);
}

static void
test_readwise (void)
{
  static const char text[]
      = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\r\n"
        "\"One, with \"\"quotes\"\"\nand a line\",Cable,Ida,,my note,blue,\"x, y z\",page,4,2025-01-31 09:30:00+00:00,\r\n"
        "Two,Cable,Ida,,,,,,,,\r\n"
        ",Cable,Ida,,,,,,,,\r\n";
  g_autoptr (PostilForeignNotes) notes = parse (text, POSTIL_FOREIGN_READWISE, 2, 1);
  g_autofree char *created = postil_time_to_iso (get (notes, 0)->created);

  g_assert_cmpstr (get (notes, 0)->quote, ==, "One, with \"quotes\"\nand a line");
  g_assert_cmpstr (get (notes, 0)->comment, ==, "my note");
  g_assert_cmpuint (get (notes, 0)->color, ==, 3);
  g_assert_cmpuint (g_strv_length (get (notes, 0)->tags), ==, 2);
  g_assert_cmpstr (created, ==, "2025-01-31T09:30:00Z");
  g_assert_cmpstr (get (notes, 1)->article_title, ==, "Cable");
}

static void
test_services (void)
{
  static const char wallabag[]
      = "[{\"title\":\"T\",\"url\":\"https://a.example/\",\"content\":\"<p>x</p>\",\"annotations\":[{\"id\":4,\"text\":\"why\","
        "\"quote\":\"a "
        "passage\",\"created_at\":\"2025-01-02T03:04:05+0000\",\"ranges\":[{\"start\":\"/p[1]\",\"startOffset\":\"3\"}]}]},"
        "{\"title\":\"U\",\"url\":\"https://b.example/\",\"annotations\":[]}]";
  static const char omnivore[]
      = "[{\"title\":\"T\",\"originalArticleUrl\":\"https://a.example/\",\"highlights\":[{\"id\":\"h\",\"quote\":\"a passage\","
        "\"annotation\":\"why\",\"color\":\"green\",\"labels\":[{\"name\":\"deals\"}]}]}]";
  static const char koreader[]
      = "{\"documents\":[{\"title\":\"T\",\"author\":\"A\",\"entries\":[{\"text\":\"a passage\",\"note\":\"why\",\"page\":4,"
        "\"time\":1735786800,\"chapter\":\"One\",\"color\":\"purple\"},{\"page\":5}]}],\"version\":\"1\"}";
  g_autoptr (PostilForeignNotes) a = parse (wallabag, POSTIL_FOREIGN_WALLABAG, 1, 0);
  g_autoptr (PostilForeignNotes) b = parse (omnivore, POSTIL_FOREIGN_OMNIVORE, 1, 0);
  g_autoptr (PostilForeignNotes) c = parse (koreader, POSTIL_FOREIGN_KOREADER, 1, 1);

  for (const PostilForeignNotes *const *each = (const PostilForeignNotes *const[]){ a, b, c, NULL }; *each != NULL; each++)
    {
      g_assert_cmpstr (get (*each, 0)->quote, ==, "a passage");
      g_assert_cmpstr (get (*each, 0)->comment, ==, "why");
      g_assert_cmpstr (get (*each, 0)->article_title, ==, "T");
    }
  g_assert_cmpuint (get (b, 0)->color, ==, 2);
  g_assert_cmpstr (get (b, 0)->tags[0], ==, "deals");
  g_assert_cmpuint (get (c, 0)->color, ==, 5);
  g_assert_cmpint (get (c, 0)->created, ==, G_GINT64_CONSTANT (1735786800) * G_USEC_PER_SEC);
}

static void
test_kindle (void)
{
  static const char text[]
      = "\ufeffA Book (Ida Holm)\r\n- Your Highlight on page 5 | Location 100-105 | Added on Sunday, January 5, 2025 10:22:33 "
        "AM\r\n"
        "\r\nthe words\r\n==========\r\n"
        "A Book (Ida Holm)\r\n- Your Note on page 5 | Location 105 | Added on Sunday, 5 January 2025 "
        "10:23:33\r\n\r\nwhy\r\n==========\r\n"
        "A Book (Ida Holm)\r\n- Your Bookmark on page 6 | Location 120 | Added on Sunday\r\n\r\n\r\n==========\r\n"
        "Ein Buch\r\n- Ihre Notiz bei Position 7 | Hinzugefügt am Sonntag\r\n\r\nallein\r\n==========\r\n";
  g_autoptr (PostilForeignNotes) notes = parse (text, POSTIL_FOREIGN_KINDLE, 2, 1);
  g_autofree char *created = postil_time_to_iso (get (notes, 0)->created);

  g_assert_cmpstr (get (notes, 0)->quote, ==, "the words");
  g_assert_cmpstr (get (notes, 0)->comment, ==, "why");
  g_assert_cmpstr (get (notes, 0)->article_title, ==, "A Book");
  g_assert_true (g_str_has_prefix (created, "2025-01-05"));
  g_assert_cmpstr (get (notes, 1)->comment, ==, "allein");
  g_assert_true (postil_note_is_on_article (get (notes, 1)));
}

static void
test_w3c (void)
{
  static const char text[]
      = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"http://example.org/anno7\",\"type\":\"Annotation\","
        "\"creator\":{\"id\":\"http://example.org/u\",\"name\":\"My Name\"},\"created\":\"2015-10-13T13:00:00Z\","
        "\"body\":[{\"type\":\"TextualBody\",\"value\":\"one\",\"purpose\":\"commenting\"},"
        "{\"type\":\"TextualBody\",\"value\":\"love\",\"purpose\":\"tagging\"},\"http://example.org/body\"],"
        "\"target\":{\"source\":\"http://example.org/page\",\"selector\":{\"type\":\"RangeSelector\",\"refinedBy\":"
        "{\"type\":\"TextQuoteSelector\",\"exact\":\"words\",\"prefix\":\"a \",\"suffix\":\" b\"}}}}";
  g_autoptr (PostilForeignNotes) notes = parse (text, POSTIL_FOREIGN_W3C, 1, 0);
  const PostilNote *note = get (notes, 0);

  g_assert_cmpstr (note->quote, ==, "words");
  g_assert_cmpstr (note->comment, ==, "one");
  g_assert_cmpstr (note->tags[0], ==, "love");
  g_assert_cmpstr (note->author, ==, "My Name");
  g_assert_cmpstr (note->article_url, ==, "http://example.org/page");
}

static PostilNote *
make_note (void)
{
  PostilNote *note = postil_note_new ();

  for (guint i = 0; i < 16; i++)
    note->id.bytes[i] = (guint8) (i * 7 + 1);
  g_free (note->article_key);
  note->article_key = g_strdup ("0123456789abcdef0123456789abcdef");
  g_free (note->article_title);
  note->article_title = g_strdup ("A \"title\"");
  note->article_url = g_strdup ("https://example.org/a?b=1&c=2");
  g_free (note->document_hash);
  note->document_hash = g_strdup ("abcdef");
  g_free (note->quote);
  note->quote = g_strdup ("words\nand </script> 😀 more");
  note->start = 40;
  note->end = 40 + (guint32) g_utf8_strlen (note->quote, -1);
  g_free (note->prefix);
  note->prefix = g_strdup (" before ");
  note->color = 4;
  g_free (note->comment);
  note->comment = g_strdup ("Markdown *source*\n\n- a");
  g_strfreev (note->tags);
  note->tags = postil_tags_parse ("china/deals,b");
  note->author = g_strdup ("Ida");
  note->created = G_GINT64_CONSTANT (1735786800) * G_USEC_PER_SEC;
  note->modified = note->created + G_TIME_SPAN_HOUR;
  return note;
}

static void
test_round_trip (void)
{
  g_autoptr (PostilNote) note = make_note ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *file = NULL;
  g_autoptr (PostilForeignNotes) notes = NULL;
  const PostilNote *back = NULL;

  g_ptr_array_add (items, postil_notes_jsonld_make_item (note, "pink"));
  file = postil_notes_jsonld_make_file (items);
  notes = parse (file, POSTIL_FOREIGN_W3C, 1, 0);
  back = get (notes, 0);
  g_assert_true (postil_id_equal (&back->id, &note->id));
  g_assert_cmpstr (back->article_key, ==, note->article_key);
  g_assert_cmpstr (back->article_title, ==, note->article_title);
  g_assert_cmpstr (back->article_url, ==, note->article_url);
  g_assert_cmpstr (back->document_hash, ==, note->document_hash);
  g_assert_cmpstr (back->quote, ==, note->quote);
  g_assert_cmpstr (back->prefix, ==, note->prefix);
  g_assert_cmpstr (back->suffix, ==, note->suffix);
  g_assert_cmpuint (back->start, ==, note->start);
  g_assert_cmpuint (back->end, ==, note->end);
  g_assert_cmpuint (back->color, ==, note->color);
  g_assert_cmpstr (back->comment, ==, note->comment);
  g_assert_true (g_strv_equal ((const char *const *) back->tags, (const char *const *) note->tags));
  g_assert_cmpstr (back->author, ==, note->author);
  g_assert_cmpint (back->created, ==, note->created);
  g_assert_cmpint (back->modified, ==, note->modified);
}

static void
check_none (const char *text, gsize size)
{
  g_autoptr (PostilForeignNotes) notes = postil_foreign_notes_parse (text, size, NULL);

  g_assert_true (notes == NULL || notes->format == POSTIL_FOREIGN_NONE);
}

/* Nesting that would exhaust a parser, texts without end, numbers and types that do not belong. */
static void
test_harm (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *long_quote = g_strnfill (POSTIL_FOREIGN_MAX_QUOTE + 1, 'a');
  g_autofree char *quote = g_strdup_printf (
      "{\"uri\":\"x\",\"text\":\"\",\"target\":[{\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":\"%s\"}]}]}",
      long_quote);
  static const char types[]
      = "{\"rows\":[{\"uri\":5,\"text\":{},\"tags\":[1,null,[]],\"document\":[],\"target\":[7,{\"selector\":"
        "[null,{\"type\":\"TextPositionSelector\",\"start\":-9e30}]}]}]}";
  static const char far[]
      = "{\"uri\":\"x\",\"text\":\"t\",\"target\":[{\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":"
        "9223372036854775807},{\"type\":\"TextQuoteSelector\",\"exact\":\"q\"}]}]}";
  static const char broken[] = "{\"uri\":\"x\",\"text\":\"t\",\"tar";
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilForeignNotes) a G_GNUC_UNUSED = parse (quote, POSTIL_FOREIGN_HYPOTHESIS, 0, 1);
  g_autoptr (PostilForeignNotes) b G_GNUC_UNUSED = parse (types, POSTIL_FOREIGN_HYPOTHESIS, 0, 1);
  g_autoptr (PostilForeignNotes) c = parse (far, POSTIL_FOREIGN_HYPOTHESIS, 1, 0);

  g_assert_cmpuint (get (c, 0)->start, ==, 0);
  g_assert_null (postil_foreign_notes_parse (deep, strlen (deep), &error));
  g_assert_nonnull (error);
  check_none (broken, strlen (broken));
  check_none ("", 0);
  check_none ("a\0b", 3);
  check_none ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"items\":[{\"id\":\"1\",\"url\":\"x\"}]}", 88);
  check_none ("<rss/>", 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/foreign/hypothesis", test_hypothesis);
  g_test_add_func ("/export/foreign/readwise", test_readwise);
  g_test_add_func ("/export/foreign/services", test_services);
  g_test_add_func ("/export/foreign/kindle", test_kindle);
  g_test_add_func ("/export/foreign/w3c", test_w3c);
  g_test_add_func ("/export/foreign/round-trip", test_round_trip);
  g_test_add_func ("/export/foreign/harm", test_harm);
  return g_test_run ();
}
