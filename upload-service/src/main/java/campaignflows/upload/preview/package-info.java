/** What an import of a file would do, said before it is done (rule U6). */
@NullMarked
package campaignflows.upload.preview;

import org.jspecify.annotations.NullMarked;
