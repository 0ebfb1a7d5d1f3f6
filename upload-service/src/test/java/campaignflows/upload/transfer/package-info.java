/** Tests of resumable transfers, with each storage. */
@NullMarked
package campaignflows.upload.transfer;

import org.jspecify.annotations.NullMarked;
