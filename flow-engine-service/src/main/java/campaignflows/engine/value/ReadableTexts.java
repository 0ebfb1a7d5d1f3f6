package campaignflows.engine.value;

import campaignflows.engine.value.Property.Level;
import campaignflows.engine.value.Property.Reading;
import campaignflows.platform.contracts.message.SendTimeValue;
import campaignflows.platform.values.FieldValue;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one level for a template: read on demand, because a template names few of many. A map, because templates
 * are filled from maps; true and false as such, for sections. What is known only when the message is sent stays a tag.
 */
public final class ReadableTexts extends AbstractMap<String, @Nullable Object> {
    private final Level level;
    private final Map<String, Property> properties;
    private final WalkView view;

    private ReadableTexts(Level level, Map<String, Property> properties, WalkView view) {
        this.level = level;
        this.properties = properties;
        this.view = view;
    }

    /** All levels. */
    public static Map<String, Map<String, @Nullable Object>> of(Properties properties, WalkView view) {
        Map<String, Map<String, @Nullable Object>> levels = new HashMap<>();
        for (Level level : Level.values()) {
            levels.put(level.wireName(), new ReadableTexts(level, properties.of(level), view));
        }
        return levels;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && (properties.containsKey(text) || tag(text) != null);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        if (!(name instanceof String text)) {
            return null;
        }
        Property property = properties.get(text);
        if (property == null) {
            return tag(text);
        }
        return switch (property.read(view)) {
            case Reading.Present(FieldValue.Bool(boolean truth), String canonical) -> truth;
            case Reading.Present present -> ReadableText.of(present.value(), view);
            case Reading.Unreadable unreadable -> unreadable.text();
            case Reading.Unset unset -> null;
        };
    }

    private @Nullable String tag(String name) {
        return SendTimeValue.of(level.wireName() + "." + name)
                .map(SendTimeValue::tag)
                .orElse(null);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> all = new HashMap<>();
        properties.keySet().forEach(name -> all.put(name, get(name)));
        return all.entrySet();
    }
}
