/** Files that arrive piece by piece and resume where a broken connection stopped: the tus protocol, version 1.0. */
@NullMarked
package campaignflows.upload.transfer;

import org.jspecify.annotations.NullMarked;
