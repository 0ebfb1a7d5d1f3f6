package campaignflows.engine.value;

import campaignflows.engine.value.Property.Level;
import campaignflows.engine.value.Property.Reading;
import campaignflows.platform.values.FieldValue;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one level for a template: read on demand, because a template names few of many. A map, because templates
 * are filled from maps; true and false as such, for sections.
 */
public final class ReadableTexts extends AbstractMap<String, @Nullable Object> {
    private final Map<String, Property> properties;
    private final WalkView view;

    private ReadableTexts(Map<String, Property> properties, WalkView view) {
        this.properties = properties;
        this.view = view;
    }

    /** All levels. */
    public static Map<String, Map<String, @Nullable Object>> of(Properties properties, WalkView view) {
        Map<String, Map<String, @Nullable Object>> levels = new HashMap<>();
        for (Level level : Level.values()) {
            levels.put(level.wireName(), new ReadableTexts(properties.of(level), view));
        }
        return levels;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && properties.containsKey(text);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        Property property = name instanceof String text ? properties.get(text) : null;
        if (property == null) {
            return null;
        }
        return switch (property.read(view)) {
            case Reading.Present(FieldValue.Bool(boolean truth), String text) -> truth;
            case Reading.Present present -> ReadableText.of(present.value(), view);
            case Reading.Unreadable unreadable -> unreadable.text();
            case Reading.Unset unset -> null;
        };
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> all = new HashMap<>();
        properties.keySet().forEach(name -> all.put(name, get(name)));
        return all.entrySet();
    }
}
