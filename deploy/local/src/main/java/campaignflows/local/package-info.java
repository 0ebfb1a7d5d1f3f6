/** The launcher behind {@code deploy/up}: starts, watches and stops the whole system on one machine. */
@NullMarked
package campaignflows.local;

import org.jspecify.annotations.NullMarked;
