/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits are made from the front to the back; what is inserted takes on the line ends of the text around it. */
#include "config.h"

#include "postil-markdown-edits-private.h"

#include <string.h>

#define BOM "\xef\xbb\xbf"

typedef struct
{
  gsize at;
  gsize removed;
  guint order;
  char *inserted; /* with LF */
} Edit;

struct _PostilMarkdownEdits
{
  const char *text; /* borrowed */
  gboolean crlf;
  GArray *edits;
};

/* What most lines end in. */
static gboolean
is_crlf (const char *text)
{
  gsize feeds = 0;
  gsize pairs = 0;

  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    {
      feeds++;
      pairs += p > text && p[-1] == '\r' ? 1 : 0;
    }
  return pairs > feeds / 2;
}

static void
append_with_ends (GString *out, const char *text, gboolean crlf)
{
  const char *feed = NULL;

  for (; crlf && (feed = strchr (text, '\n')) != NULL; text = feed + 1)
    {
      g_string_append_len (out, text, feed - text);
      g_string_append (out, "\r\n");
    }
  g_string_append (out, text);
}

static void
edit_clear (gpointer data)
{
  g_free (((Edit *) data)->inserted);
}

/* text is borrowed until the edits are freed. */
PostilMarkdownEdits *
postil_markdown_edits_new (const char *text)
{
  PostilMarkdownEdits *self = g_new0 (PostilMarkdownEdits, 1);

  self->text = text;
  self->crlf = is_crlf (text);
  self->edits = g_array_new (FALSE, TRUE, sizeof (Edit));
  g_array_set_clear_func (self->edits, edit_clear);
  return self;
}

void
postil_markdown_edits_free (PostilMarkdownEdits *self)
{
  g_array_unref (self->edits);
  g_free (self);
}

/* Bytes; two insertions at one place stand in the order of the calls, both before what is removed there. */
void
postil_markdown_edits_add (PostilMarkdownEdits *self, gsize at, gsize removed, const char *inserted)
{
  Edit edit = { at, removed, self->edits->len, g_strdup (inserted) };

  g_array_append_val (self->edits, edit);
}

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const Edit *x = a;
  const Edit *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if ((x->removed == 0) != (y->removed == 0))
    return x->removed == 0 ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

static void
append_edit (PostilMarkdownEdits *self, GString *out, const Edit *edit)
{
  /* A block that is put behind a last line without an end does not become part of that line. */
  if (*edit->inserted != '\0' && edit->removed == 0 && out->len > 0 && out->str[out->len - 1] != '\n')
    append_with_ends (out, "\n", self->crlf);
  append_with_ends (out, edit->inserted, self->crlf);
}

/* Returns: (transfer full) */
char *
postil_markdown_edits_apply (PostilMarkdownEdits *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize size = strlen (self->text);
  gsize cursor = 0;

  g_array_sort (self->edits, compare_edits);
  for (guint i = 0; i < self->edits->len; i++)
    {
      const Edit *edit = &g_array_index (self->edits, Edit, i);
      gsize at = CLAMP (edit->at, cursor, size);

      g_string_append_len (out, self->text + cursor, (gssize) (at - cursor));
      append_edit (self, out, edit);
      cursor = MAX (cursor, MIN (edit->at + edit->removed, size));
    }
  g_string_append (out, self->text + cursor);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Gives a text with LF the line ends and the byte order mark of another. */
char *
postil_markdown_dress (const char *lf_text, const char *like)
{
  GString *out = g_string_new (g_str_has_prefix (like, BOM) ? BOM : "");

  append_with_ends (out, lf_text, is_crlf (like));
  return g_string_free (out, FALSE);
}
