/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about feeds against a server on 127.0.0.1, also one that means harm: what it may learn, what it may make us ask for,
 * and what is left when the program is killed in the middle. */
#include "config.h"

#include "cli-client.h"

#include <loop-server.h>
#include <signal.h>
#include <string.h>

#define CANARY "sparrow-hawk-7741"

/* Made for this test, signed by nobody. */
static const char certificate_pem[] = "-----BEGIN CERTIFICATE-----\n"
                                      "MIIBgDCCASWgAwIBAgIUcjefZlKgAGywR15K1j0MgWkkBxkwCgYIKoZIzj0EAwIw\n"
                                      "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDIzMjQxNloYDzIxMjYxMDI3\n"
                                      "MjMyNDE2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
                                      "PQMBBwNCAAQfpHeTLNo3DnZ11u4EaEcJJCWgD82qBGd4f65Fhn0l2uS6yy87bYie\n"
                                      "U00H5miF//lGxiUp0sYkv2pt/QuU9UTXo1MwUTAdBgNVHQ4EFgQUgtMmuf3yI6ds\n"
                                      "RY94diamDzvKExMwHwYDVR0jBBgwFoAUgtMmuf3yI6dsRY94diamDzvKExMwDwYD\n"
                                      "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAgP4AdJi9Rloxb8Zrf9z1\n"
                                      "lBDCAh9ORqOLhqQd59gV9ZYCIQDSog4wxcjhdVv5u5jcl4syPUbj9xJwGVOeMfob\n"
                                      "q3MWng==\n"
                                      "-----END CERTIFICATE-----\n"
                                      "-----BEGIN PRIVATE KEY-----\n"
                                      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRPlH8FDFA4so+oET\n"
                                      "QGtQnJE2O/qXTesEM1ZuiepF1CShRANCAAQfpHeTLNo3DnZ11u4EaEcJJCWgD82q\n"
                                      "BGd4f65Fhn0l2uS6yy87bYieU00H5miF//lGxiUp0sYkv2pt/QuU9UTX\n"
                                      "-----END PRIVATE KEY-----\n";

typedef struct
{
  Cli cli;
  LoopServer *server;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  cli_set_up (&self->cli, NULL);
  self->server = loop_server_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loop_server_free (self->server);
  cli_tear_down (&self->cli, NULL);
}

static char *
make_feed (const char *title, guint n, const char *words)
{
  GString *xml = g_string_new (NULL);

  g_string_append_printf (xml, "<rss version=\"2.0\"><channel><title>%s</title><link>http://news.example/</link>", title);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (xml, "<item><guid>%u</guid><title>Story %u of %s</title><description>%s</description></item>", i, i,
                            title, words);
  g_string_append (xml, "</channel></rss>");
  return g_string_free (xml, FALSE);
}

static void
test_commands (Fixture *self, gconstpointer data)
{
  g_autofree char *url = loop_server_address (self->server, "/feed");
  g_autofree char *xml = make_feed ("The Wire", 3, "Words");
  g_autofree char *list = cli_path (&self->cli, "feeds.opml");
  g_autoptr (JsonObject) feed = NULL;
  g_autoptr (JsonObject) report = NULL;
  g_autofree char *text = NULL;

  loop_server_answer_feed (self->server, "/feed", xml, "\"1\"");
  cli_run (&self->cli, NULL, "--json", "subscribe", url, "--folder", "News", "--folder", "China", NULL);
  cli_assert_status (&self->cli, 0);
  feed = cli_parse_line (&self->cli, 0);
  g_assert_cmpstr (json_object_get_string_member (feed, "title"), ==, "The Wire");
  g_assert_cmpint (json_object_get_int_member (feed, "articles"), ==, 3);
  cli_run (&self->cli, NULL, "subscribe", url, NULL);
  cli_assert_status (&self->cli, 1);
  cli_run (&self->cli, NULL, "--json", "refresh", NULL);
  cli_assert_status (&self->cli, 0);
  report = cli_parse_line (&self->cli, 0);
  g_assert_cmpint (json_object_get_int_member (report, "unchanged"), ==, 1);
  /* At the usual level nothing is said of what is read. */
  g_assert_cmpstr (self->cli.complaints, ==, "");
  cli_run (&self->cli, NULL, "feeds", NULL);
  cli_assert_contains (self->cli.output, "News / China / The Wire");
  cli_run (&self->cli, NULL, "search", "words", NULL);
  g_assert_cmpuint (cli_count_lines (&self->cli), ==, 6);
  cli_run (&self->cli, NULL, "export", "--format", "opml", "--to", list, NULL);
  cli_assert_status (&self->cli, 0);
  g_assert_true (g_file_get_contents (list, &text, NULL, NULL));
  cli_assert_contains (text, url);
  cli_run (&self->cli, NULL, "unsubscribe", "The Wire", NULL);
  cli_assert_status (&self->cli, 0);
  cli_run (&self->cli, NULL, "feeds", NULL);
  g_assert_cmpstr (self->cli.output, ==, "");
  cli_run (&self->cli, NULL, "import", list, NULL);
  cli_assert_status (&self->cli, 0);
  cli_assert_contains (self->cli.output, "1 feeds new");
}

