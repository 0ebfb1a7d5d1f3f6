/** Measures the lists at ten million participants. Run by hand. */
@NullMarked
package campaignflows.participant.scale;

import org.jspecify.annotations.NullMarked;
