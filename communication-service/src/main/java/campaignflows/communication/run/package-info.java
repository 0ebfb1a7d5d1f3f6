/** The campaigns' runs, as campaign-service announces them, and their faults. */
@NullMarked
package campaignflows.communication.run;

import org.jspecify.annotations.NullMarked;
