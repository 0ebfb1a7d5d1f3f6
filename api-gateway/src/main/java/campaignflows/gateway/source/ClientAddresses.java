package campaignflows.gateway.source;

import campaignflows.gateway.GatewayConfig;
import campaignflows.platform.web.address.AddressRange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Determines the source of a request. Of a forwarding header only the part that trusted proxies wrote is believed: the rightmost
 * address that is not one of theirs counts, and everything left of it may be forged. Limits treat an IPv6 network of 64 bits as
 * one source, since one customer of a provider has all of it.
 */
@Singleton
public class ClientAddresses {
    private static final int MAX_HOPS = 20;
    private static final int NETWORK_BYTES = 8;

    private final List<AddressRange> trusted;

    @Inject
    public ClientAddresses(GatewayConfig config) {
        this(config.trustedProxies().orElse(List.of()));
    }

    ClientAddresses(List<String> trusted) {
        this.trusted = trusted.stream().map(AddressRange::parse).toList();
    }

    /** The source that limits count for. */
    public String sourceOf(HttpServerRequest request) {
        return source(addressOf(request));
    }

    /** The address from which the first trusted proxy received the request. */
    public String addressOf(HttpServerRequest request) {
        return addressOf(
                peer(request),
                request.headers().getAll("X-Forwarded-For"),
                request.headers().getAll("Forwarded"));
    }

    String addressOf(String peer, List<String> forwardedFor, List<String> forwarded) {
        if (!isTrusted(peer)) {
            return peer;
        }
        List<String> hops = hops(forwardedFor, forwarded);
        String nearest = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            if (AddressRange.bytes(hops.get(i)) == null) {
                return nearest;
            }
            nearest = hops.get(i);
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** Whether the caller's own connection is encrypted, as far as trusted proxies say. */
    public boolean isSecure(HttpServerRequest request) {
        if (request.isSSL()) {
            return true;
        }
        if (!isTrusted(peer(request))) {
            return false;
        }
        String protocol = request.getHeader("X-Forwarded-Proto");
        return protocol != null && protocol.strip().equalsIgnoreCase("https")
                || request.headers().getAll("Forwarded").stream().anyMatch(ClientAddresses::saysSecure);
    }

    /** Whether the connection itself comes from a trusted proxy, which speaks for many. */
    public boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    static String source(String address) {
        byte[] bytes = AddressRange.bytes(address);
        if (bytes == null) {
            return "unknown";
        }
        return bytes.length == 4
                ? HexFormat.of().formatHex(bytes)
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
    }

    private static String peer(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }

    /** The addresses that the proxies noted, the nearest last: those of X-Forwarded-For, else those of Forwarded. */
    private static List<String> hops(List<String> forwardedFor, List<String> forwarded) {
        List<String> hops = new ArrayList<>();
        for (String line : forwardedFor) {
            for (String hop : line.split(",", -1)) {
                hops.add(withoutPort(hop.strip()));
            }
        }
        if (hops.isEmpty()) {
            for (String line : forwarded) {
                for (String element : line.split(",", -1)) {
                    hops.add(withoutPort(forwardedFor(element)));
                }
            }
        }
        return hops.size() <= MAX_HOPS ? hops : hops.subList(hops.size() - MAX_HOPS, hops.size());
    }

    /** The node that sent the request, of one element of the header Forwarded (RFC 7239). */
    private static String forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            String text = pair.strip();
            if (text.regionMatches(true, 0, "for=", 0, 4)) {
                return text.substring(4).strip().replace("\"", "");
            }
        }
        return "";
    }

    private static boolean saysSecure(@Nullable String line) {
        return line != null && line.toLowerCase(Locale.ROOT).contains("proto=https");
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(0, end + 1);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
