/** Settings of tenants, and values parsed according to them and to the definitions of campaigns. */
@NullMarked
package campaignflows.participant.field;

import org.jspecify.annotations.NullMarked;
