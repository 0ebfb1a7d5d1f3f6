package campaignflows.engine.value;

import campaignflows.engine.value.Property.Level;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.WireName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All properties that the flows of a campaign can name. */
public final class Properties {
    private static final List<Property> BUILT_IN = List.of(
            new Property(Level.COMMUNICATION, "name", FieldType.STRING, Set.of(), false),
            new Property(Level.COMMUNICATION, "status", FieldType.ENUMERATION, names(CommunicationStatus.class), false),
            new Property(Level.COMMUNICATION, "channel", FieldType.ENUMERATION, names(ChannelType.class), false));

    private final Map<Level, Map<String, Property>> byLevel = new HashMap<>();

    public Properties(CampaignDefined campaign) {
        campaign.fields().forEach(field -> add(of(field)));
        campaign.communicationResults().forEach(result -> add(of(result)));
        BUILT_IN.forEach(this::add);
    }

    /**
     * The property that a setting names.
     *
     * <p>A result that no agent of the campaign has (any more) is a text property that is never set: the agent may have
     * been changed while the campaign runs, and a check for it leads to Else.
     *
     * @throws InvalidSettingException if there is none, or no path
     */
    public Property at(@Nullable String path, String setting) {
        if (path == null || path.isBlank()) {
            throw new InvalidSettingException("Fill in required fields for: " + setting);
        }
        int dot = path.indexOf('.');
        String name = path.substring(dot + 1);
        for (Level level : Level.values()) {
            if (dot > 0 && !name.isEmpty() && level.wireName().equals(path.substring(0, dot))) {
                Property known = of(level).get(name);
                if (known != null) {
                    return known;
                }
                if (level == Level.COMMUNICATION) {
                    return new Property(level, name, FieldType.STRING, Set.of(), false);
                }
            }
        }
        throw new InvalidSettingException(setting + " names an unknown property: " + path);
    }

    /** Whether there is one of this path now. */
    boolean has(String path) {
        return byLevel.entrySet().stream()
                .anyMatch(level -> path.startsWith(level.getKey().wireName() + ".")
                        && level.getValue()
                                .containsKey(
                                        path.substring(level.getKey().wireName().length() + 1)));
    }

    /** The properties of a level by name. */
    public Map<String, Property> of(Level level) {
        return byLevel.getOrDefault(level, Map.of());
    }

    private void add(Property property) {
        byLevel.computeIfAbsent(property.level(), level -> new LinkedHashMap<>())
                .put(property.name(), property);
    }

    private static Property of(FieldDefinition field) {
        return new Property(
                field.level() == FieldLevel.CUSTOMER ? Level.CUSTOMER : Level.PARTICIPANT,
                field.name(),
                field.type(),
                new LinkedHashSet<>(field.values()),
                field.required());
    }

    private static Property of(ResultField result) {
        return new Property(
                Level.COMMUNICATION, result.name(), result.type(), new LinkedHashSet<>(result.values()), false);
    }

    private static Set<String> names(Class<?> type) {
        return Set.copyOf(WireName.all(type));
    }
}
