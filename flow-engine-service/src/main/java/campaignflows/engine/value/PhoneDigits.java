package campaignflows.engine.value;

import campaignflows.engine.value.Operand.Resolved;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prevents a phone number that code passes on from being parsed twice: code gets the number of a field as its digits, which
 * must not be mistaken for a national number. Digits that begin with 0, or anything with a +, are parsed like a literal.
 */
public final class PhoneDigits {
    private static final Pattern COMPLETE = Pattern.compile("[1-9][0-9]{4,19}");

    private PhoneDigits() {}

    /** The result of code for a property: complete digits for a phone are that phone, anything else is unchanged. */
    public static Resolved kept(Property property, Resolved resolved) {
        return property.type() == FieldType.PHONE
                        && resolved instanceof Resolved.Values(List<FieldValue> values)
                        && values.size() == 1
                        && values.getFirst() instanceof FieldValue.Text(String text)
                        && COMPLETE.matcher(text).matches()
                ? new Resolved.Values(List.of(FieldValue.Phone.ofComplete(text)))
                : resolved;
    }
}
