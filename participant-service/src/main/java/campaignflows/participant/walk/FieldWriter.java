package campaignflows.participant.walk;

import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.roster.ParticipantDraft;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the field updates of one event. Those that cannot be are skipped: an identifier that somebody else has, the last
 * identifier cleared, a text that is none of a system field.
 */
final class FieldWriter {
    private static final Logger LOG = Logger.getLogger(FieldWriter.class);

    private record Field(FieldLevel level, String name) {}

    private final Instant now;

    FieldWriter(Instant now) {
        this.now = now;
    }

    /** Answers whether a value is another one in the end. */
    boolean write(
            List<FieldUpdate> updates,
            ParticipantDraft participant,
            @Nullable CustomerDraft customer,
            IdentityIndex identities) {
        Map<Field, Optional<String>> before = new HashMap<>();
        for (FieldUpdate update : updates) {
            if (update.level() == FieldLevel.PARTICIPANT) {
                before.putIfAbsent(
                        new Field(update.level(), update.name()), Optional.ofNullable(participant.get(update.name())));
                writeParticipant(update, participant);
            } else if (customer != null) {
                before.putIfAbsent(
                        new Field(update.level(), update.name()), Optional.ofNullable(customer.get(update.name())));
                writeCustomer(update, customer, identities);
            }
        }
        return before.entrySet().stream()
                .anyMatch(each ->
                        !Objects.equals(each.getValue().orElse(null), valueOf(each.getKey(), participant, customer)));
    }

    private static @Nullable String valueOf(
            Field field, ParticipantDraft participant, @Nullable CustomerDraft customer) {
        if (field.level() == FieldLevel.PARTICIPANT) {
            return participant.get(field.name());
        }
        return customer == null ? null : customer.get(field.name());
    }

    private void writeParticipant(FieldUpdate update, ParticipantDraft participant) {
        try {
            if (update.name().equals(ParticipantDraft.RESULT_FIELD)
                    && Objects.equals(update.value(), participant.get(update.name()))) {
                // The walk has seen that it is the same result, and left its time alone.
                return;
            }
            participant.set(update.name(), update.value(), now);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            skip(update, participant.id(), "not a value of the field");
        }
    }

    private void writeCustomer(FieldUpdate update, CustomerDraft customer, IdentityIndex identities) {
        Optional<Identifier> identifier = Identifier.ofFieldName(update.name());
        if (identifier.isEmpty()) {
            customer.set(update.name(), update.value());
            return;
        }
        String value = update.value();
        if (value == null) {
            if (customer.identifierKinds().size() == 1 && customer.identifier(identifier.get()) != null) {
                skip(update, customer.id(), "the last identifier");
            } else {
                identities.assign(customer, identifier.get(), null);
            }
            return;
        }
        switch (identifier.get().parse(value, ParseContext.UTC)) {
            case ParseResult.Invalid invalid -> skip(update, customer.id(), "not a value of the field");
            case ParseResult.Parsed parsed -> {
                String canonical = parsed.value().canonical();
                CustomerDraft owner = identities.owner(identifier.get(), canonical);
                if (owner != null && owner != customer) {
                    skip(update, customer.id(), "belongs to another contact");
                } else {
                    identities.assign(customer, identifier.get(), canonical);
                }
            }
        }
    }

    private static void skip(FieldUpdate update, Object of, String reason) {
        LOG.warnf("update of a walk skipped field=%s of=%s reason=%s", update.name(), of, reason);
    }
}
