/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the network is there, and costs nothing by the byte. */
#include "config.h"

#include "postil-fetcher.h"

/**
 * postil_fetch_is_network_free:
 *
 * Tells whether something may be fetched that nobody asked for: the network is available, and not one that is paid by the byte.
 * Main thread.
 *
 * Returns: whether it may
 */
gboolean
postil_fetch_is_network_free (void)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  return g_network_monitor_get_network_available (monitor) && !g_network_monitor_get_network_metered (monitor);
}
