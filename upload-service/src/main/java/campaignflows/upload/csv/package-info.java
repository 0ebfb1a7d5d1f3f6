/** CSV as it occurs: records, their cells, and the header's mapping to fields. */
@NullMarked
package campaignflows.upload.csv;

import org.jspecify.annotations.NullMarked;
