package campaignflows.platform.messaging;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.array.SqlArrayType;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The way to the database by JDBI, for the services that have not moved to platform/database. */
@ApplicationScoped
public class DatabaseBeans {

    @Produces
    @Singleton
    Jdbi jdbi(Instance<AgroalDataSource> dataSource) {
        return jdbiOver(dataSource.get());
    }

    @Produces
    @Singleton
    Database database(Jdbi jdbi) {
        return new Database(jdbi);
    }

    @Produces
    @Singleton
    Outbox outbox(OutboxSignal signal) {
        return new Outbox(signal);
    }

    /**
     * A JDBI to which arrays of the types that batches are made of can be bound. Its exceptions do not quote what was
     * bound.
     */
    public static Jdbi jdbiOver(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.installPlugin(new PostgresPlugin())
                .registerArrayType(String.class, "text")
                .registerArrayType(Boolean.class, "boolean")
                .registerArrayType(BigDecimal.class, "numeric")
                .registerArrayType((elementType, config) ->
                        elementType.equals(byte[].class) ? Optional.of(new Binaries()) : Optional.empty())
                .registerArrayType(Instant.class, "timestamptz");
    }

    /** An array of binaries must reach the driver as such, not as one of objects. */
    private static final class Binaries implements SqlArrayType<byte[]> {
        @Override
        public String getTypeName() {
            return "bytea";
        }

        @Override
        public Object convertArrayElement(byte[] element) {
            return element;
        }

        @Override
        public Class<?> getArrayElementClass() {
            return byte[].class;
        }
    }
}
