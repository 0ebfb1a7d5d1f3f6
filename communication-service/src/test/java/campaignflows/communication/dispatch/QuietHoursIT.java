package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.limit.LimitAction;
import campaignflows.communication.limit.QuietHours;
import campaignflows.platform.contracts.Ids;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Quiet hours of a tenant. */
@NullMarked
class QuietHoursIT extends ContactLimitFixture {
    @Test
    @DisplayName("M8: quiet hours go by the contact's zone, and the tenant's where that is not known")
    void shouldKeepToQuietHours() throws Exception {
        limit(null, NIGHT);
        world.tenantZone = ZoneId.of("Asia/Tokyo");
        UUID berlin = plan(world.campaign, ann, "Europe/Berlin");
        UUID newYork = plan(world.campaign, Ids.v7(), "America/New_York");
        UUID unknown = plan(world.campaign, Ids.v7(), "UTC");
        db.execute("update communications set zone = null where id = '" + unknown + "'");
        world.clock.move(Duration.ofHours(3).plusMinutes(1));

        pass();

        // 11:01 UTC is 13:01 in Berlin, 07:01 in New York and 20:01 in Tokyo
        assertThat(statuses(berlin, newYork, unknown)).containsExactly("started", "planned", "planned");
        assertThat(scheduled(newYork)).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(db.reason(newYork))
                .isEqualTo("Quiet hours, 20:00 to 08:00 in America/New_York: it is sent at 2026-06-01T12:00:00Z");
        assertThat(scheduled(unknown)).isEqualTo("2026-06-01T23:00:00Z");
        world.clock.move(Duration.ofHours(1));
        pass();
        assertThat(statuses(newYork, unknown)).containsExactly("started", "planned");
    }

    @Test
    @DisplayName("M8: nobody is contacted at an hour that cannot be told")
    void shouldHoldWhatHasNoZoneUntilTheTenantsIsKnown() throws Exception {
        limit(null, NIGHT);
        world.tenantZone = null;
        UUID known = plan(world.campaign, Ids.v7(), "UTC");
        UUID unknown = plan(world.campaign, ann, "UTC");
        db.execute("update communications set zone = null where id = '" + unknown + "'");

        pass();

        assertThat(statuses(known, unknown)).containsExactly("started", "planned");
        assertThat(db.reason(unknown)).startsWith("Neither the contact's time zone nor the tenant's is known here yet");
        assertThat(scheduled(unknown)).isEqualTo("2026-06-01T08:00:05Z");
        assertThat(db.told(unknown)).isEmpty();
        pass();
        assertThat(db.status(unknown)).isEqualTo("planned");
        // 08:00:05 UTC is 04:00:05 in New York.
        world.tenantZone = ZoneId.of("America/New_York");
        world.clock.move(Duration.ofSeconds(5));
        pass();
        assertThat(db.status(unknown)).isEqualTo("planned");
        assertThat(scheduled(unknown)).isEqualTo("2026-06-01T12:00:00Z");
        world.clock.move(Duration.ofHours(4));
        pass();
        assertThat(db.status(unknown)).isEqualTo("started");
    }

    @Test
    void shouldNotWaitForAZoneWhereNoHoursAreQuiet() throws Exception {
        world.tenantZone = null;
        UUID unlimited = plan(world.campaign, ann, "UTC");
        db.execute("update communications set zone = null where id = '" + unlimited + "'");
        pass();
        limit(TWO_A_DAY, null);
        UUID capped = plan(world.campaign, ann, "UTC");
        db.execute("update communications set zone = null where id = '" + capped + "'");
        pass();

        assertThat(statuses(unlimited, capped)).containsExactly("started", "started");
    }

    @Test
    void shouldDropWhatIsDueInQuietHoursIfThatIsWanted() throws Exception {
        limit(null, new QuietHours(LocalTime.of(7, 0), LocalTime.of(9, 0), LimitAction.SKIP));
        UUID id = plan(world.campaign, ann, "UTC");

        pass();

        assertThat(db.status(id)).isEqualTo("skipped");
        assertThat(db.reason(id)).isEqualTo("It was due in the quiet hours, 07:00 to 09:00 in UTC");
    }
}
