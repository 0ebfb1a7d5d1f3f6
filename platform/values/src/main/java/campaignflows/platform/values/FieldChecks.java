package campaignflows.platform.values;

import campaignflows.platform.values.CheckOutcome.NoMatch;
import campaignflows.platform.values.CheckOutcome.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a Field Check (product.md, Field Check). It never throws on values: whatever does not go together
 * is a {@link NoMatch} with its reason, because a check must lead to Else and not end the walk.
 *
 * <ul>
 *   <li>An unset property makes every operator but {@code is_not_set} false, {@code not_equals} too.
 *   <li>Email compares without case, phone by digits, other text exactly. Integer and numeric compare as numbers.
 *   <li>A date against a date or a datetime compares calendar days in the zone.
 *   <li>A datetime against a datetime: {@code is_on} and {@code is_not_on} compare calendar days in the zone,
 *       {@code is_before} and {@code is_after} compare instants, {@code is_on_or_before} is {@code is_on} or
 *       {@code is_before}, and {@code is_on_or_after} likewise.
 * </ul>
 */
public final class FieldChecks {
    private FieldChecks() {}

    /** {@link #evaluate(FieldType, Operator, FieldValue, List, ZoneId)} with no operand ({@code null}) or one. */
    public static CheckOutcome evaluate(
            FieldType type, Operator operator, @Nullable FieldValue actual, @Nullable FieldValue operand, ZoneId zone) {
        return evaluate(type, operator, actual, operand == null ? List.of() : List.of(operand), zone);
    }

    /**
     * Compares.
     *
     * @param type of the property, as the campaign defines it
     * @param actual the property's value, or null if unset
     * @param operands none, one or more, as the operator takes; an operand that is unset is left out by the caller
     * @param zone the participant's zone if set, else the tenant's
     */
    public static CheckOutcome evaluate(
            FieldType type,
            Operator operator,
            @Nullable FieldValue actual,
            List<? extends FieldValue> operands,
            ZoneId zone) {
        if (!operator.appliesTo(type)) {
            return mismatch("The operator %s does not apply to a field of type %s"
                    .formatted(operator.wireName(), WireName.of(type)));
        }
        if (operator == Operator.IS_NOT_SET) {
            return CheckOutcome.of(actual == null);
        }
        if (actual == null) {
            return new NoMatch(Reason.UNSET, "The property is not set");
        }
        if (operator == Operator.IS_SET) {
            return CheckOutcome.MATCH;
        }
        if (actual.type() != type) {
            return mismatch("The property's value is of type %s, its definition says %s"
                    .formatted(WireName.of(actual.type()), WireName.of(type)));
        }
        if (operator.operands() == Operator.Operands.MANY) {
            return membership(operator, actual.canonical(), operands);
        }
        if (operands.isEmpty()) {
            return new NoMatch(Reason.OPERAND_UNSET, "The value to compare with is not set");
        }
        if (operands.size() > 1) {
            return mismatch("The operator %s takes one value, but there are %d"
                    .formatted(operator.wireName(), operands.size()));
        }
        return compare(type, operator, actual, operands.getFirst(), zone);
    }

    private static CheckOutcome compare(
            FieldType type, Operator operator, FieldValue actual, FieldValue operand, ZoneId zone) {
        return switch (type) {
            case STRING, ENUMERATION -> texts(operator, type, actual.canonical(), textOf(operand), operand);
            case EMAIL -> texts(operator, type, lower(actual.canonical()), lower(textOf(operand)), operand);
            case PHONE -> texts(operator, type, digits(actual), digits(operand), operand);
            case INTEGER, NUMERIC -> numbers(operator, type, actual, operand);
            case BOOLEAN -> booleans(operator, actual, operand);
            case DATE, DATETIME -> moments(operator, type, actual, operand, zone);
        };
    }

    private static CheckOutcome membership(Operator operator, String actual, List<? extends FieldValue> operands) {
        boolean isOne = false;
        for (FieldValue operand : operands) {
            String text = textOf(operand);
            if (text == null) {
                return mismatch(FieldType.ENUMERATION, operand);
            }
            isOne |= text.equals(actual);
        }
        return CheckOutcome.of(isOne == (operator == Operator.IS_ONE_OF));
    }

    private static CheckOutcome texts(
            Operator operator, FieldType type, @Nullable String actual, @Nullable String with, FieldValue operand) {
        if (actual == null || with == null) {
            return mismatch(type, operand);
        }
        return CheckOutcome.of(
                switch (operator) {
                    case EQUALS -> actual.equals(with);
                    case NOT_EQUALS -> !actual.equals(with);
                    case CONTAINS -> actual.contains(with);
                    case NOT_CONTAINS -> !actual.contains(with);
                    case STARTS_WITH -> actual.startsWith(with);
                    case ENDS_WITH -> actual.endsWith(with);
                    default -> throw unreachable(operator);
                });
    }

