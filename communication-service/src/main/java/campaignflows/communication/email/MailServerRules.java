package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.http.PortRanges;
import campaignflows.platform.web.outgoing.HostNames;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where mail may be sent to and read from: public mail servers, by the ports that they listen on, and what the operator allows. */
@Singleton
public final class MailServerRules {
    private static final String KEYS = "campaignflows.communication.email.";
    private static final int MAX_URL = 500;
    private static final String TOKEN_URL =
            "Give the https address of the provider's token endpoint, such as https://oauth2.googleapis.com/token";

    private final OutgoingAddresses addresses;
    private final PortRanges ports;
    private final PortRanges mailboxPorts;

    public MailServerRules(OutgoingAddresses addresses, CommunicationConfig config) {
        this.addresses = addresses;
        CommunicationConfig.Email email = config.email();
        this.ports = PortRanges.parse(KEYS + "ports", email.ports());
        this.mailboxPorts = PortRanges.parse(KEYS + "mailbox-ports", email.mailboxPorts());
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
        return ports.hold(port) ? Optional.empty() : Optional.of("Give a port that mail is sent to: " + ports);
    }

    /** What is wrong with a port of a mailbox. */
    public Optional<String> problemOfMailboxPort(int port) {
        return mailboxPorts.hold(port)
                ? Optional.empty()
                : Optional.of("Give a port that mailboxes are read by: " + mailboxPorts);
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
}
