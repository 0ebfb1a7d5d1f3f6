/** Settings of tenants, and values read by them and by the definitions of campaigns. */
@NullMarked
package campaignflows.participant.field;

import org.jspecify.annotations.NullMarked;
