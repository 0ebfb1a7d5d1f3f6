/** What the engine knows of campaigns and tenants. */
@NullMarked
package campaignflows.engine.definition;

import org.jspecify.annotations.NullMarked;
