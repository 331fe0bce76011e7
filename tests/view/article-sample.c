/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the sample by writing the text first and then looking each name and figure up in it. */
#include "config.h"

#include "article-sample.h"

#include "postil-document-builder.h"

#include <math.h>
#include <string.h>

#define FIRST_DAY G_GINT64_CONSTANT (1739232000000000) /* 11 February 2025 */
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

typedef struct
{
  const char *words;
  PostilEntityType type;
  const char *name;
  float confidence;
} NameSpec;

typedef struct
{
  const char *words;
  PostilFigureKind kind;
  PostilChangeDirection direction;
  double value;
  const char *currency;
} FigureSpec;

static const NameSpec names[] = {
  { "ByteDance", POSTIL_ENTITY_ORG, "ByteDance", 0.97f },  { "Apple", POSTIL_ENTITY_ORG, "Apple", 0.99f },
  { "Alibaba", POSTIL_ENTITY_ORG, "Alibaba", 0.96f },      { "Huawei", POSTIL_ENTITY_ORG, "Huawei", 0.93f },
  { "Xiaomi", POSTIL_ENTITY_ORG, "Xiaomi", 0.93f },        { "Baidu", POSTIL_ENTITY_ORG, "Baidu", 0.93f },
  { "Tencent", POSTIL_ENTITY_ORG, "Tencent", 0.93f },      { "Northbank", POSTIL_ENTITY_ORG, "Northbank", 0.45f },
  { "mainland China", POSTIL_ENTITY_LOC, "China", 0.91f }, { "Cupertino", POSTIL_ENTITY_LOC, "Cupertino", 0.91f },
  { "Beijing", POSTIL_ENTITY_LOC, "Beijing", 0.91f },      { "Doubao", POSTIL_ENTITY_PRODUCT, "Doubao", 0.9f },
  { "iPhones", POSTIL_ENTITY_PRODUCT, "iPhone", 0.9f },    { "ChatGPT", POSTIL_ENTITY_PRODUCT, "ChatGPT", 0.9f },
  { "Joe Tsai", POSTIL_ENTITY_PER, "Joe Tsai", 0.95f },    { "Spring Festival", POSTIL_ENTITY_EVENT, "Spring Festival", 0.8f },
};

static const FigureSpec figures[] = {
  { "$22 billion", POSTIL_FIGURE_MONEY, POSTIL_CHANGE_NONE, 22e9, "USD" },
  { "twice", POSTIL_FIGURE_MULTIPLE, POSTIL_CHANGE_UP, 2.0, "" },
  { "in 2024", POSTIL_FIGURE_PERIOD, POSTIL_CHANGE_NONE, NAN, "" },
  { "11%", POSTIL_FIGURE_PERCENT, POSTIL_CHANGE_DOWN, 11.0, "" },
  { "$18.5 billion", POSTIL_FIGURE_MONEY, POSTIL_CHANGE_NONE, 18.5e9, "USD" },
  { "latest quarter", POSTIL_FIGURE_PERIOD, POSTIL_CHANGE_NONE, NAN, "" },
  { "second", POSTIL_FIGURE_ORDINAL, POSTIL_CHANGE_NONE, 2.0, "" },
  { "$4 trillion", POSTIL_FIGURE_MONEY, POSTIL_CHANGE_NONE, 4e12, "USD" },
  { "mid-2025", POSTIL_FIGURE_DATE, POSTIL_CHANGE_NONE, NAN, "" },
  { "96%", POSTIL_FIGURE_PERCENT, POSTIL_CHANGE_NONE, 96.0, "" },
  { "40,000 servers", POSTIL_FIGURE_QUANTITY, POSTIL_CHANGE_NONE, 40000.0, "" },
};

static void
add_block (PostilDocumentBuilder *builder, PostilBlockKind kind, guint level, guint number, const char *text)
{
  postil_document_builder_add_block (builder, kind, level, number, text);
}