/* Some fail: partly done; all fail: failed. */
static void
test_status (Fixture *self, gconstpointer data)
{
  g_autofree char *good = loop_server_address (self->server, "/good");
  g_autofree char *bad = loop_server_address (self->server, "/bad");
  g_autofree char *xml = make_feed ("The Wire", 1, "Words");

  loop_server_answer_feed (self->server, "/good", xml, "\"1\"");
  loop_server_answer_feed (self->server, "/bad", xml, "\"1\"");
  cli_run (&self->cli, NULL, "subscribe", good, NULL);
  cli_run (&self->cli, NULL, "subscribe", bad, NULL);
  loop_server_answer (self->server, "/bad", "500 Internal Server Error", "no", -1);
  cli_run (&self->cli, NULL, "refresh", NULL);
  cli_assert_status (&self->cli, 3);
  cli_run (&self->cli, NULL, "refresh", bad, NULL);
  cli_assert_status (&self->cli, 1);
  cli_run (&self->cli, NULL, "refresh", "--all", "--due", NULL);
  cli_assert_status (&self->cli, 2);
  cli_run (&self->cli, NULL, "refresh", "nothing of that name", NULL);
  cli_assert_status (&self->cli, 1);
  cli_run (&self->cli, NULL, "feeds", "--failing", NULL);
  cli_assert_contains (self->cli.output, "500");
}

/* --- what a feed may make us do: nothing --- */

