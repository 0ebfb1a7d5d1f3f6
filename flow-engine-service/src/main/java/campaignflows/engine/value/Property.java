package campaignflows.engine.value;

import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.WireName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a flow can read or write, resolved against the campaign's definition.
 *
 * @param allowedValues of an enumeration, in the order in which people gave them, otherwise empty
 * @param required      whether an import must set it; then a flow cannot clear it
 */
public record Property(Level level, String name, FieldType type, Set<String> allowedValues, boolean required) {

    /** Whose property it is. */
    public enum Level {
        CUSTOMER,
        PARTICIPANT,
        COMMUNICATION;

        public String wireName() {
            return WireName.of(this);
        }
    }

    /** The result of reading a property. */
    public sealed interface Reading {
        /** @param text the value's canonical text */
        record Present(FieldValue value, String text) implements Reading {}

        record Unset() implements Reading {}

        /** There is a text, but it is not a value of the property's type. */
        record Unreadable(String text) implements Reading {}
    }

    private static final Reading UNSET = new Reading.Unset();

    public Property {
        allowedValues = Collections.unmodifiableSet(new LinkedHashSet<>(allowedValues));
    }

    /** As named in settings: {@code participant.due_date}. */
    public String path() {
        return level.wireName() + "." + name;
    }

    /** One of the fields that identify a customer; it cannot be cleared by a flow. */
    public Optional<Identifier> identifier() {
        return level == Level.CUSTOMER ? Identifier.ofFieldName(name) : Optional.empty();
    }

    public Reading read(WalkView view) {
        String text = view.text(level, name);
        if (text == null) {
            return UNSET;
        }
        try {
            return new Reading.Present(FieldValue.ofCanonical(type, text), text);
        } catch (IllegalArgumentException e) {
            return new Reading.Unreadable(text);
        }
    }

    /** The value, or null if it is unset or unreadable. */
    public @Nullable FieldValue valueOrNull(WalkView view) {
        return read(view) instanceof Reading.Present present ? present.value() : null;
    }
}
