package campaignflows.participant.walkcommit;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the field updates of a commit's events, one after another, and collects those that cannot be made: an identifier that
 * belongs to somebody else, the last identifier cleared, a text that is not valid for a system field.
 */
final class FieldWriter {
    /** As many as one response lists; when the events are walked again without those, the others are listed. */
    private static final int MOST_REFUSED = 1_000;

    private record Field(FieldLevel level, String name) {}

    private final Instant now;
    private final Map<Integer, String> refused = new LinkedHashMap<>();
    private int index;

    FieldWriter(Instant now) {
        this.now = now;
    }

    /** The updates that cannot be made: the reason by the index, counted over all events. */
    Map<Integer, String> refused() {
        return refused;
    }

    /** Skips the updates of an event: they are not made. */
    void pass(List<FieldUpdate> updates) {
        index += updates.size();
    }

    /** Returns whether a value differs in the end. */
    boolean write(
            List<FieldUpdate> updates,
            UnsavedParticipant participant,
            @Nullable UnsavedCustomer customer,
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
            index++;
        }
        return before.entrySet().stream()
                .anyMatch(each ->
                        !Objects.equals(each.getValue().orElse(null), valueOf(each.getKey(), participant, customer)));
    }

    private static @Nullable String valueOf(
            Field field, UnsavedParticipant participant, @Nullable UnsavedCustomer customer) {
        if (field.level() == FieldLevel.PARTICIPANT) {
            return participant.get(field.name());
        }
        return customer == null ? null : customer.get(field.name());
    }

    private void writeParticipant(FieldUpdate update, UnsavedParticipant participant) {
        try {
            if (update.name().equals(UnsavedParticipant.RESULT_FIELD)
                    && Objects.equals(update.value(), participant.get(update.name()))) {
                // The walk has seen that the result is the same, and has not changed its time.
                return;
            }
            participant.set(update.name(), update.value(), now);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            refuse("it is not a value of the field");
        }
    }

    private void writeCustomer(FieldUpdate update, UnsavedCustomer customer, IdentityIndex identities) {
        Optional<Identifier> identifier = Identifier.ofFieldName(update.name());
        if (identifier.isEmpty()) {
            customer.set(update.name(), update.value());
            return;
        }
        String value = update.value();
        if (value == null) {
            if (customer.identifierKinds().size() == 1 && customer.identifier(identifier.get()) != null) {
                refuse("it is the last identifier of the contact");
            } else {
                identities.assign(customer, identifier.get(), null);
            }
            return;
        }
        switch (identifier.get().parse(value, ParseContext.UTC)) {
            case ParseResult.Invalid invalid -> refuse("it is not a value of the field");
            case ParseResult.Parsed parsed -> {
                String canonical = parsed.value().canonical();
                UnsavedCustomer owner = identities.owner(identifier.get(), canonical);
                if (owner != null && owner != customer) {
                    refuse("it belongs to another contact");
                } else {
                    identities.assign(customer, identifier.get(), canonical);
                }
            }
        }
    }

    private void refuse(String reason) {
        if (refused.size() < MOST_REFUSED) {
            refused.put(index, reason);
        }
    }
}
