package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.session.SessionRepository;
import campaignflows.communication.erasure.ErasureService;
import campaignflows.communication.session.SessionService;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.Erasure;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is left of what an erased person has said (rule P6). */
@NullMarked
class InboundErasureTest {
    private static final TestDatabase DB = new TestDatabase();
    private static final String SAID = "I am Alex";

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
    void shouldEraseMessagesInAndOutsideOfSessions() {
        scene.says("7", SAID);
        scene.pass();
        scene.conversation(participant, CommunicationStatus.DELIVERED);
        scene.says("7", SAID);
        scene.says("8", "I am Sam");
        scene.pass();
        assertThat(scene.states()).containsExactly("told", "replied", "told");
        assertThat(traces()).isEqualTo(2);

        scene.world.apply(scene.world.erase(participant));

        assertThat(traces()).isZero();
        assertThat(new SessionService(new SessionRepository(), DB.database())
                        .get(scene.world.tenant, scene.told.getFirst().sessionId())
                        .messages()
                        .getFirst()
                        .text())
                .isEqualTo("[erased]");
        assertThat(DB.values("select text from inbound_messages where text is not null", String.class))
                .containsExactly("I am Sam");
    }

    @Test
    void shouldKeepNothingOfWhatIsLookedAtAfterTheErasure() {
        UUID talking = scene.conversation(participant, CommunicationStatus.DELIVERED);
        scene.says("7", SAID);
        scene.world.apply(scene.world.erase(participant));

        // participant-service has given the answer before it erased the person.
        scene.pass();

        assertThat(scene.states()).containsExactly("erased");
        assertThat(DB.status(talking)).isEqualTo("delivered");
        assertThat(scene.told).isEmpty();
        assertThat(traces()).isZero();
    }

    @Test
    void shouldNotTellAnybodyOfASessionThatWasErasedOnItsWay() {
        scene.says("7", SAID);
        DB.execute("update inbound_messages set state = 'incoming', identifiers = null, customer_id = '"
                + World.customerOf(participant) + "'");
        scene.world.apply(scene.world.erase(participant));

        assertThat(scene.pass()).isZero();
        assertThat(traces()).isZero();
    }

    @Test
    void shouldEraseWhatNobodyHasLookedAtByTheIdentifiers() {
        scene.away(true);
        scene.says("7", SAID);
        scene.says("70", "I am Sam");
        scene.pass();
        ErasureService erasures = new ErasureService(new ErasureRepository(), DB.database());
        Erasure.Order order = new Erasure.Order(
                scene.world.tenant,
                World.customerOf(participant),
                scene.world.clock.instant().plusSeconds(1),
                null,
                Map.of("telegram_id", "7", "name", "x"));

        assertThat(erasures.progress(otherTenants(order)).finished()).isFalse();
        assertThat(erasures.progress(before(order)).finished()).isFalse();
        assertThat(traces()).isEqualTo(1);
        assertThat(erasures.progress(order).finished()).isFalse();
        scene.world.apply(scene.world.erase(participant));
        assertThat(erasures.progress(order).finished()).isTrue();

        assertThat(scene.states()).containsExactly("erased", "received");
        assertThat(traces()).isZero();
    }

    private static Erasure.Order otherTenants(Erasure.Order order) {
        return new Erasure.Order(
                Ids.v7(), order.customerId(), order.requestedAt(), order.region(), order.identifiers());
    }

    /** What came after the request is of somebody new. */
    private static Erasure.Order before(Erasure.Order order) {
        return new Erasure.Order(
                order.tenantId(), order.customerId(), Instant.EPOCH, order.region(), order.identifiers());
    }

    private static int traces() {
        return DB.values(
                        "select (select count(*) from messages where text = '%s') + (select count(*) from inbound_messages where text = '%s')"
                                .formatted(SAID, SAID),
                        Integer.class)
                .getFirst();
    }
}
