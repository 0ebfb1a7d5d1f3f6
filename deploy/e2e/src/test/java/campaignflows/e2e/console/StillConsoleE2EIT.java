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
import campaignflows.e2e.system.SharedSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing that is seen moves while a page loads, in whatever order its responses come and whichever of them are refused: on
 * each page they are held, and let go one after the other, each when what came of the one before is drawn.
 */
@Order(17)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class StillConsoleE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int PEOPLE = 30;

    private final LocalSystem system;
    private final List<String> pages;

    StillConsoleE2EIT(LocalSystem system) {
        this.system = system;
        Campaign running = Campaign.create(system.admin(), "Nothing moves").field("size", "Size", "integer", true);
        running.activeFlow(new FlowDraft("Hello")
                .node("created", "participant_created")
                .whatsapp("hello", "HELLO", new Installation(system.admin()).whatsappSimulator())
                .line("created", "hello"));
        running.start();
        running.add(IntStream.range(0, PEOPLE)
                .mapToObj(at -> Person.named("still-" + at).with("name", "Person " + at))
                .toList());
        running.upload("late.csv", Csv.line("external_id", "size") + Csv.line("still-late", "large"));
        Campaign draft = Campaign.create(system.admin(), "Nothing moves here either");
        pages = pages(running, draft);
    }

    private static List<String> pages(Campaign running, Campaign draft) {
        Await.until("the participants", LIMIT, running::participants, all -> all.size() == PEOPLE);
        // One that is over, since a page that shows one going on asks again and again.
        Communication ended = Await.until(
                        "a conversation that is over",
                        LIMIT,
                        () -> running.participants().stream()
                                .flatMap(one -> running.communications(one.id()).stream())
                                .filter(one -> one.sessionId() != null && one.endedAt() != null)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        Participant person = running.participants().stream()
                .filter(one -> one.id().equals(ended.participantId()))
                .findFirst()
                .orElseThrow();
        List<String> all = new ArrayList<>(List.of("/campaigns", "/customers"));
        for (String tab : List.of("data", "workflow", "uploads", "participants", "analytics")) {
            all.add("/campaigns/" + running.id() + "/" + tab);
            all.add("/campaigns/" + draft.id() + "/" + tab);
        }
        all.add("/campaigns/" + running.id() + "/participants?open=" + person.id());
        all.add("/customers/" + person.customerId());
        all.add("/sessions/" + Objects.requireNonNull(ended.sessionId()));
        Stream.of("agents", "channels", "contact-limits", "api-keys", "tenant")
                .map(page -> "/settings/" + page)
                .forEach(all::add);
        return List.copyOf(all);
    }

    @ParameterizedTest(name = "{0}, phone: {1}")
    @CsvSource({
        "OLDEST_FIRST, false",
        "NEWEST_FIRST, false",
        "REFUSED, false",
        "OLDEST_FIRST, true",
        "NEWEST_FIRST, true",
        "REFUSED, true"
    })
    void shouldStandStillWhileItLoads(HeldResponses.Release release, boolean phone) {
        try (ConsoleBrowser browser =
                phone ? ConsoleBrowser.signedInOnPhone(system) : ConsoleBrowser.signedIn(system)) {
            HeldResponses held = new HeldResponses(browser.page(), release);
            for (String address : pages) {
                held.open(address);
            }
            browser.requireQuiet();
        }
    }
}
