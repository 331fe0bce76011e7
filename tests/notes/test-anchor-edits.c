/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anchors under random edits: long articles are made from fixed seeds, a passage is marked, the article is edited as editors do, and
 * the passage must be where its words are now. Half of the edited articles are edited inside the passage too; in some the passage
 * is taken out, and must not be found. The rates are what is asserted. With POSTIL_ANCHOR_VERBOSE set, each failure is shown. */
#include "config.h"

#include "postil-anchor.h"
#include "postil-document-builder.h"

#include <string.h>
#include <time.h>

#define CONTEXT 32

/* A word or a mark. All strings belong to the vocabulary. */
typedef struct
{
  const char *text;
  gboolean glued;  /* no blank before */
  gboolean ends;   /* a paragraph ends after it */
  gboolean inside; /* belongs to the passage */
} Item;

typedef struct
{
  GRand *rand;
  GStringChunk *strings;
  GPtrArray *vocabulary;
  GArray *items;
  gboolean typography; /* quotation marks, dashes and blanks are written in another way */
  gboolean decomposed; /* letters with marks in two code points */
} Article;

typedef struct
{
  char *text;
  gsize start;
  gsize end;
} Rendering;

typedef struct
{
  guint n;
  guint exact;
  guint near;
  guint wrong;
  guint lost;
} Tally;

typedef struct
{
  const char *name;
  guint n_cases;
  guint n_words;
} Size;

static const char *const frequent[] = {
  "the",  "of",   "and",  "to",    "a",     "in",   "that",    "is",     "for",     "it",      "on",
  "with", "as",   "was",  "by",    "at",    "from", "its",     "has",    "said",    "an",      "be",
  "are",  "more", "than", "which", "would", "year", "company", "market", "percent", "billion",
};

static const char *const syllables[]
    = { "ba", "ré", "ti", "mon", "ka", "ler", "su", "ven", "do", "ri", "pel", "na", "gö", "sta", "lin", "ce" };

/* Few words make most of the text, as in real ones. */
static const char *
pick_word (Article *article)
{
  int kind = g_rand_int_range (article->rand, 0, 100);

  if (kind < 45)
    return frequent[g_rand_int_range (article->rand, 0, G_N_ELEMENTS (frequent))];
  if (kind < 51)
    {
      g_autofree char *figure
          = g_strdup_printf ("%d.%d", g_rand_int_range (article->rand, 1, 99), g_rand_int_range (article->rand, 0, 9));

      return g_string_chunk_insert_const (article->strings, figure);
    }
  return g_ptr_array_index (article->vocabulary,
                            (guint) (article->vocabulary->len * g_rand_double (article->rand) * g_rand_double (article->rand)));
}

static void
make_vocabulary (Article *article)
{
  for (guint i = 0; i < 1200; i++)
    {
      g_autoptr (GString) word = g_string_new (NULL);

      for (int n = g_rand_int_range (article->rand, 2, 5); n > 0; n--)
        g_string_append (word, syllables[g_rand_int_range (article->rand, 0, G_N_ELEMENTS (syllables))]);
      if (g_rand_int_range (article->rand, 0, 12) == 0)
        g_string_append (word, "'s");
      g_ptr_array_add (article->vocabulary, g_string_chunk_insert_const (article->strings, word->str));
    }
}

static void
add_item (GArray *items, const char *text, gboolean glued)
{
  Item item = { text, glued, FALSE, FALSE };

  g_array_append_val (items, item);
}

static void
add_sentence (Article *article, GArray *items)
{
  int n = g_rand_int_range (article->rand, 6, 30);

  for (int i = 0; i < n; i++)
    {
      add_item (items, pick_word (article), FALSE);
      if (i + 1 < n && g_rand_int_range (article->rand, 0, 12) == 0)
        add_item (items, g_rand_boolean (article->rand) ? "," : ";", TRUE);
      else if (i + 1 < n && g_rand_int_range (article->rand, 0, 40) == 0)
        add_item (items, "-", FALSE);
    }
  add_item (items, ".", TRUE);
}

