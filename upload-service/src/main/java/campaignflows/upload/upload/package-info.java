/** Uploads: their life, their counters, their list. */
@NullMarked
package campaignflows.upload.upload;

import org.jspecify.annotations.NullMarked;
