/** Commands of the engine and of participant-service, and what they do. */
@NullMarked
package campaignflows.communication.command;

import org.jspecify.annotations.NullMarked;
