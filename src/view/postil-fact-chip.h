/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small fact with its icon: a name and what it is, or how many notes. */
#pragma once

#include "postil-analysis.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_FACT_CHIP (postil_fact_chip_get_type ())
G_DECLARE_FINAL_TYPE (PostilFactChip, postil_fact_chip, POSTIL, FACT_CHIP, GtkWidget)

GtkWidget *postil_fact_chip_new (void);
void postil_fact_chip_set (PostilFactChip *self, const char *icon_name, const char *text);
const char *postil_fact_chip_icon_of (PostilEntityType type);

G_END_DECLS
