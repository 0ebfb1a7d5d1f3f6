package campaignflows.e2e.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of Prometheus whose every time is divided by a factor, so that what takes an hour is seen in minutes: {@code for}, ranges
 * and offsets. What an {@code increase} over such a range is compared with is divided as well, since it is a rate. All other
 * thresholds stay: 100,000 events are 100,000 events, and an age of 60 s is one.
 */
final class ShortenedRules {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern TIME = Pattern.compile("(\\[|offset )(\\d+[smhd])");
    private static final Pattern INCREASE = Pattern.compile("(increase\\([^>]*> )(\\d+)");

    private ShortenedRules() {}

    /** @param rules a file of rules, as YAML */
    static String of(String rules, int factor) {
        try {
            JsonNode all = YAML.readTree(rules);
            for (JsonNode group : all.path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    ObjectNode shortened = (ObjectNode) rule;
                    shortened.put("expr", expression(rule.path("expr").asText(), factor));
                    if (rule.has("for")) {
                        shortened.put("for", time(rule.path("for").asText(), factor));
                    }
                }
            }
            return YAML.writeValueAsString(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String expression(String text, int factor) {
        String shortened = TIME.matcher(text).replaceAll(found -> found.group(1) + time(found.group(2), factor));
        return INCREASE.matcher(shortened)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                        + new BigDecimal(found.group(2))
                                .divide(BigDecimal.valueOf(factor), MathContext.DECIMAL32)
                                .toPlainString()));
    }

    private static String time(String text, int factor) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        Duration whole = switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(count);
            case 'm' -> Duration.ofMinutes(count);
            case 'h' -> Duration.ofHours(count);
            case 'd' -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException("Expected a time such as 10m, but it is " + text);
        };
        return whole.dividedBy(factor).toMillis() + "ms";
    }
}
