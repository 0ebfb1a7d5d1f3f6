package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.expression.CompileException;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.RelativeDate;
import campaignflows.platform.values.WireName;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value is valid for its use. Each method returns the problem, or empty if there is none; values that are not filled in
 * are not checked here.
 */
final class ValueRules {
    private final ValidationContext context;

    ValueRules(ValidationContext context) {
        this.context = context;
    }

    /** A value that is compared with the property or written to it. */
    Optional<Problem> check(ValueSource value, Property target, ValueUse use) {
        return switch (value) {
            case ValueSource.Literal literal ->
                literal.value() == null || SettingPresence.isEmpty(literal, use)
                        ? Optional.empty()
                        : literal(literal.value(), target, use).map(problem -> problem.in("value"));
            case ValueSource.Field field -> field(field, target, use).map(problem -> problem.in("field"));
            case ValueSource.RelativeDate date -> relativeDate(date, target);
            case ValueSource.Expression(String code) -> expression(code);
        };
    }

    /** A value without a type of its own: a parameter of a conversation or a variable of a template. */
    Optional<Problem> checkUntyped(ValueSource value) {
        return switch (value) {
            case ValueSource.Literal literal ->
                literal.value() != null && !literal.value().isValueNode()
                        ? invalid("Expected a text, a number, true or false").map(problem -> problem.in("value"))
                        : Optional.empty();
            case ValueSource.Field field ->
                find(field.field()).isPresent()
                        ? Optional.empty()
                        : unknown(field.field()).map(problem -> problem.in("field"));
            case ValueSource.RelativeDate date -> offsets(date);
            case ValueSource.Expression(String code) -> expression(code);
        };
    }

    /** One literal of a list. */
    Optional<Problem> checkElement(JsonNode element, Property target) {
        return literal(element, target, ValueUse.COMPARED);
    }

    private Optional<Problem> literal(JsonNode value, Property target, ValueUse use) {
        Optional<String> text = LiteralText.of(value);
        if (text.isEmpty()) {
            return invalid("Expected one value, such as a text or a number");
        }
        if (use == ValueUse.COMPARED_IN_PART) {
            return partOfText(text.get(), target);
        }
        ParseResult result =
                FieldParser.parse(target.type(), text.get(), context.parsing().withAllowedValues(target.values()));
        return result instanceof ParseResult.Invalid(String message) ? invalid(message) : Optional.empty();
    }

    private static Optional<Problem> partOfText(String text, Property target) {
        if (target.type() == FieldType.PHONE && text.chars().noneMatch(Character::isDigit)) {
            return invalid("Expected digits, since phone numbers are compared by their digits");
        }
        return Optional.empty();
    }

    private Optional<Problem> field(ValueSource.Field field, Property target, ValueUse use) {
        Optional<Property> source = find(field.field());
        if (source.isEmpty()) {
            return SettingPresence.isFilledIn(field.field()) ? unknown(field.field()) : Optional.empty();
        }
        return goTogether(source.get().type(), target.type(), use)
                ? Optional.empty()
                : invalid("%s is of type %s, which does not go with type %s"
                        .formatted(
                                source.get().reference(),
                                WireName.of(source.get().type()),
                                WireName.of(target.type())));
    }

    private Optional<Problem> relativeDate(ValueSource.RelativeDate date, Property target) {
        if (!target.isDate()) {
            return invalid("A relative date goes with a date or a datetime only, and %s is of type %s"
                    .formatted(target.reference(), WireName.of(target.type())));
        }
        return offsets(date);
    }

    private Optional<Problem> offsets(ValueSource.RelativeDate date) {
        if (date.base() == null) {
            return Optional.empty();
        }
        int hours = date.offsetHours() == null ? 0 : date.offsetHours();
        int days = date.offsetDays() == null ? 0 : date.offsetDays();
        if (date.base() == ValueSource.RelativeDate.Base.FIELD && SettingPresence.isFilledIn(date.field())) {
            Optional<Property> source = find(date.field());
            if (source.isEmpty()) {
                return unknown(date.field()).map(problem -> problem.in("field"));
            }
            if (!source.get().isDate()) {
                return invalid("%s is neither a date nor a datetime: choose one that is"
                                .formatted(source.get().reference()))
                        .map(problem -> problem.in("field"));
            }
            if (hours != 0 && source.get().type() == FieldType.DATE) {
                return invalid("Hours cannot be added to %s, which is a date: use days"
                                .formatted(source.get().reference()))
                        .map(problem -> problem.in("offset_hours"));
            }
        }
        return bounds(date.base(), days, hours);
    }

