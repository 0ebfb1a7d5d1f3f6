package campaignflows.communication.voice;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A form as Twilio takes it and sends it: names with values, some of them more than one. */
record TwilioForm(List<Field> fields) {
    private static final int MOST_FIELDS = 500;

    record Field(String name, String value) {}

    TwilioForm {
        fields = List.copyOf(fields);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @throws IllegalArgumentException if it is no form, or one of too many fields
     */
    static TwilioForm decoded(String body) {
        List<Field> fields = new ArrayList<>();
        for (String pair : body.isEmpty() ? new String[0] : body.split("&", MOST_FIELDS + 1)) {
            if (fields.size() == MOST_FIELDS) {
                throw new IllegalArgumentException("Expected a form of at most %d fields".formatted(MOST_FIELDS));
            }
            String[] parts = pair.split("=", 2);
            fields.add(new Field(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : ""));
        }
        return new TwilioForm(fields);
    }

    /** With one more field. */
    TwilioForm and(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new TwilioForm(more);
    }

    String encoded() {
        return String.join(
                "&",
                fields.stream()
                        .map(field -> encode(field.name()) + "=" + encode(field.value()))
                        .toList());
    }

    /** The first value of the name that is not empty. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name) && !field.value().isEmpty())
                .map(Field::value)
                .findFirst();
    }

    /** Names and values one after the other as Twilio signs them: by name, and each value of a name once. */
    String signed() {
        Map<String, TreeSet<String>> byName = new TreeMap<>();
        fields.forEach(field ->
                byName.computeIfAbsent(field.name(), name -> new TreeSet<>()).add(field.value()));
        StringBuilder text = new StringBuilder();
        byName.forEach(
                (name, values) -> values.forEach(value -> text.append(name).append(value)));
        return text.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "TwilioForm[…]";
    }
}
