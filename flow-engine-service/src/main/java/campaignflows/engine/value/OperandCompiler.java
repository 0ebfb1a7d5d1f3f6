package campaignflows.engine.value;

import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.message.SendTimeValue;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.Operator;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.RelativeDate;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles the values of a campaign's settings: literals are parsed here, once; paths become properties. */
public final class OperandCompiler {
    private static final int LONGEST_NUMBER = 200;
    private static final ZoneId FAR_WEST = ZoneId.of("Etc/GMT+12");
    private static final ZoneId FAR_EAST = ZoneId.of("Etc/GMT-14");

    private final Properties properties;
    private final TenantFormats formats;
    private final ExpressionFields fields;

    public OperandCompiler(Properties properties, TenantFormats formats) {
        this.properties = properties;
        this.formats = formats;
        this.fields = new ExpressionFields(properties);
    }

    public Properties properties() {
        return properties;
    }

    /** The properties as code names them. */
    public ExpressionFields fields() {
        return fields;
    }

    /** The value that a check compares a property with. */
    public Operand forCheck(@Nullable ValueSource source, Property property, Operator operator) {
        return source instanceof ValueSource.Literal(JsonNode value)
                ? checkLiteral(value, property, operator)
                : compile(
                        source,
                        "Value",
                        (values, list, view) -> new CheckedValue(property, operator, this).of(values, list, view));
    }

    /** The value that is written to a field; a literal has the target's type. */
    public Operand forUpdate(@Nullable ValueSource source, Property target) {
        if (source instanceof ValueSource.Literal(JsonNode given)) {
            JsonNode value = present(given);
            return value == null ? new Operand.Nothing() : literal(value, target);
        }
        return compile(
                source,
                "Value",
                (values, list, view) -> PhoneDigits.kept(target, ExpressionOperand.written(values, list, view)));
    }

    /** A value that is passed on as text. */
    public TextOperand forText(@Nullable ValueSource source, String setting) {
        if (source instanceof ValueSource.Literal(JsonNode given)) {
            JsonNode value = present(given);
            return new TextOperand.Constant(value == null ? null : text(value));
        }
        return new TextOperand.Resolving(compile(source, setting, ExpressionOperand::single));
    }

    /** The same for what is sent: a value that is known only then stays a tag, unless a result has its name. */
    public TextOperand forMessage(@Nullable ValueSource source, String setting) {
        if (source instanceof ValueSource.Field(String path) && path != null && !properties.has(path)) {
            Optional<SendTimeValue> later = SendTimeValue.of(path);
            if (later.isPresent()) {
                return new TextOperand.Constant(later.get().tag());
            }
        }
        return forText(source, setting);
    }

    /** A fixed date or datetime. */
    public Operand forMoment(@Nullable JsonNode given, String setting) {
        JsonNode value = present(given);
        if (value == null) {
            throw new InvalidSettingException("Fill in required fields for: " + setting);
        }
        Operand operand = moment(text(value));
        if (operand instanceof Operand.Invalid(String reason)) {
            throw new InvalidSettingException(setting + ": " + reason);
        }
        return operand;
    }

    /** An expression that evaluates to a date or datetime. */
    public Operand forMoment(String code, String setting) {
        return ExpressionOperand.compile(code, fields, this::moment, setting);
    }

    private Operand.Resolved moment(List<FieldValue> values, boolean list, WalkView view) {
        FieldValue value = values.isEmpty() || list ? null : values.getFirst();
        return switch (value) {
            case FieldValue.Date date -> new Operand.Resolved.Values(values);
            case FieldValue.DateTime dateTime -> new Operand.Resolved.Values(values);
            case FieldValue.Text(String text) -> moment(text).resolve(view);
            case null, default ->
                new Operand.Resolved.Impossible("The expression gave something that is neither a date nor a datetime");
        };
    }

    private Operand compile(@Nullable ValueSource source, String setting, ExpressionOperand.Fit fit) {
        return switch (source) {
            case null -> throw new InvalidSettingException("Fill in required fields for: " + setting);
            case ValueSource.Literal literal ->
                throw new IllegalStateException("Expected a literal to be compiled for its use");
            case ValueSource.RelativeDate relative -> relative(relative, setting);
            case ValueSource.Field(String path) -> new Operand.OfProperty(properties.at(path, setting));
            case ValueSource.Expression(String code) -> {
                if (code == null || code.isBlank()) {
                    throw new InvalidSettingException("Fill in required fields for: " + setting);
                }
                yield ExpressionOperand.compile(code, fields, fit, setting);
            }
        };
    }

    private Operand relative(ValueSource.RelativeDate source, String setting) {
        ValueSource.RelativeDate.Base base = source.base();
        if (base == null) {
            throw new InvalidSettingException("Fill in required fields for: " + setting);
        }
        try {
            int days = orZero(source.offsetDays());
            int hours = orZero(source.offsetHours());
            return switch (base) {
                case TODAY -> new Operand.Relative(new RelativeDate(RelativeDate.Base.TODAY, days, hours), null);
                case NOW -> new Operand.Relative(new RelativeDate(RelativeDate.Base.NOW, days, hours), null);
                case FIELD ->
                    new Operand.Relative(
                            new RelativeDate(RelativeDate.Base.FIELD, days, hours),
                            properties.at(source.field(), setting));
            };
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(setting + ": " + e.getMessage());
        }
    }

