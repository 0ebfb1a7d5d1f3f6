package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.session.SessionRepository;
import campaignflows.communication.session.SessionService;
import campaignflows.communication.session.SessionView;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a signed call to an answer in a session, or to the campaigns being told. */
@NullMarked
class InboundIT {
    private static final TestDatabase DB = new TestDatabase();

    private final UUID participant = Ids.v7();
    private InboundFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new InboundFixture(DB);
        fixture.isKnown("7", participant);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    @DisplayName("M8: a stop word opts out of the channel, and is a message besides")
    void shouldOptOutWhoeverSaysAStopWord() {
        UUID talk = fixture.conversation(participant, CommunicationStatus.STARTED);
        UUID customer = World.customerOf(participant);
        fixture.says("7", "Please do not stop");
        fixture.pass();
        assertThat(fixture.optedOut).isEmpty();

        fixture.says("7", " stop! ");
        fixture.pass();

        assertThat(fixture.optedOut)
                .containsExactly(Map.entry(
                        customer, new OptOuts.Change(fixture.world.tenant, Set.of(ChannelType.TELEGRAM), Set.of())));
        assertThat(DB.values("select customer_id || ' ' || channel from opt_outs", String.class))
                .containsExactly(customer + " telegram");
        assertThat(fixture.said(talk)).containsExactly("contact Please do not stop", "contact stop!");
    }

    @Test
    void shouldOptOutWhenParticipantServiceIsBack() {
        fixture.says("7", "STOP");
        fixture.pass();
        fixture.says("7", "STOP");
        fixture.away(true);
        fixture.world.clock.move(Duration.ofMinutes(5));
        fixture.pass();
        fixture.away(false);
        int before = fixture.optedOut.size();
        fixture.world.clock.move(Duration.ofMinutes(5));
        fixture.pass();

        assertThat(fixture.optedOut).hasSize(before + 1);
        assertThat(fixture.states()).containsOnly("told");
    }

    @Test
    void shouldTellTheCampaignsOnceOfAMessageOutsideOfASession() {
        assertThat(fixture.says(1, "7", "Hello?")).isEqualTo(new WebhookResponse(1, 0, 0));
        assertThat(fixture.says(1, "7", "Hello?")).isEqualTo(new WebhookResponse(0, 1, 0));
        assertThat(fixture.pass()).isEqualTo(1);
        assertThat(fixture.says(1, "7", "Hello?")).isEqualTo(new WebhookResponse(0, 1, 0));
        assertThat(fixture.pass()).isZero();

        assertThat(fixture.told).singleElement().satisfies(session -> {
            assertThat(session.tenantId()).isEqualTo(fixture.world.tenant);
            assertThat(session.channel()).isEqualTo(ChannelType.TELEGRAM);
            assertThat(session.channelId()).isEqualTo(fixture.channel);
        });
        SessionView session = new SessionService(new SessionRepository(), DB.database())
                .get(fixture.world.tenant, fixture.told.getFirst().sessionId());
        assertThat(session.communicationId()).isNull();
        assertThat(session.status()).isEqualTo(SessionView.Status.CLOSED);
        assertThat(session.messages())
                .containsExactly(
                        new SessionView.Said(fixture.world.clock.instant(), SessionView.From.CONTACT, "Hello?"));
        assertThatThrownBy(() -> new SessionService(new SessionRepository(), DB.database())
                        .get(Ids.v7(), fixture.told.getFirst().sessionId()))
                .isInstanceOf(ProblemException.class);
        assertThat(DB.events()).isEmpty();
    }

