-- Full text, and what people read. Made anew by every migration.

CREATE VIEW documents_folded AS     -- what the index reads: đ is no accent to SQLite, so it is d here; same length, same offsets
SELECT
  key,                              -- of documents
  replace(replace(title, 'đ', 'd'), 'Đ', 'D') AS title, -- with d for đ
  replace(replace(text, 'đ', 'd'), 'Đ', 'D') AS text    -- with d for đ
FROM documents;

CREATE VIEW facts_flat AS           -- one row a fact, with everything a reader asks of it
SELECT
  f.document,                       -- documents.key
  f.id AS fact,                     -- within the document
  f.indicator,                      -- what is measured, in the article's words
  f.indicator_id,                   -- the same indicator in whatever words
  f.text AS written,                -- the words that state it
  f.value,                          -- number
  f.value_high,                     -- upper end of a range
  f.total,                          -- the 18 of 16/18
  f.unit,                           -- ISO currency, % or a noun
  f.bound,                          -- exact | about | at_least | at_most
  c.relation AS change,             -- the first comparison: increase | decrease | ratio | multiple
  c.value AS change_value,          -- by how much
  c.unit AS change_unit,            -- null for a multiple
  c.base AS change_base,            -- against what
  f.status,                         -- actual | estimate | target
  f.period,                         -- in the article's words
  f.period_start,                   -- ISO day
  f.period_end,                     -- ISO day, included
  f.place_name AS place,            -- its name as of the publishing date
  coalesce((SELECT group_concat(s.value, '; ') FROM json_each(l.successors) s), l.name) AS place_now, -- what it goes by now
  l.id AS place_id,                 -- of the gazetteer
  f.body_name AS body,              -- whose figure it is
  f.speaker,                        -- person who says it
  f.speaker_position,               -- office
  f.speaker_organization,           -- body
  d.title,                          -- of the article
  d.published,                      -- ISO 8601
  d.publisher,                      -- as the page names it
  d.url,                            -- where it stands on the web, as the page or the record tells
  d.source,                         -- where it was read
  substr(d.text, f.sentence_start + 1, f.sentence_end - f.sentence_start) AS sentence, -- the words around
  f.cumulative,                     -- 1: counted from the year's beginning
  f.part_of,                        -- the fact whose part this is
  f.doubtful,                       -- why it may be wrong
  f.zone,                           -- kind of zone
  f.start,                          -- first code point in documents.text
  f.end,                            -- the one after the last
  f.confidence,                     -- probability that it is a fact
  f.rule,                           -- what found it
  d.duplicate_of                    -- the earliest article of nearly the same words
FROM facts f
JOIN documents d ON d.key = f.document
LEFT JOIN links l ON l.key = f.place_link
LEFT JOIN comparisons c ON c.document = f.document AND c.fact = f.id AND c.n = 0;

CREATE VIEW roles_flat AS           -- who held which office when which article appeared
SELECT
  r.document,                       -- documents.key
  r.person,                         -- canonical name
  r.position,                       -- Bí thư, Giám đốc, …
  r.organization,                   -- canonical name
  r.status,                         -- current | former | incoming
  r.text AS written,                -- the words that say so
  d.title,                          -- of the article
  d.published,                      -- ISO 8601
  d.publisher,                      -- as the page names it
  d.url,                            -- where it stands on the web, as the page or the record tells
  d.source,                         -- where it was read
  r.start,                          -- first code point in documents.text
  r.end,                            -- the one after the last
  r.rule,                           -- what found it
  d.duplicate_of                    -- the earliest article of nearly the same words
FROM roles r
JOIN documents d ON d.key = r.document;

CREATE VIEW entities_flat AS        -- one row a thing an article names, with how often
SELECT
  e.document,                       -- documents.key
  e.cluster,                        -- the thing, within the document
  e.label,                          -- PERSON | ORG | LOC | …
  e.name,                           -- canonical name of its first mention
  count(*) AS mentions,             -- how often it is named
  l.id AS link,                     -- of the gazetteer
  l.name AS link_name,              -- as of the publishing date
  l.type AS link_type,              -- xã, phường, …
  l.parents,                        -- JSON array
  l.successors,                     -- JSON array: what it goes by now
  d.title,                          -- of the article
  d.published,                      -- ISO 8601
  d.source,                         -- where it was read
  d.duplicate_of,                   -- the earliest article of nearly the same words
  min(e.n) AS n                     -- place of its first mention in the record's list
FROM entities e
JOIN documents d ON d.key = e.document
LEFT JOIN links l ON l.key = e.link
GROUP BY e.document, e.cluster;

CREATE VIRTUAL TABLE documents_fts USING fts5(  -- full text without accents: da nang finds Đà Nẵng
  title, text, content='documents_folded', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
);
