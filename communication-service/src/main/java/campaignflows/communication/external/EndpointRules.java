package campaignflows.communication.external;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.http.PortRanges;
import campaignflows.platform.web.outgoing.HostNames;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses an external agent may have: what leaves the networks that the operator has allowed is encrypted, and goes to
 * public addresses only. What a name stands for may change at any time, so it is looked at with each call.
 */
@Singleton
public final class EndpointRules {
    private static final String FIELD = "settings.endpoint";
    private static final int MAX_LENGTH = 500;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final String LOCALHOST = "localhost";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String FORM =
            "Give the https address at which the agent takes sessions, such as https://agents.example.com/sessions";

    private final OutgoingAddresses addresses;
    private final PortRanges ports;
    private final Optional<URI> publicAddress;

    public EndpointRules(OutgoingAddresses addresses, CommunicationConfig config) {
        this.addresses = addresses;
        this.ports = PortRanges.parse(
                "campaignflows.communication.agents.ports", config.agents().ports());
        this.publicAddress = config.publicAddress();
    }

    /** The settings as somebody sent them. */
    public ExternalSettings checked(ExternalSettings.Draft draft) {
        if (publicAddress.isEmpty()) {
            throw ProblemException.unsupported(
                    "External agents call this installation under its public address, and none is set: ask the operator to"
                            + " set campaignflows.communication.public-address");
        }
        URI uri = parsed(draft.endpoint());
        problem(uri).ifPresent(message -> {
            throw ProblemException.invalidField(FIELD, message);
        });
        return ExternalSettings.at(uri.toString());
    }

    /** What is wrong with an address that was valid once: the operator may have narrowed what may be called. */
    Optional<String> problem(URI uri) {
        String host = uri.getHost();
        boolean encrypted = "https".equals(uri.getScheme());
        if (host == null || !HostNames.isValid(host)) {
            return Optional.of(FORM);
        }
        if (addresses.refusesLiteral(host)) {
            return Optional.of(
                    "This address is not a public one: give an agent that is reached over the internet, or ask the"
                            + " operator to allow it");
        }
        if (!encrypted && !isOfAllowedNetwork(host)) {
            return Optional.of(
                    "Give an https address: http is for addresses of networks that the operator has allowed");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? HTTPS_PORT : HTTP_PORT;
        return ports.hold(port) ? Optional.empty() : Optional.of("Give a port that agents are called at: " + ports);
    }

    private static URI parsed(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean callable = text.length() <= MAX_LENGTH
                    && (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            if (callable) {
                String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                return new URI(scheme + "://" + uri.getRawAuthority() + path + query);
            }
        } catch (URISyntaxException e) {
            throw ProblemException.invalidField(FIELD, FORM);
        }
        throw ProblemException.invalidField(FIELD, FORM);
    }

    /** Of addresses that are written as such, since what a name stands for is not known yet. */
    private boolean isOfAllowedNetwork(String host) {
        if (host.equalsIgnoreCase(LOCALHOST)) {
            return !addresses.refusesLiteral(LOOPBACK);
        }
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        return literal && !addresses.refusesLiteral(host) && isPrivate(host);
    }

    private static boolean isPrivate(String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            byte[] bytes = address.getAddress();
            boolean unique = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || unique;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
