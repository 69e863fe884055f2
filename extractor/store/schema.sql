-- Version 1 of the store. A line's comment explains its column: docs/store.md and SQLite's own .schema show it.
-- Children of a document are clustered behind it (WITHOUT ROWID); secondary indexes are in indexes.sql.

CREATE TABLE runs (                 -- what was annotated with what, and when
  id INTEGER PRIMARY KEY,           -- in the order of their beginning
  fingerprint TEXT NOT NULL,        -- hash of everything that can change a result: version, options, files
  version TEXT NOT NULL,            -- of vnfacts
  options TEXT NOT NULL,            -- JSON object: the options that change results
  hashes TEXT NOT NULL,             -- JSON object: file or folder → hash of rules, lexicon, gazetteers, models
  started TEXT NOT NULL,            -- UTC, ISO 8601
  ended TEXT,                       -- UTC; null while it runs, and after a kill -9
  state TEXT NOT NULL DEFAULT 'running',  -- running | done | interrupted
  counts TEXT NOT NULL DEFAULT '{}' -- JSON object: what the run counted
) STRICT;

CREATE TABLE documents (            -- one row an article
  key INTEGER PRIMARY KEY,          -- 63 bits of the hash of id, record_id, title, published, authors, publisher as read
  id TEXT NOT NULL,                 -- hash of the text
  source TEXT NOT NULL,             -- path, URL, archive!member or file.jsonl#line: the first of its sources
  record_id TEXT,                   -- the input's own id
  title TEXT,                       -- null where none is told
  published TEXT,                   -- ISO 8601: a day, or a moment with its offset from UTC
  authors TEXT NOT NULL,            -- JSON array
  publisher TEXT,                   -- as the page names it
  url TEXT,                         -- where it stands on the web, as the page or the record tells
  dateline TEXT,                    -- the place that its first words name ("Huế - …")
  tags TEXT NOT NULL,               -- JSON array: what the page files it under
  encoding TEXT NOT NULL,           -- of the bytes that were read
  fingerprint TEXT NOT NULL,        -- the version and options that made these rows
  run INTEGER NOT NULL REFERENCES runs (id), -- the run that wrote them
  duplicate_of INTEGER REFERENCES documents (key) DEFERRABLE INITIALLY DEFERRED, -- the earliest article of nearly the same words, else null
  warnings TEXT NOT NULL,           -- JSON array
  verbatim TEXT,                    -- JSON of the record where columns cannot hold it exactly (docs/store.md), else null
  text TEXT NOT NULL                -- what every offset counts in, in code points from 0
) STRICT;

