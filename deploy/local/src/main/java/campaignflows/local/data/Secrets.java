package campaignflows.local.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the services sign and encrypt with and the passwords of the databases. Made once, at random, and kept in a file
 * that only its owner reads: losing it means losing what was encrypted.
 */
public final class Secrets {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();

    private Secrets(Path file) {
        this.file = file;
    }

    /** Reads the folder's secrets and makes those of its key files that are missing. */
    public static Secrets of(DataFolder folder) {
        Secrets secrets = new Secrets(folder.root().resolve("secrets"));
        secrets.load();
        for (Path keyFile : folder.keyFiles()) {
            if (Files.notExists(keyFile)) {
                PrivateFiles.writePrivate(keyFile, randomToken());
            }
        }
        return secrets;
    }

    private void load() {
        if (Files.notExists(file)) {
            return;
        }
        try {
            Properties stored = new Properties();
            stored.load(new StringReader(Files.readString(file)));
            stored.stringPropertyNames().forEach(name -> values.put(name, stored.getProperty(name)));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    /** Signs the tokens between services: base64 of 32 bytes. */
    public String tokenKey() {
        return get("token-key", Secrets::randomKey);
    }

    /** Encrypts the channels' credentials: base64 of 32 bytes. */
    public String credentialsKey() {
        return get("credentials-key", Secrets::randomKey);
    }

    /** What the sample agent and the system sign with, in the form of Standard Webhooks. */
    public String sampleAgentSecret() {
        return "whsec_" + get("sample-agent-secret", Secrets::randomKey);
    }

    /** By which the demo site signs who its visitors are. */
    public String demoSiteSecret() {
        return get("demo-site-secret", Secrets::randomKey);
    }

    /** Password of the embedded server's superuser. */
    public String postgresPassword() {
        return get("postgres-password", Secrets::randomToken);
    }

    /** Password of the role of one service's database. */
    public String databasePassword(String database) {
        return get("database-password-" + database, Secrets::randomToken);
    }

    /** A value made once and kept, though no secret by itself (a cluster's id for instance). */
    public synchronized String get(String name, Supplier<String> maker) {
        String present = values.get(name);
        if (present != null) {
            return present;
        }
        String made = maker.get();
        values.put(name, made);
        StringBuilder text = new StringBuilder("# What the services sign and encrypt with. Keep it with the data.\n");
        values.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        PrivateFiles.writePrivate(file, text.toString());
        return made;
    }

    private static String randomKey() {
        return Base64.getEncoder().encodeToString(randomBytes());
    }

    private static String randomToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
