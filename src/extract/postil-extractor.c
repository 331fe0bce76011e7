/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's one door: runs the steps over a text or a document and hands back the analysis. */
#include "config.h"

#include "postil-extractor.h"

#include "postil-claims-private.h"
#include "postil-language-private.h"

struct _PostilExtractor
{
  PostilLexicon *lexicon;
  PostilVocabulary *vocabularies[POSTIL_N_LANGUAGES];
  PostilClaimWords *claim_words;
};

/**
 * postil_extractor_new:
 * @lexicon: the bytes of a compiled lexicon, mapped or not; a reference is kept
 * @error: where to put a %POSTIL_EXTRACT_ERROR: LEXICON for a damaged file, VERSION for one of another version
 *
 * Makes an engine. Any thread; the engine is immutable afterwards and may be used from several threads.
 *
 * Returns: (transfer full) (nullable): the engine, or %NULL when the lexicon cannot be used.
 */
PostilExtractor *
postil_extractor_new (GBytes *lexicon, GError **error)
{
  PostilLexicon *opened;
  PostilExtractor *self;

  g_return_val_if_fail (lexicon != NULL, NULL);

  opened = postil_lexicon_new (lexicon, error);
  if (opened == NULL)
    return NULL;
  self = g_new0 (PostilExtractor, 1);
  self->lexicon = opened;
  for (guint i = 0; i < POSTIL_N_LANGUAGES; i++)
    self->vocabularies[i] = postil_vocabulary_new (i);
  self->claim_words = postil_claim_words_new ();
  return self;
}

/**
 * postil_extractor_free:
 * @self: (nullable) (transfer full): an engine
 *
 * Frees an engine that no thread uses any more.
 */
void
postil_extractor_free (PostilExtractor *self)
{
  if (self == NULL)
    return;
  postil_lexicon_free (self->lexicon);
  for (guint i = 0; i < POSTIL_N_LANGUAGES; i++)
    postil_vocabulary_free (self->vocabularies[i]);
  postil_claim_words_free (self->claim_words);
  g_free (self);
}

/* The type a name leaves the engine with; MISC stays inside. */
static gboolean
public_type (PostilNameType type, PostilEntityType *entity)
{
  switch (type)
    {
    case POSTIL_NAME_ORG:
      *entity = POSTIL_ENTITY_ORG;
      return TRUE;
    case POSTIL_NAME_PER:
      *entity = POSTIL_ENTITY_PER;
      return TRUE;
    case POSTIL_NAME_LOC:
      *entity = POSTIL_ENTITY_LOC;
      return TRUE;
    case POSTIL_NAME_PRODUCT:
      *entity = POSTIL_ENTITY_PRODUCT;
      return TRUE;
    case POSTIL_NAME_NONE:
    case POSTIL_NAME_MISC:
    case POSTIL_N_NAME_TYPES:
    default:
      return FALSE;
    }
}

/* In hundredths, and never quite certain. */
static float
confidence_of (const PostilName *name)
{
  return (float) (CLAMP ((name->margin + 5) / 10, 1, 99) / 100.0);
}

static void
add_names (PostilAnalysis *analysis, const PostilNames *names, const PostilTokens *tokens)
{
  g_autofree guint *index = g_new (guint, names->entities->len + 1);
  guint n_mentions = 0;

  for (guint i = 0; i < names->entities->len; i++)
    {
      const PostilNamed *named = &g_array_index (names->entities, PostilNamed, i);
      PostilEntityType type;

      index[i] = public_type (named->type, &type) ? postil_analysis_add_entity (analysis, type, named->name) : 0;
    }
  for (guint i = 0; i < names->names->len && n_mentions < POSTIL_ANALYSIS_MAX_MENTIONS; i++)
    {
      const PostilName *name = &g_array_index (names->names, PostilName, i);
      PostilMention mention;

      if (name->entity == POSTIL_NAME_NO_ENTITY)
        continue;
      mention = (PostilMention){ .start = tokens->tokens[name->begin].start,
                                 .end = tokens->tokens[name->end - 1].end,
                                 .entity = index[name->entity],
                                 .confidence = confidence_of (name) };
      postil_analysis_add_mention (analysis, &mention);
      n_mentions++;
    }
}

static void
add_figures (PostilAnalysis *analysis, GArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      PostilFigure *figure = &g_array_index (found, PostilFound, i).figure;

      if (i < POSTIL_ANALYSIS_MAX_FIGURES)
        postil_analysis_take_figure (analysis, figure);
      else
        postil_figure_clear (figure);
    }
}

