package campaignflows.communication.email;

import campaignflows.communication.channel.Security;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.angus.mail.util.MailSSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Which certificates of mail servers are trusted: those of the usual authorities, and those that the operator names. */
public final class MailTls {
    private final SSLSocketFactory checked;
    private final SSLSocketFactory unchecked;

    /** @throws IllegalArgumentException if the file cannot be read; that stops the service at its start */
    public MailTls(Optional<Path> trustedCertificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(trustedCertificates), null);
            this.checked = context.getSocketFactory();
            MailSSLSocketFactory anyCertificate = new MailSSLSocketFactory();
            anyCertificate.setTrustAllHosts(true);
            this.unchecked = anyCertificate;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected TLS in every JDK", e);
        }
    }

    /** Only what nothing secret is sent over may do without a look at the certificate. */
    SSLSocketFactory factory(Security security) {
        return security == Security.STARTTLS_IF_OFFERED ? unchecked : checked;
    }

    private static TrustManager @Nullable [] trust(Optional<Path> file) throws GeneralSecurityException {
        if (file.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : usual()) {
                store.setCertificateEntry("usual-" + number++, certificate);
            }
            for (Certificate certificate : read(file.get())) {
                store.setCertificateEntry("own-" + number++, certificate);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Expected a PEM file at campaignflows.communication.email.trusted-certificates, but it cannot be read",
                    e);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static X509Certificate[] usual() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager one : factory.getTrustManagers()) {
            if (one instanceof X509TrustManager trust) {
                return trust.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("There is no certificate in it");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException("There is something else in it", e);
        }
    }
}
