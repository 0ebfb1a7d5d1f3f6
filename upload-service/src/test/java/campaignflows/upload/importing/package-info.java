@NullMarked
package campaignflows.upload.importing;

import org.jspecify.annotations.NullMarked;
