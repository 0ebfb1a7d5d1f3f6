/** The services that an import depends on. */
@NullMarked
package campaignflows.upload.remote;

import org.jspecify.annotations.NullMarked;
