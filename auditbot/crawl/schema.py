"""The layout of an archive: one SQLite file an audit, which can be judged again without the network.

Addresses have keyed hashes as ids, so that writing needs no look-up and a hostile site cannot make two
addresses collide. What links say is stored once (``form``); a page holds the ids of its forms in the order
of the document.
"""

VERSION = 2

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE url (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    task INTEGER NOT NULL,              -- scope.Task
    done INTEGER NOT NULL DEFAULT 0,
    rank INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    parent INTEGER,                     -- the page it was first found on
    element TEXT NOT NULL,
    inbred INTEGER NOT NULL,            -- first found on a page of its own shape
    tries INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0, -- seconds since the epoch
    outcome TEXT NOT NULL DEFAULT 'pending',
    failure TEXT NOT NULL DEFAULT '',   -- model.fetch.FailureKind
    fetch TEXT,                         -- the last one, JSON
    first TEXT,                         -- the failure that was asked to be confirmed, JSON
    page INTEGER,                       -- where it led
    opening BLOB,                       -- the first bytes of a file
    soft_404 TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0    -- on the wire
);
CREATE INDEX waiting ON url (host, rank, id) WHERE done = 0 AND task < 2;
CREATE INDEX parents ON url (outcome);

CREATE TABLE page (
    id INTEGER PRIMARY KEY,             -- of the address it was read from
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    unseen INTEGER NOT NULL,            -- its content is made by a script that was not run
    text_digest TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT NOT NULL,            -- the day, or nothing
    published_source TEXT NOT NULL,
    dating INTEGER NOT NULL,            -- its lists give days of publication
    facts BLOB NOT NULL,                -- PageFacts, JSON, zstd
    shape TEXT NOT NULL,
    barren INTEGER NOT NULL,
    body BLOB NOT NULL,                 -- as the server sent it, unpacked, then zstd
    body_type TEXT NOT NULL,            -- the Content-Type header
    rendered BLOB,                      -- the page as a browser built it, UTF-8, zstd
    sha256 TEXT NOT NULL,
    links BLOB NOT NULL,                -- ids of forms, 8 bytes each, in document order
    links_found INTEGER NOT NULL
);
CREATE INDEX kinds ON page (kind, url);

CREATE TABLE form (
    id INTEGER PRIMARY KEY,
    target INTEGER,                     -- url.id; none for references that lead nowhere
    raw TEXT NOT NULL,
    bad TEXT,                           -- url.BadHref
    fragment TEXT NOT NULL,
    text TEXT NOT NULL,
    element TEXT NOT NULL,
    attribute TEXT NOT NULL,
    region TEXT NOT NULL
);
CREATE INDEX targets ON form (target);

CREATE TABLE file (
    id INTEGER PRIMARY KEY,             -- url.id of a file that is read
    sha256 TEXT NOT NULL,
    told BLOB                           -- AttachmentFacts or Untested, JSON, zstd; none: not read yet
);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    assignment TEXT NOT NULL,           -- check and options
    page INTEGER,                       -- none for what a probe measured
    kind TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX notes ON note (assignment, kind);

CREATE TABLE limit_hit (name TEXT NOT NULL, sample TEXT NOT NULL, PRIMARY KEY (name, sample)) WITHOUT ROWID;
CREATE TABLE trap (kind TEXT NOT NULL, pattern TEXT NOT NULL, PRIMARY KEY (kind, pattern)) WITHOUT ROWID;
CREATE TABLE host (
    host TEXT PRIMARY KEY, robots TEXT NOT NULL DEFAULT '', honest TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE fault (
    assignment TEXT NOT NULL, page INTEGER, what TEXT NOT NULL
);                                      -- checks that broke their contract; '' for the reading of pages
"""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA cache_size = -1024",
    "PRAGMA wal_autocheckpoint = 2000",
    "PRAGMA trusted_schema = OFF",
)
"""``NORMAL`` with a write-ahead log: a killed program loses nothing that was committed; a machine that loses
its power may lose the last seconds, never their order, and the walk asks for those pages again. Nobody waits
for the disk at each commit.
"""
