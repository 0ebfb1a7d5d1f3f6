/** The proxy: which request goes where, and the streaming proxy that takes it there. */
@NullMarked
package campaignflows.gateway.proxy;

import org.jspecify.annotations.NullMarked;
