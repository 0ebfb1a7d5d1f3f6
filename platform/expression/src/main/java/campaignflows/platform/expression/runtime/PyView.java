package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.List;

/** What {@code keys()}, {@code values()} and {@code items()} of a dict give: it changes with the dict. */
record PyView(PyDict dict, Kind kind) {
    /** Which of the three. */
    enum Kind {
        KEYS("dict_keys"),
        VALUES("dict_values"),
        ITEMS("dict_items");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }
    }

    String typeName() {
        return kind.typeName;
    }

    Object of(PyDict.Entry entry) {
        return switch (kind) {
            case KEYS -> entry.key();
            case VALUES -> entry.value();
            case ITEMS -> PyTuple.of(entry.key(), entry.value());
        };
    }

    List<Object> items() {
        List<Object> items = new ArrayList<>(dict.size());
        dict.entries().forEach(entry -> items.add(of(entry)));
        return items;
    }
}
