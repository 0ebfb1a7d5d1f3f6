/** The system under test as processes: started, watched, killed, ended. */
@NullMarked
package campaignflows.e2e.system;

import org.jspecify.annotations.NullMarked;
