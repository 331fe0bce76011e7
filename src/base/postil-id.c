/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random 128-bit identities: made from the kernel's randomness, compared by bytes, written as hexadecimal digits. */
#include "config.h"

#include "postil-id.h"

#include "postil-base-error.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/**
 * postil_id_new_random:
 * @id: (out caller-allocates): the new identity; untouched on failure
 * @error: return location for an error of %POSTIL_BASE_ERROR
 *
 * Makes an identity of 128 random bits from the kernel's generator.
 *
 * Thread: any.
 *
 * Returns: %TRUE, or %FALSE with %POSTIL_BASE_ERROR_INVALID when the kernel gives no randomness
 */
gboolean
postil_id_new_random (PostilId *id, GError **error)
{
  PostilId made;
  gsize done = 0;

  g_return_val_if_fail (id != NULL, FALSE);

  while (done < sizeof made.bytes)
    {
      gssize got = getrandom (made.bytes + done, sizeof made.bytes - done, 0);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        {
          g_set_error (error, POSTIL_BASE_ERROR, POSTIL_BASE_ERROR_INVALID, "no randomness for a new identity: %s",
                       g_strerror (errno));
          return FALSE;
        }
      done += (gsize) got;
    }

  *id = made;
  return TRUE;
}

/**
 * postil_id_to_string:
 * @id: an identity
 * @string: (out caller-allocates): room for %POSTIL_ID_STRING_SIZE bytes
 *
 * Writes the 32 lower-case hexadecimal digits of @id and a NUL.
 *
 * Thread: any.
 */
void
postil_id_to_string (const PostilId *id, char string[POSTIL_ID_STRING_SIZE])
{
  static const char digits[] = "0123456789abcdef";

  g_return_if_fail (id != NULL && string != NULL);

  for (gsize i = 0; i < sizeof id->bytes; i++)
    {
      string[2 * i] = digits[id->bytes[i] >> 4];
      string[2 * i + 1] = digits[id->bytes[i] & 0x0f];
    }
  string[2 * sizeof id->bytes] = '\0';
}

/**
 * postil_id_from_string:
 * @string: (nullable): NUL-terminated text
 * @id: (out caller-allocates): the identity; untouched on failure
 *
 * Reads an identity of exactly 32 hexadecimal digits, upper or lower case.
 *
 * Thread: any.
 *
 * Returns: whether @string is an identity
 */
gboolean
postil_id_from_string (const char *string, PostilId *id)
{
  PostilId read;

  g_return_val_if_fail (id != NULL, FALSE);

  if (string == NULL)
    return FALSE;

  for (gsize i = 0; i < sizeof read.bytes; i++)
    {
      int high = g_ascii_xdigit_value (string[2 * i]);
      int low = high < 0 ? -1 : g_ascii_xdigit_value (string[2 * i + 1]);

      if (low < 0)
        return FALSE;
      read.bytes[i] = (guint8) (high << 4 | low);
    }
  if (string[2 * sizeof read.bytes] != '\0')
    return FALSE;

  *id = read;
  return TRUE;
}

/**
 * postil_id_equal:
 * @a: an identity
 * @b: another
 *
 * Compares two identities.
 *
 * Thread: any.
 *
 * Returns: whether they are the same
 */
gboolean
postil_id_equal (const PostilId *a, const PostilId *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/**
 * postil_id_is_null:
 * @id: an identity
 *
 * Tells the identity of all zeros, which stands for "none".
 *
 * Thread: any.
 *
 * Returns: whether every byte of @id is zero
 */
gboolean
postil_id_is_null (const PostilId *id)
{
  static const PostilId null_id;

  g_return_val_if_fail (id != NULL, TRUE);

  return postil_id_equal (id, &null_id);
}
