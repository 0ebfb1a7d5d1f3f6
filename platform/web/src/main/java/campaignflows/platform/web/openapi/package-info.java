/** What every service's OpenAPI document says alike. */
@NullMarked
package campaignflows.platform.web.openapi;

import org.jspecify.annotations.NullMarked;
