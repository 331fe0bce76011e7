/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the sample article in a window, or with a directory as argument writes pictures of the pane in many states and ends. Not
 * installed. */
#include "config.h"

#include "article-sample.h"
#include "postil-article-pane.h"
#include "postil-document-builder.h"
#include "postil-view.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *window;
  PostilArticlePane *pane;
  ArticleSample *sample;
  const char *directory;
} Demo;

static const char *const meanings[] = { "Claim", "Confirms", "Background", "Doubt", "Quote", NULL };
static const char *const tags[] = { "to-check\t9", "capex\t5", "partners\t7", NULL };

static void
run_for (guint milliseconds)
{
  const gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

static void
save (Demo *demo, GtkWidget *widget, const char *name)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%s.png", demo->directory, name);

  run_for (350);
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  gdk_texture_save_to_png (texture, path);
}

static void
set_size (Demo *demo, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (demo->window), width, height);
  run_for (250);
}

static void
set_dark (Demo *demo, gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  postil_view_set_appearance (dark, FALSE);
  run_for (100);
}

/* As a click on the digit in the gutter does. */
static void
show_note (Demo *demo, guint index)
{
  GtkWidget *view;

  gtk_widget_grab_focus (GTK_WIDGET (demo->pane));
  view = gtk_root_get_focus (GTK_ROOT (demo->window));
  g_signal_emit_by_name (view, "activate-mark", (guint) POSTIL_MARK_NOTE, index);
}

static void
take_reading (Demo *demo)
{
  static const char *const names[] = { "differ", "new", NULL };
  static const char *const labels[] = { "2 figures differ from other sources", "3 figures new to you", NULL };

  postil_article_pane_set_header_chips (demo->pane, names, labels);
  set_size (demo, 764, 754);
  save (demo, demo->window, "01-wide-light");
  set_dark (demo, TRUE);
  save (demo, demo->window, "02-wide-dark");
  set_size (demo, 420, 754);
  save (demo, demo->window, "14-narrow-dark");
  set_dark (demo, FALSE);
  save (demo, demo->window, "14-narrow-light");
  show_note (demo, 0);
  save (demo, demo->window, "14-narrow-sheet");
  set_size (demo, 1400, 754);
  save (demo, demo->window, "01-very-wide");
  set_size (demo, 764, 754);
}

static void
take_blocks (Demo *demo)
{
  const gsize start = article_sample_find (demo->sample, "What each side");

  postil_article_pane_jump_to (demo->pane, start, start + 4);
  run_for (300);
  save (demo, demo->window, "blocks-1");
  while (postil_article_pane_page_down (demo->pane))
    run_for (100);
  save (demo, demo->window, "blocks-2");
  set_dark (demo, TRUE);
  save (demo, demo->window, "blocks-2-dark");
  set_dark (demo, FALSE);
}

static void
take_editing (Demo *demo)
{
  PostilNote *note;

  article_sample_add_note (
      demo->sample, "Revenue from iPhones sold in mainland China fell by 11% to $18.5 billion in the latest quarter", 3,
      "Compared with which quarter? Pacific Wire gives $18.51 bn for October to December, so the base is a year "
      "earlier.",
      "iphone-sales");
  postil_article_pane_jump_to (demo->pane, 0, 0);
  postil_article_pane_set_notes (demo->pane, demo->sample->notes);
  note = g_ptr_array_index (demo->sample->notes, 2);
  run_for (200);
  postil_article_pane_edit_note (demo->pane, &note->id, FALSE, NULL);
  postil_article_pane_note_saved (demo->pane, &note->id, G_GINT64_CONSTANT (1739370720000000));
  save (demo, demo->window, "05-editor");
  set_dark (demo, TRUE);
  save (demo, demo->window, "05-editor-dark");
  set_dark (demo, FALSE);
  postil_article_pane_finish_editing (demo->pane);
  set_size (demo, 420, 754);
  postil_article_pane_edit_note (demo->pane, &note->id, FALSE, NULL);
  save (demo, demo->window, "14-narrow-editor");
  postil_article_pane_finish_editing (demo->pane);
  set_size (demo, 764, 754);
}

