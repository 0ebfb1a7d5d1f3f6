/** The audit log of the tenants: what all services tell of changes, kept, listed and exported; and what the gateway itself refuses. */
@NullMarked
package campaignflows.gateway.audit;

import org.jspecify.annotations.NullMarked;
