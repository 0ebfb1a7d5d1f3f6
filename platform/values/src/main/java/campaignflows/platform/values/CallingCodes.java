package campaignflows.platform.values;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Tells of most numbers in international form that parsing them would change nothing, from the library's own data: all that
 * it does to the digits after a country's calling code is to take away or rewrite a national prefix, and it begins to only
 * where the country's pattern of such prefixes matches. A file brings such numbers by the million, and parsing each costs
 * more than all else that is done to its row.
 */
final class CallingCodes {
    static final int LONGEST = 3;
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final MetadataSource METADATA =
            DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
    private static final Set<Integer> KNOWN = LIBRARY.getSupportedCallingCodes();
    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final Map<Integer, Pattern> NATIONAL_PREFIXES = new ConcurrentHashMap<>();

    private CallingCodes() {}

    /**
     * Whether parsing {@code +digits} gives these digits, whatever the region. False if that is not certain.
     *
     * @param digits ASCII digits only
     */
    static boolean keep(String digits) {
        int code = 0;
        for (int length = 1; length <= LONGEST && length < digits.length(); length++) {
            code = code * 10 + digits.charAt(length - 1) - '0';
            if (code == 0) {
                return false;
            }
            if (KNOWN.contains(code)) {
                return !NATIONAL_PREFIXES
                        .computeIfAbsent(code, CallingCodes::nationalPrefix)
                        .matcher(digits)
                        .region(length, digits.length())
                        .lookingAt();
            }
        }
        return false;
    }

    private static Pattern nationalPrefix(int callingCode) {
        String region = LIBRARY.getRegionCodeForCountryCode(callingCode);
        PhoneMetadata metadata = PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY.equals(region)
                ? METADATA.getMetadataForNonGeographicalRegion(callingCode)
                : METADATA.getMetadataForRegion(region);
        return metadata.hasNationalPrefixForParsing()
                        && !metadata.getNationalPrefixForParsing().isEmpty()
                ? Pattern.compile(metadata.getNationalPrefixForParsing())
                : NEVER;
    }
}
