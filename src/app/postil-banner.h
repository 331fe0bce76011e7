/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar along the whole window that says what stays true for a while: that the library can only be read, that something unsaved was
 * found. It takes no room while there is nothing to say. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_BANNER (postil_banner_get_type ())
G_DECLARE_FINAL_TYPE (PostilBanner, postil_banner, POSTIL, BANNER, AdwBin)

void postil_banner_warn (PostilBanner *self, const char *message);
void postil_banner_offer (PostilBanner *self, const char *message, const char *label, const char *action);
void postil_banner_hide (PostilBanner *self);
const char *postil_banner_get_message (PostilBanner *self);

G_END_DECLS
