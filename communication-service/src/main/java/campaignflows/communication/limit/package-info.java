/** How often, and at which hours, contacts may be contacted: a tenant's frequency caps and quiet hours (rule M8). */
@NullMarked
package campaignflows.communication.limit;

import org.jspecify.annotations.NullMarked;
