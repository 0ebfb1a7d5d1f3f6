/** Whether the API does what its OpenAPI document says. */
@NullMarked
package campaignflows.e2e.contract;

import org.jspecify.annotations.NullMarked;
