/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of ids within a window, one bit each: a hundred thousand articles take 12 KiB. */
#include "config.h"

#include "postil-matcher-private.h"

#define BITS 64

static gsize
count_words (const PostilIdSet *self)
{
  return self->high < self->low ? 0 : (gsize) (self->high - self->low) / BITS + 1;
}

void
postil_id_set_init (PostilIdSet *self, gint64 low, gint64 high)
{
  self->low = low;
  self->high = high;
  self->bits = g_new0 (guint64, MAX (count_words (self), 1));
}

void
postil_id_set_clear (PostilIdSet *self)
{
  g_clear_pointer (&self->bits, g_free);
  self->high = self->low - 1;
}

void
postil_id_set_add (PostilIdSet *self, gint64 id)
{
  guint64 bit = (guint64) (id - self->low);

  if (id >= self->low && id <= self->high)
    self->bits[bit / BITS] |= G_GUINT64_CONSTANT (1) << (bit % BITS);
}

void
postil_id_set_remove (PostilIdSet *self, gint64 id)
{
  guint64 bit = (guint64) (id - self->low);

  if (id >= self->low && id <= self->high)
    self->bits[bit / BITS] &= ~(G_GUINT64_CONSTANT (1) << (bit % BITS));
}

gboolean
postil_id_set_has (const PostilIdSet *self, gint64 id)
{
  guint64 bit = (guint64) (id - self->low);

  return id >= self->low && id <= self->high && (self->bits[bit / BITS] >> (bit % BITS) & 1) != 0;
}

void
postil_id_set_intersect (PostilIdSet *self, const PostilIdSet *other)
{
  for (gsize i = 0; i < count_words (self); i++)
    self->bits[i] &= other->bits[i];
}

void
postil_id_set_unite (PostilIdSet *self, const PostilIdSet *other)
{
  for (gsize i = 0; i < count_words (self); i++)
    self->bits[i] |= other->bits[i];
}

/* Bits behind high may be set too; postil_id_set_has() never asks for them. */
void
postil_id_set_complement (PostilIdSet *self)
{
  for (gsize i = 0; i < count_words (self); i++)
    self->bits[i] = ~self->bits[i];
}
