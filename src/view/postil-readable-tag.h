/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text tag whose colours can be read by assistive technology. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_READABLE_TAG (postil_readable_tag_get_type ())
GType postil_readable_tag_get_type (void) G_GNUC_CONST;
GtkTextTag *postil_readable_tag_new (const char *name);

G_END_DECLS
