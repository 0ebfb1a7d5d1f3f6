package campaignflows.communication.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One address of a mail, with the name shown beside it. It cannot hold what would begin another header or another
 * address: no line breaks, no control characters, exactly one address.
 */
public record Mailbox(String address, @Nullable String name) {
    private static final int MAX_LENGTH = 320;

    /** Reads {@code me@example.org} or {@code Name <me@example.org>}; empty if it is neither. */
    public static Optional<Mailbox> parse(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        try {
            InternetAddress[] addresses = InternetAddress.parse(text.strip(), true);
            if (addresses.length != 1 || addresses[0].isGroup()) {
                return Optional.empty();
            }
            String address = addresses[0].getAddress();
            addresses[0].validate();
            int at = address.lastIndexOf('@');
            return at > 0 && at < address.length() - 1
                    ? Optional.of(new Mailbox(address, addresses[0].getPersonal()))
                    : Optional.empty();
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    /** A contact's bare address, an international domain in its ASCII form; empty if it is none. */
    public static Optional<Mailbox> ofContact(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            return Optional.empty();
        }
        try {
            return parse(address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1)))
                    .filter(mailbox -> mailbox.name() == null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What comes after the at sign. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    InternetAddress internetAddress() {
        try {
            return new InternetAddress(address, name, StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Expected UTF-8 to be there", e);
        }
    }
}
