package campaignflows.engine.value;

import campaignflows.engine.value.Property.Reading;
import campaignflows.platform.expression.Environment;
import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.UnreadableFieldException;
import campaignflows.platform.values.FieldValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The properties of a campaign as Python code names them. One for all code of the campaign; it never changes. */
public final class ExpressionFields implements Names {
    /** A result that no agent of the campaign has any more counts as never set, as in a Field Check. */
    private static final int NEVER_SET = -1;

    private final List<Property> properties = new ArrayList<>();
    private final Map<Property.Level, Map<String, Integer>> byName = new HashMap<>();

    public ExpressionFields(Properties all) {
        for (Property.Level level : Property.Level.values()) {
            Map<String, Integer> names = new HashMap<>();
            all.of(level).forEach((name, property) -> {
                names.put(name, properties.size());
                properties.add(property);
            });
            byName.put(level, names);
        }
    }

    @Override
    public OptionalInt bare(String name) {
        OptionalInt ofCustomer = find(Property.Level.CUSTOMER, name);
        return ofCustomer.isPresent() ? ofCustomer : find(Property.Level.PARTICIPANT, name);
    }

    @Override
    public OptionalInt of(Level level, String name) {
        return switch (level) {
            case CUSTOMER -> find(Property.Level.CUSTOMER, name);
            case PARTICIPANT -> find(Property.Level.PARTICIPANT, name);
            case COMMUNICATION -> {
                OptionalInt found = find(Property.Level.COMMUNICATION, name);
                yield found.isPresent() ? found : OptionalInt.of(NEVER_SET);
            }
        };
    }

    private OptionalInt find(Property.Level level, String name) {
        Integer index = byName.getOrDefault(level, Map.of()).get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The customer's or participant's property that code means by {@code level.name} or a bare name. */
    public @Nullable Property target(String reference) {
        int dot = reference.indexOf('.');
        OptionalInt index = dot < 0
                ? bare(reference)
                : switch (reference.substring(0, dot)) {
                    case "customer" -> find(Property.Level.CUSTOMER, reference.substring(dot + 1));
                    case "participant" -> find(Property.Level.PARTICIPANT, reference.substring(dot + 1));
                    default -> OptionalInt.empty();
                };
        return index.isEmpty() ? null : properties.get(index.getAsInt());
    }

    /** The environment of code in a walk. */
    public Environment in(WalkView view) {
        return new Environment() {
            @Override
            public @Nullable FieldValue field(int index) {
                if (index == NEVER_SET) {
                    return null;
                }
                Property property = properties.get(index);
                return switch (property.read(view)) {
                    case Reading.Present present -> present.value();
                    case Reading.Unset() -> null;
                    case Reading.Unreadable unreadable ->
                        throw new UnreadableFieldException(property.path() + " is not a valid value of its type");
                };
            }

            @Override
            public void used(long steps, long nanos) {
                view.code().used(steps, nanos);
            }

            @Override
            public Instant now() {
                return view.now();
            }

            @Override
            public ZoneId zone() {
                return view.zone();
            }
        };
    }
}
