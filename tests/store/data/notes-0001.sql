-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows of notes-0001.db, a library of format 1.0 as its first version wrote it. Made by
--   sqlite3 notes-0001.db < data/migrations/notes-0001.sql && sqlite3 notes-0001.db < notes-0001.sql
-- and never made again once a version with that format is released.

UPDATE meta SET value = '00112233445566778899AABBCCDDEEFF' WHERE name = 'epoch';

INSERT INTO annotation (id, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, prefix, suffix,
                        color, comment, tags, author, created, modified, changed)
VALUES (x'000102030405060708090a0b0c0d0e0f', '0123456789abcdef0123456789abcdef', 'Apple in China', 'https://paper.example/apple',
        'aaaa', 10, 29, 'sales of the iPhone', 'said that ', ' rose by 12%', 1, 'Compare with last year', 'apple china/deal', NULL,
        1790000000000000, 1790000000000000, 1790000000000000);
INSERT INTO annotation (id, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, prefix, suffix,
                        color, comment, tags, author, created, modified, changed)
VALUES (x'101112131415161718191a1b1c1d1e1f', '0123456789abcdef0123456789abcdef', 'Apple in China', 'https://paper.example/apple',
        'aaaa', 0, 0, '', '', '', 0, 'On the whole article', '', 'Reader', 1790000001000000, 1790000001000000, 1790000001000000);
INSERT INTO annotation (id, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, prefix, suffix,
                        color, comment, tags, author, created, modified, deleted, changed, quote_words)
VALUES (x'202122232425262728292a2b2c2d2e2f', 'fedcba9876543210fedcba9876543210', '字节跳动', NULL, 'bbbb', 0, 4, '字节跳动', '', '公司',
        3, '', '', NULL, 1790000002000000, 1790000002000000, 1790000003000000, 1790000003000000,
        char (8203) || '字' || char (8203) || '节' || char (8203) || '跳' || char (8203) || '动' || char (8203));
INSERT INTO annotation_search (rowid, quote, comment, tags) SELECT seq, quote, comment, tags FROM annotation_words;
INSERT INTO tag (name, folded) VALUES ('apple', 'apple'), ('china/deal', 'china/deal');
INSERT INTO annotation_tag (annotation, tag) VALUES (1, 1), (1, 2);

INSERT INTO annotation_search (annotation_search, rowid, quote, comment, tags)
SELECT 'delete', seq, quote, comment, tags FROM annotation_words WHERE seq = 1;
UPDATE annotation SET comment = 'Compare with the year before', modified = 1790000004000000, changed = 1790000004000000, revision = 2
WHERE seq = 1;
INSERT INTO annotation_search (rowid, quote, comment, tags) SELECT seq, quote, comment, tags FROM annotation_words WHERE seq = 1;

INSERT INTO draft (annotation_id, comment, modified) VALUES (x'101112131415161718191a1b1c1d1e1f', 'On the whole article, and', 1790000005000000);
UPDATE article_state SET is_read = 1, is_starred = 1, seq = (SELECT max (seq) + 1 FROM article_state)
WHERE article_key = '0123456789abcdef0123456789abcdef';
