"""The schema of the demo's database, version by version."""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE numbers (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE consignments (
        id INTEGER PRIMARY KEY,
        reference TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL,
        state TEXT NOT NULL,
        created INTEGER NOT NULL,
        shipping INTEGER,
        shipped INTEGER,
        scheduled INTEGER,
        requested INTEGER,
        customer_reference TEXT NOT NULL,
        grams REAL NOT NULL,
        value REAL,
        service TEXT,
        source TEXT NOT NULL,
        direction TEXT NOT NULL,
        labels_printed INTEGER NOT NULL,
        postcode TEXT NOT NULL,
        country TEXT NOT NULL,
        region TEXT NOT NULL,
        origin TEXT NOT NULL,
        target TEXT NOT NULL,
        text TEXT NOT NULL
    );
    CREATE INDEX by_state ON consignments (state);
    CREATE INDEX by_created ON consignments (created);
    CREATE INDEX by_shipping ON consignments (shipping);
    CREATE INDEX by_shipped ON consignments (shipped);
    CREATE INDEX by_scheduled ON consignments (scheduled);
    CREATE INDEX by_requested ON consignments (requested);
    CREATE INDEX by_customer_reference ON consignments (customer_reference);
    CREATE INDEX by_grams ON consignments (grams);
    CREATE INDEX by_value ON consignments (value);
    CREATE INDEX by_service ON consignments (service);
    CREATE INDEX by_source ON consignments (source);
    CREATE INDEX by_direction ON consignments (direction);
    CREATE INDEX by_labels_printed ON consignments (labels_printed);
    CREATE INDEX by_postcode ON consignments (postcode);
    CREATE INDEX by_country ON consignments (country);
    CREATE INDEX by_region ON consignments (region);
    CREATE INDEX by_origin ON consignments (origin);
    CREATE INDEX by_target ON consignments (target);
    CREATE TABLE packages (
        reference TEXT PRIMARY KEY,
        consignment INTEGER NOT NULL REFERENCES consignments (id) ON DELETE CASCADE,
        customer_reference TEXT NOT NULL,
        tracking TEXT
    ) WITHOUT ROWID;
    CREATE INDEX packages_by_consignment ON packages (consignment);
    CREATE INDEX packages_by_customer_reference ON packages (customer_reference);
    CREATE INDEX packages_by_tracking ON packages (tracking);
    CREATE VIRTUAL TABLE consignment_text
        USING fts5 (text, content = 'consignments', content_rowid = 'id', tokenize = 'trigram');
    CREATE TRIGGER text_added AFTER INSERT ON consignments BEGIN
        INSERT INTO consignment_text (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER text_changed AFTER UPDATE OF text ON consignments WHEN old.text IS NOT new.text BEGIN
        INSERT INTO consignment_text (consignment_text, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO consignment_text (rowid, text) VALUES (new.id, new.text);
    END;
    """,
    """
    CREATE TABLE bodies (
        id INTEGER PRIMARY KEY REFERENCES consignments (id) ON DELETE CASCADE,
        body TEXT NOT NULL
    );
    INSERT INTO bodies SELECT id, body FROM consignments;
    CREATE TABLE texts (
        id INTEGER PRIMARY KEY REFERENCES consignments (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    );
    INSERT INTO texts SELECT id, text FROM consignments;
    DROP TRIGGER text_added;
    DROP TRIGGER text_changed;
    DROP TABLE consignment_text;
    ALTER TABLE consignments DROP COLUMN body;
    ALTER TABLE consignments DROP COLUMN text;
    CREATE VIRTUAL TABLE consignment_text
        USING fts5 (text, content = 'texts', content_rowid = 'id', tokenize = 'trigram');
    INSERT INTO consignment_text (consignment_text) VALUES ('rebuild');
    CREATE TRIGGER text_added AFTER INSERT ON texts BEGIN
        INSERT INTO consignment_text (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER text_changed AFTER UPDATE ON texts WHEN old.text IS NOT new.text BEGIN
        INSERT INTO consignment_text (consignment_text, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO consignment_text (rowid, text) VALUES (new.id, new.text);
    END;
    DROP INDEX by_target;
    CREATE INDEX by_target ON consignments (target, origin);
    """,
    """
    ALTER TABLE consignments ADD COLUMN due INTEGER;
    ALTER TABLE consignments ADD COLUMN plan TEXT;
    CREATE INDEX by_due ON consignments (due) WHERE due IS NOT NULL;
    CREATE TABLE events (id INTEGER PRIMARY KEY, consignment TEXT NOT NULL, body TEXT NOT NULL);
    CREATE INDEX events_by_consignment ON events (consignment);
    CREATE TABLE audit (id INTEGER PRIMARY KEY, consignment TEXT NOT NULL, body TEXT NOT NULL);
    CREATE INDEX audit_by_consignment ON audit (consignment);
    CREATE TABLE quotes (
        reference TEXT PRIMARY KEY,
        consignment TEXT NOT NULL,
        service TEXT NOT NULL,
        expires INTEGER NOT NULL,
        about TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX quotes_by_expiry ON quotes (expires);
    CREATE TABLE manifests (
        reference TEXT PRIMARY KEY,
        created INTEGER NOT NULL,
        location TEXT NOT NULL,
        carrier TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX manifests_by_created ON manifests (created);
    CREATE TABLE manifest_lines (
        id INTEGER PRIMARY KEY,
        manifest TEXT NOT NULL REFERENCES manifests (reference),
        body TEXT NOT NULL
    );
    CREATE INDEX manifest_lines_by_manifest ON manifest_lines (manifest);
    """,
    """
    CREATE TABLE orders (reference TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE option_requests (
        reference TEXT PRIMARY KEY,
        expires INTEGER NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX option_requests_by_expiry ON option_requests (expires);
    CREATE TABLE options (
        reference TEXT PRIMARY KEY,
        request TEXT NOT NULL REFERENCES option_requests (reference) ON DELETE CASCADE,
        body TEXT NOT NULL,
        taken TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX options_by_request ON options (request);
    """,
    """
    CREATE TABLE quote_requests (
        reference TEXT PRIMARY KEY,
        expires INTEGER NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX quote_requests_by_expiry ON quote_requests (expires);
    """,
)
"""One script for each version of the schema, in order; the database's `user_version` counts those that ran.

Bodies and texts lie apart from what is searched by, so that a search that has to walk the rows walks short ones.
"""
