package campaignflows.campaign.validation;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.PythonExpression;
import campaignflows.platform.expression.PythonScript;
import campaignflows.platform.values.WireName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** The fields as Python code names them; it records which of them a piece of code has used. */
final class CodeNames implements Names {
    private static final String BARE = ".";

    private final Predicate<String> exists;
    private final List<String> references = new ArrayList<>();

    private CodeNames(Predicate<String> exists) {
        this.exists = exists;
    }

    /** What keeps an expression from being compiled, with its line and column; empty if nothing does. */
    static Optional<CompileException> problemOf(String expression, PropertyCatalogue properties) {
        try {
            PythonExpression.compile(
                    expression, new CodeNames(name -> properties.find(name).isPresent()));
            return Optional.empty();
        } catch (CompileException e) {
            return Optional.of(e);
        }
    }

    /** Likewise of a script. */
    static Optional<CompileException> problemOfScript(String script, PropertyCatalogue properties) {
        try {
            PythonScript.compile(
                    script, new CodeNames(name -> properties.find(name).isPresent()));
            return Optional.empty();
        } catch (CompileException e) {
            return Optional.of(e);
        }
    }

    /** Whether an expression asks for a field. Every other name is taken for a field too, so that nothing stops it. */
    static boolean uses(String expression, String reference) {
        CodeNames names = new CodeNames(name -> true);
        try {
            return names.isUsed(PythonExpression.compile(expression, names).fields(), reference);
        } catch (CompileException e) {
            return false;
        }
    }

    /** Whether a script asks for a field or may write it. */
    static boolean usesInScript(String script, String reference) {
        CodeNames names = new CodeNames(name -> true);
        try {
            return names.isUsed(PythonScript.compile(script, names).fields(), reference);
        } catch (CompileException e) {
            return false;
        }
    }

    private boolean isUsed(Set<Integer> indexes, String reference) {
        String name = reference.substring(reference.indexOf('.') + 1);
        return indexes.stream()
                .map(references::get)
                .anyMatch(used -> used.equals(reference) || used.equals(BARE + name));
    }

    @Override
    public OptionalInt bare(String name) {
        return exists.test("customer." + name) || exists.test("participant." + name)
                ? noted(BARE + name)
                : OptionalInt.empty();
    }

    @Override
    public OptionalInt of(Level level, String name) {
        String reference = WireName.of(level) + "." + name;
        return exists.test(reference) ? noted(reference) : OptionalInt.empty();
    }

    private OptionalInt noted(String reference) {
        references.add(reference);
        return OptionalInt.of(references.size() - 1);
    }
}
