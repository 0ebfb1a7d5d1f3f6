/** One customer of the tenant, outside of any campaign: profile, campaigns, edit, opt-outs (rule P6). */
@NullMarked
package campaignflows.participant.customer;

import org.jspecify.annotations.NullMarked;
