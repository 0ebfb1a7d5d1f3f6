/**
 * The two mechanisms between database and topic: the outbox with its relay (database → topic) and the conditional
 * consumer (topic → database). Everything runs on own named threads with plain JDBC and plain Kafka clients.
 */
@NullMarked
package campaignflows.platform.messaging;

import org.jspecify.annotations.NullMarked;
