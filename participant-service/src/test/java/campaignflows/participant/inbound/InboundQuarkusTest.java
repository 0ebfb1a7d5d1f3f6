package campaignflows.participant.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.ServiceUnderTest.Response;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose an address is from which somebody wrote (rules P1, M4). */
@RunningService
class InboundQuarkusTest {
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
    void shouldMakeACustomerOfWhomNobodyKnowsAndKnowItFromThenOn() {
        Map<String, String> ann = Map.of("telegram_id", "7001", "telegram_username", "@AnnTheFirst");
        UUID made = customerOf(ChannelType.TELEGRAM, ann, "Ann  Example");

        assertThat(customerOf(ChannelType.TELEGRAM, ann, "Another name")).isEqualTo(made);
        assertThat(customerOf(ChannelType.TELEGRAM, Map.of("telegram_id", "7001"), null))
                .isEqualTo(made);
        assertThat(profile(made, "name")).isEqualTo("Ann  Example");
        assertThat(profile(made, "telegram_id")).isEqualTo("7001");
        assertThat(profile(made, "telegram_username")).isEqualTo("AnnTheFirst");
        assertThat(log.eventsOf(made)).isEmpty();
    }

    @Test
    void shouldFindWhoWasImportedByEveryKindOfAddress() {
        importRow("external_id,email,phone,web_id,telegram_username", "1,Ann@Example.org,0170 1234567,visitor-7,ann");
        UUID ann = customer("1");

        assertThat(customerOf(ChannelType.EMAIL, Map.of("email", "ann@example.ORG"), null))
                .isEqualTo(ann);
        assertThat(customerOf(ChannelType.VOICE, Map.of("phone", "0170/1234567"), null))
                .isEqualTo(ann);
        assertThat(customerOf(ChannelType.WEB, Map.of("web_id", "visitor-7"), null))
                .isEqualTo(ann);
        assertThat(customerOf(
                        ChannelType.WHATSAPP, Map.of("whatsapp_id", "+491701234567", "phone", "+491701234567"), null))
                .isEqualTo(ann);
        assertThat(customerOf(ChannelType.TELEGRAM, Map.of("telegram_id", "99", "telegram_username", "ANN"), null))
                .isEqualTo(ann);
        assertThat(profile(ann, "whatsapp_id")).isEqualTo("+491701234567");
        assertThat(profile(ann, "telegram_id")).isEqualTo("99");
        assertThat(log.events(campaign.id())).hasSize(1);
    }

    @Test
    void shouldNotTakeATelegramNameForThePersonWhoHadIt() {
        importRow("external_id,telegram_id,telegram_username", "1,100,ann");
        UUID ann = customer("1");

        UUID stranger =
                customerOf(ChannelType.TELEGRAM, Map.of("telegram_id", "200", "telegram_username", "ann"), "Stranger");

        assertThat(stranger).isNotEqualTo(ann);
        assertThat(profile(ann, "telegram_id")).isEqualTo("100");
        assertThat(profile(stranger, "telegram_username")).isNull();
        // Who has another name now is still the same.
        assertThat(customerOf(ChannelType.TELEGRAM, Map.of("telegram_id", "100", "telegram_username", "ann_new"), null))
                .isEqualTo(ann);
        assertThat(profile(ann, "telegram_username")).isEqualTo("ann_new");
    }

    @Test
    void shouldKnowANumberWhateverElseIsKnownOfItsOwner() {
        importRow("external_id,phone,whatsapp_id", "1,+491701111111,+491702222222");
        importRow("external_id,phone", "2,+491703333333");

        assertThat(customerOf(
                        ChannelType.WHATSAPP, Map.of("whatsapp_id", "+491701111111", "phone", "+491701111111"), null))
                .isEqualTo(customer("1"));
        assertThat(profile(customer("1"), "whatsapp_id")).isEqualTo("+491702222222");
        assertThat(customerOf(
                        ChannelType.WHATSAPP, Map.of("whatsapp_id", "+491702222222", "phone", "+491702222222"), null))
                .isEqualTo(customer("1"));
        assertThat(profile(customer("1"), "phone")).isEqualTo("+491701111111");
    }

    @Test
    void shouldFindWhoWasStoredBeforeTheTenantHadARegion() {
        importRow("external_id,phone", "1,+491705555555");
        UUID ann = customer("1");
        stored.texts(
                "with u as (update customers set phone = '01705555555' where id = ? returning phone) select phone from u",
                ann);

        assertThat(customerOf(ChannelType.VOICE, Map.of("phone", "0170/5555555"), null))
                .isEqualTo(ann);
        assertThat(profile(ann, "phone")).isEqualTo("+491705555555");
        assertThat(customerOf(ChannelType.VOICE, Map.of("phone", "+491705555555"), null))
                .isEqualTo(ann);
    }