static GArray *
make_paragraph (Article *article)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  for (int i = g_rand_int_range (article->rand, 1, 6); i > 0; i--)
    add_sentence (article, items);
  g_array_index (items, Item, items->len - 1).ends = TRUE;
  return items;
}

static Article *
article_new (guint32 seed, guint n_words)
{
  Article *article = g_new0 (Article, 1);

  article->rand = g_rand_new_with_seed (seed);
  article->strings = g_string_chunk_new (4096);
  article->vocabulary = g_ptr_array_new ();
  article->items = g_array_new (FALSE, FALSE, sizeof (Item));
  make_vocabulary (article);
  while (article->items->len < n_words)
    {
      g_autoptr (GArray) paragraph = make_paragraph (article);

      g_array_append_vals (article->items, paragraph->data, paragraph->len);
    }
  return article;
}

static void
article_free (Article *article)
{
  g_rand_free (article->rand);
  g_string_chunk_free (article->strings);
  g_ptr_array_unref (article->vocabulary);
  g_array_unref (article->items);
  g_free (article);
}

static Item *
get_item (Article *article, guint i)
{
  return &g_array_index (article->items, Item, i);
}

/* Marks 5 to 40 words that begin with a word, mostly inside one paragraph. */
static void
mark_passage (Article *article)
{
  guint n = (guint) g_rand_int_range (article->rand, 5, 41);
  guint from = (guint) g_rand_int_range (article->rand, 0, (gint32) (article->items->len - n));

  while (get_item (article, from)->glued || !g_ascii_isalpha (get_item (article, from)->text[0]))
    from = from > 0 ? from - 1 : 0;
  for (guint i = from; i < from + n; i++)
    get_item (article, i)->inside = TRUE;
}

static gboolean
find_passage (Article *article, guint *first, guint *last)
{
  gboolean found = FALSE;

  for (guint i = 0; i < article->items->len; i++)
    if (get_item (article, i)->inside)
      {
        if (!found)
          *first = i;
        *last = i;
        found = TRUE;
      }
  return found;
}

static void
append_item (Article *article, GString *text, const Item *item)
{
  g_autofree char *normal = article->decomposed ? g_utf8_normalize (item->text, -1, G_NORMALIZE_NFD) : g_strdup (item->text);
  g_autoptr (GString) word = g_string_new (normal);

  if (article->typography)
    {
      g_string_replace (word, "'", "\u2019", 0);
      if (strcmp (word->str, "-") == 0)
        g_string_assign (word, "\u2014");
      if (word->len > 9 && g_ascii_isalpha (word->str[3]) && g_ascii_isalpha (word->str[4]))
        g_string_insert (word, 4, "\u00AD");
    }
  g_string_append (text, word->str);
}

static Rendering
render (Article *article)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Rendering rendering = { NULL, G_MAXSIZE, 0 };

  for (guint i = 0; i < article->items->len; i++)
    {
      const Item *item = get_item (article, i);

      if (i > 0 && get_item (article, i - 1)->ends)
        g_string_append_c (text, '\n');
      else if (i > 0 && !item->glued)
        g_string_append (text, article->typography && i % 7 == 0 ? "\u00A0" : " ");
      if (item->inside && rendering.start == G_MAXSIZE)
        rendering.start = (gsize) g_utf8_strlen (text->str, -1);
      append_item (article, text, item);
      if (item->inside)
        rendering.end = (gsize) g_utf8_strlen (text->str, -1);
    }
  rendering.text = g_strdup (text->str);
  return rendering;
}

static void
insert_words (Article *article, guint at, guint n, gboolean inside)
{
  for (guint i = 0; i < n; i++)
    {
      Item item = { pick_word (article), FALSE, FALSE, inside };

      g_array_insert_val (article->items, at, item);
    }
}

