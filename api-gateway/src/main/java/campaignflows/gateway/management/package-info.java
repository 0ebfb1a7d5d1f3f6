/** The management ports of the other services: health and documents, read over plain HTTP. */
@NullMarked
package campaignflows.gateway.management;

import org.jspecify.annotations.NullMarked;
