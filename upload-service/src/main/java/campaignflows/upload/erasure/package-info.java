/** Erasing people from what is kept of failed rows (rule P6); counts stay. */
@NullMarked
package campaignflows.upload.erasure;

import org.jspecify.annotations.NullMarked;
