package campaignflows.platform.expression.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The methods of list and tuple. */
final class ListMethods {
    static final Set<String> LIST =
            Set.of("append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort");
    static final Set<String> TUPLE = Set.of("count", "index");

    private ListMethods() {}

    static Object call(Evaluation run, PyList list, String name, Arguments arguments) {
        List<Object> items = list.items();
        switch (name) {
            case "append" -> {
                run.allocate(16);
                items.add(arguments.count(name, 1, 1).get(0));
                requireSize(run, items);
            }
            case "clear" -> {
                arguments.count(name, 0, 0);
                run.step(items.size() >> 4);
                items.clear();
            }
            case "copy" -> {
                arguments.count(name, 0, 0);
                run.allocateItems(items.size());
                return new PyList(items);
            }
            case "count", "index" -> {
                return search(run, items, name, arguments, "list");
            }
            case "extend" -> extend(run, list, arguments.count(name, 1, 1).get(0));
            case "insert" -> {
                int at = arguments.count(name, 2, 2).whole(0);
                run.allocate(16);
                run.step(items.size() >> 4);
                int place = at < 0 ? Math.max(0, at + items.size()) : Math.min(at, items.size());
                items.add(place, arguments.get(1));
                requireSize(run, items);
            }
            case "pop" -> {
                return pop(run, items, arguments.count(name, 0, 1));
            }
            case "remove" -> remove(run, items, arguments.count(name, 1, 1).get(0));
            case "reverse" -> {
                arguments.count(name, 0, 0);
                run.step(items.size());
                Collections.reverse(items);
            }
            case "sort" -> sort(run, items, arguments);
            default -> throw PythonError.attribute("list", name);
        }
        return PyNone.NONE;
    }

    private static void requireSize(Evaluation run, List<Object> items) {
        if (items.size() > Evaluation.MAX_LENGTH) {
            run.allocateItems(items.size());
        }
    }

    static void extend(Evaluation run, PyList list, Object values) {
        List<Object> all = Iteration.all(run, values);
        run.allocateItems(
                (long) list.items().size() + all.size() > Evaluation.MAX_LENGTH ? Long.MAX_VALUE / 32 : all.size());
        list.items().addAll(all);
    }

    private static Object pop(Evaluation run, List<Object> items, Arguments arguments) {
        if (items.isEmpty()) {
            throw PythonError.of("IndexError", "pop from empty list");
        }
        int at = arguments.size() == 0 ? -1 : arguments.whole(0);
        int place = at < 0 ? at + items.size() : at;
        if (place < 0 || place >= items.size()) {
            throw PythonError.of("IndexError", "pop index out of range");
        }
        run.step((items.size() - place) >> 4);
        return items.remove(place);
    }

    private static void remove(Evaluation run, List<Object> items, Object value) {
        for (int i = 0; i < items.size(); i++) {
            run.step(1);
            if (Sequences.isItem(run, items.get(i), value)) {
                run.step((items.size() - i) >> 4);
                items.remove(i);
                return;
            }
        }
        throw PythonError.value("list.remove(x): x not in list");
    }

    private static void sort(Evaluation run, List<Object> items, Arguments arguments) {
        if (arguments.size() > 0) {
            throw PythonError.type("sort() takes no positional arguments");
        }
        List<Object> sorted = Sorting.sorted(run, new ArrayList<>(items), arguments, "sort");
        items.clear();
        items.addAll(sorted);
    }

    static Object search(Evaluation run, List<Object> items, String name, Arguments arguments, String type) {
        arguments.count(name, 1, name.equals("count") ? 1 : 3);
        Object wanted = arguments.get(0);
        int from = clipped(arguments.place(1, 0), items.size());
        int to = clipped(arguments.place(2, items.size()), items.size());
        long count = 0;
        for (int i = from; i < Math.min(to, items.size()); i++) {
            run.step(1);
            if (Sequences.isItem(run, items.get(i), wanted)) {
                if (name.equals("index")) {
                    return (long) i;
                }
                count++;
            }
        }
        if (name.equals("index")) {
            throw PythonError.value(
                    type.equals("list") ? Repr.of(run, wanted) + " is not in list" : "tuple.index(x): x not in tuple");
        }
        return count;
    }

    private static int clipped(int place, int size) {
        return place < 0 ? Math.max(0, place + size) : place;
    }

    static Object call(Evaluation run, PyTuple tuple, String name, Arguments arguments) {
        if (!TUPLE.contains(name)) {
            throw PythonError.attribute("tuple", name);
        }
        return search(run, tuple.items(), name, arguments, "tuple");
    }
}
