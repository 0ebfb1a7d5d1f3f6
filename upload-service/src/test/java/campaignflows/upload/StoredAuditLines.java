package campaignflows.upload;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was told to the audit log, as it waits in the outbox: nothing relays it in tests of this service. */
@Singleton
public final class StoredAuditLines {
    private static final Pattern ACTION = Pattern.compile("\"action\":\"(\\w+)\"");

    private final AgroalDataSource database;

    StoredAuditLines(AgroalDataSource database) {
        this.database = database;
    }

    /** The actions on an upload, in their order. */
    public List<String> actionsOn(String upload) {
        List<String> actions = new ArrayList<>();
        for (String line : all()) {
            Matcher action = ACTION.matcher(line);
            if (line.contains("\"object_id\":\"" + upload + "\"") && action.find()) {
                actions.add(action.group(1));
            }
        }
        return actions;
    }

    /** All that waits, a row of the outbox each. */
    public List<String> all() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select payload from outbox order by id");
                ResultSet rows = statement.executeQuery()) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
