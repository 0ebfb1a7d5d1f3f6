package campaignflows.platform.messaging;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections of their own, outside any pool: a relay's lock lives and dies with its connection. */
@FunctionalInterface
public interface ConnectionSource {

    Connection open() throws SQLException;
}
