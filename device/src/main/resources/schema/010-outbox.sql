-- The outbox: what the hub has to be told, in order, without a gap.
CREATE TABLE IF NOT EXISTS outbox_stream (
    -- Exactly one row: this outbox's life.
    only_row INT PRIMARY KEY CHECK (only_row = 1),
    stream BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    last_hash CHAR(64) NOT NULL,
    -- Everything up to here is committed at the hub.
    acked_through BIGINT NOT NULL,
    -- The hub's epoch that said so, '' before the first ack.
    hub_epoch VARCHAR(36) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE IF NOT EXISTS outbox (
    sequence BIGINT PRIMARY KEY,
    payload VARCHAR(1000000) NOT NULL,
    hash CHAR(64) NOT NULL,
    -- CRC32C of the payload's UTF-8, checked right after reading.
    crc INT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL
);
