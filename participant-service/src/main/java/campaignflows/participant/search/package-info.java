/** Search among all customers of a tenant (rule P6). */
@NullMarked
package campaignflows.participant.search;

import org.jspecify.annotations.NullMarked;
