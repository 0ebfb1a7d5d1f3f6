/** Definitions of campaigns and settings of tenants, and values read by them. */
@NullMarked
package campaignflows.participant.field;

import org.jspecify.annotations.NullMarked;
