/** The customer profile: one master record per person in the tenant. */
@NullMarked
package campaignflows.participant.profile;

import org.jspecify.annotations.NullMarked;
