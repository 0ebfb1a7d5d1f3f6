/** Communications: their records, their transitions (rule M1) and the events that these fire. */
@NullMarked
package campaignflows.communication.lifecycle;

import org.jspecify.annotations.NullMarked;
