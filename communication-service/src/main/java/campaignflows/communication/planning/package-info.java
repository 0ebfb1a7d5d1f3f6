/** When a communication is due (rule M2). */
@NullMarked
package campaignflows.communication.planning;

import org.jspecify.annotations.NullMarked;
