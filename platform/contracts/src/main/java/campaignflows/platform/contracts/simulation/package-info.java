/** What services say to each other so that flows can be walked without any effect (rule W6). */
@NullMarked
package campaignflows.platform.contracts.simulation;

import org.jspecify.annotations.NullMarked;
