package campaignflows.participant.personaldata;

import campaignflows.participant.customer.CustomerCampaign;
import campaignflows.participant.customer.CustomerDetails;
import campaignflows.participant.customer.CustomerService;
import campaignflows.participant.details.DetailsService;
import campaignflows.participant.profile.FormerIdentifiers;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.contracts.participant.KeptRows;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gathers what all services keep about one person. */
@Singleton
class PersonalDataService {
    private static final int PAGE = 100;

    private final CustomerService customers;
    private final DetailsService participants;
    private final FormerIdentifiers formerIdentifiers;
    private final PersonalDataClient services;
    private final TenantDirectory tenants;
    private final AuditLog audit;
    private final Database database;
    private final Clock clock;

    PersonalDataService(
            CustomerService customers,
            DetailsService participants,
            FormerIdentifiers formerIdentifiers,
            PersonalDataClient services,
            TenantDirectory tenants,
            AuditLog audit,
            Database database,
            Clock clock) {
        this.customers = customers;
        this.participants = participants;
        this.formerIdentifiers = formerIdentifiers;
        this.services = services;
        this.tenants = tenants;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is kept, of which the first part of each section has been read; the audit log is told that it was asked for.
     *
     * @throws campaignflows.platform.web.problem.ProblemException 404 if the tenant has no such customer; 503 if a service does
     *     not respond
     */
    PersonalData of(UUID tenantId, UUID customerId, Actor actor) {
        CustomerDetails customer = customers.get(tenantId, customerId);
        Map<String, List<String>> former = database.read(tx -> formerIdentifiers.of(tx, tenantId, customerId));
        KeptRows rows = services.keptRows(person(tenantId, customer, former));
        PersonalData data = new PersonalData(List.of(
                section("customer", List.of(customer)),
                section("former_identifiers", former.isEmpty() ? List.of() : List.of(former)),
                new PersonalData.Section(
                        "participants", new Pages(cursor -> participants(tenantId, customerId, cursor))),
                new PersonalData.Section(
                        "communications", new Pages(cursor -> services.communications(tenantId, customerId, cursor))),
                new PersonalData.Section(
                        "incoming_messages",
                        new Pages(cursor -> services.incomingMessages(tenantId, customerId, cursor))),
                new PersonalData.Section("walks", new Pages(cursor -> services.walks(tenantId, customerId, cursor))),
                section("failed_rows", rows.rows()),
                section("row_errors", rows.errors())));
        database.useTransaction(
                tx -> audit.append(tx, tenantId, AuditRecorded.of(AuditAction.CUSTOMER_EXPORTED, customerId, actor)));
        return data;
    }

    private Page<JsonNode> participants(UUID tenantId, UUID customerId, @Nullable String cursor) {
        return customers
                .campaigns(tenantId, customerId, PAGE, Cursor.decode(cursor, CustomerService.CAMPAIGNS, 1))
                .map(each -> participant(tenantId, each));
    }

    private JsonNode participant(UUID tenantId, CustomerCampaign each) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("campaign_name", each.campaignName());
        json.setAll((ObjectNode)
                Json.mapper().valueToTree(participants.get(tenantId, each.campaignId(), each.participantId())));
        return json;
    }

    private Erasure.Order person(UUID tenantId, CustomerDetails customer, Map<String, List<String>> former) {
        Map<String, String> identifiers = new HashMap<>();
        put(identifiers, Identifier.EXTERNAL_ID, customer.externalId());
        put(identifiers, Identifier.EMAIL, customer.email());
        put(identifiers, Identifier.PHONE, customer.phone());
        put(identifiers, Identifier.TELEGRAM_ID, customer.telegramId());
        put(identifiers, Identifier.WEB_ID, customer.webId());
        put(identifiers, Identifier.TELEGRAM_USERNAME, customer.telegramUsername());
        put(identifiers, Identifier.WHATSAPP_ID, customer.whatsappId());
        Instant now = clock.instant();
        return new Erasure.Order(
                tenantId, customer.id(), now, tenants.parsing(tenantId).region(), identifiers, former);
    }

    private static void put(Map<String, String> identifiers, Identifier identifier, @Nullable String value) {
        if (value != null) {
            identifiers.put(identifier.fieldName(), value);
        }
    }

    private static PersonalData.Section section(String name, List<?> items) {
        return new PersonalData.Section(
                name,
                items.stream()
                        .map(item -> Json.mapper().<JsonNode>valueToTree(item))
                        .iterator());
    }
}
