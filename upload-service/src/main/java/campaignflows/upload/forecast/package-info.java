/** The rows of a file that is not imported, for a forecast (rule W6): read as the import reads them, and kept nowhere. */
@NullMarked
package campaignflows.upload.forecast;

import org.jspecify.annotations.NullMarked;
