/** Identity resolution (rule P1): matching by identifiers, conflicts, which identifiers are free. */
@NullMarked
package campaignflows.participant.identity;

import org.jspecify.annotations.NullMarked;
