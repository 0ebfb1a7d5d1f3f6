package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.values.RelativeDate.Base;
import campaignflows.platform.values.RelativeDate.Resolution;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeDateTest {
    private static String resolve(RelativeDate date, String now, String zone, @Nullable FieldValue base) {
        return switch (date.resolve(Instant.parse(now), ZoneId.of(zone), base)) {
            case Resolution.Resolved(FieldValue value) -> value.type() + " " + value.canonical();
            case Resolution.Unset unset -> "unset";
            case Resolution.Impossible(String detail) -> "impossible";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "0,2026-06-30T10:00:00Z,UTC,2026-06-30",
        "3,2026-06-30T10:00:00Z,UTC,2026-07-03",
        "-1,2026-03-01T10:00:00Z,UTC,2026-02-28",
        "-1,2028-03-01T10:00:00Z,UTC,2028-02-29",
        // Today is the day in the zone
        "0,2026-06-30T22:00:00Z,Europe/Berlin,2026-07-01",
        "0,2026-06-30T03:00:00Z,America/New_York,2026-06-29",
        "0,2026-06-30T10:30:00Z,Pacific/Kiritimati,2026-07-01"
    })
    void shouldCountDaysFromToday(int days, String now, String zone, String expected) {
        assertThat(resolve(new RelativeDate(Base.TODAY, days, 0), now, zone, null))
                .isEqualTo("DATE " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,2026-06-30T10:00:00Z,2026-06-30T10:00:00Z",
        "0,36,2026-06-30T10:00:00Z,2026-07-01T22:00:00Z",
        "1,-1,2026-06-30T10:00:00Z,2026-07-01T09:00:00Z",
        // a day over a clock change keeps the time of day; 24 hours do not
        "1,0,2026-03-28T11:00:00Z,2026-03-29T10:00:00Z",
        "0,24,2026-03-28T11:00:00Z,2026-03-29T11:00:00Z",
        "1,0,2026-10-24T10:00:00Z,2026-10-25T11:00:00Z",
        // 02:30 is skipped on the 29th: forward; it occurs twice on the 25th: the first
        "1,0,2026-03-28T01:30:00Z,2026-03-29T01:30:00Z",
        "1,0,2026-10-24T00:30:00Z,2026-10-25T00:30:00Z",
        // the second 02:30 stays itself when nothing is added
        "0,0,2026-10-25T01:30:00Z,2026-10-25T01:30:00Z"
    })
    void shouldCountFromNowInBerlin(int days, int hours, String now, String expected) {
        assertThat(resolve(new RelativeDate(Base.NOW, days, hours), now, "Europe/Berlin", null))
                .isEqualTo("DATETIME " + expected);
    }

    @Test
    void shouldGiveTheTypeOfTheBaseField() {
        FieldValue date = FieldValue.ofCanonical(FieldType.DATE, "2028-02-28");
        FieldValue dateTime = FieldValue.ofCanonical(FieldType.DATETIME, "2026-06-30T10:00:00Z");
        FieldValue text = new FieldValue.Text("2026-06-30");
        String now = "2026-01-01T00:00:00Z";

        assertThat(resolve(new RelativeDate(Base.FIELD, 1, 0), now, "UTC", date))
                .isEqualTo("DATE 2028-02-29");
        assertThat(resolve(new RelativeDate(Base.FIELD, -1, 2), now, "UTC", dateTime))
                .isEqualTo("DATETIME 2026-06-29T12:00:00Z");
        assertThat(resolve(new RelativeDate(Base.FIELD, 1, 0), now, "UTC", null))
                .isEqualTo("unset");
        assertThat(resolve(new RelativeDate(Base.FIELD, 0, 1), now, "UTC", date))
                .isEqualTo("impossible");
        assertThat(resolve(new RelativeDate(Base.FIELD, 1, 0), now, "UTC", text))
                .isEqualTo("impossible");
    }

    @Test
    void shouldNotLeaveTheYearsThatValuesCanHave() {
        FieldValue last = FieldValue.ofCanonical(FieldType.DATE, "9999-12-31");
        FieldValue first = FieldValue.ofCanonical(FieldType.DATETIME, "0001-01-01T00:00:00Z");

        assertThat(resolve(new RelativeDate(Base.FIELD, 1, 0), "2026-01-01T00:00:00Z", "UTC", last))
                .isEqualTo("impossible");
        assertThat(resolve(new RelativeDate(Base.FIELD, 0, -1), "2026-01-01T00:00:00Z", "UTC", first))
                .isEqualTo("impossible");
    }

    @Test
    void shouldRefuseOffsetsThatMakeNoSense() {
        assertThatThrownBy(() -> new RelativeDate(Base.TODAY, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset_hours");
        assertThatThrownBy(() -> new RelativeDate(Base.NOW, 36_601, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RelativeDate(Base.NOW, 0, Integer.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
