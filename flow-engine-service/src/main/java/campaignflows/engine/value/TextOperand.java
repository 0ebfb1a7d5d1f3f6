package campaignflows.engine.value;

import campaignflows.engine.value.Operand.Resolved;
import campaignflows.platform.values.FieldValue;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that leaves the flow as text: a parameter of a conversation, a variable of a template. A value that is not set is
 * not a problem; one that cannot be determined is reported.
 */
public sealed interface TextOperand {
    /** The form in which people read it; null if it has no value. */
    @Nullable
    String readable(WalkView view, Consumer<String> problems);

    /** The form in which programs read it, ISO 8601 and plain decimals; null if it has no value. */
    @Nullable
    String canonical(WalkView view, Consumer<String> problems);

    /** Given in the settings. */
    record Constant(@Nullable String text) implements TextOperand {
        @Override
        public @Nullable String readable(WalkView view, Consumer<String> problems) {
            return text;
        }

        @Override
        public @Nullable String canonical(WalkView view, Consumer<String> problems) {
            return text;
        }
    }

    /** Known only in the walk. */
    record Resolving(Operand operand) implements TextOperand {
        @Override
        public @Nullable String readable(WalkView view, Consumer<String> problems) {
            FieldValue value = value(view, problems);
            return value == null ? null : ReadableText.of(value, view);
        }

        @Override
        public @Nullable String canonical(WalkView view, Consumer<String> problems) {
            FieldValue value = value(view, problems);
            return value == null ? null : value.canonical();
        }

        private @Nullable FieldValue value(WalkView view, Consumer<String> problems) {
            return switch (operand.resolve(view)) {
                case Resolved.Values(List<FieldValue> values) -> values.getFirst();
                case Resolved.Unset unset -> null;
                case Resolved.Impossible(String reason) -> {
                    problems.accept(reason);
                    yield null;
                }
            };
        }
    }
}
