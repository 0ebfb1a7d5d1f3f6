/** Channels: the connections by which contacts are reached. */
@NullMarked
package campaignflows.communication.channel;

import org.jspecify.annotations.NullMarked;
