package campaignflows.platform.expression.code;

import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.Names.Level;
import campaignflows.platform.expression.runtime.Attributes;
import campaignflows.platform.expression.runtime.Builtins;
import campaignflows.platform.expression.runtime.PythonError;
import campaignflows.platform.expression.syntax.Expr;
import campaignflows.platform.values.WireName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what names mean: variables first, then fields, then what Python brings along. */
final class NameCompiler {
    private static final Map<String, Level> LEVELS =
            Map.of("customer", Level.CUSTOMER, "participant", Level.PARTICIPANT, "communication", Level.COMMUNICATION);
    private static final Set<String> OF_CONTEXT = Set.of("customer", "participant", "communication", "now");

    private final Compilation compilation;
    private final ExpressionCompiler expressions;

    NameCompiler(Compilation compilation, ExpressionCompiler expressions) {
        this.compilation = compilation;
        this.expressions = expressions;
    }

    static @Nullable Level level(String name) {
        return LEVELS.get(name);
    }

    Code name(Expr.Name name, Scope scope) {
        Scope.Variable variable = scope.find(name.id());
        if (variable != null) {
            return variable(name.id(), variable, scope.kind());
        }
        if (!compilation.script) {
            OptionalInt field = compilation.names.bare(name.id());
            if (field.isPresent()) {
                return field(field.getAsInt());
            }
        }
        Optional<Object> builtin = Builtins.find(name.id());
        if (builtin.isPresent()) {
            Object value = builtin.get();
            return frame -> value;
        }
        throw compilation.error(name.at(), unknown(name.id()));
    }

    private String unknown(String name) {
        if (compilation.script) {
            boolean level = LEVELS.containsKey(name);
            return level || compilation.names.bare(name).isPresent()
                    ? "There is no name %s in a script: the fields are in context.customer, context.participant and context.communication"
                            .formatted(name)
                    : "There is no name " + name;
        }
        return LEVELS.containsKey(name)
                ? "%s needs one of its fields: %s.name_of_the_field".formatted(name, name)
                : "There is no field and no function " + name;
    }

    private Code field(int index) {
        compilation.use(index);
        return frame -> frame.run.field(index);
    }

    private static Code variable(String name, Scope.Variable variable, Scope.Kind from) {
        int slot = variable.slot();
        int depth = variable.depth();
        if (depth == 0) {
            return frame -> {
                Object value = frame.slots[slot];
                if (value == null) {
                    throw unassigned(name, variable, from);
                }
                return value;
            };
        }
        return frame -> {
            Object value = frame.out(depth).slots[slot];
            if (value == null) {
                throw unassigned(name, variable, from);
            }
            return value;
        };
    }

    private static PythonError unassigned(String name, Scope.Variable variable, Scope.Kind from) {
        if (variable.kind() == Scope.Kind.SCRIPT) {
            return PythonError.of("NameError", "name '%s' is not defined".formatted(name));
        }
        return variable.depth() == 0 && from != Scope.Kind.COMPREHENSION
                ? PythonError.of(
                        "UnboundLocalError",
                        "cannot access local variable '%s' where it is not associated with a value".formatted(name))
                : PythonError.of(
                        "NameError",
                        "cannot access free variable '%s' where it is not associated with a value in enclosing scope"
                                .formatted(name));
    }

    Code attribute(Expr.Attribute attribute, Scope scope) {
        Level level = levelOf(attribute.of(), scope);
        if (level != null) {
            OptionalInt field = compilation.names.of(level, attribute.name());
            if (field.isEmpty()) {
                throw compilation.error(
                        attribute.at(), "There is no field %s.%s".formatted(WireName.of(level), attribute.name()));
            }
            return field(field.getAsInt());
        }
        requireKnown(attribute, scope);
        Code of = expressions.compile(attribute.of(), scope);
        String name = attribute.name();
        return frame -> Attributes.get(frame.run, of.eval(frame), name);
    }

    /** Whether the expression is one of the three things that have fields: by its name, or by its name in the context. */
    private @Nullable Level levelOf(Expr of, Scope scope) {
        if (of instanceof Expr.Name(int at, String id)) {
            return !compilation.script && scope.find(id) == null ? LEVELS.get(id) : null;
        }
        return compilation.script
                        && of instanceof Expr.Attribute(int at, Expr.Name(int nameAt, String id), String name)
                        && scope.isContext(id)
                ? LEVELS.get(name)
                : null;
    }

    /** An attribute that nothing has is a mistake that need not wait for a walk to be found. */
    void requireKnown(Expr.Attribute attribute, Scope scope) {
        String name = attribute.name();
        boolean ofContext = attribute.of() instanceof Expr.Name(int at, String id) && scope.isContext(id);
        boolean field = noteField(name);
        if (ofContext
                ? !OF_CONTEXT.contains(name)
                : !Attributes.isKnown(name) && !(compilation.script && (field || OF_CONTEXT.contains(name)))) {
            throw compilation.error(
                    attribute.at(),
                    ofContext
                            ? "The context has customer, participant, communication and now, but no " + name
                            : "There is no attribute or method %s, or it is not supported".formatted(name));
        }
    }

    /** In a script a field may be asked for by a roundabout way; whoever wants to remove it should know. */
    private boolean noteField(String name) {
        if (!compilation.script) {
            return false;
        }
        boolean found = false;
        for (Level level : Level.values()) {
            // A result of a communication may have any name: only those that are written out count.
            OptionalInt field = level == Level.COMMUNICATION ? OptionalInt.empty() : compilation.names.of(level, name);
            field.ifPresent(compilation::use);
            found |= field.isPresent() || compilation.names.of(level, name).isPresent();
        }
        return found;
    }

    /** A text that is a field's name may be the key of an update. */
    void noteConstant(Object value) {
        if (compilation.script && value instanceof String text && text.length() < 200) {
            find(compilation.names, text).ifPresent(compilation::use);
        }
    }

    /** The field of {@code level.name} or of a bare name. */
    static OptionalInt find(Names names, String reference) {
        int dot = reference.indexOf('.');
        if (dot < 0) {
            return names.bare(reference);
        }
        Level level = LEVELS.get(reference.substring(0, dot));
        return level == null ? OptionalInt.empty() : names.of(level, reference.substring(dot + 1));
    }
}
