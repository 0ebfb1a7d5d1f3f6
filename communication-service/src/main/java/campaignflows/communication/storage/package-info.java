/** How values are kept in columns. */
@NullMarked
package campaignflows.communication.storage;

import org.jspecify.annotations.NullMarked;
