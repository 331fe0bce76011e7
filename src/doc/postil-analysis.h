/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the machine found in one text: sorted mentions of entities, sorted figures, and the claims they make. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define POSTIL_ANALYSIS_MAX_MENTIONS 200000
#define POSTIL_ANALYSIS_MAX_FIGURES 200000

/* The stored values; never renumber. MISC is recognised inside the engine and never leaves it. */
typedef enum
{
  POSTIL_ENTITY_ORG = 0,
  POSTIL_ENTITY_PER = 1,
  POSTIL_ENTITY_LOC = 2,
  POSTIL_ENTITY_PRODUCT = 3,
  POSTIL_ENTITY_EVENT = 4,
  POSTIL_N_ENTITY_TYPES
} PostilEntityType;

/* One entity of one text; mentions point to it by its index. */
typedef struct
{
  PostilEntityType type;
  char *name; /* canonical: the fullest or best-known form */
} PostilEntity;

/* Mentions are sorted and never overlap. Offsets are code points of the analysed text, end exclusive. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 entity;   /* index into the entities */
  float confidence; /* 0-1 */
} PostilMention;

typedef enum
{
  POSTIL_FIGURE_MONEY = 0,
  POSTIL_FIGURE_PERCENT = 1,
  POSTIL_FIGURE_NUMBER = 2,
  POSTIL_FIGURE_ORDINAL = 3,
  POSTIL_FIGURE_QUANTITY = 4,
  POSTIL_FIGURE_MULTIPLE = 5,
  POSTIL_FIGURE_DATE = 6,
  POSTIL_FIGURE_PERIOD = 7,
  POSTIL_FIGURE_DURATION = 8,
  POSTIL_FIGURE_TIME = 9,
  POSTIL_FIGURE_SET = 10,
  POSTIL_FIGURE_AGE = 11,
  POSTIL_N_FIGURE_KINDS
} PostilFigureKind;

typedef enum
{
  POSTIL_CHANGE_NONE = 0,
  POSTIL_CHANGE_UP = 1,
  POSTIL_CHANGE_DOWN = 2
} PostilChangeDirection;

/* Numbers of a change claim that are not stated are NAN. */
typedef struct
{
  PostilChangeDirection direction;
  double percent;
  double points;
  double by;
  double factor;
  double from;
  double to;
  char currency[4]; /* ISO 4217 or "" */
} PostilChange;

/* What a figure claims; every string is (nullable): what is not known is absent. */
typedef struct
{
  char *subject;
  char *measure;
  char *period;
  char *period_iso;
  char *place;
  char *attribution;
  char *hedge;
} PostilClaim;

/* Figures are sorted by start and never overlap. Unknown numbers are NAN, unknown strings NULL or "". */
typedef struct
{
  guint32 start;
  guint32 end;
  PostilFigureKind kind;
  double value;
  double low;
  double high;
  char currency[4]; /* ISO 4217 or "" */
  gboolean rank;
  char *unit;
  char *iso;
  char *mod;    /* start, mid, end */
  char *approx; /* ~ > < >= <= */
  char *per;
  char *about;
  PostilChange change;
  PostilClaim claim;
} PostilFigure;

void postil_figure_init (PostilFigure *figure);
void postil_figure_clear (PostilFigure *figure);
gboolean postil_figure_is_incidental (const PostilFigure *figure, const char *surface);

const char *postil_entity_type_to_string (PostilEntityType type);
gboolean postil_entity_type_from_string (const char *string, PostilEntityType *type);
const char *postil_figure_kind_to_string (PostilFigureKind kind);

#define POSTIL_TYPE_ANALYSIS (postil_analysis_get_type ())
G_DECLARE_FINAL_TYPE (PostilAnalysis, postil_analysis, POSTIL, ANALYSIS, GObject)

/* --- making: until it is shared; arguments are copied --- */
PostilAnalysis *postil_analysis_new (const char *language, guint engine_version);
guint postil_analysis_add_entity (PostilAnalysis *self, PostilEntityType type, const char *name);
void postil_analysis_add_mention (PostilAnalysis *self, const PostilMention *mention);
void postil_analysis_take_figure (PostilAnalysis *self, PostilFigure *figure);
void postil_analysis_sort (PostilAnalysis *self);
gboolean postil_analysis_validate (PostilAnalysis *self, gsize text_length, GError **error);

/* --- reading: safe from any thread --- */
const PostilEntity *postil_analysis_get_entities (PostilAnalysis *self, gsize *n_entities);
const PostilMention *postil_analysis_get_mentions (PostilAnalysis *self, gsize *n_mentions);
const PostilFigure *postil_analysis_get_figures (PostilAnalysis *self, gsize *n_figures);
const char *postil_analysis_get_language (PostilAnalysis *self);
guint postil_analysis_get_engine_version (PostilAnalysis *self);
gboolean postil_analysis_get_names_analysed (PostilAnalysis *self);
void postil_analysis_set_names_analysed (PostilAnalysis *self, gboolean names_analysed);

/* --- one blob with a version; text_length in code points --- */
GBytes *postil_analysis_serialize (PostilAnalysis *self);
PostilAnalysis *postil_analysis_deserialize (GBytes *blob, gsize text_length, GError **error);

G_END_DECLS
