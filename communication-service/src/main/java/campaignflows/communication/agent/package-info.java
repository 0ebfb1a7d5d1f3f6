/** Agents: who holds the conversations, on which channels. */
@NullMarked
package campaignflows.communication.agent;

import org.jspecify.annotations.NullMarked;
