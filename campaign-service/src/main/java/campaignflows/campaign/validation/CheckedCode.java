package campaignflows.campaign.validation;

import campaignflows.platform.expression.CompileException;
import campaignflows.platform.expression.Environment;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.PythonExpression;
import campaignflows.platform.expression.PythonResult;
import campaignflows.platform.expression.PythonScript;
import campaignflows.platform.expression.ScriptResult;
import campaignflows.platform.expression.UnreadableFieldException;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.WireName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An expression or a script that compiles, to be evaluated with the values of one participant. */
public final class CheckedCode {
    private final List<Property> fields;
    private final @Nullable PythonExpression expression;
    private final @Nullable PythonScript script;

    private CheckedCode(List<Property> fields, @Nullable PythonExpression expression, @Nullable PythonScript script) {
        this.fields = fields;
        this.expression = expression;
        this.script = script;
    }

    /**
     * Compiles an expression.
     *
     * @throws CompileException with the place of what is wrong
     */
    public static CheckedCode expression(String code, PropertyCatalogue properties) {
        Fields fields = new Fields(properties);
        return new CheckedCode(fields.named, PythonExpression.compile(code, fields), null);
    }

    /**
     * Compiles a script.
     *
     * @throws CompileException with the place of what is wrong
     */
    public static CheckedCode script(String code, PropertyCatalogue properties) {
        Fields fields = new Fields(properties);
        return new CheckedCode(fields.named, null, PythonScript.compile(code, fields));
    }

    /**
     * What a participant's walk sees.
     *
     * @param values canonical texts by {@code level.name}; what is unset is not there
     */
    public record View(Map<String, String> values, Instant now, ZoneId zone) {
        public View {
            values = Map.copyOf(values);
        }
    }

    /** Evaluates the expression. */
    public PythonResult evaluate(View view, Limits limits) {
        if (expression == null) {
            throw new IllegalStateException("Expected an expression, but it is a script");
        }
        return expression.evaluate(in(view), limits);
    }

    /** Runs the script without writing its updates. */
    public ScriptResult run(View view, Limits limits) {
        if (script == null) {
            throw new IllegalStateException("Expected a script, but it is an expression");
        }
        return script.run(in(view), limits);
    }

    private Environment in(View view) {
        return new Environment() {
            @Override
            public @Nullable FieldValue field(int index) {
                Property property = fields.get(index);
                String text = view.values().get(property.reference());
                try {
                    return text == null ? null : FieldValue.ofCanonical(property.type(), text);
                } catch (IllegalArgumentException e) {
                    throw new UnreadableFieldException(property.reference() + " is not a valid value of its type");
                }
            }

            @Override
            public Instant now() {
                return view.now();
            }

            @Override
            public ZoneId zone() {
                return view.zone();
            }
        };
    }

    /** Numbers the fields in the order in which the code names them. */
    private static final class Fields implements Names {
        private final PropertyCatalogue properties;
        private final List<Property> named = new ArrayList<>();

        private Fields(PropertyCatalogue properties) {
            this.properties = properties;
        }

        @Override
        public OptionalInt bare(String name) {
            OptionalInt ofCustomer = of(Level.CUSTOMER, name);
            return ofCustomer.isPresent() ? ofCustomer : of(Level.PARTICIPANT, name);
        }

        @Override
        public OptionalInt of(Level level, String name) {
            Optional<Property> found = properties.find(WireName.of(level) + "." + name);
            if (found.isEmpty()) {
                return OptionalInt.empty();
            }
            named.add(found.get());
            return OptionalInt.of(named.size() - 1);
        }
    }
}