    private Operand checkLiteral(@Nullable JsonNode given, Property property, Operator operator) {
        JsonNode value = present(given);
        if (value == null) {
            return new Operand.Nothing();
        }
        if (operator.operands() == Operator.Operands.MANY) {
            return oneOf(value);
        }
        if (!value.isValueNode()) {
            return new Operand.Invalid("The value is a list, but " + operator.wireName() + " takes one value");
        }
        return checkText(text(value), property, operator);
    }

    /** A text that a property is compared with, wherever it comes from. */
    Operand checkText(String text, Property property, Operator operator) {
        if (text.isEmpty()) {
            return new Operand.Nothing();
        }
        return switch (property.type()) {
            case STRING, ENUMERATION, EMAIL -> plainText(text, operator);
            case PHONE -> isWhole(operator) ? phone(text) : plainText(text, operator);
            case DATE, DATETIME -> moment(text);
            case INTEGER, NUMERIC -> parsed(FieldType.NUMERIC, text);
            case BOOLEAN -> parsed(FieldType.BOOLEAN, text);
        };
    }

    private static Operand oneOf(JsonNode value) {
        List<FieldValue> values = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            if (!item.isValueNode() || item.isNull()) {
                return new Operand.Invalid("The list holds something that is not a value");
            }
            try {
                values.add(new FieldValue.Enumeration(text(item).strip()));
            } catch (IllegalArgumentException e) {
                return new Operand.Invalid(String.valueOf(e.getMessage()));
            }
        }
        return new Operand.Constant(values);
    }

    /** Stored texts have no outer white space; a part of a text may well begin or end with some. */
    private static Operand plainText(String text, Operator operator) {
        try {
            return new Operand.Constant(List.of(new FieldValue.Text(isWhole(operator) ? text.strip() : text)));
        } catch (IllegalArgumentException e) {
            return new Operand.Invalid(String.valueOf(e.getMessage()));
        }
    }

    private Operand phone(String text) {
        ParseContext context = formats.parsing(formats.timezone(), Set.of());
        return FieldParser.parse(FieldType.PHONE, text, context) instanceof ParseResult.Parsed(FieldValue value)
                ? new Operand.Constant(List.of(value))
                : plainText(text, Operator.EQUALS);
    }

    static boolean isWhole(Operator operator) {
        return operator == Operator.EQUALS || operator == Operator.NOT_EQUALS;
    }

    /** A date alone stays a date: compared with a datetime it means the calendar day. */
    private Operand moment(String text) {
        return FieldParser.day(text, formats.parsing(formats.timezone(), Set.of()))
                .<Operand>map(day -> new Operand.Constant(List.of(new FieldValue.Date(day))))
                .orElseGet(() -> dateTime(text));
    }

    private Operand dateTime(String text) {
        ParseResult west = FieldParser.parse(FieldType.DATETIME, text, formats.parsing(FAR_WEST, Set.of()));
        ParseResult east = FieldParser.parse(FieldType.DATETIME, text, formats.parsing(FAR_EAST, Set.of()));
        return switch (west) {
            case ParseResult.Parsed(FieldValue value) ->
                west.equals(east) ? new Operand.Constant(List.of(value)) : new Operand.LocalDateTimeText(text);
            case ParseResult.Invalid(String message) -> new Operand.Invalid(message);
        };
    }

    private Operand parsed(FieldType type, String text) {
        return operand(FieldParser.parse(type, text, formats.parsing(formats.timezone(), Set.of())));
    }

    private Operand literal(JsonNode value, Property target) {
        if (!value.isValueNode()) {
            return new Operand.Invalid("The value is a list, but a field holds one value");
        }
        String text = text(value);
        if (target.type() == FieldType.DATETIME) {
            return dateTime(text);
        }
        ParseContext context = formats.parsing(formats.timezone(), target.allowedValues());
        Identifier identifier = target.identifier().orElse(null);
        return operand(
                identifier == null ? FieldParser.parse(target.type(), text, context) : identifier.parse(text, context));
    }

    private static Operand operand(ParseResult result) {
        return switch (result) {
            case ParseResult.Parsed(FieldValue value) -> new Operand.Constant(List.of(value));
            case ParseResult.Invalid(String message) -> new Operand.Invalid(message);
        };
    }

    /** JSON's null is not a value either. */
    private static @Nullable JsonNode present(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode() ? null : value;
    }

    /** Numbers as people write them if that is short; a hostile exponent stays one and is refused when parsed. */
    private static String text(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return Math.abs((long) number.scale()) + number.precision() > LONGEST_NUMBER
                    ? number.toString()
                    : number.toPlainString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static int orZero(@Nullable Integer offset) {
        return offset == null ? 0 : offset;
    }
}
