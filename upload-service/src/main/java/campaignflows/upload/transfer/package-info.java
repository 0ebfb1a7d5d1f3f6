/** Files that come piece by piece and go on where a broken connection stopped: the tus protocol, version 1.0. */
@NullMarked
package campaignflows.upload.transfer;

import org.jspecify.annotations.NullMarked;
