/** What a browser gets that asks for no path. */
@NullMarked
package campaignflows.gateway.console;

import org.jspecify.annotations.NullMarked;
