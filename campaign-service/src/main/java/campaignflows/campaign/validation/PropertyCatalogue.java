package campaignflows.campaign.validation;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.WireName;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every property that the flows of a campaign can name: its fields, the built-ins of a communication, and the results
 * of the agents that its flows use.
 */
public final class PropertyCatalogue {
    private final Map<String, Property> properties;

    private PropertyCatalogue(Map<String, Property> properties) {
        this.properties = Map.copyOf(properties);
    }

    public static PropertyCatalogue of(List<FieldDefinition> fields, Collection<ResultField> results) {
        Map<String, Property> properties = new HashMap<>();
        for (FieldDefinition field : fields) {
            String reference = WireName.of(field.level()) + "." + field.name();
            properties.put(reference, new Property(reference, field.type(), new LinkedHashSet<>(field.values()), true));
        }
        for (ResultField result : results) {
            String reference = "communication." + result.name();
            properties.putIfAbsent(
                    reference, new Property(reference, result.type(), new LinkedHashSet<>(result.values()), false));
        }
        builtIn(properties, "communication.name", FieldType.STRING, Set.of());
        builtIn(properties, "communication.status", FieldType.ENUMERATION, names(CommunicationStatus.class));
        builtIn(properties, "communication.channel", FieldType.ENUMERATION, names(ChannelType.class));
        return new PropertyCatalogue(properties);
    }

    Optional<Property> find(String reference) {
        return Optional.ofNullable(properties.get(reference));
    }

    /** The message for a property that does not exist. */
    String unknown(@Nullable String reference) {
        String name = String.valueOf(reference);
        if (!name.contains(".")) {
            List<String> meant = Stream.of("customer.", "participant.", "communication.")
                    .map(level -> level + name)
                    .filter(properties::containsKey)
                    .toList();
            return "There is no field %s: name it with its level, such as %s"
                    .formatted(name, meant.isEmpty() ? "participant.due_date" : String.join(" or ", meant));
        }
        return name.startsWith("communication.")
                ? "There is no field %s: no agent of the campaign's flows has such a conversation result"
                        .formatted(name)
                : "There is no field %s in the campaign: choose another, or add it".formatted(name);
    }

    private static void builtIn(
            Map<String, Property> properties, String reference, FieldType type, Set<String> values) {
        properties.put(reference, new Property(reference, type, values, false));
    }

    private static Set<String> names(Class<?> type) {
        return new LinkedHashSet<>(WireName.all(type));
    }
}
