package campaignflows.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.Dashboards;
import campaignflows.e2e.system.DocumentedMetrics;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.Prometheus;
import campaignflows.e2e.system.SharedSystem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each service measures is what deploy/kubernetes/metrics.md says, by name and by label. */
@Order(70)
@ExtendWith(SharedSystem.class)
class MetricsE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Pattern SAMPLE = Pattern.compile("(campaignflows_[a-z0-9_]+)(?:\\{([^}]*)})? .*");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    @Test
    void shouldMeasureWhatIsDocumented(LocalSystem system) {
        DocumentedMetrics documented = DocumentedMetrics.read();
        work(system, "measured");
        Map<String, Set<String>> expected = new TreeMap<>();
        for (String service : DocumentedMetrics.SERVICES) {
            expected.put(service, documented.of(service));
        }

        Map<String, Set<String>> measured =
                Await.until("all that is documented", LIMIT, () -> measured(system), expected::equals);

        assertThat(measured).isEqualTo(expected);
    }

    /** By a real Prometheus that scrapes the services, where it is installed. */
    @Test
    void shouldShowEveryPanelOfTheDashboards(LocalSystem system) {
        assumeTrue(
                Prometheus.isInstalled(),
                "prometheus is not here (Debian: prometheus): the dashboards are not queried");
        work(system, "shown");
        try (Prometheus prometheus = Prometheus.of(system, "marketing")) {
            List<String> silent = Await.until(
                    "an answer to every panel",
                    LIMIT,
                    () -> Dashboards.queries("marketing").stream()
                            .filter(query ->
                                    prometheus.query(query).at("/data/result").isEmpty())
                            .toList(),
                    List::isEmpty);
            assertThat(silent).isEmpty();
            assertThat(prometheus.query("sum(").path("status").asText())
                    .as("what cannot be read is told")
                    .isEqualTo("error");
        }
    }

    /** Some meters begin with the first of what they count. */
    private static void work(LocalSystem system, String name) {
        Campaign campaign = Campaign.create(system.admin(), name)
                .activeFlow(new FlowDraft("Mail")
                        .node("created", "participant_created")
                        .email("mail", "MAIL", new Installation(system.admin()).emailMessages(), "Hello", "Hello")
                        .line("created", "mail"))
                .start();
        campaign.add(Person.named(name));
        campaign.upload(
                "measured.csv", Csv.line("external_id", "email") + Csv.line("of-" + name, name + "@counted.example"));
        Await.until("the mail", LIMIT, () -> system.mails().to(name + "@people.example"), mails -> !mails.isEmpty());
    }

    /** Name and labels of each metric, by service. */
    private static Map<String, Set<String>> measured(LocalSystem system) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (String service : DocumentedMetrics.SERVICES) {
            Map<String, Set<String>> labels = new TreeMap<>();
            new Api(system.endpoint(service + "-management"), null)
                    .text("/q/metrics")
                    .lines()
                    .map(SAMPLE::matcher)
                    .filter(Matcher::matches)
                    .forEach(sample -> labels.computeIfAbsent(family(sample.group(1)), any -> new TreeSet<>())
                            .addAll(labels(sample.group(2) == null ? "" : sample.group(2))));
            all.put(
                    service,
                    labels.entrySet().stream()
                            .map(entry -> DocumentedMetrics.written(entry.getKey(), entry.getValue()))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return all;
    }

    private static String family(String sample) {
        return sample.replaceFirst("_(count|sum|max)$", "");
    }

    private static Set<String> labels(String text) {
        Set<String> names = new HashSet<>();
        LABEL.matcher(text).results().forEach(label -> names.add(label.group(1)));
        return names;
    }
}
