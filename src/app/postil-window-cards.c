/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards: what the library knows of the name or figure under the caret, one key away. Also the list of all marks. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-entity-card.h"
#include "postil-figure-card.h"
#include "postil-figures-page.h"
#include "postil-library-search.h"
#include "postil-marks-list.h"
#include "postil-modal.h"

#include <glib/gi18n.h>

/* A card on its way: shown only if the same article is still open. */
typedef struct
{
  PostilWindow *window;
  gint64 article_id;
  guint index; /* of the mention; G_MAXUINT: the card replaces another one, at its place */
} CardQuestion;

static void
card_question_free (CardQuestion *question)
{
  g_object_unref (question->window);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CardQuestion, card_question_free)

static void ask_for_entity (PostilWindow *self, PostilEntityType type, const char *name, guint index);

static void
open_figure_cb (PostilWindow *self, gint64 article_id, guint start)
{
  postil_article_pane_dismiss_card (self->pane);
  if (self->open != NULL && self->open->article->id == article_id)
    postil_article_pane_jump_to (self->pane, start, start);
  else
    {
      self->wanted_start = start;
      postil_window_open_article (self, article_id, TRUE);
    }
}

static void
open_entity_cb (PostilWindow *self, guint type, const char *name)
{
  if (self->open != NULL)
    ask_for_entity (self, (PostilEntityType) type, name, self->card_index);
}

/* From the mention whose card is open to the next one of the same name, round the end of the article. */
static void
sentences_cb (PostilWindow *self)
{
  gsize n_mentions;
  const PostilMention *mentions = postil_analysis_get_mentions (self->open->analysis, &n_mentions);
  guint entity;

  postil_article_pane_dismiss_card (self->pane);
  if (self->card_index >= n_mentions)
    return;
  entity = mentions[self->card_index].entity;
  for (gsize i = 1; i <= n_mentions; i++)
    {
      const PostilMention *mention = &mentions[(self->card_index + i) % n_mentions];

      if (mention->entity != entity)
        continue;
      postil_article_pane_jump_to (self->pane, mention->start, mention->end);
      return;
    }
}

static GtkWidget *
make_entity_card (PostilWindow *self, const PostilEntityFacts *facts)
{
  PostilEntityCard *card = POSTIL_ENTITY_CARD (postil_entity_card_new ());

  postil_entity_card_set_entity (card, facts->type, facts->name, facts->n_mentions, facts->n_articles);
  postil_entity_card_set_aliases (card, (const char *const *) facts->aliases);
  postil_entity_card_set_weeks (card, facts->weeks, facts->n_weeks, facts->first_week);
  for (guint i = 0; i < facts->figures->len; i++)
    {
      const PostilEntityFigure *figure = g_ptr_array_index (facts->figures, i);
      g_autofree char *label = figure->measure != NULL && figure->period != NULL
                                   ? g_strdup_printf ("%s, %s", figure->measure, figure->period)
                               : figure->measure != NULL ? g_strdup (figure->measure)
                                                         : g_strdup (figure->source);

      postil_entity_card_add_figure (card, &(PostilCardFigure){ label, figure->surface, figure->source, figure->article_id,
                                                                figure->start });
    }
  for (guint i = 0; i < facts->together->len; i++)
    {
      const PostilSource *other = g_ptr_array_index (facts->together, i);

      postil_entity_card_add_together (card, (PostilEntityType) other->feed_id, other->name, other->n_all);
    }
  g_signal_connect_object (card, "open-figure", G_CALLBACK (open_figure_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "open-entity", G_CALLBACK (open_entity_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "sentences", G_CALLBACK (sentences_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (card);
}

static void
entity_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CardQuestion) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilEntityFacts) facts = postil_library_load_entity_finish (POSTIL_LIBRARY (source), result, &error);
  PostilWindow *self = question->window;

  if (facts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        postil_window_show_message (self, error->message);
      return;
    }
  if (self->open == NULL || self->open->article->id != question->article_id)
    return;
  self->card_index = question->index;
  postil_article_pane_present_card (self->pane, make_entity_card (self, facts), POSTIL_MARK_MENTION, question->index);
}

static void
ask_for_entity (PostilWindow *self, PostilEntityType type, const char *name, guint index)
{
  CardQuestion *question = g_new0 (CardQuestion, 1);

  question->window = g_object_ref (self);
  question->article_id = self->open->article->id;
  question->index = index;
  postil_library_load_entity_async (self->library, type, name, NULL, entity_loaded_cb, question);
}

static void
show_mention_card (PostilWindow *self, guint index)
{
  gsize n_mentions;
  gsize n_entities;
  const PostilMention *mentions = postil_analysis_get_mentions (self->open->analysis, &n_mentions);
  const PostilEntity *entities = postil_analysis_get_entities (self->open->analysis, &n_entities);

  if (index < n_mentions)
    ask_for_entity (self, entities[mentions[index].entity].type, entities[mentions[index].entity].name, index);
}

static void
show_figure_card (PostilWindow *self, guint index)
{
  gsize n_figures;
  const PostilFigure *figures = postil_analysis_get_figures (self->open->analysis, &n_figures);

  if (index < n_figures)
    postil_article_pane_present_card (self->pane, postil_figure_card_new (self->open->document, &figures[index]),
                                      POSTIL_MARK_FIGURE, index);
}

static void
show_card_cb (PostilWindow *self, guint layer, guint index)
{
  if (self->open == NULL || self->open->analysis == NULL)
    return;
  if (layer == POSTIL_MARK_MENTION)
    show_mention_card (self, index);
  else if (layer == POSTIL_MARK_FIGURE)
    show_figure_card (self, index);
}

static void
show_card (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  guint index;
  PostilMarkLayer layer = postil_article_pane_get_mark_at_caret (self->pane, &index);

  if (layer == POSTIL_MARK_NONE)
    postil_window_show_message (self, _ ("No name or figure here"));
  else
    show_card_cb (self, layer, index);
}

static void
figures (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  PostilFiguresPage *page = postil_figures_page_new (GTK_WINDOW (self), self->library);

  g_signal_connect_object (page, "open-figure", G_CALLBACK (open_figure_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (page));
}

static void
jump_cb (PostilWindow *self, guint start, guint end)
{
  postil_article_pane_jump_to (self->pane, start, end);
}

static void
marks_list (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  GtkWidget *list;
  GtkWindow *window;
  g_auto (GStrv) colors = NULL;

  if (self->open == NULL)
    return;
  list = postil_marks_list_new ();
  window = postil_modal_new (GTK_WINDOW (self), _ ("List of marks"), list);
  g_object_get (self->pane, "color-names", &colors, NULL);
  postil_marks_list_set (POSTIL_MARKS_LIST (list), self->open->document, self->open->analysis, self->open->notes,
                         (const char *const *) colors);
  g_signal_connect_object (list, "jump", G_CALLBACK (jump_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "jump", G_CALLBACK (gtk_window_close), window, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
open_link_cb (PostilWindow *self, const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "mailto") == 0)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
  else
    postil_window_show_message (self, _ ("Only web and mail links are opened"));
}

/**
 * postil_window_connect_cards:
 * @self: the window
 *
 * Listens to what the reading pane asks to know, and adds the actions for it. Main thread.
 */
void
postil_window_connect_cards (PostilWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "show-card", .activate = show_card },
    { .name = "marks-list", .activate = marks_list },
    { .name = "figures", .activate = figures },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->pane, "show-card", G_CALLBACK (show_card_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "open-link", G_CALLBACK (open_link_cb), self, G_CONNECT_SWAPPED);
}
