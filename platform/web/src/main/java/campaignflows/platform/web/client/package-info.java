/** Calls from one service to another. */
@NullMarked
package campaignflows.platform.web.client;

import org.jspecify.annotations.NullMarked;
