/** What services exchange: messages on Kafka, requests between services, and the flow model. Plain Java. */
@NullMarked
package campaignflows.platform.contracts;

import org.jspecify.annotations.NullMarked;
