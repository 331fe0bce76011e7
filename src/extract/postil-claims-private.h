/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps that read claims share: the words' parts of speech, the clauses of a sentence, the choices among candidates. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-figures-private.h"

G_BEGIN_DECLS

/* What a word can be and what it tells about a claim; a word may be several. */
typedef enum
{
  POSTIL_CLAIM_WORD_PAST = 1 << 0,       /* past tense only: rose, took */
  POSTIL_CLAIM_WORD_PARTICIPLE = 1 << 1, /* past participle, perhaps past tense as well: made, sold */
  POSTIL_CLAIM_WORD_BASE = 1 << 2,       /* verb in its base form */
  POSTIL_CLAIM_WORD_PRESENT = 1 << 3,    /* third person: says, sells */
  POSTIL_CLAIM_WORD_BE = 1 << 4,
  POSTIL_CLAIM_WORD_HAVE = 1 << 5,
  POSTIL_CLAIM_WORD_MODAL = 1 << 6,
  POSTIL_CLAIM_WORD_SAY = 1 << 7,
  POSTIL_CLAIM_WORD_NOUN = 1 << 8, /* a noun though it looks like a verb */
  POSTIL_CLAIM_WORD_ADJECTIVE = 1 << 9,
  POSTIL_CLAIM_WORD_ADVERB = 1 << 10,
  POSTIL_CLAIM_WORD_OWNER = 1 << 11, /* its, their */
  POSTIL_CLAIM_WORD_SUBORDINATOR = 1 << 12,
  POSTIL_CLAIM_WORD_RELATIVE = 1 << 13,
  POSTIL_CLAIM_WORD_COMPANY = 1 << 14,  /* the company, the bank */
  POSTIL_CLAIM_WORD_COUNTRY = 1 << 15,  /* the country, the city */
  POSTIL_CLAIM_WORD_PEOPLE = 1 << 16,   /* analysts, workers */
  POSTIL_CLAIM_WORD_BUSINESS = 1 << 17, /* what a company has: revenue, profit */
  POSTIL_CLAIM_WORD_ECONOMY = 1 << 18,  /* what a country has: inflation, turnout */
  POSTIL_CLAIM_WORD_HEDGE = 1 << 19,
  POSTIL_CLAIM_WORD_DEED = 1 << 20,    /* what one does of one's own will */
  POSTIL_CLAIM_WORD_THOUGHT = 1 << 21, /* expects, thinks: who does it is the source */
  POSTIL_CLAIM_WORD_SOURCE = 1 << 22,  /* survey, report, figures */
  POSTIL_CLAIM_WORD_SHARES = 1 << 23,
} PostilClaimWordClass;

typedef struct _PostilClaimWords PostilClaimWords;

typedef enum
{
  POSTIL_TAG_MARK,
  POSTIL_TAG_QUOTE,
  POSTIL_TAG_COMMA,
  POSTIL_TAG_JOINT, /* a hyphen or an ampersand inside a phrase */
  POSTIL_TAG_POSSESSIVE,
  POSTIL_TAG_NOUN,
  POSTIL_TAG_NAME,
  POSTIL_TAG_ADJECTIVE,
  POSTIL_TAG_DETERMINER,
  POSTIL_TAG_PRONOUN,
  POSTIL_TAG_FIGURE,
  POSTIL_TAG_WHEN,
  POSTIL_TAG_PREPOSITION,
  POSTIL_TAG_TO, /* before an infinitive */
  POSTIL_TAG_CONJUNCTION,
  POSTIL_TAG_SUBORDINATOR,
  POSTIL_TAG_RELATIVE,
  POSTIL_TAG_ADVERB,
  POSTIL_TAG_AUXILIARY,
  POSTIL_TAG_VERB, /* finite, or the main verb after an auxiliary */
  POSTIL_TAG_PARTICIPLE,
  POSTIL_N_TAGS
} PostilTag;

typedef enum
{
  POSTIL_CLAUSE_MAIN,
  POSTIL_CLAUSE_RELATIVE,
  POSTIL_CLAUSE_SUBORDINATE,
  POSTIL_CLAUSE_COORDINATE,
  POSTIL_CLAUSE_PARTICIPLE,
  POSTIL_CLAUSE_REPORTED, /* what somebody says */
  POSTIL_CLAUSE_ASIDE,    /* between commas, without a verb */
} PostilClauseKind;

