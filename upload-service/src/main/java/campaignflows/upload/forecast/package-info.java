/** The rows of a file that is not imported, for a forecast (rule W6): read like those of an import, and not stored. */
@NullMarked
package campaignflows.upload.forecast;

import org.jspecify.annotations.NullMarked;
