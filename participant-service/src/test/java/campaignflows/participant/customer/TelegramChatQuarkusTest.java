package campaignflows.participant.customer;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.ServiceUnderTest.Response;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By which Telegram chat a customer is reached, and tying another one to it (rule P1). */
@RunningService
class TelegramChatQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private Campaign campaign = new Campaign(Ids.v7(), Ids.v7());
    private UUID ann = Ids.v7();
    private UUID bob = Ids.v7();

    @BeforeEach
    void begin() {
        campaign = service.newCampaignOf(service.newTenant());
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1"));
        service.imported(ServiceUnderTest.batch(campaign, "external_id,telegram_id", "2,200"));
        ann = customer("1");
        bob = customer("2");
    }

    @Test
    void shouldTellTheChatOfACustomerAndOfAParticipant() {
        Response ofAnn = get("/internal/v1/customers/" + ann + "/telegram-chat", campaign.tenantId());
        assertThat(ofAnn.body().get("customer_id").asText()).isEqualTo(ann.toString());
        assertThat(ofAnn.body().path("telegram_id").isTextual()).isFalse();
        String participant = participant("2");
        String path = "/internal/v1/campaigns/" + campaign.id() + "/participants/" + participant + "/telegram-chat";
        Response ofBob = get(path, campaign.tenantId());
        assertThat(ofBob.body().get("customer_id").asText()).isEqualTo(bob.toString());
        assertThat(ofBob.body().get("telegram_id").asText()).isEqualTo("200");

        assertThat(get("/internal/v1/customers/" + ann + "/telegram-chat", Ids.v7())
                        .status())
                .isEqualTo(404);
        assertThat(get(path, Ids.v7()).status()).isEqualTo(404);
        assertThat(get(path.replace(participant, Ids.v7().toString()), campaign.tenantId())
                        .status())
                .isEqualTo(404);
        assertThat(service.as(Role.ADMIN, campaign.tenantId(), "GET", path + "?tenant=" + campaign.tenantId(), null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldTieAFreeChatOnceHoweverOftenItIsAsked() {
        assertThat(tie(ann, "100", null)).isEqualTo("tied");
        assertThat(tie(ann, "100", null)).isEqualTo("tied");

        assertThat(chatOf(ann)).isEqualTo("100");
        assertThat(log.eventsOf(ann))
                .as("as other identifiers that a contact brings, it is no edit")
                .hasSize(1);
    }

    @Test
    @DisplayName("P1: a free chat takes the place of another one")
    void shouldReplaceTheChatThatTheCallerKnewOf() {
        assertThat(tie(bob, "300", "200")).isEqualTo("tied");
        assertThat(chatOf(bob)).isEqualTo("300");
        assertThat(tie(ann, "200", null)).as("the former one is free").isEqualTo("tied");
    }

    @Test
    void shouldChangeNothingWhenTheChatIsAnotherOneByNow() {
        assertThat(tie(bob, "300", null)).isEqualTo("changed_meanwhile");
        assertThat(tie(bob, "300", "100")).isEqualTo("changed_meanwhile");
        assertThat(tie(ann, "300", "100")).isEqualTo("changed_meanwhile");

        assertThat(chatOf(bob)).isEqualTo("200");
        assertThat(chatOf(ann)).isNull();
    }

    @Test
    @DisplayName("P1: what another customer has stays there, never a silent merge")
    void shouldLeaveAChatToTheCustomerThatHasIt() {
        assertThat(tie(ann, "200", null)).isEqualTo("taken");

        assertThat(chatOf(ann)).isNull();
        assertThat(chatOf(bob)).isEqualTo("200");
    }

    @Test
    void shouldGiveAChatToOneThoughManyWantItAtOnce() {
        List<String> rows = IntStream.range(10, 22).mapToObj(String::valueOf).toList();
        rows.forEach(row -> service.imported(ServiceUnderTest.batch(campaign, "external_id", row)));
        List<UUID> customers = rows.stream().map(this::customer).toList();

        List<CompletableFuture<String>> all = customers.stream()
                .map(each -> CompletableFuture.supplyAsync(() -> tie(each, "700", null)))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).filter("tied"::equals))
                .hasSize(1);
        assertThat(customers.stream().map(this::chatOf).flatMap(Stream::ofNullable))
                .containsExactly("700");
    }

    @Test
    void shouldRefuseWhatIsNoChatOrOfAnotherTenant() {
        TelegramChat.Tie blank = new TelegramChat.Tie(campaign.tenantId(), " ", null);
        assertThat(post(ann, blank).status()).isEqualTo(422);
        assertThat(post(ann, new TelegramChat.Tie(Ids.v7(), "100", null)).status())
                .isEqualTo(404);
        assertThat(post(Ids.v7(), new TelegramChat.Tie(campaign.tenantId(), "100", null))
                        .status())
                .isEqualTo(404);
        assertThat(chatOf(ann)).isNull();
    }

    private String tie(UUID customer, String chat, @Nullable String formerly) {
        Response response = post(customer, new TelegramChat.Tie(campaign.tenantId(), chat, formerly));
        assertThat(response.status()).as("%s", response.body()).isEqualTo(200);
        return response.body().get("outcome").asText();
    }

    private Response post(UUID customer, TelegramChat.Tie tie) {
        return service.internal("POST", "/internal/v1/customers/" + customer + "/telegram-chat", tie);
    }

    private Response get(String path, UUID tenant) {
        return service.internal("GET", path + "?tenant=" + tenant, null);
    }

    private UUID customer(String externalId) {
        return UUID.fromString(item(externalId, "customer_id"));
    }

    private String participant(String externalId) {
        return item(externalId, "id");
    }

    private String item(String externalId, String property) {
        return service.get(campaign, "/participants?external_id=" + externalId)
                .body()
                .at("/items/0/" + property)
                .asText();
    }

    private @Nullable String chatOf(UUID customer) {
        return stored.texts("select telegram_id from customers where id = ?", customer)
                .getFirst();
    }
}
