package campaignflows.engine.value;

import campaignflows.engine.value.Operand.Resolved;
import campaignflows.platform.values.FieldValue;
import org.jspecify.annotations.Nullable;

/** A value that leaves the flow as text: a parameter of a conversation, a variable of a template. */
public sealed interface TextOperand {
    /** The form in which people read it; null if it has no value. */
    @Nullable
    String readable(WalkView view);

    /** The form in which programs read it, ISO 8601 and plain decimals; null if it has no value. */
    @Nullable
    String canonical(WalkView view);

    /** Said in the settings. */
    record Constant(@Nullable String text) implements TextOperand {
        @Override
        public @Nullable String readable(WalkView view) {
            return text;
        }

        @Override
        public @Nullable String canonical(WalkView view) {
            return text;
        }
    }

    /** Known in the walk only. */
    record Resolving(Operand operand) implements TextOperand {
        @Override
        public @Nullable String readable(WalkView view) {
            FieldValue value = value(view);
            return value == null ? null : ReadableText.of(value, view);
        }

        @Override
        public @Nullable String canonical(WalkView view) {
            FieldValue value = value(view);
            return value == null ? null : value.canonical();
        }

        private @Nullable FieldValue value(WalkView view) {
            return operand.resolve(view) instanceof Resolved.Values values
                    ? values.values().getFirst()
                    : null;
        }
    }
}
