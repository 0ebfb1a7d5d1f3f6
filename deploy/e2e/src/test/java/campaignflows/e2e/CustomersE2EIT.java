package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.CompletionProbe;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** People beyond one campaign: their profile, opting out, erasure; and that rows which change nothing fire nothing. */
@Order(6)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class CustomersE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** In every text of the person who is erased, and of nobody else. */
    private static final String MARK = "zx" + UUID.randomUUID().toString().substring(24);

    private static final String PHONE = "1751" + (100_000 + Math.floorMod(MARK.hashCode(), 900_000)) + "7";

    private LocalSystem system;
    private Api api;
    private Installation installation;

    @BeforeAll
    void connect(LocalSystem running) {
        system = running;
        api = running.admin();
        installation = new Installation(api);
    }

    @Test
    void shouldEraseAPersonEverywhereAndLeaveCounts() {
        Campaign campaign = talkative("Erased");
        Campaign other = Campaign.create(api, "Also erased");
        Upload upload = campaign.upload(
                "people.csv",
                Csv.line("external_id", "name", "email", "phone", "due", "timezone", "object_id", "Remarks")
                        + Csv.line(id(), "zoe " + MARK, mail(), "+49 " + PHONE, "", "Europe/Rome", "loan " + MARK, "x")
                        + Csv.line("stays", "Stays", "stays@erase.example", "", "", "", "", "")
                        + Csv.line(id(), "", mail(), "", "never", "", "", "")
                        + Csv.line("other", "", mail(), "", "", "", "", "")
                        + Csv.line("third", "", "", "", "never", "", "", "ask 0049-" + PHONE)
                        + Csv.line("keeps", "", "keeps@erase.example", "", "never", "", "", ""));
        assertThat(List.of(upload.created(), upload.updated(), upload.failed())).containsExactly(2L, 0L, 4L);
        other.add(Person.known(id()));
        assertThat(other.add(new Person(Map.of("external_id", "4th", "email", mail()), null, null))
                        .failed())
                .isEqualTo(1);
        UUID participant = participantOf(campaign, id() + "/loan " + MARK).id();
        List<Communication> before = Await.until(
                "a conversation, a mail and a planned one",
                LIMIT,
                () -> campaign.communications(participant),
                all -> all.size() == 3
                        && all.stream().anyMatch(one -> one.status().equals("completed"))
                        && all.stream().anyMatch(one -> one.status().equals("delivered")));
        String customer = "/api/v1/customers/" + customerOf(campaign, id() + "/loan " + MARK);
        assertThat(api.get(customer).at("/attributes/name").asText()).isEqualTo("zoe " + MARK);
        assertThat(api.get(customer + "/campaigns").path("items").findValuesAsText("campaign_name"))
                .containsExactly("Also erased", "Erased");
        assertThat(api.get(customer + "/communications").path("items").findValuesAsText("id"))
                .containsExactlyElementsOf(
                        before.stream().map(one -> one.id().toString()).toList());
        String walks = campaign.path() + "/participants/" + participant + "/walks";
        Await.until("the walk is told", LIMIT, () -> api.get(walks).toString(), told -> told.contains(MARK));
        // What was kept under the former number is found all the same.
        api.required("PATCH", customer, Map.of("attributes", Map.of("phone", "+49 30 12345678")));
        assertAllIsExported(customer, before);
        List<String> personal = List.of(MARK, PHONE);
        assertThat(system.tracesOf(personal)).isNotEmpty();

        Api.Response answer = api.required("DELETE", customer, null);

        assertThat(answer.status()).isIn(200, 202);
        Await.until(
                "the erasure is finished",
                LIMIT,
                () -> api.get(customer + "/erasure").path("status").asText(),
                "finished"::equals);
        assertThat(Await.until("nothing is left", LIMIT, () -> system.tracesOf(personal), List::isEmpty))
                .isEmpty();
        assertThat(api.required("DELETE", customer, null).status()).isEqualTo(200);
        for (String path : List.of("", "/campaigns", "/communications", "/export")) {
            assertThat(api.send("GET", customer + path, null).status()).as(path).isEqualTo(404);
        }
        assertThat(api.send("GET", walks, null).status()).as(walks).isEqualTo(404);
        // What is counted stays.
        Upload after = campaign.upload(upload.id());
        assertThat(List.of(after.total(), after.created(), after.failed())).containsExactly(6L, 2L, 4L);
        assertThat(campaign.errors(upload.id())).hasSize(5);
        assertThat(campaign.failedRows(upload.id()))
                .contains("keeps@erase.example")
                .doesNotContain("third");
        for (Communication one : before) {
            assertThat(campaign.communication(one.id()).status())
                    .isEqualTo(one.status().equals("planned") ? "canceled" : one.status());
        }
        assertThat(campaign.byKey()).containsOnlyKeys("stays");
        // The same person is somebody new.
        assertThat(other.add(Person.known(id())).created()).isEqualTo(1);
        String again = customerOf(other, id());
        assertThat(customer).doesNotEndWith(again);
        assertThat(api.get("/api/v1/customers/" + again + "/communications").path("items"))
                .isEmpty();
        api.required("DELETE", "/api/v1/customers/" + again, null);
    }

    private void assertAllIsExported(String customer, List<Communication> communications) {
        JsonNode export = api.get(customer + "/export");
        assertThat(export.at("/customer/0/attributes/name").asText()).isEqualTo("zoe " + MARK);
        assertThat(export.path("participants").findValuesAsText("campaign_name"))
                .containsExactly("Also erased", "Erased");
        assertThat(export.at("/former_identifiers/0/phone/0").asText()).endsWith(PHONE);
        assertThat(export.at("/participants/1/object_id").asText()).isEqualTo("loan " + MARK);
        assertThat(export.path("communications")).hasSize(communications.size());
        for (JsonNode one : export.path("communications")) {
            assertThat(communications)
                    .anyMatch(
                            known -> known.id().toString().equals(one.path("id").asText()));
        }
        assertThat(export.path("communications").findValues("content").toString())
                .contains(MARK);
        assertThat(export.path("communications").findValues("messages").toString())
                .contains("contact");
        assertThat(export.path("walks").toString()).contains(MARK);
        assertThat(export.path("failed_rows").findValuesAsText("text"))
                .hasSize(3)
                .allMatch(row -> row.contains(MARK) || row.contains(PHONE));
        assertThat(export.path("row_errors")).isNotEmpty();

        Api.Response csv = api.required("GET", customer + "/export?format=csv", null);
        assertThat(csv.body())
                .contains("customer,1,attributes.name,zoe " + MARK)
                .contains("failed_rows,3,text,");
        assertThat(api.send("GET", customer + "/export?format=xml", null).status())
                .isEqualTo(400);
    }

    @Test
    void shouldNotContactWhoHasOptedOut() {
        Campaign first = Campaign.create(api, "Before opting out");
        first.add(Person.named("optedout"));
        String customer = "/api/v1/customers/" + customerOf(first, "optedout");
        JsonNode optedOut = api.patch(customer, Map.of("opt_outs", List.of("email")));
        assertThat(optedOut.path("opt_outs").toString()).isEqualTo("[\"email\"]");
        Campaign campaign = Campaign.create(api, "After opting out");
        campaign.activeFlow(new FlowDraft("Both")
                .node("created", "participant_created")
                .email("mail", "MAIL", installation.emailMessages(), "Hello", "Hello")
                .whatsapp("chat", "CHAT", installation.whatsappSimulator())
                .line("created", "mail")
                .line("mail", "chat"));
        campaign.start();

        campaign.add(Person.known("optedout"));

        UUID participant = participantOf(campaign, "optedout").id();
        List<Communication> all = Await.until(
                "both communications",
                LIMIT,
                () -> campaign.communications(participant),
                list -> list.size() == 2
                        && list.stream().noneMatch(one -> one.status().equals("planned")));
        Communication mail = named(all, "MAIL");
        assertThat(mail.status()).isEqualTo("skipped");
        assertThat(mail.reason()).isEqualTo("The contact does not want to be contacted by email");
        assertThat(named(all, "CHAT").status()).isNotEqualTo("skipped");
        assertThat(system.mails().to("optedout@people.example")).isEmpty();
    }

    @Test
    void shouldBeSilentAboutRowsThatChangeNothingWhereThatIsAskedFor() {
        Campaign campaign = Campaign.create(api, "Silent").updatedOnUnchanged(false);
        CompletionProbe.prepare(campaign, installation.whatsappSimulator());
        campaign.activeFlow(new FlowDraft("Updated")
                .node("updated", "participant_updated")
                .check("probe", "Probe", "participant." + CompletionProbe.FIELD, "equals", literal(true))
                .email("mail", "UPDATED", installation.emailMessages(), "Updated", "Updated")
                .line("updated", "probe")
                .otherwise("probe", "mail"));
        campaign.start();
        String header = Csv.line("external_id", "name", "email", "phone");
        String same = Csv.line("silent-1", "One", "silent-1@silent.example", "+493055501");
        String changing = Csv.line("silent-2", "Two", "silent-2@silent.example", "+493055502");
        String changed = Csv.line("silent-2", "Second", "silent-2@silent.example", "+493055502");
        campaign.upload("people.csv", header + same + changing);

        Upload unchanged = campaign.upload("people.csv", header + same + changing);
        Upload different = campaign.upload("people.csv", header + same + changed + changed);
        campaign.add(
                new Person(Map.of("external_id", "silent-1", "name", "One"), null, null),
                new Person(Map.of("external_id", "silent-2", "name", "Third"), null, null));

        assertThat(List.of(unchanged.updated(), different.updated())).containsExactly(2L, 3L);
        Map<String, List<Communication>> found = CompletionProbe.results(campaign);
        assertThat(found.get("silent-1")).isNullOrEmpty();
        assertThat(found.get("silent-2")).extracting(Communication::name).containsExactly("UPDATED", "UPDATED");
    }

    /** Somebody who is added is talked to, gets a mail with the name in it, and has another mail planned. */
    private Campaign talkative(String name) {
        FlowDraft.Sender talker = installation.simulated(
                "Talker of " + name,
                Map.of(
                        "results",
                        List.of(Map.of("name", "said", "title", "Said", "type", "string")),
                        "settings",
                        Map.of(
                                "delivered",
                                1,
                                "read",
                                1,
                                "replied",
                                1,
                                "failed",
                                0,
                                "delay_ms",
                                100,
                                "results",
                                Map.of("said", List.of("whatever")))));
        Map<String, Object> parameters = Map.of("name", Map.of("kind", "field", "field", "customer.name"));
        Campaign campaign = Campaign.create(api, name);
        campaign.field("due", "Due", "date", true)
                .activeFlow(new FlowDraft("Talk")
                        .node("created", "participant_created")
                        .check("greets", "Greets", "customer.name", "contains", literal("o"))
                        .communication(
                                "chat", "whatsapp_communication", "CHAT", talker, Map.of("parameters", parameters))
                        .email(
                                "mail",
                                "MAIL",
                                installation.emailMessages(),
                                "Hello {{ customer.name }}",
                                "You: {{customer.email}}")
                        .communication(
                                "later",
                                "email_communication",
                                "LATER",
                                installation.emailMessages(),
                                Map.of(
                                        "subject", "Later {{ customer.name }}",
                                        "body", "For {{ customer.phone }}",
                                        "when", Map.of("base", Map.of("kind", "now"), "offset_days", 30)))
                        .line("created", "greets")
                        .match("greets", "chat")
                        .line("chat", "mail")
                        .line("mail", "later"));
        return campaign.start();
    }

    private static String id() {
        return "id-" + MARK;
    }

    private static String mail() {
        return MARK + "@erase.example";
    }

    private static Participant participantOf(Campaign campaign, String key) {
        return Objects.requireNonNull(campaign.byKey().get(key), key);
    }

    private static String customerOf(Campaign campaign, String key) {
        return participantOf(campaign, key).customerId().toString();
    }

    private static Communication named(List<Communication> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
