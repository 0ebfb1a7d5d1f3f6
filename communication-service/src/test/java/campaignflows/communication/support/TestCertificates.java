package campaignflows.communication.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates of mail servers, made by the JDK's own tool: for 127.0.0.1 or another name, valid or not any more. */
public final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String AUTHORITY = "authority";

    private final KeyStore store;
    private final String alias;

    private TestCertificates(KeyStore store, String alias) {
        this.store = store;
        this.alias = alias;
    }

    public static TestCertificates forThisMachine(Path folder) {
        return make(folder, "good", "ip:127.0.0.1", "-0d");
    }

    public static TestCertificates forAnotherName(Path folder) {
        return make(folder, "other", "dns:mail.example.org", "-0d");
    }

    public static TestCertificates thatHasRunOut(Path folder) {
        return make(folder, "old", "ip:127.0.0.1", "-9d");
    }

    /** All of a folder are of one authority. */
    private static TestCertificates make(Path folder, String alias, String name, String since) {
        Path file = folder.resolve("certificates.p12");
        if (!Files.exists(file)) {
            generate(
                    file,
                    AUTHORITY,
                    List.of("-dname", "CN=authority", "-ext", "bc:c", "-startdate", "-20d", "-validity", "40"));
        }
        generate(
                file,
                alias,
                List.of(
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "san=" + name,
                        "-startdate",
                        since,
                        "-validity",
                        "2",
                        "-signer",
                        AUTHORITY));
        try {
            return new TestCertificates(KeyStore.getInstance(file.toFile(), PASSWORD), alias);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path file, String alias, List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
        command.addAll(more);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of a server that shows the certificate. */
    public SSLContext server() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(alias, store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
            keys.init(own, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the server's key as a mail server wants it. */
    public Path keyPem(Path file) {
        try {
            byte[] key = store.getKey(alias, PASSWORD).getEncoded();
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the certificate as a mail server wants it. */
    public Path pem(Path file) {
        return write(file, alias);
    }

    /** Writes the authority's certificate as an operator has it. */
    public Path authorityPem(Path file) {
        return write(file, AUTHORITY);
    }

    private Path write(Path file, String of) {
        try {
            Certificate certificate = store.getCertificate(of);
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
