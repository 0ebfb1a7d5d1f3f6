/** Who is who (rule P1): matching by identifiers, conflicts, what is free and what is taken. */
@NullMarked
package campaignflows.participant.identity;

import org.jspecify.annotations.NullMarked;
