/** The definitions of campaigns and tenants, as far as the engine needs them. */
@NullMarked
package campaignflows.engine.definition;

import org.jspecify.annotations.NullMarked;
