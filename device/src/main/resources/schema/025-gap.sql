-- The gap ledger. What is missing between two recordings may have several reasons, one after the
-- other. The table before it had room for one; its rows are told already.
CREATE TABLE IF NOT EXISTS gap_piece (
    before_recording BIGINT NOT NULL,
    piece INT NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reason VARCHAR(20) NOT NULL,
    -- FALSE while the recording after it has no good clock: its ends are not to be compared then.
    told BOOLEAN NOT NULL,
    PRIMARY KEY (before_recording, piece)
);

DROP TABLE IF EXISTS gap;
