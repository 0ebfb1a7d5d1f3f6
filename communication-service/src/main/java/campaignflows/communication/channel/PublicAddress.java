package campaignflows.communication.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** An address under which providers reach this installation, before which path of ours it may have one of its own. */
final class PublicAddress {
    private static final int MAX_LENGTH = 200;

    private PublicAddress() {}

    /** Without a slash at its end; empty if nothing can be called under it. */
    static Optional<String> checked(String given) {
        try {
            URI uri = new URI(given);
            boolean callable = given.length() <= MAX_LENGTH
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return callable ? Optional.of(given.replaceAll("/+$", "")) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
