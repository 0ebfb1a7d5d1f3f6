/** Field types, values, parsing, normalising and zones. Plain Java: no framework. */
@NullMarked
package campaignflows.platform.values;

import org.jspecify.annotations.NullMarked;
