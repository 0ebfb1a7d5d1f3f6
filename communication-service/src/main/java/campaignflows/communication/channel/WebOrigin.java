package campaignflows.communication.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The origin of a web page, in the one form in which browsers name it: scheme, host in small letters, and the port unless it is
 * the usual one. Only https counts, but for pages on the visitor's own machine: over http anybody on the way could put words
 * into both mouths.
 */
public final class WebOrigin {
    private static final int MAX_LENGTH = 300;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebOrigin() {}

    /** Empty if the text is no origin that may embed the chat. */
    public static Optional<String> of(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || !isOriginOnly(uri)) {
            return Optional.empty();
        }
        String lowScheme = scheme.toLowerCase(Locale.ROOT);
        String lowHost = host.toLowerCase(Locale.ROOT);
        boolean tls = lowScheme.equals("https");
        if (!tls && !(lowScheme.equals("http") && OWN_MACHINE.contains(lowHost))) {
            return Optional.empty();
        }
        int port = uri.getPort();
        boolean usual = port < 0 || port == (tls ? 443 : 80);
        if (port == 0 || port > MAX_PORT) {
            return Optional.empty();
        }
        return Optional.of(lowScheme + "://" + lowHost + (usual ? "" : ":" + port));
    }

    private static boolean isOriginOnly(URI uri) {
        String path = uri.getRawPath();
        return uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (path == null || path.isEmpty() || path.equals("/"));
    }
}
