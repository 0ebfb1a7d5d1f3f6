package campaignflows.e2e;

import static campaignflows.e2e.PaymentReminder.BEFORE;
import static campaignflows.e2e.PaymentReminder.DUE;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Added;
import campaignflows.e2e.client.Campaign.Communication;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.CompletionProbe;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.MailCatcher;
import campaignflows.e2e.client.MailCatcher.Mail;
import campaignflows.e2e.client.Today;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.SharedSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The guide from its first to its last step, once with WhatsApp as it says and once with email. */
@Order(1)
@ExtendWith(SharedSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PaymentReminderE2EIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> FORWARD =
            List.of("planned", "started", "delivered", "read", "replied", "completed", "failed", "no_response");

    private Api api;
    private MailCatcher mails;
    private Scenario whatsapp;
    private Scenario email;

    /** What one run of the guide has left. */
    private record Scenario(
            Campaign campaign, PaymentReminder people, Upload upload, PaymentReminder.Loan loan, Added added) {
        Participant participant(String name) {
            return Objects.requireNonNull(
                    campaign.byKey().get(name.equals("loan") ? people.id("ada") + "/loan_456" : people.id(name)), name);
        }
    }

    @BeforeAll
    void followTheGuide(LocalSystem system) {
        api = system.admin();
        mails = system.mails();
        LocalDate today = Today.stayingFor(Duration.ofMinutes(4));
        Installation installation = new Installation(api);
        Campaign first = PaymentReminder.campaign(api, "Payment reminder");
        first.activeFlow(PaymentReminder.byWhatsapp(installation.whatsappSimulator()));
        CompletionProbe.prepare(first, installation.whatsappSimulator());
        Campaign second = PaymentReminder.campaign(api, "Payment reminder by email");
        second.activeFlow(PaymentReminder.byEmail(installation.emailMessages()));
        CompletionProbe.prepare(second, installation.whatsappSimulator());
        whatsapp = run(first, "whatsapp.example", today);
        email = run(second, "email.example", today);
    }

    private static Scenario run(Campaign campaign, String domain, LocalDate today) {
        PaymentReminder people = new PaymentReminder(domain, today);
        campaign.start();
        assertThat(campaign.get().path("status").asText()).isEqualTo("active");
        Upload upload = campaign.upload("customers.csv", people.csv());
        PaymentReminder.Loan loan = people.adasLoan();
        return new Scenario(campaign, people, upload, loan, campaign.add(loan.person()));
    }

    @Test
    @Order(1)
    void shouldCountRowsOfTheUpload() {
        for (Scenario scenario : List.of(whatsapp, email)) {
            Upload upload = scenario.upload();
            assertThat(upload.status()).isEqualTo("failed");
            assertThat(List.of(upload.total(), upload.created(), upload.updated(), upload.failed()))
                    .containsExactly(16L, 8L, 1L, 7L);
            assertThat(upload.source()).isEqualTo("file");
            assertThat(upload.filename()).isEqualTo("customers.csv");
            assertThat(upload.unknownColumns()).containsExactly("shoe_size");
            assertThat(upload.bytes()).isEqualTo(scenario.people().csv().getBytes(StandardCharsets.UTF_8).length);
            assertThat(upload.bytesProcessed()).isEqualTo(upload.bytes());
            assertThat(upload.uploadedAt()).isNotNull();
            Added added = scenario.added();
            assertThat(List.of(added.total(), added.created(), added.updated(), added.failed()))
                    .containsExactly(1L, 1L, 0L, 0L);
            JsonNode list = api.get(scenario.campaign().path() + "/uploads");
            assertThat(list.path("total_processed").asLong()).isGreaterThanOrEqualTo(17);
            assertThat(list.path("items")).anySatisfy(item -> {
                assertThat(item.path("id").asText()).isEqualTo(added.uploadId().toString());
                assertThat(item.path("source").asText()).isEqualTo("api");
            });
        }
    }

    @Test
    @Order(2)
    void shouldReportEachFailedRow() {
        PaymentReminder people = whatsapp.people();
        List<List<String>> errors = whatsapp.campaign().errors(whatsapp.upload().id());

        assertThat(errors.getFirst()).containsExactly("row", "field", "value", "message");
        assertThat(errors.subList(1, errors.size()))
                .extracting(error -> error.subList(0, 3))
                .containsExactly(
                        List.of("10", "email", "ina(at)whatsapp.example"),
                        List.of("11", "due_date", "31.12.2026"),
                        List.of("12", "is_payment_received", "maybe"),
                        List.of("13", "", ""),
                        List.of("14", "external_id", people.id("leo")),
                        List.of("15", "", ""),
                        List.of("17", "due_date", "'=1+2"));
        assertThat(errors.subList(1, errors.size()))
                .extracting(error -> error.get(3))
                .satisfiesExactly(
                        message -> assertThat(message).contains("email address"),
                        message -> assertThat(message).contains("date"),
                        message -> assertThat(message).contains("true or false"),
                        message -> assertThat(message).contains("identifier"),
                        message -> assertThat(message).contains("email").contains("external_id"),
                        message -> assertThat(message).contains("9").contains("7"),
                        message -> assertThat(message).contains("date"));
    }

    @Test
    @Order(3)
    void shouldGiveFailedRowsBackToBeCorrected() {
        String failed = whatsapp.campaign().failedRows(whatsapp.upload().id());

        List<String> given = whatsapp.people().csv().lines().toList();
        List<String> back = failed.replace("\ufeff", "").lines().toList();
        assertThat(back).hasSize(8);
        assertThat(back.getFirst()).isEqualTo(given.getFirst() + ",_error");
        List<Integer> failedRecords = List.of(10, 11, 12, 13, 14, 15, 17);
        for (int i = 0; i < failedRecords.size(); i++) {
            assertThat(back.get(i + 1)).startsWith(given.get(failedRecords.get(i) - 1) + ",");
        }
        List<List<String>> cells = Csv.read(failed);
        assertThat(cells.subList(1, 8))
                .allSatisfy(row -> assertThat(row.getLast()).isNotBlank());
    }

    @Test
    @Order(4)
    void shouldListEverybodyWithTheirData() {
        Map<String, Participant> participants = whatsapp.campaign().byKey();
        assertThat(participants).hasSize(9);
        Participant ada = whatsapp.participant("ada");
        Participant loan = whatsapp.participant("loan");
        assertThat(ada.name()).isEqualTo("Ada \"the Countess\", Lovelace");
        assertThat(loan.customerId()).isEqualTo(ada.customerId());
        assertThat(loan.timezone()).isEqualTo(whatsapp.loan().person().timezone());
        assertThat(whatsapp.participant("ben").name()).isEqualTo("Ben Again");
        JsonNode ben = api.get(whatsapp.campaign().path() + "/participants/"
                + whatsapp.participant("ben").id());
        assertThat(ben.path("attributes").path("due_date").asText())
                .isEqualTo(whatsapp.people().day(0));
        assertThat(ben.path("attributes").path("is_payment_received").isBoolean())
                .isTrue();
        assertThat(ben.path("attributes").path("is_payment_received").asBoolean())
                .isFalse();
        JsonNode eva = api.get(whatsapp.campaign().path() + "/participants/"
                + whatsapp.participant("eva").id());
        assertThat(eva.path("attributes").path("due_date").isNull()).isTrue();
        assertThat(eva.path("attributes").path("name").asText()).isEqualTo("Éva 日本");
    }

    @Test
    @Order(5)
    void shouldMailExactlyTheRightReminders() {
        PaymentReminder people = email.people();
        List<Mail> sent =
                Await.until("five mails", LIMIT, () -> mails.atDomain("email.example"), found -> found.size() >= 5);

        assertThat(sent)
                .extracting(mail -> mail.to() + " " + mail.subject())
                .containsExactlyInAnyOrder(
                        "[ada@email.example] Soon due: " + people.day(5),
                        "[ada@email.example] "
                                + (email.loan().expected().equals(BEFORE) ? "Soon due: " : "Last days: ")
                                + email.loan().dueDate(),
                        "[ben@email.example] Last days: " + people.day(0),
                        "[fay@email.example] Soon due: " + people.day(3),
                        "[gus@email.example] Last days: " + people.day(2));
        assertThat(mails.to(people.address("gus"))).singleElement().satisfies(mail -> {
            assertThat(mail.text().strip())
                    .isEqualToNormalizingNewlines(
                            "Dear Gus,\n\nyour payment is due very soon, on " + people.day(2) + ".");
            assertThat(mail.from()).contains("no-reply@example.com");
        });
        assertThat(mails.to(people.address("ada")))
                .allSatisfy(mail -> assertThat(mail.text()).startsWith("Dear Ada \"the Countess\", Lovelace,"));
    }

    @Test
    @Order(6)
    void shouldHoldAConversationOnWhatsapp() {
        Participant fay = whatsapp.participant("fay");
        Communication started = Await.until(
                        "a started conversation",
                        LIMIT,
                        () -> whatsapp.campaign().communications(fay.id()),
                        list -> !list.isEmpty() && list.getFirst().sessionId() != null)
                .getFirst();
        assertThat(started.name()).isEqualTo(BEFORE);
        assertThat(started.channel()).isEqualTo("whatsapp");
        assertThat(started.status()).isIn(FORWARD.subList(1, FORWARD.size()));
        assertThat(started.startedAt()).isAfterOrEqualTo(started.scheduledAt());
        assertThat(api.get("/api/v1/agents/" + started.agentId()).path("name").asText())
                .isEqualTo("Local simulator");
        JsonNode session = api.get("/api/v1/sessions/" + started.sessionId());
        assertThat(session.path("communication_id").asText())
                .isEqualTo(started.id().toString());
        Communication later = whatsapp.campaign().communication(started.id());
        assertThat(FORWARD.indexOf(later.status())).isGreaterThanOrEqualTo(FORWARD.indexOf(started.status()));
    }

    @Test
    @Order(7)
    void shouldRemindNobodyElse() {
        for (Scenario scenario : List.of(whatsapp, email)) {
            Map<String, List<String>> expected = new HashMap<>();
            PaymentReminder.EXPECTED.forEach(
                    (name, reminder) -> expected.put(scenario.people().id(name), List.of(reminder)));
            PaymentReminder.SILENT.forEach(
                    name -> expected.put(scenario.people().id(name), List.of()));
            expected.put(
                    scenario.people().id("ada") + "/loan_456",
                    List.of(scenario.loan().expected()));

            assertThat(CompletionProbe.names(scenario.campaign())).isEqualTo(expected);
            Map<String, Participant> participants = scenario.campaign().byKey();
            assertThat(expected)
                    .allSatisfy((key, names) -> assertThat(Objects.requireNonNull(participants.get(key))
                                    .communicationsCount())
                            .as(key)
                            .isEqualTo(names.size()));
        }
        assertThat(mails.atDomain("email.example")).hasSize(5);
        assertThat(mails.atDomain("whatsapp.example")).isEmpty();
        assertThat(List.of(BEFORE, DUE)).containsAll(PaymentReminder.EXPECTED.values());
    }
}