static void
add_story (PostilDocumentBuilder *builder)
{
  add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "Is ByteDance Apple’s next partner?");
  add_block (
      builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
      "Apple needs a local partner before its assistant can reach the phones it sells in mainland China, and ByteDance has "
      "just made itself hard to ignore. The owner of Doubao told suppliers it will put $22 billion into AI this year, twice "
      "what it spent in 2024, most of it on data centres.");
  add_block (
      builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
      "The timing hurts in Cupertino. Revenue from iPhones sold in mainland China fell by 11% to $18.5 billion in the latest "
      "quarter, while Huawei and Xiaomi ship handsets with in-house models.");
  add_block (
      builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
      "Doubao ranks second in active users behind ChatGPT, the company says. Analysts at Northbank think capacity counts for "
      "more than rank: a phone maker valued at $4 trillion cannot let questions queue.");
  add_block (builder, POSTIL_BLOCK_HEADING, 2, 0, "Why approval decides");
  add_block (
      builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
      "Beijing clears every generative model before the public may use it. Alibaba holds that clearance and is expected to "
      "supply the first features by mid-2025; Baidu and Tencent were tried and passed over. A second partner would be "
      "insurance rather than a change of mind, one adviser says.");
  add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
             "Whether ByteDance wants that role is another matter. Its new budget buys 40,000 servers, and ByteDance has a phone "
             "assistant of its own. Joe Tsai praised the talks before Spring Festival.");
}

static void
add_code_and_link (PostilDocumentBuilder *builder)
{
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_append (builder, "See ", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_LINK, "https://example.org/plan");
  postil_document_builder_append (builder, "the plan", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, ", which is ", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_EMPHASIS, NULL);
  postil_document_builder_append (builder, "not", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, " final, and run ", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_CODE, NULL);
  postil_document_builder_append (builder, "count --all", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, " for the ", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_STRONG, NULL);
  postil_document_builder_append (builder, "whole", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, " list of 10", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_SUPERSCRIPT, NULL);
  postil_document_builder_append (builder, "6", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder,
                                  " rows. 字节跳动 (ByteDance) 在北京, in two scripts on one line, keeps its marks straight.",
                                  -1);
  postil_document_builder_end_block (builder);
  add_block (builder, POSTIL_BLOCK_CODE, 0, 0, "for each share in plan:\n    if share > 96%:\n        print (share)");
}

static void
add_table (PostilDocumentBuilder *builder)
{
  static const char *const rows[][3] = {
    { "Quarter", "Units, million", "Share" },
    { "First", "12.4", "17%" },
    { "Second, revised", "9.8", "14%" },
    { "Third", "10.1", "15%" },
  };

  postil_document_builder_begin_block (builder, POSTIL_BLOCK_TABLE, 0, 1);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      for (guint cell = 0; cell < 3; cell++)
        {
          if (cell > 0)
            postil_document_builder_next_cell (builder);
          postil_document_builder_append (builder, rows[row][cell], -1);
        }
      if (row + 1 < G_N_ELEMENTS (rows))
        postil_document_builder_next_row (builder);
    }
  postil_document_builder_end_block (builder);
  add_block (builder, POSTIL_BLOCK_CAPTION, 0, 0, "Handsets sold, by the makers’ own count");
}

static void
add_picture (PostilDocumentBuilder *builder)
{
  const guint width = 360;
  const guint height = 90;
  guint8 *pixels = g_malloc (width * height * 4);
  PostilImage image = { .alt = (char *) "A gradient", .width = width, .height = height };

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint8 *p = pixels + (y * width + x) * 4;

        p[0] = (guint8) (x * 255 / width);
        p[1] = (guint8) (y * 255 / height);
        p[2] = 150;
        p[3] = 255;
      }
  image.pixels = g_bytes_new_take (pixels, width * height * 4);
  postil_document_builder_add_image (builder, &image);
  g_bytes_unref (image.pixels);
  image = (PostilImage){ .url = (char *) "https://example.org/chart.png", .alt = (char *) "Chart of spending by year" };
  postil_document_builder_add_image (builder, &image);
}

