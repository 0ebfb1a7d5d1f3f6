package campaignflows.gateway.openid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a token's claims something is found: names with slashes between them, as {@code realm_access/roles}. A name that holds a
 * slash itself is put in quotation marks.
 */
public record ClaimPath(List<String> names) {
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|([^/\"]+)");

    public ClaimPath {
        names = List.copyOf(names);
    }

    static ClaimPath parse(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            at = matcher.end();
            if (at < text.length() && text.charAt(at) == '/') {
                at++;
            } else {
                break;
            }
        }
        if (names.isEmpty() || at != text.length() || text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "Expected the path of a claim, as realm_access/roles, but it is " + text);
        }
        return new ClaimPath(names);
    }

    /** The values there; none if there is nothing, or something that is no text. */
    List<String> valuesIn(JsonNode claims) {
        JsonNode found = at(claims);
        if (found.isArray()) {
            List<String> values = new ArrayList<>();
            found.forEach(value -> {
                if (value.isTextual()) {
                    values.add(value.textValue());
                }
            });
            return values;
        }
        return found.isTextual() ? List.of(found.textValue()) : List.of();
    }

    /** The same, where one text may hold several values with spaces between them. */
    List<String> wordsIn(JsonNode claims) {
        JsonNode found = at(claims);
        return found.isTextual() ? Arrays.asList(found.textValue().strip().split("\\s+")) : valuesIn(claims);
    }

    private JsonNode at(JsonNode claims) {
        JsonNode found = claims;
        for (String name : names) {
            found = found.path(name);
        }
        return found;
    }
}
