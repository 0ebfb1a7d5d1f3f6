/**
 * What guards each listener before a request is one: strict framing, deadlines for heads and bodies, and problem documents
 * for what the server itself would refuse without a body.
 */
@NullMarked
package campaignflows.platform.web.edge;

import org.jspecify.annotations.NullMarked;
