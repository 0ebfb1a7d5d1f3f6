/** Pages of long lists in bounded time, with filters that no index supports in their order. Plain Java. */
@NullMarked
package campaignflows.participant.paging;

import org.jspecify.annotations.NullMarked;
