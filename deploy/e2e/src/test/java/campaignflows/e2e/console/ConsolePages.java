package campaignflows.e2e.console;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The addresses of all pages, for a running campaign that has something to show on each and for one that has nothing. */
final class ConsolePages {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int PEOPLE = 30;
    private static final List<String> TABS = List.of("data", "workflow", "uploads", "participants", "analytics");
    private static final List<String> SETTINGS =
            List.of("agents", "channels", "contact-limits", "api-keys", "users", "audit", "tenant");

    private final Campaign running;
    private final Campaign draft;
    private final Participant person;
    private final UUID session;

    /** Makes both, and waits until a conversation is over, since a page that shows one going on asks again and again. */
    ConsolePages(LocalSystem system, String name) {
        running = Campaign.create(system.admin(), name);
        running.field("size", "Size", "integer", true);
        running.activeFlow(new FlowDraft("Hello")
                .node("created", "participant_created")
                .whatsapp("hello", "HELLO", new Installation(system.admin()).whatsappSimulator())
                .line("created", "hello"));
        running.start();
        String prefix = name.toLowerCase(Locale.ROOT).replace(' ', '-');
        running.add(IntStream.range(0, PEOPLE)
                .mapToObj(at -> Person.named(prefix + "-" + at).with("name", "Person " + at))
                .toList());
        running.upload("late.csv", Csv.line("external_id", "size") + Csv.line(prefix + "-late", "large"));
        draft = Campaign.create(system.admin(), name + ", nothing in it");
        Await.until("the participants", LIMIT, running::participants, all -> all.size() == PEOPLE);
        Communication ended = ended();
        session = Objects.requireNonNull(ended.sessionId());
        person = running.participants().stream()
                .filter(one -> one.id().equals(ended.participantId()))
                .findFirst()
                .orElseThrow();
    }

    private Communication ended() {
        return Await.until("a conversation that is over", LIMIT, this::endedIfAny, Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Communication> endedIfAny() {
        return running.participants().stream()
                .flatMap(one -> running.communications(one.id()).stream())
                .filter(one -> one.sessionId() != null && one.endedAt() != null)
                .findFirst();
    }

    /** Those with something on them. */
    List<String> filled() {
        List<String> all = new ArrayList<>(List.of("/campaigns", "/customers"));
        TABS.forEach(tab -> all.add(tab(running, tab)));
        all.add(tab(running, "participants?open=" + person.id()));
        all.add("/customers/" + person.customerId());
        all.add("/sessions/" + session);
        SETTINGS.forEach(page -> all.add("/settings/" + page));
        return List.copyOf(all);
    }

    /** All, also the tabs of the campaign with nothing in it. */
    List<String> all() {
        return Stream.concat(filled().stream(), TABS.stream().map(tab -> tab(draft, tab)))
                .toList();
    }

    /** What opens over the list of participants. */
    String communicationsOfOne() {
        return tab(running, "participants?communications=" + person.id());
    }

    private static String tab(Campaign campaign, String tab) {
        return "/campaigns/" + campaign.id() + "/" + tab;
    }
}
