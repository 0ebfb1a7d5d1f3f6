@NullMarked
package campaignflows.upload.upload;

import org.jspecify.annotations.NullMarked;
