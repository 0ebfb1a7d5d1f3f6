package campaignflows.gateway.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Health in the form of MicroProfile Health, without data. */
public record HealthReport(State status, List<Check> checks) {
    public HealthReport {
        checks = List.copyOf(checks);
    }

    static HealthReport of(List<Check> checks) {
        boolean up = checks.stream().allMatch(check -> check.status() == State.UP);
        return new HealthReport(State.of(up), checks);
    }

    /** One part of the system. */
    public record Check(String name, State status) {}

    /** In capitals on the wire, as that standard has it. */
    public enum State {
        @JsonProperty("UP")
        UP,
        @JsonProperty("DOWN")
        DOWN;

        static State of(boolean up) {
            return up ? UP : DOWN;
        }
    }
}
