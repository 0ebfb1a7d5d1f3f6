package campaignflows.communication.email;

import jakarta.mail.MessagingException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Finds out of a failed connection whether the way it was to be protected is why. What it says is for people. */
public final class CertificateFaults {
    private static final String NO_STARTTLS_SMTP = "STARTTLS is required";
    private static final String NO_STARTTLS_IMAP = "STARTTLS required";
    private static final int MOST = 20;

    private CertificateFaults() {}

    /** Why the channel as it is set up cannot be protected; empty if that is not the trouble. */
    public static Optional<String> of(Throwable failure) {
        boolean certificate = false;
        boolean dates = false;
        boolean name = false;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty() && seen.size() < MOST) {
            Throwable one = open.removeFirst();
            if (!seen.add(one)) {
                continue;
            }
            String text = String.valueOf(one.getMessage());
            if (one instanceof MessagingException
                    && (text.startsWith(NO_STARTTLS_SMTP) || text.startsWith(NO_STARTTLS_IMAP))) {
                return Optional.of(
                        "The mail server offers no STARTTLS, which the channel requires: give another security or port");
            }
            certificate |= one instanceof CertificateException
                    || one instanceof CertPathValidatorException
                    || one instanceof SSLPeerUnverifiedException
                    || text.startsWith("Can't verify identity of server");
            dates |= one instanceof CertificateExpiredException || one instanceof CertificateNotYetValidException;
            name |= text.startsWith("No subject alternative")
                    || text.startsWith("No name matching")
                    || text.startsWith("Can't verify identity of server");
            if (one.getCause() != null) {
                open.add(one.getCause());
            }
            if (one instanceof MessagingException mail && mail.getNextException() != null) {
                open.add(mail.getNextException());
            }
        }
        return certificate ? Optional.of(certificate(dates, name)) : Optional.empty();
    }

    private static String certificate(boolean dates, boolean name) {
        if (dates) {
            return "The mail server's certificate has run out or is not valid yet: have it renewed";
        }
        return name
                ? "The mail server's certificate is for another name: give the channel's host as the certificate has it"
                : "The mail server's certificate is of no authority that is trusted here: check the channel's host, or ask the operator to trust it (email.trusted-certificates)";
    }
}
