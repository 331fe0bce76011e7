/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents as blobs: there and back to the byte, and every cut, flipped or forged blob refused or sound. */
#include "config.h"

#include "document-checks.h"
#include "postil-doc-error.h"

#include <string.h>

static void
assert_refused (GBytes *blob, PostilDocError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_document_deserialize (blob, &error));
  g_assert_error (error, POSTIL_DOC_ERROR, (int) code);
}

/* A blob of any bytes gives an error of the room or a sound document that writes the same bytes again. */
static gboolean
try_blob (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) blob = g_bytes_new_static (copy, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = postil_document_deserialize (blob, &error);
  g_autoptr (GBytes) again = NULL;

  if (document == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == POSTIL_DOC_ERROR);
      return FALSE;
    }
  g_assert_no_error (error);
  check_document (document);
  again = postil_document_serialize (document);
  g_assert_true (g_bytes_equal (blob, again));
  return TRUE;
}

static void
test_round_trip (void)
{
  g_autoptr (PostilDocument) document = make_full_document ();
  g_autoptr (GBytes) blob = postil_document_serialize (document);
  g_autoptr (GBytes) again = postil_document_serialize (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) copy = postil_document_deserialize (blob, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (blob, again));
  g_assert_true (try_blob (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob)));
  g_assert_cmpstr (postil_document_get_text (copy), ==, postil_document_get_text (document));
  g_assert_cmpstr (postil_document_get_title (copy), ==, "Figures of the year");
  g_assert_cmpstr (postil_document_get_url (copy), ==, "https://example.org/a?b=c");
  g_assert_cmpint (postil_document_get_published (copy), ==, postil_document_get_published (document));
  g_assert_true (postil_document_get_published_is_day (copy));
  g_assert_true (
      g_bytes_equal (postil_document_get_images (copy, NULL)[0].pixels, postil_document_get_images (document, NULL)[0].pixels));
}

static void
test_random_round_trips (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (99);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (PostilDocument) document = make_random_document (random);
      g_autoptr (GBytes) blob = NULL;

      if (document == NULL)
        continue;
      blob = postil_document_serialize (document);
      g_assert_true (try_blob (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob)));
    }
}

static void
test_truncations (void)
{
  g_autoptr (PostilDocument) document = make_full_document ();
  g_autoptr (GBytes) blob = postil_document_serialize (document);

  check_truncations (blob, try_blob);
}

static void
test_flips (void)
{
  g_autoptr (PostilDocument) document = make_full_document ();
  g_autoptr (GBytes) blob = postil_document_serialize (document);

  check_flips (blob, try_blob, 20250614);
}

static void
test_versions (void)
{
  g_autoptr (PostilDocument) document = make_full_document ();
  g_autoptr (GBytes) blob = postil_document_serialize (document);
  gsize size;
  const guint8 *data = g_bytes_get_data (blob, &size);
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) forged = g_bytes_new_static (copy, size);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);

  copy[4] = 2;
  assert_refused (forged, POSTIL_DOC_ERROR_VERSION);
  copy[4] = 0;
  copy[5] = 1;
  assert_refused (forged, POSTIL_DOC_ERROR_VERSION);
  copy[5] = 0;
  assert_refused (forged, POSTIL_DOC_ERROR_MALFORMED);
  copy[4] = 1;
  copy[0] = 'X';
  assert_refused (forged, POSTIL_DOC_ERROR_MALFORMED);
  assert_refused (empty, POSTIL_DOC_ERROR_MALFORMED);
}

/* --- forged documents: a plain writer of the format, whose every field can lie --- */

typedef struct
{
  const char *text;
  gsize n_code_points;
  guint32 blocks[3][5];
  guint n_blocks;
  guint32 spans[3][3];
  const char *hrefs[3];
  guint n_spans;
  const char *url;
  const char *image_url;
  guint32 image_size[2];
  gsize n_pixel_bytes;
  guint n_images;
} Forgery;

static void
put_u32 (GByteArray *blob, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (blob, (const guint8 *) &little, 4);
}

static void
put_string (GByteArray *blob, const char *string)
{
  put_u32 (blob, string != NULL ? (guint32) strlen (string) : G_MAXUINT32);
  if (string != NULL)
    g_byte_array_append (blob, (const guint8 *) string, (guint) strlen (string));
}

