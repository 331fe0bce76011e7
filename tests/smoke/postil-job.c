/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each step acts with keys and pointer, then looks until the program shows the outcome; a step whose outcome does not come
 * fails and says what was to be seen. */
#include "config.h"

#include "postil-job.h"

#define PATIENCE_S 15
#define WIDTH 1280
#define HEIGHT 800
/* A place over the list of articles, whatever the exact widths of the panes. */
#define LIST_X 370
#define LIST_Y 400

static gboolean
fail (GError **error, const char *what, const char *object)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s “%s”", what, object);
  return FALSE;
}

/* Whether something with these words, in its name or its text, comes on the screen. */
static gboolean
is_shown (PostilRobot *robot, const char *words, guint seconds)
{
  for (guint i = 0; i < seconds * 4; i++)
    {
      g_autoptr (AtspiAccessible) by_name = postil_robot_find (robot, ATSPI_ROLE_INVALID, words, 0);
      g_autoptr (AtspiAccessible) by_text = by_name == NULL ? postil_robot_find_text (robot, words, 0) : NULL;

      if (by_name != NULL || by_text != NULL)
        return TRUE;
      if (!postil_robot_is_running (robot))
        return FALSE;
      postil_robot_wait (robot, 250);
    }
  return FALSE;
}

/**
 * postil_job_start:
 * @robot: a robot with no program running
 * @argv: (array zero-terminated=1): the reader and its arguments
 * @error: return location for an error
 *
 * Starts the reader and waits for its window.
 *
 * Returns: %FALSE with @error set when it does not come
 */
gboolean
postil_job_start (PostilRobot *robot, const char *const *argv, GError **error)
{
  return postil_robot_start (robot, argv, WIDTH, HEIGHT, error);
}

/**
 * postil_job_quit:
 * @robot: a robot
 * @error: return location for an error
 *
 * Quits by key and waits for the end.
 *
 * Returns: %FALSE with @error set when the program did not end well
 */
gboolean
postil_job_quit (PostilRobot *robot, GError **error)
{
  postil_robot_key (robot, "ctrl+q");
  return postil_robot_wait_for_exit (robot, PATIENCE_S, error);
}

/* Clicks the row with that title, turning the wheel over the list until it is in sight. */
static gboolean
click_row (PostilRobot *robot, const char *title)
{
  g_autoptr (AtspiAccessible) row = postil_robot_find (robot, ATSPI_ROLE_INVALID, title, PATIENCE_S);

  for (guint turn = 0; row != NULL && turn < 40; turn++)
    {
      if (postil_robot_click_on (robot, row))
        return TRUE;
      postil_robot_scroll (robot, LIST_X, LIST_Y, turn == 0 ? -30 : 2);
      postil_robot_wait (robot, 100);
    }
  return FALSE;
}

/**
 * postil_job_open_article:
 * @robot: a robot
 * @title: title of an article in the list
 * @words: words of its text
 * @error: return location for an error
 *
 * Clicks the article in the list and waits for its text.
 *
 * Returns: %FALSE with @error set when either does not come
 */
gboolean
postil_job_open_article (PostilRobot *robot, const char *title, const char *words, GError **error)
{
  g_autoptr (AtspiAccessible) text = NULL;

  if (!click_row (robot, title))
    return fail (error, "the list does not show", title);
  text = postil_robot_find_text (robot, words, PATIENCE_S);
  if (text == NULL)
    return fail (error, "the article view does not show", words);
  return TRUE;
}

/**
 * postil_job_highlight:
 * @robot: a robot with an article open
 * @words: words that only the article's text holds
 * @passage: the passage, in sight, within one line
 * @color_key: "h" or "1" to "5"
 * @error: return location for an error
 *
 * Selects a passage with the pointer and highlights it by key.
 *
 * Returns: %FALSE with @error set when the passage cannot be selected
 */
gboolean
postil_job_highlight (PostilRobot *robot, const char *words, const char *passage, const char *color_key, GError **error)
{
  g_autoptr (AtspiAccessible) text = postil_robot_find_text (robot, words, PATIENCE_S);

  if (text == NULL || !postil_robot_select_text (robot, text, passage))
    return fail (error, "the passage cannot be selected:", passage);
  postil_robot_key (robot, color_key);
  postil_robot_settle (robot);
  return TRUE;
}

/**
 * postil_job_comment:
 * @robot: a robot with a highlight just made
 * @comment: ASCII
 * @error: return location for an error
 *
 * Opens the comment by key and writes; the editor stays open.
 *
 * Returns: %FALSE with @error set when the words do not appear
 */
gboolean
postil_job_comment (PostilRobot *robot, const char *comment, GError **error)
{
  postil_robot_key (robot, "c");
  postil_robot_settle (robot);
  if (!postil_robot_wait_for_entry (robot, PATIENCE_S))
    return fail (error, "no editor opens for", comment);
  if (!postil_robot_type (robot, comment) || !is_shown (robot, comment, PATIENCE_S))
    return fail (error, "no comment can be written:", comment);
  return TRUE;
}

