package campaignflows.gateway.source;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * A range of network addresses as operators write it: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. Never resolves a
 * name.
 */
public final class AddressRange {
    private final byte[] base;
    private final int prefix;

    private AddressRange(byte[] base, int prefix) {
        this.base = base;
        this.prefix = prefix;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static AddressRange of(String text) {
        String stripped = text.strip();
        int slash = stripped.indexOf('/');
        byte[] base = bytes(slash < 0 ? stripped : stripped.substring(0, slash));
        if (base == null) {
            throw new IllegalArgumentException("Expected a range such as 10.0.0.0/8, but it is " + text);
        }
        int longest = base.length * 8;
        int prefix = slash < 0 ? longest : number(stripped.substring(slash + 1), text);
        if (prefix > longest) {
            throw new IllegalArgumentException(
                    "Expected at most %d bits after the slash, but it is %s".formatted(longest, text));
        }
        return new AddressRange(base, prefix);
    }

    /** Whether the address lies in the range; what is no address lies in none. */
    public boolean contains(String address) {
        byte[] other = bytes(address);
        if (other == null || other.length != base.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((base[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an address, those of IPv4 also where it is written as IPv6; null if it is none. */
    static byte @Nullable [] bytes(String address) {
        String text =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        int zone = text.indexOf('%');
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? text : text.substring(0, zone));
        if (bytes == null || bytes.length != 16) {
            return bytes;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return bytes;
            }
        }
        boolean mapped = bytes[10] == -1 && bytes[11] == -1;
        return mapped ? new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]} : bytes;
    }

    private static int number(String digits, String text) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("Expected a number of bits after the slash, but it is " + text);
        }
        return Integer.parseInt(digits);
    }
}