typedef struct
{
  guint begin;
  guint end;
  guint subject; /* the noun phrase with what hangs on it; may lie before the clause */
  guint subject_end;
  guint head;   /* last word of its first phrase */
  guint verb;   /* `end` when there is none */
  guint parent; /* index, its own when it has none */
  guint8 kind;
  gboolean borrowed; /* the subject is that of another clause */
} PostilClause;

typedef struct
{
  guint begin;
  guint end; /* exclusive */
} PostilPhrase;

#define POSTIL_CLAIM_MAX_SENTENCE 300 /* tokens; what is longer is no sentence, and is not read */
#define POSTIL_CLAIM_N_TOPICS 4
#define POSTIL_CLAIM_MAX_CANDIDATES 56
#define POSTIL_CLAIM_MAX_FEATURES 160
#define POSTIL_CLAIM_N_WEIGHTS 16384

/* The questions that are decided by weights. */
typedef enum
{
  POSTIL_CLAIM_MEASURE,
  POSTIL_CLAIM_PERIOD,
  POSTIL_CLAIM_PLACE,
  POSTIL_CLAIM_ABOUT,
  POSTIL_CLAIM_N_QUESTIONS
} PostilClaimQuestion;

typedef struct
{
  char *text; /* owned; NULL for "nothing" */
  guint key;  /* whatever the asker knows it by */
  guint n_features;
  guint16 features[POSTIL_CLAIM_MAX_FEATURES];
} PostilCandidate;

typedef struct
{
  guint8 question;
  guint n;
  PostilCandidate candidates[POSTIL_CLAIM_MAX_CANDIDATES + 1];
} PostilChoice;

/* What decides: the built-in weights, or a trainer that looks on. */
typedef struct _PostilClaimJudge PostilClaimJudge;
struct _PostilClaimJudge
{
  const gint16 *weights;
  const gint *margins; /* per question, by how much the best must beat "nothing" and the next */
  /* (nullable): is shown every choice; returns the candidate to take, or -1 to let the weights decide */
  int (*observe) (PostilClaimJudge *self, const PostilFound *found, const PostilChoice *choice);
};

typedef struct
{
  const PostilTokens *tokens;
  const PostilNames *names;
  GArray *sentences; /* PostilSentence */
  GArray *found;     /* PostilFound */
  const PostilClaimWords *words;
  PostilClaimJudge *judge;
  PostilDay day;

  guint32 *classes;                    /* per token, PostilClaimWordClass */
  guint64 *cues;                       /* per token, the rules for measures it speaks for */
  guint8 *tags;                        /* per token, PostilTag */
  guint32 *name_at;                    /* per token: index + 1 of the name that covers it */
  guint32 *found_at;                   /* per token: index + 1 of the figure that covers it */
  guint *merged;                       /* per entity: the one it is a short form of, or itself */
  guint topics[POSTIL_CLAIM_N_TOPICS]; /* the entities most spoken of */
  guint topic_points[POSTIL_CLAIM_N_TOPICS];

  const PostilSentence *sentence;
  guint sentence_index;
  GArray *clauses;                  /* PostilClause, of the sentence */
  guint first;                      /* first figure of the sentence */
  guint last;                       /* exclusive */
  PostilPhrase opening;             /* the noun phrase that the article opens with */
  PostilPhrase main_subject;        /* of the sentence before; tokens of the text */
  guint main_entity;                /* the entity named there */
  guint focus[POSTIL_N_NAME_TYPES]; /* per type: the entity last spoken of as a subject */
  GHashTable *roles;                /* hash of a noun ("the insurer") to the entity it was said of, + 1 */
  guint *period_of;                 /* per figure: index + 1 of the date that was chosen */
  char *speaker;                    /* of the last figure of the sentence before (nullable) */
  char *heard;                      /* who spoke last in the paragraph (nullable) */
  guint heard_in;                   /* index of that sentence */
  gboolean heard_source;            /* he is the maker of a survey or of figures */
  PostilChoice *choice;
} PostilClaimJob;

static inline const PostilToken *
postil_claim_token (const PostilClaimJob *job, gint64 index)
{
  return index >= job->sentence->begin && index < job->sentence->end ? &job->tokens->tokens[index]
                                                                     : postil_tokens_at (job->tokens, -1);
}

static inline PostilTag
postil_claim_tag (const PostilClaimJob *job, gint64 index)
{
  return index >= job->sentence->begin && index < job->sentence->end ? (PostilTag) job->tags[index] : POSTIL_TAG_MARK;
}

