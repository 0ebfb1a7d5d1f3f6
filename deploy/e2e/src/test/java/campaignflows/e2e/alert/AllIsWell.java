package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A system that works raises nothing, and has each series that the rules ask for before anything has happened. */
public final class AllIsWell {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern METRIC = Pattern.compile("\\b(campaignflows|kube)_[a-z_]+");

    private AllIsWell() {}

    public static void run(DrillSystem system) {
        Set<String> asked = METRIC.matcher(DrillSystem.rules())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(9);
        Set<String> missing = Await.until(
                "each series of " + asked,
                LIMIT,
                () -> asked.stream()
                        .filter(metric -> system.prometheus()
                                .query(metric)
                                .at("/data/result")
                                .isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)),
                Set::isEmpty);
        assertThat(missing).isEmpty();
        try (Newcomers people = new Newcomers(system, "well")) {
            people.keepComing();
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            Await.until(
                    "a while without an alert",
                    LIMIT,
                    () -> {
                        assertThat(system.alerts().firing()).isEmpty();
                        return System.nanoTime();
                    },
                    now -> now > until);
            people.close();
            people.awaitEachGreetedOnce();
        }
    }
}
