package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseWaitTest {
    @ParameterizedTest
    @CsvSource({
        "28P01, 'PostgreSQL refuses the user name or the password, SQLSTATE 28P01'",
        "28000, 'PostgreSQL refuses the user name or the password, SQLSTATE 28000'",
        "3D000, 'PostgreSQL has no such database, SQLSTATE 3D000'"
    })
    void shouldSayWhatNoWaitWillMend(String state, String reason) {
        var refused = new StatementException(new PgException("password of \"somebody\"", "FATAL", state, null));

        assertThat(DatabaseWait.reason(refused)).isEqualTo(reason);
    }

    @Test
    void shouldSayWhatTheDriverSays() {
        assertThat(DatabaseWait.reason(new IllegalStateException("ours", new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
    }
}
