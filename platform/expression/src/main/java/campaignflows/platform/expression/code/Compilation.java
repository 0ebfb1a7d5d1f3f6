package campaignflows.platform.expression.code;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.syntax.Source;
import java.util.Set;
import java.util.TreeSet;

/** What is known while one piece of code is compiled: its names, how deep it is and how much there is of it. */
final class Compilation {
    /** Deeper code would need more of the stack than there may be. */
    private static final int MAX_DEPTH = 400;

    final Source source;
    final Names names;
    final boolean script;
    private final Set<Integer> fields = new TreeSet<>();
    private String qualifier = "";
    private int depth;
    private int deepest;
    private int weight;

    Compilation(Source source, Names names, boolean script) {
        this.source = source;
        this.names = names;
        this.script = script;
    }

    CompileException error(int at, String problem) {
        return source.error(at, problem);
    }

    /** One more part of the code, inside the last one. */
    void enter(int at) {
        weight++;
        depth++;
        deepest = Math.max(deepest, depth);
        if (depth > MAX_DEPTH) {
            throw error(at, "The code is nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    /** How many parts there are so far; the difference of two is how many there are between. */
    int weight() {
        return weight;
    }

    int depth() {
        return depth;
    }

    /** Starts measuring again how deep a function is; returns what to give back. */
    int startFunction() {
        int outer = deepest;
        deepest = depth;
        return outer;
    }

    /** How deep the function was. */
    int endFunction(int outer) {
        int levels = deepest - depth;
        deepest = Math.max(outer, deepest);
        return levels;
    }

    /** What stands before the names of the functions that are compiled now. */
    String qualifier() {
        return qualifier;
    }

    void qualify(String newQualifier) {
        qualifier = newQualifier;
    }

    void use(int field) {
        fields.add(field);
    }

    Set<Integer> fields() {
        return Set.copyOf(fields);
    }
}
