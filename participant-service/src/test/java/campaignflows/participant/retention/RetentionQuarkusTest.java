package campaignflows.participant.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RetentionRun;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.ParticipantErased;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.database.RetentionRuns;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Participants that a tenant keeps for 30 days, and what it does not lose. */
@RunningService
class RetentionQuarkusTest {
    private static final int KEPT = 30;

    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    @Inject
    TopicLog log;

    @Inject
    RetentionRun run;

    @Inject
    RetentionService retention;

    private Campaign campaign = new Campaign(Ids.v7(), Ids.v7());

    @BeforeEach
    void begin() {
        campaign = campaignOf(service.newTenantThatKeeps(KEPT, null));
    }

    private Campaign campaignOf(UUID tenant) {
        return service.newCampaignOf(tenant, Fields.participant("due", FieldType.DATE));
    }

    /** A participant of a customer of its own, with which nothing has happened for so many days; the customer. */
    private UUID participant(Campaign of, String externalId, int days) {
        service.imported(ServiceUnderTest.batch(of, "external_id,due", externalId + ",2026-06-01"));
        UUID customer = UUID.fromString(stored.texts(
                        "select id::text from customers where tenant_id = ? and external_id = ?",
                        of.tenantId(),
                        externalId)
                .getFirst());
        run.age(customer, days);
        return customer;
    }

    private long participantsOf(UUID customer) {
        return stored.count("select count(*) from participants where customer_id = ?", customer);
    }

    private List<AuditRecorded> expired() {
        return log.audit(campaign.tenantId()).stream()
                .filter(line -> line.action().equals("participants_expired"))
                .toList();
    }

    @Test
    void shouldEraseWhatIsOverAndNothingElseAndTellTheOthers() {
        UUID over = participant(campaign, "over", KEPT + 1);
        UUID kept = participant(campaign, "kept", KEPT - 1);
        UUID elsewhere = participant(campaignOf(service.newTenantThatKeeps(null, KEPT)), "elsewhere", KEPT + 1);
        UUID id = UUID.fromString(stored.texts("select id::text from participants where customer_id = ?", over)
                .getFirst());

        run.of(campaign.tenantId());

        assertThat(participantsOf(over)).isZero();
        assertThat(participantsOf(kept)).isEqualTo(1);
        assertThat(participantsOf(elsewhere)).isEqualTo(1);
        assertThat(stored.count("select count(*) from participant_progress where participant_id = ?", id))
                .isZero();
        assertThat(stored.count("select count(*) from customers where id = ?", over))
                .as("the profile stays")
                .isEqualTo(1);
        assertThat(log.eventsOf(over))
                .extracting(event -> CustomerEvent.FAMILY.typeOf(event.data()))
                .containsExactly("ParticipantCreated", "ParticipantRemoved");
        assertThat(log.commandsOf(over))
                .<CustomerCommand>extracting(command -> command.data())
                .containsExactly(
                        new ParticipantRemoved(campaign.id(), id, over, null), new ParticipantErased(id, over));
        assertThat(log.walksErasedOf(over)).containsExactly(id);
        assertThat(expired()).singleElement().satisfies(line -> {
            assertThat(line.actor().id()).isEqualTo("participant-service");
            assertThat(line.before()).hasToString("{\"participants\":1}");
            assertThat(line.objectId()).isEqualTo(campaign.tenantId().toString());
        });
    }

    @Test
    void shouldEraseOnceAndHaveNoLineOfARunThatErasesNothing() {
        participant(campaign, "over", KEPT + 1);
        run.of(campaign.tenantId());
        run.of(campaign.tenantId());

        assertThat(expired()).hasSize(1);
    }

    @Test
    void shouldKeepWhoeverHasSomethingPlannedOrRunning() {
        UUID running = participant(campaign, "running", KEPT + 1);
        stored.execute(
                "update participants set communications_count = 1, open_communications = 1 where customer_id = ?",
                running);

        run.of(campaign.tenantId());
        assertThat(participantsOf(running)).isEqualTo(1);

        stored.execute("update participants set open_communications = 0 where customer_id = ?", running);
        run.of(campaign.tenantId());
        assertThat(participantsOf(running)).isZero();
    }

