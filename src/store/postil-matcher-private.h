/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of a window of ids a filter's tree selects: articles by id or notes by sequence, as sets of bits. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-matcher-private.h belongs to the room store"
#endif

#include "postil-database-private.h"
#include "postil-filter.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_DOMAIN_ARTICLES, /* ids of cache.db */
  POSTIL_DOMAIN_NOTES,    /* sequences of notes.db */
} PostilDomain;

/* --- a set of the ids from low to high, both inside; empty when high < low --- */
typedef struct
{
  gint64 low;
  gint64 high;
  guint64 *bits;
} PostilIdSet;

void postil_id_set_init (PostilIdSet *self, gint64 low, gint64 high);
void postil_id_set_clear (PostilIdSet *self);
void postil_id_set_add (PostilIdSet *self, gint64 id); /* outside: ignored */
void postil_id_set_remove (PostilIdSet *self, gint64 id);
gboolean postil_id_set_has (const PostilIdSet *self, gint64 id);
void postil_id_set_intersect (PostilIdSet *self, const PostilIdSet *other); /* of the same window */
void postil_id_set_unite (PostilIdSet *self, const PostilIdSet *other);
void postil_id_set_complement (PostilIdSet *self);

#define POSTIL_ID_SET_NONE                                                                                                       \
  {                                                                                                                              \
    0, -1, NULL                                                                                                                  \
  }

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilIdSet, postil_id_set_clear)

/* --- one condition as statements: postil-conditions.c --- */
typedef struct
{
  const PostilFilter *filter;
  PostilDomain domain;
  char *text;               /* what ?3 is bound to: a MATCH expression, a folded text, a tag */
  char *below;              /* of a tag or folder: what everything below it begins with */
  GArray *entities;         /* (element-type gint64) rows of the entity that is meant */
  GArray *gathered;         /* (element-type gint64) sorted: all it selects, when that was gathered at once */
  gboolean candidates_only; /* of those gathered each is to be asked once more */
} PostilCondition;

PostilCondition *postil_condition_new (PostilDatabase *database, const PostilFilter *filter, PostilDomain domain, GError **error);
void postil_condition_free (PostilCondition *self);
gboolean postil_condition_gather (PostilCondition *self, PostilDatabase *database, GError **error);
gboolean postil_condition_fill (PostilCondition *self, PostilDatabase *database, PostilIdSet *set, GError **error);

/* --- the tree: postil-matcher.c --- */
typedef struct _PostilMatcher PostilMatcher;

PostilMatcher *postil_matcher_new (PostilDatabase *database, const PostilFilter *filter, PostilDomain domain, gboolean narrow,
                                   GError **error);
void postil_matcher_free (PostilMatcher *self);
gboolean postil_matcher_says_nothing (const PostilMatcher *self);
gboolean postil_matcher_fill (PostilMatcher *self, PostilIdSet *set, GError **error);
gboolean postil_matcher_range (PostilDatabase *database, PostilDomain domain, gint64 *low, gint64 *high, GError **error);
gboolean postil_matcher_register (PostilConnection *connection, GError **error);

/* --- all hits, newest first: postil-walk.c --- */
gboolean postil_walk_newest (PostilDatabase *database, const PostilFilter *filter, PostilDomain domain, guint limit, GArray *ids,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilCondition, postil_condition_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMatcher, postil_matcher_free)

G_END_DECLS