static PostilAnalysis *
analyse (PostilExtractor *self, PostilTokens *tokens, PostilLanguage language, GArray *hints, PostilDay day)
{
  PostilAnalysis *analysis = postil_analysis_new (postil_language_to_tag (language), POSTIL_EXTRACTOR_VERSION);
  g_autoptr (GArray) sentences = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (PostilNames) names = NULL;
  PostilClaimJudge judge = { .weights = postil_claim_weights, .margins = postil_claim_margins };
  PostilClaimJob job;

  postil_vocabulary_annotate (self->vocabularies[language], tokens);
  sentences = postil_sentences_new (tokens, (const PostilSentenceHint *) (gpointer) hints->data, hints->len);
  names = postil_names_new (tokens, self->lexicon, sentences, language);
  found = postil_figures_new (self->vocabularies[language], tokens, names, sentences, day);
  job = (PostilClaimJob){ .tokens = tokens, .names = names, .sentences = sentences, .found = found, .day = day };
  job.words = self->claim_words;
  job.judge = &judge;
  if (language == POSTIL_LANGUAGE_EN)
    postil_claims_fill (&job);
  add_names (analysis, names, tokens);
  add_figures (analysis, found);
  postil_analysis_set_names_analysed (analysis, language != POSTIL_LANGUAGE_OTHER);
  postil_analysis_sort (analysis);
  return analysis;
}

/* In plain text the first line is the headline when it ends like one. */
static void
guess_headline (const PostilTokens *tokens, GArray *hints)
{
  PostilSentenceHint hint = { .flags = POSTIL_SENTENCE_HEADING };
  guint end = 1;
  const PostilToken *last;

  while (end < tokens->n_tokens && !postil_token_has (&tokens->tokens[end], POSTIL_TOKEN_BLOCK_BEFORE))
    end++;
  last = postil_tokens_at (tokens, (gint64) end - 1);
  if (end >= tokens->n_tokens || end > 40 || (last->kind == POSTIL_TOKEN_MARK && last->c == '.'))
    return;
  hint.end = last->end;
  g_array_append_val (hints, hint);
}

/**
 * postil_extractor_analyse_text:
 * @self: an engine
 * @text: valid UTF-8
 * @length: its length in bytes
 * @reference_day: the day the text was published, for "last month"; year 0 when it is not known
 *
 * Analyses plain text, whose lines are paragraphs unless they are plainly wrapped. Offsets of the result are code points of
 * @text. The same input gives the same result; time is linear in @length. Any thread.
 *
 * Returns: (transfer full): the analysis, sorted and valid.
 */
PostilAnalysis *
postil_extractor_analyse_text (PostilExtractor *self, const char *text, gsize length, PostilDay reference_day)
{
  g_autoptr (PostilTokens) tokens = NULL;
  g_autoptr (GArray) hints = g_array_new (FALSE, FALSE, sizeof (PostilSentenceHint));

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  tokens = postil_tokens_new (text, length);
  postil_sentences_mark_lines (tokens);
  guess_headline (tokens, hints);
  return analyse (self, tokens, postil_language_guess (tokens), hints, reference_day);
}

/* Marks the borders of blocks and of table cells in the tokens, and collects headings and tables. */
static void
mark_blocks (PostilDocument *document, PostilTokens *tokens, GArray *hints)
{
  gsize n_blocks;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);
  guint token = 0;

  for (gsize b = 0; b < n_blocks; b++)
    {
      const PostilBlock *block = &blocks[b];
      const gboolean table = block->kind == POSTIL_BLOCK_TABLE;
      PostilSentenceHint hint = { block->start, block->end, table ? POSTIL_SENTENCE_TABLE : POSTIL_SENTENCE_HEADING };
      gboolean first = TRUE;

      if (table || block->kind == POSTIL_BLOCK_TITLE || block->kind == POSTIL_BLOCK_HEADING)
        g_array_append_val (hints, hint);
      for (; token < tokens->n_tokens && tokens->tokens[token].start < block->end; token++, first = FALSE)
        {
          PostilToken *t = &tokens->tokens[token];
          const guint32 from = token > 0 ? tokens->tokens[token - 1].byte_end : 0;
          gboolean border = first || (block->kind == POSTIL_BLOCK_CODE && postil_token_has (t, POSTIL_TOKEN_LINE_BEFORE));

          for (guint32 i = from; table && !border && i < t->byte; i++)
            border = tokens->text[i] == '\t' || tokens->text[i] == '\n';
          t->flags = border ? t->flags | POSTIL_TOKEN_BLOCK_BEFORE : t->flags & ~POSTIL_TOKEN_BLOCK_BEFORE;
        }
    }
}

/* Text exactly as it came is one block of code. */
static gboolean
is_plain (PostilDocument *document)
{
  gsize n_blocks;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);

  return n_blocks == 1 && blocks[0].kind == POSTIL_BLOCK_CODE;
}

