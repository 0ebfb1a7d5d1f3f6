package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.erasure.ErasureService;
import campaignflows.communication.session.SessionRepository;
import campaignflows.communication.session.SessionService;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.Erasure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is left of what an erased person has said (rule P6). */
@NullMarked
class InboundErasureIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String SAID = "I am Alex";

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
    void shouldEraseMessagesInAndOutsideOfSessions() {
        fixture.says("7", SAID);
        fixture.pass();
        fixture.conversation(participant, CommunicationStatus.DELIVERED);
        fixture.says("7", SAID);
        fixture.says("8", "I am Sam");
        fixture.pass();
        assertThat(fixture.states()).containsExactly("told", "replied", "told");
        assertThat(traces()).isEqualTo(2);

        fixture.world.apply(fixture.world.erase(participant));

        assertThat(traces()).isZero();
        assertThat(new SessionService(new SessionRepository(), DB.database())
                        .get(fixture.world.tenant, fixture.told.getFirst().sessionId())
                        .messages()
                        .getFirst()
                        .text())
                .isEqualTo("[erased]");
        assertThat(DB.values("select text from inbound_messages where text is not null", String.class))
                .containsExactly("I am Sam");
    }

    @Test
    void shouldKeepNothingOfWhatIsLookedAtAfterTheErasure() {
        UUID talking = fixture.conversation(participant, CommunicationStatus.DELIVERED);
        fixture.says("7", SAID);
        fixture.world.apply(fixture.world.erase(participant));

        // participant-service has given the answer before it erased the person.
        fixture.pass();

        assertThat(fixture.states()).containsExactly("erased");
        assertThat(DB.status(talking)).isEqualTo("delivered");
        assertThat(fixture.told).isEmpty();
        assertThat(traces()).isZero();
    }

    @Test
    void shouldNotTellAnybodyOfASessionThatWasErasedOnItsWay() {
        fixture.says("7", SAID);
        DB.execute("update inbound_messages set state = 'incoming', identifiers = null, customer_id = '"
                + World.customerOf(participant) + "'");
        fixture.world.apply(fixture.world.erase(participant));

        assertThat(fixture.pass()).isZero();
        assertThat(traces()).isZero();
    }

    @Test
    void shouldEraseWhatNobodyHasLookedAtByTheIdentifiers() {
        fixture.away(true);
        fixture.says("7", SAID);
        fixture.says("70", "I am Sam");
        fixture.pass();
        ErasureService erasures = new ErasureService(new ErasureRepository(), DB.database());
        Erasure.Order order = new Erasure.Order(
                fixture.world.tenant,
                World.customerOf(participant),
                fixture.world.clock.instant().plusSeconds(1),
                null,
                Map.of("telegram_id", "8", "name", "x"),
                Map.of("telegram_id", List.of("9", "7")));

        assertThat(erasures.progress(otherTenants(order)).finished()).isFalse();
        assertThat(erasures.progress(before(order)).finished()).isFalse();
        assertThat(traces()).isEqualTo(1);
        assertThat(erasures.progress(order).finished()).isFalse();
        fixture.world.apply(fixture.world.erase(participant));
        assertThat(erasures.progress(order).finished()).isTrue();

        assertThat(fixture.states()).containsExactly("erased", "received");
        assertThat(traces()).isZero();
    }

    private static Erasure.Order otherTenants(Erasure.Order order) {
        return new Erasure.Order(
                Ids.v7(),
                order.customerId(),
                order.requestedAt(),
                order.region(),
                order.identifiers(),
                order.formerIdentifiers());
    }

    /** What came after the request is of somebody new. */
    private static Erasure.Order before(Erasure.Order order) {
        return new Erasure.Order(
                order.tenantId(),
                order.customerId(),
                Instant.EPOCH,
                order.region(),
                order.identifiers(),
                order.formerIdentifiers());
    }

    private static int traces() {
        return DB.values(
                        "select (select count(*) from messages where text = '%s') + (select count(*) from inbound_messages where text = '%s')"
                                .formatted(SAID, SAID),
                        Integer.class)
                .getFirst();
    }
}
