package campaignflows.platform.web.outgoing;

import campaignflows.platform.web.address.AddressRange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which addresses may be connected to on behalf of tenants: public ones only, so that no tenant reaches into the network that
 * this runs in. The operator may allow ranges ({@code campaignflows.outgoing.allowed-networks}).
 *
 * <p>A name is resolved once, and the connection is made to the very address that was checked here: a name that resolves
 * differently the next time gains nothing.
 */
@Singleton
public final class OutgoingAddresses {
    private static final List<AddressRange> REFUSED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    // A cloud's own services answer here, though the address is a public one.
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Protocols' own, Teredo, documentation, 6to4.
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    /** All that is routed in IPv6; with it mapped, translated (NAT64), local and multicast addresses are out. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    private final List<AddressRange> allowed;

    @Inject
    OutgoingAddresses(
            @ConfigProperty(name = "campaignflows.outgoing.allowed-networks") Optional<List<String>> allowed) {
        this(allowed.orElse(List.of()));
    }

    /** With these ranges allowed in addition to the public addresses, such as {@code 10.1.0.0/16}. */
    public OutgoingAddresses(List<String> allowed) {
        this.allowed = allowed.stream().map(AddressRange::parse).toList();
    }

    /** Whether it may be connected to. */
    public boolean permits(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address)) || (isPublic(address) && !isOurs(address));
    }

    /** Whether the host is written as an address that may not be reached; a name is looked at when it is resolved. */
    public boolean refusesLiteral(String host) {
        if (!HostNames.isAddress(host)) {
            return false;
        }
        try {
            return !permits(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /**
     * Looks at an address that was resolved, which is then to be connected to as it is.
     *
     * @throws UnknownHostException    if the name has no address
     * @throws AddressRefusedException if it may not be reached
     */
    public InetSocketAddress checked(InetSocketAddress resolved) throws UnknownHostException, AddressRefusedException {
        InetAddress address = resolved.getAddress();
        if (address == null) {
            throw new UnknownHostException("The host has no address");
        }
        if (!permits(address)) {
            throw new AddressRefusedException("Expected a public or an allowed address, but it is "
                    + address.getHostAddress() + ": see campaignflows.outgoing.allowed-networks");
        }
        return resolved;
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16 && (!GLOBAL_IPV6.contains(address) || holdsIpv4(bytes))) {
            return false;
        }
        return REFUSED.stream().noneMatch(range -> range.contains(address));
    }

    /** ISATAP: an IPv4 address after a fixed mark in the last eight bytes (RFC 5214). */
    private static boolean holdsIpv4(byte[] bytes) {
        return (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && (bytes[11] & 0xFF) == 0xFE;
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
