package campaignflows.engine.value;

import campaignflows.engine.value.Property.Reading;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.RelativeDate;
import campaignflows.platform.values.RelativeDate.Resolution;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled value of a node's settings: whatever can be determined before the walk is, the rest is resolved in it. */
public sealed interface Operand
        permits ExpressionOperand,
                Operand.Constant,
                Operand.Invalid,
                Operand.LocalDateTimeText,
                Operand.Nothing,
                Operand.OfProperty,
                Operand.Relative {

    /** The result of an operand in a walk. */
    sealed interface Resolved {
        /** One value; more for a list. */
        record Values(List<FieldValue> values) implements Resolved {
            public Values {
                values = List.copyOf(values);
            }
        }

        /**
         * It has no value.
         *
         * @param onPurpose whether that was explicit: an expression that returned None
         */
        record Unset(String reason, boolean onPurpose) implements Resolved {
            Unset(String reason) {
                this(reason, false);
            }
        }

        /** It cannot be a value of the required type. */
        record Impossible(String reason) implements Resolved {}
    }

    Resolved resolve(WalkView view);

    /** Values that are the same in every walk. */
    record Constant(Resolved.Values values) implements Operand {
        public Constant(List<FieldValue> values) {
            this(new Resolved.Values(values));
        }

        @Override
        public Resolved resolve(WalkView view) {
            return values;
        }
    }

    /** A datetime without an offset: a different moment in each time zone. */
    record LocalDateTimeText(String text) implements Operand {
        @Override
        public Resolved resolve(WalkView view) {
            return switch (FieldParser.parse(
                    FieldType.DATETIME, text, view.formats().parsing(view.zone(), Set.of()))) {
                case ParseResult.Parsed(FieldValue value) -> new Resolved.Values(List.of(value));
                case ParseResult.Invalid(String message) -> new Resolved.Impossible(message);
            };
        }
    }

    /** Today, now or a date field, with an offset. */
    record Relative(RelativeDate date, @Nullable Property base) implements Operand {
        @Override
        public Resolved resolve(WalkView view) {
            if (base != null && base.read(view) instanceof Reading.Unreadable) {
                return new Resolved.Impossible(base.path() + " is not a valid value of its type");
            }
            FieldValue baseValue = base == null ? null : base.valueOrNull(view);
            return switch (date.resolve(view.now(), view.zone(), baseValue)) {
                case Resolution.Resolved(FieldValue value) -> new Resolved.Values(List.of(value));
                case Resolution.Unset() ->
                    new Resolved.Unset((base == null ? "The base date" : base.path()) + " is not set");
                case Resolution.Impossible(String detail) -> new Resolved.Impossible(detail);
            };
        }
    }

    /** The value of another property. */
    record OfProperty(Property property) implements Operand {
        @Override
        public Resolved resolve(WalkView view) {
            return switch (property.read(view)) {
                case Reading.Present present -> new Resolved.Values(List.of(present.value()));
                case Reading.Unset() -> new Resolved.Unset(property.path() + " is not set");
                case Reading.Unreadable unreadable ->
                    new Resolved.Impossible(property.path() + " is not a valid value of its type");
            };
        }
    }

    /** A literal null: explicitly no value. */
    record Nothing() implements Operand {
        @Override
        public Resolved resolve(WalkView view) {
            return new Resolved.Unset("The value is empty");
        }
    }

    /** A literal that is not a value of the required type. */
    record Invalid(String reason) implements Operand {
        @Override
        public Resolved resolve(WalkView view) {
            return new Resolved.Impossible(reason);
        }
    }
}
