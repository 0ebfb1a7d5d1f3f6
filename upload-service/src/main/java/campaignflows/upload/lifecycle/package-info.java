/** Uploads: their life, their counters, their list. */
@NullMarked
package campaignflows.upload.lifecycle;

import org.jspecify.annotations.NullMarked;
