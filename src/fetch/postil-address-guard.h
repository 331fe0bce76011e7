/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says which addresses the program may speak to: the public net, and the one private host the reader typed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean postil_address_guard_is_private (GInetAddress *address);
gboolean postil_address_guard_names_private (const char *host);
GUri *postil_address_guard_parse (const char *url, GError **error);

G_END_DECLS
