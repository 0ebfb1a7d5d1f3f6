package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.platform.web.outgoing.HostNames;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Where mail may be sent to and read from: public mail servers, by the ports that they listen on, and what the operator allows. */
@Singleton
public final class MailPlaces {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_URL = 500;
    private static final String TOKEN_URL =
            "Give the https address of the provider's token endpoint, such as https://oauth2.googleapis.com/token";

    private final OutgoingAddresses addresses;
    private final List<PortRange> ports;
    private final String portNames;
    private final List<PortRange> mailboxPorts;
    private final String mailboxPortNames;

    public MailPlaces(OutgoingAddresses addresses, CommunicationConfig config) {
        this.addresses = addresses;
        CommunicationConfig.Email email = config.email();
        this.ports = email.ports().stream().map(PortRange::parse).toList();
        this.portNames = String.join(", ", email.ports());
        this.mailboxPorts = email.mailboxPorts().stream().map(PortRange::parse).toList();
        this.mailboxPortNames = String.join(", ", email.mailboxPorts());
    }

    /** What is wrong with a host; of a name only its form, since what it stands for may change at any time. */
    public Optional<String> problemOfHost(String host) {
        if (!HostNames.isValid(host)) {
            return Optional.of(
                    "Give the mail server's name or address, such as smtp.example.org; an international name in"
                            + " its ASCII form (xn--…)");
        }
        return addresses.refusesLiteral(host)
                ? Optional.of(
                        "This address is not a public one: give a mail server that is reached over the internet, or"
                                + " ask the operator to allow it")
                : Optional.empty();
    }

    /** What is wrong with a port. */
    public Optional<String> problemOfPort(int port) {
        return ports.stream().anyMatch(range -> range.holds(port))
                ? Optional.empty()
                : Optional.of("Give a port that mail is sent to: " + portNames);
    }

    /** What is wrong with a port of a mailbox. */
    public Optional<String> problemOfMailboxPort(int port) {
        return mailboxPorts.stream().anyMatch(range -> range.holds(port))
                ? Optional.empty()
                : Optional.of("Give a port that mailboxes are read by: " + mailboxPortNames);
    }

    /** What is wrong with the address that access tokens are asked for at: HTTPS, but for what does not leave this machine. */
    public Optional<String> problemOfTokenUrl(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.of(TOKEN_URL);
        }
        String host = uri.getHost();
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        if (host == null
                || text.length() > MAX_URL
                || !plain
                || problemOfHost(host).isPresent()) {
            return Optional.of(TOKEN_URL);
        }
        boolean local = "http".equals(uri.getScheme()) && (host.equals("127.0.0.1") || host.equals("[::1]"));
        return "https".equals(uri.getScheme()) || local ? Optional.empty() : Optional.of(TOKEN_URL);
    }

    /** One port, or all from the first to the last. */
    private record PortRange(int first, int last) {
        private static PortRange parse(String text) {
            try {
                String[] ends = text.strip().split("-", 2);
                int first = Integer.parseInt(ends[0].strip());
                int last = ends.length == 1 ? first : Integer.parseInt(ends[1].strip());
                if (first >= 1 && first <= last && last <= MAX_PORT) {
                    return new PortRange(first, last);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(expected(text), e);
            }
            throw new IllegalArgumentException(expected(text));
        }

        private static String expected(String text) {
            return "Expected ports or ranges such as 25 or 2500-2599 in campaignflows.communication.email, but found "
                    + text;
        }

        private boolean holds(int port) {
            return port >= first && port <= last;
        }
    }
}
