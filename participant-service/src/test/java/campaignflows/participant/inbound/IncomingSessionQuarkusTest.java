package campaignflows.participant.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.participant.InboundContact;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For whom Incoming Session is fired, and that it is once. */
@RunningService
class IncomingSessionQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private Campaign campaign = new Campaign(Ids.v7(), Ids.v7());

    @BeforeEach
    void begin() {
        campaign = service.newCampaignOf(service.newTenant("Europe/Berlin", "DE"));
    }

    @Test
    void shouldTellEveryActiveCampaignOnceAndNoOther() {
        Campaign second = service.newCampaignOf(campaign.tenantId());
        Campaign inactive = service.newCampaignOf(campaign.tenantId());
        for (Campaign each : List.of(campaign, second, inactive)) {
            service.imported(ServiceUnderTest.batch(each, "external_id,telegram_id", "1,7"));
        }
        service.run(campaign, 1, true);
        service.run(second, 4, true);
        service.run(inactive, 2, true);
        service.run(inactive, 2, false);
        UUID ann = customer("1");
        UUID session = Ids.v7();

        stored.whileTransactionsDie(
                () -> assertThat(sendSession(ann, campaign.tenantId(), session)).isGreaterThanOrEqualTo(500));
        assertThat(sendSession(ann, campaign.tenantId(), session)).isEqualTo(204);
        assertThat(sendSession(ann, campaign.tenantId(), session)).isEqualTo(204);

        assertThat(incoming(campaign)).singleElement().satisfies(event -> {
            IncomingSession data = (IncomingSession) event.data();
            assertThat(data.run()).isEqualTo(1);
            assertThat(data.sessionId()).isEqualTo(session);
            assertThat(data.channel()).isEqualTo(ChannelType.TELEGRAM);
            assertThat(data.customerId()).isEqualTo(ann);
            assertThat(event.id()).isEqualTo(Ids.derived("incoming-session", session, data.participantId()));
            assertThat(event.depth()).isZero();
        });
        assertThat(incoming(second)).extracting(event -> event.data().run()).containsExactly(4);
        assertThat(incoming(inactive)).isEmpty();
        // Another session is another event.
        assertThat(sendSession(ann, campaign.tenantId(), Ids.v7())).isEqualTo(204);
        assertThat(incoming(campaign)).hasSize(2);
    }

    @Test
    void shouldTellNobodyOfSomebodyWhoIsGoneOrOfAnotherTenant() {
        importRow("external_id,telegram_id", "1,7");
        service.run(campaign, 1, true);

        assertThat(sendSession(Ids.v7(), campaign.tenantId(), Ids.v7())).isEqualTo(204);
        assertThat(sendSession(customer("1"), service.newTenant(), Ids.v7())).isEqualTo(204);

        assertThat(incoming(campaign)).isEmpty();
    }

    @Test
    void shouldTellOfManySessionsAtOnceAsOfEachAlone() {
        Campaign second = service.newCampaignOf(campaign.tenantId());
        service.imported(ServiceUnderTest.batch(campaign, "external_id,telegram_id", "1,7", "2,8"));
        service.imported(ServiceUnderTest.batch(second, "external_id,telegram_id", "1,7"));
        service.run(campaign, 1, true);
        service.run(second, 4, true);
        UUID ann = customer("1");
        UUID ben = customer("2");
        UUID first = Ids.v7();
        assertThat(sendSession(ann, campaign.tenantId(), first)).isEqualTo(204);
        List<UUID> sessions = List.of(Ids.v7(), Ids.v7(), Ids.v7());

        List<InboundContact.Begun> begun = List.of(
                begun(ann, first),
                begun(ben, sessions.get(0)),
                begun(Ids.v7(), Ids.v7()),
                begun(ann, sessions.get(1)),
                begun(ann, sessions.get(2)));
        stored.whileTransactionsDie(() -> assertThat(sendSessions(begun)).isGreaterThanOrEqualTo(500));
        assertThat(sendSessions(begun)).isEqualTo(204);
        assertThat(sendSessions(begun)).isEqualTo(204);

        assertThat(sessionsOf(campaign, ann)).containsExactly(first, sessions.get(1), sessions.get(2));
        assertThat(sessionsOf(campaign, ben)).containsExactly(sessions.get(0));
        assertThat(sessionsOf(second, ann)).containsExactly(first, sessions.get(1), sessions.get(2));
        assertThat(sessionsOf(second, ben)).isEmpty();
    }

    @Test
    void shouldRefuseToBeToldOfTooManyAtOnce() {
        assertThat(sendSessions(
                        Collections.nCopies(InboundContact.Sessions.MAX_SESSIONS + 1, begun(Ids.v7(), Ids.v7()))))
                .isEqualTo(422);
        assertThat(sendSessions(List.of())).isEqualTo(204);
    }

    private List<UUID> sessionsOf(Campaign of, UUID customer) {
        return incoming(of).stream()
                .map(event -> (IncomingSession) event.data())
                .filter(data -> data.customerId().equals(customer))
                .map(IncomingSession::sessionId)
                .toList();
    }

    private InboundContact.Begun begun(UUID customer, UUID session) {
        return new InboundContact.Begun(
                customer,
                new InboundContact.Session(campaign.tenantId(), session, ChannelType.TELEGRAM, campaign.id()));
    }

    private int sendSessions(List<InboundContact.Begun> begun) {
        return service.internal(
                        "POST",
                        "/internal/v1/customers/incoming-sessions",
                        new InboundContact.Sessions(campaign.tenantId(), begun))
                .status();
    }

    private List<Envelope<ParticipantEvent>> incoming(Campaign of) {
        return log.events(of.id()).stream()
                .filter(event -> event.data() instanceof IncomingSession)
                .toList();
    }

    private int sendSession(UUID customer, UUID tenant, UUID session) {
        return service.internal(
                        "POST",
                        "/internal/v1/customers/" + customer + "/incoming-sessions",
                        new InboundContact.Session(tenant, session, ChannelType.TELEGRAM, Ids.v7()))
                .status();
    }

    private void importRow(String columns, String row) {
        service.imported(ServiceUnderTest.batch(campaign, columns, row));
    }

    private UUID customer(String externalId) {
        return UUID.fromString(service.get(campaign, "/participants?external_id=" + externalId)
                .body()
                .at("/items/0/customer_id")
                .asText());
    }
}
