package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.inbound.WhatsAppWebhook;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.support.FakeWhatsApp;
import campaignflows.communication.support.FakeWhatsApp.Fault;
import campaignflows.communication.support.WorldFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.message.MessageContent.ApprovedTemplate;
import campaignflows.platform.contracts.participant.ContactPoints;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Communications by WhatsApp, from the plan to what its receipts tell. */
@NullMarked
class WhatsAppDispatchIT extends WorldFixture {
    private static final String CONTACT = "16505551234";
    private FakeWhatsApp whatsapp;
    private WhatsAppWebhook webhook;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        whatsapp = new FakeWhatsApp();
        channel = world.whatsAppChannel(FakeWhatsApp.NUMBER);
        agent = world.messageAgent(channel);
        webhook = new WhatsAppWebhook(world, channel);
        parts = replica();
    }

    @AfterEach
    void stop() {
        whatsapp.close();
    }

    @Test
    void shouldSendATemplateAndGoOnByReceipts() {
        UUID id = template("Ann", "30\nJune      2026");

        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(whatsapp.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.to()).isEqualTo(CONTACT);
            assertThat(sent.ourId()).isEqualTo(id.toString());
            assertThat(sent.message()
                            .at("/template/components/0/parameters/1/text")
                            .asText())
                    .isEqualTo("30 June    2026");
        });
        webhook.status(id, "sent");
        webhook.status(id, "delivered");
        webhook.status(id, "read");
        assertThat(db.told(id)).containsExactly("started", "delivered", "read");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
    }

    @Test
    void shouldMakeEachStepOnceInWhateverOrderReceiptsCome() {
        UUID id = template("Ann", "today");
        parts.passAll();

        for (String status : List.of("read", "sent", "delivered", "read", "sent", "delivered")) {
            webhook.status(id, status);
        }

        assertThat(db.told(id)).containsExactly("started", "read");
    }

    @Test
    void shouldCloseWithoutAnswerByTheAgentsTimeAfterReceipts() {
        UUID id = template("Ann", "today");
        parts.passAll();
        webhook.status(id, "delivered");

        world.clock.move(Duration.ofHours(72).minusSeconds(1));
        world.sessions.pass();
        world.sessions.pass();
        assertThat(db.told(id)).containsExactly("started", "delivered");
        world.clock.move(Duration.ofSeconds(2));
        world.sessions.pass();
        assertThat(db.told(id)).containsExactly("started", "delivered", "no_response");
        webhook.status(id, "read");
        assertThat(db.told(id)).hasSize(3);
    }

    @Test
    void shouldFailByAReceiptWithItsReason() {
        UUID id = template("Ann", "today");
        parts.passAll();

        webhook.failed(id, 131_026, "Message undeliverable");

        assertThat(db.told(id)).containsExactly("started", "failed");
        assertThat(db.reason(id))
                .isEqualTo("WhatsApp cannot deliver to this contact: Message undeliverable (code 131026)");
        assertThat(db.faults()).isEmpty();
    }

    @Test
    void shouldStopTheCampaignWhenAReceiptSaysThatNothingElseWillGetThrough() {
        UUID id = template("Ann", "today");
        parts.passAll();

        webhook.failed(id, 131_042, "Business eligibility payment issue");

        assertThat(db.told(id)).containsExactly("started", "failed");
        assertThat(db.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.data().message()).contains("payment issue", "131042"));
    }

    @Test
    void shouldNotStopALaterRunForWhatAnEarlierOneSent() {
        UUID id = template("Ann", "today");
        parts.passAll();
        world.run(1, false);
        world.clock.move(Duration.ofMinutes(1));
        world.run(2, true);

        webhook.failed(id, 131_042, "Business eligibility payment issue");

        assertThat(db.told(id)).containsExactly("started", "failed");
        assertThat(db.faults()).isEmpty();
    }

    @Test
    void shouldKnowAMessageByWhatsAppsIdWhenOursDoesNotComeBack() {
        UUID id = template("Ann", "today");
        parts.passAll();

        webhook.statusOf(whatsapp.sent().getFirst().wamid(), "delivered");
        webhook.statusOf("wamid.of-somebody-else", "read");

        assertThat(db.told(id)).containsExactly("started", "delivered");
    }

    @Test
    void shouldLetNoOtherTenantsReceiptsCount() {
        UUID id = template("Ann", "today");
        parts.passAll();
        db.execute("update communications set tenant_id = '" + Ids.v7() + "'");

        webhook.status(id, "read");

        assertThat(db.told(id)).containsExactly("started");
    }

    @Test
    void shouldSendFreeTextToWhoHasJustWrittenAndFailOtherwise() {
        UUID outside = text("Hello");
        parts.passAll();
        assertThat(db.told(outside)).containsExactly("failed");
        assertThat(db.reason(outside))
                .startsWith(
                        "The contact has not written for 24 hours, and then WhatsApp takes approved templates only");

        whatsapp.writing.add(CONTACT);
        UUID inside = text("Hello");
        parts.passAll();
        assertThat(db.told(inside)).containsExactly("started");
    }

    @Test
    void shouldFailAnEmptyVariableWithoutACall() {
        UUID id = template("Ann", " ");

        parts.passAll();

        assertThat(db.reason(id)).startsWith("Variable 2 of the template is empty");
        assertThat(whatsapp.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 132000, 0",
        "404, 132001, 0",
        "400, 131026, 0",
        "400, 131047, 0",
        "400, 100, 0",
        "400, 131049, 0",
        "403, 999999, 0"
    })
    void shouldFailWhatIsFinal(int status, int code, int subcode) {
        whatsapp.refuses(status, code, subcode);
        UUID id = template("Ann", "today");

        parts.passAll();

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).contains("Told so in detail", "code " + code);
        assertThat(db.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 190, 0",
        "401, 0, 0",
        "403, 10, 0",
        "403, 200, 0",
        "403, 299, 0",
        "403, 368, 0",
        "400, 131048, 0",
        "400, 131031, 0",
        "400, 100, 33",
        "400, 133010, 0"
    })
    void shouldStopTheCampaignForWhatConcernsTheWholeChannel(int status, int code, int subcode) {
        whatsapp.refuses(status, code, subcode);
        UUID id = template("Ann", "today");

        parts.passAll();

        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.events()).isEmpty();
        assertThat(db.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.data().message()).contains("code " + code));
        whatsapp.behave();
        world.run(2, true);
        parts = replica();
        parts.passAll();
        assertThat(db.told(id)).containsExactly("started");
    }

    @ParameterizedTest
    @CsvSource({"400, 4", "400, 80007", "429, 130429"})
    void shouldPauseTheChannelWhenItSendsTooMuch(int status, int code) {
        whatsapp.refuses(status, code);
        UUID id = template("Ann", "today");

        parts.passAll();
        parts.passAll();

        assertThat(whatsapp.calls()).isEqualTo(1);
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.values("select retries from communications", Integer.class))
                .containsExactly(0);
        assertThat(db.values("select trouble from channels", String.class).getFirst())
                .contains("code " + code);
        whatsapp.behave();
        world.clock.move(Duration.ofMinutes(1));
        parts = replica();
        parts.passAll();
        assertThat(db.told(id)).containsExactly("started");
    }

    @Test
    void shouldTryAgainWhatIsTooMuchForOneContact() {
        whatsapp.refuses(400, 131_056);
        UUID id = template("Ann", "today");
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        whatsapp.behave();
        world.clock.move(Duration.ofSeconds(30));
        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.attempts(id)).containsExactly("1 refused_for_now", "2 accepted");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "SERVER_ERROR"})
    void shouldSettleAnUnknownOutcomeByALateReceiptAndNeverSendAgain(Fault fault) {
        whatsapp.misbehaves(fault);
        UUID id = template("Ann", "today");
        parts.passAll();
        whatsapp.behave();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).contains("a receipt may still tell");
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isZero();
        parts.passAll();
        assertThat(whatsapp.sent()).hasSize(1);
        assertThat(db.told(id)).isEmpty();

        webhook.status(id, "delivered");

        assertThat(db.told(id)).containsExactly("delivered");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
        assertThat(db.values("select count(*) from communications where lease_owner is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldFailAnUnknownOutcomeThatNoReceiptSettles() {
        whatsapp.misbehaves(Fault.HANG_UP);
        UUID id = template("Ann", "today");
        parts.passAll();
        whatsapp.behave();

        world.clock.move(Duration.ofMinutes(15));
        db.crash();
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();

        assertThat(whatsapp.sent()).hasSize(1);
        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo(Reasons.NO_RECEIPT);
        webhook.status(id, "delivered");
        assertThat(db.told(id)).containsExactly("failed");
    }

    @Test
    void shouldLearnAfterACrashByAReceiptThatTheMessageWasSent() {
        UUID id = template("Ann", "today");
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.begin(List.of(id));
        db.crash();

        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).isEqualTo(Reasons.AWAITS_RECEIPT);
        assertThat(whatsapp.calls()).isZero();

        webhook.status(id, "sent");
        assertThat(db.told(id)).containsExactly("started");
    }

    @Test
    void shouldTakeAReceiptThatOvertakesTheAnswer() {
        UUID id = template("Ann", "today");
        List<Claimed> claimed = parts.claims
                .claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)))
                .claimed();
        var attempt = parts.attempts.begin(List.of(id)).getFirst();
        webhook.status(id, "delivered");

        parts.attempts.finish(List.of(new Attempts.Result(
                attempt,
                claimed.getFirst().agent(),
                new SendOutcome.Accepted(null, SendOutcome.Counts.AS_STARTED, "wamid.1"))));

        assertThat(db.told(id)).containsExactly("delivered");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
    }

    private DispatchParts replica() {
        return new DispatchParts(
                world, this::contacts, Map.of("whatsapp.api", whatsapp.url(), "http.answer-timeout", "PT2S"));
    }

    private UUID template(String... variables) {
        return plan(new MessageContent(null, null, new ApprovedTemplate("reminder", "en", List.of(variables))));
    }

    private UUID text(String text) {
        return plan(new MessageContent(null, text, null));
    }

    private UUID plan(MessageContent content) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.WHATSAPP, channel, agent, content);
        world.apply(plan);
        return idOf(plan);
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        participants.forEach(id -> known.put(
                id,
                new ContactPoints.Contact(world.tenant, id, Map.of(ChannelType.WHATSAPP, "+" + CONTACT), Set.of())));
        return known;
    }
}
