/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure measures: a noun phrase of its clause, shortened to what names a measure; the measure that a verb implies ("employs":
 * workforce); or the measure of the figure before. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

enum
{
  F_ROLE_FORM,
  F_ROLE_KIND,
  F_ROLE_CHANGE,
  F_ROLE_VERB,
  F_ROLE_BEFORE,
  F_ROLE_NEXT,
  F_ROLE_CLASS,
  F_HEAD,
  F_HEAD_KIND,
  F_LENGTH,
  F_NAMED,
  F_CLAUSE,
  F_RULE,
  F_RULE_KIND,
  F_RULE_VERB,
  F_RULE_HEAD,
  F_RULE_NEXT,
  F_RULE_BEFORE,
  F_LAST,
  F_LAST_WORD,
  F_LAST_HEAD,
  F_PER,
  F_SHARE,
  F_NOTHING,
  F_NOTHING_WORD,
  F_RULE_CUE,
};

typedef enum
{
  FORM_WHOLE,
  FORM_CHAIN,
  FORM_HEAD,
  FORM_TWO,
  FORM_SHARE,  /* "share of …" */
  FORM_PER,    /* "… per share" */
  FORM_SIZE,   /* "price of …" by the verb: cost */
  FORM_GROWTH, /* "… growth" */
} Form;

/* Measures that words imply without naming them; one of the cues must stand near. */
static const struct
{
  const char *measure;
  const char *cues;
} rules[] = {
  { "share price", "shares stock share stocks" },
  { "market value", "worth valued value values valuation valuing capitalisation capitalization" },
  { "workforce", "employs employed employ employing workforce staff people workers employees payroll" },
  { "job cuts", "jobs posts redundancies layoffs fire cuts cut shed axe people lay laid" },
  { "exchange rate",
    "dollar euro yen pound yuan peso rupee lira franc krona shilling dong real rouble ruble won zloty rand bought" },
  { "economic growth", "economy growth gdp grow grew expand expanded" },
  { "unemployment rate", "unemployment jobless" },
  { "voting intention", "poll survey polls party support backing vote" },
  { "share of votes", "vote votes ballots won" },
  { "turnout", "turnout voted vote" },
  { "capital spending", "capital spend spending capex outlay" },
  { "AI investment", "ai intelligence" },
  { "investment", "invest invested investing investment" },
  { "spending", "spend spent spends spending outlay swallow" },
  { "net profit", "profit profits earned earnings" },
  { "net loss", "loss losses lost lose" },
  { "revenue", "revenue revenues turnover sales takings" },
  { "sales", "sales sold sell sells selling" },
  { "price", "price prices cost costs sells sold dearer cheaper fetched" },
  { "cost", "cost costs costing bill price" },
  { "takeover price", "takeover buy bought acquire acquired acquisition deal offer bid purchase" },
  { "offer price per share", "offer bid share" },
  { "index level", "index s&p nasdaq dow ftse dax nikkei points topix composite average" },
  { "futures price", "futures contract contracts brent crude barrel wheat copper gold" },
  { "output", "produced produce produces mined mines pumped output made makes churns dug harvest yields" },
  { "exports", "exported exports export shipped" },
  { "imports", "imported imports import" },
  { "funding", "raised raise round funding investors" },
  { "stake", "stake holding owns own shareholding" },
  { "fine", "fine fined penalty" },
  { "dividend per share", "dividend payout" },
  { "earnings per share", "earned earnings share" },
  { "interest rate", "rate rates benchmark" },
  { "interest rate cut", "cut cuts rate rates" },
  { "market share", "share market" },
  { "share of revenue", "revenue sales turnover" },
  { "deaths", "died killed dead deaths death lives victims" },
  { "membership", "members" },
  { "capacity", "capacity gigawatts megawatts yields" },
  { "population", "population people inhabitants live" },
  { "attendance", "crowd attendance watched spectators" },
  { "pay rise", "pay rise offer wages" },
  { "debt", "owes debt owed borrowed debts" },
  { "tax", "tax taxes duty levy" },
  { "tariff", "tariff tariffs duty duties" },
  { "bond yield", "yield yields bond bonds" },
  { "age", "aged age old" },
  { "rank", "ranks ranked rank ranking place position second third largest biggest" },
  { "users", "users audience people subscribers" },
  { "monthly active users", "month users audience" },
  { "inflation", "inflation prices" },
  { "temperature", "temperature degrees warmer hotter colder" },
  { "length", "long km kilometres miles length" },
  { "transfer fee", "fee club transfer" },
  { "prize money", "prize purse winner" },
  { "visitors", "visitors visits visited" },
  { "passengers", "passengers carried flew" },
  { "deliveries", "delivered deliveries handed" },
  { "shipments", "shipments shipped sold" },
  { "production", "production built produced" },
  { "smartphone shipments", "smartphone smartphones phones handsets" },
  { "iPhone shipments", "iphone iphones" },
  { "iPhone sales", "iphone iphones" },
};

