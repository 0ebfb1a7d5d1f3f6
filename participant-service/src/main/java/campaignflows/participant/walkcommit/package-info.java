/** The commit point of walks: what the engine computed takes effect here, once. */
@NullMarked
package campaignflows.participant.walkcommit;

import org.jspecify.annotations.NullMarked;