static void
add_blocks (PostilDocumentBuilder *builder)
{
  add_block (builder, POSTIL_BLOCK_HEADING, 3, 0, "What each side brings");
  add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 0,
             "Apple: phones in mainland China, and the trust of those who own them, which took two decades to build");
  add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 0, "ByteDance: models");
  add_block (builder, POSTIL_BLOCK_LIST_ITEM, 2, 0, "cleared in Beijing");
  add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 1, "first of the numbered");
  add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 2, "second of the numbered");
  add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 0, "- an item with a marker of its own");
  add_block (builder, POSTIL_BLOCK_QUOTE, 1, 0,
             "“Clearance is a queue, and Alibaba stands at its head,” one adviser said. “Everybody else waits.”");
  add_code_and_link (builder);
  add_table (builder);
  add_picture (builder);
  add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  add_block (builder, POSTIL_BLOCK_ASIDE, 0, 0, "Comments · Share this article");
}

static void
add_names (PostilAnalysis *analysis, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const guint entity = postil_analysis_add_entity (analysis, names[i].type, names[i].name);

      for (const char *at = text; (at = strstr (at, names[i].words)) != NULL; at += strlen (names[i].words))
        {
          PostilMention mention = { .entity = entity, .confidence = names[i].confidence };

          mention.start = (guint32) g_utf8_pointer_to_offset (text, at);
          mention.end = mention.start + (guint32) g_utf8_strlen (names[i].words, -1);
          postil_analysis_add_mention (analysis, &mention);
        }
    }
}

static void
add_figures (PostilAnalysis *analysis, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    for (const char *at = text; (at = strstr (at, figures[i].words)) != NULL; at += strlen (figures[i].words))
      {
        const gboolean whole = !g_str_has_prefix (figures[i].words, "in ");
        PostilFigure figure;

        postil_figure_init (&figure);
        figure.start = (guint32) g_utf8_pointer_to_offset (text, at) + (whole ? 0 : 3);
        figure.end = figure.start + (guint32) g_utf8_strlen (figures[i].words, -1) - (whole ? 0 : 3);
        figure.kind = figures[i].kind;
        figure.value = figures[i].value;
        figure.change.direction = figures[i].direction;
        g_strlcpy (figure.currency, figures[i].currency, sizeof figure.currency);
        postil_analysis_take_figure (analysis, &figure);
      }
}

static PostilArticle *
make_article (const char *title, guint words)
{
  PostilArticle *article = postil_article_new ();

  article->id = 1;
  article->key = g_strdup ("0123456789abcdef0123456789abcdef");
  article->source = g_strdup ("Meridian Tech");
  article->title = g_strdup (title);
  article->byline = g_strdup ("Marta Lindqvist");
  article->summary = g_strdup ("The owner of Doubao doubles its AI budget. Approval, not capacity, may decide.");
  article->published = FIRST_DAY + DAY / 2;
  article->words = words;
  article->analysis = POSTIL_ANALYSIS_DONE;
  article->n_notes = 2;
  article->n_chips = 2;
  article->chip_types[0] = POSTIL_ENTITY_ORG;
  article->chip_names[0] = g_strdup ("ByteDance");
  article->chip_types[1] = POSTIL_ENTITY_LOC;
  article->chip_names[1] = g_strdup ("China");
  return article;
}

static ArticleSample *
finish (PostilDocumentBuilder *builder, guint words)
{
  ArticleSample *sample = g_new0 (ArticleSample, 1);
  g_autoptr (GError) error = NULL;

  sample->document = postil_document_builder_finish (builder, &error);
  g_assert_no_error (error);
  sample->analysis = postil_analysis_new ("en", 1);
  sample->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  sample->article = make_article ("Is ByteDance Apple’s next partner?", words);
  postil_analysis_set_names_analysed (sample->analysis, TRUE);
  return sample;
}

