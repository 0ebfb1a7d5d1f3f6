/** The service's JSON mapper: the dialect of contracts, strict and bounded. */
@NullMarked
package campaignflows.platform.web.json;

import org.jspecify.annotations.NullMarked;