/**
 * postil_job_tag:
 * @robot: a robot with a comment being written
 * @tag: ASCII
 * @error: return location for an error
 *
 * Goes on to the tags with Tab, writes one and ends it with Enter.
 *
 * Returns: %FALSE with @error set when the tag does not appear
 */
gboolean
postil_job_tag (PostilRobot *robot, const char *tag, GError **error)
{
  /* GTK 4.8 does not tell the accessibility bus of a bare text field, so there is no waiting for it. */
  postil_robot_key (robot, "Tab");
  postil_robot_settle (robot);
  postil_robot_type (robot, tag);
  postil_robot_key (robot, "Return");
  if (!is_shown (robot, tag, PATIENCE_S))
    return fail (error, "no tag can be added:", tag);
  return TRUE;
}

/**
 * postil_job_finish_note:
 * @robot: a robot with a note being written
 * @comment: its comment
 * @error: return location for an error
 *
 * Closes the editor with Escape, which saves, and waits for the note in the margin.
 *
 * Returns: %FALSE with @error set when it does not come
 */
gboolean
postil_job_finish_note (PostilRobot *robot, const char *comment, GError **error)
{
  postil_robot_key (robot, "Escape");
  postil_robot_settle (robot);
  if (!is_shown (robot, comment, PATIENCE_S))
    return fail (error, "the margin does not show", comment);
  return TRUE;
}

/**
 * postil_job_show_card:
 * @robot: a robot with an article open
 * @words: words that only the article's text holds
 * @mark: a marked name or figure, in sight
 * @error: return location for an error
 *
 * Clicks a mark, so that its card opens.
 *
 * Returns: %FALSE with @error set when the mark is not in sight
 */
gboolean
postil_job_show_card (PostilRobot *robot, const char *words, const char *mark, GError **error)
{
  g_autoptr (AtspiAccessible) text = postil_robot_find_text (robot, words, PATIENCE_S);

  if (text == NULL || !postil_robot_click_on_text (robot, text, mark))
    return fail (error, "the mark is not in sight:", mark);
  postil_robot_settle (robot);
  return TRUE;
}

/**
 * postil_job_search:
 * @robot: a robot
 * @query: ASCII
 * @expected: words that a result holds
 * @error: return location for an error
 *
 * Opens the search by key, types, and waits for a result; the search stays open.
 *
 * Returns: %FALSE with @error set when it does not come
 */
gboolean
postil_job_search (PostilRobot *robot, const char *query, const char *expected, GError **error)
{
  postil_robot_key (robot, "ctrl+k");
  postil_robot_settle (robot);
  if (!postil_robot_wait_for_entry (robot, PATIENCE_S))
    return fail (error, "no entry opens for", query);
  postil_robot_type (robot, query);
  postil_robot_settle (robot);
  if (!is_shown (robot, expected, PATIENCE_S))
    return fail (error, "the search does not find", expected);
  return TRUE;
}

/**
 * postil_job_open_export:
 * @robot: a robot with an annotated article open
 * @error: return location for an error
 *
 * Opens the export by key and waits for its preview.
 *
 * Returns: %FALSE with @error set when it does not come
 */
gboolean
postil_job_open_export (PostilRobot *robot, GError **error)
{
  postil_robot_key (robot, "ctrl+e");
  if (!is_shown (robot, "postil:begin", PATIENCE_S))
    return fail (error, "the export does not preview", "postil:begin");
  return TRUE;
}

/**
 * postil_job_confirm_export:
 * @robot: a robot with the export open
 * @error: return location for an error
 *
 * Clicks Export.
 *
 * Returns: %FALSE with @error set when there is no such button
 */
gboolean
postil_job_confirm_export (PostilRobot *robot, GError **error)
{
  g_autoptr (AtspiAccessible) dialog = postil_robot_find (robot, ATSPI_ROLE_INVALID, "Preview", PATIENCE_S);
  g_autoptr (AtspiAccessible) button = NULL;

  if (dialog == NULL)
    return fail (error, "there is no", "Preview");
  button = postil_robot_find (robot, ATSPI_ROLE_PUSH_BUTTON, "Export", PATIENCE_S);
  if (button == NULL || !postil_robot_click_on (robot, button))
    return fail (error, "there is no button", "Export");
  postil_robot_settle (robot);
  return TRUE;
}

/**
 * postil_job_press:
 * @robot: a robot
 * @key: as postil_robot_key() takes it
 * @expected: (nullable): words that are to come on the screen
 * @error: return location for an error
 *
 * Presses a key and waits for what it shows.
 *
 * Returns: %FALSE with @error set when that does not come
 */
gboolean
postil_job_press (PostilRobot *robot, const char *key, const char *expected, GError **error)
{
  postil_robot_key (robot, key);
  postil_robot_settle (robot);
  if (expected != NULL && !is_shown (robot, expected, PATIENCE_S))
    return fail (error, "the key does not show", expected);
  return TRUE;
}