    @Test
    void shouldKeepTenantsApartAndRefuseWhatIsNoAddress() {
        UUID here = customerOf(ChannelType.WEB, Map.of("web_id", "same"), null);
        UUID there = UUID.fromString(ask(service.newTenant(), ChannelType.WEB, Map.of("web_id", "same"), null)
                .body()
                .get("customer_id")
                .asText());
        assertThat(here).isNotEqualTo(there);
        assertThat(ask(campaign.tenantId(), ChannelType.EMAIL, Map.of("email", "nonsense"), null)
                        .status())
                .isEqualTo(422);
        assertThat(ask(campaign.tenantId(), ChannelType.EMAIL, Map.of("phone", "+491701111111"), null)
                        .status())
                .isEqualTo(422);
        assertThat(service.as(
                                Role.ADMIN,
                                campaign.tenantId(),
                                "POST",
                                "/internal/v1/customers/contacts",
                                query(campaign.tenantId(), ChannelType.WEB, Map.of("web_id", "x"), null))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldMakeOneCustomerThoughManyAskAtOnce() {
        List<CompletableFuture<UUID>> all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> customerOf(
                        ChannelType.TELEGRAM, Map.of("telegram_id", "1", "telegram_username", "one"), "One")))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void shouldAnswerForManyAtOnceAsForEachAlone() {
        importRow("external_id,email,phone", "1,Ann@Example.org,+491701111111");
        UUID ann = customer("1");

        List<Optional<UUID>> owners = owners(
                contact(ChannelType.EMAIL, Map.of("email", "ann@example.org"), null),
                contact(ChannelType.EMAIL, Map.of("email", "nonsense"), null),
                contact(ChannelType.TELEGRAM, Map.of("telegram_id", "5", "telegram_username", "sam"), "Sam"),
                contact(ChannelType.EMAIL, Map.of("phone", "+491701111111"), null),
                contact(ChannelType.WHATSAPP, Map.of("whatsapp_id", "+491701111111", "phone", "+491701111111"), null),
                contact(ChannelType.TELEGRAM, Map.of("telegram_id", "5"), "Another name"),
                contact(ChannelType.TELEGRAM, Map.of("telegram_id", "6", "telegram_username", "sam"), null));

        UUID sam = customerOf(ChannelType.TELEGRAM, Map.of("telegram_id", "5"), null);
        UUID stranger = customerOf(ChannelType.TELEGRAM, Map.of("telegram_id", "6"), null);
        assertThat(owners)
                .containsExactly(
                        Optional.of(ann),
                        Optional.empty(),
                        Optional.of(sam),
                        Optional.empty(),
                        Optional.of(ann),
                        Optional.of(sam),
                        Optional.of(stranger));
        assertThat(stranger).isNotEqualTo(sam);
        assertThat(profile(sam, "name")).isEqualTo("Sam");
        assertThat(profile(stranger, "telegram_username")).isNull();
        assertThat(profile(ann, "whatsapp_id")).isEqualTo("+491701111111");
    }

    @Test
    void shouldMakeOneCustomerOfEachThoughManyAskForTheSameOnesAtOnce() {
        InboundContact.Contact[] forward = IntStream.range(0, 20)
                .mapToObj(i -> contact(ChannelType.WEB, Map.of("web_id", "visitor-" + i), null))
                .toArray(InboundContact.Contact[]::new);
        InboundContact.Contact[] backward = List.of(forward).reversed().toArray(InboundContact.Contact[]::new);
        List<CompletableFuture<List<Optional<UUID>>>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> i % 2 == 0 ? owners(forward) : owners(backward).reversed()))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct())
                .singleElement()
                .satisfies(owners -> assertThat(owners).doesNotHaveDuplicates().doesNotContain(Optional.empty()));
    }

    @Test
    void shouldRefuseToAnswerForTooManyAtOnce() {
        InboundContact.Contact one = contact(ChannelType.WEB, Map.of("web_id", "visitor"), null);

        assertThat(askForMany(Collections.nCopies(InboundContact.BatchQuery.MAX_CONTACTS + 1, one))
                        .status())
                .isEqualTo(422);
        assertThat(owners(Collections.nCopies(InboundContact.BatchQuery.MAX_CONTACTS, one)
                        .toArray(InboundContact.Contact[]::new)))
                .hasSize(InboundContact.BatchQuery.MAX_CONTACTS)
                .containsOnly(Optional.of(customerOf(ChannelType.WEB, Map.of("web_id", "visitor"), null)));
    }

    private UUID customerOf(ChannelType channel, Map<String, String> identifiers, @Nullable String name) {
        Response answer = ask(campaign.tenantId(), channel, identifiers, name);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return UUID.fromString(answer.body().get("customer_id").asText());
    }

    private Response ask(UUID tenant, ChannelType channel, Map<String, String> identifiers, @Nullable String name) {
        return service.internal("POST", "/internal/v1/customers/contacts", query(tenant, channel, identifiers, name));
    }

    private static InboundContact.Contact contact(
            ChannelType channel, Map<String, String> identifiers, @Nullable String name) {
        return new InboundContact.Contact(channel, identifiers, name);
    }

    private List<Optional<UUID>> owners(InboundContact.Contact... contacts) {
        Response answer = askForMany(List.of(contacts));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        List<Optional<UUID>> owners = new ArrayList<>();
        answer.body()
                .get("owners")
                .forEach(owner ->
                        owners.add(Optional.ofNullable(owner.path("customer_id").textValue())
                                .map(UUID::fromString)));
        return owners;
    }

    private Response askForMany(List<InboundContact.Contact> contacts) {
        return service.internal(
                "POST",
                "/internal/v1/customers/contacts/batch",
                new InboundContact.BatchQuery(campaign.tenantId(), contacts));
    }

    private static InboundContact.Query query(
            UUID tenant, ChannelType channel, Map<String, String> identifiers, @Nullable String name) {
        return new InboundContact.Query(tenant, channel, identifiers, name);
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

    private @Nullable String profile(UUID customer, String column) {
        return stored.texts("select " + column + " from customers where id = ?", customer)
                .getFirst();
    }
}
