/** The database's fastest way in, for rows that come by the thousand. */
@NullMarked
package campaignflows.participant.copy;

import org.jspecify.annotations.NullMarked;