typedef struct
{
  PostilClaimJob *job;
  const PostilFound *found;
  const PostilClause *clause;
  PostilChoice *choice;
} Asker;

static guint32
hash_at (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_token (job, index)->hash;
}

static PostilCandidate *
add (const Asker *asker, char *text)
{
  if (text == NULL || text[0] == '\0')
    {
      g_free (text);
      return NULL;
    }
  for (guint i = 1; i < asker->choice->n; i++)
    if (g_ascii_strcasecmp (asker->choice->candidates[i].text, text) == 0)
      {
        g_free (text);
        return &asker->choice->candidates[i];
      }
  return postil_choice_add (asker->choice, text, 0);
}

static gboolean
keeps (const PostilClaimJob *job, guint i, gboolean products)
{
  const PostilTag tag = job->tags[i];

  if (tag == POSTIL_TAG_NAME)
    {
      const PostilName *name = &g_array_index (job->names->names, PostilName, job->name_at[i] - 1);

      return products && (name->type == POSTIL_NAME_PRODUCT || name->type == POSTIL_NAME_MISC);
    }
  return tag != POSTIL_TAG_DETERMINER && tag != POSTIL_TAG_POSSESSIVE && tag != POSTIL_TAG_PRONOUN && tag != POSTIL_TAG_WHEN
         && tag != POSTIL_TAG_FIGURE;
}

/* The words of a phrase without names, articles and owners. */
static char *
dup_kept (const PostilClaimJob *job, guint begin, guint end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const PostilToken *tokens = job->tokens->tokens;

  while (end > begin && (!keeps (job, end - 1, TRUE) || job->tags[end - 1] == POSTIL_TAG_PREPOSITION))
    end--;
  for (guint i = begin; i < end; i++)
    {
      if (!keeps (job, i, TRUE))
        continue;
      if (text->len > 0 && !(postil_token_is_glued (&tokens[i])))
        g_string_append_c (text, ' ');
      if (text->len == 0 && job->tags[i] == POSTIL_TAG_JOINT)
        continue;
      g_string_append_len (text, job->tokens->text + tokens[i].byte, tokens[i].byte_end - tokens[i].byte);
    }
  return g_strdup (text->str);
}

static char *
dup_form (const PostilClaimJob *job, const PostilFound *found, const PostilNoun *noun, Form form)
{
  g_autofree char *whole = dup_kept (job, noun->begin, noun->end);
  guint two = noun->end - 1;

  switch (form)
    {
    case FORM_CHAIN:
      return dup_kept (job, noun->begin, noun->chain_end);
    case FORM_HEAD:
      return dup_kept (job, noun->end - 1, noun->end);
    case FORM_TWO:
      if (two > noun->begin)
        two--;
      if (two > noun->begin && job->tags[two] == POSTIL_TAG_JOINT)
        two--;
      return dup_kept (job, two, noun->end);
    case FORM_SHARE:
      return whole[0] != '\0' ? g_strconcat ("share of ", whole, NULL) : NULL;
    case FORM_PER:
      return whole[0] != '\0' ? g_strconcat (whole, " per ", found->figure.per, NULL) : NULL;
    case FORM_SIZE:
      return whole[0] != '\0' ? g_strconcat ("price of ", whole, NULL) : NULL;
    case FORM_GROWTH:
      return whole[0] != '\0' ? g_strconcat (whole, " growth", NULL) : NULL;
    case FORM_WHOLE:
    default:
      return g_steal_pointer (&whole);
    }
}

