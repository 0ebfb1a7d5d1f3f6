/** The public API and the mail catcher, as a program outside sees them. */
@NullMarked
package campaignflows.e2e.client;

import org.jspecify.annotations.NullMarked;
