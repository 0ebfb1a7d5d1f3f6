package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CampaignFlowsEventQuarantined: what a walk did is larger than participant-service takes, as somebody has configured it. After
 * twelve tries the event is among the dead letters; when that is mended it is put back, and its mail is sent once.
 */
public final class QuarantineDrill {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "participant-events";
    private static final String ADDRESS = "too-large@people.example";

    /** With the person's name in place of each mark the mail has some 800 KB. */
    private static final int MARKS = 1_000;

    private static final int NAME = 800;

    private QuarantineDrill() {}

    public static void run(DrillSystem system) {
        Campaign campaign = Campaign.create(system.admin(), "Too large")
                .activeFlow(new FlowDraft("Large")
                        .node("created", "participant_created")
                        .email(
                                "mail",
                                "GREETING",
                                new Installation(system.admin()).emailMessages(),
                                "Hello",
                                "{{ customer.name }} ".repeat(MARKS))
                        .line("created", "mail"))
                .start();
        ServiceLog engine = system.log(DrillSystem.ENGINE);
        campaign.add(Person.named("too-large").with("name", "n".repeat(NAME)));
        Participant person = campaign.participants().getFirst();

        Alert alert = system.alerts()
                .awaitFiring(
                        "CampaignFlowsEventQuarantined", Map.of("severity", "ticket"), "CampaignFlowsConsumerFails");
        system.alerts().lasts("CampaignFlowsEventQuarantined");

        assertThat(alert.annotations().get("description")).startsWith("Within the hour 1 events went");
        assertThat(engine.grep("event put in quarantine")).hasSize(1);
        long offset = offset(system.local().deadLetters("list", TOPIC));
        String letter = Long.toString(offset);
        assertThat(system.local().deadLetters("show", TOPIC, letter))
                .contains(person.id().toString())
                .endsWith("exit code 0");
        assertThat(Await.until("the journal", LIMIT, () -> campaign.walks(person.id()), list -> !list.isEmpty())
                        .toString())
                .contains("kept for the operators");
        assertThat(system.local().mails().to(ADDRESS)).isEmpty();

        // Mended, and put back twice.
        campaign.add(Person.known("too-large").with("name", "Ada"));
        assertThat(system.local().deadLetters("replay", TOPIC, letter)).contains("Replayed: 1", "exit code 0");
        Await.until("the mail", LIMIT, () -> system.local().mails().to(ADDRESS), mails -> !mails.isEmpty());
        assertThat(system.local().deadLetters("replay", TOPIC, letter)).contains("Replayed: 1", "exit code 0");
        campaign.add(Person.known("too-large").about("something else"));
        Await.until("the mail about it", LIMIT, () -> system.local().mails().to(ADDRESS), mails -> mails.size() >= 2);

        // Not in a run that is over.
        campaign.stop();
        assertThat(system.local().deadLetters("replay", TOPIC, letter)).contains("Replayed: 1", "exit code 0");
        Await.until(
                "what the journal says of it",
                LIMIT,
                () -> campaign.walks(person.id()).toString(),
                walks -> walks.contains("ampaign stopped") || walks.contains("ampaign was stopped"));
        assertThat(system.local().mails().to(ADDRESS)).hasSize(2);
    }

    /** Of the only letter whose effects were rejected. */
    private static long offset(String list) {
        System.out.println("e2e: " + list);
        Matcher found = Pattern.compile(
                        TOPIC + "\\.dead-letter (\\d+) .* read by flow-engine: What its walks did was rejected: .+")
                .matcher(list);
        List<Long> offsets =
                found.results().map(one -> Long.parseLong(one.group(1))).toList();
        assertThat(offsets).as(list).hasSize(1);
        return offsets.getFirst();
    }
}
