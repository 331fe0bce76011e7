/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identities: their text form there and back, what is refused, and what happens when the kernel gives no randomness. */
#include "config.h"

#include "postil-base-error.h"
#include "postil-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* The room calls this one instead of the C library's, so that a test can make it fail, break off or give little. */
static struct
{
  int refusal;
  guint n_interruptions;
  gsize most;
  guint8 next;
} source;

ssize_t
getrandom (void *buffer, size_t length, unsigned int flags)
{
  guint8 *bytes = buffer;

  if (source.refusal != 0)
    {
      errno = source.refusal;
      return -1;
    }
  if (source.n_interruptions > 0)
    {
      source.n_interruptions--;
      errno = EINTR;
      return -1;
    }
  if (source.most > 0)
    length = MIN (length, source.most);
  for (gsize i = 0; i < length; i++)
    bytes[i] = source.next++;

  return (ssize_t) length;
}

static void
test_new (void)
{
  g_autoptr (GError) error = NULL;
  char string[POSTIL_ID_STRING_SIZE];
  PostilId first;
  PostilId second;

  source.next = 0xf8;
  source.most = 5;
  source.n_interruptions = 2;
  g_assert_true (postil_id_new_random (&first, &error));
  g_assert_no_error (error);
  postil_id_to_string (&first, string);
  g_assert_cmpstr (string, ==, "f8f9fafbfcfdfeff0001020304050607");

  source.most = 0;
  g_assert_true (postil_id_new_random (&second, &error));
  g_assert_no_error (error);
  g_assert_false (postil_id_equal (&first, &second));
  g_assert_true (postil_id_equal (&first, &first));
  g_assert_false (postil_id_is_null (&first));
}

static void
test_no_randomness (void)
{
  g_autoptr (GError) error = NULL;
  PostilId id = { { 7 } };
  PostilId before = id;

  source.refusal = ENOSYS;
  g_assert_false (postil_id_new_random (&id, &error));
  source.refusal = 0;
  g_assert_error (error, POSTIL_BASE_ERROR, POSTIL_BASE_ERROR_INVALID);
  g_assert_true (postil_id_equal (&id, &before));
}

static void
test_from_string (void)
{
  static const char *const refused[] = {
    NULL,
    "",
    "0",
    "0123456789abcdef0123456789abcde",
    "0123456789abcdef0123456789abcdef0",
    "0123456789abcdef0123456789abcdeg",
    "g123456789abcdef0123456789abcdef",
    " 123456789abcdef0123456789abcdef",
    "01234567-89ab-cdef-0123-456789abcdef",
  };
  char string[POSTIL_ID_STRING_SIZE];
  PostilId id;
  PostilId upper;
  PostilId before;

  g_assert_true (postil_id_from_string ("0123456789abcdef00ff0123456789ab", &id));
  postil_id_to_string (&id, string);
  g_assert_cmpstr (string, ==, "0123456789abcdef00ff0123456789ab");
  g_assert_true (postil_id_from_string ("0123456789ABCDEF00FF0123456789AB", &upper));
  g_assert_true (postil_id_equal (&id, &upper));

  before = id;
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (postil_id_from_string (refused[i], &id));
      g_assert_true (postil_id_equal (&id, &before));
    }
}

static void
test_null (void)
{
  PostilId id;

  g_assert_true (postil_id_from_string ("00000000000000000000000000000000", &id));
  g_assert_true (postil_id_is_null (&id));
  id.bytes[15] = 1;
  g_assert_false (postil_id_is_null (&id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/new", test_new);
  g_test_add_func ("/base/id/no-randomness", test_no_randomness);
  g_test_add_func ("/base/id/from-string", test_from_string);
  g_test_add_func ("/base/id/null", test_null);

  return g_test_run ();
}
