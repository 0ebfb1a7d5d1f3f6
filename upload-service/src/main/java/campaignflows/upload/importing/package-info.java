/** The import of a stored file: chunk by chunk, resumable at any moment. */
@NullMarked
package campaignflows.upload.importing;

import org.jspecify.annotations.NullMarked;
