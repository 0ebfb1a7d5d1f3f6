package campaignflows.platform.messaging;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.postgresql.Driver;

/**
 * How the database is reached by the consumers, which do not use the pools of Quarkus, and how each connection recovers from the end of
 * its peer: a dead one is found out before it is lent, is never lent again, and no answer is waited for without a bound.
 */
record DatabaseAddress(String url, String user, String password) {

    private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_BEFORE_VALIDATION = Duration.ofMillis(500);
    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    /** Longer than any batch takes, shorter than anyone waits for a server that is gone without a word. */
    private static final String POOLED_ANSWER_SECONDS = "120";

    private static final String CONNECT_SECONDS = "5";

    static DatabaseAddress of(Config config) {
        return new DatabaseAddress(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    /** A pool of its own. */
    AgroalDataSource pool(int size) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(ACQUISITION_TIMEOUT)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionValidator(
                                ConnectionValidator.defaultValidatorWithTimeout((int) VALIDATION_TIMEOUT.toSeconds()))
                        .idleValidationTimeout(IDLE_BEFORE_VALIDATION)
                        .maxLifetime(LIFETIME)
                        .connectionFactoryConfiguration(factory -> {
                            common().forEach(factory::jdbcProperty);
                            return factory.jdbcUrl(url)
                                    .connectionProviderClass(Driver.class)
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password));
                        })));
    }

    /** The detail of an error stays out of the log, because it quotes rows, which may hold personal data. */
    private static Map<String, String> common() {
        return Map.of(
                "ApplicationName", "consumers",
                "logServerErrorDetail", "false",
                "tcpKeepAlive", "true",
                "connectTimeout", CONNECT_SECONDS,
                "socketTimeout", POOLED_ANSWER_SECONDS);
    }
}
