package campaignflows.platform.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.edge.Draining;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantDirectoryTest {
    private static final UUID TENANT = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final InternalHttp http = new InternalHttp(
            new InternalTokens(new InternalKey(Base64.getEncoder().encodeToString(new byte[32])), Clock.systemUTC()),
            new SmallRyeConfigBuilder().build(),
            "test",
            Duration.ZERO,
            new Draining(Optional.empty()));
    private final TenantDirectory tenants = new TenantDirectory(http);

    @AfterEach
    void stop() {
        http.close();
    }

    private static byte[] message(long revision, String name, String dateFormat) {
        return TenantDefined.FAMILY.encode(new Envelope<>(
                UUID.randomUUID(),
                "test",
                TENANT,
                TENANT.toString(),
                Instant.EPOCH,
                null,
                0,
                new TenantDefined(TENANT, name, revision, BERLIN, dateFormat, "DE")));
    }

    @Test
    void shouldKeepTheNewestOfWhatComesInAnyOrder() {
        tenants.changed(TENANT, message(2, "new", "dd.MM.yyyy"));
        tenants.changed(TENANT, message(1, "old", "yyyy"));

        assertThat(tenants.of(TENANT).name()).isEqualTo("new");
        assertThat(tenants.parsing(TENANT)).isEqualTo(tenants.of(TENANT).parsing());
        assertThat(tenants.parsing(TENANT).zone()).isEqualTo(BERLIN);
    }

    @Test
    void shouldReadIsoDatesOnlyWhereAFormatIsNotValidAnyMore() {
        tenants.changed(TENANT, message(1, "a", "no format {"));

        assertThat(tenants.of(TENANT).datePattern()).isNull();
        assertThat(tenants.parsing(TENANT).region()).isEqualTo("DE");
    }

    @Test
    void shouldKeepWhatIsKnownWhenARecordCannotBeReadAndForgetATenantThatEnded() {
        tenants.changed(TENANT, message(1, "a", "yyyy"));
        tenants.changed(TENANT, "{".getBytes(StandardCharsets.UTF_8));
        assertThat(tenants.known(TENANT)).map(TenantDefined::name).hasValue("a");

        tenants.changed(TENANT, null);
        assertThat(tenants.known(TENANT)).isEmpty();
    }
}
