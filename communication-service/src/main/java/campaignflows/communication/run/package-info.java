/** The campaigns' runs, as campaign-service tells them, and their faults. */
@NullMarked
package campaignflows.communication.run;

import org.jspecify.annotations.NullMarked;
