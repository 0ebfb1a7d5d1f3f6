package campaignflows.platform.testkit.naming;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;

final class ServerFixture {
    EmbeddedDatabase.Address database() {
        return PostgresResource.freshDatabase();
    }
}