static gboolean
tree_holds (const char *path, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      if (g_file_get_contents (file, &bytes, &length, NULL) && memmem (bytes, length, word, strlen (word)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Files, commands, beacons and frames, wherever a feed can name an address: only the feed itself is ever asked for. */
static void
test_addresses (Fixture *self, gconstpointer data)
{
  g_autofree char *canary = cli_write (&self->cli, "canary.txt", CANARY, -1);
  g_autofree char *touched = cli_path (&self->cli, "touched");
  g_autofree char *url = loop_server_address (self->server, "/feed");
  g_autofree char *xml = g_strdup_printf (
      "<rss version=\"2.0\"><channel><title>`touch %s`</title><link>file://%s</link><image><url>file://%s</url></image>"
      "<item><guid>1</guid><title>$(touch %s)</title><link>file://%s</link><enclosure url=\"file://%s\" type=\"text/plain\"/>"
      "<description>&lt;p&gt;Words &lt;img src=\"%s/track/1.gif\" width=1 height=1&gt;&lt;img src=\"file://%s\"&gt;"
      "&lt;iframe src=\"%s/track/2.html\"&gt;&lt;/iframe&gt;&lt;script src=\"%s/track/3.js\"&gt;&lt;/script&gt;"
      "&lt;link rel=stylesheet href=\"%s/track/4.css\"&gt;&lt;/p&gt;</description></item>"
      "<item><guid>2</guid><title>Two</title><link>|touch %s</link><description>More words.</description></item></channel></rss>",
      touched, canary, canary, touched, canary, canary, loop_server_get_base (self->server), canary,
      loop_server_get_base (self->server), loop_server_get_base (self->server), loop_server_get_base (self->server), touched);

  loop_server_answer_feed (self->server, "/feed", xml, "\"1\"");
  cli_run (&self->cli, NULL, "subscribe", url, NULL);
  cli_assert_status (&self->cli, 0);
  cli_run (&self->cli, NULL, "refresh", "--analyse", NULL);
  cli_run (&self->cli, NULL, "articles", NULL);
  g_assert_cmpuint (cli_count_lines (&self->cli), ==, 2);
  cli_run (&self->cli, NULL, "show", "1", NULL);
  /* Looked for, fetched, fetched again. */
  g_assert_cmpuint (loop_server_count (self->server, NULL), ==, loop_server_count (self->server, "/feed"));
  g_assert_false (g_file_test (touched, G_FILE_TEST_EXISTS));
  g_assert_false (tree_holds (self->cli.library, CANARY));
}

/* Line ends in an address, however they are written, never reach a server. */
static void
test_line_ends (Fixture *self, gconstpointer data)
{
  static const char *const tails[] = { "/a%0d%0aX: y", "/a%0D%0AX:%20y", "/a\r\nX: y", "/a\nHost: evil", "/%00" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *url = loop_server_address (self->server, tails[i]);

      cli_run (&self->cli, NULL, "subscribe", url, NULL);
      cli_assert_status (&self->cli, 1);
    }
  g_assert_cmpuint (loop_server_count_connections (self->server), ==, 0);
}

/* A certificate nobody signed is refused, and no byte of what it sent is kept. */
static void
test_certificate (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
  LoopServer *tls = NULL;
  g_autofree char *url = NULL;
  g_autofree char *xml = make_feed (CANARY, 1, CANARY);

  if (certificate == NULL)
    {
      g_test_skip ("this system has no TLS");
      return;
    }
  tls = loop_server_new_tls (certificate);
  url = loop_server_address (tls, "/feed");
  loop_server_answer_feed (tls, "/feed", xml, "\"1\"");
  cli_run (&self->cli, NULL, "subscribe", url, NULL);
  cli_assert_status (&self->cli, 1);
  cli_assert_contains (self->cli.complaints, "cannot prove");
  g_assert_cmpuint (loop_server_count (tls, NULL), ==, 0);
  g_assert_false (tree_holds (self->cli.library, CANARY));
  loop_server_free (tls);
}

/* Commands that need no network do not touch it, and those that do ask nobody but the feeds. */
static void
test_nobody_else (Fixture *self, gconstpointer data)
{
  g_autofree char *url = loop_server_address (self->server, "/feed");
  g_autofree char *xml = make_feed ("The Wire", 2, "Words");
  guint n = 0;

  loop_server_answer_feed (self->server, "/feed", xml, "\"1\"");
  cli_run (&self->cli, NULL, "subscribe", url, NULL);
  n = loop_server_count (self->server, NULL);
  cli_run (&self->cli, NULL, "feeds", NULL);
  cli_run (&self->cli, NULL, "articles", NULL);
  cli_run (&self->cli, NULL, "search", "Words", NULL);
  cli_run (&self->cli, NULL, "stats", NULL);
  cli_run (&self->cli, NULL, "check", NULL);
  cli_assert_status (&self->cli, 0);
  cli_run (&self->cli, NULL, "refresh", "--due", NULL);
  g_assert_cmpuint (loop_server_count (self->server, NULL), ==, n);
}

/* --- killed --- */

#define N_FEEDS 16
#define N_ENTRIES 40

static void
kill_refresh (Fixture *self, gulong microseconds)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL,
                                                      cli_get_program (), "--data-dir", self->cli.library, "refresh", NULL);

  g_usleep (microseconds);
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
}

/* Wherever the kill falls: what was stored stands with its validators, the rest is asked for again, and nothing is double. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) opml = g_string_new ("<opml version=\"2.0\"><body>");
  g_autofree char *list = NULL;

  for (guint i = 0; i < N_FEEDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autofree char *xml = make_feed (path, N_ENTRIES, "Words of a story that goes on for a while");

      loop_server_answer_feed (self->server, path, xml, "\"1\"");
      g_string_append_printf (opml, "<outline type=\"rss\" text=\"%u\" xmlUrl=\"%s%s\"/>", i, loop_server_get_base (self->server),
                              path);
    }
  g_string_append (opml, "</body></opml>");
  list = cli_write (&self->cli, "list.opml", opml->str, -1);
  cli_run (&self->cli, NULL, "import", list, NULL);
  cli_assert_status (&self->cli, 0);
  for (guint i = 0; i < 6; i++)
    kill_refresh (self, 15000 + 22000 * i);
  cli_run (&self->cli, NULL, "refresh", NULL);
  cli_assert_status (&self->cli, 0);
  cli_run (&self->cli, NULL, "articles", NULL);
  g_assert_cmpuint (cli_count_lines (&self->cli), ==, N_FEEDS * N_ENTRIES);
  cli_run (&self->cli, NULL, "check", NULL);
  cli_assert_status (&self->cli, 0);
  cli_run (&self->cli, NULL, "refresh", NULL);
  cli_assert_contains (self->cli.output, "16 unchanged");
  cli_run (&self->cli, NULL, "search", "while", "--limit", "10000", NULL);
  g_assert_cmpuint (cli_count_lines (&self->cli), ==, 2 * N_FEEDS * N_ENTRIES);
}

int
main (int argc, char **argv)
{
  cli_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/cli/feeds/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("commands", test_commands);
  ADD ("status", test_status);
  ADD ("addresses", test_addresses);
  ADD ("line-ends", test_line_ends);
  ADD ("certificate", test_certificate);
  ADD ("nobody-else", test_nobody_else);
  ADD ("killed", test_killed);
#undef ADD
  return g_test_run ();
}
