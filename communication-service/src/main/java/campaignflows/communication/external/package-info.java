/** External agents: sessions that a platform of somebody else's holds, how it is asked for them, and what it tells of them. */
@NullMarked
package campaignflows.communication.external;

import org.jspecify.annotations.NullMarked;
