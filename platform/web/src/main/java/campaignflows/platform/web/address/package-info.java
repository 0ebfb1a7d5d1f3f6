/** Ranges of network addresses. */
@NullMarked
package campaignflows.platform.web.address;

import org.jspecify.annotations.NullMarked;
