/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other programs write to the library while it is open. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-outside-private.h belongs to the room library"
#endif

#include "postil-library-private.h"

G_BEGIN_DECLS

PostilOutside *postil_outside_new (PostilLibrary *library);
void postil_outside_free (PostilOutside *self);
void postil_outside_look (PostilOutside *self);

G_END_DECLS
