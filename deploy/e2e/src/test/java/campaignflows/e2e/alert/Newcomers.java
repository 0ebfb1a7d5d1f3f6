package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher.Mail;
import campaignflows.e2e.client.Person;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** People of a campaign who get one mail each when they come: how many did says whether work was lost or done twice. */
final class Newcomers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private static final int FEW = 2;

    private final DrillSystem system;
    private final Campaign campaign;
    private final String prefix;
    private final Set<String> names = new ConcurrentSkipListSet<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private @Nullable Thread coming;

    Newcomers(DrillSystem system, String prefix) {
        this.system = system;
        this.prefix = prefix;
        this.campaign = Campaign.create(system.admin(), prefix)
                .activeFlow(new FlowDraft("Greet")
                        .node("created", "participant_created")
                        .email("mail", "GREETING", new Installation(system.admin()).emailMessages(), "Hello", "Hello")
                        .line("created", "mail"))
                .start();
    }

    Campaign campaign() {
        return campaign;
    }

    /** So many at once. */
    void come(int count) {
        List<Person> people = IntStream.range(0, count)
                .mapToObj(i -> Person.named(prefix + "-" + (names.size() + i)))
                .toList();
        add(people);
    }

    /** Somebody about an object. */
    void comeAbout(String name, String object) {
        add(List.of(Person.named(prefix + "-" + name).about(object)));
    }

    private void add(List<Person> people) {
        campaign.add(people);
        people.forEach(person -> names.add(String.valueOf(person.attributes().get("email"))));
    }

    /** From now on a few every second, until this is closed. */
    void keepComing() {
        coming = Thread.ofPlatform().daemon().name("newcomers").start(() -> {
            while (!enough.get()) {
                come(FEW);
                Await.pause();
            }
        });
    }

    /** Ends the coming. */
    @Override
    public void close() {
        enough.set(true);
        if (coming == null) {
            return;
        }
        try {
            coming.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when each has a mail; fails if somebody has two. */
    void awaitEachGreetedOnce() {
        Await.until(
                "a mail to each of " + prefix,
                LIMIT,
                this::greeted,
                list -> Set.copyOf(list).size() >= names.size());
        assertThat(greeted()).containsExactlyInAnyOrderElementsOf(names);
        System.out.printf("e2e:   %d people of %s came, and have one mail each%n", names.size(), prefix);
    }

    /** Who got a mail, as often as it came. */
    List<String> greeted() {
        return system.local().mails().atDomain("people.example").stream()
                .map(Mail::to)
                .map(List::getFirst)
                .filter(to -> to.startsWith(prefix + "-"))
                .toList();
    }
}
