package campaignflows.e2e.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches for texts in every column of every table of every service, and in every file that a service stores. What the servers
 * store for a time of their own (the write-ahead log, topics for 7 days, the catcher's mails) is not searched.
 */
record StoredTexts(DataFolder folder) {
    private static final List<String> DATABASES =
            List.of("campaign", "participant", "upload", "communication", "gateway");
    private static final Set<String> OF_SERVERS = Set.of("postgres", "kafka", "mail", "logs-of-kafka");

    /** Where any of the texts is found, without regard to case: the table or the file, and the text. */
    List<String> tracesOf(List<String> texts) {
        List<String> found = new ArrayList<>();
        URI postgres = Objects.requireNonNull(folder.endpoints().get("postgres"), "postgres");
        for (String database : DATABASES) {
            String url = "jdbc:postgresql://" + postgres.getAuthority() + "/" + database;
            try (Connection connection = DriverManager.getConnection(
                    url, database, folder.property("secrets", "database-password-" + database))) {
                for (String table : tables(connection)) {
                    for (String text : texts) {
                        if (count(connection, table, text) > 0) {
                            found.add(database + "." + table + ": " + text);
                        }
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Could not look into " + database, e);
            }
        }
        found.addAll(files(texts));
        return found;
    }

    /** How many rows of each table name the text; tables without any are missing. */
    Map<String, Long> rowsWith(String text) {
        Map<String, Long> rows = new TreeMap<>();
        URI postgres = Objects.requireNonNull(folder.endpoints().get("postgres"), "postgres");
        for (String database : DATABASES) {
            String url = "jdbc:postgresql://" + postgres.getAuthority() + "/" + database;
            try (Connection connection = DriverManager.getConnection(
                    url, database, folder.property("secrets", "database-password-" + database))) {
                for (String table : tables(connection)) {
                    long count = count(connection, table, text);
                    if (count > 0) {
                        rows.put(database + "." + table, count);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Could not look into " + database, e);
            }
        }
        return rows;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select quote_ident(table_name) from information_schema.tables"
                        + " where table_schema = 'public' order by 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Bytes show as hexadecimal digits in a row's text; the texts looked for are in lower case there too. */
    private static long count(Connection connection, String table, String text) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select count(*) from " + table + " t where t::text ilike ? or t::text like ?")) {
            statement.setString(1, "%" + text + "%");
            statement.setString(2, "%" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "%");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private List<String> files(List<String> texts) {
        try (Stream<Path> all = Files.walk(folder.root())) {
            return all.filter(path -> Files.isRegularFile(path) && !isOfAServer(path))
                    .flatMap(path ->
                            texts.stream().filter(text -> contains(path, text)).map(text -> path + ": " + text))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfAServer(Path path) {
        return OF_SERVERS.contains(folder.root().relativize(path).getName(0).toString());
    }

    /** Line by line, so that long logs are no burden; bytes that are no UTF-8 are read as what they stand for. */
    private static boolean contains(Path path, String text) {
        try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(
                    line -> line.toLowerCase(java.util.Locale.ROOT).contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
