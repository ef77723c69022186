-- What is kept of a chunk's audio.
-- Sequence of the entry that last told of the chunk, 0 while none did.
ALTER TABLE chunk ADD COLUMN IF NOT EXISTS entry BIGINT DEFAULT 0 NOT NULL;
-- Whether its segment file is there.
ALTER TABLE chunk ADD COLUMN IF NOT EXISTS raw BOOLEAN DEFAULT TRUE NOT NULL;
-- Wall time since which its age counts; NULL until the clock was good once.
ALTER TABLE chunk ADD COLUMN IF NOT EXISTS aged_from TIMESTAMP(6) WITH TIME ZONE;
UPDATE chunk SET entry = COALESCE((SELECT last_sequence FROM outbox_stream), 0)
    WHERE state = 'transcribed';

CREATE TABLE IF NOT EXISTS kept_audio (
    recording BIGINT NOT NULL,
    chunk_index INT NOT NULL,
    -- Under the data folder.
    path VARCHAR(100) NOT NULL,
    bytes BIGINT NOT NULL,
    -- SHA-256 of the file.
    hash CHAR(64) NOT NULL,
    PRIMARY KEY (recording, chunk_index)
);
