/** The embedded Kafka broker, and the topics of the system on any broker. */
@NullMarked
package campaignflows.local.kafka;

import org.jspecify.annotations.NullMarked;
