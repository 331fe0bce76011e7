/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses as pages and feeds write them, made absolute. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-link-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

char *postil_link_resolve (const char *base, const char *link);
char *postil_link_resolve_web (const char *base, const char *link);

G_END_DECLS
