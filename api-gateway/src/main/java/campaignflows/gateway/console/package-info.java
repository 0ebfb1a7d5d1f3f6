/** The web page: its files, and which of them a browser's address stands for. */
@NullMarked
package campaignflows.gateway.console;

import org.jspecify.annotations.NullMarked;