static inline guint32
postil_claim_class (const PostilClaimJob *job, gint64 index)
{
  return index >= job->sentence->begin && index < job->sentence->end ? job->classes[index] : 0;
}

static inline gboolean
postil_claim_is (const PostilClaimJob *job, gint64 index, const char *folded)
{
  return index >= job->sentence->begin && index < job->sentence->end && postil_token_is (job->tokens, (guint) index, folded);
}

/* --- postil-claim-words.c --- */
PostilClaimWords *postil_claim_words_new (void);
void postil_claim_words_free (PostilClaimWords *self);
guint32 postil_claim_words_classes (const PostilClaimWords *self, const PostilTokens *tokens, guint index, guint64 *cues);

/* --- postil-claim-tags.c --- */
void postil_claim_tag_sentence (PostilClaimJob *job);
gboolean postil_claim_is_listed (const PostilClaimJob *job, gint64 index, const char *words);
gboolean postil_claim_in_phrase (PostilTag tag);
PostilPhrase postil_claim_phrase_at (const PostilClaimJob *job, guint token);
PostilPhrase postil_claim_chain_at (const PostilClaimJob *job, guint last);
char *postil_claim_dup_words (const PostilClaimJob *job, guint begin, guint end);

/* A noun phrase near a figure that may say what the figure is about. */
typedef enum
{
  POSTIL_NOUN_SUBJECT, /* of its clause */
  POSTIL_NOUN_INNER,   /* inside that subject, behind "of" or "in" */
  POSTIL_NOUN_NEAR,    /* the last before the figure */
  POSTIL_NOUN_FAR,     /* before that, in the clause */
  POSTIL_NOUN_AFTER,   /* right behind the figure */
  POSTIL_NOUN_AFTER_OF,
  POSTIL_NOUN_AFTER_LINK, /* behind it, after "in", "on", "for" */
  POSTIL_NOUN_LATER,
  POSTIL_NOUN_PARENT, /* subject of the clause that this one hangs on */
  POSTIL_NOUN_BEFORE, /* subject of the clause before */
} PostilNounRole;

typedef struct
{
  guint begin; /* without its article */
  guint end;
  guint chain_end; /* with what "of" adds */
  guint8 role;
} PostilNoun;

#define POSTIL_MAX_NOUNS 14

/* --- postil-claim-nouns.c --- */
guint postil_claim_nouns (const PostilClaimJob *job, const PostilFound *found, PostilNoun nouns[POSTIL_MAX_NOUNS]);

/* --- postil-clauses.c --- */
void postil_clauses_find (PostilClaimJob *job);
const PostilClause *postil_clause_of (const PostilClaimJob *job, guint token);

/* --- postil-claim-judge.c --- */
extern const gint16 postil_claim_weights[POSTIL_CLAIM_N_WEIGHTS];
extern const gint postil_claim_margins[POSTIL_CLAIM_N_QUESTIONS];
void postil_choice_begin (PostilChoice *self, PostilClaimQuestion question);
PostilCandidate *postil_choice_add (PostilChoice *self, char *text, guint key);
void postil_choice_feature (const PostilChoice *self, PostilCandidate *candidate, guint32 kind, guint32 value);
const PostilCandidate *postil_choice_decide (PostilChoice *self, PostilClaimJudge *judge, const PostilFound *found);

/* --- the questions --- */
const char *postil_claim_cues (guint rule);
char *postil_claim_plain_measure (const PostilClaimJob *job, const PostilFound *found);
void postil_claim_find_topics (PostilClaimJob *job);
void postil_claim_follow (PostilClaimJob *job);
void postil_claim_merge_entities (PostilClaimJob *job);
guint postil_claim_entity (const PostilClaimJob *job, const PostilName *name);
gboolean postil_claim_ask_subject (PostilClaimJob *job, PostilFound *found);
void postil_claim_ask_period (PostilClaimJob *job, PostilFound *found);
void postil_claim_ask_place (PostilClaimJob *job, PostilFound *found);
void postil_claim_hear (PostilClaimJob *job);
void postil_claim_ask_attribution (PostilClaimJob *job, PostilFound *found);
void postil_claim_ask_hedge (PostilClaimJob *job, PostilFound *found);
void postil_claim_ask_about (PostilClaimJob *job, PostilFound *found);
void postil_claim_ask_measure (PostilClaimJob *job, PostilFound *found);

/* --- postil-claims.c --- */
void postil_claims_fill (PostilClaimJob *job);

G_END_DECLS
