/** Measurements of the whole system, printed as a table, beside the floor that the machine sets in the same run. */
@NullMarked
package campaignflows.bench;

import org.jspecify.annotations.NullMarked;
