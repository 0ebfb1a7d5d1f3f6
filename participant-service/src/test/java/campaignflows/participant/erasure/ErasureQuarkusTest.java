package campaignflows.participant.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.ServiceUnderTest.Response;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class ErasureQuarkusTest {
    /** In every text of the person, and of no other in the database. */
    private final String mark = Ids.v7().toString().substring(24);

    private final String phone = "170" + (1_000_000 + new Random().nextInt(9_000_000));

    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private Campaign first = new Campaign(Ids.v7(), Ids.v7());
    private Campaign second = first;

    @BeforeEach
    void begin() {
        service.erasingTakes(0);
        UUID tenant = service.newTenant("Europe/Berlin", "DE");
        first = service.newCampaignOf(
                tenant, Fields.customer("city", FieldType.STRING), Fields.participant("due", FieldType.DATE));
        second = service.newCampaignOf(tenant, Fields.customer("city", FieldType.STRING));
    }

    private ImportBatch person(Campaign campaign, @Nullable String objectId) {
        ImportBatch batch = ServiceUnderTest.batch(
                campaign,
                "external_id,name,email,phone,telegram_id,city",
                "xq%1$s,Xenia %1$s,Xenia.%1$s@example.org,0%2$s,tg-%1$s,City %1$s".formatted(mark, phone));
        return new ImportBatch(
                batch.tenantId(),
                batch.campaignId(),
                batch.uploadId(),
                0,
                batch.digest(),
                batch.columns(),
                List.of(new ImportBatch.Row(
                        2, "Europe/Rome", objectId, batch.rows().getFirst().cells())));
    }

    private UUID customer(Campaign campaign) {
        return UUID.fromString(service.get(campaign, "/participants?external_id=xq" + mark)
                .body()
                .at("/items/0/customer_id")
                .asText());
    }

    private Response erase(UUID customer) {
        return service.as(Role.ADMIN, first.tenantId(), "DELETE", "/api/v1/customers/" + customer, null);
    }

    private Response status(UUID customer) {
        return service.as(Role.ADMIN, first.tenantId(), "GET", "/api/v1/customers/" + customer + "/erasure", null);
    }

    private void awaitFinished(UUID customer) {
        Await.until(
                "the erasure is finished",
                () -> status(customer).body().path("status").asText().equals("finished"));
    }

    @Test
    void shouldLeaveNothingOfThePersonInTheDatabase() {
        service.run(second, 2, true);
        service.imported(person(first, "loan-" + mark));
        service.imported(person(first, null));
        service.imported(person(second, null));
        service.imported(ServiceUnderTest.batch(first, "external_id,email", "other,other@example.org"));
        UUID xenia = customer(first);
        // Rows that fail repeat values of the person, and name it.
        service.imported(ServiceUnderTest.batch(
                first,
                "external_id,email,due",
                "xq%1$s,xenia.%1$s@example.org,soon".formatted(mark),
                "other,XENIA.%s@example.org,".formatted(mark)));
        assertThat(traces()).isNotEmpty();

        Response answer = erase(xenia);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("status").asText()).isEqualTo("in_progress");
        assertThat(answer.body().get("customer_id").asText()).isEqualTo(xenia.toString());
        awaitFinished(xenia);
        assertThat(erase(xenia).status()).isEqualTo(200);
        assertThat(types(CustomerEvent.FAMILY, log.eventsOf(xenia)).subList(3, 7))
                .containsExactly("ParticipantRemoved", "ParticipantRemoved", "ParticipantRemoved", "CustomerErased");
        assertThat(types(CustomerCommand.FAMILY, log.commandsOf(xenia)))
                .containsExactly("ParticipantRemoved", "ParticipantRemoved", "ParticipantRemoved", "CustomerErased");
        assertThat(log.eventsOf(xenia)).hasSize(7);
        assertThat(traces()).isEmpty();
        assertThat(stored.texts(
                        "select result::text from chunk_results where tenant_id = ? and result::text like '%erased%'",
                        first.tenantId()))
                .singleElement()
                .satisfies(result -> assertThat(result)
                        .contains("\"failed\": 2", Erasure.ERASED_ROW)
                        .doesNotContain(xenia.toString()));
        for (String path : List.of("", "/campaigns")) {
            assertThat(service.as(Role.ADMIN, first.tenantId(), "GET", "/api/v1/customers/" + xenia + path, null)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(service.get(first, "/participants").body().get("items")).hasSize(1);
        assertThat(service.get(second, "/participants").body().get("items")).isEmpty();
    }

    @Test
    void shouldGoOnUntilEveryServiceHasConfirmedAndForgetTheIdentifiersThen() {
        service.imported(person(first, null));
        UUID xenia = customer(first);
        service.erasingTakes(5);

        erase(xenia);
        assertThat(erase(xenia).status()).isEqualTo(202);
        // Whoever carries it on may be killed at any moment: another one comes within two minutes.
        assertThat(stored.count(
                        "select count(*) from erasures where customer_id = ?"
                                + " and due_at < clock_timestamp() + interval '2 minutes'",
                        xenia))
                .isEqualTo(1);
        awaitFinished(xenia);

        assertThat(stored.count("select attempts from erasures where customer_id = ?", xenia))
                .isGreaterThanOrEqualTo(3);
        assertThat(stored.count("select count(*) from erasures where customer_id = ? and identifiers is null", xenia))
                .isEqualTo(1);
        assertThat(status(xenia).body().hasNonNull("finished_at")).isTrue();
    }

    @Test
    void shouldAlsoSearchForWhatThePersonWasKnownByBeforeUnlessSomebodyElseIsNow() {
        for (String email : List.of("old", "taken", "older", "new", "NEW")) {
            service.imported(emailOf("xq", email));
        }
        service.imported(emailOf("third", "taken"));
        UUID xenia = customer(first);
        service.erasingTakes(5);

        erase(xenia);

        assertThat(stored.texts("select former_identifiers ->> 'email' from erasures where customer_id = ?", xenia))
                .containsExactly("[\"older.%1$s@example.org\", \"old.%1$s@example.org\"]".formatted(mark));
        awaitFinished(xenia);
        assertThat(stored.count("select count(*) from erasures where former_identifiers is not null"))
                .isZero();
        assertThat(stored.count("select count(*) from former_identifiers where customer_id = ?", xenia))
                .isZero();
    }

    private ImportBatch emailOf(String externalId, String name) {
        return ServiceUnderTest.batch(
                first, "external_id,email", "%s%s,%s.%s@example.org".formatted(externalId, mark, name, mark));
    }

    @Test
    void shouldTakeTheSamePersonForSomebodyNewAfterwards() {
        service.run(first, 1, true);
        service.imported(person(first, null));
        UUID before = customer(first);
        erase(before);

        ImportBatch.Result again = service.imported(person(first, null));

        assertThat(again.created()).isEqualTo(1);
        UUID after = customer(first);
        assertThat(after).isNotEqualTo(before);
        assertThat(types(CustomerEvent.FAMILY, log.eventsOf(after))).containsExactly("ParticipantCreated");
        awaitFinished(before);
        assertThat(customer(first)).isEqualTo(after);
    }

    @Test
    void shouldEraseForAdministratorsOfTheTenantOnly() {
        service.imported(person(first, null));
        UUID xenia = customer(first);
        String path = "/api/v1/customers/" + xenia;

        assertThat(service.as(Role.OPERATOR, first.tenantId(), "DELETE", path, null)
                        .status())
                .isEqualTo(403);
        assertThat(service.as(Role.ADMIN, service.newTenant(), "DELETE", path, null)
                        .status())
                .isEqualTo(404);
        assertThat(erase(Ids.v7()).status()).isEqualTo(404);
        assertThat(status(xenia).status()).isEqualTo(404);
        assertThat(customer(first)).isEqualTo(xenia);
        erase(xenia);
        assertThat(service.as(Role.ADMIN, service.newTenant(), "GET", path + "/erasure", null)
                        .status())
                .isEqualTo(404);
    }

    /** Whatever order imports, edits and erasures of one person come in, nobody is left without a profile. */
    @Test
    void shouldLeaveNoParticipantWithoutCustomerWhateverRaces() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("erasure races: seed " + seed);
        Random random = new Random(seed);
        service.imported(person(first, null));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 8; round++) {
                UUID customer = customer(first);
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Campaign campaign = random.nextBoolean() ? first : second;
                    String object = random.nextInt(3) == 0 ? "o" + i : null;
                    running.add(threads.submit(() -> service.imported(person(campaign, object))));
                }
                int when = random.nextInt(running.size());
                running.add(when, threads.submit(() -> erase(customer)));
                String edit = "{\"attributes\":{\"name\":\"Xenia " + round + "\"}}";
                running.add(threads.submit(() ->
                        service.as(Role.ADMIN, first.tenantId(), "PATCH", "/api/v1/customers/" + customer, edit)));
                for (Future<?> each : running) {
                    each.get();
                }
                service.imported(person(first, null));
                assertThat(service.as(Role.ADMIN, first.tenantId(), "GET", "/api/v1/customers/" + customer, null)
                                .status())
                        .isEqualTo(404);
            }
        }
        UUID tenant = first.tenantId();
        assertThat(stored.count("select count(*) from customers where tenant_id = ?", tenant))
                .isEqualTo(1);
        assertThat(stored.count(
                        "select count(*) from participants p where tenant_id = ? and not exists"
                                + " (select from customers c where c.id = p.customer_id)",
                        tenant))
                .isZero();
        assertThat(stored.count(
                        "select count(*) from participant_progress g where not exists"
                                + " (select from participants p where p.id = g.participant_id) and g.campaign_id = ?",
                        first.id()))
                .isZero();
        assertThat(stored.count("select count(*) from erasures where tenant_id = ?", tenant))
                .isEqualTo(8);
    }

    private static <T> List<String> types(MessageFamily<T> family, List<Envelope<T>> messages) {
        return messages.stream().map(each -> family.typeOf(each.data())).toList();
    }

    /** Where in the whole database any of the person's texts is found, by table. */
    private List<String> traces() {
        List<String> found = new ArrayList<>();
        for (String table : stored.texts(
                "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")) {
            for (String text : List.of(mark, "49" + phone)) {
                if (stored.count("select count(*) from " + table + " t where t::text like ?", "%" + text + "%") > 0) {
                    found.add(table + ": " + text);
                }
            }
        }
        return found;
    }
}