/* Takes items out between @at and @end; ends of paragraphs stay. */
static void
delete_words (Article *article, guint at, guint n, guint end)
{
  for (guint i = 0; i < n && at < end && !get_item (article, at)->ends; i++, end--)
    g_array_remove_index (article->items, at);
}

static void
edit_at (Article *article, guint at, guint end, gboolean inside)
{
  guint n = (guint) g_rand_int_range (article->rand, 1, 4);

  switch (g_rand_int_range (article->rand, 0, 4))
    {
    case 0:
      insert_words (article, at, n, inside);
      break;
    case 1:
      delete_words (article, at, n, end);
      break;
    default:
      for (guint i = at; i < MIN (at + MIN (n, 2), end); i++)
        if (!get_item (article, i)->glued)
          get_item (article, i)->text = pick_word (article);
      break;
    }
}

/* Edits one or two places strictly inside the passage, or its first and last words. */
static void
edit_inside (Article *article)
{
  for (int i = g_rand_int_range (article->rand, 1, 3); i > 0; i--)
    {
      guint first = 0;
      guint last = 0;

      if (!find_passage (article, &first, &last) || last < first + 5)
        return;
      edit_at (article, (guint) g_rand_int_range (article->rand, (gint32) first + 1, (gint32) last), last, TRUE);
    }
}

static void
find_paragraph (Article *article, guint at, guint *from, guint *to)
{
  *from = at;
  while (*from > 0 && !get_item (article, *from - 1)->ends)
    (*from)--;
  *to = at;
  while (*to + 1 < article->items->len && !get_item (article, *to)->ends)
    (*to)++;
  (*to)++;
}

/* Whether a border between paragraphs lies in the passage. */
static gboolean
splits_passage (Article *article, guint at)
{
  return at > 0 && at < article->items->len && get_item (article, at - 1)->inside && get_item (article, at)->inside;
}

static guint
pick_border (Article *article)
{
  guint from = 0;
  guint to = 0;

  do
    find_paragraph (article, (guint) g_rand_int_range (article->rand, 0, (gint32) article->items->len), &from, &to);
  while (splits_passage (article, from));
  return from;
}

static void
copy_paragraph (Article *article, guint at, gboolean move)
{
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (Item));
  guint from = 0;
  guint to = 0;

  find_paragraph (article, at, &from, &to);
  if (splits_passage (article, from) || splits_passage (article, to) || to - from == article->items->len)
    return;
  g_array_append_vals (copy, get_item (article, from), to - from);
  if (move)
    g_array_remove_range (article->items, from, to - from);
  for (guint i = 0; i < copy->len && !move; i++)
    g_array_index (copy, Item, i).inside = FALSE;
  g_array_insert_vals (article->items, pick_border (article), copy->data, copy->len);
}

/* The words of the passage stand a second time, in other company. */
static void
copy_passage (Article *article)
{
  g_autoptr (GArray) copy = make_paragraph (article);
  guint first = 0;
  guint last = 0;

  if (!find_passage (article, &first, &last))
    return;
  g_array_index (copy, Item, copy->len - 1).ends = FALSE;
  for (guint i = first; i <= last; i++)
    {
      Item item = *get_item (article, i);

      item.inside = item.ends = FALSE;
      g_array_append_val (copy, item);
    }
  add_sentence (article, copy);
  g_array_index (copy, Item, copy->len - 1).ends = TRUE;
  g_array_insert_vals (article->items, pick_border (article), copy->data, copy->len);
}

