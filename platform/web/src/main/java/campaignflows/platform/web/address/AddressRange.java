package campaignflows.platform.web.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of network addresses as people write it: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. Never resolves a name,
 * and takes an IPv4 address that is written as IPv6 for what it is.
 */
public final class AddressRange {
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_ZEROS = 10;

    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads {@code address/prefix}, or one address; what the prefix leaves open of the address does not matter.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        String stripped = text.strip();
        int slash = stripped.indexOf('/');
        byte[] address = bytes(slash < 0 ? stripped : stripped.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("Expected a range such as 10.0.0.0/8 or fd00::/8, but it is " + text);
        }
        int longest = address.length * Byte.SIZE;
        int prefix = slash < 0 ? longest : prefix(stripped.substring(slash + 1), longest, text);
        return new AddressRange(masked(address, prefix), prefix);
    }

    private static int prefix(String digits, int longest, String text) {
        int prefix = PREFIX.matcher(digits).matches() ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (prefix > longest) {
            throw new IllegalArgumentException(
                    "Expected 0 to %d bits after the slash, but it is %s".formatted(longest, text));
        }
        return prefix;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            masked[i] &= (byte) (0xFF << (Byte.SIZE - bits));
        }
        return masked;
    }

    /** Whether the address lies in the range; what is no address lies in none. */
    public boolean contains(String address) {
        byte[] bytes = bytes(address);
        return bytes != null && contains(bytes);
    }

    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    private boolean contains(byte[] address) {
        return address.length == network.length && Arrays.equals(masked(address, prefix), network);
    }

    /**
     * The bytes of an address, in brackets or not, without its zone; those of IPv4 also where it is written as IPv6.
     *
     * @return null if it is none
     */
    public static byte @Nullable [] bytes(String address) {
        String text =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        int zone = text.indexOf('%');
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(zone < 0 ? text : text.substring(0, zone));
        return bytes != null && isMapped(bytes)
                ? Arrays.copyOfRange(bytes, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES)
                : bytes;
    }

    private static boolean isMapped(byte[] bytes) {
        return bytes.length == IPV6_BYTES
                && Arrays.equals(bytes, 0, MAPPED_ZEROS, new byte[MAPPED_ZEROS], 0, MAPPED_ZEROS)
                && bytes[MAPPED_ZEROS] == -1
                && bytes[MAPPED_ZEROS + 1] == -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && prefix == range.prefix && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    /** As it is written; two that hold the same addresses are written alike. */
    @Override
    public String toString() {
        String address = NetUtil.bytesToIpAddress(network);
        return prefix == network.length * Byte.SIZE ? address : address + "/" + prefix;
    }
}
