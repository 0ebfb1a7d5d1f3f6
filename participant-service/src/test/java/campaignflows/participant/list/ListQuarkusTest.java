package campaignflows.participant.list;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@RunningService
class ListQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    private List<JsonNode> all(Campaign campaign, String parameters, int limit) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            ServiceUnderTest.Response page =
                    service.get(campaign, "/participants?limit=" + limit + parameters + "&cursor=" + cursor);
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            page.body().get("items").forEach(items::add);
            cursor = page.body().path("next_cursor").asText("");
        } while (!cursor.isEmpty());
        return items;
    }

    private List<String> found(Campaign campaign, String parameters) {
        return all(campaign, parameters, 50).stream()
                .map(item -> item.get("external_id").asText())
                .sorted()
                .toList();
    }

    @Test
    void shouldPageThroughTiesInEveryOrderWithoutLossOrRepeat() {
        Campaign campaign = service.newCampaign();
        String[] rows = IntStream.range(0, 40)
                .mapToObj(i -> i + "," + (i % 3 == 0 ? "" : "Name" + i % 4) + ","
                        + (i % 5 == 0 ? "" : "p" + i + "@example.org") + "," + (i % 7 == 0 ? "" : 10_000 + i))
                .toArray(String[]::new);
        service.imported(ServiceUnderTest.batch(campaign, "external_id,name,email,phone", rows));
        stored.execute(
                "update participants set communications_count = abs(hashtext(id::text)) % 3 where campaign_id = ?",
                campaign.id());
        followProgress(campaign);

        for (String key : List.of("name", "email", "phone", "external_id", "communications_count", "created_at")) {
            List<JsonNode> ascending = all(campaign, "&sort=" + key, 7);
            List<JsonNode> descending = all(campaign, "&sort=-" + key, 11);
            assertThat(ascending).as(key).hasSize(40);
            assertThat(new HashSet<>(ascending)).as(key).hasSize(40);
            assertThat(ascending.reversed()).as(key).isEqualTo(descending);
            if (key.equals("communications_count")) {
                assertThat(ascending)
                        .isSortedAccordingTo(
                                Comparator.comparingInt(item -> item.get(key).asInt()));
            } else {
                assertThat(ascending)
                        .as(key)
                        .isSortedAccordingTo(Comparator.comparing(
                                item -> item.get(key).asText("").toLowerCase(java.util.Locale.ROOT)));
            }
        }
    }

    @Test
    void shouldFilter() {
        Campaign campaign = service.newCampaign(Fields.participant("note", FieldType.STRING));
        ImportBatch first = ServiceUnderTest.batch(
                campaign,
                "external_id,name,email,phone",
                "1,Ann 50%_x,Ann@example.org,491701111",
                "2,Bob,bob@example.com,491702222",
                "3,,,");
        service.imported(first);
        ImportBatch second = ServiceUnderTest.batch(campaign, "external_id,note", "3,x", "4,y");
        service.imported(second);
        service.imported(ServiceUnderTest.batch(campaign, "external_id,note", "4,z"));

        assertThat(found(campaign, "&name=ANN")).containsExactly("1");
        assertThat(found(campaign, "&name=%25_")).containsExactly("1");
        assertThat(found(campaign, "&name=0_")).isEmpty();
        assertThat(found(campaign, "&email=EXAMPLE.com")).containsExactly("2");
        assertThat(found(campaign, "&phone=%2B49+170")).containsExactly("1", "2");
        assertThat(found(campaign, "&phone=abc")).isEmpty();
        assertThat(found(campaign, "&external_id=3")).containsExactly("3");
        assertThat(found(campaign, "&upload_id=" + first.uploadId())).containsExactly("1", "2", "3");
        assertThat(found(campaign, "&upload_id=" + second.uploadId())).containsExactly("3", "4");
        assertThat(found(campaign, "&created_to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(found(campaign, "&created_from=2020-01-01T00:00:00Z")).hasSize(4);
        String created =
                all(campaign, "&external_id=4", 1).getFirst().get("created_at").asText();
        assertThat(found(campaign, "&created_from=" + created)).containsExactly("4");
        assertThat(found(campaign, "&created_to=" + created)).containsExactly("1", "2", "3");
    }

    @Test
    void shouldTellTheStatusAndFilterByIt() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1", "2", "3", "4"));
        set(campaign, "2", "communications_count = 2, open_communications = 1");
        set(campaign, "3", "communications_count = 2, open_communications = 0");
        set(campaign, "4", "result = false");

        assertThat(found(campaign, "&status=pending")).containsExactly("1");
        assertThat(found(campaign, "&status=active")).containsExactly("2");
        assertThat(found(campaign, "&status=completed")).containsExactly("3", "4");
        assertThat(all(campaign, "&sort=external_id", 10))
                .extracting(item -> item.get("status").asText())
                .containsExactly("pending", "active", "completed", "completed");
    }

    private void set(Campaign campaign, String externalId, String what) {
        stored.execute(
                "update participants set " + what + " where campaign_id = ? and customer_id ="
                        + " (select id from customers where tenant_id = ? and external_id = ?)",
                campaign.id(),
                campaign.tenantId(),
                externalId);
        followProgress(campaign);
    }

    /** As ParticipantRepository does it. */
    private void followProgress(Campaign campaign) {
        stored.execute("""
                update participant_progress g
                   set communications_count = p.communications_count,
                       status = case when p.result is not null then 2 when p.communications_count = 0 then 0
                                     when p.open_communications > 0 then 1 else 2 end
                  from participants p where p.id = g.participant_id and p.campaign_id = ?
                """, campaign.id());
    }

    @Test
    void shouldCountExactlyUpToTenThousandThenAtLeast() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1", "2", "3"));
        ServiceUnderTest.Response small = service.get(campaign, "/participants?limit=2");
        stored.execute("""
                insert into participants (id, tenant_id, campaign_id, customer_id, object_id, created_at, updated_at)
                select uuidv7(), tenant_id, campaign_id, customer_id, 'o' || n, now(), now()
                  from participants, generate_series(1, 3334) as n where campaign_id = ?
                """, campaign.id());
        ServiceUnderTest.Response large = service.get(campaign, "/participants?limit=2");

        assertThat(small.body().get("total").asLong()).isEqualTo(3);
        assertThat(small.body().has("total_is_lower_bound")).isFalse();
        assertThat(large.body().get("total").asLong()).isEqualTo(10_000);
        assertThat(large.body().get("total_is_lower_bound").asBoolean()).isTrue();
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1", "2"));
        String cursor = service.get(campaign, "/participants?limit=1&sort=name")
                .body()
                .get("next_cursor")
                .asText();

        for (String parameters : List.of(
                "sort=color",
                "status=done",
                "limit=0",
                "upload_id=7",
                "created_from=yesterday",
                "cursor=x",
                "sort=email&cursor=" + cursor)) {
            assertThat(service.get(campaign, "/participants?" + parameters).status())
                    .as(parameters)
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldShowNothingToOtherTenants() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1"));
        service.get(campaign, "/participants");

        assertThat(service.get(new Campaign(service.newTenant(), campaign.id()), "/participants")
                        .status())
                .isEqualTo(404);
        assertThat(service.as(
                                Role.SERVICE,
                                campaign.tenantId(),
                                "GET",
                                "/api/v1/campaigns/" + campaign.id() + "/participants",
                                null)
                        .status())
                .isEqualTo(403);
    }
}
