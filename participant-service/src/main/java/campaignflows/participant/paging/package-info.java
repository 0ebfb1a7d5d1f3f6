/** Pages of long lists, filtered by what no index has in their order, in bounded time. Plain Java. */
@NullMarked
package campaignflows.participant.paging;

import org.jspecify.annotations.NullMarked;