/* Everything that differs from the usual: high contrast, large text, no title, no analysis, a note inside another. */
static void
take_variants (Demo *demo)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) untitled = NULL;
  const char *const hidden[] = { "organisation", NULL };

  article_sample_add_note (demo->sample, "$22 billion", 3, "", "");
  article_sample_add_note (demo->sample, "what it spent", 5, "On the same line as another.", "");
  postil_article_pane_set_notes (demo->pane, demo->sample->notes);
  save (demo, demo->window, "20-nested");
  postil_view_set_appearance (FALSE, TRUE);
  save (demo, demo->window, "20-contrast");
  postil_view_set_appearance (FALSE, FALSE);
  g_object_set (demo->pane, "hidden-kinds", hidden, "show-notes", FALSE, NULL);
  save (demo, demo->window, "21-hidden");
  g_object_set (demo->pane, "hidden-kinds", NULL, "show-notes", TRUE, NULL);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  set_size (demo, 1280, 800);
  save (demo, demo->window, "large-wide");
  set_size (demo, 420, 800);
  save (demo, demo->window, "large-narrow");
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  set_size (demo, 764, 754);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "A text without a title of its own.");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "The record knows one, and the header shows it.");
  untitled = postil_document_builder_finish (builder, NULL);
  postil_article_pane_set_article (demo->pane, demo->sample->article, untitled, NULL, NULL);
  save (demo, demo->window, "no-title");
}

static void
take_pictures (Demo *demo)
{
  run_for (500);
  take_reading (demo);
  take_blocks (demo);
  take_editing (demo);
  take_variants (demo);
}

static void
show_card_cb (Demo *demo, guint layer, guint index)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *text = g_strdup_printf ("Layer %u, mark %u\nA card that points to its mark", layer, index);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_margin_top (label, 16);
  gtk_widget_set_margin_bottom (label, 16);
  gtk_widget_set_margin_start (label, 16);
  gtk_widget_set_margin_end (label, 16);
  g_print ("show-card %u %u\n", layer, index);
  postil_article_pane_present_card (demo->pane, label, (PostilMarkLayer) layer, index);
}

static void
edit_note_cb (Demo *demo, PostilNote *note, guint color, const char *comment, const char *const *note_tags)
{
  g_autofree char *joined = note_tags != NULL ? g_strjoinv (",", (char **) note_tags) : NULL;

  g_print ("edit-note %u '%s' [%s]\n", color, comment != NULL ? comment : "", joined != NULL ? joined : "");
  postil_article_pane_note_saved (demo->pane, &note->id, g_get_real_time ());
}

static void
keep_draft_cb (Demo *demo, PostilNote *note, const char *comment)
{
  g_print ("keep-draft '%s'\n", comment);
}

static void
open_link_cb (Demo *demo, const char *uri)
{
  g_print ("open-link %s\n", uri);
}

int
main (int argc, char **argv)
{
  Demo demo = { .directory = argc > 1 ? argv[1] : NULL };
  gboolean open = TRUE;

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  postil_view_init ();
  postil_view_set_appearance (FALSE, FALSE);
  demo.sample = article_sample_new (TRUE);
  demo.window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (demo.window), FALSE);
  demo.pane = POSTIL_ARTICLE_PANE (postil_article_pane_new ());
  g_object_set (demo.pane, "color-names", meanings, "tag-names", tags, NULL);
  gtk_window_set_child (GTK_WINDOW (demo.window), GTK_WIDGET (demo.pane));
  gtk_window_set_default_size (GTK_WINDOW (demo.window), 764, 754);
  postil_article_pane_set_article (demo.pane, demo.sample->article, demo.sample->document, demo.sample->analysis,
                                   demo.sample->notes);
  gtk_window_present (GTK_WINDOW (demo.window));
  g_signal_connect_swapped (demo.pane, "show-card", G_CALLBACK (show_card_cb), &demo);
  g_signal_connect_swapped (demo.pane, "edit-note", G_CALLBACK (edit_note_cb), &demo);
  g_signal_connect_swapped (demo.pane, "keep-draft", G_CALLBACK (keep_draft_cb), &demo);
  g_signal_connect_swapped (demo.pane, "open-link", G_CALLBACK (open_link_cb), &demo);
  if (demo.directory != NULL)
    {
      take_pictures (&demo);
    }
  else
    {
      g_signal_connect_swapped (demo.window, "destroy", G_CALLBACK (g_nullify_pointer), &open);
      while (open && gtk_window_list_toplevels () != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
  article_sample_free (demo.sample);
  return 0;
}
