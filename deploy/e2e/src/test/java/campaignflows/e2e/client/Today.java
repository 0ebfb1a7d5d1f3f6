package campaignflows.e2e.client;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The day in UTC, for tests whose people are due on a day: what is due today must not be due yesterday when it is walked. */
public final class Today {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private Today() {}

    /** The day that it is, and stays for at least {@code needed} from now; waits past midnight where it would not. */
    public static LocalDate stayingFor(Duration needed) {
        LocalTime last = LocalTime.MIDNIGHT.minus(needed);
        Await.until(
                "enough of the day left",
                needed.plus(MARGIN),
                () -> LocalTime.now(ZoneOffset.UTC),
                time -> time.isBefore(last));
        return LocalDate.now(ZoneOffset.UTC);
    }
}
