-- SPDX-License-Identifier: GPL-3.0-or-later
-- cache.db 1.1: the health and the wishes of feeds, and articles that are listed before they are indexed.

ALTER TABLE feed ADD COLUMN address       TEXT;                       -- where it moved for good; url stays its identity
ALTER TABLE feed ADD COLUMN body_hash     TEXT;                       -- of what the server sent last
ALTER TABLE feed ADD COLUMN validated     INTEGER;                    -- since when the validators are kept
ALTER TABLE feed ADD COLUMN succeeded     INTEGER;
ALTER TABLE feed ADD COLUMN failing_since INTEGER;
ALTER TABLE feed ADD COLUMN hold          INTEGER;                    -- until when its server wants to be left alone
ALTER TABLE feed ADD COLUMN wish          INTEGER NOT NULL DEFAULT 0; -- minutes between two fetches
ALTER TABLE feed ADD COLUMN skip_hours    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN skip_days     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN is_local      INTEGER NOT NULL DEFAULT 0; -- its host was of this network when it was added

-- 1: listed, its words are not in the full-text index yet.
ALTER TABLE article ADD COLUMN unindexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_unindexed ON article (id) WHERE unindexed = 1;

PRAGMA user_version = 1001;
