package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceAbsencesTest {
    private static final URI SERVICE = URI.create("http://participant:8080");
    private static final URI OTHER = URI.create("http://upload:8080");

    private final AtomicLong now = new AtomicLong(-5);
    private final ServiceAbsences absences = new ServiceAbsences(Duration.ofSeconds(20), now::get);

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void shouldHoldRequestsUntilTheServiceHasBeenAwayForTooLong() {
        assertThat(absences.mayEndSoon(SERVICE)).isTrue();
        pass(10);
        assertThat(absences.mayEndSoon(SERVICE)).isTrue();
        pass(10);
        assertThat(absences.mayEndSoon(SERVICE)).as("20 s after the first").isFalse();
        assertThat(absences.mayEndSoon(OTHER)).isTrue();
        pass(5);
        assertThat(absences.mayEndSoon(SERVICE)).as("a later request").isFalse();
    }

    @Test
    void shouldCountFromTheNextFailureOnceTheServiceHasResponded() {
        absences.mayEndSoon(SERVICE);
        pass(10);
        absences.ended(SERVICE);
        pass(10);
        assertThat(absences.mayEndSoon(SERVICE)).isTrue();
        pass(10);
        assertThat(absences.mayEndSoon(SERVICE)).isTrue();
    }

    @Test
    void shouldForgetAnAbsenceOfWhichNobodyHasHeardSince() {
        absences.mayEndSoon(SERVICE);
        pass(3_600);
        assertThat(absences.mayEndSoon(SERVICE)).isTrue();
    }

    @Test
    void shouldHoldNothingWhereThatIsSwitchedOff() {
        assertThat(new ServiceAbsences(Duration.ZERO, now::get).mayEndSoon(SERVICE))
                .isFalse();
        assertThatThrownBy(() -> new ServiceAbsences(Duration.ofHours(1), now::get))
                .hasMessageContaining("campaignflows.http.absence-wait");
    }
}
