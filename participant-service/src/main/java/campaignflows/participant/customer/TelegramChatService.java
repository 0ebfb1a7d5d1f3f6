package campaignflows.participant.customer;

import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.participant.TelegramChat;
import campaignflows.platform.contracts.participant.TelegramChat.Outcome;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Ties Telegram chats to customers who have shown, by a link that was made for them, that the chat is theirs (rule P1): a free
 * chat takes the place of whatever the customer had, one of somebody else's stays where it is. As with other identifiers that a
 * contact brings itself, this is not an edit: Participant Updated is not fired.
 */
@Singleton
public class TelegramChatService {
    private final Database database;
    private final IdentityTransactions transactions;
    private final CustomerRecordRepository records;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final TenantDirectory tenants;
    private final Clock clock;

    TelegramChatService(
            Database database,
            CustomerRecordRepository records,
            CustomerRepository customers,
            ParticipantRepository participants,
            TenantDirectory tenants,
            Clock clock) {
        this.database = database;
        this.transactions = new IdentityTransactions(database);
        this.records = records;
        this.customers = customers;
        this.participants = participants;
        this.tenants = tenants;
        this.clock = clock;
    }

    TelegramChat.Answer ofCustomer(UUID tenantId, UUID customerId) {
        return database.read(tx -> find(tx, tenantId, customerId))
                .orElseThrow(() -> ProblemException.notFound("customer"));
    }

    TelegramChat.Answer ofParticipant(UUID tenantId, UUID campaignId, UUID participantId) {
        return database.read(tx -> participants
                        .customerOf(tx, tenantId, campaignId, participantId)
                        .flatMap(customerId -> find(tx, tenantId, customerId)))
                .orElseThrow(() -> ProblemException.notFound("participant"));
    }

    private Optional<TelegramChat.Answer> find(Tx tx, UUID tenantId, UUID customerId) {
        return records.find(tx, tenantId, customerId)
                .map(record -> new TelegramChat.Answer(
                        customerId, record.customer().identifiers().get(Identifier.TELEGRAM_ID)));
    }

    /** Throws 422 if the chat's id is not valid, 404 if the tenant has no such customer. */
    Outcome tie(UUID customerId, TelegramChat.Tie tie) {
        String chat = canonical(tie);
        return transactions.run(tx -> tieIn(tx, customerId, chat, tie));
    }

    private Outcome tieIn(Tx tx, UUID customerId, String chat, TelegramChat.Tie tie) {
        UnsavedCustomer customer = customers.lockByIds(tx, List.of(customerId)).stream()
                .filter(each -> each.tenantId().equals(tie.tenantId()))
                .map(UnsavedCustomer::ofStored)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("customer"));
        IdentityIndex identities = new IdentityIndex(List.of(customer));
        // Whoever gets the chat meanwhile shows as a violation of its unique index, and all of this is done again.
        customers
                .findByKeys(
                        tx,
                        Set.of(tie.tenantId()),
                        Map.of(Identifier.TELEGRAM_ID, Set.of(Identifier.TELEGRAM_ID.key(chat))))
                .stream()
                .filter(other -> !other.id().equals(customerId))
                .map(UnsavedCustomer::ofStored)
                .forEach(identities::add);
        UnsavedCustomer owner = identities.owner(Identifier.TELEGRAM_ID, chat);
        if (owner == customer) {
            return Outcome.TIED;
        }
        if (!Objects.equals(customer.identifier(Identifier.TELEGRAM_ID), tie.formerly())) {
            return Outcome.CHANGED_MEANWHILE;
        }
        if (owner != null) {
            return Outcome.TAKEN;
        }
        identities.assign(customer, Identifier.TELEGRAM_ID, chat);
        customers.write(tx, List.of(customer), clock.instant());
        return Outcome.TIED;
    }

    private String canonical(TelegramChat.Tie tie) {
        return switch (Identifier.TELEGRAM_ID.parse(tie.telegramId(), tenants.parsing(tie.tenantId()))) {
            case ParseResult.Parsed parsed -> parsed.value().canonical();
            case ParseResult.Invalid invalid ->
                throw ProblemException.invalidField(Identifier.TELEGRAM_ID.fieldName(), invalid.message());
        };
    }
}
