/** Child processes: starting, watching, restarting and ending them, whatever becomes of the launcher. */
@NullMarked
package campaignflows.local.process;

import org.jspecify.annotations.NullMarked;
