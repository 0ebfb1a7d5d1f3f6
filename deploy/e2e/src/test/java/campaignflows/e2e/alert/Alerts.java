package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.system.Prometheus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What fires, as Prometheus says, and whether that is what should. */
final class Alerts {
    private static final Duration LIMIT = Duration.ofSeconds(200);

    private final Prometheus prometheus;
    private final Set<String> lasting = new HashSet<>();

    Alerts(Prometheus prometheus) {
        this.prometheus = prometheus;
    }

    List<Alert> firing() {
        List<Alert> all = new ArrayList<>();
        prometheus.alerts().forEach(json -> all.add(Alert.of(json)));
        return all.stream().filter(Alert::firing).toList();
    }

    /**
     * Returns when an alert with this name and these labels and no others fires.
     *
     * @param company names of alerts that the same fault raises too, earlier or later; any other one fails the test
     */
    Alert awaitFiring(String name, Map<String, String> labels, String... company) {
        Instant begun = Instant.now();
        Map<String, String> wanted = new HashMap<>(labels);
        wanted.put("namespace", DrillSystem.NAMESPACE);
        Predicate<Alert> isWanted =
                alert -> alert.name().equals(name) && alert.labels().equals(wanted);
        List<Alert> firing = Await.until(name + " " + wanted, LIMIT, this::firing, all -> {
            assertOnly(all, Stream.concat(Stream.of(name), Stream.of(company)).toArray(String[]::new));
            return all.stream().anyMatch(isWanted);
        });
        Alert alert = firing.stream().filter(isWanted).findFirst().orElseThrow();
        System.out.printf(
                "e2e: alert %s fires %.0f s after the fault: %s %s%n",
                name,
                seconds(begun),
                alert.annotations().get("summary"),
                alert.annotations().get("description"));
        System.out.println("e2e:   firing now: " + names(firing));
        return alert;
    }

    /** Asserts that nothing fires but these, and what lasts from before. */
    void assertOnly(List<Alert> firing, String... wanted) {
        Set<String> expected = new TreeSet<>(Set.of(wanted));
        expected.addAll(lasting);
        assertThat(names(firing)).as("%s", firing).isSubsetOf(expected);
    }

    /** From now on it may fire, since it looks back for an hour. */
    void lasts(String name) {
        lasting.add(name);
    }

    /** Returns when none of these fires any more. */
    void awaitOver(String... names) {
        Instant begun = Instant.now();
        Await.until(
                "the end of " + List.of(names),
                LIMIT,
                this::firing,
                all -> all.stream().noneMatch(alert -> List.of(names).contains(alert.name())));
        lasting.removeAll(List.of(names));
        System.out.printf("e2e: %s over %.0f s later%n", String.join(", ", names), seconds(begun));
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1e3;
    }

    private static Set<String> names(List<Alert> alerts) {
        Set<String> names = new TreeSet<>();
        alerts.forEach(alert -> names.add(alert.name()));
        return names;
    }
}