/**
 * postil_extractor_analyse_document:
 * @self: an engine
 * @document: a document
 * @reference_day: the day the article was published; year 0 when it is not known
 *
 * Analyses the text of a document with its blocks: no sentence crosses a block or a table cell, and capitals in headings are
 * read as such. The document's declared language counts only when the text itself does not tell. Any thread.
 *
 * Returns: (transfer full): the analysis, sorted and valid for the document's text.
 */
PostilAnalysis *
postil_extractor_analyse_document (PostilExtractor *self, PostilDocument *document, PostilDay reference_day)
{
  g_autoptr (PostilTokens) tokens = NULL;
  g_autoptr (GArray) hints = g_array_new (FALSE, FALSE, sizeof (PostilSentenceHint));
  PostilLanguage language, declared;

  g_return_val_if_fail (self != NULL && POSTIL_IS_DOCUMENT (document), NULL);

  tokens = postil_tokens_new (postil_document_get_text (document), postil_document_get_byte_length (document));
  if (is_plain (document))
    {
      postil_sentences_mark_lines (tokens);
      guess_headline (tokens, hints);
    }
  else
    mark_blocks (document, tokens, hints);
  declared = postil_language_from_tag (postil_document_get_language (document));
  language = postil_language_guess (tokens);
  if (tokens->n_tokens < 60 && declared != POSTIL_LANGUAGE_OTHER)
    language = declared;
  return analyse (self, tokens, language, hints, reference_day);
}

static void
explain_name (const PostilNameJob *job, const PostilName *name, GString *out)
{
  static const char *const types[POSTIL_N_NAME_TYPES] = { "", "ORG", "PER", "LOC", "PRODUCT", "MISC" };
  const PostilToken *first = &job->tokens->tokens[name->begin], *last = &job->tokens->tokens[name->end - 1];
  char confidence[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (confidence, sizeof confidence, "%.2f", confidence_of (name));
  g_string_append_printf (out, "%s %u-%u %s%s: %.*s\n", types[name->type], first->start, last->end, confidence,
                          name->type == POSTIL_NAME_MISC ? " (not reported)" : "", (int) (last->byte_end - first->byte),
                          job->tokens->text + first->byte);
  postil_name_explain (job, name, out);
}

static void
explain_figures (PostilExtractor *self, const PostilNameJob *job, PostilLanguage language, PostilDay day, GString *out)
{
  g_autoptr (PostilNames) names = postil_names_new (job->tokens, self->lexicon, job->sentences, language);
  g_autoptr (GArray) found = postil_figures_new (self->vocabularies[language], job->tokens, names, job->sentences, day);

  for (guint i = 0; i < found->len; i++)
    {
      PostilFound *figure = &g_array_index (found, PostilFound, i);

      postil_figure_explain (figure, job->tokens, out);
      postil_figure_clear (&figure->figure);
    }
}

/**
 * postil_extractor_explain:
 * @self: an engine
 * @text: valid UTF-8
 * @length: its length in bytes
 * @reference_day: the day the text was published; year 0 when it is not known
 *
 * Says why each name and each figure of a plain text was marked, for people who correct and people who debug. A line for each name
 * with its type, code points and confidence, below it a line for each of its words; then a line for each figure, below it its value
 * and the rule that made it. Any thread.
 *
 * Returns: (transfer full): lines of text.
 */
char *
postil_extractor_explain (PostilExtractor *self, const char *text, gsize length, PostilDay reference_day)
{
  g_autoptr (PostilTokens) tokens = NULL;
  g_autoptr (GArray) hints = g_array_new (FALSE, FALSE, sizeof (PostilSentenceHint));
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (PostilName));
  PostilNameJob job = { 0 };
  PostilLanguage language;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  tokens = postil_tokens_new (text, length);
  postil_sentences_mark_lines (tokens);
  guess_headline (tokens, hints);
  language = postil_language_guess (tokens);
  postil_vocabulary_annotate (self->vocabularies[language], tokens);
  job.tokens = tokens;
  job.lexicon = self->lexicon;
  job.model = postil_lexicon_model (self->lexicon);
  job.sentences = postil_sentences_new (tokens, (const PostilSentenceHint *) (gpointer) hints->data, hints->len);
  postil_name_job_fill (&job);
  postil_name_job_read (&job, language, names);
  for (guint i = 0; i < names->len; i++)
    explain_name (&job, &g_array_index (names, PostilName, i), out);
  explain_figures (self, &job, language, reference_day, out);
  g_array_unref (job.sentences);
  postil_name_job_clear (&job);
  return g_string_free (out, FALSE);
}
