@NullMarked
package campaignflows.upload.storage;

import org.jspecify.annotations.NullMarked;
