package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.platform.web.outgoing.HostNames;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Where mail may be sent to: public mail servers, by the ports that mail servers listen on, and what the operator allows. */
@Singleton
public final class MailPlaces {
    private static final int MAX_PORT = 65_535;

    private final OutgoingAddresses addresses;
    private final List<PortRange> ports;
    private final String portNames;

    public MailPlaces(OutgoingAddresses addresses, CommunicationConfig config) {
        this.addresses = addresses;
        this.ports = config.email().ports().stream().map(PortRange::parse).toList();
        this.portNames = String.join(", ", config.email().ports());
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
            return "Expected campaignflows.communication.email.ports of ports or ranges such as 25 or 2500-2599, but it is "
                    + text;
        }

        private boolean holds(int port) {
            return port >= first && port <= last;
        }
    }
}
