/** One OpenAPI document of all services. */
@NullMarked
package campaignflows.gateway.openapi;

import org.jspecify.annotations.NullMarked;
