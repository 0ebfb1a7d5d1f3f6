/** The seam between dispatch and the providers: what is handed over, by which sender, and how that ended. */
@NullMarked
package campaignflows.communication.sending;

import org.jspecify.annotations.NullMarked;
