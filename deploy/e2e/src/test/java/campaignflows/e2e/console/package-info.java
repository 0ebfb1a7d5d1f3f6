/** The guide done by a person in a browser, on the packaged system. */
@NullMarked
package campaignflows.e2e.console;

import org.jspecify.annotations.NullMarked;
