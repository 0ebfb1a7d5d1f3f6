package campaignflows.platform.web.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/** A range of IP addresses such as {@code 10.0.0.0/8}. */
record AddressRange(byte[] network, int prefix) {

    /**
     * Reads {@code address/prefix}, or one address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", -1);
        String address = parts[0];
        boolean literal = HostNames.isIpv4(address) || (address.contains(":") && address.matches("[0-9A-Fa-f:.]+"));
        if (!literal || parts.length > 2) {
            throw new IllegalArgumentException("Expected a range such as 10.0.0.0/8 or fd00::/8, but it is " + text);
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int prefix = parts.length == 1 ? bytes.length * 8 : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bytes.length * 8) {
                throw new IllegalArgumentException(
                        "Expected a prefix of at most %d bits, but it is %s".formatted(bytes.length * 8, text));
            }
            return new AddressRange(bytes, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("Expected a range such as 10.0.0.0/8, but it is " + text, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        if (rest == 0) {
            return true;
        }
        int mask = 0xFF << (8 - rest);
        return (bytes[whole] & mask) == (network[whole] & mask);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && prefix == range.prefix && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d bytes/%d", network.length, prefix);
    }
}
