package campaignflows.platform.testkit.bad;

import org.jdbi.v3.core.Handle;

record HandleRecord(Handle handle) {}
