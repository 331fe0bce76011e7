-- SPDX-License-Identifier: GPL-3.0-or-later
-- notes.db 1.1: the texts that notes were made on, the files an export wrote, subscriptions, and lost passages by index.

CREATE TABLE snapshot (
  hash        TEXT    NOT NULL PRIMARY KEY,
  article_key TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  url         TEXT,
  created     INTEGER NOT NULL,
  document    BLOB    NOT NULL
) STRICT;
CREATE INDEX snapshot_article ON snapshot (article_key, created);

CREATE TABLE exported (
  path        BLOB    NOT NULL PRIMARY KEY, -- a file name is bytes
  article_key TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  written     INTEGER NOT NULL
) STRICT;
CREATE INDEX exported_article ON exported (article_key, written);

CREATE TABLE subscription (
  url    TEXT    NOT NULL PRIMARY KEY,
  title  TEXT,
  folder TEXT,
  added  INTEGER NOT NULL
) STRICT;

CREATE INDEX annotation_orphan ON annotation (seq) WHERE orphan = 1;

PRAGMA user_version = 1001;
