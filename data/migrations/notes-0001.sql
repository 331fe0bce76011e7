-- SPDX-License-Identifier: GPL-3.0-or-later
-- notes.db 1.0: notes, their tags, every former state of them, drafts, and what is remembered of an article by its key.

CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;
-- Another file under the same name (a restored backup) has another epoch: what the cache copied from here is then copied anew.
INSERT INTO meta VALUES ('epoch', hex (randomblob (16)));

CREATE TABLE annotation (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  id            BLOB    NOT NULL UNIQUE CHECK (length (id) = 16),
  article_key   TEXT    NOT NULL CHECK (length (article_key) BETWEEN 1 AND 200),
  article_title TEXT    NOT NULL,
  article_url   TEXT,
  document_hash TEXT    NOT NULL CHECK (length (document_hash) <= 200),
  start_offset  INTEGER NOT NULL CHECK (start_offset >= 0),
  end_offset    INTEGER NOT NULL CHECK (end_offset >= 0),
  quote         TEXT    NOT NULL,
  prefix        TEXT    NOT NULL CHECK (length (prefix) <= 1000),
  suffix        TEXT    NOT NULL CHECK (length (suffix) <= 1000),
  color         INTEGER NOT NULL CHECK (color BETWEEN 0 AND 15),
  comment       TEXT    NOT NULL CHECK (length (comment) <= 1048576),
  tags          TEXT    NOT NULL CHECK (length (tags) <= 20000), -- one blank between two
  author        TEXT,
  created       INTEGER NOT NULL,
  modified      INTEGER NOT NULL,
  deleted       INTEGER NOT NULL DEFAULT 0,                      -- 0: not in the trash
  revision      INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
  orphan        INTEGER NOT NULL DEFAULT 0 CHECK (orphan IN (0, 1)),
  changed       INTEGER NOT NULL,                                -- when the row was last written, for whatever reason
  -- The same words parted for the index, where a script has no blanks between them; else NULL.
  quote_words   TEXT,
  comment_words TEXT,
  tags_words    TEXT,
  CHECK ((start_offset = 0 AND end_offset = 0 AND quote = '') OR (start_offset < end_offset AND quote <> ''))
) STRICT;
CREATE INDEX annotation_article ON annotation (article_key, start_offset);
CREATE INDEX annotation_trash ON annotation (deleted) WHERE deleted <> 0;

CREATE TABLE tag (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE -- for comparing without letter case
) STRICT;

