package campaignflows.platform.expression.runtime;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of dict. */
final class DictMethods {
    static final Set<String> NAMES =
            Set.of("clear", "copy", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    private DictMethods() {}

    static Object call(Evaluation run, PyDict dict, String name, Arguments arguments) {
        return switch (name) {
            case "get" -> {
                Object found = dict.get(run, arguments.count(name, 1, 2).get(0));
                yield found != null ? found : orNone(arguments);
            }
            case "keys", "values", "items" -> {
                arguments.count(name, 0, 0);
                yield new PyView(dict, PyView.Kind.valueOf(name.toUpperCase(Locale.ROOT)));
            }
            case "pop" -> {
                Object key = arguments.count(name, 1, 2).get(0);
                Object found = dict.remove(run, key);
                if (found == null && arguments.size() == 1) {
                    throw PythonError.of("KeyError", Repr.of(run, key));
                }
                yield found != null ? found : arguments.get(1);
            }
            case "popitem" -> {
                arguments.count(name, 0, 0);
                if (dict.size() == 0) {
                    throw PythonError.of("KeyError", "'popitem(): dictionary is empty'");
                }
                PyDict.Entry last = dict.entries().getLast();
                run.step(dict.size());
                dict.remove(run, last.key());
                yield PyTuple.of(last.key(), last.value());
            }
            case "setdefault" -> {
                Object key = arguments.count(name, 1, 2).get(0);
                Object found = dict.get(run, key);
                if (found == null) {
                    run.allocate(64);
                    found = orNone(arguments);
                    dict.put(run, key, found);
                }
                yield found;
            }
            case "update" -> {
                update(run, dict, arguments);
                yield PyNone.NONE;
            }
            case "copy" -> {
                arguments.count(name, 0, 0);
                run.allocateItems(4L * dict.size());
                yield dict.copy();
            }
            case "clear" -> {
                arguments.count(name, 0, 0);
                run.step(dict.size() >> 2);
                dict.clear();
                yield PyNone.NONE;
            }
            default -> throw PythonError.attribute("dict", name);
        };
    }

    private static Object orNone(Arguments arguments) {
        return arguments.size() == 2 ? arguments.get(1) : PyNone.NONE;
    }

    /** As {@code dict()} and {@code update()} take it: a dict or pairs, and names. */
    static void update(Evaluation run, PyDict dict, Arguments arguments) {
        if (arguments.size() > 1) {
            throw PythonError.type("dict expected at most 1 argument, got " + arguments.size());
        }
        if (arguments.size() == 1) {
            Object source = arguments.get(0);
            if (source instanceof PyDict other) {
                run.allocateItems(4L * other.size());
                dict.putAll(run, other);
            } else {
                pairs(run, dict, source);
            }
        }
        for (int i = 0; i < arguments.names().size(); i++) {
            run.allocate(64);
            dict.put(run, arguments.names().get(i), arguments.values().get(i));
        }
    }

    private static void pairs(Evaluation run, PyDict dict, Object source) {
        Iterator<Object> pairs = Iteration.over(run, source);
        for (int i = 0; pairs.hasNext(); i++) {
            Object next = pairs.next();
            @Nullable List<Object> pair = Iteration.isIterable(next) ? Iteration.all(run, next) : null;
            if (pair == null) {
                throw PythonError.type(
                        "cannot convert dictionary update sequence element #%d to a sequence".formatted(i));
            }
            if (pair.size() != 2) {
                throw PythonError.value("dictionary update sequence element #%d has length %d; 2 is required"
                        .formatted(i, pair.size()));
            }
            run.allocate(64);
            dict.put(run, pair.get(0), pair.get(1));
        }
    }
}
