-- SPDX-License-Identifier: GPL-3.0-or-later
-- notes.db 1.2: searches that the reader keeps in the sidebar, and rules that mark what arrives as read.

CREATE TABLE saved_search (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT    NOT NULL CHECK (length (name) BETWEEN 1 AND 200),
  query    TEXT    NOT NULL CHECK (length (query) BETWEEN 1 AND 4096),
  position INTEGER NOT NULL,
  created  INTEGER NOT NULL,
  removed  INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)) -- kept, so that it can be brought back
) STRICT;
CREATE INDEX saved_search_position ON saved_search (position);

CREATE TABLE mute (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  query   TEXT    NOT NULL CHECK (length (query) BETWEEN 1 AND 4096),
  created INTEGER NOT NULL,
  expires INTEGER -- NULL: never
) STRICT;

-- What a rule marked as read, so that taking the rule back can take that back too.
CREATE TABLE muted (
  mute        INTEGER NOT NULL REFERENCES mute (id) ON DELETE CASCADE,
  article_key TEXT    NOT NULL,
  PRIMARY KEY (mute, article_key)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1002;