static GBytes *
forge (const Forgery *forgery)
{
  static const guint8 head[] = { 'P', 'S', 'T', 'D', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const guint8 pixels[64];
  GByteArray *blob = g_byte_array_new ();

  g_byte_array_append (blob, head, sizeof head);
  for (int i = 0; i < 3; i++)
    put_string (blob, NULL);
  put_string (blob, forgery->url);
  put_string (blob, NULL);
  put_u32 (blob, (guint32) forgery->n_code_points);
  put_string (blob, forgery->text);
  put_u32 (blob, forgery->n_blocks);
  for (guint i = 0; i < forgery->n_blocks; i++)
    for (int j = 0; j < 5; j++)
      put_u32 (blob, forgery->blocks[i][j]);
  put_u32 (blob, forgery->n_spans);
  for (guint i = 0; i < forgery->n_spans; i++)
    {
      for (int j = 0; j < 3; j++)
        put_u32 (blob, forgery->spans[i][j]);
      put_string (blob, forgery->hrefs[i]);
    }
  put_u32 (blob, forgery->n_images);
  for (guint i = 0; i < forgery->n_images; i++)
    {
      guint8 has_pixels[2] = { forgery->n_pixel_bytes > 0, 0 };

      put_string (blob, forgery->image_url);
      put_string (blob, NULL);
      put_u32 (blob, forgery->image_size[0]);
      put_u32 (blob, forgery->image_size[1]);
      g_byte_array_append (blob, has_pixels, 2);
      g_byte_array_append (blob, pixels, (guint) forgery->n_pixel_bytes);
    }

  return g_byte_array_free_to_bytes (blob);
}

static void
assert_forgery (const Forgery *forgery, gboolean sound)
{
  g_autoptr (GBytes) blob = forge (forgery);

  g_assert_cmpint (try_blob (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob)), ==, sound);
}

static Forgery
honest (void)
{
  return (Forgery){
    .text = "ab\ncd\n\357\277\274",
    .n_code_points = 7,
    .blocks = { { 0, 2, POSTIL_BLOCK_TITLE, 0, 0 }, { 3, 5, POSTIL_BLOCK_LIST_ITEM, 2, 9 }, { 6, 7, POSTIL_BLOCK_IMAGE, 0, 0 } },
    .n_blocks = 3,
    .spans = { { 0, 2, POSTIL_SPAN_STRONG }, { 0, 1, POSTIL_SPAN_LINK }, { 3, 4, POSTIL_SPAN_CODE } },
    .hrefs = { NULL, "mailto:a@b.c", NULL },
    .n_spans = 3,
    .url = "http://e.org/",
    .image_url = "https://e.org/",
    .image_size = { 2, 2 },
    .n_pixel_bytes = 16,
    .n_images = 1,
  };
}

#define REFUSE(change)                                                                                                           \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    Forgery changed = honest ();                                                                                                 \
    changed.change;                                                                                                              \
    assert_forgery (&changed, FALSE);                                                                                            \
  }                                                                                                                              \
  G_STMT_END

static void
test_forged_blocks (void)
{
  Forgery forgery = honest ();

  assert_forgery (&forgery, TRUE);
  REFUSE (n_blocks = 0);
  REFUSE (n_blocks = 2);
  REFUSE (blocks[0][0] = 1);
  REFUSE (blocks[0][1] = 1);
  REFUSE (blocks[0][1] = 3);
  REFUSE (blocks[1][0] = 2);
  REFUSE (blocks[1][0] = 5);
  REFUSE (blocks[1][1] = 3);
  REFUSE (blocks[2][1] = 8);
  REFUSE (blocks[2][1] = G_MAXUINT32);
  REFUSE (blocks[0][2] = POSTIL_N_BLOCK_KINDS);
  REFUSE (blocks[0][2] = POSTIL_BLOCK_RULE);
  REFUSE (blocks[0][2] = G_MAXUINT32);
  REFUSE (blocks[0][2] = POSTIL_BLOCK_HEADING);
  REFUSE (blocks[0][3] = 1);
  REFUSE (blocks[0][4] = 1);
  REFUSE (blocks[1][2] = POSTIL_BLOCK_TITLE);
  REFUSE (blocks[1][3] = 0);
  REFUSE (blocks[1][3] = 10);
  REFUSE (blocks[2][4] = 1);
  REFUSE (blocks[2][2] = POSTIL_BLOCK_PARAGRAPH);
  REFUSE (n_images = 0);
}

