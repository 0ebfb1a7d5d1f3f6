/** The seam between dispatch and the providers: what is handed over, by which way out, and how that ended. */
@NullMarked
package campaignflows.communication.sending;

import org.jspecify.annotations.NullMarked;
