-- SPDX-License-Identifier: GPL-3.0-or-later
-- cache.db 1.0: everything that can be made again from the network, the files and notes.db.

CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  url           TEXT    NOT NULL UNIQUE,
  title         TEXT    NOT NULL,
  link          TEXT,
  format        TEXT,
  etag          TEXT,
  last_modified TEXT,
  failure       TEXT,
  checked       INTEGER,
  next_check    INTEGER,
  n_failures    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- is_read, is_starred and n_notes are copies of what notes.db remembers.
CREATE TABLE article (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  key              TEXT    NOT NULL UNIQUE,
  feed_id          INTEGER REFERENCES feed (id) ON DELETE SET NULL,
  source           TEXT    NOT NULL,
  title            TEXT    NOT NULL,
  byline           TEXT,
  url              TEXT,
  summary          TEXT    NOT NULL,
  language         TEXT,
  published        INTEGER,
  published_is_day INTEGER NOT NULL,
  updated          INTEGER,
  added            INTEGER NOT NULL,
  date             INTEGER NOT NULL, -- what lists sort by: a date in the future counts as that of arrival
  version          INTEGER NOT NULL,
  hash             TEXT    NOT NULL,
  words            INTEGER NOT NULL,
  is_sample        INTEGER NOT NULL,
  is_read          INTEGER NOT NULL DEFAULT 0,
  is_starred       INTEGER NOT NULL DEFAULT 0,
  n_notes          INTEGER NOT NULL DEFAULT 0,
  analysis         INTEGER NOT NULL DEFAULT 0,
  engine           INTEGER NOT NULL DEFAULT 0,
  failure          TEXT,
  chips            TEXT
) STRICT;
CREATE INDEX article_date ON article (date);
CREATE INDEX article_unread ON article (date) WHERE is_read = 0;
CREATE INDEX article_starred ON article (date) WHERE is_starred = 1;
CREATE INDEX article_annotated ON article (date) WHERE n_notes > 0;
CREATE INDEX article_sample ON article (date) WHERE is_sample = 1;
CREATE INDEX article_file ON article (date) WHERE feed_id IS NULL AND is_sample = 0;
CREATE INDEX article_feed ON article (feed_id, date, is_read) WHERE feed_id IS NOT NULL;
CREATE INDEX article_source ON article (source, date);
CREATE INDEX article_site ON article (source, is_read) WHERE feed_id IS NULL;
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_waiting ON article (date) WHERE analysis = 0;
CREATE INDEX article_engine ON article (engine) WHERE analysis = 1;

-- Every version of a text; the newest is article.version.
CREATE TABLE document (
  article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  version    INTEGER NOT NULL,
  hash       TEXT    NOT NULL,
  added      INTEGER NOT NULL,
  document   BLOB    NOT NULL,
  UNIQUE (article_id, version)
) STRICT;

-- Full text. The two functions are the program's own: they part words of scripts that write no blanks.
CREATE VIEW article_words AS
SELECT article.id AS id, postil_words (article.title) AS title, postil_document_words (document.document) AS text
FROM article JOIN document ON document.article_id = article.id AND document.version = article.version;

CREATE VIRTUAL TABLE article_search USING fts5 (
  title, text,
  content = 'article_words', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
-- Gather more before writing, merge more at once: a third less work when many articles come together.
INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 8388608);
INSERT INTO article_search (article_search, rank) VALUES ('automerge', 8);

CREATE TABLE analysis (
  article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
  hash       TEXT    NOT NULL, -- of the text that was analysed
  engine     INTEGER NOT NULL,
  analysis   BLOB    NOT NULL
) STRICT;

CREATE TABLE entity (
  id         INTEGER PRIMARY KEY,
  type       INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  n_mentions INTEGER NOT NULL DEFAULT 0,
  n_articles INTEGER NOT NULL DEFAULT 0,
  UNIQUE (name, type)
) STRICT;
CREATE INDEX entity_rank ON entity (n_mentions) WHERE n_mentions > 0;

-- One row for each surface an entity has in an article.
CREATE TABLE mention (
  entity_id    INTEGER NOT NULL REFERENCES entity (id),
  article_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  surface      TEXT    NOT NULL,
  n            INTEGER NOT NULL,
  first_offset INTEGER NOT NULL,
  PRIMARY KEY (entity_id, article_id, surface)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article_id, entity_id);

CREATE TABLE figure (
  article_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  position     INTEGER NOT NULL, -- among the figures of the article
  start_offset INTEGER NOT NULL,
  end_offset   INTEGER NOT NULL,
  surface      TEXT    NOT NULL,
  kind         INTEGER NOT NULL,
  value        REAL,
  low          REAL,
  high         REAL,
  currency     TEXT    NOT NULL,
  unit         TEXT,
  iso          TEXT,
  subject      TEXT,             -- folded, for comparing; all else a figure says is in the analysis
  measure      TEXT,             -- folded
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_value ON figure (kind, value);
CREATE INDEX figure_subject ON figure (subject, measure) WHERE subject IS NOT NULL;
CREATE INDEX figure_measure ON figure (measure) WHERE measure IS NOT NULL;

PRAGMA application_id = 0x50544c43;
PRAGMA user_version = 1000;
