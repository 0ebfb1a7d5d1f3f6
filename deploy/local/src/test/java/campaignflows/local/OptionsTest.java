package campaignflows.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path DEFAULT = Path.of("/checkout/deploy/local/data");

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), DEFAULT);
    }

    @Test
    void shouldUseTheDocumentedDefaults() {
        Options options = parse();

        assertThat(options.data()).isEqualTo(DEFAULT);
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.mailPort()).isEqualTo(8025);
        assertThat(options.postgres()).isEmpty();
        assertThat(options.kafka()).isEmpty();
        assertThat(options.fresh()).isFalse();
        assertThat(options.train()).isFalse();
        assertThat(options.help()).isFalse();
    }

    @Test
    void shouldReadEveryOptionInBothSpellings() {
        Options options = parse(
                "--data",
                "/tmp/x/../y",
                "--port=9000",
                "--mail-port",
                "9001",
                "--kafka=a:9092, b:9093",
                "--fresh",
                "--postgres",
                "postgresql://me:p%40ss+word@db.example:5433/admin?sslmode=require");

        assertThat(options.data()).isEqualTo(Path.of("/tmp/y"));
        assertThat(options.port()).isEqualTo(9000);
        assertThat(options.mailPort()).isEqualTo(9001);
        assertThat(options.fresh()).isTrue();
        assertThat(options.kafka())
                .hasValueSatisfying(servers -> assertThat(servers).hasToString("a:9092,b:9093"));
        assertThat(options.postgres()).hasValueSatisfying(server -> {
            assertThat(server.host()).isEqualTo("db.example");
            assertThat(server.port()).isEqualTo(5433);
            assertThat(server.database()).isEqualTo("admin");
            assertThat(server.user()).isEqualTo("me");
            assertThat(server.password()).isEqualTo("p@ss+word");
            assertThat(server.parameters()).isEqualTo(Map.of("sslmode", "require"));
            assertThat(server.jdbcUrl("campaign"))
                    .isEqualTo("jdbc:postgresql://db.example:5433/campaign?sslmode=require");
        });
    }

    @Test
    void shouldReadAJdbcUrl() {
        Options options = parse("--postgres", "jdbc:postgresql://localhost/?user=root&password=secret");

        assertThat(options.postgres()).hasValueSatisfying(server -> {
            assertThat(server.port()).isEqualTo(5432);
            assertThat(server.database()).isEqualTo("postgres");
            assertThat(server.user()).isEqualTo("root");
            assertThat(server.password()).isEqualTo("secret");
            assertThat(server.jdbcUrl("upload")).isEqualTo("jdbc:postgresql://localhost:5432/upload");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--prot 8080",
                "8080",
                "--port",
                "--port --fresh",
                "--port 0",
                "--port 65536",
                "--port 80x",
                "--port -1",
                "--port=",
                "--port 1 --port 2",
                "--port 8025",
                "--port 9000 --mail-port 9000",
                "--data",
                "--fresh=yes",
                "--kafka localhost",
                "--kafka localhost:99999",
                "--kafka a:1,,b:2",
                "--postgres mysql://localhost/x",
                "--postgres postgresql://",
                "--postgres ::"
            })
    void shouldRefuseWhatItDoesNotUnderstand(String commandLine) {
        assertThatThrownBy(() -> parse(commandLine.split(" ", -1))).isInstanceOf(UsageException.class);
    }

    @Test
    void shouldNameTheOptionAndWhatWasExpected() {
        assertThatThrownBy(() -> parse("--mail-port", "many"))
                .hasMessage("Expected a port from 1 to 65535 after --mail-port, but it was many");
        assertThatThrownBy(() -> parse("--prot", "1")).hasMessage("Unknown option: --prot");
    }

    @Test
    void shouldTrainOnServersAndDataOfItsOwn() {
        assertThat(parse("--train").train()).isTrue();
        assertThat(parse("--train").onFresh(Path.of("/training")).fresh()).isTrue();
        assertThatThrownBy(() -> parse("--train", "--kafka", "a:9092"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("leave out --postgres and --kafka");
        assertThatThrownBy(() -> parse("--train=yes")).hasMessageContaining("--train takes no value");
    }
}
