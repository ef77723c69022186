package io.roomscribe.hub.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// Instants as `timestamp with time zone` in UTC. Jdbi's own way goes through `java.sql.Timestamp`
/// and the machine's time zone, in which an hour of every autumn exists twice.
final class InstantMapping {

    private InstantMapping() {}

    /// How an instant is bound to a statement.
    static final class Binding extends AbstractArgumentFactory<Instant> {
        Binding() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (int position, PreparedStatement statement, StatementContext context) ->
                    statement.setObject(position, value.atOffset(ZoneOffset.UTC));
        }
    }

    /// How a column becomes an instant.
    static final class Column implements ColumnMapper<Instant> {
        @Override
        public Instant map(ResultSet row, int column, StatementContext context)
                throws SQLException {
            return row.getObject(column, OffsetDateTime.class).toInstant();
        }
    }
}
