package campaignflows.local.postgres;

import campaignflows.local.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server and the user who may create databases and roles on it.
 *
 * @param database the database to connect to for that work
 * @param parameters further connection parameters ({@code sslmode} and the like), kept for every connection
 */
public record PostgresAddress(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {
    private static final int DEFAULT_PORT = 5432;
    private static final String EXPECTED =
            "Expected postgresql://user:password@host:port/database after --postgres, but ";

    public PostgresAddress {
        parameters = Map.copyOf(parameters);
    }

    /** Reads {@code [jdbc:]postgresql://[user[:password]@]host[:port][/database][?user=…&password=…]}. */
    public static PostgresAddress parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException e) {
            throw new UsageException(EXPECTED + "it is no URL");
        }
        if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
            throw new UsageException(EXPECTED + "it does not begin with postgresql://");
        }
        if (uri.getHost() == null) {
            throw new UsageException(EXPECTED + "it names no host");
        }
        Map<String, String> parameters = query(uri.getRawQuery());
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            user = decode(parts[0]);
            password = parts.length == 2 ? decode(parts[1]) : password;
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        return new PostgresAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.length() > 1 ? path.substring(1) : "postgres",
                user == null ? "postgres" : user,
                password == null ? "" : password,
                parameters);
    }

    /** The JDBC URL of a database on this server, without user and password. */
    public String jdbcUrl(String database) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + (query.isEmpty() ? "" : "?" + query);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw new UsageException(EXPECTED + "its parameters are not name=value");
                }
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UsageException(EXPECTED + "it holds a malformed %-escape");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
