package campaignflows.communication.limit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.SendWindow;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.AllowedWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule M8, without a database: frequency caps and quiet hours. */
@NullMarked
class LimitCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final UUID TENANT = new UUID(1, 1);
    private static final UUID ANN = new UUID(2, 1);
    private static final UUID BEN = new UUID(2, 2);
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest(name = "{0} in {1}, quiet {2} to {3}: {4}")
    @CsvSource({
        // over midnight
        "2026-06-01T19:59:59Z, UTC, 20:00, 08:00, now",
        "2026-06-01T20:00:00Z, UTC, 20:00, 08:00, 2026-06-02T08:00:00Z",
        "2026-06-01T23:59:59Z, UTC, 20:00, 08:00, 2026-06-02T08:00:00Z",
        "2026-06-02T00:00:00Z, UTC, 20:00, 08:00, 2026-06-02T08:00:00Z",
        "2026-06-02T07:59:59Z, UTC, 20:00, 08:00, 2026-06-02T08:00:00Z",
        "2026-06-02T08:00:00Z, UTC, 20:00, 08:00, now",
        // within a day, and to midnight
        "2026-06-01T12:30:00Z, UTC, 12:00, 14:00, 2026-06-01T14:00:00Z",
        "2026-06-01T14:00:00Z, UTC, 12:00, 14:00, now",
        "2026-06-01T23:30:00Z, UTC, 22:00, 00:00, 2026-06-02T00:00:00Z",
        "2026-06-02T00:00:00Z, UTC, 22:00, 00:00, now",
        "2026-06-01T00:10:00Z, UTC, 00:00, 06:00, 2026-06-01T06:00:00Z",
        // the contact's zone decides
        "2026-06-01T18:30:00Z, Europe/Berlin, 20:00, 08:00, 2026-06-02T06:00:00Z",
        "2026-06-01T18:30:00Z, America/New_York, 20:00, 08:00, now",
        "2026-06-01T18:30:00Z, Asia/Kathmandu, 20:00, 08:00, 2026-06-02T02:15:00Z",
        // 29 March 2026: 02:00 becomes 03:00 in Berlin
        "2026-03-28T20:00:00Z, Europe/Berlin, 20:00, 08:00, 2026-03-29T06:00:00Z",
        "2026-03-29T00:30:00Z, Europe/Berlin, 20:00, 02:30, 2026-03-29T01:00:00Z",
        "2026-03-29T00:59:59Z, Europe/Berlin, 02:15, 02:45, now",
        "2026-03-29T01:00:00Z, Europe/Berlin, 02:15, 02:45, now",
        // 25 October 2026: 03:00 becomes 02:00 in Berlin
        "2026-10-24T19:00:00Z, Europe/Berlin, 20:00, 08:00, 2026-10-25T07:00:00Z",
        "2026-10-25T00:45:00Z, Europe/Berlin, 02:30, 03:00, 2026-10-25T01:00:00Z",
        "2026-10-25T01:45:00Z, Europe/Berlin, 02:30, 03:00, 2026-10-25T02:00:00Z",
    })
    void shouldKeepToQuietHours(Instant now, String zone, LocalTime from, LocalTime to, String expected) {
        ContactLimits limits = limits(null, new QuietHours(from, to, LimitAction.POSTPONE));

        LimitCheck.Decision decision =
                new LimitCheck(now, List.of()).of(new LimitCheck.Due(ANN, ZoneId.of(zone), null), limits);

        if (expected.equals("now")) {
            assertThat(decision).isEqualTo(new LimitCheck.Go());
        } else {
            assertThat(decision).isInstanceOfSatisfying(LimitCheck.Later.class, later -> {
                assertThat(later.at()).isEqualTo(expected);
                assertThat(later.reason())
                        .isEqualTo("Quiet hours, %s to %s in %s: it is sent at %s".formatted(from, to, zone, expected));
            });
        }
    }

    @Test
    void shouldDropWhatIsDueInQuietHoursIfThatIsWanted() {
        ContactLimits limits = limits(null, new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0), LimitAction.SKIP));

        assertThat(decide(limits, ANN))
                .isEqualTo(new LimitCheck.Never("It was due in the quiet hours, 11:00 to 13:00 in UTC"));
    }

    @ParameterizedTest(name = "{0} within {1} h, sent {2} h ago: {3}")
    @CsvSource({
        "2, 24, '', 0",
        "2, 24, '1', 0",
        "2, 24, '1 30', 0",
        "2, 24, '1 23', 1",
        "2, 24, '23 1', 1",
        "2, 24, '1 2 23', 22",
        "1, 24, '24', 0",
        "1, 1, '0', 1",
        "3, 168, '10 20 100', 68",
    })
    void shouldCountWhatWasSentWithinTheHours(int most, int hours, String hoursAgo, int freeInHours) {
        List<ContactLimitRepository.Made> made = new ArrayList<>();
        for (String ago : hoursAgo.isEmpty() ? new String[0] : hoursAgo.split(" ")) {
            made.add(made(ANN, NOW.minus(Duration.ofHours(Long.parseLong(ago)))));
        }
        ContactLimits limits = limits(new FrequencyCap(most, hours, LimitAction.POSTPONE), null);

        LimitCheck.Decision decision = new LimitCheck(NOW, made).of(new LimitCheck.Due(ANN, UTC, null), limits);

        if (freeInHours == 0) {
            assertThat(decision).isEqualTo(new LimitCheck.Go());
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            LimitCheck.Later.class,
                            later -> assertThat(later.at()).isEqualTo(NOW.plus(Duration.ofHours(freeInHours))));
        }
    }

    @Test
    void shouldCountEachContactForItself() {
        ContactLimits limits = limits(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        LimitCheck check = new LimitCheck(NOW, List.of(made(ANN, NOW.minusSeconds(60))));

        assertThat(check.of(due(ANN), limits))
                .isEqualTo(
                        new LimitCheck.Never(
                                "The contact has got 1 message on this type of channel within 24 hours, as many as are allowed"));
        assertThat(check.of(due(BEN), limits)).isEqualTo(new LimitCheck.Go());
    }

    @Test
    @DisplayName("Whether what is claimed gets sent is not known: the next one is decided on when it is")
    void shouldLookAgainWhileOthersAreAboutToBeSent() {
        ContactLimits limits = limits(new FrequencyCap(2, 24, LimitAction.SKIP), null);
        LimitCheck check = new LimitCheck(NOW, List.of(made(ANN, null)));

        assertThat(check.of(due(ANN), limits)).isEqualTo(new LimitCheck.Go());
        assertThat(check.of(due(ANN), limits))
                .isEqualTo(new LimitCheck.Later(NOW.plusSeconds(5), Reasons.ANOTHER_UNDER_WAY));
    }

    @Test
    void shouldFindATimeThatWindowAndQuietHoursAllow() {
        QuietHours quietHours = new QuietHours(LocalTime.of(20, 0), LocalTime.of(8, 0), LimitAction.POSTPONE);
        SendWindow mondays = new SendWindow(
                new AllowedWindow(LocalTime.of(7, 0), LocalTime.of(13, 0), Set.of(DayOfWeek.MONDAY)), UTC);

        ContactLimits limits = limits(new FrequencyCap(1, 20, LimitAction.POSTPONE), quietHours);
        LimitCheck.Decision decision = new LimitCheck(NOW, List.of(made(ANN, NOW.minusSeconds(3600))))
                .of(new LimitCheck.Due(ANN, UTC, mondays), limits);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        LimitCheck.Later.class, later -> assertThat(later.at()).isEqualTo("2026-06-08T08:00:00Z"));
    }

    @Test
    void shouldDropWhatNoTimeIsLeftFor() {
        SendWindow window = new SendWindow(
                new AllowedWindow(LocalTime.of(11, 0), LocalTime.of(13, 0), EnumSet.allOf(DayOfWeek.class)), UTC);
        ContactLimits limits =
                limits(null, new QuietHours(LocalTime.of(10, 0), LocalTime.of(14, 0), LimitAction.POSTPONE));

        assertThat(new LimitCheck(NOW, List.of()).of(new LimitCheck.Due(ANN, UTC, window), limits))
                .isEqualTo(new LimitCheck.Never(Reasons.NEVER_BOTH));
    }

    private static LimitCheck.Decision decide(ContactLimits limits, UUID who) {
        return new LimitCheck(NOW, List.of()).of(due(who), limits);
    }

    private static LimitCheck.Due due(UUID who) {
        return new LimitCheck.Due(who, UTC, null);
    }

    private static ContactLimitRepository.Made made(UUID who, @Nullable Instant at) {
        return new ContactLimitRepository.Made(who, ChannelType.EMAIL, at);
    }

    private static ContactLimits limits(@Nullable FrequencyCap cap, @Nullable QuietHours quietHours) {
        return new ContactLimits(TENANT, ChannelType.EMAIL, cap, quietHours);
    }
}
