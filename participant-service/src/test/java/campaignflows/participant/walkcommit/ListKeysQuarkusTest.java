package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.profile.Grams;
import campaignflows.participant.profile.ListKeys;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever is done to people, in whatever way: what they are sorted, filtered and searched by is what they are. */
@RunningService
class ListKeysQuarkusTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final String TOPIC = "0190a000-0000-7000-8000-000000000001";
    private static final int PARTITION = 998;

    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    private final Random random = new Random(SEED);
    private long offset;

    private record Ref(UUID id, UUID customer, UUID campaign) {}

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private String name() {
        return pick("Änne", "Bodo", "Иван", "") + pick("", " Müller", " O'Neil");
    }

    @Test
    void shouldFollowEveryChange() {
        System.out.println("seed " + SEED);
        UUID tenant = service.newTenant();
        List<Campaign> campaigns = List.of(service.newCampaignOf(tenant), service.newCampaignOf(tenant));
        campaigns.forEach(campaign -> service.run(campaign, 1, true));
        for (int i = 0; i < 60; i++) {
            Campaign campaign = campaigns.get(random.nextInt(2));
            List<Ref> refs = refs(campaign);
            switch (refs.isEmpty() ? 0 : random.nextInt(4)) {
                case 0 -> importSome(campaign);
                case 1 -> walk(campaign, refs.get(random.nextInt(refs.size())));
                case 2 -> edit(campaign, refs.get(random.nextInt(refs.size())));
                default -> remove(campaign, refs.get(random.nextInt(refs.size())));
            }
        }

        assertThat(stored.count("select count(*) from customers where tenant_id = ?", tenant))
                .isPositive();
        assertThat(stored.count("select count(*) from participants where tenant_id = ?", tenant))
                .isPositive();
        requireKeys(tenant);
        requireProgress(campaigns);
    }

    private List<Ref> refs(Campaign campaign) {
        return stored.rows(
                row -> new Ref(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class)),
                "select id, customer_id, campaign_id from participants where campaign_id = ? order by id",
                campaign.id());
    }

    private void importSome(Campaign campaign) {
        service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id,name,email,phone",
                random.nextInt(8) + "," + name() + "," + pick("", "a" + random.nextInt(99) + "@Example.org") + ",",
                random.nextInt(8) + "," + name() + ",," + pick("", "4917" + (10_000 + random.nextInt(99)))));
    }

    private void walk(Campaign campaign, Ref ref) {
        UUID communication = Ids.v7();
        var event = new ParticipantCreated(campaign.id(), ref.id(), ref.customer(), 1);
        WalkEffects.Of plan = new WalkEffects.Of(campaign, event, 1)
                .update(new FieldUpdate(FieldLevel.CUSTOMER, "name", pick("Walked Wanda", "Walked Émile")))
                .plan(communication, WalkEffects.NOW);
        WalkEffects.Of end = new WalkEffects.Of(campaign, event, 1)
                .state(WalkEffects.state(communication, CommunicationStatus.COMPLETED, WalkEffects.NOW));
        WalkEffects.Of result = new WalkEffects.Of(campaign, event, 1)
                .update(new FieldUpdate(FieldLevel.PARTICIPANT, "result", pick("true", "false")));
        List<WalkEffects.Of> events = switch (random.nextInt(3)) {
            case 0 -> List.of(plan);
            case 1 -> List.of(plan, end);
            default -> List.of(result);
        };
        Commit commit = new Commit(
                TOPIC,
                PARTITION,
                offset,
                offset + events.size(),
                events.stream().map(WalkEffects.Of::effects).toList());
        assertThat(service.internal("POST", "/internal/v1/walks/commit", commit).status())
                .isEqualTo(204);
        offset += events.size();
    }

    private void edit(Campaign campaign, Ref ref) {
        String attributes = pick(
                "{\"name\":null}",
                "{\"name\":\"Edited Ž\"}",
                "{\"phone\":\"4930" + (10_000 + random.nextInt(99)) + "\"}",
                "{\"email\":null}",
                "{\"result\":true}");
        assertThat(service.as(
                                Role.OPERATOR,
                                campaign.tenantId(),
                                "PATCH",
                                path(campaign, ref),
                                "{\"attributes\":" + attributes + "}")
                        .status())
                .isIn(200, 422);
    }

    private void remove(Campaign campaign, Ref ref) {
        assertThat(service.as(Role.OPERATOR, campaign.tenantId(), "DELETE", path(campaign, ref), null)
                        .status())
                .isEqualTo(204);
    }

    private static String path(Campaign campaign, Ref ref) {
        return "/api/v1/campaigns/" + campaign.id() + "/participants/" + ref.id();
    }

    private void requireKeys(UUID tenant) {
        stored.rows(
                row -> {
                    ListKeys keys = ListKeys.of(
                            row.getString("name"),
                            row.getString("email"),
                            row.getString("phone"),
                            row.getString("external_id"));
                    assertThat(row.getString("name_key")).isEqualTo(keys.name());
                    assertThat(row.getString("search_text")).isEqualTo(keys.searchText());
                    assertThat(row.getString("grams")).isEqualTo(Grams.encode(Grams.of(tenant, keys.searchText())));
                    assertThat(row.getBoolean("follows")).as(keys.searchText()).isTrue();
                    return true;
                },
                """
                        select c.name, c.email, c.phone, c.external_id, c.name_key, c.search_text,
                               cast(c.search_grams as text) as grams, p.id is null or (p.name_key || E'\\n' || p.email_key
                               || E'\\n' || p.phone_key || E'\\n' || p.external_id_key) = c.search_text as follows
                          from customers c left join participants p on p.customer_id = c.id where c.tenant_id = ?
                        """,
                tenant);
    }

    private void requireProgress(List<Campaign> campaigns) {
        for (Campaign campaign : campaigns) {
            assertThat(stored.count("""
                            select count(*) from participants p full join participant_progress g on g.participant_id = p.id
                             where coalesce(p.campaign_id, g.campaign_id) = ?
                               and (g.participant_id is null or p.id is null or g.campaign_id <> p.campaign_id
                                    or g.communications_count <> p.communications_count
                                    or g.status <> case when p.result is not null then 2
                                                        when p.communications_count = 0 then 0
                                                        when p.open_communications > 0 then 1 else 2 end)
                            """, campaign.id())).isZero();
        }
    }
}
