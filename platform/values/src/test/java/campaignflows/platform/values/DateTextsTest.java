package campaignflows.platform.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextsTest {
    private static ParseContext context(String zone, String pattern) {
        return new ParseContext(Zones.parse(zone), DatePattern.of(pattern), null, Set.of());
    }

    private static ParseResult parse(FieldType type, String raw, String zone, String pattern) {
        return FieldParser.parse(type, raw, context(zone, pattern));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-30,dd.MM.yyyy,2026-06-30",
        "30.06.2026,dd.MM.yyyy,2026-06-30",
        "29.02.2028,dd.MM.yyyy,2028-02-29",
        "6/30/2026,M/d/yyyy,2026-06-30",
        "06/07/2026,dd/MM/yyyy,2026-07-06",
        "06/07/2026,MM/dd/yyyy,2026-06-07",
        "30 JUN 2026,d MMM yyyy,2026-06-30",
        "30-06-26,dd-MM-yy,2026-06-30",
        "0001-01-01,dd.MM.yyyy,0001-01-01",
        "9999-12-31,dd.MM.yyyy,9999-12-31",
        "30.06.2026,dd.MM.uuuu,2026-06-30",
        "20260630,dd.MM.yyyy,2026-06-30",
        "20260630,ddMMyyyy,2026-06-30",
        "30062026,ddMMyyyy,2026-06-30",
        // a datetime is the day that is written in it, whatever the zones
        "2026-06-30T23:30:00Z,dd.MM.yyyy,2026-06-30",
        "2026-06-30T00:30:00+02:00,dd.MM.yyyy,2026-06-30",
        "2026-06-30 00:00:00,dd.MM.yyyy,2026-06-30",
        "2026-06-30T00:00:00.000-11:00,dd.MM.yyyy,2026-06-30",
        "20260630T001500Z,dd.MM.yyyy,2026-06-30",
        "10111012,ddMMyyyy,1012-11-10",
        "30.06.2026 10:00,dd.MM.yyyy,2026-06-30"
    })
    void shouldReadIsoFirstThenTheTenantsFormat(String raw, String pattern, String expected) {
        assertThat(parse(FieldType.DATE, raw, "UTC", pattern).orThrow().canonical())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29",
                "29.02.2026",
                "31.04.2026",
                "2026-13-01",
                "2026-6-3",
                "202606",
                "2026-0630",
                "202606-30",
                "20261301",
                "30/06/2026",
                "30.06.26",
                "2026-06-30T25:00:00Z",
                "2026-02-29T10:00:00Z",
                "20260630T2500Z",
                "2026-06-30T",
                "0000-01-01",
                "10000-01-01",
                "+12026-01-01",
                "-2026-01-01",
                "today",
                "45000",
                "٢٠٢٦-٠٦-٣٠"
            })
    void shouldRefuseOtherDates(String raw) {
        assertThat(parse(FieldType.DATE, raw, "UTC", "dd.MM.yyyy"))
                .isEqualTo(new ParseResult.Invalid("Not a date: use 2026-06-30 or 30.06.2026"));
    }

    @ParameterizedTest
    @CsvSource({
        // with an offset the zone does not matter
        "2026-06-30T10:00:00Z,Europe/Berlin,2026-06-30T10:00:00Z",
        "2026-06-30T12:00+02:00,America/New_York,2026-06-30T10:00:00Z",
        "2026-06-30 12:00:00 +0200,UTC,2026-06-30T10:00:00Z",
        "2026-06-30t12:00:00z,UTC,2026-06-30T12:00:00Z",
        "2026-06-30T12:00:00+02,UTC,2026-06-30T10:00:00Z",
        // ISO 8601's basic form
        "20260630T101530Z,Europe/Berlin,2026-06-30T10:15:30Z",
        "20260630T1015+0200,Europe/Berlin,2026-06-30T08:15:00Z",
        "20260630T101530.25,Europe/Berlin,2026-06-30T08:15:30.250Z",
        "20260630,Europe/Berlin,2026-06-29T22:00:00Z",
        "30.06.2026 12:00 +02:00,UTC,2026-06-30T10:00:00Z",
        // without one it is local
        "2026-06-30T12:00:00,Europe/Berlin,2026-06-30T10:00:00Z",
        "2026-01-30 12:00,Europe/Berlin,2026-01-30T11:00:00Z",
        "30.06.2026 9:05,Europe/Berlin,2026-06-30T07:05:00Z",
        "'30.06.2026, 09:05:07',Europe/Berlin,2026-06-30T07:05:07Z",
        "2026-06-30T12:00:00,Asia/Kolkata,2026-06-30T06:30:00Z",
        "2026-06-30T12:00:00,Australia/Lord_Howe,2026-06-30T01:30:00Z",
        // fractions, cut to microseconds
        "2026-06-30T12:00:00.5Z,UTC,2026-06-30T12:00:00.500Z",
        "'2026-06-30T12:00:00,123456789Z',UTC,2026-06-30T12:00:00.123456Z",
        // a date alone is the start of the day
        "2026-06-30,Europe/Berlin,2026-06-29T22:00:00Z",
        "30.06.2026,Europe/Berlin,2026-06-29T22:00:00Z",
        // a day that starts at 01:00, because its midnight is skipped
        "2018-11-04,America/Sao_Paulo,2018-11-04T03:00:00Z",
        // 2026-03-29 02:30 is skipped in Berlin: forward by the gap
        "2026-03-29T02:30:00,Europe/Berlin,2026-03-29T01:30:00Z",
        "2026-03-29T02:00:00,Europe/Berlin,2026-03-29T01:00:00Z",
        // 2026-10-25 02:30 occurs twice in Berlin: the first
        "2026-10-25T02:30:00,Europe/Berlin,2026-10-25T00:30:00Z",
        // half an hour's gap and overlap
        "2026-10-04T02:15:00,Australia/Lord_Howe,2026-10-03T15:45:00Z",
        "2026-04-05T01:45:00,Australia/Lord_Howe,2026-04-04T14:45:00Z",
        // a whole day skipped
        "2011-12-30T12:00:00,Pacific/Apia,2011-12-30T22:00:00Z",
        "0001-01-01T00:00:00Z,UTC,0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z,UTC,9999-12-31T23:59:59.999999Z"
    })
    void shouldReadDatetimes(String raw, String zone, String expected) {
        assertThat(parse(FieldType.DATETIME, raw, zone, "dd.MM.yyyy").orThrow().canonical())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-30T24:00:00Z",
                "2026-06-30T23:60:00Z",
                "2026-06-30T23:59:60Z",
                "2026-06-30T10Z",
                "20260630 1015",
                "20260630T10156",
                "20260631T101500Z",
                "2026-06-30T10:00:00+19:00",
                "2026-06-30T10:00:00 Europe/Berlin",
                "2026-06-30T10:00:00[Europe/Berlin]",
                "2026-06-30 10:00 pm",
                "2026-06-30T10:00:00.1234567890Z",
                "2026-02-30T10:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "10:00",
                "T10:00:00Z",
                "1782813600"
            })
    void shouldRefuseOtherDatetimes(String raw) {
        assertThat(parse(FieldType.DATETIME, raw, "UTC", "dd.MM.yyyy"))
                .isEqualTo(
                        new ParseResult.Invalid(
                                "Not a date and time: use 2026-06-30T10:00:00Z, 2026-06-30T12:00:00+02:00 or 2026-06-30 12:00 or 30.06.2026 12:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yyyy",
                "dd.MM",
                "HH:mm",
                "yyyy-MM-dd HH:mm",
                "qwerty",
                "dd.MM.yyyy'",
                "{",
                "dd.mm.yyyy",
                "MM.yyyy"
            })
    void shouldRefusePatternsThatAreNotOfADate(String pattern) {
        assertThatThrownBy(() -> DatePattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a date pattern");
    }

    @Test
    void shouldFormatWithTheTenantsPattern() {
        assertThat(DatePattern.of(" dd.MM.yyyy ").format(LocalDate.of(2026, 6, 3)))
                .isEqualTo("03.06.2026");
        assertThat(DatePattern.of("dd.MM.yyyy")).isEqualTo(DatePattern.of(" dd.MM.yyyy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", " UTC ", "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
    void shouldKnowTheNamesOfTheIanaDatabase(String name) {
        assertThat(Zones.parse(name).getId()).isEqualTo(name.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+02:00", "Z", "UTC+1", "GMT+2", "Europe/Atlantis", "CEST", "../etc/passwd", "Berlin"})
    void shouldRefuseOtherZones(String name) {
        assertThatThrownBy(() -> Zones.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a time zone: use a name of the IANA database, such as Europe/Berlin or UTC");
    }

    @Test
    void shouldHintAtTheRightCaseOfAZone() {
        assertThatThrownBy(() -> Zones.parse("europe/berlin"))
                .hasMessage("Not a time zone: did you mean Europe/Berlin?");
    }
}
