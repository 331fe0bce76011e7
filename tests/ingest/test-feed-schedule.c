/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often feeds wish to be fetched, and when not. */
#include "config.h"

#include "postil-ingest.h"

#include <string.h>

static PostilFeed *
read_feed (const char *channel)
{
  g_autofree char *text
      = g_strdup_printf ("<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>t</title>%s"
                         "<item><title>a</title><ttl>3</ttl></item></channel></rss>",
                         channel);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  PostilFeed *feed = postil_ingest_feed (bytes, NULL, NULL);

  g_assert_nonnull (feed);
  g_assert_cmpuint (feed->entries->len, ==, 1);
  return feed;
}

static void
test_interval (void)
{
  static const struct
  {
    const char *channel;
    guint interval;
  } cases[] = {
    { "", 0 },
    { "<ttl> 90 </ttl>", 90 },
    { "<ttl>soon</ttl>", 0 },
    { "<ttl>99999999999</ttl>", 0 },
    { "<sy:updatePeriod>daily</sy:updatePeriod>", 1440 },
    { "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30 },
    { "<sy:updateFrequency>4</sy:updateFrequency>", 360 },
    { "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 60 },
    { "<sy:updatePeriod>weekly</sy:updatePeriod><ttl>15</ttl>", 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostilFeed) feed = read_feed (cases[i].channel);

      g_assert_cmpuint (feed->interval, ==, cases[i].interval);
    }
}

static void
test_skipped (void)
{
  g_autoptr (PostilFeed) feed
      = read_feed ("<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>"
                   "<skipDays><day>Monday</day><day>sunday</day><day>Someday</day></skipDays>");

  g_assert_cmphex (feed->skip_hours, ==, 0x800001);
  g_assert_cmphex (feed->skip_days, ==, 0x41);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/feed-schedule/interval", test_interval);
  g_test_add_func ("/ingest/feed-schedule/skipped", test_skipped);
  return g_test_run ();
}