static void
edit_outside (Article *article)
{
  guint at = (guint) g_rand_int_range (article->rand, 0, (gint32) article->items->len - 8);
  guint first = 0;
  guint last = 0;
  guint end = at + 8;
  g_autoptr (GArray) paragraph = make_paragraph (article);

  switch (g_rand_int_range (article->rand, 0, 12))
    {
    case 0:
      copy_paragraph (article, at, TRUE);
      return;
    case 1:
      g_array_insert_vals (article->items, pick_border (article), paragraph->data, paragraph->len);
      return;
    case 2:
      article->typography = TRUE;
      return;
    case 3:
      article->decomposed = TRUE;
      return;
    default:
      break;
    }
  /* Near the passage as often as not, where its context is. */
  if (find_passage (article, &first, &last) && g_rand_int_range (article->rand, 0, 4) == 0)
    at = g_rand_boolean (article->rand) ? first - MIN (first, 6) : last + 1;
  end = MIN (at + 8, article->items->len);
  for (guint i = at; i < end; i++)
    if (get_item (article, i)->inside)
      end = i;
  if (at < end)
    edit_at (article, at, end, FALSE);
}

static void
take_passage_out (Article *article)
{
  guint first = 0;
  guint last = 0;

  while (find_passage (article, &first, &last))
    {
      gboolean ends = get_item (article, first)->ends;

      g_array_remove_index (article->items, first);
      if (ends && first > 0)
        get_item (article, first - 1)->ends = TRUE;
    }
}

static PostilDocument *
make_document (const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GError) error = NULL;
  PostilDocument *document;

  postil_document_builder_begin_block (builder, POSTIL_BLOCK_CODE, 0, 0);
  postil_document_builder_append_verbatim (builder, text, -1);
  postil_document_builder_end_block (builder);
  document = postil_document_builder_finish (builder, &error);
  g_assert_no_error (error);
  return document;
}

static char *
slice (const char *text, gsize start, gsize end)
{
  return g_utf8_substring (text, (glong) start, (glong) end);
}

static void
show_failure (const char *quote, const Rendering *now, const gsize found[2], double confidence)
{
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;
  gsize length = (gsize) g_utf8_strlen (now->text, -1);

  if (g_getenv ("POSTIL_ANCHOR_VERBOSE") == NULL)
    return;
  if (now->start < now->end)
    expected = slice (now->text, now->start - MIN (now->start, 40), MIN (now->end + 40, length));
  got = slice (now->text, found[0], found[1]);
  g_test_message ("quote    %s\nexpected %s\nfound    %s (%.2f)", quote, expected != NULL ? expected : "nothing", got,
                  confidence);
}

static void
judge (Tally *tally, const char *quote, const Rendering *now, const PostilAnchor *anchor)
{
  g_autoptr (PostilDocument) document = make_document (now->text);
  guint gone = now->start >= now->end ? 1 : 0;
  gsize found[2] = { 0, 0 };
  double confidence = 0;
  gsize common;
  gsize both;

  tally->n++;
  if (!postil_anchor_find (anchor, document, &found[0], &found[1], &confidence) || confidence < POSTIL_ANCHOR_CERTAIN)
    {
      tally->exact += gone;
      tally->near += gone;
      tally->lost += gone == 0;
      if (!gone)
        show_failure (quote, now, found, confidence);
      return;
    }
  common = MIN (found[1], now->end) > MAX (found[0], now->start) ? MIN (found[1], now->end) - MAX (found[0], now->start) : 0;
  both = MAX (found[1], now->end) - MIN (found[0], now->start);
  tally->exact += !gone && found[0] == now->start && found[1] == now->end;
  tally->near += !gone && common * 5 >= both * 4;
  tally->wrong += gone > 0 || common == 0;
  if (gone || found[0] != now->start || found[1] != now->end)
    show_failure (quote, now, found, confidence);
}

static void
edit (Article *article, guint kind)
{
  GRand *rand = article->rand;

  if (kind % 2 == 0)
    edit_inside (article);
  if (kind == 0 || kind == 1)
    copy_passage (article);
  if (kind == 3)
    take_passage_out (article);
  for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
    edit_outside (article);
}