CREATE TABLE sources (              -- every place where the article was met
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  source TEXT NOT NULL,             -- as documents.source
  PRIMARY KEY (document, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE zones (                -- stretches of the page and what they are for the reader
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  kind TEXT NOT NULL,               -- headline | lead | heading | body | caption | byline | teaser | furniture
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_tables (          -- tables of the page
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  caption_start INTEGER,            -- the same of its caption; null where it has none
  caption_end INTEGER,              -- null where it has no caption
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE cells (                -- of those tables, in reading order
  document INTEGER NOT NULL,
  page_table INTEGER NOT NULL,      -- page_tables.n
  n INTEGER NOT NULL,               -- place among its table's cells, from 0
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  row INTEGER NOT NULL,             -- from 0: the first that it stands in
  col INTEGER NOT NULL,             -- from 0: the first that it stands in
  rows INTEGER NOT NULL,            -- how many it spans
  cols INTEGER NOT NULL,            -- how many it spans
  head INTEGER NOT NULL,            -- 1: the page says that it names its row or column
  PRIMARY KEY (document, page_table, n),
  FOREIGN KEY (document, page_table) REFERENCES page_tables (document, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE links (                -- rows of the gazetteer as documents were linked to them
  key INTEGER PRIMARY KEY,          -- hash of all the columns
  id TEXT NOT NULL,                 -- of the gazetteer: one unit between two changes
  name TEXT NOT NULL,               -- with its type word, as of the publishing date
  type TEXT NOT NULL,               -- xã, phường, tỉnh, …
  parents TEXT NOT NULL,            -- JSON array of names, upwards
  successors TEXT NOT NULL          -- JSON array of the names that it goes by now; empty while it stands
) STRICT;

CREATE TABLE entities (             -- mentions
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  id TEXT NOT NULL,                 -- within the document
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  text TEXT NOT NULL,               -- the mention: documents.text[start:end]
  label TEXT NOT NULL,              -- PERSON | ORG | LOC | POSITION | DATE | QUANTITY | LAW | EVENT
  name TEXT NOT NULL,               -- the canonical name in this document
  cluster TEXT NOT NULL,            -- joins the mentions of one thing in this document
  link INTEGER REFERENCES links (key) DEFERRABLE INITIALLY DEFERRED, -- row of links, or null
  source TEXT NOT NULL,             -- model | gazetteer | rule
  score ANY NOT NULL,               -- number from 0 to 1
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE abbreviations (        -- short forms that the article explains
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  short TEXT NOT NULL,              -- documents.text[start:end]
  long TEXT NOT NULL,               -- what it stands for
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE "references" (         -- "ông", "huyện này": short forms that are no name; quote the table's name in SQL
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  text TEXT NOT NULL,               -- documents.text[start:end]
  entity TEXT NOT NULL,             -- the mention that it stands for
  cluster TEXT NOT NULL,            -- of that mention
  rule TEXT NOT NULL,               -- what found it
  PRIMARY KEY (document, n),
  FOREIGN KEY (document, entity) REFERENCES entities (document, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (                -- who holds which office: one row a person, position, organization
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  person TEXT NOT NULL,             -- canonical name
  position TEXT NOT NULL,           -- Bí thư, Giám đốc, …
  organization TEXT,                -- canonical name, where one is told
  status TEXT NOT NULL,             -- current | former | incoming
  start INTEGER NOT NULL,           -- first code point in documents.text, of the first mention
  end INTEGER NOT NULL,             -- the one after the last
  text TEXT NOT NULL,               -- documents.text[start:end]
  rule TEXT NOT NULL,               -- what found it
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (                -- one row a fact
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  id TEXT NOT NULL,                 -- within the document
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  type TEXT NOT NULL,               -- quantity
  indicator TEXT NOT NULL,          -- what is measured, in the article's words
  indicator_id TEXT,                -- the same indicator in whatever words, where it is a known one
  value ANY,                        -- number of units; null where only a change is told
  value_high ANY,                   -- upper end of a range
  total ANY,                        -- the 18 of 16/18
  unit TEXT,                        -- ISO currency, % or a noun
  bound TEXT NOT NULL,              -- exact | about | at_least | at_most
  status TEXT NOT NULL,             -- actual | estimate | target
  period TEXT,                      -- in the article's words
  period_start TEXT,                -- ISO day
  period_end TEXT,                  -- ISO day, included
  place TEXT,                       -- the words that name the place
  place_name TEXT,                  -- its name as of the publishing date
  place_link INTEGER REFERENCES links (key) DEFERRABLE INITIALLY DEFERRED, -- row of links, or null
  body TEXT,                        -- the words that name whose figure it is
  body_name TEXT,                   -- its canonical name
  speaker TEXT,                     -- person who says it
  speaker_position TEXT,            -- office of the person
  speaker_organization TEXT,        -- body of the person, or the body that says it
  cumulative INTEGER,               -- 1: counted from the year's beginning; 0: not; null: unknown
  part_of TEXT,                     -- the fact whose part this is
  doubtful TEXT,                    -- why it may be wrong
  zone TEXT NOT NULL,               -- kind of zone that it stands in
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  text TEXT NOT NULL,               -- the words that state the fact: documents.text[start:end]
  sentence_start INTEGER NOT NULL,  -- the sentence around them
  sentence_end INTEGER NOT NULL,    -- the code point after it
  rule TEXT NOT NULL,               -- what found it
  confidence ANY NOT NULL,          -- number from 0 to 1: probability that it is a fact
  PRIMARY KEY (document, id),
  FOREIGN KEY (document, part_of) REFERENCES facts (document, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE comparisons (          -- changes and ratios that a fact tells
  document INTEGER NOT NULL,
  fact TEXT NOT NULL,               -- whose
  n INTEGER NOT NULL,               -- place in the fact's list, from 0
  relation TEXT NOT NULL,           -- increase | decrease | ratio | multiple
  value ANY NOT NULL,               -- number
  value_high ANY,                   -- upper end of a range
  unit TEXT,                        -- null for a multiple
  bound TEXT NOT NULL,              -- exact | about | at_least | at_most
  base TEXT,                        -- what it is compared with, in the article's words
  base_start TEXT,                  -- ISO day
  base_end TEXT,                    -- ISO day, included
  PRIMARY KEY (document, fact, n),
  FOREIGN KEY (document, fact) REFERENCES facts (document, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (           -- words that someone is reported to have said
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  speaker TEXT,                     -- person, or null where a body says it
  speaker_position TEXT,            -- office of the person
  speaker_organization TEXT,        -- body of the person, or the body that says it
  kind TEXT NOT NULL,               -- direct | indirect
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  text TEXT NOT NULL,               -- documents.text[start:end]
  rule TEXT NOT NULL,               -- the cue that found it
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE citations (            -- cited documents
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  kind TEXT NOT NULL,               -- nghị quyết, luật, …
  number TEXT,                      -- as told
  issuer TEXT,                      -- body
  date TEXT,                        -- as told, ISO where it is a day
  start INTEGER NOT NULL,           -- first code point in documents.text
  end INTEGER NOT NULL,             -- the one after the last
  text TEXT NOT NULL,               -- documents.text[start:end]
  rule TEXT NOT NULL,               -- what found it
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (               -- what figures of one article say of each other
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  n INTEGER NOT NULL,               -- place in the record's list, from 0
  kind TEXT NOT NULL,               -- sum | share | growth | repeat
  agrees INTEGER NOT NULL,          -- 1 they agree, 0 they do not
  detail TEXT NOT NULL,             -- the numbers
  PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_facts (          -- the facts of a check
  document INTEGER NOT NULL,
  check_n INTEGER NOT NULL,         -- which check: checks.n
  n INTEGER NOT NULL,               -- place in the check's list, from 0
  fact TEXT NOT NULL,               -- facts.id
  PRIMARY KEY (document, check_n, n),
  FOREIGN KEY (document, check_n) REFERENCES checks (document, n) ON DELETE CASCADE,
  FOREIGN KEY (document, fact) REFERENCES facts (document, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE failures (             -- articles that could not be annotated; a later success removes the row
  key INTEGER PRIMARY KEY,          -- as documents.key
  source TEXT NOT NULL,             -- where it was read
  kind TEXT NOT NULL,               -- error | crash | timeout | memory
  seen TEXT NOT NULL,               -- one line
  tries INTEGER NOT NULL,           -- how often it was tried
  fingerprint TEXT NOT NULL,        -- under which version and options
  run INTEGER NOT NULL REFERENCES runs (id) -- in which run
) STRICT;

CREATE TABLE signatures (           -- near-duplicates: what finish() compares
  document INTEGER PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
  minhash BLOB NOT NULL             -- 128 least hashes, 16 bits each, of the runs of five syllables (signatures.py)
) STRICT;

CREATE TABLE bands (                -- near-duplicates: documents that share a band may be copies
  band INTEGER NOT NULL,            -- hash of four of the least hashes and of their place
  document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE pending (              -- documents that finish() has still to index or to compare; empty after it
  document INTEGER PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
  indexed INTEGER NOT NULL DEFAULT 0 -- 1: full text and bands are there, copies are still to be sought
) STRICT;