static void
test_forged_text (void)
{
  REFUSE (n_code_points = 6);
  REFUSE (n_code_points = 8);
  REFUSE (text = "ab\ncd\n");
  REFUSE (text = "ab cd\n\357\277\274");
  REFUSE (text = "a\n\ncd\n\357\277\274");
  REFUSE (text = "a\tb\nd\n\357\277\274");
  REFUSE (text = "a\001\ncd\n\357\277\274");
  REFUSE (text = "a\302\205\ncd\n\357\277\274");
  REFUSE (text = "a\342\200\256\ncd\n\357\277\274");
  REFUSE (text = "a\357\277\274\ncd\n\357\277\274");
  REFUSE (text = "a\377\ncd\n\357\277\274");
  REFUSE (text = "  \ncd\n\357\277\274");
  REFUSE (text = "ab\ncd\nx");
  REFUSE (text = "");
  REFUSE (text = NULL);
}

static void
test_forged_spans (void)
{
  REFUSE (spans[0][0] = 2);
  REFUSE (spans[0][1] = 3);
  REFUSE (spans[0][1] = 4);
  REFUSE (spans[0][2] = POSTIL_N_SPAN_KINDS);
  REFUSE (spans[1][1] = 0);
  REFUSE (spans[1][1] = 3);
  REFUSE (spans[2][0] = 2);
  REFUSE (spans[2][1] = 6);
  REFUSE (spans[2][1] = G_MAXUINT32);
  REFUSE (hrefs[0] = "http://e.org/");
  REFUSE (hrefs[1] = NULL);
  REFUSE (hrefs[1] = "");
  REFUSE (hrefs[1] = "javascript:x");
  REFUSE (hrefs[1] = "http://e.org/a b");
  REFUSE (hrefs[1] = "http://e.org/\n");
}

static void
test_forged_crossing (void)
{
  Forgery forgery = honest ();

  forgery.text = "abc\ne\n\357\277\274";
  forgery.blocks[0][1] = 3;
  forgery.blocks[1][0] = 4;
  forgery.spans[0][1] = 2;
  forgery.spans[1][0] = 1;
  forgery.spans[1][1] = 3;
  forgery.n_spans = 2;
  assert_forgery (&forgery, FALSE);
  forgery.spans[1][1] = 2;
  assert_forgery (&forgery, TRUE);
}

static void
test_forged_images (void)
{
  REFUSE (url = "ftp://e.org/");
  REFUSE (url = "mailto:a@b.c");
  REFUSE (image_url = "data:x");
  REFUSE (image_url = "mailto:a@b.c");
  REFUSE (image_size[0] = 3);
  REFUSE (image_size[0] = 0);
  REFUSE (image_size[0] = 0x40000002);
  REFUSE (n_pixel_bytes = 12);
  REFUSE (n_pixel_bytes = 0);
  REFUSE (n_pixel_bytes = 20);
}

static void
test_forged_caps (void)
{
  Forgery forgery = honest ();
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GBytes) counted = NULL;
  guint8 *data;
  gsize size;

  forgery.image_size[0] = 4096;
  forgery.image_size[1] = 4096;
  pixels = forge (&forgery);
  assert_refused (pixels, POSTIL_DOC_ERROR_TOO_LARGE);

  forgery = honest ();
  blob = forge (&forgery);
  data = g_memdup2 (g_bytes_get_data (blob, &size), g_bytes_get_size (blob));
  counted = g_bytes_new_take (data, size);
  /* The length of the text: after the head, four empty strings, the address and the code points. */
  memset (data + 24 + 4 * 4 + 4 + strlen ("http://e.org/") + 4, 0xff, 4);
  assert_refused (counted, POSTIL_DOC_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/document-blob/round-trip", test_round_trip);
  g_test_add_func ("/doc/document-blob/random-round-trips", test_random_round_trips);
  g_test_add_func ("/doc/document-blob/truncations", test_truncations);
  g_test_add_func ("/doc/document-blob/flips", test_flips);
  g_test_add_func ("/doc/document-blob/versions", test_versions);
  g_test_add_func ("/doc/document-blob/forged-blocks", test_forged_blocks);
  g_test_add_func ("/doc/document-blob/forged-text", test_forged_text);
  g_test_add_func ("/doc/document-blob/forged-spans", test_forged_spans);
  g_test_add_func ("/doc/document-blob/forged-crossing", test_forged_crossing);
  g_test_add_func ("/doc/document-blob/forged-images", test_forged_images);
  g_test_add_func ("/doc/document-blob/forged-caps", test_forged_caps);

  return g_test_run ();
}
