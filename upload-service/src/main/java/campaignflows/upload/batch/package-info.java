/** Batches of participants that come over the API. */
@NullMarked
package campaignflows.upload.batch;

import org.jspecify.annotations.NullMarked;