    private static CheckOutcome numbers(Operator operator, FieldType type, FieldValue actual, FieldValue operand) {
        if (actual instanceof FieldValue.IntegerValue(long value)
                && operand instanceof FieldValue.IntegerValue(long with)) {
            return numbers(operator, Long.compare(value, with));
        }
        BigDecimal value = numberOf(actual);
        BigDecimal with = numberOf(operand);
        return value == null || with == null ? mismatch(type, operand) : numbers(operator, value.compareTo(with));
    }

    private static CheckOutcome numbers(Operator operator, int order) {
        return CheckOutcome.of(
                switch (operator) {
                    case EQUALS -> order == 0;
                    case NOT_EQUALS -> order != 0;
                    case GT -> order > 0;
                    case GTE -> order >= 0;
                    case LT -> order < 0;
                    case LTE -> order <= 0;
                    default -> throw unreachable(operator);
                });
    }

    private static CheckOutcome booleans(Operator operator, FieldValue actual, FieldValue operand) {
        return operand instanceof FieldValue.Bool
                ? CheckOutcome.of(actual.equals(operand) == (operator == Operator.EQUALS))
                : mismatch(FieldType.BOOLEAN, operand);
    }

    private static CheckOutcome moments(
            Operator operator, FieldType type, FieldValue actual, FieldValue operand, ZoneId zone) {
        if (actual instanceof FieldValue.DateTime(Instant a) && operand instanceof FieldValue.DateTime(Instant b)) {
            // The two that no calendar is asked for.
            if (operator == Operator.IS_BEFORE) {
                return CheckOutcome.of(a.isBefore(b));
            }
            if (operator == Operator.IS_AFTER) {
                return CheckOutcome.of(a.isAfter(b));
            }
        }
        LocalDate day = dayOf(actual, zone);
        LocalDate withDay = dayOf(operand, zone);
        if (day == null || withDay == null) {
            return mismatch(type, operand);
        }
        int days = day.compareTo(withDay);
        int order =
                actual instanceof FieldValue.DateTime(Instant a) && operand instanceof FieldValue.DateTime(Instant b)
                        ? a.compareTo(b)
                        : days;
        return CheckOutcome.of(
                switch (operator) {
                    case IS_ON -> days == 0;
                    case IS_NOT_ON -> days != 0;
                    case IS_BEFORE -> order < 0;
                    case IS_AFTER -> order > 0;
                    case IS_ON_OR_BEFORE -> days == 0 || order < 0;
                    case IS_ON_OR_AFTER -> days == 0 || order > 0;
                    default -> throw unreachable(operator);
                });
    }

    private static @Nullable String textOf(FieldValue value) {
        return switch (value) {
            case FieldValue.Text text -> text.value();
            case FieldValue.Enumeration enumeration -> enumeration.value();
            case FieldValue.Email email -> email.value();
            case FieldValue.Phone phone -> phone.digits();
            case FieldValue.IntegerValue i -> null;
            case FieldValue.Decimal d -> null;
            case FieldValue.Bool b -> null;
            case FieldValue.Date d -> null;
            case FieldValue.DateTime d -> null;
        };
    }

    private static @Nullable BigDecimal numberOf(FieldValue value) {
        return switch (value) {
            case FieldValue.IntegerValue integer -> BigDecimal.valueOf(integer.value());
            case FieldValue.Decimal decimal -> decimal.value();
            default -> null;
        };
    }

    private static @Nullable LocalDate dayOf(FieldValue value, ZoneId zone) {
        return switch (value) {
            case FieldValue.Date date -> date.value();
            case FieldValue.DateTime dateTime -> dateTime.value().atZone(zone).toLocalDate();
            default -> null;
        };
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : EmailAddresses.matchKey(text);
    }

    /** The digits of what a phone is compared with; none at all compares with nothing. */
    private static @Nullable String digits(FieldValue value) {
        if (value instanceof FieldValue.Phone phone) {
            return phone.digits();
        }
        String text = textOf(value);
        String digits = text == null ? "" : PhoneNumbers.digitsOf(text);
        return digits.isEmpty() ? null : digits;
    }

    private static CheckOutcome mismatch(FieldType type, FieldValue operand) {
        return mismatch("A field of type %s cannot be compared with this value of type %s"
                .formatted(WireName.of(type), WireName.of(operand.type())));
    }

    private static CheckOutcome mismatch(String detail) {
        return new NoMatch(Reason.TYPE_MISMATCH, detail);
    }

    private static IllegalStateException unreachable(Operator operator) {
        return new IllegalStateException("Expected an operator of the type, but it is " + operator);
    }
}
