/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right pane. The reading pane knows the text; this page knows the header bar around it. */
#include "config.h"

#include "postil-article-page.h"

#include "postil-late-menu.h"

#include <glib/gi18n.h>

struct _PostilArticlePage
{
  AdwBin parent_instance;

  /* template children */
  AdwSqueezer *squeezer;
  AdwHeaderBar *header;
  GtkMenuButton *menu_button;
  GMenuModel *article_menu;
  GtkWidget *toggles;
  GtkWidget *back_button;
  GtkWidget *star_button;
  GtkWidget *read_button;
  GtkWidget *highlight_button;
  GtkWidget *find_button;
  GtkMenuButton *marks_button;
  GtkMenuButton *narrow_marks_button;
  GtkStack *stack;
  PostilArticlePane *pane;
};

G_DEFINE_FINAL_TYPE (PostilArticlePage, postil_article_page, ADW_TYPE_BIN)

/* Where the toggles do not fit, a button with the menu of all kinds takes their place. */
static void
squeezed_cb (PostilArticlePage *self)
{
  gboolean narrow = adw_squeezer_get_visible_child (self->squeezer) != self->toggles;

  gtk_widget_set_visible (GTK_WIDGET (self->narrow_marks_button), narrow);
}

static void
postil_article_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_ARTICLE_PAGE);
  G_OBJECT_CLASS (postil_article_page_parent_class)->dispose (object);
}

static void
postil_article_page_class_init (PostilArticlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_article_page_dispose;
  g_type_ensure (POSTIL_TYPE_ARTICLE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-article-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, header);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, article_menu);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, toggles);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, star_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, read_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, highlight_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, find_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, marks_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, narrow_marks_button);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilArticlePage, pane);
}

static void
postil_article_page_init (PostilArticlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  postil_late_menu_set (self->menu_button, self->article_menu);
  g_signal_connect_object (self->squeezer, "notify::visible-child", G_CALLBACK (squeezed_cb), self, G_CONNECT_SWAPPED);
  postil_article_page_set_record (self, NULL);
}

/**
 * postil_article_page_get_pane:
 * @self: the page
 *
 * Returns: (transfer none): the reading pane; main thread
 */
PostilArticlePane *
postil_article_page_get_pane (PostilArticlePage *self)
{
  return self->pane;
}

/**
 * postil_article_page_get_header:
 * @self: the page
 *
 * Returns: (transfer none): its header bar; main thread
 */
AdwHeaderBar *
postil_article_page_get_header (PostilArticlePage *self)
{
  return self->header;
}

/**
 * postil_article_page_get_back_button:
 * @self: the page
 *
 * Returns: (transfer none): the button that goes to the list; main thread
 */
GtkWidget *
postil_article_page_get_back_button (PostilArticlePage *self)
{
  return self->back_button;
}

/**
 * postil_article_page_set_marks_menus:
 * @self: the page
 * @make: called before a menu opens; sets the popover of a button that has none
 * @user_data: (transfer none): for @make
 *
 * Gives two buttons, that beside the toggles and that of narrow windows, the menu with the kinds of marks, which is their legend too.
 * Main thread.
 */
void
postil_article_page_set_marks_menus (PostilArticlePage *self, GtkMenuButtonCreatePopupFunc make, gpointer user_data)
{
  gtk_menu_button_set_create_popup_func (self->marks_button, make, user_data, NULL);
  gtk_menu_button_set_create_popup_func (self->narrow_marks_button, make, user_data, NULL);
}

/**
 * postil_article_page_set_record:
 * @self: the page
 * @article: (nullable): the article that is open; %NULL: none
 *
 * Shows the state of the open article in the header bar. Main thread.
 */
void
postil_article_page_set_record (PostilArticlePage *self, PostilArticle *article)
{
  gboolean open = article != NULL;

  gtk_stack_set_visible_child_name (self->stack, open ? "article" : "none");
  gtk_widget_set_visible (self->find_button, open);
  gtk_button_set_icon_name (GTK_BUTTON (self->star_button),
                            open && article->starred ? "postil-starred-symbolic" : "postil-star-symbolic");
  gtk_button_set_icon_name (GTK_BUTTON (self->read_button),
                            open && !article->read ? "postil-unread-symbolic" : "postil-read-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  open && article->starred ? _ ("Remove the star") : _ ("Star"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->read_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  open && article->read ? _ ("Mark as unread") : _ ("Mark as read"), -1);
}
