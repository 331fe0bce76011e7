/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Figures: every claim of the library in one table, narrowed by the search language; each row leads to its sentence. */
#pragma once

#include "postil-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_FIGURES_PAGE (postil_figures_page_get_type ())
G_DECLARE_FINAL_TYPE (PostilFiguresPage, postil_figures_page, POSTIL, FIGURES_PAGE, AdwWindow)

/* Signal: open-figure (gint64 article, guint start: code points): the reader wants to see the sentence. */
PostilFiguresPage *postil_figures_page_new (GtkWindow *parent, PostilLibrary *library);

G_END_DECLS
