-- What was recorded. The segment files are the truth; these rows are rebuilt from them.
CREATE TABLE IF NOT EXISTS recording (
    recording BIGINT PRIMARY KEY,
    -- Order of recording, whatever the wall clock did.
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    boot_id VARCHAR(64) NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    clock VARCHAR(16) NOT NULL,
    source VARCHAR(255) NOT NULL,
    -- Everything said before this sample is in the outbox.
    recognised_through BIGINT DEFAULT 0 NOT NULL,
    -- '' while it goes on; the next two count only then.
    end_reason VARCHAR(16) DEFAULT '' NOT NULL,
    samples BIGINT DEFAULT 0 NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- Whether the outbox has its end.
    end_told BOOLEAN DEFAULT FALSE NOT NULL
);

CREATE TABLE IF NOT EXISTS chunk (
    recording BIGINT NOT NULL,
    chunk_index INT NOT NULL,
    first_sample BIGINT NOT NULL,
    samples INT NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    hash CHAR(64) NOT NULL,
    peak_dbfs DOUBLE PRECISION NOT NULL,
    rms_dbfs DOUBLE PRECISION NOT NULL,
    -- open, sealed, transcribed, synced, expired, quarantined
    state VARCHAR(16) NOT NULL,
    PRIMARY KEY (recording, chunk_index)
);

-- The gap ledger. A gap always ends where a recording begins.
CREATE TABLE IF NOT EXISTS gap (
    before_recording BIGINT PRIMARY KEY,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reason VARCHAR(20) NOT NULL
);
