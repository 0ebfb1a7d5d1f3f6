/** The command {@code deploy/dead-letters}: what consumers could not process, listed, shown and put back. */
@NullMarked
package campaignflows.local.deadletter;

import org.jspecify.annotations.NullMarked;
