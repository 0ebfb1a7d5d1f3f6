/** The commit point of walks: what the engine thought takes effect here, once. */
@NullMarked
package campaignflows.participant.walk;

import org.jspecify.annotations.NullMarked;
