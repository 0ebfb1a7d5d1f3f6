package campaignflows.platform.testkit.bad;

import java.sql.Connection;

record SqlRecord(Connection connection) {}
