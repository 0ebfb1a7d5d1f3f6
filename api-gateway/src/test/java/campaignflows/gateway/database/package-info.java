@NullMarked
package campaignflows.gateway.database;

import org.jspecify.annotations.NullMarked;
