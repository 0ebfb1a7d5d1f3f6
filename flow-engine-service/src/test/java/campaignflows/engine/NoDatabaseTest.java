package campaignflows.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine keeps no state, so no way to a database is on its class path; PostgreSQL's driver is on that of the tests alone, which its build checks. */
class NoDatabaseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "campaignflows.platform.database.Database",
                "io.agroal.api.AgroalDataSource",
                "org.flywaydb.core.Flyway",
                "io.vertx.sqlclient.Pool",
                "io.vertx.pgclient.PgConnection",
                "org.hibernate.reactive.mutiny.Mutiny"
            })
    void shouldKnowNoWayToADatabase(String wayToADatabase) {
        assertThatThrownBy(() -> Class.forName(wayToADatabase)).isInstanceOf(ClassNotFoundException.class);
    }
}
