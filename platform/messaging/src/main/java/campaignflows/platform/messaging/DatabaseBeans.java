package campaignflows.platform.messaging;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.array.SqlArrayType;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.Driver;

/**
 * The ways to the database. The API and the consumers have pools of their own, so that neither can starve the other, and
 * the relays have plain connections. All are made when first asked for: a service without a database never asks.
 */
@ApplicationScoped
public class DatabaseBeans {

    private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(5);

    /** Off, because the detail of an error quotes rows, and what is logged must hold no personal data. */
    private static final String ERROR_DETAIL = "logServerErrorDetail";

    private final Config config;

    DatabaseBeans(Config config) {
        this.config = config;
    }

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
    Applier applier(MessagingConfig messaging) throws SQLException {
        AgroalDataSource consumersPool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(messaging.applierPoolSize())
                        .acquisitionTimeout(ACQUISITION_TIMEOUT)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url())
                                .jdbcProperty(ERROR_DETAIL, "false")
                                .connectionProviderClass(Driver.class)
                                .principal(new NamePrincipal(user()))
                                .credential(new SimplePassword(password())))));
        return new Applier(consumersPool, new Database(jdbiOver(consumersPool)));
    }

    void close(@Disposes Applier applier) {
        applier.pool().close();
    }

    @Produces
    @Singleton
    ConnectionSource relayConnections() {
        String url = url();
        var properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("ApplicationName", "relay");
        properties.setProperty(ERROR_DETAIL, "false");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        return () -> new Driver().connect(url, properties);
    }

    private String url() {
        return config.getValue("quarkus.datasource.jdbc.url", String.class);
    }

    private String user() {
        return config.getValue("quarkus.datasource.username", String.class);
    }

    private String password() {
        return config.getValue("quarkus.datasource.password", String.class);
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

    /** The database as the consumers reach it; a type of its own, so that it is never taken for the API's. */
    record Applier(AgroalDataSource pool, Database database) {}

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
