/** Participant service: see README.md. */
@NullMarked
package campaignflows.participant;

import org.jspecify.annotations.NullMarked;
