/** A small service that the tests run: each resource method provokes one thing that can happen to a real one. */
@NullMarked
package campaignflows.platform.web.app;

import org.jspecify.annotations.NullMarked;
