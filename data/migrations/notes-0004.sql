-- SPDX-License-Identifier: GPL-3.0-or-later
-- notes.db 1.3: what the reader did, in order, so that it can be taken back in a later session too.

CREATE TABLE deed (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT    NOT NULL CHECK (length (kind) BETWEEN 1 AND 40),
  note     BLOB    CHECK (length (note) = 16),
  -- Of an edit: the revisions of the note, whose words are in its history. Of a mark: what it was and became.
  before   INTEGER NOT NULL,
  after    INTEGER NOT NULL,
  articles TEXT    NOT NULL, -- keys, each followed by a line's end
  undone   INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX deed_undone ON deed (undone, seq);

PRAGMA user_version = 1003;