    @Test
    void shouldKeepWhomAFileOrAnEditHasNamedSince() {
        UUID repeated = participant(campaign, "repeated", KEPT + 1);
        UUID edited = participant(campaign, "edited", KEPT + 1);
        service.imported(ServiceUnderTest.batch(campaign, "external_id,due", "repeated,2026-06-01"));
        stored.execute("update customers set updated_at = now() where id = ?", edited);

        run.of(campaign.tenantId());

        assertThat(participantsOf(repeated)).isEqualTo(1);
        assertThat(participantsOf(edited)).isEqualTo(1);
    }

    @Test
    void shouldEraseNothingByASettingThatIsNoLongerTheTenants() {
        UUID over = participant(campaign, "over", KEPT + 1);
        service.keeps(campaign.tenantId(), 2, DataRetention.FOREVER);

        run.of(campaign.tenantId());

        assertThat(participantsOf(over)).isEqualTo(1);
        assertThat(expired()).isEmpty();
    }

    @Test
    void shouldGoThroughManyCustomersAndThroughOneWithManyParticipants() {
        int many = RetentionService.PARTICIPANTS_AT_ONCE + 200;
        UUID one = participant(campaign, "one", KEPT + 1);
        insertParticipants("select '%s'::uuid as customer from generate_series(1, %d)".formatted(one, many - 1));
        stored.execute("""
                insert into customers (id, tenant_id, external_id, created_at, updated_at)
                select gen_random_uuid(), ?, 'many' || n, now(), now() - make_interval(days => 31)
                  from generate_series(1, 1300) as n
                """, campaign.tenantId());
        insertParticipants("select id as customer from customers where tenant_id = '%s' and external_id like 'many%%'"
                .formatted(campaign.tenantId()));
        UUID kept = participant(campaign, "kept", KEPT - 1);

        run.of(campaign.tenantId());

        assertThat(stored.count("select count(*) from participants where campaign_id = ?", campaign.id()))
                .isEqualTo(1);
        assertThat(participantsOf(kept)).isEqualTo(1);
        assertThat(expired())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.before()).hasToString("{\"participants\":%d}".formatted(many + 1300)));
    }

    private void insertParticipants(String customers) {
        stored.execute("""
                insert into participants (id, tenant_id, campaign_id, customer_id, object_id, created_at, updated_at)
                select gen_random_uuid(), ?, ?, c.customer, 'o' || row_number() over (), now() - make_interval(days => 40),
                       now() - make_interval(days => 31)
                  from (%s) c
                """.formatted(customers), campaign.tenantId(), campaign.id());
    }

    @Test
    void shouldUndoAStepThatSomebodyElseHasMade() {
        UUID over = participant(campaign, "over", KEPT + 1);
        stored.execute(
                "insert into retention_runs (tenant_id, step, due_at) values (?, 7, now() + make_interval(hours => 2))"
                        + " on conflict (tenant_id) do update set step = 7, due_at = excluded.due_at",
                campaign.tenantId());

        assertThatThrownBy(() -> retention.erase(
                        new RetentionRuns.Run(campaign.tenantId(), null, 6), new DataRetention(KEPT, null)))
                .isInstanceOf(RetentionRuns.OvertakenException.class);

        assertThat(participantsOf(over)).isEqualTo(1);
        assertThat(log.commandsOf(over)).isEmpty();
    }

    @Test
    void shouldDeleteTheResultsOfCommunicationsThatEndedLongAgo() {
        campaign = campaignOf(service.newTenantThatKeeps(null, KEPT));
        UUID ended = withResults("ended", KEPT + 1, 0);
        UUID recent = withResults("recent", KEPT - 1, 0);
        UUID running = withResults("running", KEPT + 1, 1);

        run.of(campaign.tenantId());

        assertThat(results(ended)).isEqualTo("{}");
        assertThat(results(recent)).contains("yes");
        assertThat(results(running)).contains("yes");
        assertThat(participantsOf(ended)).isEqualTo(1);
        assertThat(expired()).isEmpty();
    }

    private UUID withResults(String externalId, int days, int open) {
        UUID customer = participant(campaign, externalId, days);
        stored.execute("""
                update participants
                   set communications_count = 1, open_communications = ?,
                       last_communication = '{"communication_id":"%s","name":"ASKED","status":"completed","channel":"email",
                                              "agent_id":"%s","results":{"said":"yes"},"created_at":"2026-01-01T00:00:00Z"}'
                 where customer_id = ?
                """.formatted(Ids.v7(), Ids.v7()), open, customer);
        return customer;
    }

    private @Nullable String results(UUID customer) {
        return stored.texts("select last_communication ->> 'results' from participants where customer_id = ?", customer)
                .getFirst();
    }
}