static void
run_case (guint32 seed, guint n_words, Tally *tally)
{
  Article *article = article_new (seed, n_words);
  g_autofree char *quote = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *suffix = NULL;
  Rendering old;
  Rendering now;
  PostilAnchor anchor;

  mark_passage (article);
  old = render (article);
  quote = slice (old.text, old.start, old.end);
  prefix = slice (old.text, old.start - MIN (old.start, CONTEXT), old.start);
  suffix = slice (old.text, old.end, MIN (old.end + CONTEXT, (gsize) g_utf8_strlen (old.text, -1)));
  anchor = (PostilAnchor){ quote, prefix, suffix, (guint32) old.start, (guint32) old.end };
  edit (article, seed % 20);
  now = render (article);
  judge (tally, quote, &now, &anchor);
  g_free (old.text);
  g_free (now.text);
  article_free (article);
}

static void
test_rates (gconstpointer data)
{
  const Size *size = data;
  Tally tally = { 0 };

  for (guint32 seed = 0; seed < size->n_cases; seed++)
    run_case (seed, size->n_words, &tally);
  g_test_message ("%u passages: %u exact, %u near, %u lost, %u wrong", tally.n, tally.exact, tally.near, tally.lost, tally.wrong);
  g_assert_cmpuint (tally.exact * 100, >=, tally.n * 92);
  g_assert_cmpuint (tally.near * 100, >=, tally.n * 98);
  g_assert_cmpuint (tally.wrong * 1000, <=, tally.n * 5);
}

/* Ten notes on an article, found in its edited form; adds the processor time that takes, documents not counted. */
static guint
time_article (guint32 seed, guint n_words, double *seconds)
{
  Article *article = article_new (seed, n_words);
  Rendering old = render (article);
  gsize length = (gsize) g_utf8_strlen (old.text, -1);
  g_autoptr (PostilDocument) document = NULL;
  Rendering now;
  guint n_certain = 0;

  for (guint i = 0; i < 12; i++)
    edit_outside (article);
  now = render (article);
  document = make_document (now.text);
  for (guint i = 0; i < 10; i++)
    {
      gsize start = (gsize) g_rand_int_range (article->rand, 0, (gint32) length - 300);
      gsize end = start + (gsize) g_rand_int_range (article->rand, 20, 300);
      g_autofree char *quote = slice (old.text, start, end);
      g_autofree char *prefix = slice (old.text, start - MIN (start, CONTEXT), start);
      g_autofree char *suffix = slice (old.text, end, MIN (end + CONTEXT, length));
      const PostilAnchor anchor = { quote, prefix, suffix, (guint32) start, (guint32) end };
      gsize found[2];
      double confidence = 0;
      clock_t before = clock ();

      if (postil_anchor_find (&anchor, document, &found[0], &found[1], &confidence) && confidence >= POSTIL_ANCHOR_CERTAIN)
        n_certain++;
      *seconds += (double) (clock () - before) / CLOCKS_PER_SEC;
    }
  g_free (old.text);
  g_free (now.text);
  article_free (article);
  return n_certain;
}

/* What is measured is shown, never asserted: run with -m perf. */
static void
test_time (void)
{
  double seconds = 0;
  guint n_certain = 0;

  for (guint32 seed = 0; seed < 100; seed++)
    n_certain += time_article (seed, 5000, &seconds);
  g_test_minimized_result (seconds, "1000 notes on 100 articles of 5000 words: %.3f s, %u certain", seconds, n_certain);
}

int
main (int argc, char **argv)
{
  static const Size quick = { "quick", 200, 600 };
  static const Size full = { "full", 300, 3000 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/notes/anchor-edits/quick", &quick, test_rates);
  if (g_test_slow ())
    g_test_add_data_func ("/notes/anchor-edits/full", &full, test_rates);
  if (g_test_perf ())
    g_test_add_func ("/notes/anchor-edits/time", test_time);
  return g_test_run ();
}
