/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A SQLite file read page by page, as its format is documented (sqlite.org/fileformat2.html): trees are walked as far as they
 * hold, and pages that no tree reaches any more are read by themselves. Nothing in the file is trusted: every number is held
 * against the bounds of its page, no page is read twice for one tree, and none of the file's own SQL is ever run. */
#include "config.h"

#include "postil-page-reader-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_SIZE 100
#define MAGIC "SQLite format 3"
#define DEFAULT_PAGE_SIZE 4096
#define MAX_DEPTH 24
#define MAX_PAYLOAD (64 * 1024 * 1024)
#define MAX_PAGES 0x40000000

typedef enum
{
  KIND_NONE = 0,
  KIND_INDEX_INTERIOR = 0x02,
  KIND_TABLE_INTERIOR = 0x05,
  KIND_INDEX_LEAF = 0x0a,
  KIND_TABLE_LEAF = 0x0d,
} PageKind;

struct _PostilPageReader
{
  int descriptor;
  guint32 page_size;
  guint32 n_pages;
  gboolean has_header;
  guint8 *seen; /* one bit a page: in the present walk */
  guint8 *used; /* free, or given out already */
};

/* A page, with what its header says. */
typedef struct
{
  guint8 *data;
  guint32 number;
  guint base; /* where its header begins */
  PageKind kind;
  guint n_cells;
} Page;

/* A record with the bytes it points into, and the pages it is continued on. */
typedef struct
{
  PostilRecord record;
  guint8 *payload;
  GArray *overflow; /* (element-type guint32) */
} Cell;

/* --- bits, numbers, bytes ----------------------------------------------------------------------------------------------- */

static gboolean
get_bit (const guint8 *bits, guint32 page)
{
  return (bits[page / 8] & (1 << (page % 8))) != 0;
}

static void
set_bit (guint8 *bits, guint32 page, gboolean value)
{
  if (value)
    bits[page / 8] |= (guint8) (1 << (page % 8));
  else
    bits[page / 8] &= (guint8) ~(1 << (page % 8));
}

static guint
get_u16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static guint32
get_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

/* Returns how many bytes the number takes, 0 when it goes past the end. */
static guint
get_varint (const guint8 *data, gsize size, guint64 *value)
{
  guint64 number = 0;

  for (guint i = 0; i < 9 && i < size; i++)
    {
      if (i == 8)
        {
          *value = number << 8 | data[i];
          return 9;
        }
      number = number << 7 | (data[i] & 0x7f);
      if ((data[i] & 0x80) == 0)
        {
          *value = number;
          return i + 1;
        }
    }
  return 0;
}

static gint64
get_integer (const guint8 *data, gsize size)
{
  guint64 number = size > 0 && (data[0] & 0x80) ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < size; i++)
    number = number << 8 | data[i];
  return (gint64) number;
}

static gboolean
read_at (int descriptor, guint8 *data, gsize size, guint64 offset)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = pread (descriptor, data + done, size - done, (off_t) (offset + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }
  return TRUE;
}

static gboolean
is_page (PostilPageReader *self, guint32 number)
{
  return number >= 1 && number <= self->n_pages;
}

/* --- pages -------------------------------------------------------------------------------------------------------------- */

