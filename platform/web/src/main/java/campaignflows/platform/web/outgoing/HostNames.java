package campaignflows.platform.web.outgoing;

import java.util.regex.Pattern;

/**
 * The valid form of a host name. Forms that some resolvers read as an address and others do not (octal, hexadecimal, one number,
 * fewer than four parts) are invalid: the address that is checked and the one that is connected to must not differ.
 */
public final class HostNames {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    private static final Pattern IPV4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int MAX_LENGTH = 253;

    private HostNames() {}

    /** Whether it is a name, or an address in its usual form; an IPv6 address with or without brackets. */
    public static boolean isValid(String host) {
        return isIpv6(host) || isIpv4(host) || isName(host);
    }

    /** Whether it is an address rather than a name. */
    static boolean isAddress(String host) {
        return isIpv4(host) || isIpv6(host);
    }

    static boolean isIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!IPV4_PART.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    static boolean isIpv6(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.contains(":") && IPV6.matcher(bare).matches();
    }

    private static boolean isName(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return !NUMBER.matcher(labels[labels.length - 1]).matches();
    }
}