    @Test
    void shouldKeepWhoWroteAsJsonUntilItIsKnownWhoseItIs() {
        fixture.says("7", "Hello?");

        assertThat(DB.values("select jsonb_typeof(identifiers) from inbound_messages", String.class))
                .containsExactly("object");
        assertThat(DB.values("select identifiers->>'telegram_id' from inbound_messages", String.class))
                .containsExactly("7");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "DELIVERED", "READ", "REPLIED"})
    void shouldAddAReplyToTheOpenSession(CommunicationStatus status) {
        UUID communication = fixture.conversation(participant, status);
        int before = DB.events().size();

        fixture.says("7", "Yes");
        fixture.says("7", "I mean no");
        fixture.pass();

        assertThat(DB.status(communication)).isEqualTo("replied");
        assertThat(fixture.said(communication)).containsExactly("contact Yes", "contact I mean no");
        assertThat(DB.events()).hasSize(before + (status == CommunicationStatus.REPLIED ? 0 : 1));
        assertThat(fixture.told).isEmpty();
        assertThat(fixture.states()).containsExactly("replied", "replied");
        assertThat(DB.values(
                        "select count(*) from inbound_messages where text is not null or identifiers is not null",
                        Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldKeepTheClosingRulesOfAnAnsweredSession() {
        UUID communication = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        fixture.says("7", "Yes");
        fixture.pass();

        fixture.world.sessions.pass();
        assertThat(DB.status(communication)).isEqualTo("replied");
        fixture.world.clock.move(Duration.ofHours(73));
        fixture.world.sessions.pass();

        assertThat(DB.status(communication)).isEqualTo("completed");
        // From now on a message begins a session.
        fixture.says("7", "Are you there?");
        fixture.pass();
        assertThat(fixture.told).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "NO_RESPONSE", "FAILED"})
    void shouldBeginASessionWhereNoneIsOpen(CommunicationStatus ended) {
        UUID communication = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        fixture.step(communication, ended);

        fixture.says("7", "Hello?");
        fixture.pass();

        assertThat(DB.status(communication)).isEqualTo(ended.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(fixture.told).hasSize(1);
    }

    @Test
    void shouldAnswerTheSessionThatBeganLastAndNobodyElses() {
        UUID first = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        UUID second = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        UUID other = fixture.conversation(Ids.v7(), CommunicationStatus.DELIVERED);

        fixture.says("7", "Yes");
        fixture.pass();

        assertThat(List.of(DB.status(first), DB.status(second), DB.status(other)))
                .containsExactly("delivered", "replied", "delivered");
    }

    @Test
    void shouldTryAgainWhenParticipantServiceIsAwayAndForgetNothing() {
        fixture.away(true);
        fixture.says("7", "Hello?");
        fixture.says("8", "Hello too");
        fixture.pass();
        assertThat(fixture.states()).containsExactly("received", "received");
        assertThat(fixture.pass()).isZero();

        fixture.away(false);
        fixture.world.clock.move(Duration.ofSeconds(2));
        fixture.pass();

        assertThat(fixture.told).hasSize(2);
        assertThat(fixture.states()).containsExactly("told", "told");
    }

    @Test
    void shouldGoOnWhereACrashHasLeftIt() {
        fixture.says("7", "Hello?");
        // Decided, but nobody was told: as if the process had died between the two.
        DB.execute("update inbound_messages set state = 'incoming', identifiers = null, customer_id = '"
                + fixture.customers.values().iterator().next() + "'");
        fixture.pass();
        // Told, but not noted: the same session again, which participant-service knows.
        DB.execute("update inbound_messages set state = 'incoming', due_at = received_at");
        fixture.pass();

        assertThat(fixture.told).hasSize(2);
        assertThat(fixture.told.getFirst()).isEqualTo(fixture.told.getLast());
    }

    @Test
    void shouldGiveUpWhatNamesNobody() {
        fixture.refusing(new RemoteProblem(ServiceName.PARTICIPANT, 422, "invalid", "no", List.of(), List.of()));
        fixture.says("7", "Hello?");
        fixture.pass();

        assertThat(fixture.states()).containsExactly("refused");
        assertThat(DB.values("select count(*) from inbound_messages where text is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldRecordWhatComesToAStoppedChannelWithoutTellingAnybody() {
        UUID communication = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        fixture.world.channels.stop(fixture.world.tenant, fixture.channel);

        fixture.says("7", "Yes");
        fixture.says("8", "Hello?");
        fixture.pass();
        fixture.world.channels.start(fixture.world.tenant, fixture.channel);
        fixture.world.clock.move(Duration.ofHours(1));
        fixture.pass();

        assertThat(DB.status(communication)).isEqualTo("replied");
        assertThat(fixture.states()).containsExactly("replied", "unheard");
        assertThat(fixture.told).isEmpty();
        assertThat(fixture.customers).hasSize(2);
    }

    @Test
    void shouldRefuseStrangersBeforeAnythingCounts() {
        String update = "{\"update_id\":1}";
        assertRefused(ErrorCode.UNAUTHENTICATED, fixture.channel, "wrong", update);
        assertRefused(ErrorCode.UNAUTHENTICATED, fixture.channel, "wrong", "no json");
        assertRefused(ErrorCode.NOT_FOUND, Ids.v7(), InboundFixture.SECRET, update);
        assertRefused(ErrorCode.UNAUTHENTICATED, fixture.world.channel(ChannelType.WEB), InboundFixture.SECRET, update);
        assertRefused(ErrorCode.MALFORMED, fixture.channel, InboundFixture.SECRET, "no json");
        assertRefused(ErrorCode.TOO_LARGE, fixture.channel, InboundFixture.SECRET, " ".repeat((1 << 20) + 1));
        assertThat(fixture.states()).isEmpty();
    }

    @Test
    void shouldKnowTheSameIdOnAnotherChannelAsAnotherMessage() {
        InboundContact.Session first = toldBy(1);
        DB.execute("update inbound_messages set channel_id = '" + Ids.v7() + "'");
        assertThat(toldBy(1)).isNotEqualTo(first);
    }

    @Test
    void shouldKnowTheSameUpdateOfAnotherBotAsAnotherMessage() {
        fixture.token("111:aaaaaaaa");
        fixture.says(1, "7", "To the first bot");
        fixture.token("111:bbbbbbbb");
        assertThat(fixture.says(1, "7", "To the first bot"))
                .as("a new token of the same bot")
                .isEqualTo(new WebhookResponse(0, 1, 0));

        fixture.token("222:aaaaaaaa");
        assertThat(fixture.says(1, "7", "To the second bot")).isEqualTo(new WebhookResponse(1, 0, 0));
        assertThat(fixture.says(1, "7", "To the second bot")).isEqualTo(new WebhookResponse(0, 1, 0));
        fixture.pass();

        assertThat(fixture.told).hasSize(2);
    }

    @Test
    void shouldKnowAnUpdateAgainThatCameBeforeTheBotWasKnown() {
        fixture.says(1, "7", "Hello?");
        fixture.token("111:aaaaaaaa");
        assertThat(fixture.says(1, "7", "Hello?")).isEqualTo(new WebhookResponse(0, 1, 0));

        // Telegram repeats nothing for longer than a day.
        fixture.world.clock.move(Duration.ofHours(25));
        assertThat(fixture.says(1, "7", "Of another bot")).isEqualTo(new WebhookResponse(1, 0, 0));
    }

    @Test
    void shouldForgetInTime() {
        fixture.says(1, "7", "Hello?");
        fixture.pass();
        fixture.says(2, "7", "Still open");
        // The age is that of the ids, which the wall clock gives.
        fixture.world.clock.move(Duration.between(fixture.world.clock.instant(), java.time.Instant.now()));
        fixture.inbound.cleanUp();
        assertThat(fixture.states()).hasSize(2);

        fixture.world.clock.move(Duration.ofDays(31));
        fixture.inbound.cleanUp();

        assertThat(fixture.states()).containsExactly("received");
    }

    private InboundContact.Session toldBy(long update) {
        fixture.says(update, "7", "Hello?");
        fixture.pass();
        return fixture.told.getLast();
    }

    private void assertRefused(ErrorCode code, UUID channel, String token, String body) {
        assertThatThrownBy(() -> fixture.receive(channel, token, body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