static void
page_clear (Page *page)
{
  g_free (page->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static gboolean
read_page (PostilPageReader *self, guint32 number, Page *page)
{
  page->number = number;
  page->base = number == 1 ? HEADER_SIZE : 0;
  page->data = g_malloc (self->page_size);
  if (!read_at (self->descriptor, page->data, self->page_size, (guint64) (number - 1) * self->page_size))
    return FALSE;
  switch (page->data[page->base])
    {
    case KIND_INDEX_INTERIOR:
    case KIND_TABLE_INTERIOR:
    case KIND_INDEX_LEAF:
    case KIND_TABLE_LEAF:
      page->kind = (PageKind) page->data[page->base];
      break;
    default:
      return FALSE;
    }
  page->n_cells = get_u16 (page->data + page->base + 3);
  return page->n_cells <= self->page_size / 4;
}

static gboolean
is_interior (const Page *page)
{
  return page->kind == KIND_INDEX_INTERIOR || page->kind == KIND_TABLE_INTERIOR;
}

static gboolean
is_of_index (const Page *page)
{
  return page->kind == KIND_INDEX_INTERIOR || page->kind == KIND_INDEX_LEAF;
}

/* Where a cell begins; 0 when that is outside the part of the page where cells are. */
static guint
cell_offset (PostilPageReader *self, const Page *page, guint cell)
{
  guint pointers = page->base + (is_interior (page) ? 12 : 8);
  guint offset;

  if (pointers + 2 * (cell + 1) > self->page_size)
    return 0;
  offset = get_u16 (page->data + pointers + 2 * cell);
  return offset >= pointers + 2 * page->n_cells && offset + 4 <= self->page_size ? offset : 0;
}

/* --- records ------------------------------------------------------------------------------------------------------------ */

static void
cell_clear (Cell *cell)
{
  g_free (cell->payload);
  g_clear_pointer (&cell->overflow, g_array_unref);
}

/* How many bytes of a payload lie in the cell itself. */
static gsize
local_size (PostilPageReader *self, const Page *page, guint64 size)
{
  gsize usable = self->page_size;
  gsize most = is_of_index (page) ? (usable - 12) * 64 / 255 - 23 : usable - 35;
  gsize least = (usable - 12) * 32 / 255 - 23;
  gsize wanted;

  if (size <= most)
    return (gsize) size;
  wanted = least + (gsize) ((size - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

static gboolean
read_overflow (PostilPageReader *self, Cell *cell, guint32 page, gsize done, gsize size)
{
  g_autofree guint8 *data = g_malloc (self->page_size);

  cell->overflow = g_array_new (FALSE, FALSE, sizeof (guint32));
  while (done < size)
    {
      gsize part = MIN (size - done, self->page_size - 4);

      if (page < 2 || !is_page (self, page) || get_bit (self->used, page)
          || !read_at (self->descriptor, data, self->page_size, (guint64) (page - 1) * self->page_size))
        return FALSE;
      /* Claimed at once, so that a ring ends and no second record can have it. */
      set_bit (self->used, page, TRUE);
      g_array_append_val (cell->overflow, page);
      memcpy (cell->payload + done, data + 4, part);
      done += part;
      page = get_u32 (data);
    }
  return page == 0;
}

static gboolean
read_payload (PostilPageReader *self, const Page *page, guint offset, guint64 size, Cell *cell)
{
  gsize local = local_size (self, page, size);
  gsize tail = local < size ? 4 : 0;

  if (size == 0 || size > MAX_PAYLOAD || offset + local + tail > self->page_size
      || size > (guint64) self->n_pages * self->page_size)
    return FALSE;
  cell->payload = g_malloc ((gsize) size);
  memcpy (cell->payload, page->data + offset, local);
  return tail == 0 || read_overflow (self, cell, get_u32 (page->data + offset + local), local, (gsize) size);
}

/* Sets the value of a serial type, which takes so many bytes; -1: it is none. */
static gssize
read_value (guint64 type, const guint8 *data, gsize size, PostilValue *value)
{
  static const guint8 integer_sizes[] = { 0, 1, 2, 3, 4, 6, 8 };
  guint64 wanted = type >= 12 ? (type - 12) / 2 : type == 7 ? 8 : type < 7 ? integer_sizes[type] : 0;

  *value = (PostilValue){ 0 };
  if (type == 10 || type == 11 || wanted > size)
    return -1;
  if (type == 0)
    return 0;
  if (type == 7)
    {
      guint64 bits = (guint64) get_integer (data, 8);

      value->type = POSTIL_VALUE_REAL;
      memcpy (&value->real, &bits, sizeof value->real);
      return 8;
    }
  if (type < 10)
    {
      value->type = POSTIL_VALUE_INTEGER;
      value->integer = type == 8 ? 0 : type == 9 ? 1 : get_integer (data, (gsize) wanted);
      return (gssize) wanted;
    }
  value->type = type % 2 == 0 ? POSTIL_VALUE_BLOB : POSTIL_VALUE_TEXT;
  value->data = (const char *) data;
  value->size = (gsize) wanted;
  return (gssize) wanted;
}

static gboolean
read_values (const guint8 *payload, gsize size, PostilRecord *record)
{
  guint64 header = 0;
  gsize position = get_varint (payload, size, &header);
  gsize content = (gsize) header;

  if (position == 0 || header > size)
    return FALSE;
  while (position < header)
    {
      guint64 type = 0;
      guint n = get_varint (payload + position, (gsize) header - position, &type);
      gssize taken;

      if (n == 0 || record->n_values == POSTIL_RECORD_MAX)
        return FALSE;
      taken = read_value (type, payload + content, size - content, &record->values[record->n_values]);
      if (taken < 0)
        return FALSE;
      record->n_values++;
      position += n;
      content += (gsize) taken;
    }
  return content == size;
}

static gboolean
read_cell (PostilPageReader *self, const Page *page, guint number, Cell *cell)
{
  guint offset = cell_offset (self, page, number);
  guint64 size = 0;
  guint64 rowid = 0;
  guint n;

  if (offset == 0)
    return FALSE;
  if (page->kind == KIND_INDEX_INTERIOR)
    offset += 4;
  n = get_varint (page->data + offset, self->page_size - offset, &size);
  if (n == 0)
    return FALSE;
  offset += n;
  cell->record.keyed = is_of_index (page);
  if (!cell->record.keyed)
    {
      n = get_varint (page->data + offset, self->page_size - offset, &rowid);
      if (n == 0)
        return FALSE;
      offset += n;
      cell->record.rowid = (gint64) rowid;
    }
  return read_payload (self, page, offset, size, cell) && read_values (cell->payload, (gsize) size, &cell->record);
}

static void
give_back (PostilPageReader *self, const Cell *cell)
{
  for (guint i = 0; cell->overflow && i < cell->overflow->len; i++)
    set_bit (self->used, g_array_index (cell->overflow, guint32, i), FALSE);
}

/* Reads the records of a page and hands out those that fit. Returns FALSE when some could not be read or do not fit; a page
 * without any that does is another's and stays unused. */
static gboolean
take_records (PostilPageReader *self, const Page *page, const PostilRecordSink *sink)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  gboolean whole = TRUE;

  g_array_set_clear_func (cells, (GDestroyNotify) cell_clear);
  for (guint i = 0; i < page->n_cells; i++)
    {
      Cell cell = { 0 };

      if (read_cell (self, page, i, &cell) && sink->fits (&cell.record, sink->data))
        {
          g_array_append_val (cells, cell);
          continue;
        }
      whole = FALSE;
      give_back (self, &cell);
      cell_clear (&cell);
    }
  if (cells->len > 0 || page->n_cells == 0)
    set_bit (self->used, page->number, TRUE);
  for (guint i = 0; i < cells->len; i++)
    {
      Cell *cell = &g_array_index (cells, Cell, i);

      cell->record.doubtful = !whole;
      sink->take (&cell->record, sink->data);
    }
  return whole;
}

/* --- walking ------------------------------------------------------------------------------------------------------------ */

static gboolean
walk_page (PostilPageReader *self, guint32 number, int depth, const PostilRecordSink *sink)
{
  g_auto (Page) page = { 0 };
  gboolean whole = TRUE;

  if (depth > MAX_DEPTH || !is_page (self, number) || get_bit (self->seen, number) || get_bit (self->used, number))
    return FALSE;
  set_bit (self->seen, number, TRUE);
  if (!read_page (self, number, &page))
    return FALSE;
  if (page.kind != KIND_TABLE_INTERIOR && !take_records (self, &page, sink))
    whole = FALSE;
  if (!is_interior (&page))
    return whole;
  for (guint i = 0; i < page.n_cells; i++)
    {
      guint offset = cell_offset (self, &page, i);

      if (offset == 0 || !walk_page (self, get_u32 (page.data + offset), depth + 1, sink))
        whole = FALSE;
    }
  return walk_page (self, get_u32 (page.data + page.base + 8), depth + 1, sink) && whole;
}

/* Free pages still hold what once stood on them, and are not to be read. */
static void
mark_free_pages (PostilPageReader *self)
{
  g_autofree guint8 *data = g_malloc (self->page_size);
  guint8 header[HEADER_SIZE];
  guint32 trunk = 0;

  if (self->has_header && read_at (self->descriptor, header, sizeof header, 0))
    trunk = get_u32 (header + 32);
  while (trunk > 1 && is_page (self, trunk) && !get_bit (self->used, trunk)
         && read_at (self->descriptor, data, self->page_size, (guint64) (trunk - 1) * self->page_size))
    {
      guint32 n = get_u32 (data + 4);

      set_bit (self->used, trunk, TRUE);
      for (guint32 i = 0; i < n && 8 + 4 * (gsize) (i + 1) <= self->page_size; i++)
        if (is_page (self, get_u32 (data + 8 + 4 * i)))
          set_bit (self->used, get_u32 (data + 8 + 4 * i), TRUE);
      trunk = get_u32 (data);
    }
}

/* Forgets what was given out. */
void
postil_page_reader_begin (PostilPageReader *self)
{
  memset (self->used, 0, self->n_pages / 8 + 1);
  mark_free_pages (self);
}

/* Hands out the records of one tree. Returns FALSE when some of it could not be read. */
gboolean
postil_page_reader_walk (PostilPageReader *self, guint32 root, const PostilRecordSink *sink)
{
  memset (self->seen, 0, self->n_pages / 8 + 1);
  return walk_page (self, root, 0, sink);
}

/* Hands out fitting records of the pages that nothing was taken from so far. */
void
postil_page_reader_scan (PostilPageReader *self, const PostilRecordSink *sink)
{
  for (guint32 number = 1; number <= self->n_pages; number++)
    {
      g_auto (Page) page = { 0 };

      if (!get_bit (self->used, number) && read_page (self, number, &page) && page.kind != KIND_TABLE_INTERIOR
          && page.n_cells > 0)
        take_records (self, &page, sink);
    }
}

/* --- opening ------------------------------------------------------------------------------------------------------------ */

static void
read_header (PostilPageReader *self, guint64 size)
{
  guint8 header[HEADER_SIZE];
  guint32 page_size;
  gboolean readable = read_at (self->descriptor, header, sizeof header, 0);

  self->page_size = DEFAULT_PAGE_SIZE;
  if (readable && memcmp (header, MAGIC, sizeof MAGIC) == 0)
    {
      page_size = get_u16 (header + 16) == 1 ? 65536 : get_u16 (header + 16);
      self->has_header = page_size >= 512 && (page_size & (page_size - 1)) == 0;
      if (self->has_header)
        self->page_size = page_size;
    }
  self->n_pages = (guint32) MIN (size / self->page_size, MAX_PAGES);
}

gboolean
postil_page_reader_has_header (PostilPageReader *self)
{
  return self->has_header;
}

/* Opens a regular file for reading; nothing is asked of its content. No other handle of this program may have it open: closing
 * it drops the locks that SQLite holds on it. */
PostilPageReader *
postil_page_reader_open (const char *path, GError **error)
{
  g_autoptr (PostilPageReader) self = g_new0 (PostilPageReader, 1);
  struct stat status;

  self->descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->descriptor < 0 || fstat (self->descriptor, &status) != 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: %s", path, "not a file");
      return NULL;
    }
  read_header (self, (guint64) status.st_size);
  self->seen = g_malloc0 (self->n_pages / 8 + 1);
  self->used = g_malloc0 (self->n_pages / 8 + 1);
  postil_page_reader_begin (self);
  return g_steal_pointer (&self);
}

void
postil_page_reader_free (PostilPageReader *self)
{
  if (!self)
    return;
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self->seen);
  g_free (self->used);
  g_free (self);
}