static void
add_form (const Asker *asker, const PostilNoun *noun, Form form)
{
  const PostilClaimJob *job = asker->job;
  const PostilFound *found = asker->found;
  PostilChoice *choice = asker->choice;
  const guint role = noun->role * 8 + form, n = choice->n;
  const gboolean change = found->figure.change.direction != POSTIL_CHANGE_NONE;
  PostilCandidate *candidate = add (asker, dup_form (job, found, noun, form));

  if (candidate == NULL || choice->n == n)
    return;
  postil_choice_feature (choice, candidate, F_ROLE_FORM, role);
  postil_choice_feature (choice, candidate, F_ROLE_KIND, role * 16 + found->figure.kind);
  postil_choice_feature (choice, candidate, F_ROLE_CHANGE, role * 2 + change);
  postil_choice_feature (choice, candidate, F_ROLE_BEFORE, hash_at (job, (gint64) found->context - 1) + noun->role);
  postil_choice_feature (choice, candidate, F_ROLE_NEXT, hash_at (job, found->end) + noun->role);
  postil_choice_feature (choice, candidate, F_ROLE_CLASS,
                         (postil_claim_class (job, (gint64) noun->end - 1) >> 14) * 16 + noun->role);
  postil_choice_feature (choice, candidate, F_ROLE_CLASS,
                         7 + (postil_claim_class (job, (gint64) noun->end - 1) >> 14) * 16 + form);
  postil_choice_feature (choice, candidate, F_HEAD, hash_at (job, (gint64) noun->end - 1));
  postil_choice_feature (choice, candidate, F_HEAD_KIND, hash_at (job, (gint64) noun->end - 1) * 16 + found->figure.kind);
  postil_choice_feature (choice, candidate, F_HEAD_KIND, 5 + hash_at (job, (gint64) noun->end - 1) * 16 + form);
  postil_choice_feature (choice, candidate, F_LENGTH, MIN (noun->end - noun->begin, 6) * 8 + form);
  postil_choice_feature (choice, candidate, F_NAMED, (job->tags[noun->end - 1] == POSTIL_TAG_NAME) * 128 + role);
  postil_choice_feature (choice, candidate, F_CLAUSE, (asker->clause->kind * 2 + asker->clause->borrowed) * 16 + noun->role);
  postil_choice_feature (choice, candidate, F_PER, (found->figure.per != NULL) * 8 + form);
}

/**
 * postil_claim_cues:
 * @rule: any index
 *
 * Returns: (nullable): the words that speak for the rule, separated by blanks; %NULL behind the last rule.
 */
const char *
postil_claim_cues (guint rule)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (rules) <= 64);
  return rule < G_N_ELEMENTS (rules) ? rules[rule].cues : NULL;
}

/* The nearest cue of a rule: 1 in the clause, 2 in the sentence, 0 none. */
static guint
find_cue (const Asker *asker, guint rule, guint32 *word)
{
  const PostilClaimJob *job = asker->job;
  const guint middle = asker->found->begin;

  for (guint d = 0; d < 26; d++)
    {
      const gint64 sides[2] = { (gint64) middle - d, (gint64) middle + d };

      for (guint s = 0; s < 2; s++)
        if (sides[s] >= job->sentence->begin && sides[s] < job->sentence->end && (job->cues[sides[s]] >> rule & 1) != 0)
          {
            *word = hash_at (job, sides[s]) * 2 + s;
            return postil_clause_of (job, (guint) sides[s]) == asker->clause ? 1 : 2;
          }
    }
  return 0;
}

static void
add_rules (const Asker *asker)
{
  const gboolean change = asker->found->figure.change.direction != POSTIL_CHANGE_NONE;
  PostilChoice *choice = asker->choice;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      guint32 word = 0;
      const guint cue = find_cue (asker, i, &word);
      PostilCandidate *candidate = cue > 0 ? add (asker, g_strdup (rules[i].measure)) : NULL;

      if (candidate == NULL)
        continue;
      postil_choice_feature (choice, candidate, F_RULE, i * 4 + cue);
      postil_choice_feature (choice, candidate, F_RULE, 1000 + cue);
      postil_choice_feature (choice, candidate, F_RULE_KIND, ((i * 4 + cue) * 16 + asker->found->figure.kind) * 2 + change);
      postil_choice_feature (choice, candidate, F_RULE_CUE, i + word * 16);
    }
}

