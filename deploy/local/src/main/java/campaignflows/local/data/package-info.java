/** The data folder of a local run: its marker, lock, secrets and the ports it keeps. */
@NullMarked
package campaignflows.local.data;

import org.jspecify.annotations.NullMarked;
