package campaignflows.local.mail;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which mails are asked for. An empty value counts as not given; anything not understood is refused. */
record MailQuery(Optional<String> to, int limit) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 100_000;

    static MailQuery parse(@Nullable String raw) {
        Map<String, String> parameters = parameters(raw, Set.of("to", "limit"));
        return new MailQuery(
                Optional.ofNullable(parameters.get("to")),
                Optional.ofNullable(parameters.get("limit"))
                        .map(text -> number("limit", text, MAX_LIMIT))
                        .orElse(DEFAULT_LIMIT));
    }

    static Map<String, String> parameters(@Nullable String raw, Set<String> known) {
        Map<String, String> parameters = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!known.contains(name)) {
                throw new MailHttp.BadRequestException("Expected only the parameters "
                        + known.stream().sorted().toList() + ", but there is " + name);
            }
            if (!value.isEmpty() && parameters.put(name, value) != null) {
                throw new MailHttp.BadRequestException("Expected " + name + " once, but it is there twice");
            }
        }
        return parameters;
    }

    static int number(String name, String text, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new MailHttp.BadRequestException(
                "Expected " + name + " to be a number from 1 to " + most + ", but it was " + text);
    }

    /** A plus sign stays one: it occurs in addresses, where a space cannot. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MailHttp.BadRequestException("A parameter holds a malformed %-escape");
        }
    }
}
