/** Connections to places that tenants name: which addresses may be reached. */
@NullMarked
package campaignflows.platform.web.outgoing;

import org.jspecify.annotations.NullMarked;
