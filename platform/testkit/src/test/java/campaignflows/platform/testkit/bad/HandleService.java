package campaignflows.platform.testkit.bad;

import org.jdbi.v3.core.Handle;

final class HandleService {
    int write(Handle transaction) {
        return transaction.execute("select 1");
    }
}
