@NullMarked
package campaignflows.upload.lifecycle;

import org.jspecify.annotations.NullMarked;
