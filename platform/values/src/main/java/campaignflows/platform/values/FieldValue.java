package campaignflows.platform.values;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One value of a data field. It exists so that a value, once parsed, can neither lose its type nor leave the limits of
 * {@link ValueLimits}: whatever is held here can be stored, sent and read back without a loss.
 *
 * <p>Two values are equal exactly when their type and {@link #canonical()} text are equal. ({@code 10.0} and
 * {@code 10.00} are different values that compare as the same number in a Field Check.)
 */
public sealed interface FieldValue {

    /** The type of field that this value belongs to. */
    FieldType type();

    /** The one text form in storage, between services and in snapshots. Read back by {@link #ofCanonical}. */
    String canonical();

    /** What the public API shows: a {@link Boolean}, a {@link Long}, or the canonical text for every other type. */
    default Object publicForm() {
        return canonical();
    }

    /**
     * Reads back what {@link #canonical()} gave.
     *
     * @throws IllegalArgumentException if the text is no canonical text of the type
     */
    static FieldValue ofCanonical(FieldType type, String text) {
        return CanonicalText.read(type, text);
    }

    record Text(String value) implements FieldValue {
        public Text {
            ValueLimits.requireStorable(value, ValueLimits.MAX_TEXT_LENGTH);
        }

        @Override
        public FieldType type() {
            return FieldType.STRING;
        }

        @Override
        public String canonical() {
            return value;
        }
    }

    /** A whole number of 64 bits: it fits a {@code bigint} and a Python {@code int} alike. */
    record IntegerValue(long value) implements FieldValue {
        @Override
        public FieldType type() {
            return FieldType.INTEGER;
        }

        @Override
        public String canonical() {
            return Long.toString(value);
        }

        @Override
        public Object publicForm() {
            return value;
        }
    }

    /** An exact decimal. Trailing zeros are kept: {@code 10.00} stays {@code 10.00} in a message. */
    record Decimal(BigDecimal value) implements FieldValue {
        public Decimal {
            value = ValueLimits.requireDecimal(value);
        }

        @Override
        public FieldType type() {
            return FieldType.NUMERIC;
        }

        @Override
        public String canonical() {
            return value.toPlainString();
        }
    }

    record Bool(boolean value) implements FieldValue {
        @Override
        public FieldType type() {
            return FieldType.BOOLEAN;
        }

        @Override
        public String canonical() {
            return Boolean.toString(value);
        }

        @Override
        public Object publicForm() {
            return value;
        }
    }

    /** A calendar day, of the years 1 to 9999. */
    record Date(LocalDate value) implements FieldValue {
        public Date {
            ValueLimits.requireYear(value.getYear());
        }

        @Override
        public FieldType type() {
            return FieldType.DATE;
        }

        @Override
        public String canonical() {
            return value.toString();
        }
    }

    /** An instant of the years 1 to 9999 UTC, to the microsecond; finer parts are cut off. */
    record DateTime(Instant value) implements FieldValue {
        public DateTime {
            value = ValueLimits.requireInstant(value);
        }

        @Override
        public FieldType type() {
            return FieldType.DATETIME;
        }

        @Override
        public String canonical() {
            return value.toString();
        }
    }

    /** One of the field's allowed values; that it is allowed is checked where it is parsed. */
    record Enumeration(String value) implements FieldValue {
        public Enumeration {
            ValueLimits.requireStorable(value, ValueLimits.MAX_TEXT_LENGTH);
        }

        @Override
        public FieldType type() {
            return FieldType.ENUMERATION;
        }

        @Override
        public String canonical() {
            return value;
        }
    }

    /** An email address in its {@link EmailAddresses normal form}; two are the same address when their {@link #matchKey()} is. */
    record Email(String value) implements FieldValue {
        public Email {
            ValueLimits.requireStorable(value, EmailAddresses.MAX_LENGTH);
        }

        @Override
        public FieldType type() {
            return FieldType.EMAIL;
        }

        @Override
        public String canonical() {
            return value;
        }

        public String matchKey() {
            return EmailAddresses.matchKey(value);
        }
    }

    /** The digits of a phone number: E.164 without {@code +} where known, else as they were given. */
    record Phone(String digits) implements FieldValue {
        public Phone {
            if (!PhoneNumbers.isDigits(digits)) {
                throw new IllegalArgumentException(
                        "Expected a phone number of 5 to 20 digits, but it is something else");
            }
        }

        @Override
        public FieldType type() {
            return FieldType.PHONE;
        }

        @Override
        public String canonical() {
            return digits;
        }
    }
}
