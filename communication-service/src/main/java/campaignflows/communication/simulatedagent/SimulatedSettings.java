package campaignflows.communication.simulatedagent;

import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How simulated contacts behave. The defaults give a plausible picture within seconds.
 *
 * @param delivered odds that a message that did not fail is delivered (0 to 1)
 * @param read      odds that a delivered one is read
 * @param replied   odds that a read one is answered; the conversation is completed after that
 * @param failed    odds that the provider fails right after the start
 * @param delayMs   typical time between two steps; each is between half and one and a half of it
 * @param seed      another one makes other conversations of the same communications
 * @param results   canonical texts to choose from, by the result's name; a result that is not named gets a random value
 */
public record SimulatedSettings(
        double delivered,
        double read,
        double replied,
        double failed,
        int delayMs,
        long seed,
        Map<String, List<String>> results)
        implements AgentSettings {
    public static final SimulatedSettings DEFAULT = new SimulatedSettings(0.98, 0.8, 0.3, 0.01, 1_500, 0, Map.of());

    private static final int MAX_DELAY_MS = 86_400_000;

    public SimulatedSettings {
        results = Map.copyOf(results);
    }

    /** The settings as somebody sent them: what is absent has its default. */
    public static SimulatedSettings checked(Draft draft) {
        List<ProblemError> errors = new ArrayList<>();
        double delivered = odds("delivered", draft.delivered(), DEFAULT.delivered(), errors);
        double read = odds("read", draft.read(), DEFAULT.read(), errors);
        double replied = odds("replied", draft.replied(), DEFAULT.replied(), errors);
        double failed = odds("failed", draft.failed(), DEFAULT.failed(), errors);
        int delay = draft.delayMs() == null ? DEFAULT.delayMs() : draft.delayMs();
        if (delay < 0 || delay > MAX_DELAY_MS) {
            errors.add(ProblemError.ofField("settings.delay_ms", "Give 0 to 86400000 milliseconds"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("Some settings of the simulated agent are not valid")
                    .withErrors(errors);
        }
        return new SimulatedSettings(
                delivered,
                read,
                replied,
                failed,
                delay,
                draft.seed() == null ? DEFAULT.seed() : draft.seed(),
                draft.results() == null ? Map.of() : draft.results());
    }

    private static double odds(String name, @Nullable BigDecimal given, double otherwise, List<ProblemError> errors) {
        if (given == null) {
            return otherwise;
        }
        if (given.signum() < 0 || given.compareTo(BigDecimal.ONE) > 0) {
            errors.add(ProblemError.ofField("settings." + name, "Give odds of 0 to 1"));
            return otherwise;
        }
        return given.doubleValue();
    }

    /** The settings before they are checked. */
    @Schema(name = "SimulatedSettingsDraft")
    public record Draft(
            @Nullable BigDecimal delivered,
            @Nullable BigDecimal read,
            @Nullable BigDecimal replied,
            @Nullable BigDecimal failed,
            @Nullable Integer delayMs,
            @Nullable Long seed,
            @Nullable Map<String, List<String>> results)
            implements AgentSettings.Draft {}
}
