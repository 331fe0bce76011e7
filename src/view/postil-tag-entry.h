/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags as chips with a place to write the next one, which offers the tags there are. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_TAG_ENTRY (postil_tag_entry_get_type ())
G_DECLARE_FINAL_TYPE (PostilTagEntry, postil_tag_entry, POSTIL, TAG_ENTRY, GtkWidget)

/* Signal: changed (). */
GtkWidget *postil_tag_entry_new (void);
void postil_tag_entry_set_tags (PostilTagEntry *self, const char *const *tags);
GStrv postil_tag_entry_get_tags (PostilTagEntry *self);
void postil_tag_entry_set_names (PostilTagEntry *self, const char *const *names);
void postil_tag_entry_commit (PostilTagEntry *self);
void postil_tag_entry_focus (PostilTagEntry *self);

G_END_DECLS