    private static Optional<Problem> bounds(ValueSource.RelativeDate.Base base, int days, int hours) {
        RelativeDate.Base valueBase = switch (base) {
            case TODAY -> RelativeDate.Base.TODAY;
            case NOW -> RelativeDate.Base.NOW;
            case FIELD -> RelativeDate.Base.FIELD;
        };
        try {
            // The record knows its bounds; making one is the check.
            RelativeDate checked = new RelativeDate(valueBase, days, hours);
            return checked.base() == valueBase ? Optional.empty() : invalid("Expected another base");
        } catch (IllegalArgumentException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    Optional<Property> find(@Nullable String reference) {
        return reference == null ? Optional.empty() : context.properties().find(reference);
    }

    private static boolean goTogether(FieldType source, FieldType target, ValueUse use) {
        return use == ValueUse.WRITTEN ? canBeWritten(source, target) : family(source) == family(target);
    }

    /** Whether every value of the one type may be one of the other; what a text holds shows only when it is written. */
    private static boolean canBeWritten(FieldType source, FieldType target) {
        return switch (target) {
            case STRING -> true;
            case EMAIL, PHONE, ENUMERATION -> family(source) == Family.TEXT;
            case INTEGER -> source == FieldType.INTEGER;
            case NUMERIC -> family(source) == Family.NUMBER;
            case BOOLEAN -> source == FieldType.BOOLEAN;
            case DATE, DATETIME -> family(source) == Family.DATE;
        };
    }

    private static Family family(FieldType type) {
        return switch (type) {
            case STRING, EMAIL, PHONE, ENUMERATION -> Family.TEXT;
            case INTEGER, NUMERIC -> Family.NUMBER;
            case BOOLEAN -> Family.BOOLEAN;
            case DATE, DATETIME -> Family.DATE;
        };
    }

    private enum Family {
        TEXT,
        NUMBER,
        BOOLEAN,
        DATE
    }

    private static Optional<Problem> invalid(String message) {
        return Optional.of(new Problem(FindingCode.VALUE_INVALID, message));
    }

    private Optional<Problem> unknown(@Nullable String reference) {
        return Optional.of(
                new Problem(FindingCode.UNKNOWN_FIELD, context.properties().unknown(reference)));
    }

    /** Whether it compiles; what it gives shows only in a walk. */
    Optional<Problem> expression(@Nullable String code) {
        return SettingPresence.isFilledIn(code) && code != null
                ? CodeNames.problemOf(code, context.properties()).map(Problem::ofCode)
                : Optional.empty();
    }

    /**
     * What is wrong with a value.
     *
     * @param path   of the part that it is about, to be appended to the value's own path; empty for the whole value
     * @param line   in the code that it is about; null if it is not about code
     * @param column likewise
     */
    record Problem(
            FindingCode code,
            String message,
            String path,
            @Nullable Integer line,
            @Nullable Integer column) {
        Problem(FindingCode code, String message) {
            this(code, message, "", null, null);
        }

        /** Of the code of an expression, under the property {@code code}. */
        static Problem ofCode(CompileException exception) {
            return new Problem(
                    FindingCode.EXPRESSION_INVALID,
                    String.valueOf(exception.getMessage()),
                    ".code",
                    exception.line(),
                    exception.column());
        }

        /** Of a script, which is a setting by itself. */
        static Problem ofScript(CompileException exception) {
            Problem ofCode = ofCode(exception);
            return new Problem(ofCode.code, ofCode.message, "", ofCode.line, ofCode.column);
        }

        /** The problem as one of this property of the value. */
        Problem in(String property) {
            return new Problem(code, message, "." + property + path, line, column);
        }

        /** The problem as one of this element of the value's list. */
        Problem inElement(int index) {
            return new Problem(code, message, ".value[" + index + "]", line, column);
        }
    }
}
