/** The caller, as the gateway knows it. */
@NullMarked
package campaignflows.gateway.me;

import org.jspecify.annotations.NullMarked;
