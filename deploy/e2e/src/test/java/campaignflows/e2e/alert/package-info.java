/** Fires each alert of deploy/kubernetes on a running system, and follows its page of what to do. */
@NullMarked
package campaignflows.e2e.alert;

import org.jspecify.annotations.NullMarked;
