/** Where a file stays from its transfer to the end of its import. */
@NullMarked
package campaignflows.upload.storage;

import org.jspecify.annotations.NullMarked;
