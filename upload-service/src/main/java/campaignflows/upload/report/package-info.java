/** What became of the rows that failed. */
@NullMarked
package campaignflows.upload.report;

import org.jspecify.annotations.NullMarked;
