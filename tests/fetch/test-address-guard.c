/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The address guard: spellings of private hosts, and addresses that are no address of the web. */
#include "config.h"

#include "postil-address-guard.h"
#include "postil-fetch-error.h"

static void
test_private (void)
{
  static const char *const private[] = {
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.1.2.3",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:c0a8:101::",
    "2001:db8::1",
    "2001:0:1::1",
  };
  static const char *const public[]
      = { "93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8" };

  for (gsize i = 0; i < G_N_ELEMENTS (private); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (private[i]);

      g_test_message ("%s", private[i]);
      g_assert_nonnull (address);
      g_assert_true (postil_address_guard_is_private (address));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (public); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (public[i]);

      g_assert_nonnull (address);
      g_assert_false (postil_address_guard_is_private (address));
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "",
    "feed",
    "file:///etc/passwd",
    "ftp://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    "http:///path",
    "https://bank.example@evil.example/",
    "http://example.org/a\r\nHost: x",
    "http://example.org/a%0d%0aHost:%20x",
    "http://example.org/a%00",
    "http://example.org/%1bc",
    "http://exa mple.org/",
    "|touch x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (postil_address_guard_parse (refused[i], &error));
      g_assert_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_URL);
    }
}

static void
test_accepted (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = postil_address_guard_parse ("HTTPS://Example.org:8443/a%20b?q=1#part", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_uri_to_string (uri);
  g_assert_cmpstr (text, ==, "https://example.org:8443/a%20b?q=1");
}

/* What is typed in the signs of a language goes out in those of the net. */
static void
test_international (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = postil_address_guard_parse ("http://bücher.example/über?q=ä&b=[1]", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_uri_to_string (uri);
  g_assert_cmpstr (text, ==, "http://xn--bcher-kva.example/%C3%BCber?q=%C3%A4&b=%5B1%5D");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fetch/guard/private", test_private);
  g_test_add_func ("/fetch/guard/refused", test_refused);
  g_test_add_func ("/fetch/guard/accepted", test_accepted);
  g_test_add_func ("/fetch/guard/international", test_international);
  return g_test_run ();
}
