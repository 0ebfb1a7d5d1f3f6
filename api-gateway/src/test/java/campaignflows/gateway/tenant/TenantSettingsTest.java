package campaignflows.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TenantSettingsTest {
    @Test
    void shouldReadValidSettings() {
        assertThat(TenantSettings.of("  Acme ", "Europe/Berlin", "dd.MM.yyyy", "DE"))
                .isEqualTo(new TenantSettings("Acme", ZoneId.of("Europe/Berlin"), "dd.MM.yyyy", "DE"));
    }

    @Test
    void shouldNameEverythingThatIsWrong() {
        ProblemException problem = catchThrowableOfType(
                ProblemException.class, () -> TenantSettings.of(" ", "+02:00", "HH:mm", "Germany"));
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID);
        assertThat(problem.errors())
                .extracting(ProblemError::field)
                .containsExactly("name", "timezone", "date_format", "region");
    }

    @Test
    void shouldRefuseAnUnknownRegion() {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> TenantSettings.of("A", "UTC", "yyyy-MM-dd", "de"));
        assertThat(problem.errors()).extracting(ProblemError::field).containsExactly("region");
    }
}
