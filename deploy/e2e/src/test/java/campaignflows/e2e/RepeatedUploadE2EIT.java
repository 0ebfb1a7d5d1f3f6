package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.CompletionProbe;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher;
import campaignflows.e2e.client.MailCatcher.Mail;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The guide's advice for people who are uploaded again: a Field Check right after the trigger is enough. Its Match leads nowhere,
 * so participants who were contacted stop there.
 */
@Order(2)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class RepeatedUploadE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PEOPLE = 30;

    private Api api;
    private Installation installation;
    private MailCatcher mails;

    @BeforeAll
    void connect(LocalSystem system) {
        api = system.admin();
        installation = new Installation(api);
        mails = system.mails();
    }

    /** Writing the field is itself an update of the participant, so the flow starts once more and must stop there. */
    @Test
    void shouldSendOnceWhenAFieldRemembersTheContact() {
        Campaign campaign =
                Campaign.create(api, "Guarded by a field").field("contacted", "Contacted", "boolean", false);
        CompletionProbe.prepare(campaign, installation.whatsappSimulator());
        campaign.activeFlow(new FlowDraft("Welcome")
                .node("created", "participant_created")
                .node("updated", "participant_updated")
                .check("probe", "Probe", "participant." + CompletionProbe.FIELD, "equals", literal(true))
                .check("guard", "Contacted", "participant.contacted", "equals", literal(true))
                .email("mail", "WELCOME", installation.emailMessages(), "Welcome, {{customer.name}}", "Hello")
                .update("remember", "participant.contacted", literal(true))
                .line("created", "probe")
                .otherwise("probe", "guard")
                .line("updated", "guard")
                .otherwise("guard", "mail")
                .line("mail", "remember"));

        uploadAgainAndAgain(campaign, "contacted.example");

        List<Mail> sent = mails.atDomain("contacted.example");
        assertThat(sent)
                .extracting(mail -> mail.to().getFirst())
                .doesNotHaveDuplicates()
                .hasSize(PEOPLE);
        assertThat(sent).extracting(Mail::subject).allMatch(subject -> subject.matches("Welcome, (P|The p)erson \\d+"));
        campaign.participants().stream()
                .filter(one -> one.objectId() == null)
                .forEach(one -> assertThat(api.get(campaign.path() + "/participants/" + one.id())
                                .path("attributes")
                                .path("contacted")
                                .asBoolean())
                        .isTrue());
    }

    @Test
    void shouldSendOnceWhenTheLastCommunicationTellsOfTheContact() {
        Campaign campaign = Campaign.create(api, "Guarded by the last communication");
        CompletionProbe.prepare(campaign, installation.whatsappSimulator());
        campaign.activeFlow(new FlowDraft("Welcome")
                .node("created", "participant_created")
                .node("updated", "participant_updated")
                .check("probe", "Probe", "participant." + CompletionProbe.FIELD, "equals", literal(true))
                .check("guard", "Last communication", "communication.name", "equals", literal("GREETING"))
                .email("mail", "GREETING", installation.emailMessages(), "Hello", "Hello {{ customer.name }}")
                .line("created", "probe")
                .otherwise("probe", "guard")
                .line("updated", "guard")
                .otherwise("guard", "mail"));

        uploadAgainAndAgain(campaign, "remembered.example");

        assertThat(mails.atDomain("remembered.example"))
                .extracting(mail -> mail.to().getFirst())
                .doesNotHaveDuplicates()
                .hasSize(PEOPLE);
    }

    /** Each person comes twice in the file, and the file three times, without waiting for the mails between. */
    private void uploadAgainAndAgain(Campaign campaign, String domain) {
        campaign.start();
        Upload first = campaign.upload("people.csv", csv(domain, "Person"));
        Upload second = campaign.upload("people.csv", csv(domain, "Person"));
        Upload third = campaign.upload("people.csv", csv(domain, "The person"));
        assertThat(List.of(first, second, third))
                .extracting(upload -> List.of(upload.created(), upload.updated(), upload.failed()))
                .containsExactly(
                        List.of((long) PEOPLE, (long) PEOPLE, 0L),
                        List.of(0L, 2L * PEOPLE, 0L),
                        List.of(0L, 2L * PEOPLE, 0L));
        Await.until("the mails", LIMIT, () -> mails.atDomain(domain), sent -> sent.size() >= PEOPLE);

        Map<String, List<Communication>> found = CompletionProbe.results(campaign);

        assertThat(found)
                .hasSize(PEOPLE)
                .allSatisfy((key, list) -> assertThat(list)
                        .as(key)
                        .singleElement()
                        .satisfies(one -> assertThat(one.status()).isIn("started", "delivered")));
    }

    private static String csv(String domain, String name) {
        String people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Csv.line(
                        domain + "-" + i,
                        name + " " + i,
                        i + "@" + domain,
                        "+49 40 " + (1_000_000 + Math.floorMod((domain + i).hashCode(), 9_000_000))))
                .collect(Collectors.joining());
        return Csv.line("external_id", "name", "email", "phone") + people + people;
    }
}
