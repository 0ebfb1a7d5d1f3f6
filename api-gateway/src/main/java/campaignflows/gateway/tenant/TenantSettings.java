package campaignflows.gateway.tenant;

import campaignflows.platform.values.DatePattern;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.values.Zones;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a tenant, validated: everything later relies on them, from parsing the dates of an upload to the hour at which
 * people are contacted.
 *
 * @param dateFormat a pattern of a whole date, see {@link DatePattern}
 * @param region ISO 3166 alpha-2, by which phone numbers without a country are read
 */
public record TenantSettings(
        String name,
        ZoneId timezone,
        String dateFormat,
        @Nullable String region) {
    private static final int MAX_NAME = 200;
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());

    /**
     * Reads the settings as they were sent; null where nothing was.
     *
     * @throws ProblemException 422 with everything that is wrong
     */
    public static TenantSettings of(
            @Nullable String name, @Nullable String timezone, @Nullable String dateFormat, @Nullable String region) {
        List<ProblemError> errors = new ArrayList<>();
        String readName = readName(name, errors);
        ZoneId zone = readZone(timezone, errors);
        String format = readFormat(dateFormat, errors);
        String readRegion = readRegion(region, errors);
        if (zone == null || !errors.isEmpty()) {
            throw ProblemException.invalid("Some settings of the tenant are not valid")
                    .withErrors(errors);
        }
        return new TenantSettings(readName, zone, format, readRegion);
    }

    private static String readName(@Nullable String text, List<ProblemError> errors) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty() || name.length() > MAX_NAME || !ValueLimits.isStorable(name)) {
            errors.add(ProblemError.ofField("name", "Give a name of 1 to 200 characters"));
        }
        return name;
    }

    private static @Nullable ZoneId readZone(@Nullable String text, List<ProblemError> errors) {
        try {
            return Zones.parse(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            errors.add(ProblemError.ofField("timezone", String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static String readFormat(@Nullable String text, List<ProblemError> errors) {
        try {
            return DatePattern.of(text == null ? "" : text).pattern();
        } catch (IllegalArgumentException e) {
            errors.add(ProblemError.ofField("date_format", String.valueOf(e.getMessage())));
            return "";
        }
    }

    private static @Nullable String readRegion(@Nullable String text, List<ProblemError> errors) {
        if (text != null && !REGIONS.contains(text)) {
            errors.add(ProblemError.ofField(
                    "region", "Give a country of ISO 3166 in two capital letters, such as DE, or null"));
        }
        return text;
    }
}
