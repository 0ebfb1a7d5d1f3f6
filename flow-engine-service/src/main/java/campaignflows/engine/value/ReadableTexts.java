package campaignflows.engine.value;

import campaignflows.engine.value.Property.Level;
import campaignflows.engine.value.Property.Reading;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one level as a template asks for them: read when asked, because a template names few of many. Kept
 * as a map because that is what templates are filled from.
 */
public final class ReadableTexts extends AbstractMap<String, @Nullable String> {
    private final Map<String, Property> properties;
    private final WalkView view;

    private ReadableTexts(Map<String, Property> properties, WalkView view) {
        this.properties = properties;
        this.view = view;
    }

    /** All levels. */
    public static Map<String, Map<String, @Nullable String>> of(Properties properties, WalkView view) {
        Map<String, Map<String, @Nullable String>> levels = new HashMap<>();
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
    public @Nullable String get(@Nullable Object name) {
        Property property = name instanceof String text ? properties.get(text) : null;
        if (property == null) {
            return null;
        }
        return switch (property.read(view)) {
            case Reading.Present present -> ReadableText.of(present.value(), view);
            case Reading.Unreadable unreadable -> unreadable.text();
            case Reading.Unset unset -> null;
        };
    }

    @Override
    public Set<Entry<String, @Nullable String>> entrySet() {
        Map<String, @Nullable String> all = new HashMap<>();
        properties.keySet().forEach(name -> all.put(name, get(name)));
        return all.entrySet();
    }
}