ArticleSample *
article_sample_new (gboolean long_text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  ArticleSample *sample;

  add_story (builder);
  if (long_text)
    add_blocks (builder);
  sample = finish (builder, 920);
  add_names (sample->analysis, postil_document_get_text (sample->document));
  add_figures (sample->analysis, postil_document_get_text (sample->document));
  postil_analysis_sort (sample->analysis);
  article_sample_add_note (sample, "put $22 billion into AI this year, twice what it spent in 2024", 1,
                           "East Asia Markets has 160 billion yuan. Same plan? Ask whether it is AI alone.", "capex,to-check");
  article_sample_add_note (sample, "Doubao ranks second in active users behind ChatGPT", 4,
                           "Only the company’s word: no date and no count given.", "to-check");
  return sample;
}

ArticleSample *
article_sample_new_large (guint words, guint marks)
{
  static const char *const vocabulary[] = { "Apple ", "needs ",     "a ",   "local ", "partner ", "before ",
                                            "its ",   "assistant ", "can ", "reach ", "phones ",  "$22 billion " };
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  ArticleSample *sample;
  gsize length;
  guint entity;

  add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "A long article");
  for (guint word = 0; word < words;)
    {
      g_autoptr (GString) paragraph = g_string_new (NULL);

      for (guint i = 0; i < 90 && word < words; i++, word++)
        g_string_append (paragraph, vocabulary[(word * 7 + word / 13) % G_N_ELEMENTS (vocabulary)]);
      add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, paragraph->str);
    }
  sample = finish (builder, words);
  length = postil_document_get_length (sample->document) - 40;
  entity = postil_analysis_add_entity (sample->analysis, POSTIL_ENTITY_ORG, "Apple");
  for (guint i = 0; i < marks; i++)
    {
      const guint32 start = 20 + (guint32) (i * (length / marks));

      if (i % 2 == 0)
        {
          PostilMention mention = { start, start + 9, entity, 0.9f };

          postil_analysis_add_mention (sample->analysis, &mention);
        }
      else
        {
          PostilFigure figure;

          postil_figure_init (&figure);
          figure.start = start;
          figure.end = start + 10;
          figure.kind = (PostilFigureKind) (i / 2 % POSTIL_N_FIGURE_KINDS);
          postil_analysis_take_figure (sample->analysis, &figure);
        }
    }
  postil_analysis_sort (sample->analysis);
  return sample;
}

void
article_sample_free (ArticleSample *sample)
{
  postil_article_unref (sample->article);
  g_object_unref (sample->document);
  g_object_unref (sample->analysis);
  g_ptr_array_unref (sample->notes);
  g_free (sample);
}

gsize
article_sample_find (ArticleSample *sample, const char *words)
{
  const char *text = postil_document_get_text (sample->document);
  const char *at = strstr (text, words);

  g_assert_nonnull (at);
  return (gsize) g_utf8_pointer_to_offset (text, at);
}

void
article_sample_add_note (ArticleSample *sample, const char *quote, guint color, const char *comment, const char *tags)
{
  PostilNote *note = postil_note_new ();
  const gsize start = article_sample_find (sample, quote);

  g_assert_true (postil_id_new_random (&note->id, NULL));
  g_free (note->article_key);
  note->article_key = g_strdup (sample->article->key);
  postil_note_set_passage (note, sample->document, start, start + (gsize) g_utf8_strlen (quote, -1));
  note->color = color;
  g_free (note->comment);
  note->comment = g_strdup (comment);
  g_strfreev (note->tags);
  note->tags = postil_tags_parse (tags);
  note->created = note->modified = FIRST_DAY + DAY;
  g_ptr_array_add (sample->notes, note);
}
