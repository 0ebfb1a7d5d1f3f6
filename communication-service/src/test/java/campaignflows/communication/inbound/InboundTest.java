package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.session.SessionRepository;
import campaignflows.communication.session.SessionService;
import campaignflows.communication.session.SessionView;
import campaignflows.communication.support.TestDatabase;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a signed call to an answer in a session, or to the campaigns being told. */
@NullMarked
class InboundTest {
    private static final TestDatabase DB = new TestDatabase();

    private final UUID participant = Ids.v7();
    private InboundScene scene;

    @BeforeEach
    void begin() {
        scene = new InboundScene(DB);
        scene.isKnown("7", participant);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldTellTheCampaignsOnceOfAMessageOutsideOfASession() {
        assertThat(scene.says(1, "7", "Hello?")).isEqualTo(new WebhookReceipt(1, 0, 0));
        assertThat(scene.says(1, "7", "Hello?")).isEqualTo(new WebhookReceipt(0, 1, 0));
        assertThat(scene.pass()).isEqualTo(1);
        assertThat(scene.says(1, "7", "Hello?")).isEqualTo(new WebhookReceipt(0, 1, 0));
        assertThat(scene.pass()).isZero();

        assertThat(scene.told).singleElement().satisfies(session -> {
            assertThat(session.tenantId()).isEqualTo(scene.world.tenant);
            assertThat(session.channel()).isEqualTo(ChannelType.TELEGRAM);
            assertThat(session.channelId()).isEqualTo(scene.channel);
        });
        SessionView session = new SessionService(new SessionRepository(), DB.database())
                .get(scene.world.tenant, scene.told.getFirst().sessionId());
        assertThat(session.communicationId()).isNull();
        assertThat(session.status()).isEqualTo(SessionView.Status.CLOSED);
        assertThat(session.messages())
                .containsExactly(new SessionView.Said(scene.world.clock.instant(), SessionView.From.CONTACT, "Hello?"));
        assertThatThrownBy(() -> new SessionService(new SessionRepository(), DB.database())
                        .get(Ids.v7(), scene.told.getFirst().sessionId()))
                .isInstanceOf(ProblemException.class);
        assertThat(DB.events()).isEmpty();
    }

    @Test
    void shouldKeepWhoWroteAsJsonUntilItIsKnownWhoseItIs() {
        scene.says("7", "Hello?");

        assertThat(DB.values("select jsonb_typeof(identifiers) from inbound_messages", String.class))
                .containsExactly("object");
        assertThat(DB.values("select identifiers->>'telegram_id' from inbound_messages", String.class))
                .containsExactly("7");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "DELIVERED", "READ", "REPLIED"})
    void shouldAddAReplyToTheOpenSession(CommunicationStatus status) {
        UUID communication = scene.conversation(participant, status);
        int before = DB.events().size();

        scene.says("7", "Yes");
        scene.says("7", "I mean no");
        scene.pass();

        assertThat(DB.status(communication)).isEqualTo("replied");
        assertThat(scene.said(communication)).containsExactly("contact Yes", "contact I mean no");
        assertThat(DB.events()).hasSize(before + (status == CommunicationStatus.REPLIED ? 0 : 1));
        assertThat(scene.told).isEmpty();
        assertThat(scene.states()).containsExactly("replied", "replied");
        assertThat(DB.values(
                        "select count(*) from inbound_messages where text is not null or identifiers is not null",
                        Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldKeepTheClosingRulesOfAnAnsweredSession() {
        UUID communication = scene.conversation(participant, CommunicationStatus.DELIVERED);
        scene.says("7", "Yes");
        scene.pass();

        scene.world.sessions.pass();
        assertThat(DB.status(communication)).isEqualTo("replied");
        scene.world.clock.move(Duration.ofHours(73));
        scene.world.sessions.pass();

        assertThat(DB.status(communication)).isEqualTo("completed");
        // From now on a message begins a session.
        scene.says("7", "Are you there?");
        scene.pass();
        assertThat(scene.told).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "NO_RESPONSE", "FAILED"})
    void shouldBeginASessionWhereNoneIsOpen(CommunicationStatus ended) {
        UUID communication = scene.conversation(participant, CommunicationStatus.DELIVERED);
        scene.step(communication, ended);

        scene.says("7", "Hello?");
        scene.pass();

        assertThat(DB.status(communication)).isEqualTo(ended.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(scene.told).hasSize(1);
    }

    @Test
    void shouldAnswerTheSessionThatBeganLastAndNobodyElses() {
        UUID first = scene.conversation(participant, CommunicationStatus.DELIVERED);
        UUID second = scene.conversation(participant, CommunicationStatus.DELIVERED);
        UUID other = scene.conversation(Ids.v7(), CommunicationStatus.DELIVERED);

        scene.says("7", "Yes");
        scene.pass();

        assertThat(List.of(DB.status(first), DB.status(second), DB.status(other)))
                .containsExactly("delivered", "replied", "delivered");
    }

    @Test
    void shouldTryAgainWhenParticipantServiceIsAwayAndForgetNothing() {
        scene.away(true);
        scene.says("7", "Hello?");
        scene.says("8", "Hello too");
        scene.pass();
        assertThat(scene.states()).containsExactly("received", "received");
        assertThat(scene.pass()).isZero();

        scene.away(false);
        scene.world.clock.move(Duration.ofSeconds(2));
        scene.pass();

        assertThat(scene.told).hasSize(2);
        assertThat(scene.states()).containsExactly("told", "told");
    }

    @Test
    void shouldGoOnWhereACrashHasLeftIt() {
        scene.says("7", "Hello?");
        // Decided, but nobody was told: as if the process had died between the two.
        DB.execute("update inbound_messages set state = 'incoming', identifiers = null, customer_id = '"
                + scene.customers.values().iterator().next() + "'");
        scene.pass();
        // Told, but not noted: the same session again, which participant-service knows.
        DB.execute("update inbound_messages set state = 'incoming', due_at = received_at");
        scene.pass();

        assertThat(scene.told).hasSize(2);
        assertThat(scene.told.getFirst()).isEqualTo(scene.told.getLast());
    }

    @Test
    void shouldGiveUpWhatNamesNobody() {
        scene.refusing(new RemoteProblem(ServiceName.PARTICIPANT, 422, "invalid", "no", List.of(), List.of()));
        scene.says("7", "Hello?");
        scene.pass();

        assertThat(scene.states()).containsExactly("refused");
        assertThat(DB.values("select count(*) from inbound_messages where text is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldRecordWhatComesToAStoppedChannelWithoutTellingAnybody() {
        UUID communication = scene.conversation(participant, CommunicationStatus.DELIVERED);
        scene.world.channels.stop(scene.world.tenant, scene.channel);

        scene.says("7", "Yes");
        scene.says("8", "Hello?");
        scene.pass();
        scene.world.channels.start(scene.world.tenant, scene.channel);
        scene.world.clock.move(Duration.ofHours(1));
        scene.pass();

        assertThat(DB.status(communication)).isEqualTo("replied");
        assertThat(scene.states()).containsExactly("replied", "unheard");
        assertThat(scene.told).isEmpty();
        assertThat(scene.customers).hasSize(2);
    }

    @Test
    void shouldRefuseStrangersBeforeAnythingCounts() {
        String update = "{\"update_id\":1}";
        assertRefused(ErrorCode.UNAUTHENTICATED, scene.channel, "wrong", update);
        assertRefused(ErrorCode.UNAUTHENTICATED, scene.channel, "wrong", "no json");
        assertRefused(ErrorCode.NOT_FOUND, Ids.v7(), InboundScene.SECRET, update);
        assertRefused(ErrorCode.UNAUTHENTICATED, scene.world.channel(ChannelType.WEB), InboundScene.SECRET, update);
        assertRefused(ErrorCode.MALFORMED, scene.channel, InboundScene.SECRET, "no json");
        assertRefused(ErrorCode.TOO_LARGE, scene.channel, InboundScene.SECRET, " ".repeat((1 << 20) + 1));
        assertThat(scene.states()).isEmpty();
    }

    @Test
    void shouldKnowTheSameIdOnAnotherChannelAsAnotherMessage() {
        InboundContact.Session first = toldBy(1);
        DB.execute("update inbound_messages set channel_id = '" + Ids.v7() + "'");
        assertThat(toldBy(1)).isNotEqualTo(first);
    }

    @Test
    void shouldForgetInTime() {
        scene.says(1, "7", "Hello?");
        scene.pass();
        scene.says(2, "7", "Still open");
        // The age is that of the ids, which the wall clock gives.
        scene.world.clock.move(Duration.between(scene.world.clock.instant(), java.time.Instant.now()));
        scene.inbound.forget();
        assertThat(scene.states()).hasSize(2);

        scene.world.clock.move(Duration.ofDays(31));
        scene.inbound.forget();

        assertThat(scene.states()).containsExactly("received");
    }

    private InboundContact.Session toldBy(long update) {
        scene.says(update, "7", "Hello?");
        scene.pass();
        return scene.told.getLast();
    }

    private void assertRefused(ErrorCode code, UUID channel, String token, String body) {
        assertThatThrownBy(() -> scene.receive(channel, token, body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
