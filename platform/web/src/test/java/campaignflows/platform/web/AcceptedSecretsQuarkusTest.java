package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** While the secret of all services is changed, each takes what the others sign. */
@QuarkusTest
@TestProfile(AcceptedSecretsQuarkusTest.TwoMore.class)
class AcceptedSecretsQuarkusTest extends RunningEdge {

    /** Two more secrets than the one that signs. */
    public static class TwoMore implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("campaignflows.auth.accepted-secrets", secret(1) + "," + secret(2));
        }
    }

    @Test
    void shouldTakeTokensThatAreSignedWithAnAcceptedSecretAndNoOther() {
        assertThat(as(Role.ADMIN, SAMPLES + "/page").status()).isEqualTo(200);
        assertThat(statusOf(secret(1), "platform-web")).isEqualTo(200);
        assertThat(statusOf(secret(2), "platform-web")).isEqualTo(200);
        assertThat(statusOf(secret(3), "platform-web")).isEqualTo(401);
        assertThat(statusOf(secret(1), "another-service")).isEqualTo(401);
    }

    private int statusOf(String signedWith, String audience) {
        InternalTokens minted = new InternalTokens(new InternalKey(signedWith), Clock.systemUTC());
        String token = minted.mint(audience, new Caller(TENANT, "ann", Set.of(Role.ADMIN)));
        return client.get(SAMPLES + "/page", "Authorization", "Bearer " + token).status();
    }

    private static String secret(int number) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
