package campaignflows.platform.database.rules;

import campaignflows.platform.database.Tx;

final class StatementService {
    int write(Tx tx) {
        return tx.query("select 1").execute();
    }
}