/* The measures of the figures before, at most three. */
static void
add_before (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint own = (guint) (asker->found - &g_array_index (job->found, PostilFound, 0));
  PostilChoice *choice = asker->choice;
  guint n = 0;

  for (guint i = own; i > 0 && n < 3 && i + 9 > own; i--)
    {
      const PostilFound *before = &g_array_index (job->found, PostilFound, i - 1);
      const guint known = choice->n;
      const guint distance = before->begin >= asker->clause->begin ? 0 : before->begin >= job->sentence->begin ? 1 : 2;
      const gboolean subject = g_strcmp0 (before->figure.claim.subject, asker->found->figure.claim.subject) == 0;
      const gboolean change = asker->found->figure.change.direction != POSTIL_CHANGE_NONE
                              && before->figure.change.direction == asker->found->figure.change.direction;
      const gboolean kind = before->figure.kind == asker->found->figure.kind;
      const gboolean about = g_strcmp0 (before->figure.about, asker->found->figure.about) == 0;
      guint code = ((distance * 3 + n) * 2 + subject) * 2 + change;
      PostilCandidate *candidate;

      if (before->figure.claim.measure == NULL)
        continue;
      candidate = add (asker, g_strdup (before->figure.claim.measure));
      if (candidate == NULL)
        return;
      n++;
      postil_choice_feature (choice, candidate, F_LAST, code);
      postil_choice_feature (choice, candidate, F_LAST, 1000 + (code * 2 + kind) * 2 + about);
      postil_choice_feature (choice, candidate, F_LAST, 5000 + ((distance * 3 + n) * 16 + asker->found->figure.kind) * 2 + kind);
      postil_choice_feature (choice, candidate, F_LAST, 9000 + (choice->n == known) * 16 + distance);
    }
}

static void
add_nothing (const Asker *asker)
{
  PostilCandidate *nothing = &asker->choice->candidates[0];

  postil_choice_feature (asker->choice, nothing, F_NOTHING, asker->found->figure.kind * 2 + asker->found->figure.rank);
  postil_choice_feature (asker->choice, nothing, F_NOTHING, 1000 + (asker->found->figure.claim.subject != NULL));
}

/**
 * postil_claim_ask_measure:
 * @job: the job
 * @found: a figure of the sentence; whose it is and what it is about are decided
 *
 * Decides what the figure measures.
 */
void
postil_claim_ask_measure (PostilClaimJob *job, PostilFound *found)
{
  Asker asker = { .job = job, .found = found, .clause = postil_clause_of (job, found->begin), .choice = job->choice };
  PostilNoun nouns[POSTIL_MAX_NOUNS];
  const guint n = postil_claim_nouns (job, found, nouns);

  found->figure.claim.measure = postil_claim_plain_measure (job, found);
  if (found->figure.claim.measure != NULL)
    return;
  postil_choice_begin (job->choice, POSTIL_CLAIM_MEASURE);
  for (guint i = 0; i < n && job->choice->n < 36; i++)
    {
      add_form (&asker, &nouns[i], FORM_WHOLE);
      if (nouns[i].chain_end > nouns[i].end)
        add_form (&asker, &nouns[i], FORM_CHAIN);
      if (nouns[i].end > nouns[i].begin + 1)
        add_form (&asker, &nouns[i], FORM_HEAD);
      if (nouns[i].end > nouns[i].begin + 2)
        add_form (&asker, &nouns[i], FORM_TWO);
      if (nouns[i].role == POSTIL_NOUN_AFTER_OF
          || (nouns[i].role == POSTIL_NOUN_AFTER && found->figure.kind == POSTIL_FIGURE_NUMBER))
        add_form (&asker, &nouns[i], FORM_SHARE);
      if (found->figure.per != NULL && nouns[i].role <= POSTIL_NOUN_FAR)
        add_form (&asker, &nouns[i], FORM_PER);
    }
  add_before (&asker);
  add_rules (&asker);
  add_nothing (&asker);
  found->figure.claim.measure = g_strdup (postil_choice_decide (job->choice, job->judge, found)->text);
}
