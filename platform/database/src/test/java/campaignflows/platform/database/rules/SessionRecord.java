package campaignflows.platform.database.rules;

import campaignflows.platform.database.Tx;

record SessionRecord(Tx tx) {}
