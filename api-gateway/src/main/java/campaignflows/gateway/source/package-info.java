/** Where a request comes from, also through proxies, and what one such place may do at once. */
@NullMarked
package campaignflows.gateway.source;

import org.jspecify.annotations.NullMarked;