CREATE TABLE annotation_tag (
  annotation INTEGER NOT NULL REFERENCES annotation (seq) ON DELETE CASCADE,
  tag        INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (annotation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_tag_tag ON annotation_tag (tag, annotation);

-- The image of a note before each change, made by triggers alone: no path of the program can leave it out.
CREATE TABLE history (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_id BLOB    NOT NULL CHECK (length (annotation_id) = 16),
  at            INTEGER NOT NULL,
  kind          TEXT    NOT NULL CHECK (kind IN ('edit', 'move', 'trash', 'restore', 'purge')),
  -- the note as it was
  note_seq      INTEGER NOT NULL,
  article_key   TEXT    NOT NULL,
  article_title TEXT    NOT NULL,
  article_url   TEXT,
  document_hash TEXT    NOT NULL,
  start_offset  INTEGER NOT NULL,
  end_offset    INTEGER NOT NULL,
  quote         TEXT    NOT NULL,
  prefix        TEXT    NOT NULL,
  suffix        TEXT    NOT NULL,
  color         INTEGER NOT NULL,
  comment       TEXT    NOT NULL,
  tags          TEXT    NOT NULL,
  author        TEXT,
  created       INTEGER NOT NULL,
  modified      INTEGER NOT NULL,
  deleted       INTEGER NOT NULL,
  revision      INTEGER NOT NULL,
  orphan        INTEGER NOT NULL
) STRICT;
CREATE INDEX history_annotation ON history (annotation_id, seq);

CREATE TRIGGER history_fixed BEFORE UPDATE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is never changed');
END;

CREATE TRIGGER annotation_fixed BEFORE UPDATE ON annotation
WHEN NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id OR NEW.article_key IS NOT OLD.article_key OR NEW.created IS NOT OLD.created
BEGIN
  SELECT RAISE (ABORT, 'identity, article and birth of a note never change');
END;

CREATE TRIGGER annotation_history_update AFTER UPDATE ON annotation
BEGIN
  INSERT INTO history (annotation_id, note_seq, article_key, article_title, article_url, document_hash, start_offset, end_offset,
                       quote, prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan,
                       at, kind)
  VALUES (OLD.id, OLD.seq, OLD.article_key, OLD.article_title, OLD.article_url, OLD.document_hash, OLD.start_offset, OLD.end_offset,
          OLD.quote, OLD.prefix, OLD.suffix, OLD.color, OLD.comment, OLD.tags, OLD.author, OLD.created, OLD.modified,
          OLD.deleted, OLD.revision, OLD.orphan,
          NEW.changed,
          CASE WHEN OLD.deleted = 0 AND NEW.deleted <> 0 THEN 'trash'
               WHEN OLD.deleted <> 0 AND NEW.deleted = 0 THEN 'restore'
               WHEN NEW.revision = OLD.revision THEN 'move'
               ELSE 'edit' END);
END;

CREATE TRIGGER annotation_history_delete AFTER DELETE ON annotation
BEGIN
  INSERT INTO history (annotation_id, note_seq, article_key, article_title, article_url, document_hash, start_offset, end_offset,
                       quote, prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan,
                       at, kind)
  VALUES (OLD.id, OLD.seq, OLD.article_key, OLD.article_title, OLD.article_url, OLD.document_hash, OLD.start_offset, OLD.end_offset,
          OLD.quote, OLD.prefix, OLD.suffix, OLD.color, OLD.comment, OLD.tags, OLD.author, OLD.created, OLD.modified,
          OLD.deleted, OLD.revision, OLD.orphan,
          OLD.changed, 'purge');
END;

CREATE TABLE draft (
  annotation_id BLOB    NOT NULL PRIMARY KEY CHECK (length (annotation_id) = 16),
  comment       TEXT    NOT NULL CHECK (length (comment) <= 1048576),
  modified      INTEGER NOT NULL
) STRICT;

-- What is remembered of an article by its key. seq grows with every change, so that a copy elsewhere can be brought up to date.
CREATE TABLE article_state (
  article_key TEXT    NOT NULL PRIMARY KEY,
  is_read     INTEGER NOT NULL DEFAULT 0 CHECK (is_read IN (0, 1)),
  is_starred  INTEGER NOT NULL DEFAULT 0 CHECK (is_starred IN (0, 1)),
  n_notes     INTEGER NOT NULL DEFAULT 0 CHECK (n_notes >= 0),
  seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX article_state_seq ON article_state (seq);

CREATE TRIGGER annotation_state_insert AFTER INSERT ON annotation
BEGIN
  INSERT INTO article_state (article_key, n_notes, seq)
  VALUES (NEW.article_key, NEW.deleted = 0, (SELECT coalesce (max (seq), 0) + 1 FROM article_state))
  ON CONFLICT (article_key) DO UPDATE SET n_notes = n_notes + excluded.n_notes, seq = excluded.seq;
END;

CREATE TRIGGER annotation_state_update AFTER UPDATE OF deleted ON annotation
WHEN (NEW.deleted = 0) <> (OLD.deleted = 0)
BEGIN
  UPDATE article_state
  SET n_notes = n_notes + (NEW.deleted = 0) - (OLD.deleted = 0), seq = (SELECT max (seq) + 1 FROM article_state)
  WHERE article_key = NEW.article_key;
END;

CREATE TRIGGER annotation_state_delete AFTER DELETE ON annotation
WHEN OLD.deleted = 0
BEGIN
  UPDATE article_state
  SET n_notes = n_notes - 1, seq = (SELECT max (seq) + 1 FROM article_state)
  WHERE article_key = OLD.article_key;
END;

-- Full text of passages, comments and tags. The program keeps it, since a schema that is not trusted may not write to it.
CREATE VIEW annotation_words AS
SELECT seq, coalesce (quote_words, quote) AS quote, coalesce (comment_words, comment) AS comment,
       coalesce (tags_words, tags) AS tags
FROM annotation;

CREATE VIRTUAL TABLE annotation_search USING fts5 (
  quote, comment, tags,
  content = 'annotation_words', content_rowid = 'seq',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

PRAGMA application_id = 0x50544c4e;
PRAGMA user_version = 1000;
