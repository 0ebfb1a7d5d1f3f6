package campaignflows.communication.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.support.Settings;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import campaignflows.platform.web.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class EndpointRulesTest {
    private static final Map<String, String> CONFIG =
            Map.of("agents.ports", "80,443,1024-65535", "public-address", Settings.PUBLIC_ADDRESS);
    private static final EndpointRules STRICT =
            new EndpointRules(new OutgoingAddresses(List.of()), Settings.with(CONFIG));
    private static final EndpointRules LOCAL = new EndpointRules(
            new OutgoingAddresses(List.of("127.0.0.0/8", "::1/128", "10.1.0.0/16")), Settings.with(CONFIG));

    @ParameterizedTest
    @CsvSource({
        "https://agents.example.com/sessions,https://agents.example.com/sessions",
        "' HTTPS://agents.example.com ',https://agents.example.com/",
        "https://agents.example.com:8443/a?tenant=1,https://agents.example.com:8443/a?tenant=1",
        "https://9.9.9.9/,https://9.9.9.9/"
    })
    void shouldTakePublicAddressesByHttps(String given, String kept) {
        assertThat(endpoint(STRICT, given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "http://agents.example.com/,https",
        "ftp://agents.example.com/,https address",
        "agents.example.com,https address",
        "https:///sessions,https address",
        "https://ann:secret@agents.example.com/,https address",
        "https://agents.example.com/#a,https address",
        "https://agents.example.com:25/,port",
        "https://agents.example.com:0/,https address",
        "https://127.0.0.1/,not a public one",
        "https://[::1]/,not a public one",
        "https://10.1.2.3/,not a public one",
        "https://169.254.169.254/latest,not a public one",
        "https://2130706433/,https address",
        "https://0x7f000001/,https address",
        "https://127.1/,https address",
        "http://localhost:9000/,https",
        "'https://agents.example.com/a b',https address",
        ",https address"
    })
    void shouldRefuseOthersAndSayWhy(@Nullable String given, String message) {
        assertThatThrownBy(() -> endpoint(STRICT, given)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code().status()).isEqualTo(422);
            assertThat(problem.errors()).singleElement().satisfies(error -> {
                assertThat(error.field()).isEqualTo("settings.endpoint");
                assertThat(error.message()).contains(message);
            });
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9000/sessions,true",
        "http://[::1]:9000/sessions,true",
        "http://localhost:9000/sessions,true",
        "http://10.1.2.3/sessions,true",
        "https://10.1.2.3/sessions,true",
        "http://10.2.2.3/sessions,false",
        "http://agents.internal:9000/sessions,false",
        "http://9.9.9.9/sessions,false"
    })
    void shouldTakeHttpWithinAllowedNetworksOnly(String given, boolean taken) {
        if (taken) {
            assertThat(endpoint(LOCAL, given)).isEqualTo(given);
        } else {
            assertThatThrownBy(() -> endpoint(LOCAL, given)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void shouldTakeNoneWhereAgentsCannotCallBack() {
        EndpointRules unreachable = new EndpointRules(new OutgoingAddresses(List.of()), Settings.with(Map.of()));

        assertThatThrownBy(() -> endpoint(unreachable, "https://agents.example.com/"))
                .hasMessageContaining("campaignflows.communication.public-address");
    }

    @Test
    void shouldBoundTheLength() {
        assertThatThrownBy(() -> endpoint(STRICT, "https://agents.example.com/" + "a".repeat(500)))
                .isInstanceOf(ProblemException.class);
    }

    private static String endpoint(EndpointRules rules, @Nullable String given) {
        return rules.checked(new ExternalSettings.Draft(given, null)).endpoint();
    }
}
