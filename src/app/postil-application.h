/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one library, one window, files to open. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_APPLICATION (postil_application_get_type ())
G_DECLARE_FINAL_TYPE (PostilApplication, postil_application, POSTIL, APPLICATION, AdwApplication)

PostilApplication *postil_application_new (void);

G_END_DECLS
