-- What was removed from the front of the outbox after the replay window, and the hash there: with
-- it the chain goes on for a hub that was restored from an older backup.
ALTER TABLE outbox_stream ADD COLUMN IF NOT EXISTS purged_through BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE outbox_stream ADD COLUMN IF NOT EXISTS purged_hash VARCHAR(64) DEFAULT '' NOT NULL;

-- Acknowledged entries of closed streams, kept for the replay window.
CREATE TABLE IF NOT EXISTS outbox_closed (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payload VARCHAR(1000000) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Evidence: what a tombstone took the place of, as it was found.
CREATE TABLE IF NOT EXISTS outbox_buried (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    payload VARCHAR(1000000) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    reason VARCHAR(16) NOT NULL,
    buried_at TIMESTAMP WITH TIME ZONE NOT NULL
);
