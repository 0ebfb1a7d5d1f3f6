package campaignflows.participant.search;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.paging.Position;
import campaignflows.participant.paging.Rows;
import campaignflows.participant.profile.GramFrequencies;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@RunningService
class SearchQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    Database database;

    private ServiceUnderTest.Response get(UUID tenant, String parameters) {
        return service.as(Role.VIEWER, tenant, "GET", "/api/v1/customers?" + parameters, null);
    }

    private List<JsonNode> all(UUID tenant, String parameters) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            ServiceUnderTest.Response page = get(tenant, "limit=2&" + parameters + "&cursor=" + cursor);
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            page.body().get("items").forEach(items::add);
            cursor = page.body().path("next_cursor").asText("");
        } while (!cursor.isEmpty());
        return items;
    }

    private List<String> found(UUID tenant, String parameters) {
        return all(tenant, "sort=name&" + parameters).stream()
                .map(item -> item.get("name").asText())
                .toList();
    }

    private List<String> searched(UUID tenant, String search) {
        return found(tenant, "search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
    }

    private Campaign people() {
        Campaign campaign = service.newCampaignOf(service.newTenant("UTC", "DE"));
        service.imported(ServiceUnderTest.batch(
                campaign,
                "external_id,name,email,phone",
                "A-1,Änne Müller,anne.mueller@example.org,+491701112223",
                "A-2,Bodo Schmidt,Bodo@example.com,+491709998887",
                "B-3,Иван Петров,ivan@example.org,",
                "B-4,Zoë 100%,,+491602223334"));
        return campaign;
    }

    @Test
    void shouldFindByAnyPartOfWhatPeopleAreCalled() {
        UUID tenant = people().tenantId();

        assertThat(searched(tenant, "MULL")).containsExactly("Änne Müller");
        assertThat(searched(tenant, "müller anne")).containsExactly("Änne Müller");
        assertThat(searched(tenant, "example.org a-1")).containsExactly("Änne Müller");
        assertThat(searched(tenant, "петр")).containsExactly("Иван Петров");
        assertThat(searched(tenant, "+49 170")).containsExactly("Änne Müller", "Bodo Schmidt");
        assertThat(searched(tenant, "222-333")).containsExactly("Zoë 100%");
        assertThat(searched(tenant, "b-")).containsExactly("Zoë 100%", "Иван Петров");
        assertThat(searched(tenant, "0%")).containsExactly("Zoë 100%");
        assertThat(searched(tenant, "_")).isEmpty();
        assertThat(searched(tenant, "o")).containsExactly("Änne Müller", "Bodo Schmidt", "Zoë 100%", "Иван Петров");
        assertThat(searched(tenant, "nobody at all")).isEmpty();
    }

    @Test
    void shouldFindByExactIdentifiers() {
        UUID tenant = people().tenantId();

        assertThat(found(tenant, "external_id=A-2")).containsExactly("Bodo Schmidt");
        assertThat(found(tenant, "external_id=a-2")).isEmpty();
        assertThat(found(tenant, "email=BODO%40example.com")).containsExactly("Bodo Schmidt");
        assertThat(found(tenant, "email=bodo")).isEmpty();
        assertThat(found(tenant, "phone=0170+9998887")).containsExactly("Bodo Schmidt");
        assertThat(found(tenant, "phone=0170+9998887&search=anne")).isEmpty();
        assertThat(found(tenant, "phone=x")).isEmpty();
    }

    @Test
    void shouldSortByNameAndCreationAndCount() {
        Campaign campaign = people();
        Campaign second = service.newCampaignOf(campaign.tenantId());
        service.imported(ServiceUnderTest.batch(second, "external_id", "A-2", "C-5"));
        UUID tenant = campaign.tenantId();

        assertThat(all(tenant, "sort=-name").stream()
                        .map(item -> item.get("external_id").asText()))
                .containsExactly("B-3", "B-4", "A-2", "A-1", "C-5");
        assertThat(all(tenant, "sort=created_at").stream()
                        .map(item -> item.get("external_id").asText()))
                .containsExactly("A-1", "A-2", "B-3", "B-4", "C-5");
        assertThat(all(tenant, "")).isEqualTo(all(tenant, "sort=created_at").reversed());
        JsonNode first = get(tenant, "limit=1&external_id=A-2").body();
        assertThat(first.get("total").asLong()).isEqualTo(1);
        assertThat(first.get("items").get(0).get("campaigns_count").asInt()).isEqualTo(2);
        assertThat(get(tenant, "limit=2").body().get("total").asLong()).isEqualTo(5);
        assertThat(get(tenant, "limit=1&search=example").body().get("total").asLong())
                .isEqualTo(3);
    }

    @Test
    void shouldFollowWhatIsChangedAndShowNothingToOthers() {
        Campaign campaign = people();
        UUID tenant = campaign.tenantId();
        service.imported(ServiceUnderTest.batch(campaign, "external_id,name", "A-2,Benno Schmitt"));

        assertThat(searched(tenant, "schmidt")).isEmpty();
        assertThat(searched(tenant, "schmitt bodo@")).containsExactly("Benno Schmitt");
        assertThat(get(service.newTenant(), "search=example").body().get("items"))
                .isEmpty();
        assertThat(service.as(Role.SERVICE, tenant, "GET", "/api/v1/customers", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        UUID tenant = people().tenantId();
        String cursor =
                get(tenant, "limit=1&sort=name").body().get("next_cursor").asText();

        for (String parameters : List.of(
                "sort=phone", "limit=501", "cursor=x", "sort=-name&cursor=" + cursor, "search=" + "x".repeat(201))) {
            assertThat(get(tenant, parameters).status()).as(parameters).isEqualTo(400);
        }
    }

    @Test
    void shouldFindTheSameByIndexAsByWalking() {
        UUID tenant = people().tenantId();
        database.useTransaction(tx -> {
            for (String search : List.of("example", "müller anne", "49170", "+49 170", "петров")) {
                for (CustomerOrder order : CustomerOrder.values()) {
                    Optional<Position> after =
                            Optional.of(new Position(order.isByName() ? "b" : null, UUID.randomUUID()));
                    SearchQuery query = new SearchQuery(tenant, SearchTerm.of(search), Map.of(), order, after, 50);
                    Rows<SearchRepository.Found> rows =
                            new CustomerRowsRepository(tx, query, new GramFrequencies(Map.of(), 0));
                    assertThat(rows.few(50).orElseThrow().rows()).as(search).isEqualTo(rows.scan(100, 50));
                    assertThat(rows.few(1).orElseThrow().total())
                            .isEqualTo(rows.count(100, 100).found());
                }
            }
        });
    }
}
